"""What a text is about: its content words, for telling whether a later mail speaks of the same thing."""

from __future__ import annotations

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


def topic(text: str) -> frozenset[str]:
    """Return the terms a text is about: Chinese pairs of characters, stems of words, numbers, file names."""
    terms: set[str] = set()
    start = 0
    plain = folded(text[:SCANNED])
    length = len(plain)
    while start < length:
        character = plain[start]
        end = start + 1
        if _HAN_FIRST <= character <= _HAN_LAST:
            while end < length and _HAN_FIRST <= plain[end] <= _HAN_LAST:
                end += 1
            _pairs(plain[start:end], terms)
        elif character.isalnum():
            while end < length and _in_word(plain[end]):
                end += 1
            _word(plain[start:end].strip(_WORD_SIGNS), terms)
        start = end
    return frozenset(terms)


def overlap(asked: frozenset[str], said: frozenset[str]) -> float:
    """Return the share of what was asked about that the other text speaks of, 0 to 1."""
    return len(asked & said) / len(asked) if asked else 0.0


def _in_word(character: str) -> bool:
    return (character.isalnum() and not _HAN_FIRST <= character <= _HAN_LAST) or character in _WORD_SIGNS


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
    if not word.isascii():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - 1:
            return word[: -len(ending)]
    return word
