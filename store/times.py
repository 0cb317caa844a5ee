"""Times as the store keeps them: whole microseconds since 1970 in UTC, exact and a third of the size of text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000_000
ENDLESS = 1 << 62
"""Later than any time."""


def micros(moment: datetime) -> int:
    """Return an aware time as microseconds."""
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def micros_or_none(moment: datetime | None) -> int | None:
    """Return a time that may be missing as microseconds."""
    return None if moment is None else micros(moment)


def moment(count: int) -> datetime:
    """Return microseconds as a time in UTC."""
    return EPOCH + timedelta(microseconds=count)


def moment_or_none(count: int | None) -> datetime | None:
    """Return microseconds that may be missing as a time."""
    return None if count is None else moment(count)


def day_or_none(text: str) -> date | None:
    """Return a day written as `2026-11-22`; None for the empty text."""
    return date.fromisoformat(text) if text else None
