"""CSV and its relatives: comma, semicolon, tab or bar, as Excel, WPS, Numbers and databases write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from connectors.book.table import SOUGHT, Line, Table, headed, likeness
from connectors.book.writing import unguarded
from dossier.book.problems import Problem

SEPARATORS = ",;\t|，"
LOST = 40
"""Lines within one cell from which a quotation mark is taken for one that nobody closed."""


def read_separated(text: str) -> Table:
    """Read separated text. A quotation mark that is never closed costs its row, not the rest of the file."""
    text, separator = _told(text)
    separator = separator or _sniffed(text)
    problems: list[Problem] = []
    try:
        lines = list(_lines(text, separator, csv.QUOTE_MINIMAL))
        lost = next((number for number, cells in lines if any(cell.count("\n") > LOST for cell in cells)), 0)
    except csv.Error:
        lines, lost = [], 1
    if lost:
        problems.append(Problem(lost, "book.file.quotes"))
        lines = list(_lines(text, separator, csv.QUOTE_NONE))
    rows, more = headed((number, [unguarded(cell) for cell in cells]) for number, cells in lines)
    return Table(tuple(rows), "csv", (*problems, *more))


def _told(text: str) -> tuple[str, str]:
    """Return the text without Excel's own `sep=;` line, and what it says; Excel does not count that line."""
    first, _, rest = text.removeprefix("\ufeff").partition("\n")
    mark = first.strip("\r").casefold()
    if mark.startswith("sep=") and len(mark) == 5:
        return rest, mark[4]
    return text.removeprefix("\ufeff"), ""


def _sniffed(text: str) -> str:
    """Return the separator by which the headers make most sense, else the one that makes most equal lines."""
    return max(SEPARATORS, key=lambda separator: _sense(text[:65536], separator))


def _sense(text: str, separator: str) -> tuple[int, int, int]:
    try:
        lines = list(islice(_lines(text, separator, csv.QUOTE_MINIMAL), SOUGHT))
    except csv.Error:
        return 0, 0, 0
    widths = [len(cells) for _, cells in lines if len(cells) > 1]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return max(map(likeness, lines), default=0), widths.count(usual), usual


def _lines(text: str, separator: str, quoting: Literal[0, 3]) -> Iterator[Line]:
    quote = '"' if quoting == csv.QUOTE_MINIMAL else None
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, quotechar=quote, quoting=quoting, skipinitialspace=True
    )
    for number, cells in enumerate(reader, 1):
        yield number, cells if quote else [cell.strip('"') for cell in cells]
