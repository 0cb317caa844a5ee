"""The marks of mail clients, read once from `marks.toml` and made ready for look-up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.quoting.lines import RULE, to_text

type_words = dict[str, list[str]]


def _load() -> dict[str, type_words]:
    text = files(__package__).joinpath("marks.toml").read_text("utf-8")
    return tomllib.loads(to_text(text.split("\n")))


def words(terms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words: whole ones in spaced scripts, anywhere in others.

    Plain alternatives without repetition: a search is linear.
    """
    spaced: list[str] = []
    dense: list[str] = []
    for term in sorted(set(terms), key=len, reverse=True):
        (dense if term[0] >= "\u0e00" and not "\u1e00" <= term[0] < "\u2000" else spaced).append(re.escape(term))
    parts = [rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] * bool(spaced) + dense
    return re.compile("|".join(parts))


_MARKS: Final = _load()
_INTRODUCTION = _MARKS["introduction"]
_SEPARATOR = _MARKS["separator"]
_CLOSING = _MARKS["closing"]
_FOOTER = _MARKS["footer"]
_BYLINE = _MARKS["byline"]

VERBS: Final = words(_INTRODUCTION["verbs"])
WEAK_VERBS: Final = words(_INTRODUCTION["weak_verbs"])
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
LIST: Final = tuple(_FOOTER["list"])
LIST_BELOW_RULE: Final = tuple(_FOOTER["list_below_rule"])
LEGAL: Final = tuple(_FOOTER["legal"])
LEGAL_WEAK: Final = tuple(_FOOTER["legal_weak"])
FOOTER_WORDS: Final = re2.compile(
    "(?i)" + "|".join(map(re2.escape, sorted({*LIST, *LIST_BELOW_RULE, *LEGAL, *LEGAL_WEAK})))
)
"""Finds out at once that a text has no footer, as most have none."""
LEGAL_TITLE: Final = frozenset(_FOOTER["legal_title"])
BANNER: Final = tuple(_FOOTER["banner"])
TITLES: Final = words([*_BYLINE["titles"], *_BYLINE["titles_zh"]])
COMPANIES: Final = words([*_BYLINE["companies"], *_BYLINE["companies_zh"]])
LABELS: Final = frozenset("".join(term.split()) for term in _BYLINE["labels"])
COMPANY_FORMS: Final = words(_BYLINE["company_forms"])
CARD_LABELS: Final = {
    "".join(term.split()): kind
    for kind in ("name", "title", "company", "mobile", "phone")
    for term in _BYLINE[f"{kind}_labels"]
}
"""A label → which particular it announces: `name`, `title`, `company`, `mobile`, `phone`."""
SURNAMES: Final = (*_BYLINE["surnames"], *_BYLINE["double_surnames"])
