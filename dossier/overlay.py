"""Days off and working days that the tables do not know yet: a small text file, one line a day or a run of days.

    # 国务院办公厅关于2027年部分节假日安排的通知
    CN, 2027-02-05..2027-02-11, off, 春节
    CN, 2027-02-14, work
    HK  2027/9/16  off

Commas, semicolons, tabs or spaces separate; a day is `2027-02-14`, `2027/2/14`, `20270214` or `2027年2月14日`;
`off` may be 休 or 放假, `work` 班 or 上班; the rest of the line is the name. `#` begins a comment.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

LONGEST_RUN = 60
"""Days one line may name: a longer run is a slip of the pen."""
LARGEST = 256 * 1024
"""Characters read; a country's year needs about thirty lines."""

_OFF = frozenset({"off", "holiday", "休", "放假", "休息"})
_WORK = frozenset({"work", "working", "班", "上班", "补班", "调休上班"})
_SEPARATORS = str.maketrans(dict.fromkeys(",，;；\t、", " "))
_DAY_SIGNS = str.maketrans({"/": "-", "年": "-", "月": "-", ".": "-", "日": None, "号": None})
_RUN_SIGNS = ("..", "~", "～", "至")


class SpecialDay(NamedTuple):
    """One day of one country: off, or worked although it is a weekend or holiday."""

    country: str
    day: date
    works: bool
    name: str = ""


class Flaw(NamedTuple):
    """A line that was not understood: its number (from 1), why (a stable word), and the line."""

    line: int
    reason: str
    """`too-few-words`, `bad-country`, `bad-day`, `bad-kind`, `bad-run` or `too-long`."""
    text: str


class OverlayError(ValueError):
    """An overlay with mistakes; `flaws` names every one by its line."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__("; ".join(f"line {flaw.line}: {flaw.reason}: {flaw.text[:80]}" for flaw in flaws[:20]))
        self.flaws = flaws


class Overlay(NamedTuple):
    """Special days, in the order of the file; a later line about the same day wins."""

    days: tuple[SpecialDay, ...] = ()

    def of(self, country: str, year: int) -> tuple[SpecialDay, ...]:
        """Return one country's special days of one year."""
        return tuple(day for day in self.days if day.country == country.upper() and day.day.year == year)

    def covers(self, country: str, year: int) -> bool:
        """Say whether anything is said about that country's year."""
        return bool(self.of(country, year))


NO_OVERLAY = Overlay()


def overlay(text: str) -> Overlay:
    """Read an overlay file. Raises OverlayError naming every line that is wrong."""
    if len(text) > LARGEST:
        raise OverlayError((Flaw(1, "too-long", text[:80]),))
    days: list[SpecialDay] = []
    flaws: list[Flaw] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        content = line.partition("#")[0].translate(_SEPARATORS).strip()
        if not content or (not flaws and not days and content.lower().startswith("country ")):
            continue
        try:
            days += _special_days(content)
        except _LineError as flaw:
            flaws.append(Flaw(number, flaw.reason, line.strip()))
    if flaws:
        raise OverlayError(tuple(flaws))
    return Overlay(tuple(days))


class _LineError(Exception):
    """Why one line was not understood."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _special_days(content: str) -> list[SpecialDay]:
    """Read one line that holds something."""
    country, *words = content.split(maxsplit=3)
    if len(words) < 2:
        raise _LineError("too-few-words")
    if not (2 <= len(country) <= 6 and country.isascii() and country.replace("-", "").isalnum()):
        raise _LineError("bad-country")
    kind = words[1].casefold()
    if kind not in _OFF | _WORK:
        raise _LineError("bad-kind")
    name = words[2].strip() if len(words) > 2 else ""
    return [SpecialDay(country.upper(), day, kind in _WORK, name) for day in _run(words[0])]


def _run(text: str) -> list[date]:
    """Read a day, or a run of days with both its ends."""
    sign = next((sign for sign in _RUN_SIGNS if sign in text), "")
    first, last = (text, text) if not sign else text.split(sign, 1)
    begin, end = _day(first), _day(last)
    if not 0 <= (end - begin).days < LONGEST_RUN:
        raise _LineError("bad-run")
    return [begin + timedelta(days=step) for step in range((end - begin).days + 1)]


def _day(text: str) -> date:
    """Read one day as people and spreadsheets write it."""
    parts = text.translate(_DAY_SIGNS).split("-")
    if len(parts) == 1 and len(text) == 8:
        parts = [text[:4], text[4:6], text[6:]]
    if len(parts) != 3 or not all(part.isdecimal() and part.isascii() and len(part) <= 4 for part in parts):
        raise _LineError("bad-day")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise _LineError("bad-day") from None
