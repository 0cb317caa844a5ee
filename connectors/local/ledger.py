"""Which messages of an mbox file came before: identical ones are told apart by a number.

Exact for what was read in this pass; for what earlier passes read there is a Bloom filter of about 3 bytes a message,
so that a cursor stays small. Where the filter says "perhaps", the earlier part of the file is read once more.
"""

from __future__ import annotations

import zlib
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

_LEAST = 1 << 10
_MOST = 1 << 22
"""Bytes a filter has at the most."""
_BITS = 16
_HASHES = 6
_MASK = (1 << 32) - 1


class Filter:
    """A set of 64-bit digests that may say yes wrongly, once in a few thousand, but never no wrongly."""

    def __init__(self, bits: bytearray) -> None:
        self._bits = bits

    @classmethod
    def of(cls, digests: Iterable[int], count: int) -> Filter:
        """Return a filter that holds these and has room for about as many more."""
        made = cls(bytearray(min(max(count * _BITS, _LEAST) // 8, _MOST)))
        for digest in digests:
            made.add(digest)
        return made

    def add(self, digest: int) -> None:
        """Put a digest in."""
        for at in self._places(digest):
            self._bits[at >> 3] |= 1 << (at & 7)

    def crowded(self, count: int) -> bool:
        """Tell whether so many digests are more than it was made for."""
        return count * _BITS > len(self._bits) * 8 and len(self._bits) < _MOST

    def __contains__(self, digest: int) -> bool:
        return all(self._bits[at >> 3] & 1 << (at & 7) for at in self._places(digest))

    def _places(self, digest: int) -> Iterator[int]:
        size = len(self._bits) * 8
        low, high = digest & _MASK, (digest >> 32) | 1
        return ((low + turn * high) % size for turn in range(_HASHES))

    def dump(self) -> str:
        """Write it as text."""
        return b64encode(zlib.compress(self._bits, 1)).decode("ascii")

    @classmethod
    def load(cls, text: str) -> Filter:
        """Read what `dump` wrote. Raises ValueError."""
        try:
            unpacker = zlib.decompressobj()
            bits = unpacker.decompress(b64decode(text, validate=True), _MOST)
        except zlib.error as error:
            raise ValueError("no filter") from error
        if len(bits) < _LEAST // 8:
            raise ValueError("too short")
        return cls(bytearray(bits))


class Ledger:
    """Numbers messages by digest. `earlier` lists the digests of what former passes read, if it has to be known."""

    def __init__(self, earlier: Callable[[], Iterable[int]], before: Filter | None = None) -> None:
        self._earlier = earlier
        self._before = before
        self._seen: set[int] = set()
        self._again: Counter[int] = Counter()
        self._kept = array("Q")
        self._repeated: list[str] = []

    def number(self, digest: int, *, kept: bool) -> str:
        """Return the key of the next message; `kept` ones are among the `keys`."""
        if self._before and digest in self._before:
            self._recall()
        turn = 0
        if digest in self._seen:
            turn = self._again[digest] = self._again[digest] + 1
        self._seen.add(digest)
        key = f"{digest:016x}.{turn + 1}" if turn else f"{digest:016x}"
        if kept and turn:
            self._repeated.append(key)
        elif kept:
            self._kept.append(digest)
        return key

    def keys(self) -> Iterator[str]:
        """List the keys of what was kept in this pass."""
        for digest in self._kept:
            yield f"{digest:016x}"
        yield from self._repeated

    def filter(self, count: int) -> Filter:
        """Return the filter for the next pass, when the file holds `count` messages."""
        if self._before and self._before.crowded(count):
            self._recall()
        if self._before is None:
            return Filter.of(self._seen, count + count // 2)
        for digest in self._seen:
            self._before.add(digest)
        return self._before

    def _recall(self) -> None:
        self._before = None
        for digest in self._earlier():
            if digest in self._seen:
                self._again[digest] += 1
            self._seen.add(digest)
