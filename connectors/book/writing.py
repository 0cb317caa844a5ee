"""Writes a client book for a spreadsheet: UTF-8 with the mark Excel wants, and no cell that it would compute.

A cell that begins with `=`, `+`, `-`, `@` (or their full-width forms, which Excel in Chinese computes too) gets an
apostrophe in front (OWASP ASVS 1.2.10); reading the file takes it away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

COMPUTED = tuple("=+-@\t\r＝＋－＠")


def csv_bytes(lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines of cells as a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in line] for line in lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def guarded(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text."""
    return f"'{cell}" if cell.lstrip("'").startswith(COMPUTED) else cell


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(COMPUTED) else cell
