"""Which nudges a digest holds, in which order, and when there is none."""

from __future__ import annotations

from dataclasses import replace

from dossier.model import Evidence, Nudge, Severity
from dossier.worktime import WorkCalendar
from outbox.digest import Coverage, Digest, compose
from outbox.lanes import Lane
from tests.outbox.cast import AGENCY, CLIENTS, COVERAGE, EMMA, LI_WEI, TODAY, at, digest_for, nudges

ALL_SEEN = Coverage(3, 3, at(18, 0, 50))


def made(*given: Nudge, coverage: Coverage | None = ALL_SEEN, **options: object) -> Digest | None:
    calendar = WorkCalendar.for_member(LI_WEI, AGENCY)
    told = {"calendar": calendar, "agency": AGENCY, "clients": CLIENTS, "coverage": coverage} | options
    return compose(LI_WEI, TODAY, given, **told)  # type: ignore[arg-type] # options are the test's


def question(number: int, **changes: object) -> Nudge:
    asked = nudges(LI_WEI.address)[0]
    evidence = (Evidence("message", f"q{number}@mail.example", at(16, 7), "wang.fang@soda.example", "多少？"),)
    return replace(asked, cause=f"q{number}", evidence=evidence, **changes)  # type: ignore[arg-type] # as above


def test_nothing_to_say_makes_nothing() -> None:
    assert made() is None
    assert made(coverage=None) is None
    assert made(settled=[question(1)]) is None


def test_a_mailbox_that_cannot_be_seen_is_something_to_say() -> None:
    digest = made(coverage=COVERAGE)
    assert digest is not None
    assert digest.items == ()


def test_what_a_colleague_owes_is_left_to_the_colleague() -> None:
    assert made(question(1, owner=EMMA.address)) is None


def test_any_address_of_a_member_is_the_member() -> None:
    digest = compose(
        EMMA,
        TODAY,
        [question(1, owner="e.stone@bluewhale.example")],
        calendar=WorkCalendar.for_member(EMMA, AGENCY),
        agency=AGENCY,
        clients=CLIENTS,
    )
    assert digest is not None
    assert len(digest.items) == 1


def test_due_today_comes_first_then_who_waits_then_what_we_promised_then_risk_then_silence() -> None:
    digest = digest_for(LI_WEI)
    assert [(item.number, item.nudge.rule, item.nudge.variant) for item in digest.items] == [
        (1, "promise_due", "due"),
        (2, "awaiting_reply", "complaint"),
        (3, "awaiting_reply", "question"),
        (4, "minutes_due", "default"),
        (5, "people_changed", "absent"),
        (6, "contact_gap", "rhythm"),
    ]
    assert [section.lane for section in digest.sections] == [Lane.OWE, Lane.CLOSE]
    assert [group.client.key for group in digest.sections[0].groups] == ["acme", "soda"]


def test_the_order_does_not_depend_on_how_nudges_arrive() -> None:
    given = nudges(LI_WEI.address)
    forth, back = made(*given), made(*reversed(given))
    assert forth is not None
    assert back is not None
    assert forth.sections == back.sections


def test_a_deadline_that_is_still_ahead_waits_its_turn() -> None:
    promise = nudges(LI_WEI.address)[1]
    later = replace(promise, params=(("who", "Sarah"), ("due", at(20, 10))))
    digest = made(later, question(1))
    assert digest is not None
    assert [item.nudge.rule for item in digest.items] == ["awaiting_reply", "promise_due"]


def test_louder_comes_first_among_equals_and_then_older() -> None:
    digest = made(
        question(1, since=at(16, 7)), question(2, since=at(13, 7)), question(3, since=at(17, 7), severity=Severity.HIGH)
    )
    assert digest is not None
    assert [item.nudge.cause for item in digest.items] == ["q3", "q2", "q1"]


def test_several_nudges_of_one_conversation_are_one_item() -> None:
    both = (question(1), question(2))
    digest = made(*both, conversations={"q1@mail.example": "c", "q2@mail.example": "c"})
    assert digest is not None
    assert len(digest.items) == 1
    assert len(digest.items[0].also) == 1


def test_one_mail_to_two_clients_is_two_items() -> None:
    digest = made(question(1), question(1, client="acme"))
    assert digest is not None
    assert len(digest.items) == 2


def test_at_most_seven_are_shown_and_the_rest_is_counted() -> None:
    digest = made(*(question(number) for number in range(9)))
    assert digest is not None
    assert [item.number for item in digest.items] == [1, 2, 3, 4, 5, 6, 7]
    assert [item.number for item in digest.more] == [8, 9]


def test_a_client_nobody_knows_still_has_a_name() -> None:
    digest = made(question(1, client="ghost"))
    assert digest is not None
    assert digest.items[0].client.name == "ghost"


def test_the_key_of_the_outgoing_is_member_and_day() -> None:
    assert digest_for(LI_WEI).key == "digest:li.wei@bluewhale.example:2026-11-18"
