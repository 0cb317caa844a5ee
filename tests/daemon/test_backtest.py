"""The replay: at every moment only what had arrived by then is known."""

from __future__ import annotations

import inspect

import pytest

from daemon.backtest import Fired, arrivals, backtest
from rules.registry import all_rules
from tests.story import AGENCY, CALENDAR, CLIENT, LI, ZHOU, local, moment, tell

CALENDARS = {"": CALENDAR, LI.address: CALENDAR, ZHOU.address: CALENDAR}


def replayed(request: pytest.FixtureRequest, rule: str = "awaiting_reply", as_of: str = "30 Apr 00:00") -> list[Fired]:
    told = tell(inspect.getdoc(request.function) or "")
    return list(
        backtest(
            CLIENT,
            AGENCY,
            arrivals(told.messages, told.meetings),
            calendars=CALENDARS,
            judge=all_rules()[rule],
            as_of=moment(as_of),
        )
    )


def test_an_answer_before_the_nudge_was_due_means_it_never_fired(request):
    """Answered in time.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much is the film?
    Mon 2 Mar 17:00  Li -> Wang: Re: Quote
        The film is 20,000.
    """
    assert replayed(request) == []


def test_a_late_answer_settles_what_had_fired(request):
    """Answered late.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much is the film?
    Thu 5 Mar 17:00  Li -> Wang: Re: Quote
        The film is 20,000.
    """
    [fired] = replayed(request)

    assert local(fired.fired) == "3 Mar 10:00"
    assert fired.settled is not None
    assert (local(fired.settled), fired.settled_by) == ("5 Mar 17:00", "m2@story.example")


def test_what_arrives_later_is_not_known_earlier(request):
    """The contact gap fires in February although they wrote again in March.

    Fri 2 Jan 10:00  Li -> Wang: Report
        The report is attached.
    Mon 2 Mar 10:00  Wang -> Li: Hello
        Thanks again for everything, all the best!
    """
    fired = replayed(request, "contact_gap", as_of="5 Mar 00:00")

    assert [local(one.fired) for one in fired] == ["2 Feb 06:00"]
    assert fired[0].settled_by == "m2@story.example"


def test_what_is_due_after_the_end_has_not_fired(request):
    """Asked on the last day.

    Wed 29 Apr 17:00  Wang -> Li: Quote
        How much is the film?
    """
    assert replayed(request) == []


def test_an_old_nudge_expires_instead_of_being_settled(request):
    """Nobody ever answered, and a month later something else is written.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much is the film?
    Thu 16 Apr 10:00  Zhao -> Li: Hello
        Nice to meet you yesterday.
    """
    [fired] = [one for one in replayed(request) if one.nudge.evidence[0].id == "m1@story.example"]

    assert fired.settled_by == ""
