"""What a calendar file may ask of us, and how a refusal is named (RFC 5545 sets no bounds; calendar bombs use that)."""

from __future__ import annotations

MOST_BYTES = 1024 * 1024
"""Of one event with all its properties."""
MOST_DEPTH = 8
"""Of components inside one another."""
MOST_DATES = 3000
"""RDATE and EXDATE values of one event."""
MOST_OCCURRENCES = 3000
"""Of one event within the window."""
MOST_MEETINGS = 500_000
"""Occurrences of one file within the window."""
MOST_PRODUCT = 10_000
"""Product of the lengths of a rule's BY… lists."""
MOST_STEPS = 2_000_000
"""Days looked at for the rules of one file: some seconds of work."""
MOST_STEPS_EACH = 200_000
"""Days looked at for one rule."""
LONGEST_WINDOW = 400
"""Days."""


class Refusal(Exception):
    """Why one event is not read: a stable word such as `too-frequent`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Budget:
    """What the rules and occurrences of one file may still cost."""

    __slots__ = ("meetings", "steps")

    def __init__(self) -> None:
        self.steps = MOST_STEPS
        self.meetings = MOST_MEETINGS

    def step(self, count: int = 1) -> None:
        """Spend steps of expansion. Raises Refusal."""
        self.steps -= count
        if self.steps < 0:
            raise Refusal("too-much-work")

    def meeting(self) -> None:
        """Spend one occurrence. Raises Refusal."""
        self.meetings -= 1
        if self.meetings < 0:
            raise Refusal("too-many-meetings")
