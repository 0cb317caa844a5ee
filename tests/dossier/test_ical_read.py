"""Calendar files into meetings: series and their exceptions, zones, people, and what is refused."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.ical import Calendar, _zones, read
from dossier.ical.components import Header, events
from dossier.ical.event import event
from dossier.ical.limits import MOST_BYTES, MOST_OCCURRENCES, Refusal
from dossier.ical.lines import one_line, unfolded
from dossier.model import Address, Answer, Attendee, Meeting

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")


WORDS = (
    *(
        "BEGIN:VEVENT\n",
        "END:VEVENT\n",
        "RRULE:FREQ=",
        "DAILY",
        "YEARLY",
        "HOURLY",
        ";COUNT=3",
        ";BYDAY=",
        "MO",
        "-1SU",
    ),
    *(";BYSETPOS=-1", ";BYWEEKNO=53", "DTSTART:20260101T000000Z\n", "DTSTART;TZID=Asia/Shanghai:00010103T000000\n"),
    *("EXDATE:20260101\n", "RECURRENCE-ID:20260101T000000Z\n", "RDATE:20260102T000000Z,x\n", ";RANGE=THISANDFUTURE"),
    *("DURATION:P9W\n", 'ATTENDEE;CN="a:b":mailto:a@b.example\n', "\n", ":", ";", ",", "=", '"', "^", "\\"),
)


def ics(*events: str, header: str = "") -> bytes:
    """A calendar of events given by their properties, one a line; UID and DTSTAMP are there unless said otherwise."""
    wrapped = (
        "BEGIN:VEVENT\n" + ("" if "UID:" in event else "UID:one@agency.example\n") + event.strip() + "\nEND:VEVENT\n"
        for event in events
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{header}\n" + "".join(wrapped) + "END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def one(*events: str, header: str = "", zone: ZoneInfo = SHANGHAI) -> tuple[Meeting, ...]:
    """The meetings of the only UID."""
    calendar = read(ics(*events, header=header), YEAR, zone)
    assert calendar.refused == ()
    (meetings,) = calendar.items.values()
    return meetings


def starts(meetings: Iterable[Meeting], zone: ZoneInfo = SHANGHAI) -> list[str]:
    return [meeting.start.astimezone(zone).strftime("%m-%d %H:%M") for meeting in meetings]


def refusal(event: str) -> str:
    calendar = read(ics(event), YEAR)
    assert calendar.items == {}
    ((_, reason),) = calendar.refused
    return reason


class TestOneEvent:
    def test_an_invitation_is_read_whole(self) -> None:
        (meeting,) = one(
            "UID:kick-off@agency.example\nDTSTART;TZID=Asia/Shanghai:20261118T140000\n"
            "DTEND;TZID=Asia/Shanghai:20261118T153000\nSUMMARY:蓝河\\, 开工会\\nwith coffee\nCLASS:PRIVATE\n"
            'ORGANIZER;CN="Li, Mei":MAILTO:Mei@Agency.example\n'
            "ATTENDEE;PARTSTAT=ACCEPTED;CN=Tom:mailto:tom@bluewater.example\n"
            "ATTENDEE;PARTSTAT=DECLINED:mailto:ann@bluewater.example\n"
            "ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN=Room 5:mailto:room5@agency.example\n"
            "ATTENDEE:invalid:nomail\n"
        )
        assert meeting == Meeting(
            key="kick-off@agency.example",
            uid="kick-off@agency.example",
            start=datetime(2026, 11, 18, 6, tzinfo=UTC),
            end=datetime(2026, 11, 18, 7, 30, tzinfo=UTC),
            title="蓝河, 开工会 with coffee",
            organizer=Address("Li, Mei", "mei@agency.example"),
            attendees=(
                Attendee(Address("Tom", "tom@bluewater.example"), Answer.YES),
                Attendee(Address("", "ann@bluewater.example"), Answer.NO),
                Attendee(Address("Room 5", "room5@agency.example"), Answer.YES, is_room=True),
            ),
            private=True,
        )

    def test_a_whole_day_begins_at_the_reader_s_midnight(self) -> None:
        (meeting,) = one("DTSTART;VALUE=DATE:20261118")
        assert meeting.all_day
        assert meeting.start == datetime(2026, 11, 17, 16, tzinfo=UTC)
        assert meeting.end - meeting.start == timedelta(days=1)

    def test_a_whole_day_in_london_lasts_23_hours_when_the_clocks_change(self) -> None:
        (meeting,) = one("DTSTART;VALUE=DATE:20260329\nDTEND;VALUE=DATE:20260330", zone=LONDON)
        assert meeting.end - meeting.start == timedelta(hours=23)

    def test_a_floating_time_is_the_reader_s(self) -> None:
        assert one("DTSTART:20261118T090000\nDURATION:PT45M")[0].start == datetime(2026, 11, 18, 1, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("lines", "minutes"),
        [
            ("DTEND:20261118T100000Z", 60),
            ("DURATION:P1DT2H", 26 * 60),
            ("DURATION:-PT1H", 0),
            ("DTEND:20261118T080000Z", 0),
            ("DTEND;TZID=Europe/Berlin:20261118T113000", 90),
            ("TRANSP:OPAQUE", 0),
        ],
    )
    def test_the_end_is_said_in_many_ways(self, lines: str, minutes: int) -> None:
        (meeting,) = one(f"DTSTART:20261118T090000Z\n{lines}")
        assert meeting.end - meeting.start == timedelta(minutes=minutes)

    def test_what_lies_outside_of_the_window_leaves_its_uid(self) -> None:
        calendar = read(ics("DTSTART:20250101T090000Z"), YEAR)
        assert calendar.items == {"one@agency.example": ()}

    def test_what_reaches_into_the_window_counts(self) -> None:
        assert len(one("DTSTART:20251231T120000Z\nDTEND:20260102T120000Z")) == 1

    def test_a_cancelled_one_says_so_and_a_cancel_file_cancels(self) -> None:
        assert one("DTSTART:20261118T090000Z\nSTATUS:CANCELLED")[0].cancelled
        calendar = read(ics("DTSTART:20261118T090000Z", header="METHOD:CANCEL"), YEAR)
        assert calendar.method == "CANCEL"
        assert calendar.items["one@agency.example"][0].cancelled

    def test_our_own_follow_up_is_known_again(self) -> None:
        assert one("DTSTART:20261118T090000Z\nX-WANGLAI-ID:awaiting_reply:blue:1")[0].ours

    def test_an_alarm_and_its_text_are_not_the_event_s(self) -> None:
        alarm = "BEGIN:VALARM\nSUMMARY:Alarm\nDURATION:PT9H\nATTENDEE:mailto:x@agency.example\nEND:VALARM"
        (meeting,) = one(f"{alarm}\nDTSTART:20261118T090000Z\nSUMMARY:Talk")
        assert (meeting.title, meeting.attendees, meeting.end) == ("Talk", (), meeting.start)

    def test_lines_are_unfolded_even_within_a_character(self) -> None:
        data = ics("DTSTART:20261118T090000Z\nSUMMARY:春季方案").replace("季".encode(), b"\xe5\xad\r\n \xa3")
        assert read(data, YEAR).items["one@agency.example"][0].title == "春季方案"

    def test_a_large_file_is_cut_between_lines_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = ics(f"DTSTART:20261118T090000Z\nSUMMARY:{'春季方案 ' * 9}").replace("季".encode(), b"\xe5\xad\r\n \xa3")
        whole = read(data, YEAR)
        for size in range(1, 60):
            monkeypatch.setattr("dossier.ical.lines._PIECE", size)
            assert read(data, YEAR) == whole

    @pytest.mark.parametrize("charset", ["gb18030", "utf-16", "utf-8-sig"])
    def test_other_charsets_are_read(self, charset: str) -> None:
        data = ics("DTSTART:20261118T090000Z\nSUMMARY:春季方案").decode().encode(charset)
        assert read(data, YEAR).items["one@agency.example"][0].title == "春季方案"

    def test_small_letters_and_groups_are_read(self) -> None:
        (meeting,) = one("dtstart:20261118T090000Z\nitem1.SUMMARY:Talk\nattendee:mailto:tom@bluewater.example")
        assert meeting.title == "Talk"
        assert len(meeting.attendees) == 1

    def test_without_a_uid_one_is_made_of_the_content(self) -> None:
        data = ics("DTSTART:20261118T090000Z\nSUMMARY:Talk").replace(b"UID:one@agency.example\r\n", b"")
        (uid,) = read(data, YEAR).items
        assert uid.endswith("@missing.invalid")
        assert list(read(data, YEAR).items) == [uid]

    def test_the_newest_word_counts(self) -> None:
        old = "DTSTART:20261118T090000Z\nSEQUENCE:1\nDTSTAMP:20261101T000000Z\nSUMMARY:old"
        new = "DTSTART:20261119T090000Z\nSEQUENCE:2\nDTSTAMP:20261001T000000Z\nSUMMARY:new"
        later = "DTSTART:20261120T090000Z\nSEQUENCE:2\nDTSTAMP:20261002T000000Z\nSUMMARY:later"
        assert [meeting.title for meeting in one(new, old)] == ["new"]
        assert [meeting.title for meeting in one(later, new, old)] == ["later"]


class TestSeries:
    def test_a_weekly_meeting_keeps_its_local_time_over_the_change_of_clocks(self) -> None:
        meetings = one("DTSTART;TZID=Europe/London:20260316T100000\nRRULE:FREQ=WEEKLY;COUNT=3", zone=LONDON)
        assert [meeting.start.hour for meeting in meetings] == [10, 10, 9]
        assert meetings[0].key == "one@agency.example/20260316T100000Z"

    def test_a_series_from_long_ago_reaches_into_the_window(self) -> None:
        assert len(one("DTSTART:19700105T090000Z\nRRULE:FREQ=WEEKLY")) == 52

    def test_one_is_left_out_one_is_added_and_one_is_moved(self) -> None:
        master = (
            "DTSTART;TZID=Asia/Shanghai:20261102T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20261130T020000Z\n"
            "EXDATE;TZID=Asia/Shanghai:20261109T100000\nRDATE;TZID=Asia/Shanghai:20261112T160000\nSUMMARY:Weekly"
        )
        moved = "RECURRENCE-ID;TZID=Asia/Shanghai:20261116T100000\nDTSTART:20261117T060000Z\nSUMMARY:Moved"
        meetings = one(master, moved)
        assert starts(meetings) == ["11-02 10:00", "11-12 16:00", "11-17 14:00", "11-23 10:00", "11-30 10:00"]
        assert [m.title for m in meetings] == ["Weekly", "Weekly", "Moved", "Weekly", "Weekly"]
        assert meetings[2].key == "one@agency.example/20261116T020000Z"

    def test_an_excluded_day_excludes_whatever_its_hour(self) -> None:
        assert starts(one("DTSTART:20261101T020000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261102")) == [
            "11-01 10:00",
            "11-03 10:00",
        ]

    def test_an_excluded_day_excludes_all_of_its_hours(self) -> None:
        rule = "DTSTART:20261101T020000Z\nRRULE:FREQ=DAILY;BYHOUR=2,6;COUNT=4"
        assert starts(one(f"{rule}\nEXDATE;VALUE=DATE:20261102")) == ["11-01 10:00", "11-01 14:00"]

    def test_one_occurrence_is_cancelled(self) -> None:
        meetings = one(
            "DTSTART:20261102T020000Z\nRRULE:FREQ=WEEKLY;COUNT=2",
            "DTSTART:20261109T020000Z\nRECURRENCE-ID:20261109T020000Z\nSTATUS:CANCELLED",
        )
        assert [meeting.cancelled for meeting in meetings] == [False, True]

    def test_a_change_from_one_occurrence_onwards(self) -> None:
        meetings = one(
            "DTSTART:20261102T020000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Early",
            "DTSTART:20261110T030000Z\nDURATION:PT2H\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261109T020000Z\nSUMMARY:Late",
        )
        assert starts(meetings) == ["11-02 10:00", "11-10 11:00", "11-17 11:00", "11-24 11:00"]
        assert [meeting.title for meeting in meetings] == ["Early", "Late", "Late", "Late"]
        assert meetings[3].end - meetings[3].start == timedelta(hours=2)
        assert meetings[3].key == "one@agency.example/20261123T020000Z"

    def test_an_invitation_to_one_occurrence_alone_bears_its_key(self) -> None:
        (meeting,) = one("DTSTART:20261110T020000Z\nRECURRENCE-ID:20261109T020000Z")
        assert meeting.key == "one@agency.example/20261109T020000Z"

    def test_days_recur_as_days(self) -> None:
        meetings = one("DTSTART;VALUE=DATE:20260115\nRRULE:FREQ=MONTHLY;UNTIL=20260315\nEXDATE;VALUE=DATE:20260215")
        assert [meeting.key for meeting in meetings] == ["one@agency.example/20260115", "one@agency.example/20260315"]

    def test_the_start_counts_even_where_it_does_not_match_its_rule(self) -> None:
        assert starts(one("DTSTART:20261101T020000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3")) == [
            "11-01 10:00",
            "11-02 10:00",
            "11-09 10:00",
        ]

    def test_periods_may_stand_in_rdate(self) -> None:
        assert len(one("DTSTART:20261101T020000Z\nRDATE;VALUE=PERIOD:20261102T020000Z/PT1H,20261103T020000Z/PT1H")) == 3


class TestZones:
    @pytest.mark.parametrize(
        ("tzid", "utc_hour"),
        [
            ("China Standard Time", 4),
            ("china standard time", 4),
            ('"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"', 4),
            ('"(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐"', 4),
            ('"(GMT-05:00) Eastern Time (US & Canada)"', 16),
            ('"GMT +0100 (Standard) / GMT +0200 (Daylight)"', 10),
            ('"W. Europe Standard Time"', 10),
            ("/freeassociation.sourceforge.net/Europe/Berlin", 10),
            ("/mozilla.org/20070129_1/America/New_York", 16),
            ("asia/shanghai", 4),
            ("Europe_London", 11),
            ("UTC+8", 4),
            ("GMT+0530", 6),
            ("PST", 19),
            ("Eastern", 16),
        ],
    )
    def test_zones_have_many_names(self, tzid: str, utc_hour: int) -> None:
        (meeting,) = one(f"DTSTART;TZID={tzid}:20260715T120000")
        assert meeting.start == datetime(2026, 7, 15, utc_hour, 30 * (tzid == "GMT+0530"), tzinfo=UTC)

    ZONE = (
        "BEGIN:VTIMEZONE\nTZID:Our Office\n{hint}\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:-0400\n"
        "TZOFFSETTO:-0500\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nBEGIN:DAYLIGHT\nTZOFFSETTO:-0400\nEND:DAYLIGHT\nEND:VTIMEZONE"
    )

    def test_the_file_s_own_zone_is_a_hint_for_a_name_nobody_knows(self) -> None:
        event = "DTSTART;TZID=Our Office:20260715T120000"
        assert one(event, header=self.ZONE.format(hint="X-A:b"))[0].start.hour == 16
        assert one(event, header=self.ZONE.format(hint="X-LIC-LOCATION:Asia/Tokyo"))[0].start.hour == 3

    def test_and_never_for_a_name_that_everybody_knows(self) -> None:
        lying = self.ZONE.format(hint="X-A:b").replace("Our Office", "Asia/Shanghai")
        assert one("DTSTART;TZID=Asia/Shanghai:20260715T120000", header=lying)[0].start.hour == 4

    def test_a_zone_that_nothing_tells_is_the_calendar_s_or_the_reader_s(self) -> None:
        event = "DTSTART;TZID=Nowhere:20260715T120000"
        assert one(event, header="X-WR-TIMEZONE:Asia/Tokyo")[0].start.hour == 3
        assert one(event)[0].start.hour == 4


class TestRefusals:
    @pytest.mark.parametrize(
        ("event", "reason"),
        [
            ("SUMMARY:no start", "no-start"),
            ("DTSTART:yesterday", "bad-date"),
            ("DTSTART:20261301T000000Z", "bad-date"),
            ("DTSTART:99991231T235959Z", "bad-date"),
            ("DTSTART:20260101T000000Z\nDURATION:forever", "bad-duration"),
            ("DTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY", "too-frequent"),
            ("DTSTART:20260101T000000Z\nRRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "too-frequent"),
            ("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;INTERVAL=0", "bad-interval"),
            ("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;INTERVAL=-1", "bad-interval"),
            ("DTSTART:20260101T000000Z\nRRULE:FREQ=FORTNIGHTLY", "bad-rule"),
            ("DTSTART:20260101T000000Z\nRRULE:nonsense", "bad-rule"),
            ("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYHOUR=99", "bad-rule"),
            ("DTSTART:20260101T000000Z\nRRULE:RSCALE=CHINESE;FREQ=YEARLY", "rscale"),
            ("DTSTART:20260101T000000Z\nRRULE:FREQ=HOURLY", "too-many-occurrences"),
            ("DTSTART:19000101T000000Z\nRRULE:FREQ=HOURLY;COUNT=9999999", "too-much-work"),
            (
                "DTSTART:20260101T000000Z\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR="
                + ",".join(map(str, range(24)))
                + ";BYMINUTE="
                + ",".join(map(str, range(60))),
                "too-complex",
            ),
            (
                "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY\nEXDATE:" + ",".join(["20260101T000000Z"] * 50_000),
                "too-many-dates",
            ),
            ("DTSTART:20260101T000000Z\nDESCRIPTION:" + "x" * MOST_BYTES, "too-large"),
            ("DTSTART:20260101T000000Z\n" + "BEGIN:X\n" * 100, "too-deep"),
        ],
    )
    def test_what_is_broken_or_asks_too_much_is_named(self, event: str, reason: str) -> None:
        assert refusal(event) == reason

    def test_a_rule_that_never_holds_ends(self) -> None:
        assert [
            meeting.start.month for meeting in one("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
        ] == [1]

    def test_the_others_are_read(self) -> None:
        calendar = read(
            ics("UID:bomb\nDTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY", "UID:good\nDTSTART:20260101T000000Z"), YEAR
        )
        assert list(calendar.items) == ["good"]
        assert calendar.refused == (("bomb", "too-frequent"),)

    def test_an_unfinished_file_keeps_what_was_whole(self) -> None:
        data = ics("UID:a\nDTSTART:20260101T000000Z", "UID:b\nDTSTART:20260101T000000Z").partition(
            b"END:VEVENT\r\nEND:VC"
        )[0]
        calendar = read(data, YEAR)
        assert list(calendar.items) == ["a"]
        assert calendar.refused == (("b", "unfinished"),)

    def test_many_heavy_series_together_have_one_budget(self) -> None:
        heavy = "DTSTART:19800101T000000Z\nRRULE:FREQ=DAILY;COUNT=19000"
        calendar = read(ics(*(f"UID:{number}\n{heavy}" for number in range(40))), YEAR)
        assert 0 < len(calendar.items) < 40
        assert {reason for _, reason in calendar.refused} == {"too-much-work"}

    def test_a_window_has_bounds(self) -> None:
        with pytest.raises(ValueError, match="400 days"):
            read(b"", (date(2026, 1, 1), date(2028, 1, 1)))

    @given(st.binary(max_size=300))
    def test_any_bytes_are_survived(self, data: bytes) -> None:
        read(data, YEAR)
        read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261118T090000Z\n" + data + b"\nEND:VEVENT\n", YEAR)

    @given(st.lists(st.sampled_from(WORDS), max_size=40))
    def test_any_order_of_its_words_is_survived(self, words: list[str]) -> None:
        assert isinstance(read("".join(words).encode(), YEAR), Calendar)


@pytest.mark.corpus
class TestRealFiles:
    def files(self, corpora: Path) -> list[Path]:
        suffixes = {".ics", ".vcs", ".txt", ".eml", ".ifb", ".php"}
        return [path for path in sorted(corpora.rglob("*")) if path.suffix in suffixes and path.is_file()]

    def test_no_file_is_too_odd(self, corpora: Path) -> None:
        read_ones = 0
        for path in self.files(corpora):
            data = path.read_bytes()
            if b"BEGIN:VCALENDAR" in data:
                calendar = read(data, YEAR, SHANGHAI)
                read_ones += len(calendar.items)
                assert all(len(meetings) <= MOST_OCCURRENCES for meetings in calendar.items.values())
        assert read_ones > 4000

    def test_damaged_files_are_survived(self, corpora: Path) -> None:
        chance = random.Random(7)  # noqa: S311  (a test's own dice)
        for path in self.files(corpora)[::5]:
            data = bytearray(path.read_bytes()[:20_000])
            if b"BEGIN:VCALENDAR" not in data:
                continue
            for _ in range(30):
                data[chance.randrange(len(data))] = chance.choice(b'\x00\xff\r\n:;,="0Z\\T')
            read(bytes(data), YEAR, SHANGHAI)

    @pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
    def test_it_says_the_same_as_icalendar(self, corpora: Path) -> None:
        """Starts, titles and people of every event that both read; the differences are those named below."""
        same, different = 0, Counter[str]()
        for path in self.files(corpora):
            if path.suffix != ".ics":
                continue
            for theirs, ours in pairs(path.read_bytes()):
                if theirs == ours:
                    same += 1
                else:
                    different[path.name] += 1
        assert same > 3500
        assert dict(different) == KNOWN


KNOWN = {
    "Misc.History.ics": 24,  # icalendar leaves \\" as it is
    "OZMovies.ics": 3,  # the same, and invalid:nomail is no address
    "sunbird_sample.ics": 1,  # the same
    "groupwise.ics": 1,  # an address with spaces is none
    "event_dt_partstat.ics": 1,  # the same
    "issue_722_timezone_transition_ambiguity.ics": 2,  # a zone that no place on earth has
    "timezone_from_file.ics": 1,  # the same
    "event_dtr_notz_untilz.ics": 1,  # an unknown name: theirs floats, ours asks the zone that the file describes
    "event_dt_mixed_awareness.ics": 1,  # TZID and Z at once: to us the Z counts
}


def pairs(data: bytes) -> Iterator[tuple[object, object]]:
    """Yield start, title and attendees as icalendar reads an event, and as we do."""
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
    except ValueError:
        return
    theirs = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    header = Header()
    ours = list(events(unfolded(data), header))
    if len(ours) != len(theirs):
        return
    for their, raw in zip(theirs, ours, strict=True):
        with suppress(Refusal, KeyError, icalendar.error.BrokenCalendarProperty, AttributeError):
            our = event(raw, _zones(header))
            yield plain(their), (our.start.utc(SHANGHAI), our.title, [one.address.email for one in our.attendees])


def plain(theirs: Any) -> tuple[datetime, str, list[str]]:  # noqa: ANN401  (icalendar's types have no common base)
    """Read an event of icalendar's as we would put it."""
    at, people = theirs["DTSTART"].dt, theirs.get("ATTENDEE", [])
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day)  # noqa: DTZ001  (made aware below)
    start = at.replace(tzinfo=at.tzinfo or SHANGHAI).astimezone(UTC)
    emails = [str(one).lower().removeprefix("mailto:") for one in (people if isinstance(people, list) else [people])]
    return start, one_line(str(theirs.get("SUMMARY", "")))[:500], emails
