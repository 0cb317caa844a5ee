"""Where in a member's day there is a quarter of an hour free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from dossier.worktime import WorkCalendar

Interval = tuple[datetime, datetime]
"""A stretch of time, its end not part of it."""

LENGTH = timedelta(minutes=15)
_GRID = 15 * 60
_DAYS_AHEAD = 20
"""How many days are looked at; China's longest holidays leave working days well within."""


def free_slot(  # noqa: PLR0913 - two values and four named limits
    calendar: WorkCalendar,
    busy: Iterable[Interval],
    *,
    earliest: datetime,
    deadline: datetime,
    length: timedelta = LENGTH,
    full: frozenset[date] = frozenset(),
) -> datetime | None:
    """Return the first start (UTC) of a free stretch that ends by the deadline, or None.

    It lies in work hours of a working day, lunch left free, on a quarter of an hour; `full` days are passed over.
    """
    taken = sorted((start, end) for start, end in busy if end > earliest and start < deadline)
    for begin, end in _stretches(calendar, earliest, full):
        if begin >= deadline:
            return None
        start = _first_gap(_on_the_grid(begin), min(end, deadline), taken, length)
        if start is not None:
            return start
    return None


def _stretches(calendar: WorkCalendar, earliest: datetime, full: frozenset[date]) -> Iterator[Interval]:
    """Yield what is left of the hours of work, before and after lunch, day by day."""
    first, hours = calendar.day_of(earliest), calendar.hours
    for day in (first + timedelta(days=number) for number in range(_DAYS_AHEAD)):
        if not calendar.is_working_day(day) or day in full:
            continue
        bounds = [hours.start, hours.end]
        if hours.start <= hours.lunch_start < hours.lunch_end <= hours.end:
            bounds = [hours.start, hours.lunch_start, hours.lunch_end, hours.end]
        moments = [calendar.moment(day, clock) for clock in bounds]
        for begin, end in zip(moments[::2], moments[1::2], strict=True):
            if end > earliest:
                yield max(begin, earliest), end


def _first_gap(start: datetime, end: datetime, taken: list[Interval], length: timedelta) -> datetime | None:
    for begin, until in taken:
        if begin >= start + length:
            break
        if until > start:
            start = _on_the_grid(until)
    return start if start + length <= end else None


def _on_the_grid(at: datetime) -> datetime:
    """Round up to the next quarter of an hour; every zone in use is whole quarters away from UTC."""
    over = -at.timestamp() % _GRID
    return at + timedelta(seconds=over)
