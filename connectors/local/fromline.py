"""The line that begins every message of an mbox file: `From alice@client.example Mon Nov 23 09:30:00 2026`.

RFC 4155 describes the tidy kind. In the wild the address may hold blanks (`tim at vendor.example`), a zone or its
offset may stand on either side of the year (Takeout: `+0000 2026`), and Thunderbird writes `From - ` or nothing.
A sentence of a body may begin with "From " too, so a line counts only if it ends like a date, or if it says nothing
at all and a blank line stands before it; and only if a header field follows, or an empty header between blank lines.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

MARK = b"From "
LONGEST = 1000
"""Bytes of a From_ line, its line feed included."""
_MONTHS = {
    name: number
    for number, name in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), 1
    )
}
_DAYS = frozenset((b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"))
_FIELD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
_LONGEST_FIELD = 80


def separates(line: bytes, following: bytes, *, after_blank: bool) -> bool:
    """Tell whether `line`, followed by the bytes `following`, begins a message."""
    if not line.startswith(MARK):
        return False
    if starts_field(following) or following.startswith((b">From ", MARK)):
        return received(line) is not None or (after_blank and line[5:].strip() in {b"", b"-"})
    return after_blank and following[:1] in (b"", b"\r", b"\n") and received(line) is not None


def starts_field(data: bytes) -> bool:
    """Tell whether a header field begins here: a name, then a colon."""
    name, colon, _ = data[:_LONGEST_FIELD].partition(b":")
    name = name.rstrip(b" \t")
    return bool(colon and name) and _FIELD.issuperset(name)


@lru_cache(4)  # a line is judged, and then asked for its time
def received(line: bytes) -> datetime | None:
    """Return the time a From_ line ends with, UTC if it names no offset, or None."""
    words = line[:LONGEST].split()[-10:]
    for at, word in enumerate(words):
        if word in _MONTHS and at and words[at - 1] in _DAYS:
            return _moment(_MONTHS[word], words[at + 1 :])
    return None


def _moment(month: int, words: list[bytes]) -> datetime | None:
    """Read day, time, year and perhaps an offset, which stand behind the month."""
    offset = timedelta()
    numbers: list[int] = []
    for word in words:
        if word[:1] in (b"+", b"-") and word[1:].isdigit() and len(word) == 5:
            offset = _offset(word)
        elif b":" in word or word.isdigit():
            numbers += [int(part) for part in word.split(b":") if part.isdigit() and len(part) <= 4]
    if not 4 <= len(numbers) <= 5:
        return None
    day, hour, minute, *second, year = numbers
    try:
        moment = datetime(year, month, day, hour, minute, min(second[0], 59) if second else 0, tzinfo=timezone(offset))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(word: bytes) -> timedelta:
    minutes = int(word[1:3]) * 60 + int(word[3:5])
    return timedelta(minutes=-minutes if word[:1] == b"-" else minutes)
