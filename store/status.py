"""How much of what there is, and how fresh."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.base import Scope
from store.rows import CopyClass, Quarantined, ScopeStatus
from store.session import Session
from store.times import moment, moment_or_none


class StatusReading(Session):
    """What `status`, `try` and `doctor` ask."""

    def scopes(self) -> list[ScopeStatus]:
        """Return every scope with its state and the number of its copies, without trash."""
        present: dict[int, int] = dict(self.rows("present_copies"))
        return [
            ScopeStatus(Scope(mailbox, name, kind), cursor, moment_or_none(fresh), state, error, present.get(number, 0))
            for number, mailbox, name, kind, cursor, fresh, state, error in self.rows("scopes")
        ]

    def classes(self, kind: str = "mail") -> Mapping[CopyClass, int]:
        """Return how many copies fell into which class, trash included; they add up to what was read.

        Of several copies of one thing, and of twins, one counts under its class and the others are duplicates.
        """
        counts = dict.fromkeys(CopyClass, 0)
        for rank, things, copies in self.rows("classes", kind=kind):
            # A twin is a duplicate with all its copies.
            shown = 0 if RANKS[rank] is CopyClass.DUPLICATE else things
            counts[RANKS[rank]] += shown
            counts[CopyClass.DUPLICATE] += copies - shown
        return counts

    def quarantined(self) -> list[Quarantined]:
        """Return every item that was refused whole."""
        return [
            Quarantined(Scope(mailbox, name, kind), key, reason, size, moment(at))
            for mailbox, name, kind, key, reason, size, at in self.rows("quarantined")
        ]

    def states(self, table: str) -> Mapping[str, int]:
        """Return how many nudges (`nudge`) or outgoing (`outgoing`) are in which state."""
        return dict(self.rows(f"{table}_states"))


RANKS = (
    CopyClass.STORED,
    CopyClass.UNMATCHED,
    CopyClass.MACHINE,
    CopyClass.INTERNAL,
    CopyClass.QUARANTINED,
    CopyClass.DUPLICATE,
)
"""In the order of the numbers that the statement `classes` gives them: the best class of a thing's copies counts."""
