"""The line above a quotation: `On …, Ann wrote:`, `在 …，王芳 写道：`, in every client's wording.

It ends in a colon or a verb and names a date or an address; it may be wrapped over several lines. How much of
what stands above belongs to it is found by looking back a few lines for its beginning, so that the cost of a
candidate is bounded however a mail is built.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dossier.quoting.lines import RULE, next_filled
from dossier.quoting.marks import LONGEST_OPENER, OPENERS, QUOTING, VERBS, WEAK_VERBS

_LONGEST = 400
"""Characters that an introduction may have."""
_LINES_BACK = 5
_COLONS = (":", "：", "៖")
_VERBS_WITHOUT_COLON = ("wrote", "写道", "寫道", "쓴 글", "գրել է.")
INTRODUCTION_ENDS = (*_COLONS, *_VERBS_WITHOUT_COLON, ">")
_DATE = re.compile(r"\d{1,4}[^\d\n]{1,10}\d{1,2}(?:\D|$)")
_TIME = re.compile(r"\d{1,2}[:.h時时點点시]\s?\d{2}")
_GLUED = re.compile(r"[\s-]On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? |\d|[A-Z][a-z]{2,8}\.? \d)")
"""An English introduction at the end of somebody's sentence."""


class Introduction(NamedTuple):
    """Where an introduction begins: its line, and the column in that line (0: it has the line to itself)."""

    line: int
    column: int = 0


def may_end(line: str) -> bool:
    """Tell cheaply whether a line may end an introduction: most lines may not."""
    return line.endswith(INTRODUCTION_ENDS) and (line[-1] != ">" or line[0].isdigit())


def introduction(lines: Sequence[str], end: int) -> Introduction | None:
    """Return where the introduction that ends in line `end` begins, or None if that line ends none."""
    quoted_below = is_quoted(lines, next_filled(lines, end + 1))
    found: Introduction | None = None
    joined = ""
    for start in range(end, max(-1, end - _LINES_BACK), -1):
        joined = f"{lines[start]} {joined}"
        if len(joined) > _LONGEST or not (lines[start] or _is_broken(lines, end)):
            break
        words = " ".join(joined.lstrip(RULE + ">").rstrip(RULE).lower().split())
        if not words or not _introduces(words, quoted_below=quoted_below):
            continue
        if _opens(words):
            return Introduction(start)
        if found is None or _continues(lines, found.line):
            found = Introduction(start, _glued_at(lines[start], joined))
    return found


def is_quoted(lines: Sequence[str], index: int) -> bool:
    """Tell whether there is such a line and it begins with a quotation mark."""
    return index < len(lines) and lines[index].lstrip()[:1] in (">", "＞")


def _is_broken(lines: Sequence[str], end: int) -> bool:
    """Tell whether an address set apart by blank lines ends here (`<ann@…> wrote:`, `> wrote:`)."""
    return lines[end].startswith((">", "<"))


def _introduces(words: str, *, quoted_below: bool) -> bool:
    """Tell whether these words, read as one sentence, introduce a quotation."""
    dated = _DATE.search(words) is not None
    addressed = "@" in words
    colon = words.endswith(_COLONS)
    if VERBS.search(words):
        told = dated or addressed or (quoted_below and len(words) < 80)
        return told and (colon or VERBS.search(words[-16:]) is not None)
    if colon and words.startswith(QUOTING):
        return quoted_below or addressed
    if dated and addressed and words.endswith((">:", "):", ">：")):
        return _TIME.search(words) is not None or quoted_below
    if not quoted_below or not dated:
        return False
    return (words[0].isdigit() and words.endswith((">", *_COLONS))) or (colon and WEAK_VERBS.search(words) is not None)


def _opens(words: str) -> bool:
    """Tell whether a sentence begins as an introduction does: `On`, `Am`, `在`, and a digit soon after."""
    head = words.split(" ", LONGEST_OPENER)
    known = words[0] == "在" or any(" ".join(head[:count]).rstrip(",") in OPENERS for count in (1, 2, 3))
    return known and any(character.isdigit() for character in words[:40])


def _continues(lines: Sequence[str], start: int) -> bool:
    """Tell whether what was found so far begins in the middle of an introduction."""
    first = lines[start].lstrip().lower()
    wrapped = start > 0 and lines[start - 1].endswith(("<", "("))
    return wrapped or first.startswith(("<", "(", "于", "於", ">")) or VERBS.match(first) is not None


def _glued_at(line: str, joined: str) -> int:
    """Return the column where an introduction was glued to the end of a sentence in its first line, or 0."""
    column = 0
    for match in _GLUED.finditer(joined):
        column = match.start()
    return len(line[:column].rstrip(RULE)) if column < len(line) else 0
