"""A text made ready for the lexicon: one spelling, same length; and where the clauses of a sentence begin."""

from __future__ import annotations

import re

HEAD = "\x01"
"""Stands in a marked sentence wherever a clause begins."""
START = "\x02"
"""Stands before that mark where the sentence itself begins, greetings, names and opening words left out."""
MOST_CLAUSES = 12

_ONE_SPELLING = str.maketrans(
    {
        **{
            chr(code): chr(code - 0xFEE0)
            for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
        },
        **dict.fromkeys("\n\r\t\u00a0\u3000\u200b\ufeff\x01\x02", " "),
        **dict.fromkeys("‘’ʼ`´", "'"),
        **dict.fromkeys("“”", '"'),
    }
)
_BETWEEN = re.compile("[,:;，：；(（!！]| - |--")
_NAME = 18
"""Characters of a name or greeting before a comma, behind which the sentence still begins."""


def folded(text: str) -> str:
    """Return the text in lower case, with plain spaces, quotes and half-width letters; same length, same places."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return lower.translate(_ONE_SPELLING)


def marked(sentence: str, openers: frozenset[str]) -> str:
    """Return the sentence with marks where it and its clauses begin: after commas, after words that only open."""
    parts = []
    mark = START + HEAD
    for clause in _BETWEEN.split(sentence, MOST_CLAUSES):
        rest = clause.lstrip()
        if not rest:
            continue
        parts.append(mark + rest)
        word, space, rest = rest.partition(" ")
        while space and word.rstrip(".") in openers:
            rest = rest.lstrip()
            parts.append(mark + rest)
            word, space, rest = rest.partition(" ")
        if len(clause) > _NAME:
            mark = HEAD
    return "".join(parts)
