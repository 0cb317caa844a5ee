"""What machines and lawyers put below a text: devices, lists, scanners, disclaimers; and gateways above it."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.quoting.lines import is_rule
from dossier.quoting.marks import (
    BANNER,
    DEVICE,
    DEVICE_NAMES,
    DEVICE_SURE,
    LEGAL,
    LEGAL_TITLE,
    LEGAL_WEAK,
    LIST,
    LIST_BELOW_RULE,
)
from dossier.quoting.particulars import is_name

_PARAGRAPHS = 14
_LOOKED_AT = 1_500
"""Characters of a paragraph that are searched for legal wording."""
_LIST_LINES = 12
_LONGEST_LINE = 200
"""A line this long that does not speak of a list is somebody's text."""


def device_footer(lines: Sequence[str], end: int) -> int:
    """Peel a last line such as `Sent from my phone`, `发自我的手机`, and a full name directly above it."""
    if end == 0 or not is_device(lines[end - 1]):
        return end
    above = end - 2
    signed = above > 0 and not lines[above - 1] and " " in lines[above] and is_name(lines[above])
    return above if signed else end - 1


def is_device(line: str) -> bool:
    """Tell whether a line is what a device or an app adds: it names itself in a few words."""
    line = line.strip(" \t\u3000\u00a0*_[]（）()-–—")
    low = line[:24].lower()
    sure = low.startswith(DEVICE_SURE)
    if len(line) > 200 or not (sure or low.startswith(DEVICE)):
        return False
    spoken = line.partition("<")[0].partition("http")[0].rstrip(" .!(")
    if len(spoken.split()) > 12 or any(mark in spoken for mark in ",，。？?;；："):
        return False
    if sure:
        return len(spoken) <= 80
    if spoken[0] > "\u2e80":
        return len(spoken) <= 30 and any(name in spoken.lower() for name in DEVICE_NAMES)
    return " my " in spoken.lower() or any(word != word.lower() for word in spoken.split()[2:])


def list_footer(lines: Sequence[str], end: int) -> int:
    """Peel what a mailing list or a scanner adds: a paragraph that says so, or the lines below a drawn one."""
    start, rule = end, -1
    lowest = max(0, end - _LIST_LINES)
    for index in range(end - 1, lowest - 1, -1):
        if is_rule(lines[index], 8):
            rule = index
        elif LIST.found_in(lines[index].lower()):
            start = index
        elif len(lines[index]) > _LONGEST_LINE:
            break
    if rule < 0 or (start < end and rule > start):
        return start
    if start < end:
        return rule
    below = list(filter(None, lines[rule + 1 : end]))
    text = "\n".join(below).lower()[:_LOOKED_AT]
    return rule if len(below) <= 6 and LIST_BELOW_RULE.found_in(text) else start


def board_footer(lines: Sequence[str], end: int) -> int:
    """Peel the last line of a bulletin board's post (`※ 来源: …`)."""
    return end - 1 if end > 0 and lines[end - 1].lstrip().startswith("※") else end


def legal_footer(lines: Sequence[str], end: int) -> int:
    """Peel paragraphs of law, whatever short lines stand between and below them."""
    start, legal, other = end, 0, 0
    after = end
    for _ in range(_PARAGRAPHS):
        first, after = _paragraph(lines, after)
        if first == after:
            break
        length = sum(len(line) for line in lines[first:after])
        if _is_legal(lines[first:after]):
            legal += length
            start = first if other <= legal else start
        else:
            other += length
            if other > 2_000:
                break
        after = first
    while 0 < start < end and (title := _title_above(lines, start)) < start:
        start = title
    return start


def banner_end(lines: Sequence[str]) -> int:
    """Return the line after a gateway's warning at the top, 0 if there is none."""
    first, after = 0, 0
    while after < min(len(lines), 8) and (lines[after] or after == first):
        after += 1
        first += not lines[after - 1]
    text = " ".join(lines[first:after])[:600].lower()
    return after if len(text) < 500 and BANNER.found_in(text) else 0


def _paragraph(lines: Sequence[str], end: int) -> tuple[int, int]:
    """Return the bounds of the last paragraph of `lines[:end]`."""
    while end > 0 and not lines[end - 1]:
        end -= 1
    first = end
    while first > 0 and lines[first - 1] and end - first < 60:
        first -= 1
    return first, end


def _is_legal(paragraph: Sequence[str]) -> bool:
    """Tell whether a paragraph is a disclaimer: it is long enough for one and says so."""
    text = " ".join(paragraph)[:_LOOKED_AT].lower()
    if len(text) < (40 if text.isascii() else 15):
        return False
    return LEGAL.found_in(text) or LEGAL_WEAK.count_in(text) >= 3


def _title_above(lines: Sequence[str], start: int) -> int:
    """Return where the title or the drawn line above a disclaimer begins, or `start`."""
    index = start - 1
    while index >= 0 and not lines[index]:
        index -= 1
    if index < 0:
        return start
    line = lines[index].strip(" \t*:：-_").lower()
    return index if is_rule(lines[index]) or line in LEGAL_TITLE else start
