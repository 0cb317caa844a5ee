"""A follow-up as a calendar file: one private entry in the member's own calendar (RFC 5545, RFC 5546 PUBLISH)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//wanglai//follow-up//EN"
ALARM = timedelta(minutes=10)
LONGEST_UID = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a follow-up entry says. Times are aware; `sequence` grows by one with every change that is sent."""

    uid: str
    id: str
    """wanglai's own key of the follow-up (X-WANGLAI-ID), by which it knows its entries again."""
    start: datetime
    end: datetime
    title: str
    text: str = ""
    categories: tuple[str, ...] = ()
    sequence: int = 0
    cancelled: bool = False


def event(entry: Entry, *, stamp: datetime) -> bytes:
    """Write one entry as a file of its own: private, shown as free, with an alarm ten minutes before.

    `stamp` is the moment of writing (DTSTAMP). The same entry and stamp give the same bytes. Raises ValueError for a
    UID that calendars would not keep, times without zone, or an end before the start.
    """
    from icalendar import Calendar  # noqa: PLC0415  (0.1 s, and only whoever writes a follow-up needs it)

    _check(entry, stamp)
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(_component(entry, stamp))
    written: bytes = calendar.to_ical()
    return written


def _check(entry: Entry, stamp: datetime) -> None:
    if not (entry.uid.isprintable() and 0 < len(entry.uid.encode()) <= LONGEST_UID) or not entry.id.isprintable():
        raise ValueError(f"not a UID that every calendar keeps: {entry.uid[:80]!r}")
    if any(at.tzinfo is None for at in (entry.start, entry.end, stamp)):
        raise ValueError("the times of an entry have a zone")
    if entry.end <= entry.start:
        raise ValueError(f"an entry ends after it starts, not {entry.start} to {entry.end}")


def _component(entry: Entry, stamp: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415  (as above)

    component = Event()
    component.add("UID", entry.uid)
    component.add("SEQUENCE", entry.sequence)
    component.add("DTSTAMP", _utc(stamp))
    component.add("DTSTART", _utc(entry.start))
    component.add("DTEND", _utc(entry.end))
    component.add("SUMMARY", _clean(entry.title))
    if entry.text:
        component.add("DESCRIPTION", "\n".join(map(_clean, entry.text.splitlines())))
    component.add("CLASS", "PRIVATE")
    component.add("TRANSP", "TRANSPARENT")
    component.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.categories:
        component.add("CATEGORIES", [_clean(category) for category in entry.categories])
    component.add("X-WANGLAI-ID", entry.id)
    if not entry.cancelled:
        component.add_component(_alarm(entry.title))
    return component


def _alarm(title: str) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415  (as above)

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _clean(title))
    alarm.add("TRIGGER", -ALARM)
    return alarm


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _clean(text: str) -> str:
    """Drop what must not stand in a content line: control characters, and those that turn text around."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()
