"""`minutes_due`: after a meeting the client has it in writing."""

from __future__ import annotations

import inspect

import pytest

from tests.story import local, nudges


def story(request: pytest.FixtureRequest):
    return nudges("minutes_due", inspect.getdoc(request.function) or "")


def test_a_meeting_without_a_written_follow_up(request):
    """Held, and nothing written.

    Wed 4 Mar 14:00-15:00 meeting  Li, Wang: Kick-off
    """
    [nudge] = story(request)

    assert local(nudge.due) == "5 Mar 15:00"
    assert nudge.evidence[0].kind == "meeting"


def test_notes_to_one_who_was_there_are_enough(request):
    """Notes went out.

    Wed 4 Mar 14:00-15:00 meeting  Li, Wang, Zhao: Kick-off
    Wed 4 Mar 17:00  Zhou -> Zhao: Notes
        Notes from today: we start with the film, the radio part is dropped.
    """
    assert story(request) == []


def test_a_bare_thanks_is_no_follow_up(request):
    """Only an acknowledgement.

    Wed 4 Mar 14:00-15:00 meeting  Li, Wang: Kick-off
    Wed 4 Mar 17:00  Li -> Wang: Kick-off
        收到，我看一下。
    """
    assert len(story(request)) == 1


def test_a_cancelled_meeting_needs_no_minutes(request):
    """Cancelled.

    Wed 4 Mar 14:00-15:00 cancelled meeting  Li, Wang: Kick-off
    """
    assert story(request) == []


def test_a_meeting_among_ourselves_needs_no_minutes(request):
    """Internal.

    Wed 4 Mar 14:00-15:00 meeting  Li, Zhou: Stand-up
    """
    assert story(request) == []
