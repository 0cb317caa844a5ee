"""Working time: which days and hours a person works."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from dossier.daysoff import CountryYear, UnknownCountryError, country_year, is_country, swaps_known
from dossier.model import Agency, Member, WorkHours
from dossier.overlay import NO_OVERLAY, Flaw, Overlay, OverlayError, overlay

__all__ = [
    "NO_OVERLAY",
    "Flaw",
    "Overlay",
    "OverlayError",
    "UnknownCountryError",
    "WorkCalendar",
    "is_country",
    "overlay",
]

_DAY = timedelta(days=1)
_SATURDAY_SUNDAY = frozenset({5, 6})
_LONGEST_BLOCK = 60
_MOST_DAYS = 4000
"""How far arithmetic goes, in working days (16 years): what lies beyond is no deadline."""


class _Year(NamedTuple):
    """A year as one set of countries works it."""

    off: frozenset[date]
    working: tuple[date, ...]


class WorkCalendar:
    """The days and hours somebody works, in their zone. Immutable, cheap to build, safe to share between threads.

    A day is off when it is a weekend day of the first country, or a holiday of any of them; the first country's
    make-up days (调休) are worked unless another has a holiday then. An overlay has the last word about its country.
    Without a country Saturday and Sunday are off and there are no holidays.
    """

    __slots__ = ("_off", "countries", "hours", "overlay", "zone")

    def __init__(
        self, zone: ZoneInfo, hours: WorkHours, countries: tuple[str, ...], overlay: Overlay = NO_OVERLAY
    ) -> None:
        if hours.end <= hours.start:
            raise ValueError(f"a working day ends after it starts, not {hours.start}-{hours.end}")
        self.zone = zone
        self.hours = hours
        self.countries = countries
        self.overlay = overlay
        self._off: dict[int, frozenset[date]] = {}

    @classmethod
    def for_member(cls, member: Member, agency: Agency, overlay: Overlay = NO_OVERLAY) -> Self:
        """Build a member's calendar; whoever names no countries keeps the agency's."""
        return cls(ZoneInfo(member.timezone), member.hours, member.holidays or agency.holidays, overlay)

    # --- days ---------------------------------------------------------------------------------------------------

    def is_working_day(self, day: date) -> bool:
        """Say whether work is done on this day."""
        off = self._off.get(day.year)
        if off is None:
            off = self._off[day.year] = self._year(day.year).off
        return day not in off

    def next_working_day(self, day: date) -> date:
        """Return the first working day strictly after `day`."""
        return self._step(day, 1)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day strictly before `day`."""
        return self._step(day, -1)

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and including `last`; negative where `last` is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        if first.year == last.year:
            working = self._year(first.year).working
            return bisect_right(working, last) - bisect_right(working, first)
        begin, end = self._year(first.year).working, self._year(last.year).working
        between = sum(len(self._year(year).working) for year in range(first.year + 1, last.year))
        return len(begin) - bisect_right(begin, first) + between + bisect_right(end, last)

    def block(self, day: date) -> tuple[date, date]:
        """Return the first and last day of the run of days off that `day` is in; a working day alone is its own."""
        if self.is_working_day(day):
            return day, day
        first, last = self.previous_working_day(day), self.next_working_day(day)
        return min(first + _DAY, day), max(last - _DAY, day)

    def holiday(self, day: date, language: str = "") -> str:
        """Return the name of the holiday on that day, or an empty string.

        A day that was swapped to lengthen a holiday bears the name of that holiday. `language` is `en` or `zh-CN`;
        empty: as the country names it.
        """
        for country in self.countries:
            special = self._special(country, day)
            if special is not None:
                if not special[0] and special[1]:
                    return special[1]
                if special[0]:
                    continue
            names = country_year(country, day.year, language).holidays
            if day in names:
                return _festival(names, day)
        return ""

    def known(self, year: int) -> bool:
        """Say whether that year's working days are final.

        False where a country swaps working days by yearly notice (China's 调休), and that year's are neither in the
        tables nor in the overlay: its statutory holidays are known, its make-up days are not.
        """
        return all(swaps_known(country, year) or self.overlay.covers(country, year) for country in self.countries)

    # --- hours --------------------------------------------------------------------------------------------------

    def local(self, at: datetime) -> datetime:
        """Return the moment in this calendar's zone."""
        return at.astimezone(self.zone)

    def day_of(self, at: datetime) -> date:
        """Return the day it is in this calendar's zone."""
        return at.astimezone(self.zone).date()

    def moment(self, day: date, clock: time) -> datetime:
        """Return the UTC moment of a local time. In a gap: the first that exists; where there are two: the earlier."""
        wall = datetime.combine(day, clock.replace(fold=0, tzinfo=None))
        moment = wall.replace(tzinfo=self.zone).astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None, fold=0) == wall:
            return moment
        return self._end_of_gap(wall)

    def start_of(self, day: date) -> datetime:
        """Return when work begins on that day, in UTC; whether it is a working day is not asked."""
        return self.moment(day, self.hours.start)

    def end_of(self, day: date) -> datetime:
        """Return when work ends on that day, in UTC."""
        return self.moment(day, self.hours.end)

    def is_working_time(self, at: datetime) -> bool:
        """Say whether the moment lies in the hours of a working day; lunch is part of them."""
        wall = self.local(at)
        return self.is_working_day(wall.date()) and self.hours.start <= wall.time() < self.hours.end

    def add_days(self, at: datetime, days: int) -> datetime:
        """Return the moment `days` working days later, at the same local time clamped into work hours, in UTC.

        What arrives after hours or on a day off counts from the next working morning; 0 days gives that moment.
        """
        day, clock = self._counted_from(at)
        days = max(-_MOST_DAYS, min(days, _MOST_DAYS))
        if abs(days) > 60:
            return self.moment(self._leap(day, days), clock)
        for _ in range(abs(days)):
            day = self._step(day, 1 if days > 0 else -1)
        return self.moment(day, clock)

    def add_hours(self, at: datetime, hours: float) -> datetime:
        """Return the moment after that many working hours, lunch not counted, in UTC."""
        day = self.day_of(at)
        left = timedelta(hours=max(0.0, min(hours, _MOST_DAYS)))
        if not self.is_working_day(day):
            day = self.next_working_day(day)
        for _ in range(2 * _MOST_DAYS):
            for begin, end in self._stretches(day):
                begin = max(begin, at)  # noqa: PLW2901  (the part of the stretch that is still to come)
                if begin + left <= end:
                    return begin + left
                left -= max(end - begin, timedelta())
            day = self.next_working_day(day)
        return self.end_of(day)

    # --- inside -------------------------------------------------------------------------------------------------

    def _year(self, year: int) -> _Year:
        return _year(self.countries, self.overlay, year)

    def _step(self, day: date, step: int) -> date:
        """Go to the nearest working day in one direction; at the edges of time, stay."""
        for _ in range(_LONGEST_BLOCK):
            if (day == date.max and step > 0) or (day == date.min and step < 0):
                break
            day += step * _DAY
            if self.is_working_day(day):
                break
        return day

    def _leap(self, day: date, days: int) -> date:
        """Go many working days at once, from a working day."""
        year = day.year
        place = bisect_left(self._year(year).working, day) + days
        while place < 0 and year > date.min.year:
            year -= 1
            place += len(self._year(year).working)
        while place >= len(self._year(year).working) and year < date.max.year:
            place -= len(self._year(year).working)
            year += 1
        working = self._year(year).working
        return working[max(0, min(place, len(working) - 1))]

    def _counted_from(self, at: datetime) -> tuple[date, time]:
        """Return the working day and local time from which days are counted."""
        wall = self.local(at)
        day, clock = wall.date(), wall.time()
        if not self.is_working_day(day) or clock > self.hours.end:
            return self.next_working_day(day), self.hours.start
        return day, max(clock, self.hours.start)

    def _stretches(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the day's hours of work around lunch."""
        hours = self.hours
        begin, end = self.moment(day, hours.start), self.moment(day, hours.end)
        if not hours.start <= hours.lunch_start < hours.lunch_end <= hours.end:
            return ((begin, end),)
        return (begin, self.moment(day, hours.lunch_start)), (self.moment(day, hours.lunch_end), end)

    def _end_of_gap(self, wall: datetime) -> datetime:
        """Find the moment the clocks jumped over `wall`: the offset changes there."""
        low = int((wall.replace(tzinfo=self.zone, fold=1)).timestamp())
        high = int((wall.replace(tzinfo=self.zone, fold=0)).timestamp())
        before = datetime.fromtimestamp(low, self.zone).utcoffset()
        while high - low > 1:
            middle = (low + high) // 2
            if datetime.fromtimestamp(middle, self.zone).utcoffset() == before:
                low = middle
            else:
                high = middle
        return datetime.fromtimestamp(high, UTC)

    def _special(self, country: str, day: date) -> tuple[bool, str] | None:
        """Return what the overlay says about a day: worked, and its name."""
        said = [special for special in self.overlay.of(country, day.year) if special.day == day]
        return (said[-1].works, said[-1].name) if said else None


@cache
def _year(countries: tuple[str, ...], overlay: Overlay, year: int) -> _Year:
    """Work out one year for a set of countries."""
    tables = [_overlaid(country, overlay, year) for country in countries]
    weekend = tables[0].weekend if tables else _SATURDAY_SUNDAY
    worked = tables[0].worked if tables else frozenset()
    holidays = {day for table in tables for day in table.holidays}
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = [date.fromordinal(number) for number in range(first, last + 1)]
    off = frozenset(day for day in days if day in holidays or (day.weekday() in weekend and day not in worked))
    return _Year(off, tuple(day for day in days if day not in off))


def _overlaid(country: str, overlay: Overlay, year: int) -> CountryYear:
    """Return a country's year as its overlay corrects it."""
    weekend, holidays, worked = country_year(country, year)
    changed, also = dict(holidays), set(worked)
    for special in overlay.of(country, year):
        if special.works:
            changed.pop(special.day, None)
            also.add(special.day)
        else:
            also.discard(special.day)
            changed[special.day] = special.name
    return CountryYear(weekend, changed, frozenset(also))


def _festival(names: dict[date, str], day: date) -> str:
    """Name the festival of a day off, looking at its neighbours where the day itself was swapped in."""
    for distance in range(10):
        for near in (day - distance * _DAY, day + distance * _DAY):
            name = names.get(near, "")
            if name and "调休" not in name and "substituted" not in name:
                return name.replace("（补假）", "").replace(" (observed)", "")
    return names[day]
