"""JSON: a list of objects, one object a line, or clients with their contacts inside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from connectors.book.table import LONGEST_CELL, Table, broken
from dossier.book.problems import Problem, Row
from dossier.book.rows import MOST_ROWS

NESTED = ("clients", "contacts", "customers", "companies", "results", "data", "items")
"""Where a document keeps its list."""
OF_CLIENT = {"name": "client", "language": "client language", "notes": "client notes"}
OF_CONTACT = {"name": "contact", "emails": "email"}
"""What a field is called in a table, where a client and its contact both have one."""
BETWEEN = "; "


def read_json(text: str) -> Table:
    """Read a JSON document. `row` is the object's place in the list, from 1."""
    try:
        found = _listed(json.loads(text))
    except (ValueError, RecursionError) as error:
        return _by_line(text) or broken("book.file.broken", "json", reason=str(error)[:80])
    if found is None:
        return broken("book.file.no_list", "json")
    return _table(enumerate(found, 1), [])


def _by_line(text: str) -> Table | None:
    """Read one object a line; a broken line costs itself. None where no line is an object."""
    found: list[tuple[int, Any]] = []
    problems: list[Problem] = []
    for number, line in enumerate(islice(text.splitlines(), MOST_ROWS), 1):
        if line.strip():
            try:
                found.append((number, json.loads(line)))
            except (ValueError, RecursionError):
                problems.append(Problem(number, "book.row.broken", (), "", fatal=True))
    return _table(iter(found), problems) if any(isinstance(one, dict) for _, one in found) else None


def _listed(document: Any) -> list[Any] | None:  # noqa: ANN401  it is whatever somebody wrote
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = (document[name] for name in NESTED if isinstance(document.get(name), list))
        return next(lists, [document] if document else None)
    return None


def _table(found: Iterator[tuple[int, Any]], problems: list[Problem]) -> Table:
    rows: list[Row] = []
    for number, one in islice(found, MOST_ROWS):
        if isinstance(one, dict):
            rows.extend(Row(number, cells) for cells in _flat(one))
        else:
            problems.append(Problem(number, "book.row.broken", (), "", fatal=True))
    return Table(tuple(rows), "json", tuple(problems))


def _flat(one: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield an object as rows: one for each contact inside it."""
    contacts = one.get("contacts")
    if not isinstance(contacts, list):
        yield _cells(one, {})
        return
    client = _cells({key: value for key, value in one.items() if key != "contacts"}, OF_CLIENT)
    for contact in contacts[:MOST_ROWS] or [{}]:
        person = contact if isinstance(contact, dict) else {"email": contact}
        yield client | _cells(person, OF_CONTACT)


def _cells(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in islice(one.items(), 300):
        if isinstance(value, dict):
            cells.update((str(inner), _text(deep)) for inner, deep in islice(value.items(), 300))
        else:
            cells[names.get(str(key), str(key))] = _text(value)
    return {key: value[:LONGEST_CELL] for key, value in cells.items() if value}


def _text(value: Any) -> str:  # noqa: ANN401  the same
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(_text(one) for one in value[:1000] if not isinstance(one, list | dict))
    return "yes" if value is True else str(value) if isinstance(value, str | int | float) else ""
