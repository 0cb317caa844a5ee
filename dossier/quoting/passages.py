"""Which lines of a mail are somebody else's: one pass from top to bottom.

Lines with a quotation mark are quoted one by one, so answers between them stay the sender's. An introduction or
a head above *unmarked* text makes everything below it quoted: no client says where such a quotation ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dossier.quoting import heads
from dossier.quoting.introductions import INTRODUCTION_ENDS, introduction, is_quoted, may_end
from dossier.quoting.lines import is_rule, next_filled
from dossier.quoting.marks import ORIGINAL, VERBS

_DRAWN = frozenset("-_=*—–─━═~<[|")
_INDENTS = frozenset(" \t")
_MARKS = frozenset(">＞:")
_ENDS = (*INTRODUCTION_ENDS, "-")
_FIRST_FIELDS = frozenset({"from", "date", "subject", "other"})
_WRAP = 66
"""A quoted line of this length may have been broken by a server, its last words left without a mark."""


@dataclass(slots=True)
class Passages:
    """The lines of a mail: 1 in `quoted` for somebody else's; `shared` tells from which column on a line is."""

    lines: Sequence[str]
    quoted: bytearray
    shared: dict[int, int] = field(default_factory=dict)
    marked: bool = False
    """Whether any line is quoted."""


class _Opening(NamedTuple):
    """An introduction or a head: its first line, the line after it, and the column where it begins."""

    first: int
    after: int
    column: int = 0


def find_passages(lines: Sequence[str]) -> Passages:
    """Return which lines are quoted. The loop sees every line of every mail: a plain one costs it five looks."""
    found = Passages(lines, bytearray(len(lines)))
    quoted = found.quoted
    resume = 0
    for index, line in enumerate(lines):
        if not line or index < resume:
            continue
        first = line[0]
        if first in _INDENTS:
            first = line.lstrip(" \t")[0]
        if first in _MARKS and ((first == ">" and line[-1] != "<" and quoted[index - 1]) or _is_marked(found, index)):
            quoted[index] = found.marked = True
        elif first in _DRAWN or line.endswith(_ENDS) or ((":" in line or "：" in line) and heads.field(line)):
            opening = _opening(lines, index, first)
            resume = _quote(found, opening) if opening else 0
        elif found.marked and quoted[index - 1] and _is_wrapped(lines, index):
            quoted[index] = True
    return found


def _is_wrapped(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line is the rest of the quoted line above, broken off on the way without a mark."""
    if index == 0:
        return False
    above, line = lines[index - 1], lines[index]
    goes_on = above[-1] not in ".?!。？！:" and line[0].islower() and len(line) <= _WRAP
    return goes_on and len(above) >= _WRAP and is_quoted(lines, index + 1)


def _mark(found: Passages, first: int, after: int) -> None:
    found.quoted[first:after] = b"\1" * (after - first)
    found.marked = True


def _quote(found: Passages, opening: _Opening) -> int:
    """Mark an opening and, where what follows has no marks of its own, everything below; return where to go on."""
    below = next_filled(found.lines, opening.after)
    after = opening.after if is_quoted(found.lines, below) else len(found.lines)
    first = opening.first
    if opening.column:
        found.shared[first] = opening.column
    else:
        first = _climb(found, first)
    _mark(found, first, after)
    return after


def _climb(found: Passages, first: int) -> int:
    """Return where an opening begins, counting the drawn lines and blank lines above it."""
    while first > 0 and not found.quoted[first - 1]:
        above = found.lines[first - 1]
        if above and not is_rule(above) and above.strip().lower() not in ORIGINAL:
            break
        first -= 1
    return first


def _opening(lines: Sequence[str], index: int, first: str) -> _Opening | None:
    """Return the introduction or head that a line belongs to, or None; `first` is its first visible character."""
    line = lines[index]
    if first in _DRAWN or line[-1] in ":：":
        kind = heads.separator(line)
        if kind == "original":
            below = next_filled(lines, index + 1)
            return _Opening(index, heads.head(lines, below, announced=True) or index + 1)
        if kind == "" and line.endswith("--"):
            begin = introduction(lines, index)
            return _Opening(begin.line, index + 1, begin.column) if begin else None
    if may_end(line):
        begin = introduction(lines, index)
        if begin:
            return _Opening(begin.line, index + 1, begin.column)
    return _head(lines, index)


def _head(lines: Sequence[str], index: int) -> _Opening | None:
    name = heads.field(lines[index])
    if name == "to":
        first = heads.notes_head(lines, index)
        if first is not None:
            return _Opening(first, heads.head(lines, index, announced=True) or index + 1)
    after = heads.head(lines, index) if name in _FIRST_FIELDS else None
    return None if after is None else _Opening(heads.letterhead(lines, index), after)


def _is_marked(found: Passages, index: int) -> bool:
    """Tell whether a line carries a quotation mark that is one, and not the end of a link or a broken line."""
    line = found.lines[index].lstrip(" \t")
    if line[0] == ":":
        return line[1:2] in ("", " ")
    if line[0] not in ">＞" or line.endswith("<<<"):
        return False
    if index == 0 or found.quoted[index - 1]:
        return True
    above = found.lines[index - 1]
    if line.startswith(">From "):
        return is_quoted(found.lines, index + 1)
    link = above.rfind("<")
    if link > above.rfind(">") and ("@" in above[link:] or "http" in above[link:]):
        return False
    return not (line[-1] in ":：" and VERBS.fullmatch(line[1:-1].strip().lower()))
