"""Everyone in these tests writes on Wednesday 18 November 2026 at ten in the morning, Shanghai time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from dossier.model import WorkHours
from dossier.reading import read
from dossier.worktime import WorkCalendar

CALENDAR = WorkCalendar(ZoneInfo("Asia/Shanghai"), WorkHours(), ("CN",))
WEDNESDAY_TEN = datetime(2026, 11, 18, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def signals():
    return partial(read, subject="", at=WEDNESDAY_TEN, calendar=CALENDAR)


@pytest.fixture(scope="session")
def kinds(signals):
    return lambda text, **how: [signal.kind.value for signal in signals(text, **how)]
