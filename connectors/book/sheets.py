"""Excel workbooks (.xlsx), read as a stream and within bounds: they are zip archives, and zip archives explode."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from connectors.book.table import SOUGHT, Line, Table, broken, headed, likeness
from dossier.book.columns import MOST
from dossier.book.rows import MOST_ROWS

LARGEST_UNPACKED = 256 << 20
LARGEST_STRINGS = 64 << 20
"""The table of strings is held in memory as a whole."""
MOST_PARTS = 2000
MOST_SHEETS = 50
BLANK_LINES = 2000
"""Empty lines after which a sheet is over: formatting often reaches down to the last of a million."""


def read_xlsx(data: bytes) -> Table:
    """Read every visible sheet that has headers, or the first one where none has."""
    refused = _refused(data)
    if refused:
        return broken(refused, "xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions it does not know, which say nothing about cells
            return _read(data)
    except Exception as error:  # noqa: BLE001  openpyxl raises whatever its parsing meets: KeyError, TypeError, ParseError
        return broken("book.file.broken", "xlsx", reason=type(error).__name__)


def _refused(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return "book.file.broken"
    strings = max((part.file_size for part in parts if "sharedstrings" in part.filename.casefold()), default=0)
    if len(parts) > MOST_PARTS or strings > LARGEST_STRINGS or sum(p.file_size for p in parts) > LARGEST_UNPACKED:
        return "book.file.explodes"
    if not any(part.filename.casefold().startswith("xl/") for part in parts):
        return "book.file.not_excel"
    return ""


def _read(data: bytes) -> Table:
    from openpyxl import load_workbook  # noqa: PLC0415  0.2 s that only a workbook is worth

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        shown = [sheet for sheet in workbook.worksheets[:MOST_SHEETS] if sheet.sheet_state == "visible"]
        lines = {sheet.title: list(_lines(sheet)) for sheet in shown}
    finally:
        workbook.close()
    with_headers = {name: found for name, found in lines.items() if _likeness(found) >= 2}
    used = with_headers or dict(list(lines.items())[:1])
    read = [headed(found, name if len(used) > 1 else "") for name, found in used.items()]
    rows = tuple(row for rows, _ in read for row in rows)
    return Table(rows, "xlsx", tuple(problem for _, problems in read for problem in problems))


def _likeness(lines: list[Line]) -> int:
    return max(map(likeness, islice(lines, SOUGHT)), default=0)


def _lines(sheet: Any) -> Iterator[Line]:  # noqa: ANN401  the stubs know no read-only sheet with rows
    blank = 0
    # Bounds are given because what a sheet says of its own size is not to be believed.
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + SOUGHT, max_col=MOST, values_only=True), 1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            blank = 0
            yield number, texts
            continue
        blank += 1
        if blank > BLANK_LINES:
            return


def _text(cell: object) -> str:
    """Return a cell as a person reads it: whole numbers without `.0`, days as ISO 8601."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15 else str(cell)
