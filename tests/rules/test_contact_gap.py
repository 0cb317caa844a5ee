"""`contact_gap`: the tier's cadence, a person's own rhythm, and the silences that are known."""

from __future__ import annotations

import inspect
from datetime import date, timedelta

import pytest

from dossier.model import Tier
from tests.story import local, nudges, with_client


def told(request: pytest.FixtureRequest) -> str:
    return inspect.getdoc(request.function) or ""


def test_a_tier_has_its_cadence(request):
    """Last contact on the second of March.

    Mon 2 Mar 10:00  Li -> Wang: Report
        The report is attached.
    """
    [nudge] = nudges("contact_gap", told(request), with_client(tier=Tier.A))

    assert local(nudge.due) == "16 Mar 06:00"


def test_it_never_falls_on_a_day_off(request):
    """Thirty days later is the fifth of October, in the middle of the holiday.

    Sat 5 Sep 10:00  Li -> Wang: Report
        The report is attached.
    """
    [nudge] = nudges("contact_gap", told(request))

    assert local(nudge.due) == "8 Oct 06:00"


def test_an_agreed_silence_is_kept(request):
    """Quiet until April.

    Mon 2 Mar 10:00  Li -> Wang: Report
        The report is attached.
    """
    client = with_client(tier=Tier.A, quiet_until=date(2026, 4, 15))
    [nudge] = nudges("contact_gap", told(request), client)

    assert local(nudge.due) == "15 Apr 06:00"


def test_a_meeting_already_in_the_calendar_moves_it(request):
    """They will meet before it gets quiet.

    Mon 2 Mar 10:00  Li -> Wang: Report
        The report is attached.
    Thu 12 Mar 10:00-11:00 meeting  Li, Wang: Review
    """
    [nudge] = nudges("contact_gap", told(request), with_client(tier=Tier.A))

    assert local(nudge.due) == "26 Mar 06:00"


def test_care_waits_while_something_is_owed(request):
    """They asked, we did not answer: small talk would be the wrong thing.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much is the film?
    """
    assert nudges("contact_gap", told(request), today="20 Mar 00:00") == []
    assert nudges("contact_gap", told(request), today="20 May 00:00") != []


def test_an_agreed_cadence_beats_the_tier(request):
    """Every quarter is enough for them.

    Mon 2 Mar 10:00  Li -> Wang: Report
        The report is attached.
    """
    [nudge] = nudges("contact_gap", told(request), with_client(tier=Tier.A, cadence=timedelta(days=90)))

    assert local(nudge.due) == "1 Jun 06:00"


def test_a_decision_maker_falls_silent_while_the_daily_contact_writes_on():
    """A person's own rhythm is broken though the client is not silent."""
    weekly = "\n".join(
        f"{day} Mar 10:00  Li -> Wang: Report {day}\n    The report is attached." for day in (2, 4, 6, 9, 11, 13)
    )
    others = "\n".join(
        f"{day} {month} 10:00  Li -> Zhao: Banner {day} {month}\n    The banner is attached."
        for month in ("Mar", "Apr")
        for day in (16, 18, 20, 23, 27, 30)
    )
    found = nudges("contact_gap", f"{weekly}\n{others}", with_client(tier=Tier.VIP))

    assert {nudge.variant for nudge in found} == {"tier", "rhythm"}
    [rhythm] = [nudge for nudge in found if nudge.variant == "rhythm"]
    assert rhythm.contact == "wang@acme.example"


def test_a_third_partys_mail_that_reached_both_of_us_is_no_contact(request):
    """Somebody outside wrote to both of us.

    Mon 2 Mar 10:00  Li -> Wang: Report
        The report is attached.
    Mon 9 Mar 10:00  Outsider -> Li, Wang: Invitation
        You are both invited to the opening of our gallery.
    """
    [nudge] = nudges("contact_gap", told(request), with_client(tier=Tier.A))

    assert local(nudge.due) == "16 Mar 06:00"
