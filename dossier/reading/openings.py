"""What a phrase may start with, so that it is looked for only there.

Of a thousand patterns a place in a text fits few. Searching them all at once everywhere makes an automaton with a
state for every mixture of half-read phrases, far too many to build and to keep; trying, at each word, only the
phrases that start with it and the next one keeps every automaton small and leaves most places untried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from dossier.reading.pieces import Any, Choice, Often, Piece, Row, Text

NUMBER = "#"
"""Stands for a word that starts with a digit."""
MOST = 3000
"""Beginnings that a phrase is listed with; of one that has more only the first words are listed."""

_FIRST = re.compile("[a-z0-9#?%€$]|'[a-z]")

_Prefixes = dict[str, bool]
"""Possible beginnings, the words parted by spaces, and whether each is as long as wanted."""

_Grow = Callable[[str, str], tuple[str, bool]]
"""Add a piece of text to a beginning; the second value says whether it is as long as wanted."""


class _CannotListError(Exception):
    """The beginnings are too many, or are no fixed text."""


def openings(piece: Piece, *, by_character: bool) -> frozenset[str] | None:
    """Return the first two words of all texts a phrase matches (`let me`), or one where any word may follow.

    With `by_character` they are characters. None where not even the first can be listed.
    """
    for many in (2, 1):
        grow = _characters(many) if by_character else _words(many)
        try:
            found = frozenset(prefix.strip() for prefix in _prefixes(piece, {"": False}, grow))
        except _CannotListError:
            continue
        if all(prefix and (by_character or _FIRST.match(prefix)) for prefix in found):
            return found
    return None


def indexed(listed: Iterable[frozenset[str]], *, by_character: bool) -> Mapping[str, frozenset[str] | None]:
    """Return by first word what may follow it; None: anything."""
    following: dict[str, set[str] | None] = {}
    for opening in frozenset().union(*listed):
        first, second = (opening[:1], opening[1:]) if by_character else opening.partition(" ")[::2]
        if not second:
            following[first] = None
        seconds = following.setdefault(first, set())
        if seconds is not None:
            seconds.add(second)
    return {first: None if seconds is None else frozenset(seconds) for first, seconds in following.items()}


def _words(many: int) -> _Grow:
    def grow(prefix: str, text: str) -> tuple[str, bool]:
        if text.isalnum():
            return prefix + text, False
        for character in text:
            if not prefix and not (character.isalnum() or character == "'"):
                return character, True
            if not (character.isalnum() or character in "' "):
                return prefix, True
            prefix += character
            if character == " " and prefix.count(" ") == many:
                return prefix, True
        return prefix, False

    return grow


def _characters(many: int) -> _Grow:
    def grow(prefix: str, text: str) -> tuple[str, bool]:
        longer = (prefix + text)[:many]
        return longer, len(longer) == many

    return grow


def _prefixes(piece: Piece, before: _Prefixes, grow: _Grow) -> _Prefixes:
    """Go on with every beginning that is not long enough."""
    open_ones = [prefix for prefix, whole in before.items() if not whole]
    if not open_ones:
        return before
    after: _Prefixes = {prefix: True for prefix, whole in before.items() if whole}
    _join(after, _further(piece, open_ones, grow))
    if len(after) > MOST:
        raise _CannotListError
    return after


def _further(piece: Piece, open_ones: list[str], grow: _Grow) -> _Prefixes:
    before = dict.fromkeys(open_ones, False)
    if isinstance(piece, Text):
        return dict(grow(prefix, piece.text) for prefix in open_ones)
    if isinstance(piece, Row):
        for part in piece.pieces:
            before = _prefixes(part, before, grow)
        return before
    if isinstance(piece, Choice):
        after: _Prefixes = {}
        for part in piece.pieces:
            _join(after, _prefixes(part, before, grow))
        return after
    if isinstance(piece, Often):
        return _often(piece, before, grow)
    return {
        NUMBER if _is_number(piece, prefix) else _ended(prefix, piece): not _is_number(piece, prefix)
        for prefix in open_ones
    }


def _often(piece: Often, before: _Prefixes, grow: _Grow) -> _Prefixes:
    after = _prefixes(piece.piece, before, grow)
    if piece.times != "?":
        again = _prefixes(piece.piece, after, grow)
        after = _join(_join({}, after), _prefixes(piece.piece, again, grow))
    return after if piece.times == "+" else _join(dict(before), after)


def _join(into: _Prefixes, more: _Prefixes) -> _Prefixes:
    """Merge; a beginning that is whole in one reading and open in another stays open."""
    for prefix, whole in more.items():
        into[prefix] = into.get(prefix, whole) and whole
    return into


def _is_number(piece: Piece, prefix: str) -> bool:
    return not prefix and isinstance(piece, Any) and piece.body.startswith("[0-9]")


def _ended(prefix: str, piece: Piece) -> str:
    """End a beginning where something follows that is no fixed text: back to its last whole word."""
    over = (isinstance(piece, Any) and piece.ends_word) or prefix.endswith(" ")
    whole = prefix.strip() if over else prefix.rpartition(" ")[0]
    if not whole:
        raise _CannotListError
    return whole
