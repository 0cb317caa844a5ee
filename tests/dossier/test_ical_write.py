"""A follow-up leaves as a file that calendars read, and comes back as one that wanglai knows for its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.ical import read
from dossier.ical.write import Entry, event

STAMP = datetime(2026, 11, 18, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
ENTRY = Entry(
    uid="follow-up-1@wanglai.invalid",
    id="awaiting_reply:bluewater:1",
    start=datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai")),
    end=datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Asia/Shanghai")),
    title="回复 Tom：报价, 第二版",
    text='他写道："请尽快"\n\\; 已等 2 天',
    categories=("客户维护",),
    sequence=2,
)


def test_it_is_private_free_and_rings_ten_minutes_before() -> None:
    calendar = icalendar.Calendar.from_ical(event(ENTRY, stamp=STAMP))
    (component,) = calendar.walk("VEVENT")
    (alarm,) = component.walk("VALARM")
    assert (calendar["METHOD"], calendar["VERSION"], calendar.errors, component.errors) == ("PUBLISH", "2.0", [], [])
    assert (component["CLASS"], component["TRANSP"], component["SEQUENCE"]) == ("PRIVATE", "TRANSPARENT", 2)
    assert (component["UID"], component["X-WANGLAI-ID"]) == (ENTRY.uid, ENTRY.id)
    assert component.decoded("DTSTART") == ENTRY.start
    assert component.decoded("DTSTAMP") == STAMP
    assert str(component["SUMMARY"]) == ENTRY.title
    assert str(component["DESCRIPTION"]) == ENTRY.text
    assert "CATEGORIES:客户维护" in component.to_ical().decode()
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(minutes=-10))


def test_it_is_written_in_utc_with_short_lines() -> None:
    lines = event(replace(ENTRY, title="回复" * 100), stamp=STAMP).split(b"\r\n")
    assert b"DTSTART:20261118T020000Z" in lines
    assert b"DTSTAMP:20261118T000000Z" in lines
    assert max(map(len, lines)) <= 75
    assert all(line.decode() or line == b"" for line in lines)


def test_it_is_known_again_as_ours() -> None:
    calendar = read(event(ENTRY, stamp=STAMP), (date(2026, 11, 18), date(2026, 11, 18)))
    ((meeting,),) = calendar.items.values()
    assert (meeting.ours, meeting.private, meeting.uid) == (True, True, ENTRY.uid)
    assert (meeting.start, meeting.end, meeting.title) == (ENTRY.start, ENTRY.end, ENTRY.title)


def test_the_same_entry_gives_the_same_bytes() -> None:
    assert event(ENTRY, stamp=STAMP) == event(ENTRY, stamp=STAMP)


def test_taken_back_it_says_cancel_and_does_not_ring() -> None:
    data = event(replace(ENTRY, cancelled=True), stamp=STAMP)
    assert b"METHOD:CANCEL" in data
    assert b"STATUS:CANCELLED" in data
    assert b"VALARM" not in data


@pytest.mark.parametrize(
    "wrong",
    [
        {"uid": ""},
        {"uid": "a\nb"},
        {"uid": "蓝" * 100},
        {"start": datetime(2026, 11, 18, 10)},  # noqa: DTZ001  (what is refused)
        {"end": ENTRY.start},
    ],
)
def test_what_calendars_would_not_keep_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"UID|zone|ends after"):
        event(replace(ENTRY, **wrong), stamp=STAMP)  # type: ignore[arg-type]  # wrong on purpose


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_text_breaks_out_of_its_line(title: str, text: str) -> None:
    data = event(replace(ENTRY, title=title, text=text), stamp=STAMP)
    plain = event(replace(ENTRY, title="x", text="y"), stamp=STAMP)
    unfolded = data.replace(b"\r\n ", b"").split(b"\r\n")
    names = [line.partition(b":")[0] for line in unfolded if not line.startswith(b"DESCRIPTION")]
    expected = [line.partition(b":")[0] for line in plain.split(b"\r\n") if not line.startswith(b"DESCRIPTION")]
    assert names == expected
    assert all(sign.isprintable() for sign in data.decode().replace("\r\n", ""))
    assert read(data, (date(2026, 11, 18), date(2026, 11, 18))).refused == ()


def test_utc_is_utc() -> None:
    assert b"DTEND:20261118T021500Z" in event(replace(ENTRY, end=ENTRY.end.astimezone(UTC)), stamp=STAMP)
