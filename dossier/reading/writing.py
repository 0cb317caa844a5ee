"""The circumstances of a text: when it was written, and by whose calendar."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from dossier.worktime import WorkCalendar


class Writing(NamedTuple):
    """A text, the moment it was written and its writer's calendar."""

    text: str
    at: datetime
    calendar: WorkCalendar
