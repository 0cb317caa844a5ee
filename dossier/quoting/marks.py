"""The marks of mail clients, read once from `marks.toml` and made ready for look-up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.quoting.lines import RULE, to_text


def _load() -> dict[str, dict[str, list[str]]]:
    text = files(__package__).joinpath("marks.toml").read_text("utf-8")
    return tomllib.loads(to_text(text.split("\n")))


def pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words: whole ones in spaced scripts, anywhere in others.

    Plain alternatives without repetition: a search is linear.
    """
    spaced: list[str] = []
    dense: list[str] = []
    for term in sorted(set(terms), key=len, reverse=True):
        (dense if _is_dense(term) else spaced).append(re.escape(term))
    parts = [rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] * bool(spaced) + dense
    return re.compile("|".join(parts))


class Terms:
    """Terms to look for in a lower-case text; in an ASCII text only those that can be there."""

    __slots__ = ("_all", "_ascii")

    def __init__(self, terms: Iterable[str]) -> None:
        self._all = tuple(terms)
        self._ascii = tuple(term for term in self._all if term.isascii())

    def found_in(self, low: str) -> bool:
        """Tell whether any of the terms is in the text."""
        for term in self._ascii if low.isascii() else self._all:  # noqa: SIM110 (half the time of any())
            if term in low:
                return True
        return False

    def count_in(self, low: str) -> int:
        """Return how many of the terms are in the text."""
        return sum([term in low for term in (self._ascii if low.isascii() else self._all)])


class Words:
    """Words to look for: whole ones in spaced scripts, anywhere in Chinese, Japanese and Korean."""

    __slots__ = ("_dense", "_spaced")

    def __init__(self, terms: Iterable[str]) -> None:
        terms = tuple(terms)
        self._spaced = frozenset(term.strip(".") for term in terms if not _is_dense(term))
        self._dense = tuple(term for term in terms if _is_dense(term))

    def found_in(self, low: str) -> bool:
        """Tell whether any of the words is in a lower-case line."""
        if not self._spaced.isdisjoint(_WORD.findall(low)):
            return True
        return not low.isascii() and any(term in low for term in self._dense)


_WORD = re.compile(r"\w[\w.&/'-]*\w|\w")


def _is_dense(term: str) -> bool:
    """Tell whether a term is of a script without blanks between words."""
    return term[0] >= "\u0e00" and not "\u1e00" <= term[0] < "\u2000"


_MARKS: Final = _load()
_INTRODUCTION = _MARKS["introduction"]
_SEPARATOR = _MARKS["separator"]
_CLOSING = _MARKS["closing"]
_FOOTER = _MARKS["footer"]
_BYLINE = _MARKS["byline"]

VERBS: Final = pattern(_INTRODUCTION["verbs"])
WEAK_VERBS: Final = pattern(_INTRODUCTION["weak_verbs"])
OPENERS: Final = frozenset(_INTRODUCTION["openers"])
LONGEST_OPENER: Final = 3
"""Words of the longest opener."""
QUOTING: Final = tuple(_INTRODUCTION["quoting"])
ORIGINAL: Final = frozenset(term.strip(RULE) for term in _SEPARATOR["original"])
ORIGINAL_BY: Final = tuple(_SEPARATOR["original_by"])
BEGIN: Final = frozenset(_SEPARATOR["begin"])
FIELDS: Final = {"".join(term.split()): name for name, terms in _MARKS["header"].items() for term in terms}
"""A header's field name without blanks → `from`, `date`, `to`, `cc`, `subject`, `other`."""
REGARDS: Final = frozenset("".join(term.split()) for term in _CLOSING["regards"])
THANKS: Final = frozenset("".join(term.split()) for term in _CLOSING["thanks"])
DEVICE: Final = tuple(_FOOTER["device"])
DEVICE_SURE: Final = tuple(_FOOTER["device_sure"])
DEVICE_NAMES: Final = tuple(_FOOTER["device_names"])
LIST: Final = Terms(_FOOTER["list"])
LIST_BELOW_RULE: Final = Terms(_FOOTER["list_below_rule"])
LEGAL: Final = Terms(_FOOTER["legal"])
LEGAL_WEAK: Final = Terms(_FOOTER["legal_weak"])
FOOTER: Final = re2.compile(
    "|".join(map(re2.escape, [*_FOOTER["list"], *_FOOTER["legal"], *_FOOTER["legal_weak"]])).encode()
)
"""Says in one pass over a lower-case text, as UTF-8, that it has no footer, as most have none."""
LEGAL_TITLE: Final = frozenset(_FOOTER["legal_title"])
BANNER: Final = Terms(_FOOTER["banner"])
TITLES: Final = Words([*_BYLINE["titles"], *_BYLINE["titles_zh"]])
COMPANIES: Final = Words([*_BYLINE["companies"], *_BYLINE["companies_zh"]])
LABELS: Final = frozenset("".join(term.split()) for term in _BYLINE["labels"])
COMPANY_FORMS: Final = Words(_BYLINE["company_forms"])
CARD_LABELS: Final = {
    "".join(term.split()): kind
    for kind in ("name", "title", "company", "mobile", "phone")
    for term in _BYLINE[f"{kind}_labels"]
}
"""A label → which particular it announces: `name`, `title`, `company`, `mobile`, `phone`."""
SURNAMES: Final = (*_BYLINE["surnames"], *_BYLINE["double_surnames"])
