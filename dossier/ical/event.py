"""One VEVENT as values: what is common to all its occurrences, and when they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import unquote

from dossier.ical.clock import DAY, LONGEST, Wall, Zones, duration, many, of_line
from dossier.ical.components import Raw
from dossier.ical.limits import Refusal
from dossier.ical.lines import Line, one_line, parse, text_of
from dossier.model import Address, Answer, Attendee

LONGEST_TITLE = 500
LONGEST_UID = 500
_ANSWERS = {"ACCEPTED": Answer.YES, "DECLINED": Answer.NO, "TENTATIVE": Answer.MAYBE}
_GOOGLE_ROOM = "@resource.calendar.google.com"


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT that was understood. Times are walls until the window is known."""

    uid: str
    start: Wall
    length: timedelta
    original: Wall | None
    """RECURRENCE-ID: which occurrence of its series this one stands for."""
    onwards: bool
    """It stands for the later ones too (RANGE=THISANDFUTURE)."""
    rules: tuple[str, ...]
    but_rules: tuple[str, ...]
    also: tuple[Wall, ...]
    but: tuple[Wall, ...]
    version: tuple[int, str]
    """SEQUENCE and DTSTAMP: the higher one counts."""
    title: str
    organizer: Address | None
    attendees: tuple[Attendee, ...]
    cancelled: bool
    private: bool
    ours: bool

    @property
    def repeats(self) -> bool:
        """Say whether it is a series."""
        return bool(self.rules or self.also)


def event(raw: Raw, zones: Zones) -> Event:
    """Read one event. Raises Refusal."""
    if raw.flaw:
        raise Refusal(raw.flaw)
    one, lists, people = raw.one, raw.many, [_person(text) for text in raw.people]
    if "DTSTART" not in one:
        raise Refusal("no-start")
    start = of_line(one["DTSTART"], zones)
    original = of_line(one["RECURRENCE-ID"], zones) if "RECURRENCE-ID" in one else None
    return Event(
        uid=uid_of(raw),
        start=start,
        length=_length(one, start, zones),
        original=original,
        onwards=original is not None and one["RECURRENCE-ID"].parameters.get("RANGE", "").upper() == "THISANDFUTURE",
        rules=tuple(line.value for line in lists.get("RRULE", ()) if line.value.strip()),
        but_rules=tuple(line.value for line in lists.get("EXRULE", ()) if line.value.strip()),
        also=tuple(many(lists["RDATE"], zones)) if "RDATE" in lists else (),
        but=tuple(many(lists["EXDATE"], zones)) if "EXDATE" in lists else (),
        version=_version(one),
        title=text_of(one["SUMMARY"])[:LONGEST_TITLE] if "SUMMARY" in one else "",
        organizer=next((who.address for role, who in people if role == "ORGANIZER" and who), None),
        attendees=tuple(who for role, who in people if role == "ATTENDEE" and who),
        cancelled=_word(one, "STATUS") == "CANCELLED",
        private=_word(one, "CLASS") in {"PRIVATE", "CONFIDENTIAL"},
        ours="X-WANGLAI-ID" in one,
    )


def uid_of(raw: Raw) -> str:
    """Return the UID; made from the content where there is none."""
    line = raw.one.get("UID")
    uid = one_line(line.value)[:LONGEST_UID] if line else ""
    if uid:
        return uid
    said = "\n".join(f"{name}:{raw.one[name].value}" for name in ("DTSTART", "SUMMARY") if name in raw.one)
    return f"{blake2b(said.encode(errors='replace'), digest_size=12).hexdigest()}@missing.invalid"


def _word(one: dict[str, Line], name: str) -> str:
    return one[name].value.strip().upper() if name in one else ""


def _length(one: dict[str, Line], start: Wall, zones: Zones) -> timedelta:
    """Return how long it lasts: by DTEND, DURATION, or a day for a date alone (RFC 5545 section 3.6.1)."""
    length = DAY if start.all_day else timedelta()
    if "DTEND" in one:
        end = of_line(one["DTEND"], zones)
        if end.zone is not start.zone and end.zone is not None and start.zone is not None:
            length = end.utc(end.zone) - start.utc(start.zone)
        else:
            length = end.at - start.at
    elif "DURATION" in one:
        length = duration(one["DURATION"].value)
    least = DAY if start.all_day else timedelta()
    return min(max(length, least), LONGEST)


def _version(one: dict[str, Line]) -> tuple[int, str]:
    sequence, stamp = _word(one, "SEQUENCE"), _word(one, "DTSTAMP")
    return int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0, stamp


def _person(text: str) -> tuple[str, Attendee | None]:
    """Read an ATTENDEE or ORGANIZER line, or remember having read it; very long ones are not remembered."""
    return _known_person(text) if len(text) < 400 else _read_person(text)


def _read_person(text: str) -> tuple[str, Attendee | None]:
    line = parse(text)
    address = _address(line) if line else None
    if line is None or address is None:
        return "", None
    parameters = line.parameters
    room = parameters.get("CUTYPE", "").upper() in {"ROOM", "RESOURCE"} or address.email.endswith(_GOOGLE_ROOM)
    answer = _ANSWERS.get(parameters.get("PARTSTAT", "").upper(), Answer.NONE)
    return line.name, Attendee(address, answer, room)


_known_person = lru_cache(maxsize=4096)(_read_person)


def _address(line: Line) -> Address | None:
    """Read a calendar user: `mailto:` in any case, or the EMAIL parameter where the value is something else."""
    value = line.value.strip().strip('"')
    if value[:7].lower() == "mailto:":
        value = value[7:].strip().strip("<>")
    if "@" not in value:
        value = unquote(value) if "%40" in value else line.parameters.get("EMAIL", "")
    email = value.strip().removeprefix("mailto:").lower()
    if email.count("@") != 1 or not email.isprintable() or " " in email or not 3 <= len(email) <= 320:
        return None
    name = one_line(line.parameters.get("CN", ""))
    return Address("" if name.lower() == email else name[:200], email)
