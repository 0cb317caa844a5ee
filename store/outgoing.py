"""Outgoing: what is to leave the house, once.

    waiting ──claim──▶ sending ──▶ sent
       ▲                  ├──────▶ failed     asking again will not help
       └──── retry ───────┤
                          └──────▶ unsure     it may have left: a person decides

Every change here belongs in a `durable` transaction: a power cut must not make the house forget what it sent.
"""

from __future__ import annotations

from datetime import datetime

from store.rows import Outgoing, OutgoingState
from store.session import Row, Session
from store.text import clean
from store.times import micros, micros_or_none, moment, moment_or_none


class OutgoingReading(Session):
    """What is asked about outgoing."""

    def outgoing(self, key: str) -> Outgoing | None:
        """Return one outgoing."""
        row = self.one("outgoing", key=key)
        return None if row is None else _outgoing(row)

    def outgoing_in(self, *states: OutgoingState) -> list[Outgoing]:
        """Return the outgoing in these states, or all, in the order they were enqueued."""
        rows = self.among("outgoing_in_states", [state.value for state in states or OutgoingState])
        return sorted((_outgoing(row) for row in rows), key=lambda item: (item.created, item.key))


class OutgoingWriting(OutgoingReading):
    """What moves outgoing on."""

    def enqueue(self, item: Outgoing) -> bool:
        """Enqueue something under its key; False when that key was enqueued before, whatever became of it."""
        return self.many("enqueue", [_row(item)]) == 1

    def claim(self, now: datetime, kind: str = "") -> Outgoing | None:
        """Take the next thing to send (of a kind), or None. Commit before sending it: nobody else gets it then."""
        row = self.one("next_outgoing", now=micros(now), kind=kind)
        if row is None:
            return None
        taken = self.run("claim", key=row[0], claimed_at=micros(now))
        return self.outgoing(row[0]) if taken == 1 else None

    def receipt(self, key: str, receipt: str) -> None:
        """Remember what the provider calls it (a draft's id) before it is sent, to ask about it in doubt."""
        self.run("set_receipt", key=key, receipt=clean(receipt))

    def settle(self, key: str, state: OutgoingState, now: datetime, error: str = "") -> bool:
        """Say how sending ended; False when it was not being sent."""
        return self.run("settle", key=key, state=state.value, settled_at=micros(now), error=clean(error)) == 1

    def retry(self, key: str, not_before: datetime, error: str = "") -> bool:
        """Put something back that certainly did not leave, to be tried again later."""
        return self.run("retry", key=key, not_before=micros(not_before), error=clean(error)) == 1

    def doubt(self, before: datetime, now: datetime) -> int:
        """Call unsure what was claimed before a time and never settled: who sent it died. Returns how many."""
        return self.run("doubt", before=micros(before), settled_at=micros(now))


def _row(item: Outgoing) -> tuple[object, ...]:
    return (
        clean(item.key),
        item.kind,
        clean(item.recipient),
        item.payload,
        item.state.value,
        micros(item.created),
        micros_or_none(item.claimed_at),
        micros_or_none(item.settled_at),
        clean(item.receipt),
        clean(item.error),
        item.attempts,
        micros_or_none(item.not_before),
    )


def _outgoing(row: Row) -> Outgoing:
    key, kind, recipient, payload, state, created, claimed, settled, receipt, error, attempts, not_before = row
    return Outgoing(
        key=key,
        kind=kind,
        recipient=recipient,
        payload=payload,
        state=OutgoingState(state),
        created=moment(created),
        claimed_at=moment_or_none(claimed),
        settled_at=moment_or_none(settled),
        receipt=receipt,
        error=error,
        attempts=attempts,
        not_before=moment_or_none(not_before),
    )
