"""Somebody at a client left, is away, hands over, or is new (handbook early warning; 1.2 动态跟踪)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dossier.model import Dossier, Evidence, Nudge, Severity, TrackingEntry
from dossier.patience import patience
from rules.registry import rule

SEVERITY = {
    "personnel.bounced": Severity.HIGH,
    "personnel.hand_over": Severity.HIGH,
    "personnel.absent": Severity.LOW,
    "personnel.new_name": Severity.LOW,
}


@rule(section="early warning")
def people_changed(
    dossier: Dossier, *, absent_for: int = 3, new_names: bool = True, forget_after: str = "14 days"
) -> Iterator[Nudge]:
    """Somebody at a client has left, is away, hands over to somebody else, or is new."""
    for entry in dossier.tracking:
        if entry.kind in SEVERITY and not entry.superseded_by and _matters(entry, absent_for, new_names=new_names):
            owner = dossier.owner()
            yield Nudge(
                cause=f"{entry.contact}@{entry.source}",
                contact=entry.contact,
                owner=owner,
                since=entry.at,
                due=entry.at,
                until=patience(forget_after).after(entry.at, dossier.calendar(owner)),
                severity=SEVERITY[entry.kind],
                variant=entry.kind.partition(".")[2],
                params=tuple(_params(dossier, entry)),
                evidence=(Evidence("message", entry.source, entry.at, _sender(dossier, entry), entry.quote),),
            )


def _matters(entry: TrackingEntry, absent_for: int, *, new_names: bool) -> bool:
    """A day off is nobody's business; a long absence, or one with a deputy, is."""
    if entry.kind == "personnel.absent":
        away = entry.until and timedelta(days=absent_for) <= entry.until - entry.at.date()
        return bool(away or entry.person)
    return new_names or entry.kind != "personnel.new_name"


def _sender(dossier: Dossier, entry: TrackingEntry) -> str:
    """Return who wrote what the entry rests on; of a bounce that is a machine."""
    sources = (message for message in dossier.messages if message.id == entry.source)
    return next((message.sender.email for message in sources), entry.contact)


def _params(dossier: Dossier, entry: TrackingEntry) -> Iterator[tuple[str, str | date]]:
    yield "who", dossier.contact_name(entry.contact)
    yield "what", entry.quote
    if entry.person:
        yield "deputy", entry.person.name or entry.person.email
    if entry.until:
        yield "until", entry.until
