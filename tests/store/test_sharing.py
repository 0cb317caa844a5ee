"""Several processes and threads on one store: nobody is refused, nothing is lost."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from connectors.base import Scope
from store.errors import StoreBusy
from store.rows import CopyClass, FiledCopy, Outgoing
from store.sqlite import Store
from store.upkeep import check
from tests.contracts.store.cast import BOOK, MEI, NOW, filed, letter, matcher

WRITERS = 8
ROUNDS = 12


def at_once(act: Callable[[int], str], count: int) -> list[str]:
    """Do something in so many processes at the same time; return what each said, or its error."""
    context = multiprocessing.get_context("fork")
    with context.Pool(count) as pool:
        return pool.map(partial(said, act), range(count), chunksize=1)


def said(act: Callable[[int], str], number: int) -> str:
    """Return what a process said, or the error that ended it."""
    try:
        return act(number)
    except Exception as error:  # noqa: BLE001 (it is what the test looks at)
        return repr(error)


def write(path: Path, number: int) -> str:
    """Read, write, and claim what is to be sent, many times; return the keys of what was claimed."""
    claimed = []
    with Store.open(path) as store:
        for turn in range(ROUNDS):
            with store.reading() as look:
                look.dossier_rows("acme")
            with store.transaction() as tx:
                tx.known([f"key of {number}-{turn}"])
                tx.put(
                    Scope(str(number), "INBOX", "mail"), [filed(letter(f"{number}-{turn}"))], now=NOW, cursor=str(turn)
                )
            with store.transaction(durable=True) as tx:
                item = tx.claim(NOW)
            if item:
                claimed.append(item.key)
    return " ".join(claimed)


def open_it(path: Path, _: int) -> str:
    """Open a store, and make it if nobody has."""
    Store.open(path).close()
    return ""


def test_eight_processes_write_at_once_and_nobody_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wanglai.db"
    with Store.open(path) as store, store.transaction() as tx:
        tx.save_book(BOOK, matcher(BOOK), NOW)
        for number in range(30):
            tx.enqueue(Outgoing(key=f"{number}", kind="digest", recipient="mei@agency.example", created=NOW))
    claimed = [key for out in at_once(partial(write, path), WRITERS) for key in out.split()]
    assert sorted(claimed) == sorted(str(number) for number in range(30)), "each was claimed by exactly one"
    with Store.open(path) as store, store.reading() as look:
        assert len(look.dossier_rows("acme").messages) == WRITERS * ROUNDS
        assert {status.cursor for status in look.scopes()} == {str(ROUNDS - 1)}
    with Store.open(path) as store:
        assert check(store) == []


def test_eight_processes_may_be_the_first_to_open_it(tmp_path: Path) -> None:
    assert at_once(partial(open_it, tmp_path / "wanglai.db"), WRITERS) == [""] * WRITERS


def test_somebody_who_keeps_the_store_locked_is_named(tmp_path: Path) -> None:
    with Store.open(tmp_path / "wanglai.db") as one, Store.open(tmp_path / "wanglai.db", patience=0.05) as other:
        with one.transaction() as tx:
            tx.put(MEI, [], now=NOW)
            with pytest.raises(StoreBusy), other.transaction():
                pass
        with other.transaction() as tx:
            tx.put(MEI, [], now=NOW)


def test_threads_take_turns_and_read_whole_states(tmp_path: Path) -> None:
    """Every transaction writes a pair; no reader ever sees half of one."""
    with Store.open(tmp_path / "wanglai.db") as store:
        odd: list[int] = []

        def write(name: str) -> None:
            for turn in range(20):
                with store.transaction() as tx:
                    for half in "ab":
                        tx.put(MEI, [FiledCopy(f"{name}{turn}{half}", CopyClass.INTERNAL)], now=NOW)

        def read() -> None:
            for _ in range(60):
                with store.reading() as look:
                    odd.extend(status.present for status in look.scopes() if status.present % 2)

        threads = [threading.Thread(target=write, args=(name,)) for name in "xy"]
        threads += [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.reading() as look:
            assert [status.present for status in look.scopes()] == [80]
        assert odd == []


def test_a_transaction_inside_another_is_a_mistake() -> None:
    with Store.open() as store, store.transaction(), pytest.raises(RuntimeError), store.transaction():
        pass


def test_reading_inside_a_transaction_sees_what_it_wrote() -> None:
    with Store.open() as store, store.transaction() as tx:
        tx.put(MEI, [filed(letter("one", sender="x@other.example"))], now=NOW)
        with store.reading() as look:
            assert look.scopes()[0].present == 1


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 54, 1), True),
    ],
)
def test_wal_is_used_only_where_it_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], *, safe: bool
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    with Store.open(tmp_path / "wanglai.db") as store:
        assert store.wal_refused is not safe
        assert store.journal == ("wal" if safe else "truncate")
        assert store.db.journal_mode == store.journal


def test_a_store_left_in_wal_mode_is_taken_out_of_it_by_an_affected_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "wanglai.db"
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
        with Store.open(path) as store, store.transaction() as tx:
            tx.put(MEI, [], now=NOW, cursor="1")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    with Store.open(path) as store, store.reading() as look:
        assert store.journal == "truncate"
        assert look.cursor(MEI) == "1"


def test_readers_in_wal_mode_do_not_wait_and_cannot_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    with Store.open(tmp_path / "wanglai.db") as store:
        seen: list[int] = []
        with store.transaction() as tx:
            tx.put(MEI, [], now=NOW)

            def read() -> None:
                with store.reading() as look:
                    seen.append(len(look.scopes()))
                    with pytest.raises(Exception, match="readonly"):
                        look.run("add_scope", mailbox="m", name="n", kind="mail")

            reader = threading.Thread(target=read)
            reader.start()
            reader.join(10)
        assert seen == [0], "it read the state before the open transaction"
