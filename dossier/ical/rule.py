"""Recurrence rules, within a window only (RFC 5545 section 3.3.10).

A rule is worked out period by period: the days of each year, month, week or day that pass every BY… filter, times the
hours it names. Without COUNT the periods before the window are skipped, so that a rule from 1970 costs what one
from today costs.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from math import prod

from dossier.ical.clock import Wall, wall
from dossier.ical.limits import MOST_PRODUCT, MOST_STEPS_EACH, Budget, Refusal

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_RANGES = {
    "BYMONTH": (1, 12, False), "BYMONTHDAY": (1, 31, True), "BYYEARDAY": (1, 366, True), "BYWEEKNO": (1, 53, True),
    "BYHOUR": (0, 23, False), "BYMINUTE": (0, 59, False), "BYSECOND": (0, 60, False), "BYSETPOS": (1, 366, True),
}  # fmt: skip
_ONE = timedelta(days=1)
_LEAST_COST = 10
"""Steps that a period costs although it has one day only."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE that was found harmless."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: Wall | None = None
    week_start: int = 0
    by: dict[str, frozenset[int]] = field(default_factory=dict)
    days: frozenset[tuple[int, int]] = frozenset()
    """BYDAY as ordinal (0: every) and weekday."""


def rule(text: str) -> Rule:
    """Read an RRULE. Raises Refusal: `bad-rule`, or `too-frequent`, `bad-interval`, `too-complex`, `rscale`."""
    parts = dict(_parts(text))
    freq = parts.get("FREQ", "").upper()
    if freq in {"SECONDLY", "MINUTELY"}:
        raise Refusal("too-frequent")
    if "RSCALE" in parts and parts["RSCALE"].upper() != "GREGORIAN":
        raise Refusal("rscale")
    if freq not in _FREQUENCIES:
        raise Refusal("bad-rule")
    by = {name: frozenset(_numbers(parts[name], *bounds)) for name, bounds in _RANGES.items() if parts.get(name)}
    days = frozenset(map(_weekday, parts["BYDAY"].split(","))) if parts.get("BYDAY") else frozenset()
    if prod(map(len, by.values())) * max(len(days), 1) > MOST_PRODUCT:
        raise Refusal("too-complex")
    interval = _number(parts.get("INTERVAL", "1"))
    if interval < 1:
        raise Refusal("bad-interval")
    return Rule(
        freq,
        interval,
        max(_number(parts["COUNT"]), 1) if "COUNT" in parts else None,
        wall(parts["UNTIL"], None) if parts.get("UNTIL") else None,
        _weekday(parts["WKST"])[1] if parts.get("WKST") else 0,
        by,
        days,
    )


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Split NAME=VALUE parts; a list with 400 values is longer than any that means something."""
    if len(text) > 4000:
        raise Refusal("too-complex")
    for part in text.strip().strip(";").split(";"):
        name, sign, value = part.partition("=")
        if not sign:
            raise Refusal("bad-rule")
        yield name.strip().upper(), value.strip()


def _number(text: str) -> int:
    digits = text.lstrip("+-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise Refusal("bad-rule")
    return -int(digits) if text.startswith("-") else int(digits)


def _numbers(text: str, least: int, most: int, negative: bool) -> Iterator[int]:  # noqa: FBT001  (a row of _RANGES)
    for word in text.split(","):
        number = _number(word.strip())
        if not (least <= number <= most or (negative and least <= -number <= most)):
            raise Refusal("bad-rule")
        yield number


def _weekday(text: str) -> tuple[int, int]:
    text = text.strip().upper()
    if text[-2:] not in _DAYS:
        raise Refusal("bad-rule")
    ordinal = _number(text[:-2]) if text[:-2] else 0
    if abs(ordinal) > 53:
        raise Refusal("bad-rule")
    return ordinal, _DAYS.index(text[-2:])


# --- expansion --------------------------------------------------------------------------------------------------


def occurrences(ruled: Rule, start: datetime, low: datetime, high: datetime, budget: Budget) -> Iterator[datetime]:
    """Yield the occurrences of an event: DTSTART is the first and counts, even where it does not match its rule.

    RFC 5545 section 3.8.5.3 calls that case undefined, counts DTSTART in the next sentence, and excludes it by EXDATE
    in its example of every Friday the 13th. Raises Refusal.
    """
    if start >= low:
        yield start
    matches = next(expand(replace(ruled, count=None), start, start, start, budget), None) == start
    if ruled.count is not None and not matches:
        if ruled.count == 1:
            return
        ruled = replace(ruled, count=ruled.count - 1)
    for at in expand(ruled, start, low, high, budget):
        if at > start:
            yield at


def expand(ruled: Rule, start: datetime, low: datetime, high: datetime, budget: Budget) -> Iterator[datetime]:
    """Yield what the rule generates from `start` on within low..high, naive and in order. Raises Refusal.

    UNTIL is the caller's, who knows the zone; COUNT is counted here.
    """
    low, left, steps = max(low, start), ruled.count, 0
    first = 0 if ruled.count else _periods_before(ruled, start, low)
    passes, times = _filters(ruled, start), _times(ruled, start)
    while True:
        days = _period(ruled, start, first)
        cost = max(len(days or ()), _LEAST_COST)
        budget.step(cost)
        steps += cost
        if days is None or not days or datetime.combine(days[0], time()) > high:
            return
        if steps > MOST_STEPS_EACH:
            raise Refusal("too-much-work")
        for at in _in_period(ruled, [day for day in days if passes(day)], times, _hour(ruled, start, first), budget):
            if at < start:
                continue
            if at > high or left == 0:
                return
            left = left - 1 if left is not None else None
            if at >= low:
                yield at
        first += 1


def _in_period(
    ruled: Rule, days: list[date], times: list[time], hour: int | None, budget: Budget
) -> Iterator[datetime]:
    """Yield the moments of one period in order, BYSETPOS applied."""
    if hour is not None:
        times = [at.replace(hour=hour) for at in times] if hour in ruled.by.get("BYHOUR", {hour}) else []
    positions = ruled.by.get("BYSETPOS")
    if positions is None:
        for day, at in product(days, times):
            yield datetime.combine(day, at)
        return
    count = len(days) * len(times)
    budget.step(len(positions))
    chosen = sorted({place - 1 if place > 0 else count + place for place in positions})
    for place in chosen:
        if 0 <= place < count:
            yield datetime.combine(days[place // len(times)], times[place % len(times)])


def _periods_before(ruled: Rule, start: datetime, low: datetime) -> int:
    """Count the whole periods between the start and the window, less one to be safe."""
    days = (low - start).days
    length = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7, "DAILY": 1}.get(ruled.freq)
    passed = days * 24 if length is None else days // length
    return max(0, passed // ruled.interval - 1)


def _period(ruled: Rule, start: datetime, number: int) -> list[date] | None:
    """Return the days of the period that is `number` intervals after the first; None beyond the calendar's end."""
    step = number * ruled.interval
    try:
        if ruled.freq == "HOURLY":
            return [(start + timedelta(hours=step)).date()]
        if ruled.freq == "DAILY":
            return [start.date() + step * _ONE]
        if ruled.freq == "WEEKLY":
            first = start.date() - ((start.weekday() - ruled.week_start) % 7) * _ONE
            return [first + (7 * step + day) * _ONE for day in range(7)]
        if ruled.freq == "MONTHLY":
            return _month(start.year * 12 + start.month - 1 + step)
        return _year(ruled, start, start.year + step)
    except (OverflowError, ValueError):
        return None


def _month(count: int) -> list[date]:
    year, month = count // 12, count % 12 + 1
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _year(ruled: Rule, start: datetime, year: int) -> list[date]:
    """Return the days of a year that can pass: of its named months only, or the one anniversary."""
    if {"BYYEARDAY", "BYWEEKNO"} & ruled.by.keys() or (ruled.days and "BYMONTH" not in ruled.by):
        return [date(year, 1, 1) + day * _ONE for day in range(365 + isleap(year))]
    if "BYMONTHDAY" in ruled.by and "BYMONTH" not in ruled.by:
        return [day for month in range(12) for day in _month(year * 12 + month)]
    months = sorted(ruled.by.get("BYMONTH", {start.month}))
    return [day for month in months for day in _month(year * 12 + month - 1)]


def _hour(ruled: Rule, start: datetime, number: int) -> int | None:
    """Return the hour of an hourly rule's period."""
    return (start.hour + number * ruled.interval) % 24 if ruled.freq == "HOURLY" else None


def _times(ruled: Rule, start: datetime) -> list[time]:
    """Return the times of day that the rule names, in order."""
    hours = sorted(ruled.by.get("BYHOUR", {start.hour})) if ruled.freq != "HOURLY" else [0]
    minutes, seconds = ruled.by.get("BYMINUTE", {start.minute}), ruled.by.get("BYSECOND", {start.second})
    return [time(h, m, min(s, 59)) for h, m, s in product(hours, sorted(minutes), sorted(seconds))]


def _filters(ruled: Rule, start: datetime) -> Callable[[date], bool]:
    """Return the test that a day must pass: every BY… there is, and what DTSTART implies where none names a day."""
    tests = list(_named(ruled))
    if ruled.days:
        tests.append(_by_day(ruled))
    elif "BYWEEKNO" in ruled.by or (ruled.freq == "WEEKLY" and not _NAMES_A_DAY & ruled.by.keys()):
        tests.append(lambda day: day.weekday() == start.weekday())
    elif ruled.freq in {"YEARLY", "MONTHLY"} and not _NAMES_A_DAY & ruled.by.keys():
        tests.append(lambda day: day.day == start.day)
    if len(tests) < 2:
        return tests[0] if tests else lambda _: True
    return lambda day: all(test(day) for test in tests)


_NAMES_A_DAY = frozenset({"BYMONTHDAY", "BYYEARDAY"})


def _named(ruled: Rule) -> Iterator[Callable[[date], bool]]:
    """Yield a test for each list of months, days or weeks."""
    by = ruled.by
    if "BYMONTH" in by:
        yield lambda day: day.month in by["BYMONTH"]
    if "BYMONTHDAY" in by:
        yield lambda day: day.day in by["BYMONTHDAY"] or day.day - _length(day) - 1 in by["BYMONTHDAY"]
    if "BYYEARDAY" in by:
        yield lambda day: bool({_yearday(day), _yearday(day) - 366 - isleap(day.year)} & by["BYYEARDAY"])
    if "BYWEEKNO" in by:
        yield lambda day: bool({*_week_numbers(day, ruled.week_start)} & by["BYWEEKNO"])


def _by_day(ruled: Rule) -> Callable[[date], bool]:
    """Return the test for BYDAY: within the month where there is one, else within the year."""
    every = frozenset(weekday for ordinal, weekday in ruled.days if not ordinal)
    monthly = ruled.freq == "MONTHLY" or "BYMONTH" in ruled.by
    counted = ruled.freq in {"MONTHLY", "YEARLY"} and "BYWEEKNO" not in ruled.by
    nth = ruled.days if counted else frozenset((0, weekday) for _, weekday in ruled.days)
    if not counted:
        every = frozenset(weekday for _, weekday in ruled.days)

    if not counted or not any(ordinal for ordinal, _ in ruled.days):
        return lambda day: day.weekday() in every

    def passes(day: date) -> bool:
        weekday = day.weekday()
        if weekday in every:
            return True
        number, length = (day.day, _length(day)) if monthly else (_yearday(day), 365 + isleap(day.year))
        return ((number - 1) // 7 + 1, weekday) in nth or (-((length - number) // 7) - 1, weekday) in nth

    return passes


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _yearday(day: date) -> int:
    return day.timetuple().tm_yday


def _week_numbers(day: date, week_start: int) -> tuple[int, int]:
    """Return a day's week number, from the start and from the end of the year its week belongs to.

    A week belongs to the year of its fourth day, as in ISO 8601, on whatever day it begins.
    """
    fourth = day + (3 - (day.weekday() - week_start) % 7) * _ONE
    number = (_yearday(fourth) - 1) // 7 + 1
    left = (365 + isleap(fourth.year) - _yearday(fourth)) // 7
    return number, -1 - left
