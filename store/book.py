"""The client book, and filing anew what is stored already when the book changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from connectors.base import Scope
from dossier.model import Client, Contact, Tier
from store.mail import mark
from store.refile import envelope, refile
from store.rows import BookChange, Envelope, Matcher
from store.session import Row, Session
from store.text import clean, packed, texts, unpacked, words
from store.times import day_or_none, micros

MICROSECOND = timedelta(microseconds=1)


class BookReading(Session):
    """What is asked about the book."""

    def book(self) -> tuple[Client, ...]:
        """Return every client with its contacts, by key."""
        contacts: dict[int, list[Contact]] = defaultdict(list)
        for number, *row in self.rows("contacts"):
            contacts[number].append(_contact(row))
        return tuple(_client(row, contacts) for row in self.rows("clients"))

    def envelopes(self) -> Iterator[Envelope]:
        """Yield who wrote to whom in mail that nobody could file: what `client discover` proposes clients from."""
        for row in self.each("envelopes"):
            yield envelope(*row)


class BookWriting(BookReading):
    """What changes the book."""

    def save_book(self, clients: Iterable[Client], matcher: Matcher, now: datetime) -> BookChange:
        """Replace the book, and file anew what is stored of those whose entry changed, as `matcher` says.

        Envelopes that are a client's now become touches at once; their text has to be read again, which the caller
        does by starting the returned scopes over. Nudges of clients who left the book are settled.
        """
        before = {client.key: client for client in self.book()}
        after = {client.key: client for client in clients}
        gone = before.keys() - after.keys()
        changed = [client for key, client in after.items() if before.get(key) != client]
        affected = [*changed, *(before[client.key] for client in changed if client.key in before)]
        affected += [before[key] for key in gone]
        self._write(changed)
        refiled, unread = refile(self, _terms(affected), matcher, micros(now)) if affected else (0, [])
        self._drop(gone, micros(now))
        mark(self, [number for _, number in self.among("client_numbers", [client.key for client in changed])])
        names = tuple(Scope(*row) for row in self.among("scopes_by_number", sorted(set(unread))))
        return BookChange(frozenset(client.key for client in changed), frozenset(gone), refiled, names)

    def _write(self, clients: Iterable[Client]) -> None:
        for client in clients:
            self.many("put_client", [_client_row(client)])
            number = self.value("client_number", key=clean(client.key))
            self.run("drop_contacts", client=number)
            rows = (_contact_row(number, place, contact) for place, contact in enumerate(client.contacts))
            self.many("put_contact", rows)

    def _drop(self, keys: Iterable[str], stamp: int) -> None:
        for key, number in list(self.among("client_numbers", keys)):
            for statement in ("drop_contacts", "drop_client_touches", "drop_client_mark", "drop_client_tracking"):
                self.run(statement, client=number)
            self.run("settle_client_nudges", client=key, settled_at=stamp)
            self.run("drop_client", client=number)


def _terms(clients: Iterable[Client]) -> set[str]:
    """Return the addresses and domains that mail of these clients may be known by."""
    terms: set[str] = set()
    for client in clients:
        terms.update(client.domains)
        terms.update(alias for alias in client.aliases if "@" in alias or "." in alias)
        for contact in client.contacts:
            terms.update(contact.emails)
    return {term.lower() for term in terms if term}


def _client(row: Row, contacts: Mapping[int, list[Contact]]) -> Client:
    number, key, name, domains, aliases, owner, lead, tier, language, cadence, quiet_until, notes = row
    return Client(
        key=key,
        name=name,
        domains=texts(domains),
        aliases=texts(aliases),
        contacts=tuple(contacts.get(number, ())),
        owner=owner,
        lead=lead,
        tier=Tier(tier),
        language=language,
        cadence=None if cadence is None else timedelta(microseconds=cadence),
        quiet_until=day_or_none(quiet_until),
        notes=tuple((column, value) for column, value in unpacked(notes)),
    )


def _client_row(client: Client) -> tuple[object, ...]:
    return (
        clean(client.key),
        clean(client.name),
        words(client.domains),
        words(client.aliases),
        clean(client.owner),
        clean(client.lead),
        client.tier.value,
        client.language,
        None if client.cadence is None else client.cadence // MICROSECOND,
        client.quiet_until.isoformat() if client.quiet_until else "",
        packed(client.notes),
    )


def _contact(row: Sequence[Any]) -> Contact:
    emails, name, title, role, phone, language, channel, birthday, notes, gone = row
    return Contact(texts(emails), name, title, role, phone, language, channel, birthday, notes, bool(gone))


def _contact_row(client: int, place: int, contact: Contact) -> tuple[object, ...]:
    said = (
        contact.name,
        contact.title,
        contact.role,
        contact.phone,
        contact.language,
        contact.channel,
        contact.birthday,
        contact.notes,
    )
    return (client, place, words(contact.emails), *map(clean, said), int(contact.gone))
