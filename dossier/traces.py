"""The trace that one counterpart leaves in the mail: a few numbers, however much mail there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

NAMES = 3
"""Display names remembered of one address."""
MEMBERS = 8
"""Members remembered of one counterpart."""
FIRST_WEEK = datetime(1990, 1, 1).toordinal() // 7  # noqa: DTZ001  a day's number needs no zone
WEEKS = 52 * 60
"""Weeks told apart; what dates itself outside them counts, but in no week."""


class Trace:
    """What is remembered of one address outside the house."""

    __slots__ = ("_names", "email", "first", "gone", "into", "last", "members", "out", "weeks_in", "weeks_out")

    def __init__(self, email: str, at: datetime) -> None:
        self.email = email
        self.into = 0
        """Mails they wrote."""
        self.out = 0
        """Mails of ours to them."""
        self.first = self.last = at
        self.weeks_in = self.weeks_out = 0
        """One bit for each week in which they wrote, and in which we did."""
        self.gone = False
        """Mail to them failed for good."""
        self.members: dict[str, int] = {}
        """Who of us has the traffic with them."""
        self._names: dict[str, int] = {}

    @property
    def domain(self) -> str:
        """The part behind the `@`."""
        return self.email.rpartition("@")[2]

    @property
    def name(self) -> str:
        """The display name they go by most."""
        return min(self._names, key=lambda name: (-self._names[name], name), default="")

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sorts the ones with most two-way traffic first."""
        return (-min(self.into, self.out), -(self.into + self.out), self.email)

    def call(self, name: str) -> None:
        """Note a display name; one that only repeats the address is none."""
        name = name.strip().strip("'\"")
        if name and "@" not in name and (name in self._names or len(self._names) < NAMES):
            self._names[name] = self._names.get(name, 0) + 1

    def came(self, at: datetime, members: Iterable[str]) -> None:
        """Note a mail of theirs to these members."""
        self.into += 1
        self.weeks_in |= _week(at)
        self._note(at, members)

    def went(self, at: datetime, member: str) -> None:
        """Note a mail of ours to them."""
        self.out += 1
        self.weeks_out |= _week(at)
        self._note(at, (member,))

    def _note(self, at: datetime, members: Iterable[str]) -> None:
        self.first, self.last = min(self.first, at), max(self.last, at)
        for member in members:
            if member in self.members or len(self.members) < MEMBERS:
                self.members[member] = self.members.get(member, 0) + 1


def _week(at: datetime) -> int:
    week = at.toordinal() // 7 - FIRST_WEEK
    return 1 << week if 0 <= week < WEEKS else 0
