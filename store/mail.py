"""Messages: which of several copies speaks, what is kept of it, and what is filed under whom."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dossier.conversations import linkable
from dossier.model import KEPT_TEXT, Message, Signal
from dossier.rhythm import is_touch
from store import twins
from store.conversations import join
from store.digests import content_digest, fingerprint, identity, subject_digest
from store.errors import UnknownClient
from store.rows import CopyClass, FiledCopy, Filing, MailFiling
from store.search import forget, index_late
from store.session import Session
from store.text import clean, packed, people, words
from store.times import micros, micros_or_none

UNHELD = {CopyClass.INTERNAL, CopyClass.QUARANTINED}
"""Classes of which no message is ever stored."""
HIGHEST = b"\xff" * 17
"""A content that every other goes before."""


class Told(NamedTuple):
    """What the best copy of a page says of one message.

    A live copy goes before a trashed one, then the digest decides: something every order of arrival agrees on.
    """

    rank: tuple[bool, bytes]
    filed: MailFiling


class Writing(NamedTuple):
    """A message about to be written."""

    id: int
    key: bytes
    ref: int
    told: Told
    before: bytes | None
    """The digest of what it said before; None: it is new."""

    @property
    def content(self) -> bytes:
        """The digest of what it says."""
        return self.told.rank[1]


def content_of(message: Message) -> bytes:
    """Return the digest of what a message says."""
    return content_digest(message.content, message.sent_at)


def put(session: Session, scope: int, copies: Mapping[str, FiledCopy]) -> dict[str, int]:
    """Write what a page's copies say of their messages; return the message's number by copy key."""
    keys = {key: identity(copy.identity) for key, copy in copies.items() if _may_have_message(copy)}
    told: dict[bytes, Told] = {}
    for copy_key, key in keys.items():
        copy = copies[copy_key]
        if isinstance(copy.filed, MailFiling):
            mine = Told((copy.trashed, content_of(copy.filed.message)), copy.filed)
            if key not in told or mine.rank < told[key].rank:
                told[key] = mine
    stored = {row[0]: (row[1], row[2]) for row in session.among("stored_messages", set(keys.values()))}
    others = _others(session, scope, copies, [number for number, _ in stored.values()]) if stored else {}
    writings = []
    numbers = {key: number for key, (number, _) in stored.items()}
    free = session.value("last_message") + 1
    for key, mine in told.items():
        if key not in stored:
            numbers[key] = free
            writings.append(Writing(free, key, fingerprint(mine.filed.message.id), mine, None))
            free += 1
        elif mine.rank <= _standing(others=others.get(stored[key][0]), content=stored[key][1]):
            number, content = stored[key]
            writings.append(Writing(number, key, fingerprint(mine.filed.message.id), mine, content))
    if writings:
        _write(session, writings)
    return {copy_key: numbers[key] for copy_key, key in keys.items() if key in numbers}


def _may_have_message(copy: FiledCopy) -> bool:
    return bool(copy.identity) and copy.cls not in UNHELD and not isinstance(copy.filed, tuple)


def _others(session: Session, scope: int, copies: Mapping[str, FiledCopy], numbers: Sequence[int]) -> dict[int, bool]:
    """Return, for messages with copies outside this page, whether one of those is not in the trash."""
    live: dict[int, bool] = {}
    for number, where, key, trashed in session.among("copies_of_messages", numbers):
        if where != scope or key not in copies:
            live[number] = live.get(number, False) or not trashed
    return live


def _standing(*, others: bool | None, content: bytes) -> tuple[bool, bytes]:
    """Return the rank a copy must reach to speak in place of what is stored.

    `others` says whether one of the copies outside the page is live; where there is none, any rank is enough.
    """
    return (True, HIGHEST) if others is None else (not others, content)


def _write(session: Session, writings: Sequence[Writing]) -> None:
    """Write messages and everything derived from them, whole."""
    clients = client_numbers(session, (filing for item in writings for filing in item.told.filed.filings))
    again = [item.id for item in writings if item.before is not None]
    marked = set(clients.values())
    if again:
        marked |= touched_clients(session, again)
        session.run_among("drop_touches", again, "message")
        forget(session, again)
    written = [twins.Written(item.id, item.key, item.ref, item.content, item.before) for item in writings]
    flags = twins.flags(session, written)
    session.many("put_message", (_message(item, flags[item.id]) for item in writings))
    session.many("put_kept", (_kept(item) for item in writings if item.told.filed.filings and not item.told.rank[0]))
    index_late(session, again)
    touches = [touch for item in writings for touch in _touches(item, clients)]
    session.many("put_touch", touches)
    join(session, [_refs(item, flags[item.id]) for item in writings])
    mark(session, marked)


def client_numbers(session: Session, filings: Iterable[Filing]) -> dict[str, int]:
    """Return the number of every client that is filed under. Raises UnknownClient."""
    keys = {filing.client for filing in filings}
    numbers: dict[str, int] = dict(session.among("client_numbers", keys)) if keys else {}
    if missing := keys - numbers.keys():
        raise UnknownClient(tuple(sorted(missing)))
    return numbers


def mark(session: Session, clients: Iterable[int]) -> None:
    """Mark clients for evaluation, under a new ticket."""
    ticket = secrets.randbits(62)
    session.many("put_mark", ((client, ticket) for client in clients))


def touched_clients(session: Session, messages: Iterable[int]) -> set[int]:
    """Return the clients that messages are filed under."""
    return {row[0] for row in session.among("clients_of_sources", messages, "message")}


def forget_texts(session: Session, messages: Iterable[int]) -> None:
    """Drop the text of every one of these messages that no mailbox holds any more, and mark their clients."""
    left = set(messages)
    if not left:
        return
    held = {row[0] for row in session.among("live_messages", left)}
    bare = [number for number in left if number not in held]
    if bare:
        forget(session, bare)
        mark(session, touched_clients(session, bare))


def _message(item: Writing, flag: twins.Flag) -> tuple[object, ...]:
    filed = item.told.filed
    message = filed.message
    return (
        item.id,
        item.key,
        clean(message.id),
        item.ref,
        micros(message.sent_at),
        message.kind.value,
        filed.direction.value,
        people([message.sender], message.to, message.cc),
        words(filed.members),
        words(message.failed) if filed.filings else "",
        item.content,
        int(flag.twin),
    )


def _kept(item: Writing) -> tuple[object, ...]:
    filed = item.told.filed
    message = filed.message
    link = filed.link or linkable(message)
    return (
        item.id,
        subject_digest(link.subject, link.at) if link.subject else None,
        int(link.bare),
        micros(message.sent_at),
        clean(message.subject),
        clean(message.text[:KEPT_TEXT]),
        packed([_signal(signal) for signal in filed.signals]),
        words(message.attachments),
    )


def _signal(signal: Signal) -> tuple[object, ...]:
    due, until = micros_or_none(signal.due), signal.until.isoformat() if signal.until else ""
    return (signal.kind.value, signal.quote, signal.start, signal.end, due, until, signal.person)


def _touches(item: Writing, clients: Mapping[str, int]) -> Iterable[tuple[object, ...]]:
    filed = item.told.filed
    at = micros(filed.message.sent_at)
    message = filed.message
    for client, contacts in filed.filings:
        counts = int(is_touch(message.kind, filed.direction, message.sender.email, contacts))
        for contact in contacts:
            yield (clients[client], at, "message", item.id, clean(contact), counts)


def _refs(item: Writing, flag: twins.Flag) -> list[int]:
    refs = [item.ref, *map(fingerprint, item.told.filed.refs)]
    return refs if flag.ref is None else [*refs, flag.ref]
