"""Whether a message gives rather than asks: advice to whoever has the trouble, or the will to go on alone."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.reading.scan import Sentence

_ADVICE = 2
"""Sentences of advice that make the whole text advice; one that names itself so does it alone."""


def advises(found: Sequence[Sentence]) -> bool:
    """Whether a text as a whole tells others how something is done, rather than asking for it."""
    advice = sum("advice" in sentence.kinds for sentence in found)
    return advice >= _ADVICE or any("remedy" in sentence.kinds for sentence in found)


def tries_alone(found: Sequence[Sentence]) -> bool:
    """Whether the writer thanks and will try what was said, and nothing is asked outright."""
    kinds = frozenset[str]().union(*(sentence.kinds for sentence in found))
    return {"trying", "closing"} <= kinds and kinds.isdisjoint({"request", "mark"})
