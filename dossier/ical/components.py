"""The events of a file, one after another, without building the tree around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dossier.ical.limits import MOST_BYTES, MOST_DEPTH
from dossier.ical.lines import Line, parse

_WANTED = frozenset(
    [
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RECURRENCE-ID",
        "SUMMARY",
        "STATUS",
        "CLASS",
        "RRULE",
        "EXRULE",
        "RDATE",
        "EXDATE",
        "SEQUENCE",
        "DTSTAMP",
        "X-WANGLAI-ID",
    ]
)
"""Properties that make a Meeting; the rest is not even taken apart."""
_PREFIXES = tuple(_WANTED)
_PEOPLE = ("ATTENDEE", "ORGANIZER")
_B_OR_E = frozenset("BbEe")
_MANY = frozenset({"RRULE", "EXRULE", "RDATE", "EXDATE"})


@dataclass(slots=True)
class Raw:
    """One VEVENT as it stands in the file: properties by name, those that may come often as lists."""

    one: dict[str, Line] = field(default_factory=dict)
    many: dict[str, list[Line]] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    """ATTENDEE and ORGANIZER as they stand: the same people come in many events, and are read once."""
    size: int = 0
    flaw: str = ""
    """Why it cannot be read: `too-large`, `too-deep`, `unfinished`."""

    def add(self, line: Line) -> None:
        """Keep a property; of one that may come only once, the first counts."""
        if line.name in _MANY:
            self.many.setdefault(line.name, []).append(line)
        else:
            self.one.setdefault(line.name, line)


@dataclass(slots=True)
class Zone:
    """What a VTIMEZONE hints at: a name in it, and the last offset of each kind."""

    tzid: str = ""
    location: str = ""
    offsets: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Header:
    """What stands beside the events; complete once they are all read."""

    method: str = ""
    zone: str = ""
    """X-WR-TIMEZONE: what a zone nobody knows may mean."""
    zones: list[Zone] = field(default_factory=list)


def events(lines: Iterable[str], header: Header) -> Iterator[Raw]:
    """Yield the events of a file in their order, and fill in its header on the way."""
    stack: list[str] = []
    event: Raw | None = None
    inside = 0
    for text in lines:
        start = text[:6].upper() if text[:1] in _B_OR_E else ""
        if start == "BEGIN:":
            _begin(stack, text[6:].strip().upper(), event, header)
            if event is None and stack[-1] == "VEVENT":
                event, inside = Raw(), len(stack)
        elif start[:4] == "END:":
            ended = text[4:].strip().upper()
            if event is not None and _is_over(ended, stack, inside):
                yield event
                event = None
            _end(stack, ended)
        elif event is not None:
            _take(event, text, nested=len(stack) > inside)
        elif text:
            _hint(header, stack[-1] if stack else "", text)
    if event is not None:
        event.flaw = event.flaw or "unfinished"
        yield event


def _begin(stack: list[str], name: str, event: Raw | None, header: Header) -> None:
    """Go one component deeper; deeper than anybody needs, it is remembered against the event."""
    if len(stack) > 2 * MOST_DEPTH:
        stack.pop()
    stack.append(name)
    if event is None and name == "VTIMEZONE":
        header.zones.append(Zone())
    elif event is not None and len(stack) > MOST_DEPTH:
        event.flaw = "too-deep"


def _is_over(ended: str, stack: list[str], inside: int) -> bool:
    """Say whether this END closes the event, whatever in it was never closed; the end of the calendar does, too."""
    return (ended == "VEVENT" and "VEVENT" not in stack[inside:]) or ended == "VCALENDAR" or len(stack) < inside


def _end(stack: list[str], ended: str) -> None:
    """Leave a component, and those inside it that were never closed; an END without a BEGIN is overlooked."""
    if ended in stack:
        while stack.pop() != ended:
            pass


def _take(event: Raw, text: str, *, nested: bool) -> None:
    """Keep one line of an event, unless it is of its alarm."""
    event.size += len(text)
    if event.size > MOST_BYTES:
        event.flaw = event.flaw or "too-large"
        event.many.clear()
        event.people.clear()
    elif nested or event.flaw:
        return
    elif text.startswith(_PEOPLE):
        event.people.append(text)
    elif text.startswith(_PREFIXES) or _is_oddly_written(text):
        line = parse(text)
        if line is not None and line.name in _WANTED:
            event.add(line)
        elif line is not None and line.name in _PEOPLE:
            event.people.append(text)


def _is_oddly_written(text: str) -> bool:
    """Say whether a line may be a wanted one in small letters or with a group in front (`item1.SUMMARY`)."""
    return text[:1].islower() or "." in text[:12]


def _hint(header: Header, component: str, text: str) -> None:
    """Take METHOD from a calendar, and from its zones what may tell an unknown name."""
    line = parse(text) if len(text) < 500 else None
    if line is None:
        return
    if line.name == "METHOD" and not header.method:
        header.method = line.value.strip().upper()
    elif line.name == "X-WR-TIMEZONE":
        header.zone = line.value.strip()
    elif header.zones:
        zone = header.zones[-1]
        if line.name == "TZID" and component == "VTIMEZONE":
            zone.tzid = line.value.strip()
        elif line.name == "X-LIC-LOCATION":
            zone.location = line.value.strip()
        elif line.name == "TZOFFSETTO" and component in {"STANDARD", "DAYLIGHT"}:
            zone.offsets[component] = line.value.strip()
