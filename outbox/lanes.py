"""Where a nudge stands in a digest: in which lane, and how early."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dossier.model import Nudge, Severity


class Lane(StrEnum):
    """What kind of attention: something is owed, something could be brought, or it is time to be in touch."""

    OWE = "owe"
    BRING = "bring"
    CLOSE = "close"


class Urgency(IntEnum):
    """What comes first, whatever the lane."""

    DUE_TODAY = 0
    WAITING = 1
    PROMISED = 2
    RISK = 3
    QUIET = 4
    CARE = 5


class Place(NamedTuple):
    """A lane, and how urgent its nudges are before their deadline."""

    lane: Lane
    urgency: Urgency


_PLACES = {
    "awaiting_reply": Place(Lane.OWE, Urgency.WAITING),
    "promise_due": Place(Lane.OWE, Urgency.PROMISED),
    "minutes_due": Place(Lane.OWE, Urgency.PROMISED),
    "people_changed": Place(Lane.CLOSE, Urgency.RISK),
    "contact_gap": Place(Lane.CLOSE, Urgency.QUIET),
}
_LOUD = Place(Lane.OWE, Urgency.RISK)
_QUIET = Place(Lane.CLOSE, Urgency.CARE)
_SEVERITIES = {Severity.HIGH: 0, Severity.NORMAL: 1, Severity.LOW: 2}


def place(nudge: Nudge) -> Place:
    """Return the place of a nudge's rule; a rule nobody placed goes by how loudly it speaks."""
    return _PLACES.get(nudge.rule) or (_LOUD if nudge.severity is Severity.HIGH else _QUIET)


def deadline(nudge: Nudge) -> datetime | None:
    """Return the time that was named (parameter `due`), or None: `nudge.due` is only when to speak."""
    named = dict(nudge.params).get("due")
    return named if isinstance(named, datetime) else None


def rank(nudge: Nudge, day: date, zone: ZoneInfo) -> tuple[int, int, datetime, str]:
    """Return what a digest is sorted by: urgency, severity, then what has been open longest."""
    named = deadline(nudge)
    urgency = place(nudge).urgency
    if named is not None and named.astimezone(zone).date() <= day:
        urgency = Urgency.DUE_TODAY
    return urgency, _SEVERITIES[nudge.severity], named or nudge.since, nudge.key
