"""Find time words in a text with one linear pass, and hand each to the reader of its pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.dates.calendar import Writing
from dossier.dates.piece import Piece


@dataclass(frozen=True, slots=True)
class Found:
    """One match: the text it is in, where, and what its groups caught (an empty string for nothing)."""

    text: str
    original: str
    """The text before folding, of the same length: for words that only a capital tells from others (May)."""
    start: int
    end: int
    groups: dict[str, str]

    def __getitem__(self, group: str) -> str:
        """Return what a group caught, or an empty string."""
        return self.groups.get(group, "")

    @property
    def word(self) -> str:
        """The whole match."""
        return _tidy(self.text[self.start : self.end])

    @property
    def before(self) -> str:
        """The character in front, or an empty string."""
        return self.text[self.start - 1] if self.start else ""

    def followed_by(self, *words: str) -> bool:
        """Say whether one of these stands right behind."""
        return self.text.startswith(words, self.end)

    def after(self, length: int = 1) -> str:
        """Return the next characters."""
        return self.text[self.end : self.end + length]

    def piece(self, value: object, *, weak: bool = False) -> Piece:
        """Make a piece of the whole match."""
        return Piece(self.start, self.end, value, weak)  # type: ignore[arg-type]  # readers give what Piece takes


_NAMED = re2.compile(r"\(\?P<[a-z]+>")


def _spaced(pattern: str) -> str:
    """Let a space in a pattern stand for up to three: mail is wrapped, and some people type two."""
    return pattern.replace("[ -]", r"[\s-]").replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


def _tidy(words: str) -> str:
    return " ".join(words.split()) if "  " in words else words


Reader = Callable[[Writing, Found], Iterator[Piece]]


class Scanner:
    """Patterns with their readers; where several match at a place, the first in the table wins."""

    def __init__(self, table: tuple[tuple[str, Reader], ...]) -> None:
        patterns = [(_spaced(pattern), reader) for pattern, reader in table]
        self._whole = re2.compile("|".join(f"({_NAMED.sub('(?:', pattern)})" for pattern, _ in patterns))
        self._single = [(re2.compile(pattern), reader) for pattern, reader in patterns]

    def pieces(self, writing: Writing, text: str, original: str) -> Iterator[Piece]:
        """Yield the pieces of a folded text, in order."""
        for match in self._whole.finditer(text):
            pattern, reader = self._single[match.lastindex - 1]
            start, end = match.span()
            inner = pattern.fullmatch(text[start:end])
            if inner is not None:
                groups = {name: _tidy(said or "") for name, said in inner.groupdict().items()}
                yield from reader(writing, Found(text, original, start, end, groups))
