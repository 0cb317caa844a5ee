"""What a printed page is made of: blocks of facts and entries, every sentence made and every foreign word cleaned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from dossier.model import Dossier
from outbox.clean import NAME, clean_line
from outbox.phrases import Phrases

Source = TypeVar("Source")


class Fact(NamedTuple):
    """One thing known, beside its name. `lang` is the value's language where that is not the page's."""

    label: str
    value: str
    lang: str = ""


class Entry(NamedTuple):
    """One line of a list: what, and below it who, when and how far."""

    text: str
    lang: str
    meta: str
    badge: str = ""
    """A deadline, or a word that must not be missed; else empty."""
    quoted: bool = False
    """The text is somebody's own words."""


class Block(NamedTuple):
    """One part of the page. `note` is the grey line below it, or all there is."""

    title: str
    facts: tuple[Fact, ...] = ()
    entries: tuple[Entry, ...] = ()
    note: str = ""


class Teller(NamedTuple):
    """Says what is in one client's dossier: the sentences are in the reader's language and its owner's time."""

    dossier: Dossier
    phrases: Phrases

    def day(self, at: datetime) -> date:
        """Return the day it is where the client's owner works."""
        return self.dossier.calendar(self.dossier.owner()).day_of(at)

    def fact(self, phrase: str, value: str, limit: int = 200) -> list[Fact]:
        """Return a fact under the name that the catalogue gives it; nothing where nothing is known."""
        text = clean_line(value, limit)
        return [Fact(self.phrases.say(phrase), text, self.phrases.foreign(text))] if text else []

    def name(self, email: str) -> str:
        """Return what to call a contact or one of us."""
        member = self.dossier.agency.member(email)
        return clean_line((member.name if member else "") or self.dossier.contact_name(email), NAME)

    def names(self, emails: Sequence[str], most: int = 5) -> str:
        """Return what to call several people, as a list."""
        named = list(dict.fromkeys(self.name(email) for email in emails))
        return self.phrases.listed(named if len(named) <= most else [*named[:most], "…"])


def listed(found: Sequence[Source], most: int, entry: Callable[[Source], Entry]) -> tuple[Entry, ...]:
    """Return the first entries of a list that may be long."""
    return tuple(entry(one) for one in found[:most])


def dotted(parts: Iterable[str]) -> str:
    """Join what is known of something: `王芳 · 品牌总监`."""
    return " · ".join(part for part in parts if part)
