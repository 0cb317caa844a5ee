"""What a new version of the client book changes, and how it is taken over without losing what people edited.

    found = diff(stored, imported)
    found.added, found.changed, found.unchanged, found.missing
    merge(stored, imported, base=imported_last_time)

Nothing is deleted by importing: who is missing from the file stays, unless `prune` is asked for. A blank cell erases
nothing that the file never said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple

from dossier.model import Client, Contact

_PLAIN = tuple(one.name for one in fields(Client) if one.name not in {"key", "contacts"})
_PERSONAL = tuple(one.name for one in fields(Contact))
_UNSAID = ("", (), None, False, Client("", "").tier)
"""What a field holds where a file says nothing of it: a tier in a file counts unless it is the usual one."""


class Change(NamedTuple):
    """One field that differs. `contact` is empty for a field of the client; a new contact is the field `contact`."""

    client: str
    contact: str
    field: str
    before: Any
    after: Any


class Missing(NamedTuple):
    """A client, or one of its contacts, that is stored and not in the file."""

    client: str
    contact: str = ""


class Diff(NamedTuple):
    """What importing a book would do."""

    added: tuple[Client, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]
    missing: tuple[Missing, ...]


def diff(stored: Iterable[Client], imported: Iterable[Client], base: Iterable[Client] = ()) -> Diff:
    """Compare what is stored with what importing would make of it."""
    before = {client.key: client for client in stored}
    new = adopted(before.values(), imported)
    after = {client.key: client for client in merge(before.values(), new, base)}
    named = {client.key: client for client in new}
    changes = {key: tuple(_changes(before[key], after[key])) for key in named if key in before}
    missing = [Missing(key) for key in sorted(before.keys() - named.keys())]
    missing += [
        Missing(key, contact.email)
        for key in sorted(before.keys() & named.keys())
        for contact, same in _paired(before[key].contacts, named[key].contacts)
        if not same
    ]
    return Diff(
        added=tuple(client for key, client in after.items() if key not in before),
        changed=tuple(change for key in sorted(changes) for change in changes[key]),
        unchanged=tuple(sorted(key for key, found in changes.items() if not found)),
        missing=tuple(missing),
    )


def merge(
    stored: Iterable[Client], imported: Iterable[Client], base: Iterable[Client] = (), *, prune: bool = False
) -> tuple[Client, ...]:
    """Return the book after an import, by key.

    `base` is what the same file said last time. A field follows the file where the file changed since then; where
    only we changed it, it stays as a person left it. Without a base the file wins where it says something.
    """
    before = {client.key: client for client in stored}
    new = {client.key: client for client in adopted(before.values(), imported)}
    last = {client.key: client for client in adopted(before.values(), base)}
    merged = {} if prune else dict(before)
    for key, client in new.items():
        merged[key] = _client(before[key], client, last.get(key), prune=prune) if key in before else client
    return tuple(merged[key] for key in sorted(merged))


def adopted(stored: Iterable[Client], imported: Iterable[Client]) -> tuple[Client, ...]:
    """Give imported clients the keys they have here already, though their names changed.

    A client whose key is new is the stored one with which it shares an address, else a domain, else a name; where
    several do, it is new.
    """
    known = tuple(stored)
    keys = {client.key for client in known}
    listed = tuple(imported)
    taken = {client.key for client in listed}
    owners = _owners(client for client in known if client.key not in taken)
    found: list[Client] = []
    for client in listed:
        key = client.key if client.key in keys else _adopting(client, owners)
        if key != client.key and key in taken:
            key = client.key
        taken.add(key)
        found.append(replace(client, key=key))
    return tuple(found)


def _owners(clients: Iterable[Client]) -> Mapping[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for client in clients:
        for sign in _signs(client):
            owners.setdefault(sign, set()).add(client.key)
    return owners


def _signs(client: Client) -> list[str]:
    """Return what a client is recognised by: addresses, `@domains` and `=names`."""
    emails = [email for contact in client.contacts for email in contact.emails]
    names = [f"={name.casefold()}" for name in (client.name, *client.aliases)]
    return [*emails, *(f"@{domain}" for domain in client.domains), *names]


def _adopting(client: Client, owners: Mapping[str, set[str]]) -> str:
    signs = _signs(client)
    for kind in (lambda sign: sign[0] not in "@=", lambda sign: sign[0] == "@", lambda sign: sign[0] == "="):
        keys = set().union(*(owners.get(sign, set()) for sign in signs if kind(sign)))
        if len(keys) == 1:
            return keys.pop()
    return client.key


def _client(old: Client, new: Client, base: Client | None, *, prune: bool) -> Client:
    chosen = {name: _chosen(name, old, new, base, prune=prune) for name in _PLAIN}
    last = dict(_paired(new.contacts, base.contacts if base else ()))
    contacts = [
        _contact(known, contact, last[contact], prune=prune) for contact, known in _paired(new.contacts, old.contacts)
    ]
    kept = [contact for contact, same in _paired(old.contacts, new.contacts) if not same] if not prune else []
    order = {contact.email: index for index, contact in enumerate(old.contacts)}
    contacts.sort(key=lambda contact: min((order[email] for email in contact.emails if email in order), default=9**9))
    return replace(old, **chosen, contacts=tuple(contacts + kept))


def _contact(old: Contact | None, new: Contact, base: Contact | None, *, prune: bool) -> Contact:
    if old is None:
        return new
    return replace(old, **{name: _chosen(name, old, new, base, prune=prune) for name in _PERSONAL})


def _chosen(name: str, old: Any, new: Any, base: Any, *, prune: bool) -> Any:  # noqa: ANN401  any field of two classes
    stored, said = getattr(old, name), getattr(new, name)
    if base is not None and said == getattr(base, name):
        return stored
    if base is None and said in _UNSAID:
        return stored
    if isinstance(said, tuple) and not prune and base is None:
        return _together(stored, said)
    return said


def _together(stored: Sequence[Any], said: Sequence[Any]) -> tuple[Any, ...]:
    """Return a list with what the file adds; of two notes in one column the file's."""
    if any(isinstance(one, tuple) for one in (*stored, *said)):
        return tuple(sorted({**dict(stored), **dict(said)}.items()))
    return tuple(dict.fromkeys((*stored, *said)))


def _paired(contacts: Iterable[Contact], others: Sequence[Contact]) -> Iterator[tuple[Contact, Contact | None]]:
    """Yield each contact with the first of the others who has one of its addresses."""
    places = {email: index for index in range(len(others) - 1, -1, -1) for email in others[index].emails}
    for contact in contacts:
        found = [places[email] for email in contact.emails if email in places]
        yield contact, others[min(found)] if found else None


def _changes(before: Client, after: Client) -> Iterable[Change]:
    for name in _PLAIN:
        if getattr(before, name) != getattr(after, name):
            yield Change(before.key, "", name, getattr(before, name), getattr(after, name))
    for contact, old in _paired(after.contacts, before.contacts):
        if old is None:
            yield Change(before.key, contact.email, "contact", None, contact)
            continue
        for name in _PERSONAL:
            if getattr(old, name) != getattr(contact, name):
                yield Change(before.key, contact.email, name, getattr(old, name), getattr(contact, name))
