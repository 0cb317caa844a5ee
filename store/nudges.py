"""Nudges and what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dossier.model import Evidence, Nudge, NudgeState, Severity
from dossier.nudges import StoredNudge
from store.session import Row, Session
from store.text import clean, encode, unpacked
from store.times import micros, micros_or_none, moment, moment_or_none


class NudgeReading(Session):
    """What is asked about nudges."""

    def nudges(self, client: str) -> dict[str, StoredNudge]:
        """Return all nudges of a client by key, those that were answered or have gone too."""
        return {row[0]: _nudge(row) for row in self.rows("nudges_of_client", client=client)}

    def nudge(self, key: str) -> StoredNudge | None:
        """Return one nudge."""
        row = self.one("nudge", key=key)
        return None if row is None else _nudge(row)

    def nudges_in(self, *states: NudgeState) -> list[StoredNudge]:
        """Return the nudges in these states, the earliest due first."""
        rows = self.among("nudges_in_states", [state.value for state in states or NudgeState])
        return [_nudge(row) for row in sorted(rows, key=lambda row: (row[9], row[0]))]

    def due(self, now: datetime) -> list[StoredNudge]:
        """Return what time alone changes by now: planned ones that open, snoozed ones that wake, all that expire.

        `dossier.nudges.advance` says into what. With nothing due this is one look at an index.
        """
        return [_nudge(row) for row in self.rows("nudges_due", now=micros(now))]


class NudgeWriting(NudgeReading):
    """What changes nudges."""

    def save_nudges(self, nudges: Iterable[StoredNudge]) -> None:
        """Write nudges as they are now (`dossier.nudges.reconcile`, `advance`, or a person's answer)."""
        self.many("put_nudge", (_row(stored) for stored in nudges))


def _row(stored: StoredNudge) -> tuple[object, ...]:
    nudge = stored.nudge
    evidence = [(item.kind, item.id, micros(item.at), item.sender, item.quote) for item in nudge.evidence]
    payload = ([(name, *_param(value)) for name, value in nudge.params], evidence)
    return (
        clean(nudge.key),
        nudge.rule,
        nudge.client,
        clean(nudge.cause),
        clean(nudge.contact),
        clean(nudge.owner),
        nudge.severity.value,
        nudge.variant,
        micros(nudge.since),
        micros(nudge.due),
        micros_or_none(nudge.until),
        clean(encode(payload)),
        stored.state.value,
        micros_or_none(stored.fired_at),
        micros_or_none(stored.settled_at),
        clean(stored.settled_by),
        micros_or_none(stored.snoozed_until),
        clean(stored.reason),
    )


def _nudge(row: Row) -> StoredNudge:
    _, rule, client, cause, contact, owner, severity, variant, since, due, until, payload, *fate = row
    state, fired_at, settled_at, settled_by, snoozed_until, reason = fate
    params, evidence = unpacked(payload)
    nudge = Nudge(
        cause=cause,
        contact=contact,
        owner=owner,
        since=moment(since),
        due=moment(due),
        until=moment_or_none(until),
        severity=Severity(severity),
        variant=variant,
        params=tuple((name, _value(kind, value)) for name, kind, value in params),
        evidence=tuple(Evidence(kind, name, moment(at), who, quote) for kind, name, at, who, quote in evidence),
        rule=rule,
        client=client,
    )
    return StoredNudge(
        nudge=nudge,
        state=NudgeState(state),
        fired_at=moment_or_none(fired_at),
        settled_at=moment_or_none(settled_at),
        settled_by=settled_by,
        snoozed_until=moment_or_none(snoozed_until),
        reason=reason,
    )


def _param(value: str | int | date | datetime) -> tuple[str, str | int]:
    """Return a parameter with the word for its type. A datetime is a date too, so it is asked first."""
    if isinstance(value, datetime):
        return "time", micros(value)
    if isinstance(value, date):
        return "day", value.isoformat()
    return "", value


def _value(kind: str, value: str | int) -> str | int | date | datetime:
    if kind == "time":
        return moment(int(value))
    return date.fromisoformat(str(value)) if kind == "day" else value
