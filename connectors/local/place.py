"""The cursor of an mbox file: how far it was read, and a proof of what stood before."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass
from hashlib import blake2b
from io import FileIO
from typing import Any

from connectors.base import CursorExpired

_VERSION = 1
_WHOLE = 1 << 20
_EDGE = 1 << 16
_SAMPLE = 1 << 12
_SAMPLES = 64


@dataclass(slots=True)
class Place:
    """Where reading goes on. Offsets are in bytes."""

    offset: int = 0
    begun: int = 0
    """Where the pass began that read up to `offset`."""
    full: bool = True
    """Whether the pass is a full listing."""
    done: bool = False
    """Whether the pass came to its end, and the file with it."""
    proof: str = ""
    stamp: tuple[int, int, int] = (0, 0, 0)
    """Inode, size and time of change (ns) of the file when the pass ended."""
    count: int = 0
    """Messages before `offset`."""
    last: tuple[int, str] = (0, "")
    """Where the last message begins, and its key: it may have been cut short by a mailer still at work."""
    seen: str = ""
    """The digests before `begun`, as a filter (ledger.py)."""
    emptied: int = 0
    """When the file was first found to be empty (seconds since 1970)."""

    def dump(self) -> str:
        """Write the cursor."""
        return json.dumps({"v": _VERSION, **asdict(self)}, separators=(",", ":"))

    @classmethod
    def load(cls, cursor: str) -> Place:
        """Read a cursor. Raises CursorExpired when it is not one of these."""
        try:
            row: dict[str, Any] = json.loads(cursor)
            version = row.pop("v")
            place = cls(**{**row, "stamp": tuple(map(int, row["stamp"])), "last": tuple(row["last"])})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise CursorExpired("local-cursor") from error
        if version != _VERSION or [*map(type, astuple(place))] != [*map(type, astuple(cls()))]:
            raise CursorExpired("local-cursor")
        return place


def proof(file: FileIO, offset: int) -> str:
    """Digest what stands before an offset: all of it up to a megabyte, of more both edges and samples between."""
    digest = blake2b(digest_size=16)
    for at, size in _pieces(offset):
        file.seek(at)
        digest.update(file.read(size) or b"")
    return digest.hexdigest()


def _pieces(offset: int) -> list[tuple[int, int]]:
    if offset <= _WHOLE:
        return [(0, offset)]
    between = [(offset * turn // (_SAMPLES + 1), _SAMPLE) for turn in range(1, _SAMPLES + 1)]
    return [(0, _EDGE), *between, (offset - _EDGE, _EDGE)]
