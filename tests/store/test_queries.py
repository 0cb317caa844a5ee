"""The statements are all described, all used, and all of the kind that another database understands."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from store import queries
from store.sqlite import Store

ROOM = Path(queries.__file__).parent
TEXT = files("store").joinpath("queries.sql").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
LOCAL = ("kept_fts", "pragma", "json_", "group_concat", "strftime", "ifnull", "insert or", "rowid")
"""What only SQLite knows; allowed in the section on search alone."""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.open()


def test_every_statement_says_what_it_does() -> None:
    blocks = TEXT.split("-- name: ")[1:]
    assert len(blocks) == len(queries.named()) > 80
    for block in blocks:
        name, comment, *lines = block.partition("\n-- ---")[0].splitlines()
        assert comment.startswith("-- "), name
        assert comment.endswith("."), name
        assert "\n".join(lines).partition("\n\n")[0].count(";") == 1, f"{name} is one statement"


@pytest.mark.parametrize("name", queries.named())
def test_every_statement_is_used(name: str) -> None:
    kinds = ("nudge_states", "outgoing_states")
    assert f'"{name}"' in CODE or name in kinds


@pytest.mark.parametrize("name", queries.named())
def test_every_statement_is_understood(store: Store, name: str) -> None:
    with store.transaction() as tx:
        tx.run("make_present")
        tx.conn.execute("EXPLAIN " + queries.spread(name, 8), [None] * _values(name))


@pytest.mark.parametrize("name", queries.named())
def test_lists_come_last_and_tuples_hold_each_value_once(name: str) -> None:
    """`among` puts a list after the other values, and `many` gives values in order."""
    marks = list(queries.PLACEHOLDER.finditer(queries.named()[name]))
    assert all(not mark[2] for mark in marks[:-1])
    if f'many("{name}"' in CODE.replace("\n", "").replace(" ", ""):
        assert len({mark[1] for mark in marks}) == len(marks)


def test_only_search_speaks_sqlite() -> None:
    common = TEXT.partition("-- SEARCH")[0].lower()
    assert [word for word in LOCAL if word in common] == []


def test_the_hot_statements_use_an_index(store: Store) -> None:
    with store.reading() as look:
        for name in ("stored_messages", "copies_by_key", "links", "speaking", "dossier_messages", "nudges_due"):
            sql = "EXPLAIN QUERY PLAN " + queries.spread(name, 8)
            plan = " ".join(str(row[3]) for row in look.conn.execute(sql, [None] * _values(name)))
            assert "SCAN" not in plan.replace("SCAN CONSTANT", ""), f"{name}: {plan}"


def _values(name: str) -> int:
    marks = list(queries.PLACEHOLDER.finditer(queries.named()[name]))
    return sum(8 if mark[2] else 1 for mark in marks)
