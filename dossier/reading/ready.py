"""The packaged phrases made ready beforehand: patterns.json, so that a start need not work them out again.

The table is only a shortcut: a phrase that is not in it, or a language whose word lists changed, is read as ever.
After a change of the lexicon or its notation run `python -m tests.dossier.reading.ready_patterns`; a test compares.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any
from zlib import crc32

from dossier.reading.notation import Pattern, Words

NAME = "patterns.json"


def ready(language: str, words: Words) -> Mapping[str, Pattern]:
    """Return the phrases of a language that are ready; none if its word lists are not those of the table."""
    made = _table().get(language, {})
    return _patterns(language) if made and made["words"] == checksum(words) else {}


def checksum(words: Words) -> int:
    """Return a number that changes with the word lists."""
    return crc32(json.dumps({name: list(words[name]) for name in sorted(words)}).encode())


def row(made: Pattern) -> list[Any]:
    """Return a pattern as a row of the table."""
    return [made.anchor, made.body, None if made.openings is None else "\n".join(sorted(made.openings))]


@cache
def _patterns(language: str) -> Mapping[str, Pattern]:
    rows: Mapping[str, Sequence[Any]] = _table()[language]["phrases"]
    return {
        phrase: Pattern(anchor, body, None if openings is None else frozenset(openings.split("\n")))
        for phrase, (anchor, body, openings) in rows.items()
    }


@cache
def _table() -> Mapping[str, Any]:
    file = resources.files("dossier.reading") / "lexicon" / NAME
    found: Mapping[str, Any] = json.loads(file.read_bytes()) if file.is_file() else {}
    return found
