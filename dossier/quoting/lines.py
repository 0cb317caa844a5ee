"""Text to lines and back: one kind of newline, nothing invisible, nothing trailing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_INVISIBLE = re.compile("[\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NEWLINE = re.compile("[\u0085\u2028\u2029]")
_UNUSUAL = re.compile("[\u0085\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_UNTIED = re.compile("<div>-{4,12} ?[^<>\n]{1,60}-{4,12} ?</div>[^\n]{0,1000}")
"""A separator and the head below it as some telephones put them into plain text, tags and all."""
RULE = "-_=*—–─━═~·.#+ \t"
"""What a drawn line is made of."""


def to_lines(text: str) -> list[str]:
    """Return the lines of a text without zero-width characters and trailing space."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and _UNUSUAL.search(text):
        text = _NEWLINE.sub("\n", _INVISIBLE.sub("", text))
    if "<div>-" in text:
        text = _UNTIED.sub(_untied, text)
    return [line.rstrip() for line in text.split("\n")]


def _untied(found: re.Match[str]) -> str:
    return found.group().replace("<div>", "\n").replace("</div>", "")


def to_text(lines: Sequence[str]) -> str:
    """Return lines as a text without outer blank lines; the first line keeps its indentation."""
    first, end = trim(lines, 0, len(lines))
    return "\n".join(lines[first:end])


def to_paragraphs(parts: Iterable[Sequence[str]]) -> str:
    """Return several runs of lines as one text, a blank line between any two."""
    return "\n\n".join(filter(None, map(to_text, parts)))


def trim(lines: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """Return the bounds without outer blank lines."""
    while first < end and not lines[end - 1]:
        end -= 1
    while first < end and not lines[first]:
        first += 1
    return first, end


def next_filled(lines: Sequence[str], start: int) -> int:
    """Return the index of the first line from `start` on that is not blank, or the number of lines."""
    while start < len(lines) and not lines[start]:
        start += 1
    return start


def is_rule(line: str, least: int = 3) -> bool:
    """Tell whether a line is a drawn one: dashes, underscores, stars."""
    return len(line) >= least and line[-1] in RULE and not line.strip(RULE)
