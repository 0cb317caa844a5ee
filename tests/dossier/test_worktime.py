"""Working days and hours: make-up days, holidays of several countries, zones, overlays."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Agency, Member, WorkHours
from dossier.overlay import Overlay, OverlayError, overlay
from dossier.worktime import UnknownCountryError, WorkCalendar, is_country

SHANGHAI, LONDON, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
HOURS = WorkHours()
CHINA = WorkCalendar(SHANGHAI, HOURS, ("CN",))
BRITAIN = WorkCalendar(LONDON, WorkHours(time(9), time(17), time(12), time(13)), ("GB",))


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def local(moment: datetime, zone: ZoneInfo = SHANGHAI) -> str:
    assert moment.tzinfo is UTC
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


class TestDays:
    @pytest.mark.parametrize("day", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-10-10"])
    def test_a_make_up_saturday_or_sunday_is_worked(self, day: str) -> None:
        assert CHINA.is_working_day(date.fromisoformat(day))

    @pytest.mark.parametrize("day", ["2026-02-16", "2026-02-23", "2026-10-07", "2026-09-25", "2026-11-21"])
    def test_a_holiday_a_swapped_day_and_a_plain_weekend_are_off(self, day: str) -> None:
        assert not CHINA.is_working_day(date.fromisoformat(day))

    def test_hong_kong_offices_have_a_five_day_week_and_good_friday(self) -> None:
        hong_kong = WorkCalendar(ZoneInfo("Asia/Hong_Kong"), HOURS, ("HK",))
        assert not hong_kong.is_working_day(date(2026, 11, 21))
        assert not hong_kong.is_working_day(date(2026, 4, 3))

    def test_a_weekend_is_that_of_the_country(self) -> None:
        israel = WorkCalendar(ZoneInfo("Asia/Jerusalem"), HOURS, ("IL",))
        assert israel.is_working_day(date(2026, 11, 22))
        assert not israel.is_working_day(date(2026, 11, 20))

    def test_gb_means_england_and_a_region_may_be_named(self) -> None:
        assert not BRITAIN.is_working_day(date(2026, 8, 31))
        assert WorkCalendar(LONDON, HOURS, ("GB-SCT",)).is_working_day(date(2026, 8, 31))

    def test_every_country_gives_its_holidays_but_only_the_first_its_weekend_and_make_up_days(self) -> None:
        both = WorkCalendar(SHANGHAI, HOURS, ("CN", "US"))
        assert not both.is_working_day(date(2026, 11, 26))
        assert both.is_working_day(date(2026, 2, 14))
        assert not WorkCalendar(NEW_YORK, HOURS, ("US", "CN")).is_working_day(date(2026, 2, 14))

    def test_without_a_country_only_weekends_are_off(self) -> None:
        plain = WorkCalendar(LONDON, HOURS, ())
        assert plain.is_working_day(date(2026, 12, 25))
        assert not plain.is_working_day(date(2026, 12, 26))

    def test_next_and_previous_jump_over_the_spring_festival(self) -> None:
        assert CHINA.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)
        assert CHINA.previous_working_day(date(2026, 2, 24)) == date(2026, 2, 14)
        assert CHINA.block(date(2026, 2, 18)) == (date(2026, 2, 15), date(2026, 2, 23))
        assert CHINA.block(date(2026, 2, 13)) == (date(2026, 2, 13), date(2026, 2, 13))

    def test_counting_is_after_the_first_up_to_the_last(self) -> None:
        assert CHINA.working_days_between(date(2026, 2, 13), date(2026, 2, 25)) == 3
        assert CHINA.working_days_between(date(2026, 2, 25), date(2026, 2, 13)) == -3
        assert CHINA.working_days_between(date(2025, 12, 31), date(2026, 1, 5)) == 2

    @given(st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.integers(0, 800))
    def test_counting_agrees_with_asking_day_by_day(self, first: date, length: int) -> None:
        last = first + timedelta(days=length)
        days = (first + timedelta(days=step) for step in range(1, length + 1))
        assert CHINA.working_days_between(first, last) == sum(map(CHINA.is_working_day, days))

    @pytest.mark.parametrize("day", [date.min, date.max])
    def test_the_edges_of_time_do_not_crash(self, day: date) -> None:
        for step in (CHINA.next_working_day, CHINA.previous_working_day, CHINA.is_working_day, CHINA.block):
            step(day)

    def test_an_unknown_country_is_named(self) -> None:
        with pytest.raises(UnknownCountryError, match="'XX'"):
            WorkCalendar(LONDON, HOURS, ("XX",)).is_working_day(date(2026, 1, 1))
        assert [is_country(code) for code in ("CN", "gb-sct", "GB-XX", "XX", "")] == [True, True, False, False, False]

    def test_a_swapped_day_bears_the_name_of_its_festival(self) -> None:
        assert CHINA.holiday(date(2026, 10, 7)) == "国庆节"
        assert CHINA.holiday(date(2026, 10, 7), "en") == "National Day"
        assert CHINA.holiday(date(2026, 10, 8)) == ""

    def test_a_member_without_countries_keeps_those_of_the_agency(self) -> None:
        member = Member(("mei@agency.example",), timezone="Asia/Shanghai")
        assert WorkCalendar.for_member(member, Agency(holidays=("CN",))).countries == ("CN",)

    def test_importing_does_not_load_the_tables(self) -> None:
        code = "import dossier.dates, dossier.worktime, sys; sys.exit('holidays' in sys.modules)"
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  (our own words)


class TestHours:
    def test_a_mail_on_friday_evening_counts_from_monday_morning(self) -> None:
        assert local(CHINA.add_days(at("2026-11-20 20:00"), 1)) == "2026-11-24 09:30"
        assert local(CHINA.add_days(at("2026-11-20 20:00"), 0)) == "2026-11-23 09:30"

    def test_days_keep_the_local_time_and_clamp_the_early_one(self) -> None:
        assert local(CHINA.add_days(at("2026-11-20 11:00"), 2)) == "2026-11-24 11:00"
        assert local(CHINA.add_days(at("2026-11-20 06:00"), 1)) == "2026-11-23 09:30"

    def test_days_count_make_up_days(self) -> None:
        assert local(CHINA.add_days(at("2026-02-13 10:00"), 2)) == "2026-02-24 10:00"

    def test_many_days_agree_with_steps(self) -> None:
        day = date(2026, 11, 20)
        for _ in range(300):
            day = CHINA.next_working_day(day)
        assert CHINA.day_of(CHINA.add_days(at("2026-11-20 11:00"), 300)) == day
        assert CHINA.day_of(CHINA.add_days(CHINA.start_of(day), -300)) == date(2026, 11, 20)

    def test_hours_leave_out_lunch_nights_and_holidays(self) -> None:
        assert local(CHINA.add_hours(at("2026-11-20 11:00"), 2)) == "2026-11-20 14:30"
        assert local(CHINA.add_hours(at("2026-11-20 17:30"), 2)) == "2026-11-23 10:30"
        assert local(CHINA.add_hours(at("2026-09-30 18:00"), 1)) == "2026-10-08 10:00"
        assert local(CHINA.add_hours(at("2026-11-21 12:00"), 0)) == "2026-11-23 09:30"

    def test_london_keeps_its_morning_over_the_change_of_clocks(self) -> None:
        assert BRITAIN.start_of(date(2026, 3, 27)) == datetime(2026, 3, 27, 9, tzinfo=UTC)
        assert BRITAIN.start_of(date(2026, 3, 30)) == datetime(2026, 3, 30, 8, tzinfo=UTC)
        assert local(BRITAIN.add_days(at("2026-10-23 15:00", LONDON), 1), LONDON) == "2026-10-26 15:00"

    def test_a_time_that_the_clocks_skip_is_the_first_that_exists_and_a_double_one_the_earlier(self) -> None:
        assert BRITAIN.moment(date(2026, 3, 29), time(1, 20)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
        assert BRITAIN.moment(date(2026, 10, 25), time(1, 20)) == datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
        apia = WorkCalendar(ZoneInfo("Pacific/Apia"), HOURS, ())
        assert apia.start_of(date(2011, 12, 30)) == datetime(2011, 12, 30, 10, tzinfo=UTC)

    @given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1)), st.floats(0, 100), st.integers(0, 30))  # noqa: DTZ001  (made aware below)
    def test_what_is_added_lands_in_working_time_and_never_earlier(
        self, wall: datetime, hours: float, days: int
    ) -> None:
        moment = wall.replace(tzinfo=LONDON)
        for calendar in (CHINA, BRITAIN):
            for later in (calendar.add_hours(moment, hours), calendar.add_days(moment, days)):
                assert calendar.is_working_day(calendar.day_of(later))
                assert calendar.hours.start <= calendar.local(later).time() <= calendar.hours.end
                assert later >= moment or days == 0

    def test_hours_that_end_before_they_start_are_refused(self) -> None:
        with pytest.raises(ValueError, match="ends after it starts"):
            WorkCalendar(LONDON, WorkHours(time(18), time(9)), ())


class TestOverlay:
    TEXT = """# 2027
country,day,kind,name
CN, 2027-02-05..2027-02-11, off, 春节
CN\t2027年2月20日\t上班
CN 20270227 work
hk;2027/9/16;休;假 期"""

    def test_it_makes_an_unpublished_year_known(self) -> None:
        known = WorkCalendar(SHANGHAI, HOURS, ("CN",), overlay(self.TEXT))
        assert CHINA.known(2026)
        assert not CHINA.known(2027)
        assert known.known(2027)
        assert not known.is_working_day(date(2027, 2, 11))
        assert known.is_working_day(date(2027, 2, 20))
        assert known.is_working_day(date(2027, 2, 27))
        assert known.holiday(date(2027, 2, 11)) == "春节"

    def test_it_has_the_last_word(self) -> None:
        worked = WorkCalendar(SHANGHAI, HOURS, ("CN",), overlay("CN 2026-10-07 work"))
        assert worked.is_working_day(date(2026, 10, 7))
        assert worked.holiday(date(2026, 10, 7)) == ""

    def test_every_wrong_line_is_named_by_its_number(self) -> None:
        text = (
            "CN 2027-02-30 off\nCN\n\nC!N 2027-01-01 off\nCN 2027-01-01 maybe\nCN 2027-01-01..2029-01-01 off\nCN x off"
        )
        with pytest.raises(OverlayError, match="line 1: bad-day") as caught:
            overlay(text)
        assert [(flaw.line, flaw.reason) for flaw in caught.value.flaws] == [
            (1, "bad-day"),
            (2, "too-few-words"),
            (4, "bad-country"),
            (5, "bad-kind"),
            (6, "bad-run"),
            (7, "bad-day"),
        ]

    @given(st.text(max_size=200))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        with suppress(OverlayError):
            assert isinstance(overlay(text), Overlay)
