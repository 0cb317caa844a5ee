"""What a time expression is made of, before it is put together and resolved."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Due(NamedTuple):
    """A time by which something is to happen, as words name it: `text[start:end] == quote`."""

    start: int
    end: int
    quote: str
    at: datetime | None
    """The end of the named time, in UTC; None where the words are vague (尽快, asap)."""
    vague: bool


class Shape(StrEnum):
    """How a stretch of days ends."""

    DAY = "day"
    """With the hours of its last day."""
    SPAN = "span"
    """With its last working day; `前` and `before` mean before it begins."""
    EDGE = "edge"
    """The same, but `前` and `before` change nothing: 月底前 is 月底."""
    LEISURE = "leisure"
    """With its last midnight: a weekend."""


class Days(NamedTuple):
    """A day or a stretch of days."""

    first: date
    last: date
    shape: Shape = Shape.DAY
    weekday: int | None = None
    """Set where only a weekday was named, so that a week named beside it decides which."""
    sure: int = 1
    """Of two that stand together (Friday, Nov 20) the surer one counts."""


class Clock(NamedTuple):
    """A time of day. A `guessed` hour was said without morning or afternoon: 3点 is 15:00 unless said otherwise."""

    hour: int
    minute: int = 0
    guessed: bool = False


class Part(StrEnum):
    """A part of a day, or a point of the working day."""

    EARLY = "early"
    """First thing, 一早: an hour into work."""
    MORNING = "morning"
    NOON = "noon"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    CLOSE = "close"
    EVENING = "evening"
    OPENING = "opening"
    SMALL_HOURS = "small hours"


class Edge(StrEnum):
    """A word beside a time that says how it is meant."""

    BEFORE = "before"
    """前, before: not in a span, but before it."""
    BY = "by"
    """By, on, until, 之内: makes a deadline of what alone would be too weak (15号, 3pm)."""
    NOT = "not"
    """Since, after, 起, 后: no deadline."""
    GONE = "gone"
    """A time that is over, that recurs, or that is a schedule: 上周五, every Friday, 10:00-11:00."""


class Vague(NamedTuple):
    """Words that promise haste and name no time."""


class Piece(NamedTuple):
    """One part of a time expression and where it stands. `weak` ones need a neighbour or an edge word to count."""

    start: int
    end: int
    value: Days | Clock | Part | Edge | Vague | ZoneInfo | datetime
    weak: bool = False
