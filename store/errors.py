"""What may go wrong with the store.

    StoreError
     ├── NewerSchema     a newer wanglai wrote this file: use that one; nothing was changed
     ├── NotAStore       a file, but none of ours: choose another path; nothing was changed
     ├── StoreBusy       somebody else kept the file locked for too long: try again
     ├── StoreFull       the disk is full or fails: stop taking in, send nothing, go on reading
     ├── StoreDamaged    the file is broken: restore the last backup
     └── UnknownClient   filed by a book that has changed meanwhile: load the book and derive the page again

Nothing of a failed transaction remains.
"""

from __future__ import annotations

import sqlite3


class StoreError(Exception):
    """The store could not do what was asked; the transaction is undone. `code` has a page in docs/errors.md."""

    code = "E-STORE"


class NewerSchema(StoreError):
    """A newer wanglai wrote this file. `names` are the migrations this one has never heard of."""

    code = "E-STORE-NEWER"

    def __init__(self, path: str, names: tuple[str, ...]) -> None:
        super().__init__(f"{path} was written by a newer wanglai (unknown here: {', '.join(names)})")
        self.path = path
        self.names = names


class NotAStore(StoreError):
    """The file is a database of another program, or no database at all."""

    code = "E-STORE-FOREIGN"


class StoreBusy(StoreError):
    """The file stayed locked by another process."""

    code = "E-STORE-BUSY"


class StoreFull(StoreError):
    """The disk is full, or does not write any more."""

    code = "E-STORE-FULL"


class StoreDamaged(StoreError):
    """The file contradicts itself."""

    code = "E-STORE-DAMAGED"


class UnknownClient(StoreError):
    """Something is filed under a client the book does not hold (any more)."""

    code = "E-STORE-CLIENT"

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(f"not in the book: {', '.join(keys)}")
        self.keys = keys


def named(error: sqlite3.Error) -> StoreError | None:
    """Return our error for SQLite's, or None when it is a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(str(error))
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return StoreFull(str(error))
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamaged(str(error))
    return None
