"""Which messages answer each other, across mailboxes.

Messages belong together when one names another (Message-ID, In-Reply-To, References; RFC 5322 §3.6.4), when a
provider says so, or, where a reply names nothing, when it repeats the subject of a mail its sender took part in.
All three are relations between two messages that no third one can undo, so the conversations come out the same
whatever the order in which the messages arrive.
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


class Linked(NamedTuple):
    """What conversations are made from: one message's names, subject and people."""

    key: str
    at: datetime
    refs: tuple[str, ...]
    """Its own Message-ID, those it answers, and the provider's thread: whoever shares one belongs together."""
    subject: str
    """The base subject, case-folded; empty: never joined by subject."""
    people: frozenset[str]
    sender: str
    bare: bool
    """A reply or forward by its subject that names no message it answers."""


class Joined(NamedTuple):
    """What a batch of messages does to the conversations there are."""

    conversation: Mapping[str, int]
    """Message key → conversation, for the batch."""
    refs: Mapping[str, int]
    """Reference → conversation, for every reference of the batch."""
    merged: Mapping[int, int]
    """Conversation → the (smaller) one it now belongs to."""


def linked(message: Message) -> Linked:
    """Take from a message what conversations are made from."""
    thread = (f"thread:{message.thread}",) if message.thread else ()
    people = {message.sender.email, *(to.email for to in message.to), *(cc.email for cc in message.cc)}
    subject = base_subject(message.subject)
    return Linked(
        key=message.key,
        at=message.sent_at,
        refs=(message.id, *message.references, *thread),
        subject=subject.casefold(),
        people=frozenset(people),
        sender=message.sender.email,
        bare=not message.references and len(subject) < len(message.subject.strip()),
    )


def same_subject(batch: Sequence[Linked], neighbours: Iterable[Linked]) -> Iterator[tuple[str, str]]:
    """Yield pairs of message keys that belong together by subject: among the batch, and with its neighbours.

    `neighbours` are stored messages with a subject of the batch, at most SAME_SUBJECT_WITHIN away from it.
    """
    by_subject: dict[str, list[Linked]] = defaultdict(list)
    fresh = {item.key for item in batch}
    for item in (*batch, *neighbours):
        if item.subject:
            by_subject[item.subject].append(item)
    for group in by_subject.values():
        if any(item.bare for item in group):
            yield from _replies(sorted(group, key=lambda item: (item.at, item.key)), fresh)


def _replies(group: Sequence[Linked], fresh: set[str]) -> Iterator[tuple[str, str]]:
    """Pair each bare reply with every earlier mail of the subject that its sender took part in."""
    for position, reply in enumerate(group):
        if not reply.bare:
            continue
        for earlier in reversed(group[max(0, position - 50) : position]):
            if reply.at - earlier.at > SAME_SUBJECT_WITHIN:
                break
            if reply.sender in earlier.people and not fresh.isdisjoint((reply.key, earlier.key)):
                yield reply.key, earlier.key


def join(
    batch: Sequence[Linked],
    known: Mapping[str, int],
    pairs: Iterable[tuple[str, str]],
    stored: Mapping[str, int],
    next_id: int,
) -> Joined:
    """Work out the conversations of a batch.

    `known` are the stored conversations of the batch's references, `stored` those of stored messages that `pairs`
    name, `next_id` is the first free number. Of conversations that turn out to be one, the smallest number stays.
    """
    groups = _Groups()
    for item in batch:
        for ref in item.refs:
            groups.unite(f"m:{item.key}", f"r:{ref}")
            if ref in known:
                groups.unite(f"r:{ref}", known[ref])
    for one, other in pairs:
        groups.unite(_place(one, stored), _place(other, stored))
    numbers = groups.numbers(next_id)
    return Joined(
        conversation={item.key: numbers[groups.find(f"m:{item.key}")] for item in batch},
        refs={ref: numbers[groups.find(f"r:{ref}")] for item in batch for ref in item.refs},
        merged={old: numbers[groups.find(old)] for old in groups.stored() if numbers[groups.find(old)] != old},
    )


def _place(key: str, stored: Mapping[str, int]) -> str | int:
    return stored.get(key, f"m:{key}")


class _Groups:
    """Disjoint sets of messages, references (text) and stored conversations (numbers)."""

    def __init__(self) -> None:
        self._parent: dict[str | int, str | int] = {}

    def find(self, node: str | int) -> str | int:
        parent = self._parent.setdefault(node, node)
        while parent != node:
            self._parent[node] = self._parent[parent]
            node, parent = parent, self._parent[parent]
        return node

    def unite(self, one: str | int, other: str | int) -> None:
        self._parent[self.find(one)] = self.find(other)

    def stored(self) -> list[int]:
        return sorted(node for node in self._parent if isinstance(node, int))

    def numbers(self, next_id: int) -> dict[str | int, int]:
        """Number every set: the smallest stored conversation in it, else the next free number."""
        numbers: dict[str | int, int] = {}
        for conversation in self.stored():
            numbers.setdefault(self.find(conversation), conversation)
        for node in self._parent:
            root = self.find(node)
            if root not in numbers:
                numbers[root] = next_id
                next_id += 1
        return numbers
