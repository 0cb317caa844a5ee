"""Asks the rules about the clients that changed, and lets time pass over what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dossier.assemble import WINDOW, assemble
from dossier.matching import Book
from dossier.model import Client, Dossier, NudgeState
from dossier.nudges import StoredNudge, advance, reconcile
from dossier.worktime import WorkCalendar
from rules.registry import evaluate as ask_rules
from store.sqlite import Store
from store.transaction import Reading


@dataclass(frozen=True, slots=True)
class Evaluator:
    """Evaluates clients by the book, the calendars and the options of the rules."""

    book: Book
    calendars: Mapping[str, WorkCalendar]
    options: Mapping[str, Mapping[str, Any]]

    def dossier(self, stored: Reading, client: Client, now: datetime) -> Dossier:
        """Load one client's dossier as known now."""
        since = now - WINDOW
        rows = stored.dossier_rows(client.key, since)
        return assemble(
            client,
            self.book.agency,
            self.calendars[""].day_of(now),
            messages=rows.messages,
            meetings=rows.meetings,
            days=stored.rhythm_days(client.key, now),
            calendars=self.calendars,
        )

    def marked(self, store: Store, now: datetime) -> int:
        """Evaluate every client that changed since the last time; return how many there were."""
        clients = {client.key: client for client in self.book.clients}
        with store.reading() as reading:
            marks = reading.marked()
        for mark in marks:
            with store.transaction() as transaction:
                client = clients.get(mark.client)
                if client:
                    dossier = self.dossier(transaction, client, now)
                    said = list(ask_rules(dossier, self.options))
                    transaction.save_nudges(reconcile(transaction.nudges(client.key), said, now, dossier))
                    transaction.save_tracking(client.key, now - WINDOW, dossier.tracking)
                transaction.unmark([mark])
        return len(marks)


def pass_time(store: Store, now: datetime) -> None:
    """Open what falls due, wake what was snoozed, let go what has expired."""
    with store.reading() as reading:
        waiting = reading.due(now)
    if waiting:
        with store.transaction() as transaction:
            transaction.save_nudges(advance(nudge, now) for nudge in waiting)


def open_nudges(reading: Reading) -> list[StoredNudge]:
    """Return what deserves attention now."""
    return reading.nudges_in(NudgeState.OPEN)
