"""A text made ready for the lexicon: one spelling, same length; and where the clauses of a sentence begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_CLAUSES = 12

_ONE_SPELLING = str.maketrans(
    {
        **{
            chr(code): chr(code - 0xFEE0)
            for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
        },
        **dict.fromkeys("\n\r\t\u00a0\u3000\u200b\ufeff", " "),
        **dict.fromkeys("‘’ʼ`´", "'"),
        **dict.fromkeys("“”", '"'),
    }
)
_BETWEEN = re.compile("[,:;，：；(（!！] *| - |--")
_NAME = 18
"""Characters of a name or greeting before a comma, behind which the sentence still begins."""


class Head(NamedTuple):
    """Where a clause begins; `first`: the sentence itself does."""

    at: int
    first: bool


def folded(text: str) -> str:
    """Return the text in lower case, with plain spaces, quotes and half-width letters; same length, same places."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return lower.translate(_ONE_SPELLING)


def heads(sentence: str, openers: frozenset[str]) -> Iterator[Head]:
    """Yield where the sentence and its clauses begin: after commas, and after words that only open."""
    start, first = 0, True
    for _ in range(MOST_CLAUSES):
        yield Head(start, first)
        yield from _behind_openers(sentence, start, openers, first=first)
        comma = _BETWEEN.search(sentence, start)
        if comma is None or comma.end() >= len(sentence):
            return
        first = first and comma.start() - start <= _NAME
        start = comma.end()


def _behind_openers(sentence: str, at: int, openers: frozenset[str], *, first: bool) -> Iterator[Head]:
    while True:
        space = sentence.find(" ", at, at + 16)
        if space < 0 or sentence[at:space].rstrip(".") not in openers:
            return
        at = space + 1
        yield Head(at, first)
