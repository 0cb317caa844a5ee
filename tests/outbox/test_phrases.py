"""Sentences, days, numbers and lists as a reader of each language expects them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from outbox.phrases import Phrases, Span, UnknownPhraseError
from outbox.sentence import Part, Slot, pieces_of

TODAY = date(2026, 11, 18)
AT = datetime(2026, 11, 18, 7, 2, tzinfo=UTC)


@pytest.fixture
def english() -> Phrases:
    return Phrases("en", timezone="Europe/London", today=TODAY)


@pytest.fixture
def chinese() -> Phrases:
    return Phrases("zh-CN", timezone="Asia/Shanghai", today=TODAY)


def test_times_are_told_in_the_reader_s_zone_and_manner(english: Phrases, chinese: Phrases) -> None:
    assert english.moment(AT) == "Wed 18 Nov, 7:02 am"
    assert chinese.moment(AT) == "周三 11/18 15:02"
    assert english.day(date(2026, 11, 20)) == "Fri 20 Nov"
    assert chinese.day(date(2026, 11, 20)) == "周五 11/20"


def test_another_year_is_told(english: Phrases, chinese: Phrases) -> None:
    assert english.day(date(2025, 3, 1)) == "Sat 1 Mar 2025"
    assert chinese.day(date(2025, 3, 1)) == "2025/3/1 周六"


def test_days_near_today_have_names(english: Phrases, chinese: Phrases) -> None:
    assert [english.when(date(2026, 11, day)) for day in (17, 18, 19, 20)] == [
        "yesterday",
        "today",
        "tomorrow",
        "Fri 20 Nov",
    ]
    assert chinese.when(datetime(2026, 11, 18, 17, tzinfo=UTC)) == "明天"


def test_a_day_is_today_by_the_reader_s_zone() -> None:
    late = datetime(2026, 11, 18, 23, tzinfo=UTC)
    assert Phrases("en", timezone="Europe/London", today=TODAY).when(late) == "today"
    assert Phrases("en", timezone="Asia/Shanghai", today=TODAY).when(late) == "tomorrow"


def test_numbers_carry_their_unit_in_the_right_form(english: Phrases, chinese: Phrases) -> None:
    assert [english.count("working_days", n) for n in (0, 1, 2)] == [
        "less than a working day",
        "1 working day",
        "2 working days",
    ]
    assert [chinese.count("days", n) for n in (1, 38)] == ["1 天", "38 天"]


def test_a_sentence_in_the_plural_goes_by_n(english: Phrases) -> None:
    assert english.say("digest.today", n=1, minutes=5).startswith("1 thing today")
    assert english.say("digest.today", n=3, minutes=15) == "3 things today, about 15 minutes."


def test_lists_read_naturally(english: Phrases, chinese: Phrases) -> None:
    assert english.listed(["A", "B", "C"]) == "A, B and C"
    assert chinese.listed(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert chinese.listed(["元气饮料", "Acme"]) == "元气饮料和 Acme"


def test_a_part_without_its_parameter_is_left_out(english: Phrases) -> None:
    say = english.say
    assert say("people_changed.absent.why", who="Wang Fang") == "Wang Fang is away."
    assert (
        say("people_changed.absent.why", who="Wang Fang", until=date(2026, 11, 20), deputy="Liu")
        == "Wang Fang is away until Fri 20 Nov; Liu stands in."
    )


def test_a_parameter_a_sentence_cannot_do_without_is_missed(english: Phrases) -> None:
    with pytest.raises(KeyError, match="who"):
        english.say("awaiting_reply.question.title")


def test_an_unknown_id_is_told(english: Phrases) -> None:
    with pytest.raises(UnknownPhraseError, match=r"no\.such\.phrase"):
        english.say("no.such.phrase")


def test_chinese_keeps_han_and_latin_apart(chinese: Phrases) -> None:
    assert chinese.say("awaiting_reply.question.title", who="Sarah") == "回复 Sarah 的提问"
    assert chinese.say("awaiting_reply.question.title", who="王芳") == "回复王芳的提问"


def test_a_quote_keeps_its_language(english: Phrases) -> None:
    assert english.spans("minutes_due.default.title", meeting="双十一启动会") == (
        Span("Write up the meeting "),
        Span("“"),
        Span("双十一启动会", "zh"),
        Span("”"),
    )


def test_foreign_parameters_cannot_write_a_second_line(english: Phrases) -> None:
    said = english.say("awaiting_reply.question.title", who="Eve\r\nBcc: all@agency.example\u202e\x00")
    assert said == "Answer Eve Bcc: all@agency.example’s question"


def test_braces_in_parameters_are_only_text(english: Phrases) -> None:
    assert english.say("people_changed.new_name.title", who="{client} {[x]}") == "Get to know {client} {[x]}"


def test_a_sentence_is_read_into_pieces() -> None:
    assert pieces_of("a {b:day}{[ c {d}]} {{e}}") == (
        "a ",
        Slot("b", "day"),
        Part((" c ", Slot("d", ""))),
        " ",
        "{",
        "e",
        "}",
    )


@pytest.mark.parametrize("template", ["{[a", "a]}", "{[a{[b]}]}"])
def test_parts_are_flat_and_closed(template: str) -> None:
    with pytest.raises(ValueError, match="part"):
        pieces_of(template)
