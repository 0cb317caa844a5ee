"""Looking after the store: is it whole, a copy of it, and its tables in and out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from store.errors import StoreDamaged
from store.queries import named
from store.sqlite import Store

INVARIANTS = (
    "check_copies",
    "check_touches",
    "check_texts",
    "check_twins",
    "check_links",
    "check_chosen",
)
"""Statements that count what must not be."""


def check(store: Store, *, quick: bool = False) -> list[str]:
    """Return what is wrong with the file, in SQLite's words, and which of our own invariants do not hold.

    `quick` leaves out whether indexes agree with their tables.
    """
    with store.alone() as db:
        pragma = "quick_check" if quick else "integrity_check"
        found = [row[0] for row in db.conn.execute(f"PRAGMA {pragma}") if row[0] != "ok"]
        counts = ((name, db.conn.execute(named()[name]).fetchone()[0]) for name in INVARIANTS)
        return found + [f"{name.removeprefix('check_')}: {count}" for name, count in counts if count]


def backup(store: Store, path: Path) -> Path:
    """Write a copy of the store to `path` while it may be in use, and prove that the copy can be opened and is whole.

    An existing file is replaced only then. Raises StoreDamaged, StoreFull.
    """
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        with store.alone() as db:
            db.conn.execute("VACUUM INTO ?", (str(beside),))
        with Store.open(beside) as copy:
            if wrong := check(copy):
                raise StoreDamaged(f"the backup is not whole: {wrong[0]}")
        beside.replace(path)
    finally:
        for leftover in (beside, Path(f"{beside}-wal"), Path(f"{beside}-shm"), Path(f"{beside}-journal")):
            leftover.unlink(missing_ok=True)
    return path


def tables(store: Store) -> list[str]:
    """Return the tables that can be exported and imported."""
    with store.alone() as db:
        return sorted(name for name in db.table_names() if not name.startswith(("_", "sqlite_", "kept_fts")))


def export_rows(store: Store, table: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of one table, each a mapping of its columns."""
    with store.alone() as db:
        yield from db.table(table).rows


def import_rows(store: Store, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows into one table, replacing those with the same primary key; all of them or none. Returns how many."""
    with store.transaction() as tx:
        target = tx.db.table(table)
        before = tx.conn.total_changes
        target.upsert_all((dict(row) for row in rows), pk=tuple(target.pks))
        return tx.conn.total_changes - before


def compact(store: Store) -> None:
    """Give freed space back to the disk, overwrite what was deleted, and let the search index tidy up."""
    with store.alone() as db:
        db.table("kept").optimize()
        db.vacuum()
        db.conn.execute("PRAGMA optimize")
