"""How a catalogue's sentence is written, and how it is read into pieces.

{who}                       a parameter
{days:working_days}         a parameter in a form: a unit, a day, a quote (outbox/phrases.py lists the forms)
{[ until {until:day}]}      a part that is left out when one of its parameters is absent or empty
{{ and }}                   the braces themselves
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\{\[|\]\}|\{\{|\}\}|\{(\w+)(?::(\w+))?\}")


class Slot(NamedTuple):
    """Where a parameter goes, and in which form."""

    name: str
    form: str


class Part(NamedTuple):
    """A part that may be left out."""

    pieces: tuple[str | Slot, ...]


Piece = str | Slot | Part


@lru_cache(maxsize=2048)
def pieces_of(template: str) -> tuple[Piece, ...]:
    """Read a sentence into its pieces. Raises ValueError where a part is nested or not closed."""
    outside: list[Piece] = []
    inside: list[str | Slot] | None = None
    at = 0
    for token in _TOKEN.finditer(template):
        here: list[Piece] | list[str | Slot] = outside if inside is None else inside
        if token.start() > at:
            here.append(template[at : token.start()])
        at = token.end()
        mark = token.group()
        if mark == "{[":
            if inside is not None:
                raise ValueError(f"a part inside a part: {template!r}")
            inside = []
        elif mark == "]}":
            if inside is None:
                raise ValueError(f"a part that was never opened: {template!r}")
            outside.append(Part(tuple(inside)))
            inside = None
        elif mark in {"{{", "}}"}:
            here.append(mark[0])
        else:
            here.append(Slot(token.group(1), token.group(2) or ""))
    if inside is not None:
        raise ValueError(f"a part that is never closed: {template!r}")
    if at < len(template):
        outside.append(template[at:])
    return tuple(outside)


def slots_of(template: str) -> frozenset[tuple[str, str, bool]]:
    """Return what a sentence asks for: (name, form, whether it can do without)."""
    found: set[tuple[str, str, bool]] = set()
    for piece in pieces_of(template):
        if isinstance(piece, Slot):
            found.add((piece.name, piece.form, False))
        elif isinstance(piece, Part):
            found.update((slot.name, slot.form, True) for slot in piece.pieces if isinstance(slot, Slot))
    return frozenset(found)
