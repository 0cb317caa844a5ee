"""Reads a client book from a file, by what is in it and not by what it is called.

Whatever is wrong with the file is in the table's problems, by row; only a file that cannot be opened raises.
"""

from __future__ import annotations

from pathlib import Path

from connectors.base import Rejected
from connectors.book import sheets, vcard
from connectors.book.listed import read_json
from connectors.book.separated import read_separated
from connectors.book.table import Table, broken
from dossier.mime.charset import decode

LARGEST = 64 << 20
"""Bytes of a file that are read; a hundred thousand contacts take a quarter of it."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""OLE2: Excel before 2007, and every newer file under a password."""


def read_book(path: Path) -> Table:
    """Read a file. Raises Rejected(`E-BOOK-UNREADABLE`) where it cannot be opened."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Rejected("E-BOOK-UNREADABLE", path=str(path), reason=error.strerror or "") from error
    return read_bytes(data)


def read_bytes(data: bytes) -> Table:
    """Read the content of a file. Never raises."""
    if len(data) > LARGEST:
        return broken("book.file.too_large", most=LARGEST >> 20)
    return _binary(data) or _textual(to_text(data))


def _binary(data: bytes) -> Table | None:
    if data.startswith(OLD_OFFICE):
        return broken("book.file.old_excel")
    if data.startswith(b"PK\x03\x04"):
        return sheets.read_xlsx(data)
    return vcard.read_vcard(data) if vcard.looks_like(data) else None


def _textual(text: str) -> Table:
    start = text[:1000].lstrip().casefold()
    if not start:
        return broken("book.file.empty")
    if start.startswith(("[", "{")):
        return read_json(text)
    if start.startswith(("<!doctype", "<html", "<table", "<?xml")):
        return broken("book.file.html")
    return read_separated(text)


def to_text(data: bytes) -> str:
    """Decode a text file: by its byte order mark, as UTF-16 by its zeros, else as mail without a charset is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    head = data[:2000]
    if head.count(0) * 10 > len(head):
        return data.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    return decode(data)[0].replace("\x00", "")
