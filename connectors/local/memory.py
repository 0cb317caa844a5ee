"""The cursor of a scope that is made of directories: a sketch of each, and when each was last seen to change."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field

from connectors.base import CursorExpired
from connectors.local.sketch import BUCKETS, Sketch
from connectors.local.stamps import Stamps

_VERSION = 1


class Known:
    """What has been handed out of one shelf, and its directories' stamps at that time.

    The sketch is unpacked when it is asked for: of most shelves it never is.
    """

    __slots__ = ("_packed", "_sketch", "_text", "count", "stamps", "turns")

    def __init__(self, sketch: Sketch | str, stamps: Stamps = (), count: int = 0) -> None:
        self._sketch = None if isinstance(sketch, str) else sketch
        self._packed = sketch if isinstance(sketch, str) else ""
        self.stamps = stamps
        self.count = count
        self.turns = int(self._sketch is not None)
        """How often this has become another."""
        self._text = ""

    @property
    def sketch(self) -> Sketch:
        """What has been handed out. Raises CursorExpired where the cursor is broken."""
        if self._sketch is None:
            try:
                self._sketch = Sketch.load(self._packed)
            except ValueError as error:
                raise CursorExpired("local-cursor") from error
        return self._sketch

    def hand_out(self, bucket: int, total: int) -> None:
        """Remember that all files of a bucket have been handed out, whose marks have this sum."""
        self.sketch.sums[bucket] = total
        self._touch()

    def widen(self, sketch: Sketch) -> None:
        """Remember the same in more buckets."""
        self._sketch = sketch
        self._touch()

    def finish(self, stamps: Stamps, count: int) -> None:
        """Remember that the whole shelf has been looked through."""
        if (stamps, count) != (self.stamps, self.count):
            self.stamps, self.count = stamps, count
            self._touch()

    def dump(self) -> str:
        """Write it as JSON; kept, because a cursor is written with every page."""
        if not self._text:
            packed = self._sketch.dump() if self._sketch else self._packed
            self._text = json.dumps([self.stamps, self.count, packed], separators=(",", ":"))
        return self._text

    def _touch(self) -> None:
        self.turns += 1
        self._text = ""


@dataclass(slots=True)
class Memory:
    """All shelves of a scope, and what is still owed to whoever stores the pages."""

    shelves: dict[str, Known] = field(default_factory=dict)
    owed: bool = True
    """A listing of all keys has to follow: something is gone, or this is a full listing."""
    looked: int = 0
    """When every shelf was looked through, whatever its stamps (seconds since 1970)."""
    emptied: int = 0
    """When everything was first found to be gone; 0: it is not."""

    @property
    def count(self) -> int:
        """How many files were there."""
        return sum(known.count for known in self.shelves.values())

    @property
    def room(self) -> int:
        """How many buckets one more shelf may have, so that all together stay small."""
        return BUCKETS // max(1, len(self.shelves))

    @property
    def state(self) -> tuple[int, ...]:
        """Another value whenever the cursor would be another."""
        turns = sum(known.turns for known in self.shelves.values())
        return self.owed, self.looked, self.emptied, len(self.shelves), turns

    def below(self) -> dict[str, list[str]]:
        """Return each shelf's name with the names directly below it."""
        children = defaultdict(list)
        for name in self.shelves:
            if name:
                children[name.rpartition("/")[0]].append(name)
        return children

    def dump(self) -> str:
        """Write the cursor."""
        shelves = ",".join(f"{json.dumps(name)}:{known.dump()}" for name, known in self.shelves.items())
        return f"[{_VERSION},{json.dumps(self.owed)},{self.looked},{self.emptied},{{{shelves}}}]"

    @classmethod
    def load(cls, cursor: str) -> Memory:
        """Read a cursor. Raises CursorExpired when it is not one of these."""
        try:
            version, owed, looked, emptied, shelves = json.loads(cursor)
            known = {name: _known(*row) for name, row in shelves.items()}
            memory = cls(known, bool(owed), int(looked), int(emptied))
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise CursorExpired("local-cursor") from error
        if version != _VERSION:
            raise CursorExpired("local-cursor")
        return memory


def _known(stamps: list[list[int]], count: int, sketch: str) -> Known:
    return Known(str(sketch), tuple((int(inode), int(at)) for inode, at in stamps), int(count))
