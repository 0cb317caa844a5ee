"""From the pieces of one time expression to the moment that it names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dossier.dates.calendar import HOUR, Writing, plus
from dossier.dates.piece import Clock, Days, Edge, Part, Piece, Shape
from dossier.worktime import WorkCalendar

LAST_MINUTE = time(23, 59)
"""The end of a day without work, of an evening, and of a day whose work hours are over: still that day's date."""


class Expression(NamedTuple):
    """What the pieces of one expression say together."""

    days: Days | None = None
    clock: Clock | None = None
    part: Part | None = None
    zone: ZoneInfo | None = None
    moment: datetime | None = None
    before: bool = False


def expression(pieces: Iterable[Piece]) -> Expression:
    """Put pieces together; of two that say the day, the surer one counts."""
    said = Expression()
    for _, _, value, _ in pieces:
        match value:
            case Days():
                said = said._replace(days=value if said.days is None else _surer(said.days, value))
            case Clock():
                said = said._replace(clock=value)
            case Part():
                said = said._replace(part=value)
            case ZoneInfo():
                said = said._replace(zone=value)
            case datetime():
                said = said._replace(moment=value)
            case Edge.BEFORE:
                said = said._replace(before=True)
    return said


def _surer(one: Days, two: Days) -> Days:
    """Choose between two: a weekday within the week named beside it, then the surer, then the narrower."""
    for span, day in ((one, two), (two, one)):
        if day.weekday is not None and (span.last - span.first).days == 6:
            on = plus(span.first, day.weekday)
            return Days(on, on)
    return min(one, two, key=lambda days: (-days.sure, days.last - days.first))


def resolve(said: Expression, writing: Writing) -> datetime | None:
    """Return the end of the named time in UTC; None where it is over already, or is no time at all."""
    if said.moment is not None:
        at: datetime | None = said.moment.astimezone(UTC)
    elif said.clock is None and said.part is None:
        at = said.days and _end(said.days, writing, before=said.before)
    elif said.days is None:
        at = _next(said, writing)
    else:
        at = _time_of(said, _day(said, writing), writing)
        if at <= writing.at and said.days.weekday is not None:
            at = _time_of(said, plus(said.days.last, 7), writing)
    return at if at is not None and at > writing.at else None


def _day(said: Expression, writing: Writing) -> date:
    """Return the day whose time is meant: the last working one of a longer stretch."""
    days = said.days or Days(writing.today, writing.today)
    return days.last if days.first == days.last else _last_working_day(days, writing)


def _end(days: Days, writing: Writing, *, before: bool) -> datetime | None:
    """Return when a stretch of days ends, as work sees it."""
    calendar = writing.calendar
    if before and days.shape in {Shape.SPAN, Shape.LEISURE}:
        return calendar.end_of(calendar.previous_working_day(days.first))
    if days.shape is Shape.LEISURE:
        return calendar.moment(days.last, LAST_MINUTE)
    day = days.last if days.shape is Shape.DAY else _last_working_day(days, writing)
    end = calendar.end_of(day)
    if calendar.is_working_day(day) and end > writing.at:
        return end
    return calendar.moment(day, LAST_MINUTE)


def _last_working_day(days: Days, writing: Writing) -> date:
    """Return the last working day of a stretch that is not over yet; its last day where there is none."""
    calendar = writing.calendar
    day = days.last if calendar.is_working_day(days.last) else calendar.previous_working_day(days.last)
    return day if day >= max(days.first, writing.today) else days.last


def _next(said: Expression, writing: Writing) -> datetime:
    """Return the next time the clock shows that: today, else on the next working day."""
    at = _time_of(said, writing.today, writing)
    if at > writing.at:
        return at
    if said.part is Part.CLOSE:
        return writing.calendar.moment(writing.today, LAST_MINUTE)
    return _time_of(said, writing.calendar.next_working_day(writing.today), writing)


def _time_of(said: Expression, day: date, writing: Writing) -> datetime:
    """Return the moment of a time of day on a day, in the zone that was named or the writer's own."""
    calendar = writing.calendar
    if said.zone is not None:
        calendar = WorkCalendar(said.zone, calendar.hours, calendar.countries, calendar.overlay)
    if said.clock is not None:
        return calendar.moment(day, _clock(said.clock, said.part))
    hours = calendar.hours
    if said.part is Part.EARLY:
        return calendar.start_of(day) + HOUR
    ends = {Part.OPENING: hours.start, Part.LUNCH: hours.lunch_start} | _ENDS
    return calendar.moment(day, ends.get(said.part or Part.CLOSE, hours.end))


_ENDS = {Part.MORNING: time(12), Part.NOON: time(12), Part.SMALL_HOURS: time(6), Part.EVENING: LAST_MINUTE}


def _clock(clock: Clock, part: Part | None) -> time:
    """Decide between morning and afternoon."""
    hour = clock.hour
    if part in {Part.AFTERNOON, Part.EVENING}:
        if hour in {0, 12} and part is Part.EVENING:
            return LAST_MINUTE
        hour += 12 if hour < 12 else 0
    elif part is Part.NOON:
        hour += 12 if hour < 3 else 0
    elif part is None and clock.guessed and hour < 8:
        hour += 12
    return time(hour, clock.minute)
