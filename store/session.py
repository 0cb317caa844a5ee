"""Named statements on one connection: what every verb is made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from store.queries import SPREADS, named, positional, spread

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[Any, ...]


class Session:
    """Runs statements of queries.sql by name. Lives as long as one transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.conn = db.conn

    def rows(self, name: str, /, **params: object) -> list[Row]:
        """Return all rows of a statement."""
        return self.conn.execute(named()[name], params).fetchall()

    def each(self, name: str, /, **params: object) -> Iterator[Row]:
        """Yield the rows of a statement that may have very many."""
        return iter(self.conn.execute(named()[name], params))

    def one(self, name: str, /, **params: object) -> Row | None:
        """Return the first row, or None."""
        row: Row | None = self.conn.execute(named()[name], params).fetchone()
        return row

    def value(self, name: str, /, **params: object) -> Any:  # noqa: ANN401 (whatever the column holds)
        """Return the first column of the only row."""
        return self.conn.execute(named()[name], params).fetchone()[0]

    def run(self, name: str, /, **params: object) -> int:
        """Execute a statement and return how many rows it changed."""
        return self.conn.execute(named()[name], params).rowcount

    def many(self, name: str, rows: Iterable[Sequence[object]]) -> int:
        """Execute a statement for every tuple, in the order of its placeholders; return how many rows changed."""
        cursor: sqlite3.Cursor = self.conn.executemany(positional(name), rows)
        return max(cursor.rowcount, 0)

    def among(self, name: str, values: Iterable[object], *scalars: object) -> Iterator[Row]:
        """Yield the rows of a statement whose last placeholder is a list; lists of any length are cut."""
        for length, chunk in _filled(values):
            yield from self.conn.execute(spread(name, length), (*scalars, *chunk))

    def run_among(self, name: str, values: Iterable[object], *scalars: object) -> int:
        """Execute a statement whose last placeholder is a list; return how many rows it changed."""
        chunks = _filled(values)
        return sum(self.conn.execute(spread(name, size), (*scalars, *chunk)).rowcount for size, chunk in chunks)


def _filled(values: Iterable[object]) -> Iterator[tuple[int, list[object]]]:
    """Cut values into lists of few different lengths, filled up with NULL, which equals nothing."""
    rest = iter(values)
    while chunk := list(islice(rest, SPREADS[-1])):
        length = next(size for size in SPREADS if size >= len(chunk))
        yield length, chunk + [None] * (length - len(chunk))
