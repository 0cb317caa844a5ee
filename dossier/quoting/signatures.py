"""Where a signature begins: peeled off from the end of the new text, one layer after the other.

A layer is what follows a `-- ` line, what a device, a list or a lawyer added, the particulars below a closing
phrase, or a block of particulars on its own. Only the last lines are looked at, however long the text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from dossier.quoting.footers import board_footer, device_footer, legal_footer, list_footer
from dossier.quoting.lines import is_rule
from dossier.quoting.marks import FOOTER, LEGAL, LEGAL_WEAK, LIST, LIST_BELOW_RULE, REGARDS, THANKS
from dossier.quoting.particulars import is_date, is_name, look

_Peel = Callable[[Sequence[str], int], int]
_TAIL = 60
"""Lines at the end, and characters of them, that tell whether there may be a footer."""
_TAIL_LENGTH = 4_000
_FOOTERS_WITHIN = 800
"""A footer shows itself within this many characters from the end."""
_LAYERS = 8
_BELOW_DELIMITER = 30
_BELOW_CLOSING = 16
_CARD = 14
_DELIMITERS = frozenset({"--", "—", "––", "—-", "- --", "-- --"})
_STROKES = re.compile(r"--|—|––|__|==|\*\*|~~|──|━━|##")


def signature_start(lines: Sequence[str], end: int) -> int:
    """Return the index where the signature begins in `lines[:end]`; `end` if there is none."""
    start = bottom = _last_filled(lines, end) + 1
    start = _footers_start(lines, start)
    for peel in _SIGNATURES:
        above = peel(lines, start)
        if above < start:
            start = above
            break
    return end if start == bottom else start


def _footers_start(lines: Sequence[str], end: int) -> int:
    """Return where the footers begin, whatever lies on what; `end` if there are none."""
    tail = "\n".join(lines[max(0, end - _TAIL) : end])[-_TAIL_LENGTH:]
    peels = _likely(tail)
    for _ in range(_LAYERS):
        before = end
        for peel in peels:
            end = _last_filled(lines, peel(lines, end)) + 1
        if end == before:
            break
    return end


def _likely(tail: str) -> list[_Peel]:
    """Return the footers that a text may end in; most texts end in none."""
    drawn_lines = _STROKES.search(tail) is not None
    low = tail[-_FOOTERS_WITHIN:].lower()
    worded = FOOTER.search(low.encode("utf-8", "replace")) is not None
    listed = (worded and LIST.found_in(low)) or (drawn_lines and LIST_BELOW_RULE.found_in(low))
    legal = worded and (LEGAL.found_in(low) or LEGAL_WEAK.count_in(low) >= 3)
    peels: list[_Peel] = [delimiter] if drawn_lines else []
    peels += [list_footer] if listed else []
    peels += [device_footer]
    peels += [legal_footer] if legal else []
    peels += [board_footer]
    peels += [drawn] if drawn_lines else []
    return peels


def _last_filled(lines: Sequence[str], end: int) -> int:
    while end > 0 and not lines[end - 1]:
        end -= 1
    return end - 1


def _tail(lines: Sequence[str], end: int, most: int) -> Iterator[int]:
    """Yield the indices of the last filled lines, the last one first."""
    for index in range(end - 1, max(0, end - 4 * most) - 1, -1):
        if lines[index]:
            yield index
            most -= 1
            if most == 0:
                return


def _plain(line: str) -> str:
    """Return a line without blanks and punctuation around it, as closing phrases are listed."""
    return "".join(line.strip(" \t\u3000\u00a0,.!:;*_~-–—，。！：；、～…").lower().split())


def delimiter(lines: Sequence[str], end: int) -> int:
    """Peel what follows a line of two dashes (RFC 3676 §4.3), or one long dash, if that is little."""
    start = end
    for index in _tail(lines, end, _BELOW_DELIMITER):
        line = lines[index]
        if line in _DELIMITERS:
            start = index
    return start


def drawn(lines: Sequence[str], end: int) -> int:
    """Peel a drawn line of any kind with nothing but particulars below it, or a short one above a name."""
    strong = names = strange = 0
    for index in _tail(lines, end, _CARD):
        line = lines[index]
        if is_rule(line):
            alone = index == 0 or not lines[index - 1] or strong >= 2
            signed = names == 1 and strong == 0 and len(line) <= 4
            return index if index > 0 and ((strong and alone) or signed) else end
        seen = look(line)
        strange += not seen.fits
        if not seen.fits and (strange > 1 or strong < 2):
            return end
        names += seen.name
        strong += seen.strength > 0
    return end


def closing(lines: Sequence[str], end: int) -> int:
    """Peel a closing phrase with the name and particulars below it, if any.

    A thank-you stays with the text, and so does everything where only a thank-you would be left of it.
    """
    start = end
    strength = strange = 0
    below: list[int] = []
    for index in _tail(lines, end, _BELOW_CLOSING):
        line = lines[index]
        word = _plain(line) if len(line) <= 60 else ""
        if word in REGARDS or _is_signed_off(line):
            start = index
        elif word in THANKS:
            return min(start, below[-1]) if below and _is_signed(lines, below, index) else start
        elif start < end:
            break
        else:
            seen = look(line)
            strength += seen.strength
            strange += not seen.fits
            if not seen.fits and (strange > 2 or strength < 2):
                break
        below.append(index)
    alone = start < end and _last_filled(lines, start) < 0 and _last_filled(lines, end) == start
    return end if alone else start


def _is_signed_off(line: str) -> bool:
    """Tell whether a line is a closing phrase with the name behind it: `Best regards, Ann`."""
    if len(line) > 60 or ("," not in line and "，" not in line):
        return False
    phrase, _, name = line.replace("，", ",", 1).partition(",")
    return _plain(phrase) in REGARDS and is_name(name)


def _is_signed(lines: Sequence[str], below: Sequence[int], thanks: int) -> bool:
    """Tell whether what stands below a thank-you is a name with particulars, and not another sentence."""
    seen = [look(lines[index]) for index in below]
    if not all(one.fits for one in seen):
        return False
    return len(below) > 1 or (seen[0].name and _last_filled(lines, thanks) >= 0)


def card(lines: Sequence[str], end: int) -> int:
    """Peel a paragraph of particulars on its own: a name, then a title, a telephone number, a site."""
    reached, office, start = 0, False, end
    for index in _tail(lines, end, _CARD):
        seen = look(lines[index])
        if not seen.fits:
            break
        reached += seen.reachable
        office = office or seen.office
        if (reached or office) and (index == 0 or not lines[index - 1]):
            named = is_name(_head(lines[index]))
            if reached >= 2 or (named and (reached + office >= 2 or not _is_word(lines[index]))):
                start = index
    above = _last_filled(lines, start)
    if start == end or above < 0 or lines[above][-1] in ":：":
        return end
    return start


def _is_word(line: str) -> bool:
    """Tell whether a line is a single word of a spaced script: too little for a name on its own."""
    return " " not in line and line.isascii()


def _head(line: str) -> str:
    """Return what stands before the first bar or comma of a line: `Ann Li | Account Director`."""
    for mark in "|｜,，/":
        line = line.partition(mark)[0]
    return line


def dashed_name(lines: Sequence[str], end: int) -> int:
    """Peel a last line such as `-Ann` or `/Ann`."""
    if end < 2:
        return end
    line = lines[end - 1]
    name = line.lstrip("-–—~/ ")
    dashes = line[: len(line) - len(name)].strip()
    if not 1 <= len(dashes) <= 2 or not is_name(name) or (" " in name and not name[0].isupper()):
        return end
    above = lines[_last_filled(lines, end - 1)]
    return end if above[:1] == dashes[0] or (dashes == "/" and "/" in name) else end - 1


def dated(lines: Sequence[str], end: int) -> int:
    """Peel a Chinese letter's end: who writes, then the day."""
    if end < 3 or not is_date(lines[end - 1]):
        return end
    above = _last_filled(lines, end - 1)
    seen = look(lines[above]) if above > 0 else look("")
    return above if seen.fits and (seen.name or seen.strength) else end


_SIGNATURES: tuple[_Peel, ...] = (closing, card, dashed_name, dated)
"""One of these lies below the footers."""
