"""How long to wait: spans of working or plain time, written the way people say them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dossier.worktime import WorkCalendar

MORNING = time(6)
"""When a day's matters fall due: before anybody's digest of that day."""


def morning(day: date, calendar: WorkCalendar) -> datetime:
    """Return when what belongs to a day falls due: early that day, or on the first working day after it."""
    working = day if calendar.is_working_day(day) else calendar.next_working_day(day)
    return calendar.moment(working, MORNING)


class Patience(NamedTuple):
    """A span of time to wait, e.g. `1 working day`, `4 working hours`, `14 days`."""

    amount: float
    unit: str

    def after(self, at: datetime, calendar: WorkCalendar) -> datetime:
        """Return the moment this span ends when it begins at `at`; working time is the calendar's."""
        if self.unit == "working day":
            return calendar.add_days(at, round(self.amount))
        if self.unit == "working hour":
            return calendar.add_hours(at, self.amount)
        return at + timedelta(**{f"{self.unit}s": self.amount})


UNITS = ("working day", "working hour", "week", "day", "hour")


def patience(written: str) -> Patience:
    """Read a span such as `2 working days`. Raises ValueError that names the units there are."""
    amount, _, unit = written.strip().partition(" ")
    unit = unit.strip().removesuffix("s")
    try:
        number = float(amount)
    except ValueError:
        number = -1.0
    if unit not in UNITS or not 0 < number < 10_000:
        raise ValueError(f"{written!r} is no span of time; write e.g. '1 working day' (units: {', '.join(UNITS)})")
    return Patience(number, unit)
