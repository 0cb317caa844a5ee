"""Which nudges become calendar entries, in which free quarter of an hour, and what the entries say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.ical import read
from dossier.model import Agency, Member, Nudge, Severity
from dossier.worktime import WorkCalendar
from outbox.entry import calendar_file
from outbox.followup import FollowUp, deserves_entry, plan, uid_of
from outbox.guard import NotAMemberError
from outbox.phrases import Phrases
from outbox.slots import Interval, free_slot
from tests.outbox.cast import AGENCY, CLIENTS, EMMA, LI_WEI, TODAY, at, nudges

SHANGHAI = WorkCalendar.for_member(LI_WEI, AGENCY)
"""Work 9:30 to 18:30, which is 1:30 to 10:30 UTC; lunch 4:00 to 5:30 UTC."""
MORNING, TOMORROW = at(18, 0, 50), at(19, 10)


def planned(*given: Nudge, now: datetime = MORNING, **options: object) -> tuple[FollowUp, ...]:
    told: dict[str, object] = {
        "calendar": SHANGHAI,
        "agency": AGENCY,
        "clients": CLIENTS,
        "phrases": Phrases("zh-CN", timezone="Asia/Shanghai", today=TODAY),
    } | options
    return plan(LI_WEI, now, given, **told)  # type: ignore[arg-type] # options are the test's


def promise(cause: str = "p1", due: datetime = TOMORROW) -> Nudge:
    told = nudges(LI_WEI.address)[1]
    return replace(told, cause=cause, params=(("who", "Sarah"), ("what", "storyboard v3"), ("due", due)))


def test_only_a_named_deadline_or_urgency_deserves_an_entry() -> None:
    assert [nudge.cause for nudge in nudges(LI_WEI.address) if deserves_entry(nudge)] == ["p1", "c1"]
    low = replace(nudges(LI_WEI.address)[0], severity=Severity.LOW)
    assert planned(low) == ()


def test_work_begins_with_a_free_quarter_of_an_hour() -> None:
    (entry,) = planned(promise())
    assert (entry.start, entry.end) == (at(18, 1, 30), at(18, 1, 45))


def test_meetings_and_lunch_are_kept_free() -> None:
    """Meetings until 12:05, then lunch: the first free quarter is at 13:30."""
    busy = [(at(18, 1, 30), at(18, 3)), (at(18, 2, 30), at(18, 4, 5))]
    (entry,) = planned(promise(), busy=busy)
    assert entry.start == at(18, 5, 30)


def test_a_gap_between_meetings_is_found_on_a_quarter() -> None:
    (entry,) = planned(promise(), busy=[(at(18, 1), at(18, 2, 5)), (at(18, 2, 30), at(18, 10, 30))])
    assert entry.start == at(18, 2, 15)


def test_what_cannot_be_done_before_the_deadline_stays_a_line_of_the_digest() -> None:
    assert planned(promise(due=at(18, 3)), busy=[(at(18, 1), at(18, 3))]) == ()


def test_a_passed_deadline_is_no_deadline_any_more() -> None:
    (entry,) = planned(promise(due=at(16, 10)))
    assert entry.start == at(18, 1, 30)


def test_at_most_two_a_day() -> None:
    entries = planned(*(promise(f"p{number}", at(20, 10)) for number in range(5)))
    assert [entry.start for entry in entries] == [
        at(18, 1, 30),
        at(18, 1, 45),
        at(19, 1, 30),
        at(19, 1, 45),
        at(20, 1, 30),
    ]


def test_after_hours_it_is_the_next_working_day() -> None:
    """Friday evening before a plain weekend."""
    (entry,) = planned(promise(due=at(24, 10)), now=at(20, 11))
    assert entry.start == at(23, 1, 30)


def test_a_saturday_that_is_worked_is_used_and_a_holiday_is_not() -> None:
    """Saturday 10 October 2026 is worked in China, for the holiday of 1 to 7 October."""
    friday = datetime.fromisoformat("2026-10-09T11:00:00+00:00")
    (entry,) = planned(promise(due=friday + timedelta(days=5)), now=friday)
    assert SHANGHAI.day_of(entry.start) == date(2026, 10, 10)
    eve = datetime.fromisoformat("2026-09-30T11:00:00+00:00")
    (entry,) = planned(promise(due=eve + timedelta(days=10)), now=eve)
    assert SHANGHAI.day_of(entry.start) == date(2026, 10, 8)


def test_an_entry_that_is_there_already_stays_where_it_is() -> None:
    uid = uid_of(promise(), LI_WEI)
    (entry,) = planned(promise(), kept={uid: at(19, 6)})
    assert entry.start == at(19, 6)
    more = planned(*(promise(f"p{number}", at(18, 9)) for number in range(3)), kept={"other": at(18, 6)})
    assert len(more) == 1


def test_the_uid_comes_from_the_nudge_alone() -> None:
    (first,), (later,) = planned(promise()), planned(promise(), now=at(18, 7), busy=[(at(18, 7), at(18, 8))])
    assert first.uid == later.uid != uid_of(promise("p2"), LI_WEI)
    assert uid_of(promise(), LI_WEI) != uid_of(promise(), EMMA)
    assert first.uid.endswith("@wanglai.invalid")
    assert "acme" not in first.uid


def test_an_entry_says_what_why_with_whom_and_until_when() -> None:
    (entry,) = planned(nudges(LI_WEI.address)[1])
    assert entry.title == "跟进 Acme Outdoor：storyboard v3 by Wednesday"
    assert entry.description.splitlines() == [
        "兑现答应 Sarah Lee 的事",
        "因为：我方答应今天给，目前还没看到发出。",
        "「We will send you storyboard v3 by Wednesday evening.」李伟，周四 11/12 18:02",
        "建议：按时给出；如果要晚，赶在截止前说，并给出新的时间。",
        "联系人：Sarah Lee · Marketing Director · sarah@acme.example",
        "截止：周三 11/18 18:00",
        "",
        "处理完会自动删除。",
        "由往来写入，仅在你的日历里，不会邀请任何人。",
    ]


def test_foreign_words_stay_on_their_line() -> None:
    hostile = replace(promise(), params=(("who", "a\r\nb"), ("what", "x\r\nBEGIN:VALARM\u2028"), ("due", at(19, 10))))
    (entry,) = planned(hostile)
    assert entry.title == "跟进 Acme Outdoor：x BEGIN:VALARM"
    assert len(entry.description.splitlines()) <= 12


def test_nobody_but_a_member_gets_an_entry() -> None:
    with pytest.raises(NotAMemberError):
        planned(promise(), agency=Agency((EMMA,)))


def test_a_colleague_s_nudges_are_the_colleague_s() -> None:
    assert planned(replace(promise(), owner=EMMA.address)) == ()


def test_the_file_is_private_free_has_an_alarm_and_invites_nobody() -> None:
    (entry,) = planned(promise())
    raw = calendar_file(entry, agency=AGENCY, stamp=at(18, 1))
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    for line in (
        f"UID:{entry.uid}",
        "DTSTART:20261118T013000Z",
        "DTEND:20261118T014500Z",
        f"SUMMARY:{entry.title}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "TRIGGER:-PT10M",
        "CATEGORIES:客户维护",
    ):
        assert line in lines
    assert not [line for line in lines if line.startswith(("ATTENDEE", "ORGANIZER"))]
    assert "soda" not in raw.decode()


def test_a_settled_entry_is_cancelled_under_its_uid() -> None:
    (entry,) = planned(promise())
    lines = calendar_file(entry, agency=AGENCY, stamp=at(18, 1), sequence=1, cancelled=True).decode().split("\r\n")
    assert {f"UID:{entry.uid}", "STATUS:CANCELLED", "SEQUENCE:1", "METHOD:CANCEL"} <= set(lines)


def test_our_own_entry_is_read_back_as_ours() -> None:
    (entry,) = planned(promise())
    raw = calendar_file(entry, agency=AGENCY, stamp=at(18, 1))
    (meeting,) = read(raw, (TODAY, TODAY)).items[entry.uid]
    assert meeting.ours
    assert (meeting.start, meeting.end, meeting.private) == (entry.start, entry.end, True)


def test_no_file_is_written_for_a_stranger() -> None:
    (entry,) = planned(promise())
    with pytest.raises(NotAMemberError):
        calendar_file(replace(entry, member="wang.fang@soda.example"), agency=AGENCY, stamp=at(18, 1))


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 600)), max_size=30),
    st.integers(0, 4000),
    st.integers(1, 5000),
)
def test_a_slot_is_free_in_work_hours_and_in_time(meetings: list[tuple[int, int]], now: int, ahead: int) -> None:
    midnight = at(16, 0)
    busy: list[Interval] = [
        (midnight + timedelta(minutes=start), midnight + timedelta(minutes=start + length))
        for start, length in meetings
    ]
    earliest = midnight + timedelta(minutes=now)
    deadline = earliest + timedelta(minutes=ahead)
    start = free_slot(SHANGHAI, busy, earliest=earliest, deadline=deadline)
    if start is not None:
        end = start + timedelta(minutes=15)
        wall = SHANGHAI.local(start)
        assert earliest <= start
        assert end <= deadline
        assert SHANGHAI.is_working_time(start)
        assert SHANGHAI.is_working_time(end - timedelta(seconds=1))
        assert not LI_WEI.hours.lunch_start <= wall.time() < LI_WEI.hours.lunch_end
        assert wall.minute % 15 == 0
        assert all(until <= start or begin >= end for begin, until in busy)


def test_without_lunch_the_day_is_one_stretch() -> None:
    hours = replace(LI_WEI.hours, lunch_start=LI_WEI.hours.end, lunch_end=LI_WEI.hours.end)
    calendar = WorkCalendar.for_member(_with(hours=hours), AGENCY)
    assert free_slot(calendar, [], earliest=at(18, 4), deadline=at(18, 10)) == at(18, 4)


def _with(**changes: object) -> Member:
    return replace(LI_WEI, **changes)  # type: ignore[arg-type] # changes are the test's
