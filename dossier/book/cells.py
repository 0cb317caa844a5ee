"""One row of a client book, understood: whom it names, what it says of them, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from dossier.book import values
from dossier.book.birthdays import birthday
from dossier.book.columns import Columns, Field
from dossier.book.drafts import Said
from dossier.book.problems import Problem, Row, problem
from dossier.domains import is_personal
from dossier.model import Agency, Contact

Value = TypeVar("Value")


class Entry(NamedTuple):
    """What a row says. `name` is empty where it names no client, `contact` is None where it names nobody."""

    row: Row
    name: str
    key: str
    said: Said
    contact: Contact | None
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


class RowReader:
    """Understands rows by their columns; owners named by name are found among the agency's members."""

    def __init__(self, columns: Columns, agency: Agency) -> None:
        self._columns = columns
        self._by_field = {field: columns.named(field) for field in Field}
        self._members = {member.name.casefold(): member.address for member in agency.members if member.name}

    def read(self, row: Row) -> Entry:
        """Read one row. What is not understood becomes a problem; the rest is kept."""
        cells = Cells(row, {name: values.clean(text) for name, text in row.cells.items() if text}, self._by_field)
        contact = self._contact(cells)
        said = self._said(cells, alone=contact is None)
        notes = [(name, cells.texts[name]) for name in self._columns.unknown if cells.texts.get(name)]
        notes += [("notes", text) for text in cells.all(Field.CLIENT_NOTES)]
        if contact is None and (text := cells.first(Field.NOTES)):
            notes.append(("notes", text))
        return Entry(
            row=row,
            name=(cells.first(Field.CLIENT) or cells.first(Field.BRAND)).partition("\n")[0][:200].strip(),
            key=cells.first(Field.KEY),
            said=said,
            contact=contact,
            domains=tuple(_domains(cells)),
            aliases=tuple(alias for text in cells.all(Field.ALIAS) for alias in values.several(text)),
            notes=tuple(notes),
            problems=tuple(cells.problems),
        )

    def _said(self, cells: Cells, *, alone: bool) -> Said:
        speech = cells.understood(Field.CLIENT_LANGUAGE, values.language)
        if alone:
            speech = speech or cells.understood(Field.LANGUAGE, values.language)
        return Said(
            tier=cells.understood(Field.TIER, values.tier),
            owner=cells.understood(Field.OWNER, self._member) or "",
            lead=cells.understood(Field.LEAD, self._member) or "",
            language=speech or "",
            cadence=cells.understood(Field.CADENCE, values.cadence),
            quiet_until=cells.understood(Field.QUIET, values.day),
        )

    def _member(self, text: str) -> str | None:
        named = self._members.get(text.casefold().strip())
        return named or next((email for _, email in values.emails(text) if email), None)

    def _contact(self, cells: Cells) -> Contact | None:
        name = _person(cells)
        emails = list(dict.fromkeys(_emails(cells)))
        if not emails:
            if name:
                cells.complain("book.contact.no_address", name=name)
            return None
        return Contact(
            emails=tuple(emails),
            name=name,
            title=cells.first(Field.TITLE),
            role=cells.first(Field.ROLE),
            phone="; ".join(dict.fromkeys(cells.all(Field.PHONE))),
            language=cells.understood(Field.LANGUAGE, values.language) or "",
            channel=cells.first(Field.CHANNEL),
            birthday=cells.understood(Field.BIRTHDAY, birthday) or "",
            notes=cells.first(Field.NOTES),
            gone=values.said_yes(cells.first(Field.GONE)),
        )


class Cells:
    """The cells of one row, asked by field."""

    def __init__(self, row: Row, texts: dict[str, str], by_field: dict[Field, list[str]]) -> None:
        self.row = row
        self.texts = texts
        self.problems: list[Problem] = []
        self._by_field = by_field

    def all(self, field: Field) -> list[str]:
        """Return what all columns of a field say."""
        return [text for name in self._by_field[field] if (text := self.texts.get(name, ""))]

    def first(self, field: Field) -> str:
        """Return what the first filled column of a field says, or `""`."""
        return next(iter(self.all(field)), "")

    def understood(self, field: Field, parse: Callable[[str], Value | None]) -> Value | None:
        """Return the value of a field; text that is not understood is reported."""
        text = self.first(field)
        found = parse(text) if text else None
        if text and found is None:
            self.complain(f"book.{field.value}.unknown", text=text)
        return found

    def complain(self, what: str, **params: str) -> None:
        """Report something about this row."""
        self.problems.append(problem(self.row, what, fatal=False, **params))


def _person(cells: Cells) -> str:
    whole = cells.first(Field.CONTACT)
    if whole:
        return whole.partition("\n")[0][:200]
    given, middle, family = (cells.first(field) for field in (Field.GIVEN, Field.MIDDLE, Field.FAMILY))
    if (given + family).isascii():
        return " ".join(part for part in (given, middle, family) if part)[:200]
    return f"{family}{given}"[:200]  # 王 + 芳: in Chinese the family comes first, without a blank


def _emails(cells: Cells) -> Iterator[str]:
    for text in cells.all(Field.EMAIL):
        for written, email in values.emails(text):
            if email:
                yield email
            else:
                cells.complain("book.email.unknown", text=written)


def _domains(cells: Cells) -> Iterator[str]:
    for text in cells.all(Field.DOMAIN):
        for written, domain in values.domains(text):
            if not domain:
                cells.complain("book.domain.unknown", text=written)
            elif is_personal(domain):
                cells.complain("book.domain.personal", text=domain)
            else:
                yield domain
