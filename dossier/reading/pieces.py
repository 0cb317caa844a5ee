"""What a phrase of the lexicon is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import re2  # type: ignore[import-untyped]  # google-re2 ships no types


class Piece(Protocol):
    """A part of a phrase."""

    def regex(self) -> str:
        """Return it as a pattern of google-re2."""
        ...


class Text(NamedTuple):
    """Signs that stand for themselves."""

    text: str

    def regex(self) -> str:
        """Return it escaped."""
        return str(re2.escape(self.text))


class Any(NamedTuple):
    """Something that is no fixed text."""

    body: str
    ends_word: bool = False
    """Whether a word before it is over: it begins with a space, or is a sentence's end."""

    def regex(self) -> str:
        """Return its pattern."""
        return self.body


class Often(NamedTuple):
    """A piece that may be left out (`?`), or said any number of times (`*`, `+`)."""

    piece: Piece
    times: str

    def regex(self) -> str:
        """Return it with its quantifier."""
        return f"(?:{self.piece.regex()}){self.times}"


class Row(NamedTuple):
    """Pieces one after the other."""

    pieces: Sequence[Piece]

    def regex(self) -> str:
        """Return them joined."""
        return "".join(piece.regex() for piece in self.pieces)


class Choice(NamedTuple):
    """One of several."""

    pieces: Sequence[Piece]

    def regex(self) -> str:
        """Return them as alternatives."""
        return "(?:" + "|".join(piece.regex() for piece in self.pieces) + ")"
