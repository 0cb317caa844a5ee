"""Which messages belong together where no header says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dossier.conversations import Linkable, by_subject, linkable, references
from dossier.model import Address, Message

START = datetime(2026, 3, 2, tzinfo=UTC)
ANNA, BEN, CARL = (f"{name}@acme.example" for name in ("anna", "ben", "carl"))


def mail(name: str, day: int, sender: str, *to: str, bare: bool = True, subject: str = "quote") -> Linkable:
    return Linkable(name, START + timedelta(days=day), subject, sender, frozenset((sender, *to)), bare)


def test_a_bare_reply_belongs_to_the_mail_its_sender_received():
    asked, answered = mail("m1", 0, ANNA, BEN, bare=False), mail("m2", 1, BEN, ANNA)

    assert by_subject([answered], [asked]) == {"m2": ("m1",)}
    assert by_subject([asked], [answered]) == {"m1": ("m2",)}


def test_somebody_elses_mail_with_the_same_subject_is_another_matter():
    assert by_subject([mail("m2", 1, CARL, BEN)], [mail("m1", 0, ANNA, BEN, bare=False)]) == {}


def test_two_first_mails_with_the_same_subject_are_two_conversations():
    assert by_subject([mail("m2", 1, BEN, ANNA, bare=False)], [mail("m1", 0, ANNA, BEN, bare=False)]) == {}


def test_after_a_month_a_subject_says_nothing_any_more():
    assert by_subject([mail("m2", 31, BEN, ANNA)], [mail("m1", 0, ANNA, BEN, bare=False)]) == {}


def test_an_empty_subject_joins_nobody():
    assert by_subject([mail("m2", 1, BEN, ANNA, subject="")], [mail("m1", 0, ANNA, BEN, subject="")]) == {}


def test_a_reply_that_names_what_it_answers_is_not_bare():
    message = Message(
        key="k", id="m2", sent_at=START, sender=Address("", ANNA), subject="Re: Quote", references=("m1",), thread="t:1"
    )

    assert not linkable(message).bare
    assert references(message) == ("m1", "thread:t:1")


def conversations(batches: list[list[Linkable]]) -> set[frozenset[str]]:
    """Store batches one after another and return the conversations they come out as."""
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    stored: list[Linkable] = []
    for batch in batches:
        parent |= {item.id: item.id for item in batch}
        for mine, others in by_subject(batch, stored).items():
            for other in others:
                parent[find(mine)] = find(other)
        stored += batch
    groups: dict[str, set[str]] = {}
    for name in parent:
        groups.setdefault(find(name), set()).add(name)
    return {frozenset(group) for group in groups.values()}


people = st.sampled_from([ANNA, BEN, CARL])
mails = st.builds(
    lambda day, sender, to, bare: (day, sender, to, bare), st.integers(0, 60), people, people, st.booleans()
)


@given(st.lists(mails, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_conversations_do_not_depend_on_the_order_of_arrival(written, random):
    letters = [mail(f"m{n}", day, sender, to, bare=bare) for n, (day, sender, to, bare) in enumerate(written)]
    shuffled = random.sample(letters, len(letters))

    assert conversations([letters]) == conversations([[letter] for letter in shuffled])
