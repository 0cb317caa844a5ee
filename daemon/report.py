"""What programs are told: the stable JSON shapes of DESIGN.md §6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from daemon.backtest import Fired
from dossier.model import Client, Dossier, Nudge, Signal
from dossier.nudges import StoredNudge
from dossier.worktime import WorkCalendar
from outbox.phrases import Phrases
from outbox.wording import text_of, word
from store.rows import CopyClass

MAIL = (
    CopyClass.STORED,
    CopyClass.MACHINE,
    CopyClass.INTERNAL,
    CopyClass.UNMATCHED,
    CopyClass.DUPLICATE,
    CopyClass.QUARANTINED,
)
MEETINGS = tuple(cls for cls in MAIL if cls is not CopyClass.MACHINE)

Json = dict[str, Any]


def counts(classes: Mapping[CopyClass, int], kinds: tuple[CopyClass, ...] = MAIL) -> Json:
    """Return how many fell into which class; `read` is their sum."""
    by_class = {str(cls): classes.get(cls, 0) for cls in kinds}
    return {"read": sum(by_class.values()), **by_class}


class NudgeReport:
    """Puts nudges into their shape, with sentences in one language."""

    def __init__(self, phrases: Phrases, clients: Mapping[str, Client], calendars: Mapping[str, WorkCalendar]) -> None:
        self._phrases = phrases
        self._clients = clients
        self._calendars = calendars

    def nudge(self, nudge: Nudge, state: str, day: date) -> Json:
        """Return a nudge as programs see it."""
        client = self._clients.get(nudge.client) or Client(key=nudge.client, name=nudge.client)
        calendar = self._calendars.get(nudge.owner) or self._calendars[""]
        worded = word(nudge, self._phrases, client, day, calendar)
        return {
            "key": nudge.key,
            "rule": nudge.rule,
            "client": nudge.client,
            "contact": nudge.contact,
            "owner": nudge.owner,
            "severity": str(nudge.severity),
            "since": nudge.since.isoformat(),
            "due": nudge.due.isoformat(),
            "until": nudge.until.isoformat() if nudge.until else None,
            "state": state,
            "title": text_of(worded.title),
            "why": text_of(worded.why),
            "evidence": [
                {"kind": one.kind, "id": one.id, "at": one.at.isoformat(), "from": one.sender, "quote": one.quote}
                for one in nudge.evidence
            ],
        }

    def stored(self, stored: StoredNudge, day: date) -> Json:
        """Return a stored nudge as programs see it."""
        return self.nudge(stored.nudge, str(stored.state), day)

    def fired(self, fired: Fired) -> Json:
        """Return a nudge of a backtest: what it was, when it would have been shown, and what made it go."""
        state = "settled" if fired.settled_by else "expired" if fired.settled else "open"
        told = self.nudge(fired.nudge, state, self._calendars[""].day_of(fired.fired))
        settled = fired.settled.isoformat() if fired.settled else None
        return {**told, "fired": fired.fired.isoformat(), "settled": settled, "settled_by": fired.settled_by or None}


def clients(book: Iterable[Client], dossiers: Mapping[str, Dossier]) -> list[Json]:
    """Return the clients with how often and when last we were in touch."""
    return [_client(client, dossiers.get(client.key)) for client in book]


def _client(client: Client, dossier: Dossier | None) -> Json:
    rhythm = dossier.rhythms.get("") if dossier else None
    return {
        "key": client.key,
        "name": client.name,
        "domains": list(client.domains),
        "contacts": [{"name": contact.name, "email": contact.email} for contact in client.contacts],
        "touches": rhythm.touches if rhythm else 0,
        "last_touch": rhythm.last.isoformat() if rhythm else None,
    }


def signals(found: Iterable[Signal]) -> list[Json]:
    """Return what a message says."""
    return [
        {
            "kind": str(signal.kind),
            "quote": signal.quote,
            "start": signal.start,
            "end": signal.end,
            "due": signal.due.isoformat() if signal.due else None,
        }
        for signal in found
    ]
