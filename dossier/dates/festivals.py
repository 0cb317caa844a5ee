"""Festivals and the days off around them: 节前, 国庆后, before Christmas, after the holidays."""

from __future__ import annotations

from datetime import date
from functools import cache

from dossier.dates.calendar import Writing, plus
from dossier.dates.piece import Days, Shape
from dossier.daysoff import FIRST_YEAR, LAST_YEAR, country_year

FIXED = {
    "christmas": (12, 25),
    "new year": (1, 1),
    "national": (10, 1),
    "labour": (5, 1),
    "618": (6, 18),
    "double eleven": (11, 11),
    "double twelve": (12, 12),
}
LUNAR = {"spring": "春节", "qingming": "清明节", "dragon": "端午节", "moon": "中秋节"}
"""Festivals of the Chinese calendar, by their name in the tables."""
SHORTEST_HOLIDAY = 3
"""Days off in a row that make 节前 and 节后 mean something."""


def around(writing: Writing, festival: str, side: str) -> Days | None:
    """Resolve a festival and a side of it: `before`, `on`, `first day` (after), `first week`, `after`.

    `next` stands for whatever holiday comes next, `holidays` for Christmas and New Year. None: it cannot be told.
    """
    off = _off(writing, festival, passed=side not in {"before", "on"})
    if off is None:
        return None
    first, last = off
    calendar = writing.calendar
    if side == "before":
        day = calendar.previous_working_day(first)
        return Days(day, day)
    if side == "on":
        return Days(first, last, Shape.LEISURE)
    day = calendar.next_working_day(last)
    if side == "first day":
        return Days(day, day)
    sunday = plus(day, 6 - day.weekday())
    if calendar.working_days_between(plus(day, -1), sunday) < 3:
        sunday = plus(sunday, 7)
    return Days(day, sunday, Shape.EDGE)


def _off(writing: Writing, festival: str, *, passed: bool) -> tuple[date, date] | None:
    """Return the run of days off meant; with `passed`, one that we are in the middle of counts."""
    if festival == "next":
        return _next_holiday(writing, passed=passed)
    if festival == "holidays":
        last = _next(writing, "new year", passed=passed)
        return last and (date(last[0].year - 1, 12, 25), last[1])
    return _next(writing, festival, passed=passed)


def _next(writing: Writing, festival: str, *, passed: bool) -> tuple[date, date] | None:
    """Return the next run of days off with this festival in it."""
    for year in (writing.today.year, writing.today.year + 1):
        day = _day(festival, year)
        if day is None:
            continue
        first, last = writing.calendar.block(day)
        if writing.today < first or (passed and writing.today <= last):
            return first, last
    return None


@cache
def _day(festival: str, year: int) -> date | None:
    """Return the festival's day in a year."""
    if festival in FIXED:
        return date(year, *FIXED[festival])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if festival == "thanksgiving":
        return _holiday("US", year, "Thanksgiving")
    if festival == "easter":
        return _holiday("GB", year, "Easter Monday")
    return _holiday("CN", year, LUNAR[festival])


def _holiday(country: str, year: int, name: str) -> date | None:
    """Return the first day in a country's table whose name holds `name`."""
    days = country_year(country, year, "zh-CN" if country == "CN" else "").holidays
    return min((day for day, names in days.items() if name in names and "（" not in names), default=None)


def _next_holiday(writing: Writing, *, passed: bool) -> tuple[date, date] | None:
    """Return the next long run of days off that holds a holiday."""
    day = writing.today
    for _ in range(60):
        first, last = writing.calendar.block(day)
        long = (last - first).days + 1 >= SHORTEST_HOLIDAY
        if long and (writing.today < first or passed) and _has_holiday(writing, first, last):
            return first, last
        day = plus(_next_off(writing, last), 0)
    return None


def _next_off(writing: Writing, day: date) -> date:
    """Return the first day off after `day`, looking two weeks ahead."""
    for step in range(1, 15):
        if not writing.calendar.is_working_day(plus(day, step)):
            return plus(day, step)
    return plus(day, 14)


def _has_holiday(writing: Writing, first: date, last: date) -> bool:
    """Say whether a run of days off is more than a weekend."""
    return any(writing.calendar.holiday(plus(first, step)) for step in range((last - first).days + 1))
