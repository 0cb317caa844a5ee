"""Dates as they are, and what stands in for those that are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from dossier.mime import parse
from dossier.mime.dates import read
from dossier.model import Message
from tests.dossier.letters import raw

RECEIVED = datetime(2026, 10, 12, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 12 Oct 2026 10:11:12 +0800", "2026-10-12T02:11:12"),
        ("12 Oct 2026 10:11 +0800 (CST)", "2026-10-12T02:11:00"),
        ("Mon, 12 Oct 2026 10:11:12 EST", "2026-10-12T15:11:12"),
        ("Mon, 12 Oct 2026 10:11:12 GMT+08:00", "2026-10-12T02:11:12"),
        ("Mon, 12 Oct 2026 10:11:12", "2026-10-12T10:11:12"),
        ("Mon, 12 Oct 2026 10:11:12 XYZ", "2026-10-12T10:11:12"),
        ("12 Oct 26 10:11:12 -0000", "2026-10-12T10:11:12"),
        ("12 Oct 96 10:11:12 Z", "1996-10-12T10:11:12"),
        ("12 Oct 126 10:11:12 Z", "2026-10-12T10:11:12"),
        ("12-October-2026 10.11.12 PM +0000", "2026-10-12T22:11:12"),
        ("Mon Oct 12 10:11:12 2026", "2026-10-12T10:11:12"),
        ("Mon Oct 12 10:11:12 CST 2026", "2026-10-12T16:11:12"),
        ("2026-10-12T10:11:12Z", "2026-10-12T10:11:12"),
        ("星期一, 2026-10-12 10:11:12 +0800", "2026-10-12T02:11:12"),
        ("Thu, 31 Dec 2026 23:59:60 +0000", "2027-01-01T00:00:00"),
        ("Mon, 12 Oct 2026 10:11:12 +0530 garbage", "2026-10-12T04:41:12"),
    ],
)
def test_a_date_is_read(text: str, expected: str) -> None:
    assert read(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "Mon, 32 Oct 2026 10:11:12",
        "12 Foo 2026 10:11:12",
        "12 Oct 2026 25:00:00",
        "12 Oct 2026 24:00:00",
        "12 Oct 2026 10:61:00",
        "12 Oct 2026 10:11:12 +9999",
        "0 Oct 2026 10:11:12",
        "Mon, 12 Oct 99999 10:11:12",
        "12/10/26",
        "9" * 5000,
        "12 Oct 2026",
        "29 Feb 2026 10:00:00 +0000",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read(text) is None


def sent(date: str, *lines: str, received_at: datetime | None = None) -> tuple[datetime, bool]:
    message = parse(raw(*lines, date=date), received_at=received_at)
    assert isinstance(message, Message)
    return message.sent_at, "date-guessed" in message.flaws


@pytest.mark.parametrize(
    "date",
    [
        "rubbish",
        "12 Oct 1979 10:11:12 +0000",
        "Tue, 22 Jan 80 10:00:00 +0000",
        "12 Oct 2044 10:11:12 +0000",
        "12 Oct 9999 10:11:12 +0000",
        "31 Dec 9999 23:59:60 -1200",
        "1 Jan 0001 00:00:00 +0800",
        "Thu, 15 Oct 2026 10:00:00 +0000",
    ],
)
def test_a_date_that_cannot_be_gives_way_to_the_time_of_receipt(date: str) -> None:
    assert sent(date, received_at=RECEIVED.astimezone(timezone(timedelta(hours=8)))) == (RECEIVED, True)
    header = "Received: from a by b; Mon, 12 Oct 2026 10:30:00 +0800"
    assert sent(date, header, "Received: from c by a; Mon, 12 Oct 2020 10:30:00 +0800") == (RECEIVED, True)


def test_a_clock_a_day_ahead_is_believed() -> None:
    assert sent("Tue, 13 Oct 2026 10:00:00 +0000", received_at=RECEIVED) == (
        datetime(2026, 10, 13, 10, tzinfo=UTC),
        False,
    )


def test_a_file_that_is_older_than_its_mail_proves_nothing() -> None:
    """A copied file may bear any time; the Received header agrees with the Date."""
    header = "Received: from a by b; Mon, 12 Oct 2026 10:30:00 +0800"
    date = "Mon, 12 Oct 2026 10:11:12 +0800"
    assert sent(date, header, received_at=datetime(2001, 1, 1, tzinfo=UTC)) == (
        datetime(2026, 10, 12, 2, 11, 12, tzinfo=UTC),
        False,
    )


def test_with_nothing_to_go_by_it_is_1970_and_said_so() -> None:
    assert sent("rubbish") == (datetime(1970, 1, 1, tzinfo=UTC), True)
    assert sent("12 Oct 2044 10:11:12 +0000") == (datetime(1970, 1, 1, tzinfo=UTC), True)
