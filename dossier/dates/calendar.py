"""Weeks, months and quarters as dates, relative to the day of writing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dossier.dates.piece import Days, Shape
from dossier.worktime import WorkCalendar

RECENT = 183
"""A day and month without a year that passed fewer days ago than this speaks of the past, not of next year …"""
RECENT_DEADLINE = 60
"""… and this many where a deadline word stands beside it."""
NEAR_MONTHS = 24


class Writing(NamedTuple):
    """The moment of writing and the writer's calendar."""

    at: datetime
    today: date
    calendar: WorkCalendar


def plus(day: date, days: int) -> date:
    """Add days, staying within what dates can say."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))


def week(today: date, ahead: int) -> Days:
    """Return the week `ahead` weeks from this one, Monday to Sunday."""
    monday = plus(today, 7 * ahead - today.weekday())
    return Days(monday, plus(monday, 6), Shape.SPAN)


def month(today: date, ahead: int) -> Days:
    """Return the month `ahead` months from this one."""
    count = today.year * 12 + today.month - 1 + ahead
    return month_of(count // 12, count % 12 + 1)


def month_of(year: int, number: int) -> Days:
    """Return a month of a year."""
    year = max(1, min(year, 9998))
    return Days(date(year, number, 1), date(year, number, monthrange(year, number)[1]), Shape.SPAN)


def quarter(today: date, ahead: int) -> Days:
    """Return the quarter `ahead` quarters from this one."""
    count = today.year * 4 + (today.month - 1) // 3 + ahead
    first = month_of(count // 4, count % 4 * 3 + 1)
    return Days(first.first, month_of(count // 4, count % 4 * 3 + 3).last, Shape.SPAN)


def quarter_of(today: date, number: int, year: int | None) -> Days:
    """Return a numbered quarter: of `year`, else the next that has not ended."""
    this = (today.month - 1) // 3 + 1
    if year is None:
        return quarter(today, number - this if number >= this else number - this + 4)
    return quarter(date(year, 1, 1), number - 1)


def year_of(year: int) -> Days:
    """Return a whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31), Shape.SPAN)


def named_month(today: date, number: int, year: int | None) -> Days:
    """Return a month named by its number or name: of `year`, else the next that has not ended."""
    return month_of(year or (today.year + (number < today.month)), number)


def part_of_month(days: Days, part: str) -> Days:
    """Narrow a month to its beginning, middle or end."""
    first, last = days.first, days.last
    narrowed = {
        "start": (first, plus(first, 4)),
        "early": (first, plus(first, 9)),
        "middle": (plus(first, 10), plus(first, 14)),
        "mid": (plus(first, 10), plus(first, 19)),
        "late": (plus(first, 20), last),
        "end": (plus(last, -6), last),
    }
    return Days(*narrowed[part], Shape.EDGE)


def part_of_week(days: Days, part: str) -> Days:
    """Narrow a week to its beginning (Tuesday), middle (Wednesday) or end."""
    last = {"start": 1, "early": 1, "middle": 2, "mid": 2}.get(part, 6)
    return Days(days.first, plus(days.first, last), Shape.EDGE)


def day_in_year(writing: Writing, number: int, day: int, *, deadline: bool) -> date | None:
    """Find the year of a month and day: this one, the next, or None for a day that has just passed."""
    recent = RECENT_DEADLINE if deadline else RECENT
    for year in (writing.today.year - 1, writing.today.year, writing.today.year + 1):
        found = exact(year, number, day)
        if found is None:
            continue
        if found >= writing.today:
            return found
        if (writing.today - found).days < recent:
            return None
    # 29 February outside of leap years
    return next(filter(None, (exact(writing.today.year + ahead, number, day) for ahead in (2, 3, 4))), None)


def day_in_month(writing: Writing, day: int, ahead: int | None, *, deadline: bool) -> date | None:
    """Find the month of a bare day of month: a month said beside it, this one, or the next that has such a day."""
    if ahead is not None:
        span = month(writing.today, ahead)
        return exact(span.first.year, span.first.month, day)
    today = writing.today
    if not deadline and today.day - 7 <= day < today.day:
        return None
    for later in range(3):
        span = month(today, later)
        found = exact(span.first.year, span.first.month, day)
        if found is not None and found >= today:
            return found
    return None


def exact(year: int, number: int, day: int) -> date | None:
    """Return that date, or None where there is none."""
    try:
        return date(year, number, day)
    except ValueError:
        return None


def next_weekday(today: date, weekday: int) -> date:
    """Return the first such weekday from today on."""
    return plus(today, (weekday - today.weekday()) % 7)


def some_days(first: date, count: int) -> date:
    """Return the day that many days later."""
    return plus(first, min(count, 3660))


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
