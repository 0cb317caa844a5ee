"""Client books as files: CSV, Excel, vCard and JSON to rows, and clients back to a CSV that a spreadsheet opens."""

from __future__ import annotations

from connectors.book.files import read_book, read_bytes
from connectors.book.table import Table
from connectors.book.writing import csv_bytes

__all__ = ["Table", "csv_bytes", "read_book", "read_bytes"]
