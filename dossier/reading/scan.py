"""What each sentence of a text says, by the lexicon: kinds and no judgement yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from dossier.reading.clauses import folded, heads
from dossier.reading.finders import Finder
from dossier.reading.lexicon import Lexicon
from dossier.reading.openings import NUMBER
from dossier.reading.output import is_output
from dossier.reading.sentences import sentences

ENOUGH = 0.99
"""Weight from which a sentence is of a kind; a whisker below 1, for sums of tenths."""
MOST_SENTENCES = 1500
MOST_CUTS = 8
SHORT = 40
MOST_TRIES = 60
"""Places of a sentence that phrases are tried at, for each script; a dozen is usual."""
MOST_WORDS = 120
MOST_PARTS = 12
"""Beginnings looked for within one run without a space."""

_WORD = re.compile("[a-z]+(?:'[a-z]+)?|[0-9][0-9.,:/-]*|'[a-z]+|[?%€$]")
_CLOSING = ".,;:!?)\"'"
_STOPS = ",.:;"
_NOTHING: frozenset[str] = frozenset()
_KEPT = frozenset({"boilerplate", "proposal", "withdrawn"})
"""Kinds that stay when polite forms are cut."""
_WANTING = frozenset(
    {"question", "mark", "request", "imperative", "problem", "complaint", "brief", "promise", "handover"}
)
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
    seen: dict[str, Sentence] = {}
    for start, end in sentences(text):
        words = plain[start:end]
        before = seen.get(words)
        if before is None:
            before = seen[words] = _sentence(start, end, words, lexicon)
        found.append(before if before.start == start else before._replace(start=start, end=end))
        if len(found) >= MOST_SENTENCES:
            break
    return found


def kinds_of(sentence: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the kinds a folded sentence is of."""
    return _short(sentence, lexicon) if len(sentence) <= SHORT else _weighed(_ids(sentence, lexicon), lexicon)


@lru_cache(maxsize=4096)
def _short(sentence: str, lexicon: Lexicon) -> frozenset[str]:
    """Read short sentences once: greetings, thanks, names and 收到 come again and again."""
    return _weighed(_ids(sentence, lexicon), lexicon)


def _sentence(start: int, end: int, plain: str, lexicon: Lexicon) -> Sentence:
    plain = " ".join(plain.split())
    kinds = kinds_of(plain, lexicon)
    if kinds and is_output(plain):
        kinds = _NOTHING
    if "boilerplate" in kinds and not kinds.isdisjoint(_WANTING):
        plain = " ".join(lexicon.boilerplate.sub(" ", plain, MOST_CUTS).split())
        kinds = kinds_of(plain, lexicon) | (kinds & _KEPT)
    return Sentence(start, end, plain, kinds)


def _ids(sentence: str, lexicon: Lexicon) -> list[int]:
    """Return the patterns found: each is tried only where it may begin."""
    found: list[int] = []
    spaced, han = lexicon.spaced, lexicon.han
    _by_word(sentence, spaced.by_word, found)
    plain = sentence.isascii()
    if not plain:
        _by_character(sentence, han.by_word, found)
    for tongue in (spaced,) if plain else (spaced, han):
        if tongue.anywhere:
            found += tongue.anywhere.find(sentence)
    for at, first in heads(sentence, lexicon.openers):
        _at_head(sentence, at, spaced.start if first else spaced.clause, found)
        if not plain:
            _at_head(sentence, at, han.start if first else han.clause, found)
    return found


def _by_word(sentence: str, finder: Finder, found: list[int]) -> None:
    openings = finder.openings
    words = sentence.split(" ", MOST_WORDS)
    words.append("")
    at = 0
    for word, following in pairwise(words):
        if word in openings:
            seconds = openings[word]
            if seconds is None or following in seconds or _goes_on_with(following, seconds):
                found += finder.find(sentence[at:])
        elif not (word.isalpha() and word.isascii()):
            for part, place in _parts(word):
                if part in openings and _goes_on_with(following, openings[part]):
                    found += finder.find(sentence[at + place :])
        at += len(word) + 1


def _goes_on_with(following: str, seconds: frozenset[str] | None) -> bool:
    if seconds is None or following in seconds:
        return True
    return not following.isalpha() and following.rstrip(_CLOSING).partition("'")[0] in seconds


def _parts(word: str) -> Iterator[tuple[str, int]]:
    """Yield what may begin a phrase within a word that is not all letters: (i'll, i, 'll), (don't, n't), numbers."""
    bare = word.rstrip(_STOPS)
    if bare.isalpha() and bare.isascii():
        yield bare, 0
        return
    for match in islice(_WORD.finditer(word), MOST_PARTS):
        part, at = match.group(), match.start()
        yield (part, at) if not part[0].isdigit() else (NUMBER, at)
        apostrophe = part.find("'", 1)
        if apostrophe > 0:
            yield part[:apostrophe], at
            if part.endswith("n't"):
                yield "n't", at + apostrophe - 1
            else:
                yield part[apostrophe:], at + apostrophe


def _by_character(sentence: str, finder: Finder, found: list[int]) -> None:
    openings = finder.openings
    tries = 0
    for at, (first, second) in enumerate(zip(sentence, sentence[1:] + " ", strict=True)):
        seconds = openings.get(NUMBER if first.isdigit() else first, _NOTHING)
        if seconds is None or second in seconds:
            found += finder.find(sentence[at:])
            tries += 1
            if tries >= MOST_TRIES:
                return


def _at_head(sentence: str, at: int, finder: Finder, found: list[int]) -> None:
    word = _WORD.match(sentence, at)
    first = word.group() if word else sentence[at : at + 1]
    if finder.any_opening or first in finder.openings or sentence[at : at + 1] in finder.openings:
        found += finder.find(sentence[at:])


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
