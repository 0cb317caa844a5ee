"""vCard 2.1, 3.0 and 4.0 (RFC 6350), as Outlook, Apple, Google, phones and Foxmail write them.

Read by hand, line by line: a card that is cut off or has lines that are none keeps what can be read of it, and the
cards behind it. Each property is decoded by its own CHARSET, for one file may hold several.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from connectors.book.table import LONGEST_CELL, Table
from dossier.book.columns import Source
from dossier.book.problems import Problem, Row
from dossier.book.rows import MOST_ROWS
from dossier.mime.charset import decode

MOST_LINES = 4_000_000
MOST_VALUES = 20
"""Addresses, telephones and so on of one card."""

COLUMNS = {
    "EMAIL": "Email",
    "TEL": "Phone",
    "TITLE": "Title",
    "ROLE": "Role",
    "BDAY": "Birthday",
    "NOTE": "Notes",
    "LANG": "Language",
    "URL": "Website",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary",
    "ANNIVERSARY": "Anniversary",
}
REPEATED = frozenset({"Email", "Phone", "Website"})


class Property(NamedTuple):
    """One line of a card: `item1.EMAIL;TYPE=work:anna@acme.example`."""

    name: str
    params: frozenset[str]
    charset: str
    value: bytes


def looks_like(data: bytes) -> bool:
    """Say whether a file is vCards, in whatever charset."""
    head = data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return head[:11].upper() == b"BEGIN:VCARD"


def read_vcard(data: bytes) -> Table:
    """Read cards. `row` is the line a card begins on."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    rows: list[Row] = []
    problems: dict[int, Problem] = {}
    card: dict[str, str] = {}
    start = 0
    for number, line in islice(_logical(data), MOST_LINES):
        found = _property(line)
        if found is None:
            problems.setdefault(start or number, Problem(start or number, "book.card.lines"))
        elif found.name in {"BEGIN", "END"}:
            if card:
                rows.append(Row(start, card))
            if card and found.name == "BEGIN":
                problems[start] = Problem(start, "book.card.unclosed")
            start, card = number, {}
        else:
            _put(card, found)
    if card:
        problems[start] = Problem(start, "book.card.unclosed")
        rows.append(Row(start, card))
    return Table(tuple(rows[:MOST_ROWS]), "vcard", tuple(islice(problems.values(), 1000)), Source.VCARD)


def _logical(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield unfolded lines with the number of their first: RFC 6350 §3.2, and quoted-printable's `=` at the end."""
    number, pending = 0, b""
    soft = False
    for at, raw in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        if soft or (raw[:1] in (b" ", b"\t") and pending):
            pending = (pending[:-1] + raw.lstrip()) if soft else pending + raw[1:]
        else:
            if pending.strip():
                yield number, pending
            number, pending = at, raw
        if len(pending) > LONGEST_CELL:
            pending = pending[:LONGEST_CELL]  # a photograph
        soft = pending.endswith(b"=") and b"QUOTED-PRINTABLE" in pending.partition(b":")[0].upper()
    if pending.strip():
        yield number, pending


def _property(line: bytes) -> Property | None:
    head, colon, value = line.partition(b":")
    if not colon or len(head) > 500:
        return None
    name, *raw = head.decode("ascii", "replace").upper().split(";")
    charset = next((param.partition("=")[2] for param in raw if param.startswith("CHARSET=")), "")
    params = frozenset(word for param in raw for word in param.replace("=", ",").split(","))
    return Property(name.rpartition(".")[2].strip(), params, charset.strip('"'), value)


def _put(card: dict[str, str], found: Property) -> None:
    """Write a property into a card's cells, under the column a table would have."""
    if found.name in {"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"}:
        return
    text = _text(found)
    if found.name == "FN":
        card["Contact"] = _plain(text)
    elif found.name == "N":
        family, given, middle = [*_parts(text), "", "", ""][:3]
        card.update({"Last Name": family, "First Name": given, "Middle Name": middle})
    elif found.name == "ORG":
        company, *units = _parts(text)
        card.update({"Company": company, "Department": " ".join(units).strip()})
    elif found.name in COLUMNS and text.strip():
        column = COLUMNS[found.name]
        taken = sum(1 for name in card if name.startswith(column))
        if column in REPEATED and taken < MOST_VALUES:
            card[f"{column} {taken + 1}"] = _plain(text).removeprefix("tel:")
        else:
            card.setdefault(column, _plain(text))


def _text(found: Property) -> str:
    value = found.value
    if "QUOTED-PRINTABLE" in found.params:
        value = binascii.a2b_qp(value)
    elif not found.params.isdisjoint({"BASE64", "B"}):
        try:
            value = binascii.a2b_base64(value)
        except binascii.Error:
            return ""
    return decode(value, found.charset)[0]


def _parts(text: str) -> list[str]:
    """Split a structured value at its semicolons, not at escaped ones (RFC 6350 §3.4)."""
    return [_plain(part.replace("\0", "\\;")) for part in text.replace("\\;", "\0").split(";")]


def _plain(text: str) -> str:
    for escaped, meant in (("\\n", "\n"), ("\\N", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        text = text.replace(escaped, meant)
    return text.strip()
