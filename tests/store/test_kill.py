"""A process that is killed while it stores leaves a store that ends like that of one that was not."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from store.dump import dump
from store.sqlite import Store
from store.upkeep import check
from tests.contracts.store.cast import BOOK, MEI, NOW, filed, letter, matcher

PAGES = 6


def ingest(path: str, deadly: int) -> int:
    """Store what is missing of six pages, dying at the deadly step of SQLite's; return how many steps there were."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        if steps == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    with Store.open(path) as store:
        store.db.conn.set_progress_handler(step, 100)
        with store.reading() as look:
            begun = bool(look.book())
            cursor = look.cursor(MEI)
        if not begun:
            with store.transaction() as tx:
                tx.save_book(BOOK, matcher(BOOK), NOW)
        for page in range(int(cursor or 0), PAGES):
            copies = [
                filed(letter(f"{page}-{number}", hours=page), f"{max(page - 1, 0)}-{number}@mail.example")
                for number in range(20)
            ]
            with store.transaction() as tx:
                gone = [f"{page - 1}-0@mail.example"]
                tx.put(MEI, copies, now=NOW, removed=gone, cursor=str(page + 1))
    return steps


def died_of(act: Callable[[], object]) -> int:
    """Do something in a process of its own; return the signal that ended it, 0 where none did."""
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status)


@pytest.mark.parametrize("share", [number / 16 for number in range(1, 16)])
def test_killed_anywhere_and_begun_again_it_ends_the_same(tmp_path: Path, share: float) -> None:
    steps = ingest(str(tmp_path / "whole.db"), deadly=0)
    path = tmp_path / "killed.db"
    deadly = max(int(steps * share), 1)
    assert died_of(lambda: ingest(str(path), deadly)) == signal.SIGKILL, "the kill must have hit"
    with Store.open(path) as store:
        assert check(store) == []
    ingest(str(path), deadly=0)
    with Store.open(tmp_path / "whole.db") as whole, Store.open(path) as killed:
        assert list(dump(killed)) == list(dump(whole))


def test_a_kill_with_the_journal_written_out_is_undone_on_the_next_opening(tmp_path: Path) -> None:
    """The process dies inside a transaction that has already changed the file (its cache had spilled)."""
    path = tmp_path / "wanglai.db"
    ingest(str(path), deadly=0)
    with Store.open(path) as store:
        before = list(dump(store))

    def die() -> None:
        store = Store.open(path)
        store.db.conn.execute("PRAGMA cache_size = 5")
        with store.transaction() as tx:
            tx.conn.execute("UPDATE message SET message_id = 'lost'")
            tx.conn.execute("UPDATE kept SET text = 'lost'")
            os.kill(os.getpid(), signal.SIGKILL)

    assert died_of(die) == signal.SIGKILL
    leftovers = [Path(f"{path}-journal"), Path(f"{path}-wal")]
    assert any(leftover.exists() and leftover.stat().st_size for leftover in leftovers)
    with Store.open(path) as store:
        assert list(dump(store)) == before
        assert check(store) == []
