"""Discovery: which clients the mail itself suggests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.brands import brand
from dossier.discover import MASS, Envelope, Proposal, discover
from dossier.mime import parse
from dossier.model import Address, Agency, Client, Member, Message, MessageKind

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
ME = "li.wei@agency.example"
HOUSE = Agency(members=(Member((ME,)), Member(("zhou@agency.example",))), domains=frozenset({"agency.example"}))


def mail(
    sender: str, *to: str, week: int = 0, kind: MessageKind = MessageKind.PERSON, failed: tuple[str, ...] = ()
) -> Envelope:
    """One mail; people are written `Name <address>` or as bare addresses."""
    at = START + timedelta(weeks=week)
    return Envelope(person(sender), tuple(person(one) for one in to), (), at, kind, failed)


def person(text: str) -> Address:
    name, _, email = text.rpartition("<")
    return Address(name.strip(), email.rstrip(">"))


def exchange(them: str, times: int = 3, us: str = ME) -> list[Envelope]:
    return [one for week in range(times) for one in (mail(us, them, week=week), mail(them, us, week=week))]


def found(*envelopes: Envelope, clients: tuple[Client, ...] = (), house: Agency = HOUSE) -> list[Proposal]:
    return discover(envelopes, house, clients)


def test_a_company_we_write_with_is_proposed_with_its_people_and_reason() -> None:
    """Anna and Bo of Acme write with Li Wei and Zhou."""
    anna, bo = "Anna Li (Acme Foods) <anna@acmefoods.example>", "bo@mail.acmefoods.example"

    (proposal,) = found(*exchange(anna, 4), *exchange(bo, 2, "zhou@agency.example"))

    assert (proposal.key, proposal.name, proposal.domain) == ("acme-foods", "Acme Foods", "acmefoods.example")
    assert [contact.email for contact in proposal.contacts] == ["anna@acmefoods.example", "bo@mail.acmefoods.example"]
    assert (proposal.mails, proposal.people) == (12, 2)
    assert (proposal.first, proposal.last) == (START, START + timedelta(weeks=3))
    assert proposal.why == ("discover.two_way", (("people", 2), ("came", 6), ("went", 6)))
    assert proposal.owner == ME
    assert proposal.client().domains == ("acmefoods.example",)


def test_what_only_arrives_proves_nothing() -> None:
    assert found(*(mail("ann@seller.example", ME, week=week) for week in range(50))) == []


def test_somebody_who_was_never_written_to_is_no_contact_of_a_proposed_company() -> None:
    cold = [mail("sales.rep@acme.example", ME, week=week) for week in range(9)]

    (proposal,) = found(*exchange("anna@acme.example"), *cold)

    assert [contact.email for contact in proposal.contacts] == ["anna@acme.example"]


def test_robots_newsletters_and_lists_are_left_out() -> None:
    """Li Wei wrote to a mailing list; a shop confirms and advertises."""
    shop = [mail("Shop <orders@shop.example>", ME, kind=MessageKind.BULK, week=week) for week in range(60)]
    listed = [mail("bo@acme.example", "talk@lists.example", week=week, kind=MessageKind.LIST) for week in range(9)]

    robot = exchange("noreply@acme.example")

    assert found(*robot, *shop, *exchange("care@shop.example", 2), *listed, *exchange("talk@lists.example")) == []


def test_a_mailing_of_ours_proves_nothing() -> None:
    many = [f"p{n}@company{n % 3}.example" for n in range(MASS + 1)]

    assert found(mail(ME, *many), *(mail(one, ME) for one in many)) == []


def test_three_people_or_ten_mails_do_without_an_answer_from_the_same_person() -> None:
    """We write to three people of Acme and a fourth answers; Beta never answers."""
    acme = [mail(ME, f"p{n}@acme.example") for n in range(3)] + [mail("boss@acme.example", ME)]
    beta = [mail(ME, "one@beta.example", week=week) for week in range(10)]

    assert {(one.domain, one.why.id) for one in found(*acme, *beta)} == {
        ("acme.example", "discover.people"),
        ("beta.example", "discover.mails"),
    }


def test_people_with_private_mail_stand_alone() -> None:
    """王芳 and Tom both use public providers; Tom wrote once."""
    proposals = found(*exchange("王芳 <wangfang@163.com>"), *exchange("Tom <tom@gmail.com>", 1))

    assert [(one.key, one.name, one.domain) for one in proposals] == [("王芳", "王芳", "")]
    assert proposals[0].client().domains == ()


def test_spellings_of_one_private_mailbox_are_one_person() -> None:
    (proposal,) = found(*exchange("anna.li@gmail.com", 2), *exchange("annali+ads@googlemail.com", 1))

    assert proposal.mails == 6


def test_the_book_and_the_house_are_not_proposed_again() -> None:
    acme = Client("acme", "Acme", domains=("acme.example",))
    odd = "/o=agency/ou=first group/cn=recipients/cn=li@agency.example"
    ours = [*exchange("new.hire@sh.agency.example"), *exchange(odd)]

    assert found(*exchange("anna@acme.example"), *ours, clients=(acme,)) == []


def test_a_mailbox_of_ones_own_needs_no_house() -> None:
    """A person's own takeout: their address is all that is known."""
    me = Agency(members=(Member(("me.myself@gmail.com",)),))

    assert [one.domain for one in found(*exchange("anna@acme.example", us="memyself@gmail.com"), house=me)] == [
        "acme.example"
    ]


def test_an_address_that_does_not_exist_any_more_is_no_contact() -> None:
    bounce = mail("mailer-daemon@mx.example", ME, kind=MessageKind.BOUNCE, failed=("bo@acme.example",))

    (proposal,) = found(*exchange("anna@acme.example"), *exchange("bo@acme.example"), bounce)

    assert [contact.email for contact in proposal.contacts] == ["anna@acme.example"]


def test_a_company_whose_people_are_all_gone_is_not_proposed() -> None:
    bounces = [
        mail("mailer-daemon@mx.example", ME, kind=MessageKind.BOUNCE, failed=(email,))
        for email in ("bo@acme.example", "bo@gmail.com")
    ]

    assert found(*exchange("bo@acme.example", 9), *exchange("bo@gmail.com", 9), *bounces) == []


def test_the_closest_relation_comes_first_and_a_newsletter_with_a_postman_last() -> None:
    """The postman writes for forty weeks and was answered once."""
    postman = [mail("ed@weekly.example", ME, week=week) for week in range(40)] + [mail(ME, "ed@weekly.example")]

    proposals = found(*postman, *exchange("anna@acme.example", 8), *exchange("bo@beta.example", 30))

    assert [one.domain for one in proposals] == ["beta.example", "acme.example", "weekly.example"]


def test_two_companies_of_one_name_get_two_keys() -> None:
    proposals = found(*exchange("a@acme.example", 4), *exchange("b@acme.test", 3))

    assert [one.key for one in proposals] == ["acme", "acme-test"]


@pytest.mark.parametrize(
    ("domain", "names", "expected"),
    [
        ("acme-beverages.example", [], "Acme Beverages"),
        ("hsbc.example", [], "HSBC"),
        ("bmw.example", [], "BMW"),
        ("booth-law.example", [], "Booth Law"),
        ("acmebeverages.example", ["Anna Li | Acme Beverages", "Bo"], "Acme Beverages"),
        ("acmebeverages.example", ["Acme Beverages Service"], "Acmebeverages"),
        ("yuanqi.com.cn", ["王芳-元气饮料", "李雷（元气饮料）"], "元气饮料"),
        ("yuanqi.com.cn", ["王芳-元气饮料有限公司", "李雷-元气饮料"], "元气饮料"),
        ("例子.中国", [], "例子"),
        ("pbi.example", ["Pacific Bell Inc"], "Pacific Bell Inc"),
        ("acme.example", ["Anna Li", "Bo Sun"], "Acme"),
    ],
)
def test_a_company_is_called_what_its_people_call_it(domain: str, names: list[str], expected: str) -> None:
    assert expected == brand(domain, names)


PEOPLE = st.sampled_from([ME, "zhou@agency.example", "anna@acme.example", "bo@acme.example", "x@gmail.com", "no", ""])
MAILS = st.lists(
    st.builds(
        mail, PEOPLE, PEOPLE, week=st.integers(0, 5), kind=st.sampled_from(list(MessageKind)), failed=st.tuples(PEOPLE)
    ),
    max_size=25,
)


@given(MAILS, st.randoms(use_true_random=False))
def test_the_order_of_mail_means_nothing(mails: list[Envelope], random: object) -> None:
    shuffled = sorted(mails, key=lambda _: random.random())  # type: ignore[attr-defined]  # Hypothesis types it loosely

    assert found(*mails) == found(*shuffled)


@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=30))
def test_any_name_can_be_read(names: list[str], domain: str) -> None:
    assert isinstance(brand(domain, names), str)


@pytest.mark.corpus
def test_a_traders_mailbox_suggests_whom_he_dealt_with(corpora: Path) -> None:
    """Four hundred real mails: every contact proposed was written to, and the house is not its own client."""
    paths = [
        path
        for box in ("enron_inbox", "enron_sent")
        for path in (corpora / box / "maildir" / "germany-c").rglob("*")
        if path.is_file()
    ]
    mails = [found for path in sorted(paths) if isinstance(found := parse(path.read_bytes()), Message)]
    written = {
        person.email for one in mails if one.sender.email.endswith("@enron.com") for person in (*one.to, *one.cc)
    }

    proposals = discover(map(Envelope.of, mails), Agency(domains=frozenset({"enron.com"})))

    assert {"williams.com", "columbiaenergygroup.com"} <= {one.domain for one in proposals}
    assert "enron.com" not in {one.domain for one in proposals}
    assert {contact.email for one in proposals for contact in one.contacts} <= written
