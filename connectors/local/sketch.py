"""What has been handed out of some directories, in a few bytes: the heart of every directory's cursor.

A sketch spreads files over buckets by key and keeps one 64-bit sum per bucket, of a mark for every file handed out.
A mark is a hash of the key and of what the file system says about the file, so a file that is new, gone, renamed
or replaced changes its bucket's sum. Comparing sums needs no clock, neither ours nor a file server's, so it can not
be fooled by a clock set back, by files copied with their old times, or by two changes within one tick.
"""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

BUCKETS = 4096
"""Buckets of all directories of a scope together, about: 44 KB of cursor."""
_LEAST = 4
_GROWTH = 4
_MASK = (1 << 64) - 1


class File(NamedTuple):
    """A file that holds an item, as the directory listing shows it."""

    key: str
    path: str
    mark: int
    changed: int
    """When its inode changed last, in ns: only ever used to guess which of a few files are new."""
    inode: int
    size: int
    written: int
    """When its content was written last, in ns."""
    trashed: bool = False


def mark(key: str, *facts: int) -> int:
    """Hash a key and what is known of its file into 64 bits.

    The hash of whole numbers is not randomised. Should another Python hash them differently, all is handed out once
    more, and storing is idempotent.
    """
    return hash((crc32(key.encode("utf-8", "surrogateescape")), *facts)) & _MASK


class Sketch:
    """Sums per bucket of the files that were handed out."""

    __slots__ = ("_and", "sums")

    def __init__(self, sums: bytes | array[int]) -> None:
        self.sums = array("Q", sums)
        self._and = len(self.sums) - 1

    def __len__(self) -> int:
        return len(self.sums)

    @classmethod
    def empty(cls, files: int, room: int) -> Sketch:
        """Return a sketch of nothing, wide enough for so many files but not wider than `room` buckets."""
        return cls(bytes(8 * wanted(files, room)))

    def bucket(self, key: str) -> int:
        """Return the number of the bucket that `key` belongs to."""
        return crc32(key.encode("utf-8", "surrogateescape")) & self._and

    def add(self, key: str, mark: int) -> None:
        """Count a file in."""
        at = self.bucket(key)
        self.sums[at] = (self.sums[at] + mark) & _MASK

    def blank(self) -> Sketch:
        """Return a sketch of nothing, with as many buckets."""
        return Sketch(bytes(8 * len(self.sums)))

    def differing(self, other: Sketch) -> list[int]:
        """Return the buckets whose sums are not the same; both sketches have as many buckets."""
        if self.sums == other.sums:
            return []
        return [at for at, (mine, theirs) in enumerate(zip(self.sums, other.sums, strict=True)) if mine != theirs]

    def too_small(self, files: int, room: int) -> bool:
        """Tell whether more buckets would pay."""
        return wanted(files, room) >= len(self.sums) * _GROWTH

    def dump(self) -> str:
        """Write it as text."""
        return b64encode(_little(self.sums).tobytes()).decode("ascii")

    @classmethod
    def load(cls, text: str) -> Sketch:
        """Read what `dump` wrote. Raises ValueError."""
        sums = array("Q")
        sums.frombytes(b64decode(text, validate=True))
        if not sums or len(sums) & (len(sums) - 1):
            raise ValueError("not a power of two")
        return cls(_little(sums))


def wanted(files: int, room: int) -> int:
    """Return how many buckets suit so many files: a power of two, two a file where there is room."""
    width = _LEAST
    while width < 2 * files and 2 * width <= max(room, _LEAST):
        width *= 2
    return width


def news(files: list[File], before: int) -> tuple[list[File], bool]:
    """Return the files of one bucket that its sum `before` does not account for, and whether they explain it all.

    New files are most often those whose inodes changed last, so that is tried first: if the rest adds up to
    `before`, nothing else happened. Otherwise something is gone or replaced, and all files count as new.
    """
    files = sorted(files, key=lambda file: -file.changed)
    rest = sum(file.mark for file in files) & _MASK
    for count, file in enumerate(files):
        if rest == before:
            return files[:count], True
        rest = (rest - file.mark) & _MASK
    return files, before == 0


def _little(sums: array[int]) -> array[int]:
    if sys.byteorder == "big":
        sums = array("Q", sums)
        sums.byteswap()
    return sums


def total(files: Iterable[File]) -> int:
    """Return the sum of the files' marks, as a bucket keeps it."""
    return sum(file.mark for file in files) & _MASK
