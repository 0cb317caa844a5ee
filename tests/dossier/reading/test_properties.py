"""Whatever comes: no exception, exact spans, and work that grows with the length only."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model import MessageKind, WorkHours
from dossier.reading import (
    asks,
    default_lexicon,
    is_bare_acknowledgement,
    language,
    owes_nothing,
    read,
    signals_of_lines,
    topic,
)
from dossier.reading.clauses import MOST_CLAUSES
from dossier.reading.finders import Finder
from dossier.reading.scan import MOST_SENTENCES, MOST_TRIES, scan
from dossier.reading.sentences import LONGEST, sentences
from dossier.worktime import WorkCalendar

CALENDAR = WorkCalendar(ZoneInfo("Asia/Shanghai"), WorkHours(), ("CN",))
NOON = datetime(2026, 11, 18, 4, tzinfo=UTC)
WORDS = st.sampled_from(
    [
        "please",
        "send",
        "could you",
        "i'll",
        "don't",
        "?",
        "…",
        ".",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        ", ",
        "请",
        "发我",
        "收到",
        "，",
        "。",
        "吗",
        "if you have any questions",
        "thanks",
        "by Friday",
        "周五前",
        "İ",
        "ﬁ",
        "\x00",
        "\ufeff",
        "😀",
        "\u2028",
        "Ａ",
        "'",
        "n't",
        "a@b.example",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)
)


@given(text=TEXTS, subject=st.text(max_size=40), kind=st.sampled_from(list(MessageKind)))
def test_reading_never_fails_and_every_quote_stands_in_the_text(text, subject, kind):
    signals = read(text, subject=subject, at=NOON, calendar=CALENDAR, kind=kind)

    assert all(text[signal.start : signal.end] == signal.quote and len(signal.quote) <= 200 for signal in signals)
    assert asks(signals) is None or not owes_nothing(text, signals)
    assert isinstance(is_bare_acknowledgement(text, signals), bool)
    assert isinstance(language(text), str)
    assert all(topic(text))


@given(text=TEXTS)
def test_sentences_stand_in_order_and_leave_out_only_space_marks_and_quoted_lines(text):
    spans = list(sentences(text))

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(0 < span.end - span.start <= LONGEST for span in spans)
    kept = sum(not character.isspace() for span in spans for character in text[span.start : span.end])
    letters = sum(
        character.isalpha() for line in text.split("\n") if not line.startswith((">", "|")) for character in line
    )
    assert kept >= letters


MOST_PLACES = 2 * (MOST_TRIES + 4 * MOST_CLAUSES)
"""Places tried in a sentence, read twice at the most, in both scripts."""


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep a list of what is searched."""
    tried: list[str] = []
    find = Finder.find

    def noted(self: Finder, text: str) -> list[int]:
        tried.append(text)
        return find(self, text)

    monkeypatch.setattr(Finder, "find", noted)
    return tried


@pytest.mark.parametrize(
    "pump",
    [
        "a",
        "?",
        "not ",
        "could you ",
        "please send ",
        "if you have any questions ",
        "the problem is a ",
        "请问",
        "麻烦您，",
        "如有问题",
        "hi\n",
        "i'll ",
        "'",
        "- ",
        "1. ",
        "> x\n",
        "not very ",
        "。",
    ],
)
def test_pumped_text_is_tried_at_a_number_of_places_that_grows_no_faster_than_the_text(pump, monkeypatch):
    """Counted, not timed: each try reads a sentence at most, so the tries bound the work."""
    tried = _counted(monkeypatch)
    counts = []
    for size in (4_000, 16_000, 64_000, 256_000):
        tried.clear()
        read((pump * size)[:size], subject="", at=NOON, calendar=CALENDAR)
        counts.append(len(tried))

    assert counts[1] <= 5 * counts[0] + 50
    assert counts[2] <= 5 * counts[1] + 50
    assert counts[3] <= 1.1 * counts[2] + MOST_PLACES  # what is left at the cut is a sentence of its own
    assert counts[3] <= MOST_SENTENCES * MOST_PLACES


@pytest.mark.parametrize("sentence", ["请问" * 190, "请发我，" * 90, "你 请 我 " * 60])
def test_a_sentence_is_tried_at_a_bounded_number_of_places(sentence, monkeypatch):
    tried = _counted(monkeypatch)
    read(sentence, subject="", at=NOON, calendar=CALENDAR)

    assert len(tried) <= MOST_PLACES


def test_a_mail_of_a_hundred_thousand_lines_is_read_to_a_bounded_number_of_sentences():
    assert len(scan("收到\n" * 100_000, default_lexicon())) == MOST_SENTENCES


@settings(max_examples=20)
@given(lines=st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n"), max_size=60), max_size=10))
def test_lines_are_read_one_by_one(lines):
    found = list(signals_of_lines((line + "\n" for line in lines), at=NOON, calendar=CALENDAR))

    assert [(line.number, line.text) for line in found] == list(enumerate(lines, start=1))
    assert [line.signals for line in found] == [read(line, subject="", at=NOON, calendar=CALENDAR) for line in lines]
