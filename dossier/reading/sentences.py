"""Cutting new text into sentences, by hand and in one pass: no pattern, no backtracking, every span kept.

A sentence ends at 。！？!? and at a full stop that is none of an abbreviation, a number or a name; at a blank line;
and at a line's end where the line is no wrapped prose: it is short, or the next line starts a list item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SCANNED = 65_536
"""Characters of a text that are read at all."""
LONGEST = 400
"""Characters a sentence is read as one; longer runs without punctuation are cut at a comma or space."""
WRAPPED = 45
"""Columns from which a line without final punctuation is taken to be wrapped."""
WRAPPED_HAN = 60
"""The same for a line with Han characters, which have two columns."""

_ENDS = re.compile("[。！？!?.；…]+[\"'”’）)\\]】」』》]*")
_BULLETS = frozenset("-*•·●■◆○▪–—>#+、")
_EDGES = " \t\r\n\u3000\u00a0" + "".join(sorted(_BULLETS))
_ABBREVIATIONS = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "etc", "inc", "ltd", "co", "corp", "dept", "approx"),
        *("e.g", "i.e", "a.m", "p.m", "cf", "fig", "ext", "tel", "jan", "feb", "mar", "apr", "jun", "jul", "aug"),
        *("sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jr", "sr", "p", "pp"),
    }
)


class Span(NamedTuple):
    """Where a sentence stands: `text[start:end]`, white space and bullets at its sides left out."""

    start: int
    end: int


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in order. Quoted lines (`>`) are skipped."""
    for start, end in _paragraphs(text, min(len(text), SCANNED)):
        begun = start
        for mark in _ENDS.finditer(text, start, end):
            at, after = mark.span()
            if after == at + 1 and text[at] == "." and not _full_stop(text, at, end):
                continue
            if after > begun:
                yield from _pieces(text, begun, after)
            begun = after
        if begun < end:
            yield from _pieces(text, begun, end)


def _paragraphs(text: str, length: int) -> Iterator[tuple[int, int]]:
    """Join wrapped lines: yield stretches that may hold several sentences but never share one."""
    start = at = 0
    while at < length:
        newline = text.find("\n", at, length)
        end = length if newline < 0 else newline
        following = end + 1
        if text.startswith((">", "|"), at):
            if start < at:
                yield start, at
            start = following
        elif not _goes_on(text, at, end, length):
            yield start, end
            start = following
        elif text.startswith(("\n", "\r\n"), following):
            following = text.find("\n", following) + 1
        at = following
    if start < length:
        yield start, length


def _goes_on(text: str, start: int, end: int, length: int) -> bool:
    """Whether the line `start:end` was only wrapped: its sentence goes on in the next one."""
    if end >= length:
        return False
    line = text[start:end].rstrip()
    head = text[end + 1 : end + 7].lstrip(" \t\r")
    if head[:1] == "\n" and line[-1:].isalnum() and head[1:2].islower() and head.isascii():
        return True  # every other line is empty: how some programs turn paragraphs into lines
    if not line or not head or head[0] == "\n" or head[0] in _BULLETS or _numbered(head):
        return False
    if head[0].islower() and line[-1].isascii():
        return line[-1] != ":" and not _greets(line)
    return len(line) >= WRAPPED if line.isascii() else _columns(line) >= WRAPPED_HAN


def _greets(line: str) -> bool:
    return line[-1] == "," and len(line) < 30


def _columns(line: str) -> int:
    return len(line) + sum(character > "\u2e7f" for character in line[:WRAPPED_HAN])


def _numbered(head: str) -> bool:
    digits = len(head) - len(head.lstrip("0123456789"))
    return (0 < digits < 3 and head[digits : digits + 1] in tuple(".)、．）")) or (
        head[:1] in "一二三四五(（" and head[1:2] in tuple("、，)）.")
    )


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Trim a sentence; cut one that is too long."""
    found = []
    while end - start > LONGEST:
        cut = _break(text, start, start + LONGEST)
        found += _trimmed(text, start, cut)
        start = cut
    return found + _trimmed(text, start, end) if found else _trimmed(text, start, end)


def _full_stop(text: str, at: int, end: int) -> bool:
    """Whether the `.` here ends a sentence: white space or nothing behind it, no abbreviation before it."""
    if at + 1 < end and text[at + 1] not in " \t\r\n\"')]”’.\u3000" and text[at + 1] < "\u2e80":
        return False
    word = text[max(0, at - 8) : at]
    word = word[max(word.rfind(" "), word.rfind("\n"), word.rfind("(")) + 1 :].lower()
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return False
    return not (word.isdigit() and len(word) < 3 and at - len(word) - 1 <= 0)


def _break(text: str, start: int, end: int) -> int:
    for mark in "，,；;、 \n":
        found = text.rfind(mark, start + LONGEST // 2, end)
        if found > 0:
            return found + 1
    return end


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    piece = text[start:end]
    begins = start + len(piece) - len(piece.lstrip(_EDGES))
    ends = end - len(piece) + len(piece.rstrip())
    return [Span(begins, ends)] if begins < ends else []
