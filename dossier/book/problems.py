"""Rows of a client book as they were read, and what could not be understood of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Row(NamedTuple):
    """One line of a table, by its column names. `number` is what the program that made the file shows beside it."""

    number: int
    cells: Mapping[str, str]
    sheet: str = ""


class Problem(NamedTuple):
    """Something a person should look at: where, which message of the catalogue, and what fills it.

    Row 0 is the file itself. What is not `fatal` for the row was read as well as it could be.
    """

    row: int
    id: str
    params: tuple[tuple[str, str | int], ...] = ()
    sheet: str = ""
    fatal: bool = False
    """Nothing of the row came into the book."""


SHOWN = 60
"""Characters of a cell that a problem quotes."""


def problem(row: Row, what: str, *, fatal: bool = False, **params: str | int) -> Problem:
    """Return a problem of a row; texts in it are cut to what fits a line."""
    shown = tuple((name, value[:SHOWN] if isinstance(value, str) else value) for name, value in params.items())
    return Problem(row.number, what, shown, row.sheet, fatal)
