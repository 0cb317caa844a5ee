"""A table as read from a file, and how lines of cells become rows with headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from dossier.book.columns import MOST, header_likeness
from dossier.book.problems import Problem, Row
from dossier.book.rows import MOST_ROWS

SOUGHT = 20
"""Lines among which the headers are sought: titles and remarks may stand above them."""
LONGEST_CELL = 32_768
"""Characters of a cell, as in Excel."""

Line = tuple[int, Sequence[str]]
"""A line of cells and the number a spreadsheet shows beside it."""


class Table(NamedTuple):
    """Rows of a file, what kind of file it was, and what could not be read of it."""

    rows: tuple[Row, ...]
    format: str
    """`csv`, `xlsx`, `vcard`, `json`; empty where it was none of them."""
    problems: tuple[Problem, ...] = ()
    source: str = ""
    """The program that made it, where the format says so (`columns.Source`)."""


def broken(what: str, file_format: str = "", **params: str | int) -> Table:
    """Return the table of a file that nothing can be read from."""
    return Table((), file_format, (Problem(0, what, tuple(params.items()), "", fatal=True),))


def headed(lines: Iterable[Line], sheet: str = "") -> tuple[list[Row], list[Problem]]:
    """Find the line with the headers and return the rows below it, empty ones left out."""
    filled = ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells[:MOST]))
    kept = list(islice(filled, MOST_ROWS + 1))
    problems = []
    if len(kept) > MOST_ROWS:
        problems.append(Problem(kept[-1][0], "book.file.too_many_rows", (("most", MOST_ROWS),), sheet, fatal=True))
        kept.pop()
    top = header_index(kept)
    headers = _distinct(kept[top][1][:MOST]) if kept else []
    return [_row(number, headers, cells, sheet) for number, cells in kept[top + 1 :]], problems


def header_index(lines: Sequence[Line]) -> int:
    """Return which line holds the headers: the one among the first that has most names of columns."""
    return max(range(min(len(lines), SOUGHT)), key=lambda index: (likeness(lines[index]), -index), default=0)


def likeness(line: Line) -> int:
    """Return how much a line looks like headers."""
    return header_likeness(line[1][:MOST])


def _row(number: int, headers: Sequence[str], cells: Sequence[str], sheet: str) -> Row:
    named = zip(headers, cells, strict=False)
    return Row(number, {header: cell[:LONGEST_CELL] for header, cell in named if cell.strip()}, sheet)


def _distinct(cells: Sequence[str]) -> list[str]:
    """Name every column once: a second `邮箱` becomes `邮箱 (2)`, one without a name `column 3`."""
    names: dict[str, None] = {}
    for index, cell in enumerate(cells, 1):
        base = name = " ".join(cell.split())[:100].strip("\ufeff") or f"column {index}"
        again = 2
        while name in names:
            name, again = f"{base} ({again})", again + 1
        names[name] = None
    return list(names)
