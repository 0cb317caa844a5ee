"""What becomes of nudges between two evaluations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Nudge, NudgeState
from dossier.nudges import StoredNudge, advance, reconcile

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def nudge(cause: str = "m1", due: datetime = NOW, **changes: object) -> Nudge:
    made = Nudge(cause=cause, contact="", owner="", since=due - DAY, due=due, rule="rule", client="acme")
    return replace(made, **changes)  # type: ignore[arg-type]  # the names are the fields'


def after(kept: list[StoredNudge], said: list[Nudge], now: datetime = NOW) -> dict[str, StoredNudge]:
    before = {stored.key: stored for stored in kept}
    return before | {stored.key: stored for stored in reconcile(before, said, now)}


def test_a_new_nudge_waits_until_it_is_due():
    [stored] = after([], [nudge(due=NOW + DAY)]).values()

    assert stored.state is NudgeState.PLANNED


def test_a_nudge_that_is_due_opens_and_remembers_when():
    [stored] = after([], [nudge()]).values()

    assert (stored.state, stored.fired_at) == (NudgeState.OPEN, NOW)


def test_a_nudge_whose_cause_is_gone_closes_by_itself():
    [stored] = after([StoredNudge(nudge=nudge(), state=NudgeState.OPEN)], []).values()

    assert (stored.state, stored.settled_at) == (NudgeState.SETTLED, NOW)


@pytest.mark.parametrize("state", [NudgeState.DISMISSED, NudgeState.DONE, NudgeState.EXPIRED])
def test_a_no_stays_a_no(state):
    said = StoredNudge(nudge=nudge(), state=state, reason="not a client")

    assert after([said], [nudge()]) == {said.key: said}
    assert after([said], []) == {said.key: said}


def test_what_comes_back_after_it_settled_is_open_again():
    settled = StoredNudge(nudge=nudge(), state=NudgeState.SETTLED, settled_at=NOW, settled_by="m2")

    [stored] = after([settled], [nudge()], NOW + DAY).values()

    assert (stored.state, stored.settled_by) == (NudgeState.OPEN, "")


def test_a_first_sync_raises_nothing_older_than_two_weeks():
    [stored] = after([], [nudge(due=NOW - 15 * DAY)]).values()

    assert stored.state is NudgeState.EXPIRED


def test_a_nudge_expires_when_it_stops_making_sense():
    open_one = StoredNudge(nudge=nudge(until=NOW + DAY), state=NudgeState.OPEN)

    assert advance(open_one, NOW).state is NudgeState.OPEN
    assert advance(open_one, NOW + DAY).state is NudgeState.EXPIRED


def test_a_snoozed_nudge_wakes_at_its_time_and_not_before():
    snoozed = StoredNudge(nudge=nudge(), state=NudgeState.SNOOZED, snoozed_until=NOW + DAY)

    assert advance(snoozed, NOW).state is NudgeState.SNOOZED
    assert advance(snoozed, NOW + DAY).state is NudgeState.OPEN


def test_a_due_time_that_moves_away_takes_the_nudge_back():
    open_one = StoredNudge(nudge=nudge(), state=NudgeState.OPEN, fired_at=NOW)

    [stored] = after([open_one], [nudge(due=NOW + 3 * DAY)]).values()

    assert stored.state is NudgeState.PLANNED


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-20, 20)), max_size=6), st.integers(-3, 3))
def test_saying_the_same_again_changes_nothing(said, shift):
    nudges = list({cause: nudge(cause, NOW + days * DAY) for cause, days in said}.values())
    once = after([], nudges, NOW + shift * DAY)

    assert list(reconcile(once, nudges, NOW + shift * DAY)) == []
