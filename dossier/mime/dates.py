"""When a mail was sent: the Date header where it can be believed, else when it was received.

Real mailboxes hold `Tue, 22 Jan 80`, `24:00`, `:60`, `EST`, the year 9999, and nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Mail is not older; a date before this comes from a clock that was never set."""
LATEST = datetime(2040, 1, 1, tzinfo=UTC)
"""Where nothing tells the time of receipt, no date behind this is believed."""
AHEAD = timedelta(days=2)
"""How far a sender's clock may run ahead of the receipt."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120,
    "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "msd": 240, "ist": 330, "hkt": 480, "sgt": 480,
    "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
_TIME = r"(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:\.\d+)?)?\s*([AaPp][Mm]\b)?"
_USUAL = re.compile(
    r"(?:[^\W\d_]{2,12}[,.]?\s*)?(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]{0,6}[.,]?[\s-]+(\d{2,4})[,\s]+"
    + _TIME
    + r"\s*(.{0,12})"
)
_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3})[a-z]{0,6}\s+(\d{1,2}),?\s+(?:(\d{4}),?\s+)?" + _TIME + r"\s*(.{0,16})"
)
_ISO = re.compile(r"(?:[^\W\d_]{2,12},?\s*)?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T\s]+" + _TIME + r"\s*(.{0,12})")
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{2}):?(\d{2})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[A-Za-z]+")


def sent_at(date: str, received: str, received_at: datetime | None) -> tuple[datetime, bool]:
    """Return when the mail was sent, in UTC, and whether that had to be guessed.

    `received` is the topmost Received header. A Date that cannot be read, lies before `EARLIEST` or further ahead of
    the receipt than `AHEAD` gives way to `received_at`, then to the date of `received`, then to 1970.
    """
    said = read(date)
    if said is not None and said >= EARLIEST and _is_due(said, received, received_at):
        return said, False
    if received_at is not None:
        return received_at.astimezone(UTC), True
    stamp = read(received.rpartition(";")[2])
    return (stamp, True) if stamp and EARLIEST <= stamp < LATEST else (EPOCH, True)


def _is_due(said: datetime, received: str, received_at: datetime | None) -> bool:
    """Tell whether a date is not ahead of every time of receipt that is known."""
    if received_at is not None and said <= received_at + AHEAD:
        return True
    stamp = read(received.rpartition(";")[2]) if received else None
    if stamp is not None and stamp >= EARLIEST:
        return said <= stamp + AHEAD
    return received_at is None and said < LATEST


def read(text: str) -> datetime | None:
    """Return the time a Date header names, in UTC, or None. Leap seconds are the next second; no zone means UTC."""
    text = text[:128].strip()
    if match := _USUAL.match(text):
        day, month, year, *clock = match.groups()
        return _time(_full_year(year), _MONTHS.get(month.lower(), 0), int(day), clock)
    if match := _ASCTIME.match(text):
        month, day, year, *clock = match.groups()
        late_year = _YEAR.search(clock[4])
        if not year and not late_year:
            return None
        number = int(year or (late_year.group() if late_year else 0))
        clock[4] = _YEAR.sub("", clock[4])
        return _time(number, _MONTHS.get(month.lower(), 0), int(day), clock)
    if match := _ISO.match(text):
        year, month, day, *clock = match.groups()
        return _time(int(year), int(month), int(day), clock)
    return None


def _full_year(year: str) -> int:
    """Return a year of four digits (RFC 5322 §4.3: two digits below 50 are 20xx, three are counted from 1900)."""
    number = int(year)
    if len(year) == 2:
        return number + (2000 if number < 50 else 1900)
    return number + 1900 if len(year) == 3 else number


def _time(year: int, month: int, day: int, clock: list[str]) -> datetime | None:
    hour, minute, second, half, zone = clock
    hours, seconds = int(hour), int(second or 0)
    if half:
        hours = hours % 12 + 12 * (half.lower() == "pm")
    leap = seconds == 60
    try:
        local = datetime(year, month, day, hours, int(minute), 59 if leap else seconds, tzinfo=UTC)
        return local - _offset(zone) + timedelta(seconds=leap)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    """Return how far a zone is ahead of UTC; an unknown name counts as UTC (RFC 5322 §4.3)."""
    if match := _OFFSET.match(zone):
        sign, hours, minutes = match.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes))
        if ahead > timedelta(hours=15):
            raise ValueError(zone)
        return -ahead if sign == "-" else ahead
    word = _WORD.search(zone)
    return timedelta(minutes=_ZONES.get(word.group().lower(), 0)) if word else timedelta()
