"""The dossier's tracking lines that mail itself writes: who left, who is away, who takes over.

Each line is dated and carries its source; a later line about the same person supersedes the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from dossier.model import (
    Client,
    Direction,
    FiledMessage,
    MessageKind,
    Signal,
    SignalKind,
    TrackingEntry,
    TrackingSection,
)

ACQUAINTED = timedelta(days=30)
"""How long we must have been in touch with a client before an unknown name at it counts as new."""
KINDS = {SignalKind.ABSENCE: "personnel.absent", SignalKind.HAND_OVER: "personnel.hand_over"}


def personnel(client: Client, messages: Sequence[FiledMessage]) -> tuple[TrackingEntry, ...]:
    """Read personnel changes off a client's mail (in order of time); oldest first, superseded ones marked."""
    found = [*_said(messages), *_bounced(messages), *_new_names(client, messages)]
    return _superseding(sorted(found, key=lambda entry: (entry.at, entry.key)))


def _said(messages: Iterable[FiledMessage]) -> Iterator[TrackingEntry]:
    for message in messages:
        if message.direction is Direction.IN:
            for signal in message.signals:
                if signal.kind in KINDS and not (signal.kind is SignalKind.HAND_OVER and _away(message)):
                    yield _entry(message, KINDS[signal.kind], message.sender.email, signal)


def _away(message: FiledMessage) -> bool:
    """Whether somebody is only away: a deputy is no successor."""
    return message.says(SignalKind.ABSENCE) is not None


def _bounced(messages: Iterable[FiledMessage]) -> Iterator[TrackingEntry]:
    for message in messages:
        for address in message.failed:
            yield _entry(message, "personnel.bounced", address, message.says(SignalKind.BOUNCE))


def _new_names(client: Client, messages: Sequence[FiledMessage]) -> Iterator[TrackingEntry]:
    """Someone the book does not know writes to us from a client we have long been in touch with."""
    known = {email for contact in client.contacts for email in contact.emails}
    for message in messages:
        sender = message.sender
        if message.direction is Direction.OUT:
            known.update(message.contacts)
        elif message.kind is MessageKind.PERSON and sender.email in message.contacts and sender.email not in known:
            known.add(sender.email)
            if sender.name and message.at - messages[0].at >= ACQUAINTED:
                yield _entry(message, "personnel.new_name", sender.email, None)


def _entry(message: FiledMessage, kind: str, contact: str, signal: Signal | None) -> TrackingEntry:
    return TrackingEntry(
        key=f"{kind}:{contact}:{message.id}",
        section=TrackingSection.PERSONNEL,
        kind=kind,
        at=message.at,
        source=message.id,
        quote=signal.quote if signal and signal.quote else message.subject,
        contact=contact,
        person=signal.person if signal else message.sender,
        until=signal.until if signal else None,
    )


def _superseding(entries: Sequence[TrackingEntry]) -> tuple[TrackingEntry, ...]:
    latest: dict[tuple[str, str], str] = {(entry.kind, entry.contact): entry.key for entry in entries}
    return tuple(
        entry
        if latest[entry.kind, entry.contact] == entry.key
        else replace(entry, superseded_by=latest[entry.kind, entry.contact])
        for entry in entries
    )
