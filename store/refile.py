"""Filing anew what is stored, by a book that has changed (retro-link).

Only addresses are needed for it, and those are kept of envelopes too. It reads every stored message's addresses once:
no index on addresses is kept for it, since that would cost every unmatched mail more than all of its own row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dossier.model import Address, Direction, MessageKind
from dossier.rhythm import is_touch
from store import meetings
from store.mail import mark
from store.rows import CopyClass, Envelope, Filing, Matcher
from store.search import forget
from store.session import Session
from store.text import unpacked
from store.times import moment

CHUNK = 2_000
FEW = 16
"""Terms up to which looking for each in the text is quicker than taking the addresses apart."""


def envelope(message_id: str, at: int, addresses: str) -> Envelope:
    """Return an envelope from its columns."""
    (sender,), to, cc = unpacked(addresses)
    people = [tuple(Address(*person) for person in group) for group in (to, cc)]
    return Envelope(message_id, moment(at), Address(*sender), *people)


def refile(session: Session, terms: set[str], matcher: Matcher, stamp: int) -> tuple[int, list[int]]:
    """File every message anew that one of these addresses or domains takes part in, and every meeting.

    Returns how many messages changed, and the scopes that hold those whose text is wanted now.
    """
    clients = {key: number for number, key in session.rows("all_clients")}
    changed, wanted = 0, []
    for rows in _chunks(session, terms):
        some, unread = _refile_some(session, rows, matcher, clients)
        changed += some
        wanted += unread
    scopes = [row[0] for row in session.among("scopes_of_messages", wanted)]
    return changed, scopes + meetings.refile(session, matcher.meeting, stamp)


Stored = tuple[int, str, int, str, str, str]


def _chunks(session: Session, terms: set[str]) -> Iterator[list[Stored]]:
    after = 0
    while rows := session.rows("messages_after", after=after, limit=CHUNK):
        after = rows[-1][0]
        if touched := [row for row in rows if _mentions(row[3], terms)]:
            yield touched


def _mentions(addresses: str, terms: set[str]) -> bool:
    if len(terms) <= FEW:
        return any(term in addresses for term in terms)
    return any(part in terms for group in unpacked(addresses) for _, email in group for part in _parts(email))


def _parts(email: str) -> Iterator[str]:
    """Yield an address, its domain and the domains above it."""
    yield email
    labels = email.rpartition("@")[2].split(".")[-8:]
    for start in range(len(labels)):
        yield ".".join(labels[start:])


def _refile_some(
    session: Session, rows: Sequence[Stored], matcher: Matcher, clients: dict[str, int]
) -> tuple[int, list[int]]:
    before: dict[int, set[tuple[int, str]]] = {row[0]: set() for row in rows}
    for number, client, contact in session.among("touches_of_sources", before, "message"):
        before[number].add((client, contact))
    touches: list[tuple[object, ...]] = []
    dropped: list[int] = []
    filed: list[int] = []
    unfiled: list[int] = []
    marked: set[int] = set()
    for number, message_id, at, addresses, kind, direction in rows:
        seen = envelope(message_id, at, addresses)
        after = _filed(matcher.mail(seen), clients)
        if after == before[number]:
            continue
        dropped.append(number)
        marked |= {client for client, _ in after | before[number]}
        spoken = MessageKind(kind), Direction(direction), seen.sender.email
        for client, contact in after:
            counts = int(is_touch(*spoken, {other for whose, other in after if whose == client}))
            touches.append((client, at, "message", number, contact, counts))
        if bool(after) != bool(before[number]):
            (filed if after else unfiled).append(number)
    session.run_among("drop_touches", dropped, "message")
    session.many("put_touch", touches)
    forget(session, unfiled)
    session.run_among("reclass_copies", unfiled, CopyClass.UNMATCHED.value, CopyClass.STORED.value)
    session.run_among("reclass_copies", filed, CopyClass.STORED.value, CopyClass.UNMATCHED.value)
    mark(session, marked)
    return len(dropped), filed


def _filed(filings: Iterable[Filing], clients: dict[str, int]) -> set[tuple[int, str]]:
    return {(clients[filing.client], contact) for filing in filings for contact in filing.contacts}
