"""The embedded store: one SQLite file, one writer, opened by sqlite-utils.

Every write is one `BEGIN IMMEDIATE` transaction: a deferred one that reads first and then writes fails at once beside
another writer, whatever the busy timeout. Within a process a lock lets one thread write at a time; between processes
SQLite's own lock does.

SQLite up to 3.51.2 may lose commits in WAL mode when two connections checkpoint together (sqlite.org/wal.html, the
WAL-reset bug; mended in 3.51.3, 3.50.7 and 3.44.6). On such a library the store keeps a rollback journal and one
connection, which readers share; elsewhere it is in WAL mode and every reading thread has its own connection.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from store.errors import NewerSchema, NotAStore, StoreBusy, named
from store.transaction import Reading, Transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

MEMORY = ":memory:"
TEMPORARY = ""
"""A file without a name that vanishes with the process: bounded memory, and nothing kept."""
CACHE_KIB = 16_384
PATIENCE = 30.0
"""Seconds to wait for another process's transaction."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Say whether this version of SQLite is free of the WAL-reset bug."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


class Store:
    """What is remembered. Open it with `Store.open`, read in `reading()`, write in `transaction()`."""

    def __init__(self, path: str, db: Database, journal: str) -> None:
        self.path = path
        self.db = db
        self.journal = journal
        """`wal`, `truncate` or `memory`: decided by the library's version when it was opened."""
        self._lock = threading.RLock()
        self._own = threading.local()
        self._readers: list[sqlite3.Connection] = []

    @classmethod
    def open(cls, path: str | Path = MEMORY, *, patience: float = PATIENCE) -> Store:
        """Open a store, make it if there is none, and bring its schema up to date.

        Raises NewerSchema, NotAStore, StoreBusy, StoreFull or StoreDamaged; the file is then as it was.
        """
        name = str(path)
        try:
            return cls._open(name, patience)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
                raise NotAStore(f"{name} is no SQLite database") from error
            raise named(error) or error from error

    @classmethod
    def _open(cls, name: str, patience: float) -> Store:
        on_disk = name not in (MEMORY, TEMPORARY)
        if on_disk:
            # Mail is private: the file is made before SQLite would make it readable for everybody.
            os.close(os.open(name, os.O_CREAT | os.O_RDWR, 0o600))
        db = _connect(name, patience)
        try:
            # Before anything is changed, the journal included.
            upgrade = _recognise(db, name)
            store = cls(name, db, _settle(db.conn, on_disk=on_disk))
            if upgrade is not None:
                store._migrate(keep=on_disk and upgrade)
        except BaseException:
            db.close()
            raise
        return store

    @property
    def wal_refused(self) -> bool:
        """Whether the SQLite library is one of those that must not use WAL."""
        return not wal_is_safe(sqlite3.sqlite_version_info)

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for conn in self._readers:
                conn.close()
            self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[Transaction]:
        """Write: all of it or nothing. `durable` outlives a power cut too (outgoing, a person's answers).

        Without it a power cut may undo the last transactions, never part of one: what is fetched is fetched again.
        """
        with self._lock:
            conn = self.db.conn
            if conn.in_transaction:
                raise RuntimeError("a transaction is open in this thread already")
            if durable:
                conn.execute("PRAGMA synchronous = FULL")
            try:
                with _whole(conn, "BEGIN IMMEDIATE"):
                    yield Transaction(self.db)
            finally:
                if durable:
                    conn.execute("PRAGMA synchronous = NORMAL")

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Read one consistent state, whatever is written meanwhile. Other threads' writes may wait: be short."""
        if self.journal == "wal":
            db = self._reader()
            with _whole(db.conn, "BEGIN"):
                yield Reading(db)
            return
        with self._lock:
            if self.db.conn.in_transaction:
                yield Reading(self.db)
                return
            with _whole(self.db.conn, "BEGIN"):
                yield Reading(self.db)

    @contextmanager
    def alone(self) -> Iterator[Database]:
        """Hold the connection outside a transaction, for upkeep (VACUUM, checks, import, export)."""
        with self._lock:
            try:
                yield self.db
            except sqlite3.Error as error:
                raise named(error) or error from error

    def _reader(self) -> Database:
        """Return this thread's own connection, which cannot write."""
        db: Database | None = getattr(self._own, "db", None)
        if db is None:
            db = _connect(self.path, PATIENCE)
            db.conn.execute("PRAGMA query_only = ON")
            self._own.db = db
            # Not under the lock: a writer of this process may hold it, and readers must not wait for writers.
            self._readers.append(db.conn)
        return db

    def _migrate(self, *, keep: bool) -> None:
        from store.migrations import STEPS  # noqa: PLC0415 (sqlite-utils takes 0.15 s to import)

        if keep:
            _keep_before_upgrade(self.db.conn, self.path)
        # Another process may have been first: what is pending is asked again under the lock.
        with _whole(self.db.conn, "BEGIN IMMEDIATE"):
            STEPS.apply(self.db)


def _recognise(db: Database, name: str) -> bool | None:
    """Say whether a file is an older store (True), a new one (False) or up to date (None). Changes nothing.

    Raises NewerSchema, NotAStore.
    """
    from store.migrations import STEPS, known  # noqa: PLC0415 (sqlite-utils takes 0.15 s to import)

    applied = {step.name for step in STEPS.applied(db)}
    if foreign := sorted(applied - known()):
        raise NewerSchema(name, tuple(foreign))
    if not applied and db.table_names():
        raise NotAStore(f"{name} holds tables that are not wanglai's")
    return None if applied == known() else bool(applied)


def _connect(name: str, patience: float) -> Database:
    from sqlite_utils import Database  # noqa: PLC0415 (0.15 s to import)

    # Threads take turns under our lock; no implicit transactions: BEGIN is always ours.
    conn = sqlite3.connect(name, timeout=patience, isolation_level=None, check_same_thread=False, cached_statements=512)
    return Database(conn, execute_plugins=False)


def _settle(conn: sqlite3.Connection, *, on_disk: bool) -> str:
    """Choose the journal, and the rest of what a connection is told once. Returns the journal's name."""
    conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    if not on_disk:
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("PRAGMA journal_mode = MEMORY")
        return "memory"
    wanted = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"
    (journal,) = conn.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if journal != wanted:
        raise StoreBusy(f"the store is open elsewhere in {journal} mode, and {wanted} mode is needed here")
    conn.execute("PRAGMA synchronous = NORMAL")
    # What is deleted for privacy's sake is overwritten where that costs no further page.
    conn.execute("PRAGMA secure_delete = FAST")
    return wanted


def _keep_before_upgrade(conn: sqlite3.Connection, path: str) -> None:
    """Leave a copy beside the store before its schema changes."""
    before = Path(f"{path}.before-upgrade")
    before.unlink(missing_ok=True)
    conn.execute("VACUUM INTO ?", (str(before),))
    before.chmod(0o600)


@contextmanager
def _whole(conn: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Wrap a transaction: commit, or undo everything and name the error."""
    try:
        conn.execute(begin)
        yield
        conn.execute("COMMIT")
    except BaseException as error:
        # SQLite may have undone it already (disk full, I/O error).
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        ours = named(error) if isinstance(error, sqlite3.Error) else None
        if ours is not None:
            raise ours from error
        raise
