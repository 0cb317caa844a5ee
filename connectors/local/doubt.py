"""All gone at once: a disk that is not mounted looks just like that, and so does a file that is being rewritten.

It is believed at once only where few items are gone and the directory or file is still the same one; otherwise when
it has stayed so for a while.
"""

from __future__ import annotations

MANY = 50
"""Items above which their being gone is doubted in any case."""
WAIT = 600
"""Seconds."""


def left_to_doubt(items: int, since: int, now: float, *, moved: bool) -> float:
    """Return for how many seconds more it is not believed that all `items` are gone; 0 or less: believe it.

    `since` is when that was first seen (0: now), `moved` whether it is another directory or file than before.
    """
    if items <= MANY and not moved:
        return 0
    return (since or int(now)) + WAIT - now
