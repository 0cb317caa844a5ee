"""Dates, times and durations as iCalendar writes them (RFC 5545 sections 3.3.4 to 3.3.9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dossier.ical.limits import MOST_DATES, Refusal
from dossier.ical.lines import Line

DAY = timedelta(days=1)
LONGEST = timedelta(days=3660)
FIRST, LAST = datetime(1, 1, 3), datetime(9999, 12, 28)  # noqa: DTZ001  (walls: leave room for any offset)
Zones = Callable[[str], ZoneInfo | None]


class Wall(NamedTuple):
    """What a clock on the wall shows, and where: `zone` is None for a floating time, `all_day` for a date alone."""

    at: datetime
    """Naive."""
    zone: ZoneInfo | None
    all_day: bool = False

    def utc(self, floating: ZoneInfo) -> datetime:
        """Return the moment; a time that the clocks skip is read with the offset before the gap (RFC 5545 3.3.5)."""
        if self.zone is UTC_ZONE:
            return self.at.replace(tzinfo=UTC)
        return self.at.replace(tzinfo=self.zone or floating).astimezone(UTC)


UTC_ZONE = ZoneInfo("UTC")


def wall(value: str, zone: ZoneInfo | None) -> Wall:
    """Read a DATE or DATE-TIME. Raises Refusal."""
    value = value.strip()
    if value[-1:] in {"Z", "z"}:
        value, zone = value[:-1], UTC_ZONE
    if "-" in value or ":" in value:
        value = value.replace("-", "").replace(":", "")
    day, _, clock = value.partition("T")
    if not (len(day) == 8 and day.isdigit() and day.isascii()):
        raise Refusal("bad-date")
    try:
        if not clock:
            return Wall(_bounded(datetime(int(day[:4]), int(day[4:6]), int(day[6:]))), zone, all_day=True)  # noqa: DTZ001
        if not (clock.isdigit() and clock.isascii() and len(clock) in {4, 6}):
            raise Refusal("bad-date")
        return Wall(_bounded(_moment(day, clock)), zone)
    except ValueError:
        raise Refusal("bad-date") from None


def _moment(day: str, clock: str) -> datetime:
    second = min(int(clock[4:] or 0), 59)  # a leap second, :60, has no place on our clocks
    hour = int(clock[:2])
    late = hour == 24
    at = datetime(int(day[:4]), int(day[4:6]), int(day[6:]), 0 if late else hour, int(clock[2:4]), second)  # noqa: DTZ001
    return at + DAY if late else at


def _bounded(at: datetime) -> datetime:
    if not FIRST <= at <= LAST:
        raise Refusal("bad-date")
    return at


def of_line(line: Line, zones: Zones) -> Wall:
    """Read the one date or time of a property. Raises Refusal."""
    tzid = line.parameters.get("TZID", "")
    return wall(line.value, zones(tzid) if tzid else None)


def many(lines: list[Line], zones: Zones) -> Iterator[Wall]:
    """Read the dates, times or periods of RDATE and EXDATE; those that cannot be read are left out. Raises Refusal."""
    if sum(line.value.count(",") + 1 for line in lines) > MOST_DATES:
        raise Refusal("too-many-dates")
    for line in lines:
        tzid = line.parameters.get("TZID", "")
        zone = zones(tzid) if tzid else None
        for value in line.value.split(","):
            try:
                yield wall(value.partition("/")[0], zone)
            except Refusal:
                continue


def duration(value: str) -> timedelta:
    """Read a DURATION such as PT1H30M or P1W; nothing below zero, nothing beyond ten years. Raises Refusal."""
    value = value.strip().upper()
    if value.startswith("-"):
        return timedelta()
    value = value.removeprefix("+")
    if not value.startswith("P"):
        raise Refusal("bad-duration")
    seconds, digits = 0, ""
    units = {"W": 604800, "D": 86400, "H": 3600, "M": 60, "S": 1}
    for sign in value[1:64]:
        if sign.isascii() and sign.isdigit():
            digits += sign
        elif sign in units and digits:
            seconds += int(digits) * units[sign]
            digits = ""
        elif sign != "T":
            raise Refusal("bad-duration")
    return min(timedelta(seconds=min(seconds, 10**9)), LONGEST)


def day_of(at: Wall) -> date:
    """Return the date on the wall."""
    return at.at.date()
