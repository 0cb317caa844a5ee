"""Where the messages of an mbox file begin and end, found in one forward read of bounded memory.

A message ends where the next From_ line begins (fromline.py). A Content-Length that leads exactly to one, or to the
end of the file, is believed: bodies of mboxcl2 are not quoted. One that leads elsewhere is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO, FileIO
from itertools import islice
from typing import NamedTuple

from connectors.local.fromline import LONGEST, MARK, separates

_CHUNK = 1 << 20
_BACK = 1 << 12
"""Bytes kept from before the place looked at."""
_AHEAD = LONGEST + 100
"""Bytes needed to judge a From_ line: the line, and the field behind it."""
HEADERS = 1 << 16
"""Bytes of a header in which Content-Length and labels are looked for."""
_LENGTH = b"\ncontent-length:"


class Span(NamedTuple):
    """One message: where its From_ line begins, where its header begins, and where the next message begins."""

    start: int
    head: int
    end: int


class Window:
    """A file seen through a buffer of a megabyte that moves forward."""

    def __init__(self, file: FileIO | BytesIO) -> None:
        self._file = file
        self._base = 0
        self._data = b""
        self._last = False

    def get(self, at: int, size: int) -> bytes:
        """Return up to `size` bytes from an offset; fewer only at the end of the file."""
        inside = self._base <= at and (at + size <= self._base + len(self._data) or self._last)
        if not inside:
            self._load(at, size)
        return self._data[at - self._base : at - self._base + size]

    def find(self, wanted: bytes, at: int, end: int) -> int:
        """Return the offset of the first `wanted` that begins in `at … end`, or `end`."""
        while at < end:
            if not self._base <= at < self._base + len(self._data) - len(wanted):
                self._load(at, _CHUNK)
            found = self._data.find(wanted, at - self._base)
            if found >= 0:
                return min(self._base + found, end)
            if self._last:
                return end
            at = self._base + len(self._data) - len(wanted)
        return end

    def _load(self, at: int, size: int) -> None:
        self._base = max(0, at - _BACK)
        wanted = at - self._base + max(size, _CHUNK)
        self._file.seek(self._base)
        self._data = self._file.read(wanted) or b""
        while len(self._data) < wanted and (more := self._file.read(wanted - len(self._data))):
            self._data += more
        self._last = len(self._data) < wanted


def spans(window: Window, start: int, end: int) -> Iterator[Span]:
    """Yield the messages between two offsets; what stands before the first From_ line belongs to none."""
    here = skip_blank(window, start)
    if not begins(window, here):
        here = _next(window, here, end)
    while here < end:
        head = here + window.get(here, LONGEST).find(b"\n") + 1
        there = _by_length(window, head, end) or _next(window, head - 1, end)
        yield Span(here, head, there)
        here = there


def begins(window: Window, at: int) -> bool:
    """Tell whether a message begins at this offset, which follows a blank line or begins the file."""
    return _judge(window, at, after_blank=True)


def skip_blank(window: Window, at: int) -> int:
    """Return the offset behind any line ends at `at`."""
    data = window.get(at, 64)
    return at + len(data) - len(data.lstrip(b"\r\n"))


def _judge(window: Window, at: int, *, after_blank: bool) -> bool:
    line, _, following = window.get(at, _AHEAD).partition(b"\n")
    return separates(line, following, after_blank=after_blank)


def _next(window: Window, at: int, end: int) -> int:
    """Return the offset of the first From_ line behind a line end at or behind `at`, or `end`."""
    while (at := window.find(b"\n" + MARK, at, end)) < end:
        blank = window.get(max(0, at - 2), min(at, 2)).endswith((b"\n", b"\n\r"))
        if _judge(window, at + 1, after_blank=blank):
            return min(at + 1, end)
        at += 1
    return end


def _by_length(window: Window, head: int, end: int) -> int:
    """Return where the Content-Length says the message ends, if a message begins or the file ends there, else 0."""
    fields, blank = header(window, head)
    at = (b"\n" + fields.lower()).rfind(_LENGTH)
    if at < 0:
        return 0
    length = fields[at + len(_LENGTH) - 1 :].split(b"\n", 1)[0].strip()
    if not length.isdigit() or len(length) > 15:
        return 0
    there = head + len(fields) + blank + int(length)
    if there < end:
        there = skip_blank(window, there)
    return there if there == end or (there < end and begins(window, there)) else 0


def header(window: Window, head: int) -> tuple[bytes, int]:
    """Return a message's header up to its last line end, and how many bytes the blank line behind it has."""
    size = _BACK
    while True:
        data = window.get(head, size)
        ends = [(at, width) for at, width in ((data.find(b"\n\n"), 1), (data.find(b"\n\r\n"), 2)) if at >= 0]
        if ends:
            at, width = min(ends)
            return data[: at + 1], width
        if len(data) < size or size >= HEADERS:
            return data, 0
        size *= 4


def holds_several(top: bytes) -> bool:
    """Tell whether the beginning of a file shows two messages: then it is an mbox file, not a mail."""
    window = Window(BytesIO(top))
    return len(list(islice(spans(window, 0, len(top)), 2))) > 1
