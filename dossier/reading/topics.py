"""What a text is about: its content words, for telling whether a later mail speaks of the same thing."""

from __future__ import annotations

import re
from itertools import pairwise

from dossier.reading.clauses import folded
from dossier.reading.vocabulary import vocabulary

SCANNED = 8_192
_HAN_FIRST, _HAN_LAST = "㐀", "鿿"

_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "edly",
    "ed",
    "ers",
    "er",
    "es",
    "ly",
    "s",
    "y",
    "e",
)
_SHORTEST_STEM = 4
_SHORTEST_WORD = 2
_WORD_SIGNS = "._-/&+#@'"
_HAN = f"{_HAN_FIRST}-{_HAN_LAST}"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}](?:[^\W{_HAN}]|[-.&+#@'/])*")
"""Characters of one script in a row: Han ones, or a word with the signs that may stand within it."""


def topic(text: str) -> frozenset[str]:
    """Return the terms a text is about: Chinese pairs of characters, stems of words, numbers, file names."""
    terms: set[str] = set()
    stop_words = vocabulary("stop_words")
    for run in _RUN.findall(folded(text[:SCANNED])):
        if _HAN_FIRST <= run[0] <= _HAN_LAST:
            _pairs(run, terms)
        elif run.isalpha():
            if run not in stop_words and len(run) >= _SHORTEST_WORD:
                terms.add(_stem(run))
        else:
            _word(run.strip(_WORD_SIGNS), terms)
    return frozenset(terms)


def overlap(asked: frozenset[str], said: frozenset[str]) -> float:
    """Return the share of what was asked about that the other text speaks of, 0 to 1."""
    return len(asked & said) / len(asked) if asked else 0.0


def _pairs(run: str, terms: set[str]) -> None:
    stop = vocabulary("stop_characters")
    for first, second in pairwise(run):
        if first not in stop and second not in stop:
            terms.add(first + second)


def _word(word: str, terms: set[str]) -> None:
    if "@" in word:
        return
    if "." in word or "_" in word or any(character.isdigit() for character in word):
        terms.add(word)
        return
    for part in word.replace("/", " ").replace("-", " ").replace("'", " ").replace("&", " ").split():
        if part not in vocabulary("stop_words") and len(part) >= _SHORTEST_WORD:
            terms.add(_stem(part))


def _stem(word: str) -> str:
    if not word.isascii() or not word.endswith(_ENDINGS):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - 1:
            return word[: -len(ending)]
    return word
