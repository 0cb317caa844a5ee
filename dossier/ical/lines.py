"""Content lines of an iCalendar file, unfolded and told apart (RFC 5545 section 3.1), at a few microseconds each."""

from __future__ import annotations

import codecs
import quopri
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_TEXT = 2000
"""Characters of a text value that are looked at."""
_PIECE = 1 << 20
_CARETS = {"n": "\n", "^": "^", "'": '"'}


class Line(NamedTuple):
    """A property: its name in capitals, its parameters, its raw value."""

    name: str
    parameters: dict[str, str]
    value: str


def unfolded(data: bytes) -> Iterator[str]:
    """Yield the logical lines of a file, holding a piece of it at a time.

    Folds are undone in bytes, because some writers cut characters in two.
    """
    for piece in _pieces(_as_utf8(data)):
        if b"\r" in piece:
            piece = piece.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")  # noqa: PLW2901
        piece = piece.replace(b"\n ", b"").replace(b"\n\t", b"")  # noqa: PLW2901  (the same piece, tidied)
        try:
            yield from piece.decode().split("\n")
        except UnicodeDecodeError:
            yield from map(decoded, piece.split(b"\n"))


def _pieces(data: bytes) -> Iterator[bytes]:
    """Cut a file between logical lines."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _PIECE)
        while end >= 0 and data[end + 1 : end + 2] in {b" ", b"\t"}:
            end = data.find(b"\n", end + 1)
        end = len(data) if end < 0 else end + 1
        yield data[start:end]
        start = end


def _as_utf8(data: bytes) -> bytes:
    """Drop a byte order mark, and turn UTF-16 into UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(codecs.BOM_UTF8)


def decoded(line: bytes) -> str:
    """Decode one line: UTF-8 even where a character is damaged, else what Chinese systems write, else Western ones."""
    text = line.decode(errors="replace")
    if 4 * text.count("\ufffd") <= sum(sign > "\x7f" for sign in text):
        return text
    try:
        return line.decode("gb18030")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def parse(text: str) -> Line | None:
    """Read one logical line; None where it is no property."""
    quoted = '"' in text
    colon = _value_at(text) if quoted else text.find(":")
    if colon <= 0:
        return None
    head = text[:colon]
    if ";" not in head:
        return Line(_plain(head), _NONE, text[colon + 1 :])
    name, *words = _split_quoted(head) if quoted and '"' in head else head.split(";")
    parameters = {}
    for word in words:
        key, _, said = word.partition("=")
        parameters[key.strip().upper()] = _uncaret(said.strip(' "')) if "^" in said else said.strip(' "')
    return Line(_plain(name), parameters, text[colon + 1 :])


_NONE: dict[str, str] = {}
"""The parameters of the many lines that have none."""


def _plain(name: str) -> str:
    """Return a property's name in capitals, without a group in front (`item1.SUMMARY`)."""
    return name if name.isupper() and "." not in name else name.rpartition(".")[2].strip().upper()


def _value_at(text: str) -> int:
    """Find the colon behind the parameters: the first outside of quotes."""
    place = 0
    while True:
        colon, quote = text.find(":", place), text.find('"', place)
        if colon < 0 or quote < 0 or colon < quote:
            return colon
        closing = text.find('"', quote + 1)
        if closing < 0:
            return colon
        place = closing + 1


def _split_quoted(head: str) -> list[str]:
    """Split at semicolons outside of quotes."""
    parts = head.split('"')
    words = [""]
    for number, part in enumerate(parts):
        if number % 2:
            words[-1] += part
            continue
        first, *rest = part.split(";")
        words[-1] += first
        words += rest
    return words


def _uncaret(value: str) -> str:
    """Undo RFC 6868 in a parameter: ^n, ^^ and ^'."""
    pieces = value.split("^^")
    undone = []
    for piece in pieces:
        for code, sign in _CARETS.items():
            piece = piece.replace(f"^{code}", sign) if code != "^" else piece  # noqa: PLW2901  (a chain of replacements)
        undone.append(piece)
    return "^".join(undone)


def text_of(line: Line) -> str:
    """Return a TEXT value as people read it: escapes undone, on one line, cut at LONGEST_TEXT."""
    value = line.value[:LONGEST_TEXT]
    if line.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = decoded(quopri.decodestring(value.encode()))
    if "\\" in value:
        pieces = value.split("\\\\")
        for sign, plain in (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", ";"), ("\\:", ":"), ('\\"', '"')):
            pieces = [piece.replace(sign, plain) for piece in pieces]
        value = "\\".join(pieces)
    return one_line(value)


def one_line(value: str) -> str:
    """Remove control characters and runs of white space."""
    if not value.isprintable():
        value = "".join(sign if sign.isprintable() else " " for sign in value)
    return " ".join(value.split()) if "  " in value else value.strip()
