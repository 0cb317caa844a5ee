"""Rows of a client book → clients with their contacts.

    reading = read_rows(table.rows, agency=agency)
    reading.clients       → (Client(key="元气饮料", name="元气饮料", contacts=(Contact(…), …)), …)
    reading.problems      → (Problem(row=7, id="book.email.unknown", params=(("text", "wangfang＃yuanqi"),)), …)

A client is repeated on each of its contacts' rows. Rows that name no client go to the one whose domain the address is
on; in a table of one's own (not in an address book) to the client above, as merged cells mean it; else to a client
named by the domain. The same rows always give the same clients, so importing twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from dossier.book.cells import Entry, RowReader
from dossier.book.columns import ADDRESS_BOOKS, Columns, Field, Source, recognise
from dossier.book.drafts import Draft
from dossier.book.keys import client_key
from dossier.book.problems import Problem, Row, problem
from dossier.brands import brand
from dossier.claims import Claims, Side
from dossier.domains import organisation
from dossier.model import Agency, Client
from dossier.spelling import split_address

MOST_ROWS = 100_000


class Reading(NamedTuple):
    """A client book as understood from a table."""

    clients: tuple[Client, ...]
    problems: tuple[Problem, ...]
    columns: Columns
    rows: int
    """Rows that were looked at."""


def read_rows(
    rows: Iterable[Row], *, agency: Agency | None = None, wishes: Mapping[str, str] | None = None, source: str = ""
) -> Reading:
    """Understand a table. `wishes` maps headers to field names; `source` names the program that made it, if known."""
    listed = [row for _, row in zip(range(MOST_ROWS), rows, strict=False)]
    columns = recognise((header for row in listed for header in row.cells), wishes, source)
    builder = _Builder(columns, agency or Agency())
    entries = [builder.reader.read(row) for row in listed]
    for entry in entries:
        builder.add(entry)
    builder.add_nameless()
    clients = builder.clients()
    problems = sorted(builder.problems, key=lambda one: (one.sheet, one.row))
    if listed and not {Field.CLIENT, Field.CONTACT, Field.GIVEN, Field.EMAIL} & set(columns.fields.values()):
        problems.insert(0, Problem(0, "book.columns.unknown", (("columns", ", ".join(columns.unknown[:8])),), "", True))
    return Reading(clients, tuple(problems), columns, len(listed))


class _Builder:
    def __init__(self, columns: Columns, agency: Agency) -> None:
        self.reader = RowReader(columns, agency)
        self.problems: list[Problem] = []
        self._columns = columns
        self._house = Claims((), agency)
        self._drafts: dict[str, Draft] = {}
        self._nameless: list[tuple[Entry, Draft | None]] = []
        self._above: Draft | None = None
        self._rows: dict[str, list[tuple[str, Row]]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        """Take a row that names its client; keep the others until all clients are known."""
        self.problems += entry.problems
        entry = self._without_colleagues(entry)
        if entry.name or client_key(entry.key):
            self._above = self._draft(entry.name or entry.key, client_key(entry.key))
            self._take(entry, self._above)
        elif entry.contact or entry.domains:
            self._nameless.append((entry, self._above))
        elif any(text.strip() for text in entry.row.cells.values()) and not entry.problems:
            self.problems.append(problem(entry.row, "book.row.nobody", fatal=True))

    def add_nameless(self) -> None:
        """Find a client for the rows that name none."""
        homes = {domain: draft for draft in self._drafts.values() for domain in (*draft.domains, *_homes(draft))}
        for entry, above in self._nameless:
            emails = entry.contact.emails if entry.contact else ()
            found = [*entry.domains, *(organisation(split_address(email).domain) for email in emails)]
            domain = next(filter(None, found), "")
            if domain in homes:
                self._take(entry, homes[domain])
            elif above and self._columns.source not in ADDRESS_BOOKS:
                self.problems.append(problem(entry.row, "book.client.from_above", client=above.name))
                self._take(entry, above)
            elif domain:
                homes[domain] = self._draft(brand(domain, []), "")
                self._take(entry, homes[domain])
            else:
                self.problems.append(problem(entry.row, "book.row.no_client", fatal=True, email=next(iter(emails), "")))

    def _draft(self, name: str, key: str) -> Draft:
        key = key or client_key(name) or "client"
        return self._drafts.setdefault(key, Draft(key, name))

    def _take(self, entry: Entry, draft: Draft) -> None:
        self.problems += draft.learn(entry.row, entry.said)
        draft.domains.update(dict.fromkeys(entry.domains))
        draft.aliases.update(dict.fromkeys(entry.aliases))
        if entry.name and entry.name != draft.name:
            draft.aliases[entry.name] = None
        person = (entry.contact.name or entry.contact.email) if entry.contact else ""
        for column, value in entry.notes:
            draft.note(column, value, person)
        if entry.contact:
            draft.meet(entry.contact)
            for email in entry.contact.emails:
                self._rows[email].append((draft.name, entry.row))

    def _without_colleagues(self, entry: Entry) -> Entry:
        """Drop our own people: exports list whoever owns an account among its contacts."""
        if not entry.contact:
            return entry
        ours = [email for email in entry.contact.emails if self._house[email].side is Side.OURS]
        if not ours:
            return entry
        self.problems.append(problem(entry.row, "book.contact.ours", email=ours[0]))
        left = tuple(email for email in entry.contact.emails if email not in ours)
        return entry._replace(contact=replace(entry.contact, emails=left) if left else None)

    def clients(self) -> tuple[Client, ...]:
        """Return the clients by key, with the domains their people write from where none was given."""
        given = {domain: draft.key for draft in self._drafts.values() for domain in draft.domains}
        ours = self._columns.source is Source.WANGLAI
        for draft in self._drafts.values():
            if not draft.domains and not ours:
                foreign = frozenset(domain for domain, key in given.items() if key != draft.key)
                draft.domains.update(dict.fromkeys(draft.learnt_domains(foreign)))
        self._report_shared()
        speak = not self._columns.named(Field.CLIENT_LANGUAGE)
        return tuple(self._drafts[key].client(speak=speak) for key in sorted(self._drafts))

    def _report_shared(self) -> None:
        for email, found in self._rows.items():
            names = list(dict.fromkeys(name for name, _ in found))
            if len(names) > 1:
                self.problems.append(problem(found[-1][1], "book.email.shared", email=email, clients=", ".join(names)))


def _homes(draft: Draft) -> list[str]:
    return [] if draft.domains else draft.learnt_domains(frozenset())
