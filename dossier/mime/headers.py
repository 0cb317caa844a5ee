"""A header block split into fields: unfolded, bounded, undecoded (RFC 5322 §2.2).

Values are Latin-1 text, one character a byte, so that raw 8-bit headers survive until `words.decode` looks at them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dossier.mime import limits
from dossier.programs import WORDS

_BLANK = re.compile(rb"\n\r*\n")
_KNOWN = frozenset(WORDS["headers"]["usual"])
_JOINED = {"to": ", ", "cc": ", ", "references": " ", "in-reply-to": " "}

Fields = dict[str, str]


class Head(NamedTuple):
    """A header block: its fields by lower-case name, where the body begins, and whether something was cut."""

    fields: Fields
    body: int
    cut: bool


def read(raw: bytes, start: int = 0, end: int | None = None, limit: int = limits.HEADER_BLOCK) -> Head:
    """Read the header block of `raw[start:end]`.

    Of a field that comes twice the first counts; repeated recipients and references are joined. A line that is
    no field is skipped when fields follow it, else it is where the body begins.
    """
    end = len(raw) if end is None else end
    if raw.startswith((b"\n", b"\r\n"), start, end):
        return Head({}, start + (1 if raw[start] == 10 else 2), cut=False)
    blank = _BLANK.search(raw, start, end)
    stop, body = (blank.start(), blank.end()) if blank else (end, end)
    block = raw[start : min(stop, start + limit)]
    fields, stray, long = _fields(_lines(block, cut=stop - start > limit))
    if stray:
        at = block.find(stray.encode("latin-1"))
        body = start + at if at >= 0 else body
    return Head(fields, body, long or stop - start > min(limit, limits.HEADERS))


def begins_like_mail(raw: bytes) -> bool:
    """Tell whether the first line is a header field, or the `From ` line of a mail folder."""
    line = raw[:1000].partition(b"\n")[0]
    name, colon, _ = line.partition(b":")
    return line.startswith((b"From ", b">From ")) or bool(colon and name.strip() and b" " not in name.strip())


def _lines(block: bytes, *, cut: bool) -> list[str]:
    """Return the unfolded lines. A lone carriage return is a blank: some mailers end lines with it and some do not."""
    text = block.decode("latin-1")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", " ")
    lines = text.replace("\n ", " ").replace("\n\t", " ").split("\n")
    if cut and len(lines) > 1 and len(lines[-1]) <= limits.FIELD:
        lines.pop()
    return lines if len(block) <= limits.HEADERS else _affordable(lines)


def _affordable(lines: list[str]) -> list[str]:
    """Return the first lines that, each counted up to `limits.FIELD`, stay below `limits.HEADERS`."""
    left = limits.HEADERS
    for index, line in enumerate(lines):
        left -= min(len(line), limits.FIELD)
        if left < 0:
            return lines[:index]
    return lines


def _fields(lines: list[str]) -> tuple[Fields, str, bool]:
    """Return the fields, the line where the body begins after all (or nothing), and whether a field was cut."""
    fields: Fields = {}
    before: Fields = fields
    stray = ""
    long = False
    for line in lines:
        name, colon, value = line.partition(":")
        if " " in name or not colon:
            name = name.rstrip()
            if " " in name or not colon:
                if not stray and not name.startswith(("From ", ">From ")):
                    stray, before = line[:60].partition("  ")[0], dict(fields)
                continue
        name = name.lower()
        if stray and name in _KNOWN:
            stray = ""
        if len(value) > limits.FIELD:
            value = _cut(name, value)
            long = True
        if name not in fields:
            fields[name] = value.strip()
        elif name in _JOINED:
            fields[name] = _cut(name, fields[name] + _JOINED[name] + value.strip())
    return (before if stray else fields), stray, long


def _cut(name: str, value: str) -> str:
    """Shorten a field without making up a value that nobody wrote: half an address is somebody else's."""
    if len(value) <= limits.FIELD:
        return value
    if name in ("references", "in-reply-to"):
        half = limits.FIELD // 2
        return value[:half].rpartition("<")[0] + value[-half:].partition(">")[2]
    kept = value[: limits.FIELD]
    if name in ("from", "to", "cc", "sender", "reply-to"):
        return kept.rpartition(",")[0]
    return kept
