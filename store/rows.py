"""What goes into the store and what comes out of it, where the model has no word for it.

A page is stored as `FiledCopy`s: what a scope holds, and what was derived from it, purely, beforehand. The store
decides which of several copies speaks, joins conversations and keeps everything independent of order and repetition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from connectors.base import Scope
from dossier.conversations import Linkable
from dossier.model import (
    Address,
    Direction,
    FiledMeeting,
    FiledMessage,
    Meeting,
    Message,
    Signal,
    TrackingEntry,
    Unreadable,
)
from store.digests import content_digest


class CopyClass(StrEnum):
    """Every item read falls into exactly one (DESIGN.md §6)."""

    STORED = "stored"
    MACHINE = "machine"
    INTERNAL = "internal"
    UNMATCHED = "unmatched"
    DUPLICATE = "duplicates"
    """Never given: another copy of what was counted already is recognised when counting."""
    QUARANTINED = "quarantined"


class Filing(NamedTuple):
    """Under which client something is filed, by which of its contacts' addresses."""

    client: str
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailFiling:
    """A message that is remembered: filed under clients, or, with no `filings`, kept as an envelope only."""

    message: Message
    filings: tuple[Filing, ...] = ()
    members: tuple[str, ...] = ()
    direction: Direction = Direction.IN
    signals: tuple[Signal, ...] = ()
    refs: tuple[str, ...] = ()
    """Besides its own id: what else ties it to its conversation (`conversations.references`, and the ids that
    `conversations.by_subject` found). Messages that share any ref, directly or through others, are one conversation."""
    link: Linkable | None = None
    """`conversations.linkable(message)` if it is at hand; else it is made."""


@dataclass(frozen=True, slots=True)
class MeetingFiling:
    """One occurrence that is remembered; with no `filings` its time and people only."""

    meeting: Meeting
    filings: tuple[Filing, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledCopy:
    """One thing as a scope holds it, with what was derived from it.

    `filed` is None for what leaves only a mark that it was there: internal mail, machines' mail that is filed
    nowhere, and another copy of a message that `known()` reported with the same content and its text kept.
    """

    key: str
    cls: CopyClass
    filed: MailFiling | tuple[MeetingFiling, ...] | Unreadable | None = None
    trashed: bool = False
    identity: str = ""
    """`Message.key`, or a calendar item's UID: what makes two copies copies of one thing. Only a digest is stored."""


class Known(NamedTuple):
    """A message that is stored already.

    Where it `says` the same, its text is kept and the book is unchanged, another copy needs no reading: give the class
    and the identity, and no `filed`.
    """

    content: bytes
    """Of the copy that speaks for it; see `says`."""
    filed: bool
    text: bool

    def says(self, message: Message) -> bool:
        """Whether what is stored says the same as this message."""
        return self.content == content_digest(message.content, message.sent_at)


class PutReport(NamedTuple):
    """What storing a page did."""

    added: int
    changed: int
    removed: int


class DossierRows(NamedTuple):
    """What the store remembers of one client in a window of time, in order of time."""

    messages: tuple[FiledMessage, ...]
    meetings: tuple[FiledMeeting, ...]
    tracking: tuple[TrackingEntry, ...]


class Mark(NamedTuple):
    """A client to evaluate. The `ticket` changes when it is marked again meanwhile."""

    client: str
    ticket: int


class Envelope(NamedTuple):
    """Who wrote to whom: all that is kept of a message nobody could file, and enough to file it again."""

    id: str
    at: datetime
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]


class Matcher(NamedTuple):
    """How the present book files what is already stored."""

    mail: Callable[[Envelope], tuple[Filing, ...]]
    meeting: Callable[[Meeting], tuple[Filing, ...]]


class BookChange(NamedTuple):
    """What saving a book did: the clients to evaluate, and the scopes whose envelopes want their text read."""

    changed: frozenset[str]
    removed: frozenset[str]
    refiled: int
    unread: tuple[Scope, ...]


class OutgoingState(StrEnum):
    """Where an outgoing stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    """It may or may not have left: a person decides, nothing is repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Anything that is to leave the house. `key` is its identity: enqueued once, whatever happens."""

    key: str
    kind: str
    """`digest` or `followup`."""
    recipient: str
    payload: bytes = b""
    state: OutgoingState = OutgoingState.WAITING
    created: datetime
    claimed_at: datetime | None = None
    settled_at: datetime | None = None
    receipt: str = ""
    """What the provider calls it (draft id, event id); written before it is sent."""
    error: str = ""
    attempts: int = 0
    not_before: datetime | None = None


class ScopeStatus(NamedTuple):
    """A scope and how fresh it is; `present` counts its copies, whatever their class, without trash."""

    scope: Scope
    cursor: str | None
    fresh_at: datetime | None
    state: str
    error: str
    present: int


class Found(NamedTuple):
    """A message that a search found."""

    id: str
    at: datetime
    sender: Address
    subject: str
    text: str
    clients: tuple[str, ...]


class Quarantined(NamedTuple):
    """An item that was refused whole."""

    scope: Scope
    key: str
    reason: str
    size: int
    at: datetime
