"""What the columns of a client book mean, whatever they are called: Chinese, English, HubSpot, Google, Outlook.

    recognise(["客户名称", "E-mail 1 - Value", "合同到期"])
        → Columns(fields={"客户名称": Field.CLIENT, "E-mail 1 - Value": Field.EMAIL}, unknown=("合同到期",), …)

The names are in `lists/columns.txt`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

MOST = 300
"""Columns looked at; an Outlook export has 92."""


class Field(StrEnum):
    """What a column says of a client or a contact."""

    KEY = "key"
    CLIENT = "client"
    BRAND = "brand"
    NAME = "name"
    DOMAIN = "domain"
    ALIAS = "alias"
    TIER = "tier"
    OWNER = "owner"
    LEAD = "lead"
    CLIENT_LANGUAGE = "client_language"
    CADENCE = "cadence"
    QUIET = "quiet"
    CLIENT_NOTES = "client_notes"
    CONTACT = "contact"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    EMAIL = "email"
    TITLE = "title"
    ROLE = "role"
    PHONE = "phone"
    LANGUAGE = "language"
    CHANNEL = "channel"
    BIRTHDAY = "birthday"
    NOTES = "notes"
    GONE = "gone"
    IGNORED = "ignored"


MANY = frozenset({Field.EMAIL, Field.DOMAIN, Field.ALIAS, Field.PHONE, Field.BRAND})
"""Fields that several columns may fill together."""


class Source(StrEnum):
    """Which program made a table."""

    WANGLAI = "wanglai"
    HUBSPOT = "hubspot"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    VCARD = "vcard"
    PLAIN = "plain"


ADDRESS_BOOKS = frozenset({Source.HUBSPOT, Source.GOOGLE, Source.OUTLOOK, Source.VCARD})
"""Where an empty company means "no company", not "the same as above"."""


class Columns(NamedTuple):
    """What each column means; `unknown` ones are kept as notes."""

    fields: Mapping[str, Field]
    unknown: tuple[str, ...]
    source: Source

    def named(self, field: Field) -> list[str]:
        """Return the columns that fill a field, in order."""
        return [header for header, found in self.fields.items() if found is field]


def squeezed(header: str) -> str:
    """Return a header without case, blanks, digits, punctuation and remarks in brackets: `E-mail 2 (工作)*` → email."""
    text = unicodedata.normalize("NFKC", header[:100]).casefold()
    head = text.partition("(")[0]
    kept = head if any(letter.isalpha() for letter in head) else text
    return "".join(letter for letter in kept if letter.isalpha())


def recognise(headers: Iterable[str], wishes: Mapping[str, str] | None = None, source: str = "") -> Columns:
    """Say what each column means. `wishes` maps headers to field names and wins; an unknown field raises ValueError."""
    names = list(dict.fromkeys(header for _, header in zip(range(MOST), headers, strict=False)))
    wished = {header: Field(field) for header, field in (wishes or {}).items()}
    found = {header: wished.get(header) or _names().get(squeezed(header)) for header in names}
    fields = _settled({header: field for header, field in found.items() if field}, frozenset(wished))
    unknown = tuple(header for header in names if header and header not in fields)
    return Columns(fields, unknown, Source(source) if source else _source(names, fields))


def header_likeness(cells: Iterable[str]) -> int:
    """Return how many cells of a line are names of columns: how the line with the headers is found."""
    return sum(1 for cell in cells if cell and len(cell) <= 100 and squeezed(cell) in _names())


def _settled(fields: dict[str, Field], wished: frozenset[str]) -> dict[str, Field]:
    """Decide what `name` and `brand` mean beside the other columns, and keep one column for what is said once."""
    have = set(fields.values())
    person = bool(have & {Field.CONTACT, Field.GIVEN, Field.FAMILY})
    roles = {
        Field.NAME: Field.CLIENT if person and Field.CLIENT not in have else Field.CONTACT,
        Field.BRAND: Field.ALIAS if Field.CLIENT in have or (person and Field.NAME in have) else Field.CLIENT,
    }
    settled: dict[str, Field] = {}
    for header, raw in sorted(fields.items(), key=lambda one: one[0] not in wished):
        field = roles.get(raw, raw)
        if field in MANY or field is Field.IGNORED or field not in settled.values():
            settled[header] = field
    return {header: settled[header] for header in fields if header in settled}


def _source(headers: Iterable[str], fields: Mapping[str, Field]) -> Source:
    names = {squeezed(header) for header in headers}
    if Field.KEY in fields.values():
        return Source.WANGLAI
    if "recordid" in names and names & {"associatedcompany", "contactowner", "companyowner", "companydomainname"}:
        return Source.HUBSPOT
    if "emailvalue" in names or {"givenname", "groupmembership"} <= names:
        return Source.GOOGLE
    if {"firstname", "emailaddress", "businessphone"} <= names or "emaildisplayname" in names:
        return Source.OUTLOOK
    return Source.PLAIN


@cache
def _names() -> Mapping[str, Field]:
    text = files("dossier.lists").joinpath("columns.txt").read_text("utf-8")
    found: dict[str, Field] = {}
    for line in text.splitlines():
        field, colon, names = line.partition(":")
        if colon and not line.startswith("#"):
            found.update((squeezed(name), Field(field)) for name in names.split())
    return found
