"""From the events that share a UID to the meetings that take place within a window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dossier.ical.clock import UTC_ZONE, Wall
from dossier.ical.event import Event
from dossier.ical.limits import MOST_OCCURRENCES, Budget, Refusal
from dossier.ical.rule import Rule, expand, occurrences, rule
from dossier.model import Meeting

_SLACK = timedelta(days=2)
"""Wider than any difference of zones, for a first cut in naive times."""
_MOST_RULES = 4
Expansion = Callable[[Rule, datetime, datetime, datetime, Budget], Iterator[datetime]]


class Frame(NamedTuple):
    """The window as moments, and the zone of times that have none."""

    low: datetime
    high: datetime
    floating: ZoneInfo


def meetings(events: list[Event], frame: Frame, budget: Budget) -> tuple[Meeting, ...]:
    """Return the meetings of one UID within the window, in order of time. Raises Refusal."""
    masters, changes = _newest(events, frame)
    found: list[Meeting] = []
    onwards = sorted(key for key, change in changes.items() if change.onwards)
    for master in masters:
        for original in _originals(master, frame, budget):
            key = _key(original, frame)
            if key in changes:
                continue
            since = bisect_left(onwards, key)
            change = changes[onwards[since - 1]] if since else None
            found += _within(_meeting(master, original, key if master.repeats else "", change, frame), frame, budget)
            if len(found) > MOST_OCCURRENCES:
                raise Refusal("too-many-occurrences")
    for key, change in changes.items():
        found += _within(_meeting(change, change.start, key, None, frame), frame, budget)
    return tuple(sorted(found, key=lambda meeting: (meeting.start, meeting.key)))


def _newest(events: Iterable[Event], frame: Frame) -> tuple[list[Event], dict[str, Event]]:
    """Keep of each occurrence the newest word: higher SEQUENCE, later DTSTAMP, later in the file."""
    newest: dict[str, Event] = {}
    zone = next((event.start.zone for event in events if event.original is None), None)
    for event in events:
        original = event.original
        if original is not None and original.zone is None and not original.all_day:
            original = original._replace(zone=zone)
        key = _key(original, frame) if original is not None else ""
        known = newest.get(key)
        if known is None or event.version >= known.version:
            newest[key] = event
    master = newest.pop("", None)
    if master is not None and not master.start.all_day:
        newest = {_timed(key, master, frame): change for key, change in newest.items()}
    return [master] if master is not None else [], newest


def _timed(key: str, master: Event, frame: Frame) -> str:
    """Read a RECURRENCE-ID that gives a date alone for a timed series: the occurrence of that day."""
    if len(key) != 8:
        return key
    day = datetime.strptime(key, "%Y%m%d")  # noqa: DTZ007  (a wall, like the start's)
    return _key(master.start._replace(at=datetime.combine(day, master.start.at.time())), frame)


def _key(at: Wall, frame: Frame) -> str:
    """Name an occurrence by its original start, so that names sort by time: `20261122T013000Z`, or `20261122`."""
    on = at.at if at.all_day else at.utc(frame.floating)
    day = f"{on.year:04}{on.month:02}{on.day:02}"
    return day if at.all_day else f"{day}T{on.hour:02}{on.minute:02}{on.second:02}Z"


def _originals(master: Event, frame: Frame, budget: Budget) -> Iterator[Wall]:
    """Yield when a series takes place by its own rules; the start alone for a single event."""
    if not master.repeats:
        yield master.start
        return
    walls = set(_ruled(master, master.rules, frame, budget, occurrences))
    if not master.rules:
        walls.add(master.start.at)
    dropped = {at.at for at in _as_walls(master, master.but, frame)}
    if master.but_rules:
        dropped |= set(_ruled(master, master.but_rules, frame, budget, expand))
    days = {at.at.date() for at in master.but if at.all_day} if not master.start.all_day else set()
    walls |= {at.at for at in _as_walls(master, master.also, frame)}
    for at in sorted(walls):
        if at not in dropped and at.date() not in days:
            yield master.start._replace(at=at)


def _as_walls(master: Event, dates: Iterable[Wall], frame: Frame) -> Iterator[Wall]:
    """Turn EXDATE and RDATE values to the clock of the series."""
    zone = master.start.zone or frame.floating
    for at in dates:
        if at.all_day or master.start.all_day:
            clock = master.start.at.time() if at.all_day else datetime.min.time()
            yield at._replace(at=datetime.combine(at.at.date(), clock))
        elif at.zone is None or at.zone is zone:
            yield at
        else:
            yield at._replace(at=at.utc(frame.floating).astimezone(zone).replace(tzinfo=None))


def _ruled(
    master: Event, texts: tuple[str, ...], frame: Frame, budget: Budget, expansion: Expansion
) -> Iterator[datetime]:
    """Yield what the rules say around the window, UNTIL applied."""
    low = frame.low.replace(tzinfo=None) - _SLACK - master.length
    high = frame.high.replace(tzinfo=None) + _SLACK
    if len(texts) > _MOST_RULES:
        raise Refusal("too-complex")
    count = 0
    for ruled in map(rule, texts):
        for at in expansion(ruled, master.start.at, low, high, budget):
            if ruled.until is not None and _is_past(at, ruled, master, frame):
                break
            count += 1
            if count > MOST_OCCURRENCES:
                raise Refusal("too-many-occurrences")
            yield at


def _is_past(at: datetime, ruled: Rule, master: Event, frame: Frame) -> bool:
    """Say whether an occurrence lies behind UNTIL: by date, by moment where it is in UTC, else by the clock."""
    until = ruled.until
    if until is None:
        return False
    if until.all_day or master.start.all_day:
        return at.date() > until.at.date()
    if until.zone is UTC_ZONE:
        return master.start._replace(at=at).utc(frame.floating) > until.utc(UTC_ZONE)
    return at > until.at


def _meeting(event: Event, original: Wall, name: str, change: Event | None, frame: Frame) -> Meeting:
    """Make one occurrence: `change` is the word that holds from an earlier occurrence onwards."""
    at, said = original, event
    if change is not None and change.original is not None:
        said = change
        shift = change.start.at - change.original.at if change.start.zone is change.original.zone else timedelta()
        at = original._replace(at=original.at + shift)
    start = at.utc(frame.floating)
    return Meeting(
        key=f"{event.uid}/{name}" if name else event.uid,
        uid=event.uid,
        start=start,
        end=_end(at, said.length, start, frame),
        all_day=at.all_day,
        title=said.title,
        organizer=said.organizer,
        attendees=said.attendees,
        cancelled=said.cancelled,
        private=said.private,
        ours=said.ours,
    )


def _end(at: Wall, length: timedelta, start: datetime, frame: Frame) -> datetime:
    """Return the end: whole days go by the clock on the wall, hours by the clock that never jumps."""
    if at.all_day:
        return (at.at + length).replace(tzinfo=at.zone or frame.floating).astimezone(UTC)
    return start + length


def _within(meeting: Meeting, frame: Frame, budget: Budget) -> tuple[Meeting, ...]:
    """Keep a meeting that touches the window."""
    if meeting.start >= frame.high or max(meeting.end, meeting.start + timedelta(microseconds=1)) <= frame.low:
        return ()
    budget.meeting()
    return (meeting,)
