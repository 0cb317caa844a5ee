"""The patterns of one kind of script, sorted by where they are to be looked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.reading.notation import NotationError, Pattern
from dossier.reading.openings import indexed

MEMORY = 24 << 20
"""Bytes each set may use for its states, which it builds as it meets text; it starts over when they are full."""


class Finder:
    """A set of patterns, the ids they are known by, and what they may start with."""

    __slots__ = ("_ids", "_set", "any_opening", "openings")

    def __init__(self, patterns: Mapping[int, Pattern], *, at_start: bool, by_character: bool = False) -> None:
        options = re2.Options()
        options.max_mem = MEMORY
        options.log_errors = False
        self._set: Any = re2.Set.MatchSet(options) if at_start else re2.Set.SearchSet(options)
        self._ids = tuple(patterns)
        listed = [one.openings for one in patterns.values()]
        self.any_opening = None in listed
        """Whether some pattern's beginnings cannot be listed."""
        self.openings = indexed(filter(None, listed), by_character=by_character)
        """By first word (or character) those that may follow; None: anything."""
        for one in patterns.values():
            self._add(one.body)
        self._set.Compile()

    def __bool__(self) -> bool:
        return bool(self._ids)

    def _add(self, body: str) -> None:
        try:
            self._set.Add(body)
        except re2.error as error:
            raise NotationError(f"{body!r} cannot be read") from error

    def find(self, text: str) -> list[int]:
        """Return the ids of the patterns that match at the start of the text (or anywhere in it)."""
        found = self._set.Match(text.encode())
        return [self._ids[number] for number in found] if found else []


class Tongue(NamedTuple):
    """The patterns of the languages with words, or of those without."""

    by_word: Finder
    anywhere: Finder
    """Patterns whose beginnings cannot be listed; they are searched for."""
    clause: Finder
    """Patterns for where a clause begins."""
    start: Finder
    """The same and those for where the sentence begins."""


def tongue(patterns: Mapping[int, Pattern], *, by_character: bool) -> Tongue:
    """Sort the patterns of a script by where they are to be looked for."""
    loose = {number: one for number, one in patterns.items() if one.anchor == 0}
    listed = {number: one for number, one in loose.items() if one.openings is not None}
    return Tongue(
        by_word=Finder(listed, at_start=True, by_character=by_character),
        anywhere=Finder({number: one for number, one in loose.items() if one.openings is None}, at_start=False),
        clause=Finder(
            {number: one for number, one in patterns.items() if one.anchor == 1},
            at_start=True,
            by_character=by_character,
        ),
        start=Finder(
            {number: one for number, one in patterns.items() if one.anchor}, at_start=True, by_character=by_character
        ),
    )
