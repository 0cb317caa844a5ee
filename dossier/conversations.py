"""Which messages answer each other, across mailboxes.

Messages belong together when one names another (Message-ID, In-Reply-To, References; RFC 5322 §3.6.4), when a
provider says so, or, where a reply names nothing, when it repeats the subject of a mail its sender took part in.
All three are relations between two messages that no third one can undo. So whoever shares a reference belongs
together, and the conversations come out the same whatever the order in which the messages arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from dossier.model import Message
from dossier.subject import base_subject

SAME_SUBJECT_WITHIN = timedelta(days=30)
"""How far apart two mails with one subject may lie and still be a mail and its header-less reply."""
NEIGHBOURS = 50
"""Mails of one subject that a header-less reply is compared with, nearest first."""


class Linkable(NamedTuple):
    """What joins messages by subject: when, who took part, and whether it is a reply that names nothing."""

    id: str
    at: datetime
    subject: str
    """The base subject, case-folded."""
    sender: str
    people: frozenset[str]
    bare: bool
    """A reply or forward by its subject that names no message it answers."""


def linkable(message: Message) -> Linkable:
    """Take from a message what joins it to others by subject."""
    subject = base_subject(message.subject)
    people = (message.sender, *message.to, *message.cc)
    return Linkable(
        id=message.id,
        at=message.sent_at,
        subject=subject.casefold(),
        sender=message.sender.email,
        people=frozenset(person.email for person in people),
        bare=not message.references and len(subject) < len(message.subject.strip()),
    )


def references(message: Message) -> tuple[str, ...]:
    """Return what a message itself names: the messages it answers and the provider's thread."""
    return (*message.references, f"thread:{message.thread}") if message.thread else message.references


def by_subject(batch: Sequence[Linkable], neighbours: Iterable[Linkable]) -> Mapping[str, tuple[str, ...]]:
    """Return, for messages of the batch, the ids of those they belong together with by subject.

    `neighbours` are stored messages with a subject of the batch, at most SAME_SUBJECT_WITHIN away from it.
    """
    fresh = {item.id for item in batch}
    groups: dict[str, list[Linkable]] = defaultdict(list)
    for item in (*batch, *neighbours):
        if item.subject:
            groups[item.subject].append(item)
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups.values():
        for reply, earlier in _replies(group):
            mine, other = (reply, earlier) if reply in fresh else (earlier, reply)
            if mine in fresh:
                found[mine].append(other)
    return {mine: tuple(others) for mine, others in found.items()}


def _replies(group: Sequence[Linkable]) -> Iterator[tuple[str, str]]:
    """Pair each bare reply of one subject with the earlier mails that its sender took part in."""
    ordered = sorted(group, key=lambda item: (item.at, item.id))
    for position, reply in enumerate(ordered):
        if not reply.bare:
            continue
        for earlier in reversed(ordered[max(0, position - NEIGHBOURS) : position]):
            if reply.at - earlier.at > SAME_SUBJECT_WITHIN:
                break
            if reply.sender in earlier.people:
                yield reply.id, earlier.id
