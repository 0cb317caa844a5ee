"""The lexicon: an agency's own phrases, its notation, its mistakes."""

from __future__ import annotations

import json

import pytest
import re2

from dossier.reading import Lexicon, LexiconError, default_lexicon
from dossier.reading.notation import NotationError, pattern
from dossier.reading.openings import openings
from dossier.reading.pieces import Any, Choice, Often, Row, Text
from tests.dossier.reading.ready_patterns import TABLE, table


def _matches(phrase: str, text: str, language: str = "en", words: dict[str, list[str]] | None = None) -> bool:
    return bool(re2.search(pattern(phrase, language, words or {}).body, text))


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("could you", "and could you send", True),
        ("could you", "could young people", False),
        ("(can|could) you", "can you", True),
        ("could you [please] send", "could you send", True),
        ("could you [please] send", "could you please send", True),
        ("send it [now]", "send it now", True),
        ("need ~ by", "need the files by", True),
        ("need ~ by", "need a b c d e f by", False),
        ("not ... yet", "not here yet", True),
        ("not … yet", "not here, yet", False),
        ("confirm-", "confirmation", True),
        ("follow-up call", "follow-up call", True),
        ("questions?", "question", True),
        ("in # days", "in 14 days", True),
        ("(very )*good", "very very good", True),
        ("{act} me", "ring me", True),
        (r"really\?", "really?", True),
        ("asap$", "asap!", True),
        ("asap$", "asap or later", False),
    ],
)
def test_the_notation_says_what_it_promises(phrase, text, expected):
    assert _matches(phrase, text, words={"act": ["call", "ring"]}) is expected


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("发(我|我们)", "请发我们一份", True),
        ("请~发", "请尽快发", True),
        ("请~发", "请，发", False),
        ("好的$", "好的。", True),
    ],
)
def test_chinese_has_no_word_borders(phrase, text, expected):
    assert _matches(phrase, text, "zh") is expected


@pytest.mark.parametrize("phrase", ["(open", "close)", "[open", "{unknown}", "{open"])
def test_a_phrase_that_cannot_be_read_says_which(phrase):
    with pytest.raises(NotationError, match=r"cannot be read|missing|closes nothing|no list"):
        pattern(phrase, "en", {})


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (Text("let me know"), {"let me"}),
        (Row([Choice([Text("i"), Text("we")]), Text("'ll send")]), {"i'll send", "we'll send"}),
        (Row([Often(Text("please "), "?"), Text("send it")]), {"please send", "send it"}),
        (Row([Text("need"), Any(r" (?:\S+ ){0,4}", ends_word=True)]), {"need"}),
        (Row([Text("a confirm"), Any("[a-z]*")]), {"a"}),
        (Row([Any(r"\S+"), Text(" you")]), None),
    ],
)
def test_a_phrase_is_looked_for_where_its_first_words_stand(piece, expected):
    assert openings(piece, by_character=False) == (None if expected is None else frozenset(expected))


def test_an_agency_adds_its_own_phrases(kinds):
    """In this house 走起 means go ahead, and "pls fix" asks."""
    own = Lexicon.packaged(
        {
            "closing.zh.toml": {"phrase": [{"say": ["走起"]}]},
            "request.en.toml": {"phrase": [{"say": ["over to {team}"], "unless": ["not over to"]}]},
            "words.en.toml": {"team": ["you", "your studio"]},
        }
    )

    assert "closing" not in kinds("走起")
    assert kinds("走起", lexicon=own) == ["closing"]
    assert kinds("Over to your studio.", lexicon=own) == ["request"]
    assert kinds("It is not over to you.", lexicon=own) == []


def test_weights_add_up_and_neighbours_decide(kinds):
    own = Lexicon.of(
        {
            "praise.en.toml": {
                "phrase": [
                    {"say": ["bright"], "weight": 0.6},
                    {"say": ["crisp"], "weight": 0.6},
                    {"say": ["bold"], "with": ["poster"]},
                    {"say": ["dull"], "weight": -1},
                ]
            }
        }
    )

    assert kinds("Bright.", lexicon=own) == []
    assert kinds("Bright and crisp.", lexicon=own) == ["praise"]
    assert kinds("Bright and crisp but dull.", lexicon=own) == []
    assert kinds("A bold line.", lexicon=own) == []
    assert kinds("A bold poster.", lexicon=own) == ["praise"]


@pytest.mark.parametrize(
    "files",
    [
        {"request.toml": {}},
        {"request.en.toml": {"phrase": [{"say": "please"}]}},
        {"request.en.toml": {"phrase": [{"weight": 1}]}},
        {"request.en.toml": {"phrase": [{"say": ["(please"]}]}},
        {"request.en.toml": {"phrase": [{"say": ["please"], "weight": "much"}]}},
    ],
)
def test_a_mistake_in_a_file_names_the_file(files):
    with pytest.raises(LexiconError, match="request"):
        Lexicon.of(files)


def test_the_packaged_lexicon_lists_all_its_openings():
    """A phrase whose beginnings cannot be listed is searched for everywhere, which is slow: none of ours is."""
    assert not default_lexicon().spaced.anywhere
    assert not default_lexicon().han.anywhere


def test_the_ready_patterns_are_those_of_the_lexicon():
    """If not: `uv run python -m tests.dossier.reading.ready_patterns`."""
    assert json.loads(TABLE.read_text(encoding="utf-8")) == table()
