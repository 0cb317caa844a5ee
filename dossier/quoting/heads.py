"""The head of a quoted or forwarded message: Outlook's fields, Notes' name and date, `-----Original Message-----`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.quoting.lines import RULE
from dossier.quoting.marks import BEGIN, FIELDS, ORIGINAL, ORIGINAL_BY

_LONGEST_NAME = 26
"""Characters of the longest field name, its decoration included."""
_LONGEST_HEAD = 40
"""Lines that are searched for the fields of one head: a long list of recipients fits in."""
_NOTES_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? (?:at )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?\s*$", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.：h时時]\d{2}")


def field(line: str) -> str:
    """Return which field of a head a line is (`from`, `date`, `to`, `cc`, `subject`, `other`), or an empty word."""
    colon = line.find("：", 0, _LONGEST_NAME)
    if colon < 0:
        colon = line.find("|", 1, _LONGEST_NAME) if line[0] == "|" else line.find(":", 0, _LONGEST_NAME)
        if colon < 0:
            return ""
    name = line[:colon].strip(" \t\u3000\u00a0>*_|").lower()
    return FIELDS.get(name) or FIELDS.get("".join(name.split()), "")


def separator(line: str) -> str:
    """Return `original` for a line such as `-----Original Message-----`, `rule` for a drawn line, or an empty word."""
    core = line.strip(RULE + "<>[]【】").lower().replace("\u0307", "")  # the dot that lowering a Turkish İ leaves
    if not core:
        return "rule"
    if len(line) > 160:
        return ""
    dashes = len(line) - len(core)
    if dashes >= 4 and (core in ORIGINAL or core.startswith(ORIGINAL_BY)):
        return "original"
    return "original" if core.rstrip(":： ") in BEGIN else ""


def head(lines: Sequence[str], start: int, *, announced: bool = False) -> int | None:
    """Return the line after the head that begins in line `start`, or None if none does.

    `announced` says that a separator stands above: fewer fields suffice then.
    """
    seen: dict[str, str] = {}
    after = blanks = 0
    for index in range(start, min(start + _LONGEST_HEAD, len(lines))):
        line = lines[index]
        name = field(line) if line else ""
        if name in seen and name not in ("to", "cc", "other"):
            break
        if name:
            seen[name] = line
        elif not line:
            blanks += 1
            if blanks > 2 or _is_complete(seen):
                break
            continue
        elif blanks or not _wraps(lines, index):
            break
        after, blanks = index + 1, 0
    return after if _is_head(seen, announced=announced) else None


def _wraps(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line goes on with the field above: a list of recipients, an address or a subject folded."""
    line, above = lines[index], lines[index - 1]
    if above[-1:] in ",;<，；、" or line[0] in " \t<" or "@" in line or ";" in line:
        return True
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return below != "" and field(below) != ""


def _is_complete(seen: dict[str, str]) -> bool:
    return "from" in seen and "subject" in seen and ("to" in seen or "date" in seen)


def _is_head(seen: dict[str, str], *, announced: bool) -> bool:
    """Tell whether these fields make a head: a travel plan has From, To and Date as well, but no address."""
    if len(seen) < 2:
        return False
    if announced:
        return "from" in seen or "date" in seen
    if "from" in seen and "subject" in seen:
        return len(seen) >= 3 or "@" in seen["from"]
    addressed = "@" in seen.get("from", "") + seen.get("to", "")
    timed = _TIME.search(seen.get("date", "").partition(":")[2]) is not None
    if "date" in seen and addressed:
        return timed or len(seen) >= 3
    return "from" in seen and "@" in seen["from"] and "to" in seen


def notes_head(lines: Sequence[str], to_line: int) -> int | None:
    """Return where the Notes head begins whose `To:` is line `to_line`: a name and a date stand above it."""
    dated = next((index for index in range(to_line - 1, max(-1, to_line - 4), -1) if lines[index]), None)
    if dated is None or len(lines[dated]) > 160 or not _NOTES_DATE.search(lines[dated]):
        return None
    if not any(
        lines[index] and field(lines[index]) in ("subject", "cc")
        for index in range(to_line + 1, min(to_line + _LONGEST_HEAD, len(lines)))
    ):
        return None
    if _NOTES_DATE.match(lines[dated].strip()) and dated and _is_name(lines[dated - 1]):
        return dated - 1
    return dated


def letterhead(lines: Sequence[str], first: int) -> int:
    """Return where a head begins, with the indented line of the sender's company that Notes puts above `From:`."""
    if lines[first][0] not in " \t" or not _NOTES_DATE.search(lines[first]):
        return first
    above = first
    while above > 0 and (not lines[above - 1] or lines[above - 1][0] in " \t"):
        above -= 1
    return above


def _is_name(line: str) -> bool:
    return 0 < len(line) <= 80 and line[-1] not in ".?!:,"
