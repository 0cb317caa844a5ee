r"""How the lexicon writes phrases, and what they become: patterns of google-re2, which match in linear time.

    could you            the words, whatever white space is between them; case never matters
    (could|can) you      one of several
    [please] send        may be left out; so may the letter or bracket before a question mark: questions?
    in # days            a number
    www._                anything up to the next space
    (very )*good         any number of times (`+`: at least once); only behind a round bracket
    {act} me             any word of the list `act` of that language's words file
    confirm-             any word that starts so: confirms, confirmation; between letters it is a hyphen
    need ~ by            up to four words (in Chinese: up to eight characters) between
    not … yet            anything of the same clause between (`...` will do)
    ^send me             at the start of a sentence or clause, after greetings, names, "please" and "also"
    ^^how is             the same, but only where the sentence itself begins
    asap$                at the sentence's end, before its last punctuation
    \?                   a sign that would mean something above, as itself

English words match as whole words; Chinese has no word borders and matches anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dossier.reading.openings import openings
from dossier.reading.pieces import Any, Choice, Often, Piece, Row, Text

Words = Mapping[str, Sequence[str]]

_END = r"[\s.!?,;:。！？，；：…~～)\"']*$"
_QUANTIFIERS = "?*+"
_PLAIN = re.compile(r"[^ ()\[\]{}|?*+\\~…$#_-]+")
"""Signs that mean nothing but themselves."""


class NotationError(ValueError):
    """A phrase of a lexicon cannot be read; the message holds the phrase and what is wrong with it."""


class Pattern(NamedTuple):
    """A phrase, ready to be looked for."""

    anchor: int
    """Where: 0 anywhere, 1 where a clause begins, 2 where the sentence begins."""
    body: str
    """What: a pattern of google-re2."""
    openings: frozenset[str] | None
    """The two words (in Chinese: characters) it may start with; None where they cannot be listed."""


class _Dialect(NamedTuple):
    """What the signs that concern spacing mean in a language."""

    space: Piece
    gap: Piece
    clause: Piece
    ending: Piece
    border: str


_NUMBER, _RUN, _CLOSE = Any("[0-9]+"), Any(r"\S+"), Any(_END, ends_word=True)
_SPACED = _Dialect(
    Text(" "), Any(r" (?:\S+ ){0,4}", ends_word=True), Any(r"\b[^,;:!?]*\b", ends_word=True), Any("[a-z'-]*"), r"\b"
)
_HAN = _Dialect(
    Often(Text(" "), "?"),
    Any(r"[^,，。;；!！?？]{0,8}", ends_word=True),
    Any(r"[^,，。;；!！?？]*", ends_word=True),
    Text("-"),
    "",
)


def pattern(phrase: str, language: str, words: Words) -> Pattern:
    """Turn a phrase into a pattern. Raises NotationError."""
    dialect = _HAN if language == "zh" else _SPACED
    bare = phrase.lower().lstrip("^")
    anchor = min(2, len(phrase) - len(bare))
    row = _Parser(_tidied(bare), dialect, words, phrase).row()
    body = _bordered(bare, row.regex(), dialect.border)
    return Pattern(anchor, body, openings(row, by_character=language == "zh"))


def _tidied(phrase: str) -> str:
    phrase = " ".join(phrase.replace("...", "…").split()) + phrase[len(phrase.rstrip()) :]
    for sign in "~…":
        phrase = phrase.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return phrase


def _bordered(phrase: str, body: str, border: str) -> str:
    head, tail = phrase.lstrip("([")[:1], phrase.rstrip(")]")[-1:]
    left = border if head.isalnum() or head == "{" else ""
    right = border if tail.isalnum() or tail == "}" else ""
    return f"{left}(?:{body}){right}"


class _Parser:
    """Reads one phrase from left to right."""

    def __init__(self, phrase: str, dialect: _Dialect, words: Words, whole: str) -> None:
        self.phrase = phrase
        self.dialect = dialect
        self.words = words
        self.whole = whole
        self.at = 0

    def row(self, closing: str = "") -> Piece:
        """Read alternatives up to the closing bracket, or to the end."""
        rows: list[list[Piece]] = [[]]
        while self.at < len(self.phrase):
            plain = self._plain()
            if plain:
                rows[-1].append(Text(plain))
                continue
            sign = self.phrase[self.at]
            self.at += 1
            if sign == closing:
                return _chosen(rows)
            if sign == "|" and closing:
                rows.append([])
            elif sign in _QUANTIFIERS and rows[-1]:
                rows[-1][-1] = Often(rows[-1][-1], sign)
            else:
                self._piece(sign, rows[-1])
        if closing:
            raise NotationError(f"{self.whole!r}: {closing} is missing")
        return _chosen(rows)

    def _plain(self) -> str:
        """Read plain signs at once, but for a last one that may be left out or said often."""
        match = _PLAIN.match(self.phrase, self.at)
        plain = match.group() if match else ""
        if self.phrase[self.at + len(plain) : self.at + len(plain) + 1] in tuple(_QUANTIFIERS):
            plain = plain[:-1]
        self.at += len(plain)
        return plain

    def _piece(self, sign: str, row: list[Piece]) -> None:
        if sign == "(":
            row.append(self.row(")"))
        elif sign == "[":
            self._optional(row)
        elif sign == "{":
            row.append(self._listed())
        elif sign == "\\":
            row.append(Text(self.phrase[self.at : self.at + 1]))
            self.at += 1
        elif sign in ")]}":
            raise NotationError(f"{self.whole!r}: {sign} closes nothing")
        else:
            row.append(self._sign(sign))

    def _optional(self, row: list[Piece]) -> None:
        """Read `[inner]` with the one space that goes with it: the one behind, else the one before."""
        inner = self.row("]")
        if self.phrase[self.at : self.at + 1] == " ":
            self.at += 1
            row.append(Often(Row([inner, self.dialect.space]), "?"))
        elif row and row[-1] == self.dialect.space:
            row[-1] = Often(Row([self.dialect.space, inner]), "?")
        else:
            row.append(Often(inner, "?"))

    def _listed(self) -> Piece:
        end = self.phrase.find("}", self.at)
        name = self.phrase[self.at : end]
        self.at = end + 1
        if end < 0 or name not in self.words:
            raise NotationError(f"{self.whole!r}: there is no list {{{name}}}")
        return Choice([_Parser(_tidied(word), self.dialect, self.words, self.whole).row() for word in self.words[name]])

    def _sign(self, sign: str) -> Piece:
        dialect = self.dialect
        if sign == "-" and self.phrase[self.at : self.at + 1].strip(" |)]"):
            return Text(sign)
        meanings = {" ": dialect.space, "~": dialect.gap, "…": dialect.clause, "-": dialect.ending}
        meanings |= {"$": _CLOSE, "#": _NUMBER, "_": _RUN}
        return meanings.get(sign) or Text(sign)


def _chosen(rows: list[list[Piece]]) -> Piece:
    return Row(rows[0]) if len(rows) == 1 else Choice([Row(row) for row in rows])
