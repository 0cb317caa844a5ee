"""What a time that mail names means: a table in Chinese and English, and the moments around which calendars turn."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.dates import deadline
from dossier.model import WorkHours
from dossier.overlay import overlay
from dossier.worktime import WorkCalendar

SHANGHAI, LONDON, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
CHINA = WorkCalendar(SHANGHAI, WorkHours(), ("CN",))
BRITAIN = WorkCalendar(LONDON, WorkHours(), ("GB",))
AMERICA = WorkCalendar(NEW_YORK, WorkHours(), ("US",))
WEDNESDAY = "2026-11-18 10:00"


def read(text: str, written: str = WEDNESDAY, calendar: WorkCalendar = CHINA) -> str:
    """Every deadline of a text as local times; `vague` for those without."""
    at = datetime.fromisoformat(written).replace(tzinfo=calendar.zone)
    found = []
    for due in deadline(text, at, calendar):
        assert text[due.start : due.end] == due.quote
        assert due.vague == (due.at is None)
        found.append("vague" if due.at is None else due.at.astimezone(calendar.zone).strftime("%Y-%m-%d %H:%M"))
    return " ".join(found)


# Written on Wednesday 18 November 2026 at 10:00 in Shanghai, where work is from 9:30 to 18:30. `-`: no deadline.
CHINESE = """
今天给您                    2026-11-18 18:30
今晚发你                    2026-11-18 23:59
今天下班前                  2026-11-18 18:30
今日内                      2026-11-18 18:30
今早9:30前                  -
明天上午10点前              2026-11-19 10:00
明早9点                     2026-11-19 09:00
明日中午前                  2026-11-19 12:00
后天                        2026-11-20 18:30
后天下午                    2026-11-20 18:30
大后天给您                  2026-11-21 23:59
周五前                      2026-11-20 18:30
本周五给您初稿              2026-11-20 18:30
这周五之前                  2026-11-20 18:30
最晚周五                    2026-11-20 18:30
截止周五                    2026-11-20 18:30
周五截止                    2026-11-20 18:30
周五下班前                  2026-11-20 18:30
周五EOD                     2026-11-20 18:30
周五18:00前                 2026-11-20 18:00
周五晚8点                   2026-11-20 20:00
周五3点                     2026-11-20 15:00
周五晚上                    2026-11-20 23:59
周五(11月20日)下午3点前     2026-11-20 15:00
11月20日（周五）前          2026-11-20 18:30
周三                        2026-11-18 18:30
周二前                      2026-11-24 18:30
本周二                      -
上周五                      -
每周五                      -
周五起                      -
周五的会                    -
周五下午的会                -
周五起草                    2026-11-20 18:30
周五后续跟进                2026-11-20 18:30
下周三                      2026-11-25 18:30
下週三之前                  2026-11-25 18:30
下周三方案给您              2026-11-25 18:30
下周三方会议                2026-11-27 18:30
下周一早上10点半            2026-11-23 10:30
下周一定给您                2026-11-27 18:30
下周一起吃饭                2026-11-27 18:30
下周日程                    2026-11-27 18:30
下下周一                    2026-11-30 18:30
星期四前                    2026-11-19 18:30
礼拜天前                    2026-11-22 23:59
周天                        2026-11-22 23:59
周日晚上                    2026-11-22 23:59
周一一早                    2026-11-23 10:30
一周一次                    -
周末                        2026-11-22 23:59
周末前                      2026-11-20 18:30
下周末前                    2026-11-27 18:30
本周内                      2026-11-20 18:30
周内                        2026-11-20 18:30
下周内                      2026-11-27 18:30
下周前                      2026-11-20 18:30
下周初                      2026-11-24 18:30
月底前给您报价              2026-11-30 18:30
月初                        2026-12-04 18:30
中旬                        2026-11-20 18:30
11月中旬                    2026-11-20 18:30
下月初                      2026-12-04 18:30
下个月底                    2026-12-31 18:30
本月内                      2026-11-30 18:30
12月前                      2026-11-30 18:30
12月                        -
本季度末                    2026-12-31 18:30
季末                        2026-12-31 18:30
四季度内                    2026-12-31 18:30
Q4内                        2026-12-31 18:30
明年Q1                      2027-03-31 18:30
第一季度末                  2027-03-31 18:30
年底前                      2026-12-31 18:30
年内                        2026-12-31 18:30
明年初                      2027-01-15 18:30
上半年                      -
年前                        2027-02-04 18:30
过年前                      2027-02-04 18:30
3年前                       -
11月25日前                  2026-11-25 18:30
１１月２５日前              2026-11-25 18:30
十一月二十五日              2026-11-25 18:30
2026年11月25日18:00前       2026-11-25 18:00
2026.11.25前                2026-11-25 18:30
11.25前                     2026-11-25 18:30
11/25前                     2026-11-25 18:30
11月15日发过                -
10月1日前                   -
11月15日下午3点前           -
1月15日前                   2027-01-15 18:30
明年3月1日                  2027-03-01 18:30
3月5万                      -
15号                        -
15号前                      2026-12-15 18:30
二十号前                    2026-11-20 18:30
25日之前                    2026-11-25 18:30
下个月10号前                2026-12-10 18:30
3号线                       -
11月25日至27日              2026-11-25 18:30 2026-11-27 18:30
三天内                      2026-11-21 23:59
1-2天内                     2026-11-20 18:30
两个工作日内                2026-11-20 18:30
5个工作日后                 2026-11-25 18:30
24小时内                    2026-11-19 10:00
半小时内                    2026-11-18 10:30
三个半小时内                2026-11-18 13:30
一周之内                    2026-11-25 18:30
两个星期内                  2026-12-02 18:30
一个月内                    2026-12-18 18:30
三天前                      -
近三天内                    -
节前                        2026-12-31 18:30
节后                        2027-01-08 18:30
节后第一个工作日            2027-01-04 18:30
元旦后                      2027-01-08 18:30
圣诞前                      2026-12-24 18:30
春节前给您                  2027-02-04 18:30
清明节后                    2027-04-09 18:30
五一前                      2027-04-30 18:30
端午前                      2027-06-08 18:30
618前                       2027-06-17 18:30
国庆后                      2027-10-08 18:30
双十一前                    2027-11-10 18:30
下午3点前                   2026-11-18 15:00
北京时间下午3点前           2026-11-18 15:00
3点半前                     2026-11-18 15:30
晚上12点前                  2026-11-18 23:59
凌晨2点前                   2026-11-19 02:00
上午给你                    2026-11-18 12:00
中午前                      2026-11-18 12:00
下午好                      -
3点建议                     -
第3点                       -
10:00-11:00 开会            -
电话010-65551234            -
稍后发您                    vague
尽快                        vague
过几天                      vague
"""
ENGLISH = """
I'll send it tonight        2026-11-18 23:59
by EOD                      2026-11-18 18:30
by EOD tomorrow             2026-11-19 18:30
EOB Friday                  2026-11-20 18:30
COB tomorrow                2026-11-19 18:30
by close of business Thursday  2026-11-19 18:30
by end of day on Thursday   2026-11-19 18:30
end of play today           2026-11-18 18:30
day after tomorrow          2026-11-20 18:30
by Friday                   2026-11-20 18:30
on Wednesday                2026-11-18 18:30
this Wednesday              2026-11-18 18:30
next Wednesday              2026-11-25 18:30
Wednesday next week         2026-11-25 18:30
last Friday                 -
every Monday                -
since Monday                -
after Friday                -
Friday's call               -
Black Friday                -
I can do Friday or Monday   2026-11-20 18:30 2026-11-23 18:30
no later than Friday noon   2026-11-20 12:00
Friday, Nov 20 at 5 p.m.    2026-11-20 17:00
by 3:30 pm on Friday        2026-11-20 15:30
first thing Monday          2026-11-23 10:30
first thing tomorrow        2026-11-19 10:30
Monday morning              2026-11-23 12:00
end of week                 2026-11-20 18:30
by the end of next week     2026-11-27 18:30
later this week             2026-11-20 18:30
early next week             2026-11-24 18:30
mid next week               2026-11-25 18:30
by next week                2026-11-27 18:30
next week's meeting         -
over the weekend            2026-11-22 23:59
before the weekend          2026-11-20 18:30
end of the month            2026-11-30 18:30
end of next month           2026-12-31 18:30
next month                  2026-12-31 18:30
in May                      2027-05-31 18:30
by the 25th                 2026-11-25 18:30
by the 15th                 2026-12-15 18:30
on the 15th                 -
the 3rd of next month       2026-12-03 18:30
by Nov. 25th                2026-11-25 18:30
25 November                 2026-11-25 18:30
25th of November            2026-11-25 18:30
November 15                 -
by January 15               2027-01-15 18:30
Tue, 24 Nov 2026            2026-11-24 18:30
3 March 2027                2027-03-03 18:30
11/25                       2026-11-25 18:30
25/11                       2026-11-25 18:30
by 12/11                    2026-12-11 18:30
11/25/2026                  2026-11-25 18:30
2026-11-25                  2026-11-25 18:30
2026/11/25 15:00            2026-11-25 15:00
24.11.2026                  2026-11-24 18:30
within 2 days               2026-11-20 18:30
within 48 hours             2026-11-20 10:00
within two business days    2026-11-20 18:30
in a week                   2026-11-25 18:30
in the next 3 days          2026-11-21 23:59
in 3 days' time             2026-11-21 23:59
in a couple of days         2026-11-20 18:30
in half an hour             2026-11-18 10:30
two days ago                -
in the last 3 days          -
this afternoon              2026-11-18 18:30
by noon tomorrow            2026-11-19 12:00
by lunch                    2026-11-18 12:00
by 3pm                      2026-11-18 15:00
by 5 o'clock                2026-11-18 17:00
5pm EST tomorrow            2026-11-20 06:00
by midnight                 2026-11-18 23:59
3pm works for me            -
good morning                -
10:00-11:00 kick-off        -
3-5pm on Friday             -
in Q4                       2026-12-31 18:30
by end of Q1                2027-03-31 18:30
the Q4 budget               -
EOY                         2026-12-31 18:30
by year-end                 2026-12-31 18:30
before Christmas            2026-12-24 18:30
before the holidays         2026-12-24 18:30
after the holidays          2027-01-08 18:30
in the new year             2027-01-08 18:30
before Thanksgiving         2026-11-25 18:30
after Chinese New Year      2027-02-19 18:30
asap                        vague
we'll get back to you soon  vague
may I ask                   -
you may 15                  -
by May 15                   2027-05-15 23:59
the sun is out              -
by mon ami                  -
24/7 support                -
1/2 of it                   -
4/5G network                -
v1.2/3 release              -
$11/12                      -
call +86 138 0013 8000      -
https://x.example/2026/11/25/a  -
"""


def rows(table: str) -> list[tuple[str, str]]:
    pairs = (line.rsplit("  ", 1) for line in table.strip().splitlines())
    return [(words.strip(), "" if expected.strip() == "-" else expected.strip()) for words, expected in pairs]


@pytest.mark.parametrize(("words", "expected"), rows(CHINESE) + rows(ENGLISH))
def test_words_mean_this_moment(words: str, expected: str) -> None:
    assert read(words) == expected


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(rows(CHINESE)) >= 100
    assert len(rows(ENGLISH)) >= 90


@pytest.mark.parametrize(
    ("words", "written", "expected"),
    [
        # The week before the Spring Festival has a working Saturday (14 February), the one after it too (28th).
        ("本周内", "2026-02-10 10:00", "2026-02-14 18:30"),
        ("节前给您", "2026-02-10 10:00", "2026-02-14 18:30"),
        ("年前", "2026-02-10 10:00", "2026-02-14 18:30"),
        ("节后第一个工作日", "2026-02-10 10:00", "2026-02-24 18:30"),
        ("节后第一个工作日", "2026-02-18 10:00", "2026-02-24 18:30"),
        ("年后", "2026-02-10 10:00", "2026-02-28 18:30"),
        ("两个工作日内", "2026-02-13 10:00", "2026-02-24 18:30"),
        ("周六前", "2026-02-13 10:00", "2026-02-14 18:30"),
        ("月底前", "2026-02-24 10:00", "2026-02-28 18:30"),
        ("月底前", "2026-05-25 10:00", "2026-05-29 18:30"),
        ("国庆后", "2026-09-28 10:00", "2026-10-10 18:30"),
        ("节前", "2026-09-28 10:00", "2026-09-30 18:30"),
        ("中秋节后第一周", "2026-09-21 10:00", "2026-09-30 18:30"),
        ("by the end of the week", "2026-02-10 10:00", "2026-02-14 18:30"),
        # The year turns.
        ("周五前", "2026-12-30 10:00", "2027-01-01 23:59"),
        ("下周三", "2026-12-30 10:00", "2027-01-06 18:30"),
        ("月初", "2026-12-30 10:00", "2027-01-05 18:30"),
        ("1月5日前", "2026-12-30 10:00", "2027-01-05 18:30"),
        ("年底前", "2026-12-31 10:00", "2026-12-31 18:30"),
        ("by Q1", "2026-12-30 10:00", "2027-03-31 18:30"),
        ("12月20日", "2027-01-05 10:00", ""),
        ("12月20日前", "2027-02-25 10:00", "2027-12-20 18:30"),
        ("after the holidays", "2027-01-01 10:00", "2027-01-08 18:30"),
        # Months of unequal length.
        ("31号前", "2026-11-18 10:00", "2026-12-31 18:30"),
        ("一个月内", "2027-01-31 10:00", "2027-02-28 23:59"),
        ("2月29日前", "2026-11-18 10:00", "2028-02-29 18:30"),
        # After hours, in the evening, on a day off.
        ("今天给您", "2026-11-18 20:00", "2026-11-18 23:59"),
        ("EOD", "2026-11-18 20:00", "2026-11-18 23:59"),
        ("周三", "2026-11-18 20:00", "2026-11-18 23:59"),
        ("by 9am", "2026-11-20 17:00", "2026-11-23 09:00"),
        ("下午给你", "2026-11-18 19:00", "2026-11-19 18:30"),
        ("Friday 3pm", "2026-11-20 16:00", "2026-11-27 15:00"),
        ("一个工作日内", "2026-11-20 20:00", "2026-11-24 18:30"),
        ("本周内", "2026-11-21 10:00", "2026-11-22 23:59"),
    ],
)
def test_words_mean_something_else_at_another_time(words: str, written: str, expected: str) -> None:
    assert read(words, written) == expected


@pytest.mark.parametrize(
    ("words", "written", "calendar", "expected"),
    [
        ("by Friday", "2026-03-26 10:00", BRITAIN, "2026-03-27T18:30+00:00"),
        ("by Monday", "2026-03-26 10:00", BRITAIN, "2026-03-30T17:30+00:00"),
        ("within 24 hours", "2026-03-28 20:00", BRITAIN, "2026-03-29T20:00+00:00"),
        ("by 1:30 am on Sunday", "2026-03-26 10:00", BRITAIN, "2026-03-29T01:00+00:00"),
        ("before Christmas", "2026-12-01 10:00", BRITAIN, "2026-12-24T18:30+00:00"),
        ("by 12/11", "2026-11-02 10:00", BRITAIN, "2026-11-12T18:30+00:00"),
        ("by 12/11", "2026-11-02 10:00", AMERICA, "2026-12-11T23:30+00:00"),
        ("end of the month", "2026-10-28 10:00", AMERICA, "2026-10-30T22:30+00:00"),
        ("by Monday", "2026-10-30 10:00", AMERICA, "2026-11-02T23:30+00:00"),
        ("after Thanksgiving", "2026-11-20 10:00", AMERICA, "2026-12-04T23:30+00:00"),
        ("5pm PT", "2026-11-20 10:00", AMERICA, ""),
        ("by 5pm PT", "2026-11-20 10:00", AMERICA, "2026-11-21T01:00+00:00"),
        ("北京时间周五18:00前", "2026-11-18 10:00", BRITAIN, "2026-11-20T10:00+00:00"),
    ],
)
def test_words_mean_the_writers_zone(words: str, written: str, calendar: WorkCalendar, expected: str) -> None:
    at = datetime.fromisoformat(written).replace(tzinfo=calendar.zone)
    assert [due.at and due.at.isoformat(timespec="minutes") for due in deadline(words, at, calendar)] == (
        [expected] if expected else []
    )


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("by next\nWednesday", "by next\nWednesday"),
        ("by the end  of next\r\nweek", "by the end  of next\r\nweek"),
        ("as soon as we hear", ""),
    ],
)
def test_wrapped_lines_and_double_spaces_change_nothing(words: str, quote: str) -> None:
    at = datetime(2026, 11, 18, 2, tzinfo=UTC)
    assert "".join(due.quote for due in deadline(words, at, CHINA)) == quote


def test_an_overlay_decides_in_a_year_not_yet_published() -> None:
    notice = overlay("CN 2027-02-05..2027-02-11 off 春节\nCN 2027-02-20 work")
    calendar = WorkCalendar(SHANGHAI, WorkHours(), ("CN",), notice)
    assert read("节后第一个工作日", "2027-02-03 10:00", calendar) == "2027-02-12 18:30"
    assert read("下周内", "2027-02-12 10:00", calendar) == "2027-02-20 18:30"


def test_the_quote_holds_the_words_around_the_time() -> None:
    at = datetime(2026, 11, 18, 2, tzinfo=UTC)
    sentence = "没问题，我们（最晚）周五下班前给您。 Otherwise by EOD on Monday."
    assert [due.quote for due in deadline(sentence, at, CHINA)] == ["周五下班前", "by EOD on Monday"]


@given(st.text(alphabet="周五前下月底12日号点:/. byFridaynextweekin年内天三后节的0（）,'", max_size=60))
def test_any_words_give_moments_that_lie_ahead(text: str) -> None:
    at = datetime(2026, 11, 18, 2, tzinfo=UTC)
    for due in deadline(text, at, CHINA):
        assert due.quote == text[due.start : due.end]
        assert due.quote
        assert due.at is None or due.at > at


@given(st.text(max_size=80), st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)))  # noqa: DTZ001  (made aware below)
def test_any_text_at_any_time_is_survived(text: str, at: datetime) -> None:
    list(
        deadline(
            f"{text} 周五前 within 90 days 节后 11月30日 end of Q4 明年底 next year", at.replace(tzinfo=UTC), CHINA
        )
    )


def test_a_long_line_of_time_words_is_no_trap() -> None:
    at = datetime(2026, 11, 18, 2, tzinfo=UTC)
    assert len(list(deadline("周五前" * 500, at, CHINA))) == 500
