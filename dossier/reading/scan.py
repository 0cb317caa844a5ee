"""What each sentence of a text says, by the lexicon: kinds and no judgement yet."""

from __future__ import annotations

from typing import NamedTuple

from dossier.reading.clauses import folded, marked
from dossier.reading.lexicon import Lexicon
from dossier.reading.sentences import sentences

ENOUGH = 0.99
"""Weight from which a sentence is of a kind; a whisker below 1, for sums of tenths."""
MOST_SENTENCES = 1500
MOST_CUTS = 8

_NOTHING: frozenset[str] = frozenset()
_WANTING = frozenset({"question", "request", "problem", "complaint", "brief", "promise", "handover"})
"""Kinds that polite forms may feign: only a sentence of such a kind is read again without them."""


class Sentence(NamedTuple):
    """A sentence, where it stands, and the kinds of the lexicon it was found to be."""

    start: int
    end: int
    text: str
    """Folded; polite forms that mean nothing are cut."""
    kinds: frozenset[str]


def scan(text: str, lexicon: Lexicon) -> list[Sentence]:
    """Read a text's sentences. Linear in its length; at most 64 K characters and 1,500 sentences."""
    plain = folded(text)
    found = []
    for start, end in sentences(text):
        found.append(_sentence(start, end, plain[start:end], lexicon))
        if len(found) >= MOST_SENTENCES:
            break
    return found


def kinds_of(sentence: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the kinds a folded sentence is of."""
    return _weighed(_ids(sentence, lexicon), lexicon)


def _sentence(start: int, end: int, plain: str, lexicon: Lexicon) -> Sentence:
    kinds = kinds_of(plain, lexicon)
    if "boilerplate" in kinds and not kinds.isdisjoint(_WANTING):
        plain = str(lexicon.boilerplate.sub(" ", plain, MOST_CUTS))
        kinds = kinds_of(plain, lexicon) | (kinds & {"boilerplate", "proposal"})
    return Sentence(start, end, plain, kinds)


def _ids(sentence: str, lexicon: Lexicon) -> list[int]:
    found: list[int] = lexicon.anywhere.Match(sentence.encode()) or []
    heads = lexicon.heads.Match(marked(sentence, lexicon.openers).encode())
    if heads:
        first = lexicon.first_head
        found += [number + first for number in heads]
    return found


def _weighed(found: list[int], lexicon: Lexicon) -> frozenset[str]:
    said = {phrase for number in found for phrase in lexicon.said_by[number]}
    if not said:
        return _NOTHING
    ids = set(found)
    weights: dict[str, float] = {}
    for index in said:
        kind, weight, with_, unless = lexicon.phrases[index]
        if ids.isdisjoint(unless) and not (with_ and ids.isdisjoint(with_)):
            weights[kind] = weights.get(kind, 0.0) + weight
    return frozenset(kind for kind, weight in weights.items() if weight >= ENOUGH)
