"""Spans of time as people write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dossier.model import WorkHours
from dossier.patience import patience
from dossier.worktime import WorkCalendar

CALENDAR = WorkCalendar(ZoneInfo("Asia/Shanghai"), WorkHours(), ("CN",))
FRIDAY_TEN = datetime(2026, 3, 6, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1 working day", datetime(2026, 3, 9, 2, tzinfo=UTC)),
        ("2 working days", datetime(2026, 3, 10, 2, tzinfo=UTC)),
        ("4 working hours", datetime(2026, 3, 6, 7, 30, tzinfo=UTC)),
        ("3 days", datetime(2026, 3, 9, 2, tzinfo=UTC)),
        ("1 week", datetime(2026, 3, 13, 2, tzinfo=UTC)),
    ],
)
def test_a_span_ends_when_people_expect_it_to(written, expected):
    assert patience(written).after(FRIDAY_TEN, CALENDAR) == expected


@pytest.mark.parametrize("written", ["", "soon", "one day", "3 moons", "-1 day", "0 days", "nan days"])
def test_what_is_no_span_is_refused_with_the_units_there_are(written):
    with pytest.raises(ValueError, match="working hour"):
        patience(written)
