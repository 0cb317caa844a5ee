"""What becomes of nudges between one evaluation of a client and the next: planned, opened, closed, never nagging.

planned ──due──▶ open ──cause gone──▶ settled          dismissed and done are a person's word: they stay
   │              │ └──── until ────▶ expired          snoozed opens again by itself at its time
   └─cause gone──▶ settled
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dossier.model import Dossier, Nudge, NudgeState

STALE = timedelta(days=14)
"""A nudge first seen this long after it was due is never raised: first syncs and resyncs must not flood anyone."""
LIVE = {NudgeState.PLANNED, NudgeState.OPEN, NudgeState.SNOOZED}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNudge:
    """A nudge and what became of it."""

    nudge: Nudge
    state: NudgeState = NudgeState.PLANNED
    fired_at: datetime | None = None
    settled_at: datetime | None = None
    settled_by: str = ""
    snoozed_until: datetime | None = None
    reason: str = ""
    """Why somebody said no, in their words."""

    @property
    def key(self) -> str:
        """The nudge's identity."""
        return self.nudge.key


def reconcile(
    kept: Mapping[str, StoredNudge], fresh: Iterable[Nudge], now: datetime, dossier: Dossier | None = None
) -> Iterator[StoredNudge]:
    """Yield what changes when a client's rules now say `fresh` and `kept` (by key) is what they said before.

    A dossier names what settled a nudge whose cause is gone.
    """
    said = {nudge.key: nudge for nudge in fresh}
    for key, nudge in said.items():
        after = _again(kept[key], nudge, now) if key in kept else _first(nudge, now)
        if after != kept.get(key):
            yield after
    for key, before in kept.items():
        if key not in said and before.state in LIVE:
            settled_by = settler(dossier, before.nudge) if dossier else ""
            yield replace(before, state=NudgeState.SETTLED, settled_at=now, settled_by=settled_by)


def _first(nudge: Nudge, now: datetime) -> StoredNudge:
    if nudge.due < now - STALE:
        return StoredNudge(nudge=nudge, state=NudgeState.EXPIRED)
    return advance(StoredNudge(nudge=nudge), now)


def _again(before: StoredNudge, nudge: Nudge, now: datetime) -> StoredNudge:
    if before.state is NudgeState.SETTLED:
        return advance(StoredNudge(nudge=nudge, fired_at=before.fired_at), now)
    if before.state in LIVE:
        return advance(replace(before, nudge=nudge), now)
    return before


def advance(before: StoredNudge, now: datetime) -> StoredNudge:
    """Return a nudge as time alone leaves it at `now`."""
    nudge = before.nudge
    if before.state in LIVE and nudge.until is not None and nudge.until <= now:
        return replace(before, state=NudgeState.EXPIRED)
    opens = before.snoozed_until if before.state is NudgeState.SNOOZED else nudge.due
    if before.state in LIVE and opens is not None and opens <= now:
        return replace(before, state=NudgeState.OPEN, fired_at=before.fired_at or now, snoozed_until=None)
    if before.state is NudgeState.OPEN:
        return replace(before, state=NudgeState.PLANNED)  # its due time has moved away
    return before


def settler(dossier: Dossier, nudge: Nudge) -> str:
    """Return the id of what made a nudge's cause go: what settled its obligation, else the latest touch since."""
    source = nudge.cause.partition("#")[0]
    for owed in dossier.obligations:
        if owed.source.id == source and owed.settled_by:
            return owed.settled_by
    touched = [(message.at, message.id) for message in dossier.messages if message.at > nudge.since]
    touched += [(meeting.start, meeting.id) for meeting in dossier.meetings if meeting.start > nudge.since]
    return min(touched, default=(None, ""))[1]
