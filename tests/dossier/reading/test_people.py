"""Absence and handing over: until when, and to whom."""

from __future__ import annotations

from datetime import date

import pytest

from dossier.model import Address, MessageKind, Signal, SignalKind


def _of(kind: SignalKind, found: tuple[Signal, ...]) -> Signal:
    return next(signal for signal in found if signal.kind is kind)


@pytest.mark.parametrize(
    ("note", "until", "person"),
    [
        (
            "I am out of the office until 2 December. In urgent cases please contact Li Na (li.na@agency.example).",
            date(2026, 12, 2),
            Address("Li Na", "li.na@agency.example"),
        ),
        (
            "Thank you for your mail. I will be back on Monday, 30 November.",
            date(2026, 11, 30),
            None,
        ),
        (
            "您好，我将于11月20日至11月25日休假，紧急事宜请联系王芳（wang@agency.example）。",
            date(2026, 11, 26),
            Address("王芳", "wang@agency.example"),
        ),
        ("我正在出差，11月24日返回公司后回复您。", date(2026, 11, 24), None),
        ("Ich bin bis auf Weiteres nicht im Haus.", None, None),
    ],
)
def test_a_note_of_absence_says_until_when_and_who_stands_in(signals, note, until, person):
    absence = _of(SignalKind.ABSENCE, signals(note, kind=MessageKind.ABSENCE))

    assert (absence.until, absence.person) == (until, person)
    assert note[absence.start : absence.end] == absence.quote


def test_a_note_of_absence_asks_nothing(signals):
    note = "I am away until Friday. Please contact Li Na. Could you resend your mail next week?"

    assert [signal.kind for signal in signals(note, kind=MessageKind.ABSENCE)] == [SignalKind.ABSENCE]


def test_an_empty_note_of_absence_is_still_one(signals):
    assert [signal.kind for signal in signals("", kind=MessageKind.ABSENCE)] == [SignalKind.ABSENCE]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("My successor is Zhang Wei, zhang.wei@client.example.", Address("Zhang Wei", "zhang.wei@client.example")),
        ("Li Na is taking over from me in May.", Address("Li Na", "")),
        ("我的工作由李娜接任，邮箱lina@client.example。", Address("李娜", "lina@client.example")),
        ("今后由张伟负责对接。", Address("张伟", "")),
        ("我下个月离职。", None),
    ],
)
def test_a_hand_over_names_the_successor(signals, text, person):
    assert _of(SignalKind.HAND_OVER, signals(text)).person == person
