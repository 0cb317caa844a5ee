"""When directories changed, and how far such a time can be trusted.

A file system's clock ticks: what changes twice within one tick bears the same time. Some keep whole seconds only.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

_TICK = 20_000_000
_COARSE_TICK = 2_000_000_000

Stamps = tuple[tuple[int, int], ...]
"""Inode and time of change (ns) of each of some directories; empty: look again in any case."""


def stamps(directories: Iterable[str]) -> Stamps:
    """Return the directories' stamps. Raises OSError."""
    return tuple((facts.st_ino, facts.st_mtime_ns) for facts in (Path(each).stat() for each in directories))


def settled(stamps: Stamps, now: int) -> Stamps:
    """Return the stamps, with 0 for a time so near to `now` (ns) that another change could still get the same."""
    return tuple((inode, at if now - at > tick(at) else 0) for inode, at in stamps)


def let_settle(changed: int) -> None:
    """Wait until a file that changes once more would bear another time: else that change could go unnoticed."""
    left = tick(changed) - (time.time_ns() - changed)
    if left > 0:
        time.sleep(min(left, tick(changed)) / 1e9)


def tick(at: int) -> int:
    """Return how long (ns) a time may stay the same though something changes, judged by how finely it is kept."""
    return _TICK if at % 1_000_000_000 else _COARSE_TICK
