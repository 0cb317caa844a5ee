"""A nudge in words: what to do, why, and a next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from dossier.model import Agency, Client, Evidence, Nudge
from dossier.worktime import WorkCalendar
from outbox.clean import NAME, clean_line
from outbox.lanes import deadline
from outbox.phrases import Param, Phrases, Span


class Wording(NamedTuple):
    """The three sentences of a nudge."""

    title: tuple[Span, ...]
    why: tuple[Span, ...]
    step: tuple[Span, ...]


def text_of(spans: tuple[Span, ...]) -> str:
    """Return a sentence as plain text."""
    return "".join(span.text for span in spans)


def age(nudge: Nudge, day: date, calendar: WorkCalendar) -> int:
    """Return the working days since a nudge's cause came up, by the owner's calendar; never negative."""
    return max(0, calendar.working_days_between(calendar.day_of(nudge.since), day))


def word(nudge: Nudge, phrases: Phrases, client: Client, day: date, calendar: WorkCalendar) -> Wording:
    """Return a nudge's sentences as they are true on `day`.

    The rule says what and who; how long it has been is counted here, because a rule does not know today.
    """
    params = _params(nudge, client, day, calendar)
    variant = _variant(nudge, day, calendar, phrases.has)
    try:
        return _worded(variant, phrases, params)
    except (LookupError, TypeError, ValueError):
        # A rule that forgot a sentence or a parameter must not cost the reader the digest: say that it spoke.
        return _worded("other", phrases, params)


def _worded(variant: str, phrases: Phrases, params: dict[str, Param]) -> Wording:
    return Wording(*(phrases.spans(f"{variant}.{part}", **params) for part in Wording._fields))


def _variant(nudge: Nudge, day: date, calendar: WorkCalendar, has: Callable[[str], bool]) -> str:
    """Return which sentences; a deadline that has passed turns them into those of `overdue`, where there are any."""
    due = deadline(nudge)
    if due is not None and calendar.day_of(due) < day and has(f"{nudge.rule}.overdue.title"):
        return f"{nudge.rule}.overdue"
    return f"{nudge.rule}.{nudge.variant or 'default'}"


def _params(nudge: Nudge, client: Client, day: date, calendar: WorkCalendar) -> dict[str, Param]:
    given: dict[str, Param] = dict(nudge.params)
    contact = client.contact(nudge.contact)
    known: dict[str, Param] = {
        "client": client.name or client.key,
        "who": (contact.name if contact else "") or nudge.contact or client.name or client.key,
        "what": next((evidence.quote for evidence in nudge.evidence), ""),
        "gap": max(0, (day - calendar.day_of(nudge.since)).days),
        "rule": nudge.rule,
    }
    named = {name: value for name, value in given.items() if value not in {None, ""}}
    told = {**known, **named, "days": age(nudge, day, calendar)}
    return {
        name: clean_line(value, 80 if name in _QUOTED else NAME) if isinstance(value, str) else value
        for name, value in told.items()
    }


_QUOTED = ("what", "meeting")
"""Parameters that are somebody's words, not a name."""


def speaker(evidence: Evidence, client: Client, agency: Agency) -> str:
    """Return what to call whoever said it: a contact's or member's name, else the address."""
    contact, member = client.contact(evidence.sender), agency.member(evidence.sender)
    return (contact.name if contact else "") or (member.name if member else "") or evidence.sender
