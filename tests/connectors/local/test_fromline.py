"""From_ lines, where a message begins, and sentences that only begin like one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.local.fromline import received, separates

FIELD = b"Return-Path: <alice@client.example>\n"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        b"From alice@client.example Mon Nov 23 12:00:00 2026",
        b"From alice@client.example  Mon Nov 23 12:00:00 2026\r",
        b"From alice at client.example  Mon Nov 23 12:00 2026",
        b"From 1795426200123456789@xxx Mon Nov 23 12:00:00 +0000 2026",
        b"From - Mon Nov 23 20:00:00 2026 +0800",
        b"From MAILER-DAEMON Mon Nov 23 12:00:00 UTC 2026",
        b"From alice@client.example Mon Nov 23 07:00:00 2026 -0500 remote from host",
    ],
)
def test_a_from_line_tells_when_the_mail_came(line: bytes) -> None:
    assert separates(line, FIELD, after_blank=False)
    assert received(line) == NOON


@pytest.mark.parametrize("line", [b"From ", b"From -", b"From - \r"])
def test_thunderbird_says_nothing_and_a_blank_line_before_it_is_asked_for(line: bytes) -> None:
    assert separates(line, b"X-Mozilla-Status: 0001\n", after_blank=True)
    assert not separates(line, b"X-Mozilla-Status: 0001\n", after_blank=False)
    assert received(line) is None


@pytest.mark.parametrize(
    "line",
    [
        b"From our side the figures are fine: see below",
        b"From Monday Nov 23 at 12:00 in 2026 we are closed",
        b"From Mon Nov 23 on we are closed",
        b">From alice@client.example Mon Nov 23 12:00:00 2026",
        b"from alice@client.example Mon Nov 23 12:00:00 2026",
        b"From alice@client.example Mon Nov 99 12:00:00 2026",
    ],
)
def test_a_sentence_is_no_from_line(line: bytes) -> None:
    assert not separates(line, FIELD, after_blank=True)


def test_what_no_header_follows_is_a_sentence_unless_it_stands_between_blank_lines() -> None:
    line = b"From alice@client.example Mon Nov 23 12:00:00 2026"
    assert not separates(line, b"Dear all, please note: it rains\n", after_blank=True)
    assert not separates(line, b"\n", after_blank=False)
    assert separates(line, b"\n", after_blank=True)


def test_a_line_without_end_is_judged_by_its_beginning() -> None:
    assert received(b"From " + b"x " * 1_000_000) is None
