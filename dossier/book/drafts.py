"""A client in the making: what its rows have said so far, and the contradictions among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta

from dossier.book.problems import Problem, Row, problem
from dossier.domains import organisation
from dossier.mailboxes import is_robot
from dossier.model import Client, Contact, Tier
from dossier.spelling import split_address

LONGEST_NOTE = 2000


@dataclass(slots=True)
class Said:
    """What a row says of a client once; None and empty where it says nothing."""

    tier: Tier | None = None
    owner: str = ""
    lead: str = ""
    language: str = ""
    cadence: timedelta | None = None
    quiet_until: date | None = None


@dataclass(slots=True)
class Draft:
    """One client, while its rows are read. Every row may add; none takes away what an earlier one said."""

    key: str
    name: str
    domains: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Address → index of the contact who has it."""
    said: Said = field(default_factory=Said)
    notes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Column → value → the people it was written beside."""

    def learn(self, row: Row, said: Said) -> list[Problem]:
        """Take what a row says of the client; what contradicts an earlier row is reported and not taken."""
        problems: list[Problem] = []
        for one in fields(Said):
            new, old = getattr(said, one.name), getattr(self.said, one.name)
            if new and not old:
                setattr(self.said, one.name, new)
            elif new and new != old:
                kept, ignored = _shown(old), _shown(new)
                told = problem(
                    row, "book.client.contradicts", client=self.name, field=one.name, kept=kept, not_taken=ignored
                )
                problems.append(told)
        return problems

    def meet(self, contact: Contact) -> None:
        """Add a person, or what is new about one whose address is known."""
        place = min((self.places[email] for email in contact.emails if email in self.places), default=-1)
        if place < 0:
            place = len(self.contacts)
            self.contacts.append(contact)
        else:
            self.contacts[place] = joined(self.contacts[place], contact)
        for email in contact.emails:
            self.places.setdefault(email, place)

    def note(self, column: str, value: str, person: str) -> None:
        """Keep a value of a column that has no field of its own."""
        people = self.notes.setdefault(column, {}).setdefault(value[:LONGEST_NOTE], [])
        if person not in people:
            people.append(person)

    def learnt_domains(self, foreign: frozenset[str]) -> list[str]:
        """Return the domains its people write from: none of private mail, none that is `foreign` to it."""
        emails = (email for contact in self.contacts for email in contact.emails if not is_robot(email))
        found = dict.fromkeys(organisation(split_address(email).domain) for email in emails)
        return [domain for domain in found if domain and domain not in foreign]

    def client(self, *, speak: bool) -> Client:
        """Return the finished client; `speak`: its language is its people's where nothing else was said."""
        spoken = Counter(contact.language for contact in self.contacts if contact.language)
        usual = min(spoken, key=lambda tag: (-spoken[tag], tag), default="") if speak else ""
        return Client(
            key=self.key,
            name=self.name,
            domains=tuple(self.domains),
            aliases=tuple(alias for alias in self.aliases if alias != self.name),
            contacts=tuple(self.contacts),
            owner=self.said.owner,
            lead=self.said.lead,
            tier=self.said.tier or Tier.B,
            language=self.said.language or usual,
            cadence=self.said.cadence,
            quiet_until=self.said.quiet_until,
            notes=tuple(sorted((column, _noted(values)) for column, values in self.notes.items())),
        )


def joined(known: Contact, more: Contact) -> Contact:
    """Return a contact with the blanks of `known` filled from `more`, and all addresses of both."""
    emails = tuple(dict.fromkeys((*known.emails, *more.emails)))
    filled = {
        one.name: getattr(known, one.name) or getattr(more, one.name) for one in fields(Contact) if one.name != "emails"
    }
    return replace(known, emails=emails, **filled)


def _noted(values: dict[str, list[str]]) -> str:
    """Write down a column's values: one as it is, several with the people they belong to."""
    if len(values) == 1:
        return next(iter(values))
    told = (f"{', '.join(filter(None, people))}: {value}" if any(people) else value for value, people in values.items())
    return "; ".join(told)[:LONGEST_NOTE]


def _shown(value: object) -> str:
    return f"{value.days}d" if isinstance(value, timedelta) else str(value)
