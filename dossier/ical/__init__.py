"""Calendars: what an iCalendar file says as meetings within a window, and a follow-up as such a file.

A hand-made reader stands here because icalendar needs 1.1 to 1.7 ms an event; it is checked against icalendar and
dateutil on a thousand real files. icalendar's table of Windows zones is used, and icalendar writes what we write.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dossier.ical.clock import UTC_ZONE, Zones
from dossier.ical.components import Header, Zone, events
from dossier.ical.event import Event, event, uid_of
from dossier.ical.limits import LONGEST_WINDOW, Budget, Refusal
from dossier.ical.lines import unfolded
from dossier.ical.series import Frame, meetings
from dossier.ical.zones import zone_hinted, zone_named
from dossier.model import Meeting

__all__ = ["Calendar", "read"]

MOST_ZONES = 200
"""Different TZIDs that are looked up for one file."""
MOST_REFUSED = 1000
"""Refusals that are listed; a file with more is rubbish, and a thousand examples will do."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What one iCalendar file says."""

    items: dict[str, tuple[Meeting, ...]]
    """By UID, every event that was understood; the tuple is empty where none of it lies within the window."""
    refused: tuple[tuple[str, str], ...] = ()
    """UID and reason (a stable word such as `bad-date`, `too-frequent`) of what was not read."""
    method: str = ""
    """METHOD in capitals (REQUEST, CANCEL, REPLY, PUBLISH …), or an empty string."""


def read(data: bytes, window: tuple[date, date], zone: ZoneInfo = UTC_ZONE) -> Calendar:
    """Read an iCalendar file: the meetings that touch the days of `window`, both ends included (RFC 5545).

    `zone` is that of floating times and of dates: a whole day begins at its midnight. Whatever the bytes are, this
    returns; an event that is broken or asks for too much is refused by itself. Raises ValueError for a window of more
    than 400 days.
    """
    first, last = window
    if (last - first).days > LONGEST_WINDOW:
        raise ValueError(f"a window of more than {LONGEST_WINDOW} days: {first} to {last}")
    header = Header()
    series: dict[str, list[Event]] = {}
    refused: dict[str, str] = {}
    zones = _zones(header)
    for raw in events(unfolded(data), header):
        try:
            one = event(raw, zones)
        except (Refusal, OverflowError) as refusal:
            refused.setdefault(uid_of(raw), getattr(refusal, "reason", "bad-date"))
        else:
            series.setdefault(one.uid, []).append(one)
    frame, budget = Frame(_midnight(first, zone), _midnight(last + timedelta(days=1), zone), zone), Budget()
    items: dict[str, tuple[Meeting, ...]] = {}
    for uid, said in series.items():
        try:
            items[uid] = meetings(said, frame, budget)
        except (Refusal, OverflowError) as refusal:
            refused.setdefault(uid, getattr(refusal, "reason", "bad-date"))
    if header.method == "CANCEL":
        items = {uid: tuple(map(_cancelled, found)) for uid, found in items.items()}
    return Calendar(items, tuple(refused.items())[:MOST_REFUSED], header.method)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _cancelled(meeting: Meeting) -> Meeting:

    return replace(meeting, cancelled=True)


def _zones(header: Header) -> Zones:
    """Return the look-up of TZIDs for one file, with its own VTIMEZONEs as hints."""
    known: dict[str, ZoneInfo | None] = {}

    def zone(tzid: str) -> ZoneInfo | None:
        if tzid not in known and len(known) < MOST_ZONES:
            known[tzid] = zone_named(tzid) or _hinted(tzid, header)
        return known.get(tzid)

    return zone


def _hinted(tzid: str, header: Header) -> ZoneInfo | None:
    """Ask the VTIMEZONE of that name, else the calendar's own zone, else the first zone it describes."""
    same = [hint for hint in header.zones if hint.tzid.replace("\\,", ",").strip('"') == tzid]
    found = next(filter(None, map(_offsets, same)), None) or (zone_named(header.zone) if header.zone else None)
    others = (zone_named(hint.tzid) or _offsets(hint) for hint in header.zones)
    return found or next((zone for zone in others if zone is not None and zone is not UTC_ZONE), None)


def _offsets(hint: Zone) -> ZoneInfo | None:
    return zone_hinted(hint.location, hint.offsets.get("STANDARD", ""), hint.offsets.get("DAYLIGHT", ""))
