r"""How the lexicon writes phrases, and what they become: patterns of google-re2, which match in linear time.

    could you            the words, whatever white space is between them; case never matters
    (could|can) you      one of several
    [please] send        may be left out; so may the letter or bracket before a question mark: questions?
    in # days            a number
    www._                anything up to the next space
    (very )*good         any number of times (`+`: at least once); only behind a round bracket
    {act} me             any word of the list `act` of that language's words file
    confirm-             any word that starts so: confirms, confirmation
    need ~ by            up to four words (in Chinese: up to eight characters) between
    not … yet            anything of the same clause between (`...` will do)
    ^send me             at the start of a sentence or clause, after greetings, names, "please" and "also"
    ^^how is             the same, but only where the sentence itself begins
    asap$                at the sentence's end, before its last punctuation
    \?                    a sign that would mean something above, as itself

English words match as whole words; Chinese has no word borders and matches anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.reading.clauses import HEAD, START

Words = Mapping[str, Sequence[str]]

_END = r"[\s.!?,;:。！？，；：…~～)\"']*$"


class NotationError(ValueError):
    """A phrase of a lexicon cannot be read; the message holds the phrase and what is wrong with it."""


class _Dialect(NamedTuple):
    """What the signs that concern spacing mean in a language."""

    space: str
    gap: str
    clause: str
    border: str
    ending: str


_SPACED = _Dialect(" +", r" +(?:\S+ +){0,4}", r"\b[^,;:!?]*\b", r"\b", r"[a-z'-]*")
_HAN = _Dialect(" ?", r"[^,，。;；!！?？]{0,8}", r"[^,，。;；!！?？]*", "", "-")


def anchor(phrase: str) -> str:
    """Return the marks that must stand before a phrase (clauses.py): none where it may stand anywhere."""
    if phrase.startswith("^^"):
        return START + HEAD
    return HEAD if phrase.startswith("^") else ""


def pattern(phrase: str, language: str, words: Words) -> str:
    """Turn a phrase into a pattern. Where it starts with `^`, the caller anchors it. Raises NotationError."""
    dialect = _HAN if language == "zh" else _SPACED
    bare = phrase.lower().lstrip("^")
    body = _translate(_tidied(bare), dialect, words, phrase)
    try:
        re2.compile(body)
    except re2.error as error:
        raise NotationError(f"{phrase!r} cannot be read: a bracket without its partner?") from error
    return _bordered(bare, body, dialect)


def _tidied(phrase: str) -> str:
    phrase = " ".join(phrase.replace("...", "…").split())
    for sign in "~…":
        phrase = phrase.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return phrase


def _bordered(phrase: str, body: str, dialect: _Dialect) -> str:
    head, tail = phrase.lstrip("([")[:1], phrase.rstrip(")]")[-1:]
    left = dialect.border if head.isalnum() or head == "{" else ""
    right = dialect.border if tail.isalnum() or tail == "}" else ""
    return f"{left}(?:{body}){right}"


def _translate(phrase: str, dialect: _Dialect, words: Words, whole: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(phrase):
        sign = phrase[at]
        if sign in "{[":
            end = phrase.find("}" if sign == "{" else "]", at)
            if end < 0:
                raise NotationError(f"{whole!r}: a {sign} is never closed")
            inner = phrase[at + 1 : end]
            at = end + 1
            if sign == "{":
                out.append(_listed(inner, dialect, words, whole))
            else:
                at += _optional(out, _translate(inner, dialect, words, whole), phrase[at : at + 1], dialect)
        elif sign == "\\":
            out.append(re2.escape(phrase[at + 1 : at + 2]))
            at += 2
        else:
            out.append(sign if sign in "*+" and out and out[-1] == ")" else _sign(sign, dialect))
            at += 1
    return "".join(out)


def _optional(out: list[str], inner: str, follows: str, dialect: _Dialect) -> int:
    """Append `[inner]` with the one space that goes with it; return how many signs behind it were used up."""
    if follows == " ":
        out.append(f"(?:(?:{inner}){dialect.space})?")
        return 1
    if out and out[-1] == dialect.space:
        out[-1] = f"(?:{dialect.space}(?:{inner}))?"
    else:
        out.append(f"(?:{inner})?")
    return 0


def _sign(sign: str, dialect: _Dialect) -> str:
    plain = {
        "(": "(?:",
        ")": ")",
        "|": "|",
        "$": _END,
        "?": "?",
        "#": r"[0-9]+",
        "_": r"\S+",
        " ": dialect.space,
        "~": dialect.gap,
        "…": dialect.clause,
        "-": dialect.ending,
    }
    return plain.get(sign) or str(re2.escape(sign))


def _listed(name: str, dialect: _Dialect, words: Words, whole: str) -> str:
    if name not in words:
        raise NotationError(f"{whole!r}: there is no list {{{name}}}")
    return "(?:" + "|".join(_translate(word, dialect, words, whole) for word in words[name]) + ")"
