"""Matching: whose a message or a meeting is, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.claims import Side
from dossier.matching import Book, Filing, Standing, retro
from dossier.model import (
    Address,
    Agency,
    Answer,
    Attendee,
    Client,
    Contact,
    Direction,
    Match,
    Meeting,
    Member,
    Message,
    MessageKind,
)

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)

AGENCY = Agency(
    members=(
        Member(("li.wei@bluewhale.example", "li.wei@old-whale.example")),
        Member(("zhou@bluewhale.example",)),
        Member(("chen@acme.example",)),
        Member(("freelance.wu@gmail.com",)),
    ),
    domains=frozenset({"bluewhale.example", "gmail.com"}),
)
ACME = Client(
    "acme",
    "Acme",
    domains=("acme.example", "acme-group.example", "qq.com", "com.cn"),
    contacts=(
        Contact(("anna@acme.example", "anna.li@gmail.com")),
        Contact(("service@acme.example",)),
        Contact(("wangfang@yuanqi.example",)),
    ),
)
YUANQI = Client(
    "元气饮料",
    "元气饮料",
    domains=("yuanqi.example",),
    aliases=("Genki",),
    contacts=(Contact(("wangfang@yuanqi.example",)), Contact(("wang_fang@163.com",)), Contact(("anna@acme.example",))),
)
BOOK = Book((ACME, YUANQI), AGENCY)
OTHER_CN = "other.com.cn"
"""Below a public suffix that Acme's entry claims by mistake."""

LI, ZHOU, ANNA, WANG = (
    "li.wei@bluewhale.example",
    "zhou@bluewhale.example",
    "anna@acme.example",
    "wangfang@yuanqi.example",
)


def mail(sender: str, *to: str, cc: tuple[str, ...] = (), subject: str = "", failed: tuple[str, ...] = ()) -> Message:
    return Message(
        key="k",
        id="k@test.example",
        sent_at=NOON,
        sender=Address("", sender),
        to=tuple(Address("", email) for email in to),
        cc=tuple(Address("", email) for email in cc),
        subject=subject,
        failed=failed,
    )


def file(sender: str, *to: str, cc: tuple[str, ...] = ()) -> Filing:
    return BOOK.match(mail(sender, *to, cc=cc))


def test_a_contacts_mail_is_filed_by_the_contact() -> None:
    """Anna writes to Li Wei."""
    expected = Filing(Standing.CLIENT, Direction.IN, (Match("acme", ANNA, "contact", ANNA),), (LI,), "acme")

    assert expected == file(ANNA, LI)


def test_our_mail_to_a_contact_goes_out() -> None:
    filing = file(LI, ANNA, cc=(ZHOU,))

    assert filing.direction is Direction.OUT
    assert filing.members == (LI, ZHOU)
    assert filing.author == ""


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("anna@acme.example", Match("acme", "anna@acme.example", "contact", "anna@acme.example")),
        ("anna.li@gmail.com", Match("acme", "anna.li@gmail.com", "contact", "anna.li@gmail.com")),
        ("annali+ads@googlemail.com", Match("acme", "annali+ads@googlemail.com", "alias", "anna.li@gmail.com")),
        ("anna+ads@acme.example", Match("acme", "anna+ads@acme.example", "alias", "anna@acme.example")),
        ("b..o@acme.example", Match("acme", "b..o@acme.example", "domain", "acme.example")),
        ("bo@acme.example", Match("acme", "bo@acme.example", "domain", "acme.example")),
        ("bo@eu.mail.acme.example", Match("acme", "bo@eu.mail.acme.example", "subdomain", "acme.example")),
        ("sun@mail.yuanqi.example", Match("元气饮料", "sun@mail.yuanqi.example", "subdomain", "yuanqi.example")),
        ("wang_fang@163.com", Match("元气饮料", "wang_fang@163.com", "contact", "wang_fang@163.com")),
    ],
)
def test_every_match_says_by_what(email: str, expected: Match) -> None:
    assert (expected,) == file(email, LI).matches


@pytest.mark.parametrize(
    "email",
    ["somebody@qq.com", "wang_fang+x@163.com", f"x@{OTHER_CN}", "annali@outlook.com", "noreply@acme.example",
     "x@notacme.example", "x@acme.example.org"],
)  # fmt: skip
def test_private_domains_robots_and_strangers_match_nobody(email: str) -> None:
    assert file(email, LI) == Filing(Standing.UNMATCHED, Direction.IN, (), (LI,))


def test_a_robot_that_the_book_lists_is_a_contact_all_the_same() -> None:
    book = Book((Client("acme", "Acme", contacts=(Contact(("notifications@acme.example",)),)),), AGENCY)

    assert book.match(mail("notifications@acme.example", LI)).clients == ("acme",)


def test_a_mail_to_two_clients_is_filed_under_both() -> None:
    filing = file(LI, WANG, cc=("bo@acme.example",))

    assert filing.clients == ("acme", "元气饮料")
    assert filing.contacts("元气饮料") == (WANG,)
    assert filing.contacts("acme") == ("bo@acme.example",)


def test_another_spelling_is_filed_as_the_book_lists_it() -> None:
    assert file("annali+ads@googlemail.com", LI).contacts("acme") == ("anna.li@gmail.com",)


def test_an_address_listed_with_two_clients_is_its_own_companys() -> None:
    """Yuanqi's list names Anna of Acme as a guest, and Acme's names Wang Fang of Yuanqi."""
    assert file(ANNA, LI).clients == ("acme",)
    assert file(WANG, LI).clients == ("元气饮料",)


class TestWhoIsOurs:
    def test_staff_who_sit_with_a_client_are_ours(self) -> None:
        assert file("chen@acme.example", LI).standing is Standing.INTERNAL
        assert file("chen+x@acme.example", LI).members == ("chen@acme.example", LI)

    def test_a_colleague_nobody_listed_is_ours_by_domain_and_subdomain(self) -> None:
        filing = file("new.hire@sh.bluewhale.example", ANNA)

        assert filing.direction is Direction.OUT
        assert filing.members == ("new.hire@sh.bluewhale.example",)

    def test_private_mail_is_never_the_houses_domain(self) -> None:
        assert file("stranger@gmail.com", LI).standing is Standing.UNMATCHED
        assert file("freelancewu@gmail.com", LI).members == ("freelance.wu@gmail.com", LI)

    def test_mail_among_us_is_internal_and_so_is_a_note_to_oneself(self) -> None:
        assert file(LI, ZHOU).standing is Standing.INTERNAL
        assert file(LI, LI).standing is Standing.INTERNAL
        assert file("noreply@bluewhale.example", LI).standing is Standing.INTERNAL

    def test_mail_to_nobody_we_can_see_is_not_internal(self) -> None:
        """A greeting to undisclosed recipients may well have gone to clients."""
        assert file(LI).standing is Standing.UNMATCHED
        assert BOOK.match(mail("")).standing is Standing.UNMATCHED

    def test_what_our_directory_writes_is_ours(self) -> None:
        assert file(LI, "/o=whale/ou=first group/cn=zhou@bluewhale.example").standing is Standing.INTERNAL

    def test_an_old_address_of_a_member_is_theirs(self) -> None:
        assert file("li.wei@old-whale.example", ZHOU).members == ("li.wei@old-whale.example", ZHOU)

    def test_the_book_cannot_take_a_colleague_away(self) -> None:
        """An export lists the account's owner among its people."""
        book = Book((replace(ACME, domains=("bluewhale.example",), contacts=(Contact((LI,)),)),), AGENCY)

        assert book.match(mail(LI, ZHOU)).standing is Standing.INTERNAL
        assert book.match(mail("new.hire@bluewhale.example", ZHOU)).standing is Standing.INTERNAL

    def test_a_client_below_the_houses_domain_is_a_client(self) -> None:
        book = Book((Client("brand", "Brand", domains=("brand.bluewhale.example",)),), AGENCY)

        assert book.match(mail("x@brand.bluewhale.example", LI)).clients == ("brand",)


class TestRivalsForOneDomain:
    GROUP = (
        Client("clean", "Clean", ("group.example",), contacts=(Contact(("c@group.example",)),)),
        Client("soap", "Soap", ("group.example",), ("Schaum",), contacts=tuple(
            Contact((f"s{n}@group.example",)) for n in range(3))),
        Client("hair", "Hair", ("hair.group.example",)),
    )  # fmt: skip
    BOOK = Book(GROUP, AGENCY)

    def test_the_longer_domain_is_the_more_specific(self) -> None:
        assert self.BOOK.match(mail("x@hair.group.example", LI)).clients == ("hair",)

    def test_who_is_on_the_mail_anyway_takes_the_stranger(self) -> None:
        assert self.BOOK.match(mail("x@group.example", LI, cc=("c@group.example",))).clients == ("clean",)

    def test_who_is_named_in_the_subject_is_meant(self) -> None:
        assert self.BOOK.match(mail("x@group.example", LI, subject="AW: Clean Film 2")).clients == ("clean",)

    def test_otherwise_the_one_with_most_people_there(self) -> None:
        assert self.BOOK.match(mail("x@group.example", LI)).clients == ("soap",)


class TestNotices:
    def test_a_bounce_is_filed_to_the_client_of_the_address_that_failed(self) -> None:
        bounce = replace(mail("mailer-daemon@mx.example", LI, failed=("bo@acme.example",)), kind=MessageKind.BOUNCE)

        filing = BOOK.match(bounce)

        assert filing == Filing(
            Standing.CLIENT, Direction.IN, (Match("acme", "bo@acme.example", "domain", "acme.example"),), (LI,)
        )

    def test_a_bounce_from_a_clients_own_server_about_somebody_else_is_not_the_clients(self) -> None:
        bounce = replace(mail("postmaster@acme.example", LI, failed=("x@elsewhere.example",)), kind=MessageKind.BOUNCE)

        assert BOOK.match(bounce).standing is Standing.UNMATCHED

    def test_an_absence_is_filed_to_the_absent(self) -> None:
        filing = BOOK.match(replace(mail(WANG, LI, cc=(ANNA,)), kind=MessageKind.ABSENCE))

        assert filing.clients == ("元气饮料",)
        assert filing.author == "元气饮料"
        assert filing.members == (LI,)


def meeting(*attendees: Attendee, organizer: str = LI) -> Meeting:
    end = NOON + timedelta(hours=1)
    who = Address("", organizer) if organizer else None
    return Meeting(key="m", uid="m", start=NOON, end=end, organizer=who, attendees=attendees)


class TestMeetings:
    def test_a_meeting_is_filed_by_who_comes(self) -> None:
        filing = BOOK.match_meeting(meeting(Attendee(Address("", ANNA)), Attendee(Address("", ZHOU))))

        assert (filing.clients, filing.members, filing.direction) == (("acme",), (LI, ZHOU), Direction.OUT)

    def test_who_declined_is_not_there_and_rooms_are_not_people(self) -> None:
        """Anna said no; the client's room was booked."""
        filing = BOOK.match_meeting(
            meeting(
                Attendee(Address("", ANNA), Answer.NO),
                Attendee(Address("", "a301@acme.example"), is_room=True),
                Attendee(Address("三楼会议室", "a302@acme.example")),
            )
        )

        assert filing.standing is Standing.INTERNAL

    def test_an_entry_with_nobody_else_is_our_own(self) -> None:
        assert BOOK.match_meeting(meeting(organizer="")).standing is Standing.INTERNAL

    def test_a_clients_invitation_comes_in(self) -> None:
        assert BOOK.match_meeting(meeting(Attendee(Address("", LI)), organizer=WANG)).author == "元气饮料"


def test_a_changed_book_names_the_addresses_whose_owner_changed() -> None:
    after = Book((replace(ACME, domains=("acme.example", "new.example")), YUANQI), AGENCY)
    seen = [ANNA, "x@new.example", "x@acme-group.example", LI, "x@nobody.example"]

    assert list(retro(BOOK, after, seen)) == ["x@new.example", "x@acme-group.example"]


def test_who_an_address_is_can_be_asked() -> None:
    assert BOOK.claim(LI).side is Side.OURS
    assert BOOK.claim("noreply@acme.example").side is Side.ROBOT
    assert BOOK.claim("x@nobody.example").side is Side.OUTSIDE


PEOPLE = st.sampled_from(
    [LI, ZHOU, ANNA, WANG, "bo@acme.example", "x@yuanqi.example", "noreply@acme.example", "a@qq.com", "x@group.example"]
)


@given(sender=PEOPLE, others=st.lists(PEOPLE, max_size=8), seed=st.integers(0, 99))
def test_the_order_of_recipients_means_nothing(sender: str, others: list[str], seed: int) -> None:
    shuffled = Random(seed).sample(others, len(others))  # noqa: S311  a shuffle, not a secret
    book = Book((ACME, YUANQI, *TestRivalsForOneDomain.GROUP), AGENCY)

    assert book.match(mail(sender, *others)) == book.match(mail(sender, *shuffled[:3], cc=tuple(shuffled[3:])))


@given(st.permutations([ACME, YUANQI, *TestRivalsForOneDomain.GROUP]), PEOPLE)
def test_the_order_of_clients_means_nothing(clients: list[Client], sender: str) -> None:
    one = Book((ACME, YUANQI, *TestRivalsForOneDomain.GROUP), AGENCY)

    assert one.match(mail(sender, LI)) == Book(clients, AGENCY).match(mail(sender, LI))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_asked_for(email: str, other: str) -> None:
    assert BOOK.match(mail(email, other, LI)).standing in Standing


TRICKS = """
anna@acme.example.evil.test|anna@acme-example.test|anna@acmeexample.test|anna@xacme.example|anna@acme.examp1e.test
anna@acme.example@evil.test|anna@evil.test@acme.example|"anna@acme.example"@evil.test|"anna"@acme.example
anna%acme.example@evil.test|evil.test!anna@acme.example!x@evil.test|<anna@acme.example>@evil.test|anna@acme.example>
anna@acme.example,evil@evil.test|anna@acme.example;evil@evil.test|anna@acme.example (evil@evil.test)
evil@evil.test (anna@acme.example)|evil@evil.test <anna@acme.example>|anna@acme.example evil@evil.test
anna@acme.example\\x00.evil.test|anna@acme.example\\r\\nevil.test|anna@acme\\x00.example|anna@acme .example
anna@ acme.example|anna @acme.example| anna@acme.example|anna@acme.example |\\tanna@acme.example
anna@аcme.example|anna@аcme.example.|аnna@acme.example|anna@αcme.example|anna@ａｃｍｅ.example|anna＠acme.example
anna@acme。example|anna@acme．example|anna@acme\\u200b.example|anna@ac\\u00adme.example|an\\u200bna@acme.example
anna@acme\\u202e.example|anna@\\u2066acme.example|anna@acme.example\\ufeff|anna@acme\\u2024example|anna@açme.example
anna@[acme.example]|anna@[192.0.2.1]|anna@[IPv6:2001:db8::1]|anna@acme|@acme.example|anna@|anna@.acme.example
anna@acme..example|anna@-acme.example|anna@acme-.example
anna@acme.example.|anna@acme.example/evil.test|anna@acme.example?x=evil.test|anna@acme.example#evil.test
anna@acme.example:25|mailto:anna@acme.example|anna:acme.example|anna@xn--acme-.example|=?utf-8?q?anna=40acme?=@evil.test
anna.li@gmail.com.evil.test|anna.li@gmail.example|annali@gmai1.test|anna_li@gmail.com|wang_fang+x@163.com
王\u200b芳@acme.example|anna@\u212acme.example|anna@acme.example\\x7f|anna\\x85@acme.example|anna@acme\\u3000.example
"""


def trick_addresses() -> list[str]:
    raw = [trick for line in TRICKS.strip("\n").split("\n") for trick in line.split("|")]
    return [trick.encode("utf-16", "surrogatepass").decode("utf-16").replace("\\r", "\r").replace("\\n", "\n")
            .replace("\\t", "\t") for trick in map(_unescape, raw)]  # fmt: skip


def _unescape(text: str) -> str:
    for mark, width in (("\\u", 4), ("\\x", 2)):
        head, *rest = text.split(mark)
        text = head + "".join(chr(int(part[:width], 16)) + part[width:] for part in rest)
    return text


@pytest.mark.parametrize("email", trick_addresses())
def test_no_trick_address_is_matched_to_a_client(email: str) -> None:
    """What is made to be taken for Anna of Acme is not hers."""
    assert BOOK.match(mail(email, LI)).matches == ()


def test_the_tricks_are_many_and_distinct() -> None:
    assert len(set(trick_addresses())) >= 60
