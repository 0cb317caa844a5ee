"""What the store does when the disk, the file or another version lets it down."""

from __future__ import annotations

import random
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from store import migrations
from store.dump import dump
from store.errors import NewerSchema, NotAStore, StoreDamaged, StoreError, StoreFull
from store.rows import Outgoing, OutgoingState
from store.sqlite import MEMORY, TEMPORARY, Store
from store.upkeep import backup, check, compact, export_rows, import_rows, tables
from tests.contracts.store.cast import BOOK, MEI, NOW, filed, letter, matcher, stored_nudge


def fill(store: Store, first: int = 0, count: int = 40) -> None:
    """Store a book and some mail."""
    with store.transaction() as tx:
        tx.save_book(BOOK, matcher(BOOK), NOW)
        tx.put(MEI, [filed(letter(f"n{number}")) for number in range(first, first + count)], now=NOW, cursor=str(first))


def test_a_full_disk_undoes_the_page_and_reading_goes_on(tmp_path: Path) -> None:
    """The disk fills up at every possible page of the file; once there is room again, the same page is stored."""
    full = 0
    with Store.open(tmp_path / "wanglai.db") as store:
        fill(store)
        before = list(dump(store))
        pages = store.db.conn.execute("PRAGMA page_count").fetchone()[0]
        for room in range(0, 12, 2):
            store.db.conn.execute(f"PRAGMA max_page_count = {pages + room}")
            with pytest.raises(StoreFull):
                fill(store, 40, 100)
            full += 1
            assert list(dump(store)) == before
        store.db.conn.execute("PRAGMA max_page_count = 1000000")
        fill(store, 40, 100)
        with store.reading() as look:
            assert len(look.dossier_rows("acme").messages) == 140
        assert check(store) == []
    assert full == 6


def test_nothing_is_claimed_while_it_cannot_be_written_down(tmp_path: Path) -> None:
    with Store.open(tmp_path / "wanglai.db") as store:
        with store.transaction() as tx:
            tx.enqueue(Outgoing(key="a", kind="digest", recipient="mei@agency.example", created=NOW))
        store.db.conn.execute("PRAGMA query_only = ON")
        with pytest.raises(sqlite3.OperationalError), store.transaction(durable=True) as tx:
            tx.claim(NOW)
        store.db.conn.execute("PRAGMA query_only = OFF")
        with store.reading() as look:
            assert [item.state for item in look.outgoing_in()] == [OutgoingState.WAITING]


def test_a_durable_transaction_is_synced_in_full_and_the_next_one_is_not(tmp_path: Path) -> None:
    with Store.open(tmp_path / "wanglai.db") as store:
        with store.transaction(durable=True) as tx:
            assert tx.conn.execute("PRAGMA synchronous").fetchone() == (2,)
        with store.transaction() as tx:
            assert tx.conn.execute("PRAGMA synchronous").fetchone() == (1,)


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "wanglai.db"
    with Store.open(path) as store:
        fill(store)
        with store.transaction() as tx:
            tx.db.table("_sqlite_migrations").insert({"migration_set": "wanglai", "name": "later", "applied_at": ""})
    before = path.read_bytes()
    with pytest.raises(NewerSchema) as refused:
        Store.open(path)
    assert refused.value.names == ("later",)
    assert "newer wanglai" in str(refused.value)
    assert path.read_bytes() == before


def test_an_older_schema_is_brought_up_to_date_and_kept_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "wanglai.db"
    with Store.open(path) as store:
        fill(store)
    monkeypatch.setattr(migrations.STEPS, "_migrations", list(migrations.STEPS._migrations))

    @migrations.STEPS()
    def later(db: Database) -> None:
        db.execute("CREATE TABLE later (a INTEGER) STRICT")

    with Store.open(path) as store:
        assert "later" in tables(store)
    with sqlite3.connect(tmp_path / "wanglai.db.before-upgrade") as kept:
        assert kept.execute("SELECT count(*) FROM message").fetchone() == (40,)
        assert kept.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").fetchone() == (0,)
    kept.close()


def test_an_upgrade_that_fails_leaves_the_old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wanglai.db"
    with Store.open(path) as store:
        fill(store)
        before = list(dump(store))
    with monkeypatch.context() as patched:
        patched.setattr(migrations.STEPS, "_migrations", list(migrations.STEPS._migrations))

        @migrations.STEPS()
        def later(db: Database) -> None:
            db.execute("CREATE TABLE later (a INTEGER) STRICT")
            db.execute("DELETE FROM message")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            Store.open(path)
    with Store.open(path) as store:
        assert list(dump(store)) == before


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 3)])
@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 this is something else, and long enough to be seen as such" * 20, None]
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    path = tmp_path / "other.db"
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE theirs (a)")
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(NotAStore):
        Store.open(path)
    assert path.read_bytes() == before


def test_damage_is_found_and_never_taken_for_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "wanglai.db"
    with Store.open(path) as store:
        fill(store, count=300)
    content = bytearray(path.read_bytes())
    dice = random.Random(3)  # noqa: S311 (the same damage every time)
    for page in dice.sample(range(4, len(content) // 4096), 20):
        content[page * 4096 : page * 4096 + 200] = dice.randbytes(200)
    path.write_bytes(content)
    found = []
    with suppress(StoreDamaged):
        with Store.open(path) as store:
            found = check(store)
        assert found != []
    path.write_bytes(b"\0" * 16 + bytes(content[16:]))
    with pytest.raises(StoreError):
        Store.open(path)


def test_only_its_owner_may_read_the_store(tmp_path: Path) -> None:
    path = tmp_path / "wanglai.db"
    with Store.open(path) as store:
        fill(store)
        copy = backup(store, tmp_path / "copy.db")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_backup_made_while_others_write_opens_and_holds_the_same(tmp_path: Path) -> None:
    with Store.open(tmp_path / "wanglai.db") as store, Store.open(tmp_path / "wanglai.db") as other:
        fill(store)
        with store.transaction() as tx:
            tx.save_nudges([stored_nudge("acme")])
            tx.index_texts()
        copy = backup(store, tmp_path / "copy.db")
        held = list(dump(store))
        fill(other, 40, 10)
        with Store.open(copy) as opened:
            assert list(dump(opened)) == held
            with opened.transaction() as tx:
                assert len(tx.search("The text of n7")) == 1
        assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


def test_a_backup_that_is_not_whole_does_not_replace_the_last_good_one(tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with Store.open(tmp_path / "wanglai.db") as store:
        fill(store)
        backup(store, target)
        good = target.read_bytes()
        with store.transaction() as tx:
            tx.conn.execute("DELETE FROM link")
        with pytest.raises(StoreDamaged):
            backup(store, target)
    assert target.read_bytes() == good
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        ("UPDATE copy SET message = 999", "copies"),
        ("UPDATE touch SET source = source + 999", "touches"),
        ("DELETE FROM client", "touches"),
        ("UPDATE copy SET trashed = 1", "texts"),
        ("DELETE FROM touch", "texts"),
        ("UPDATE message SET twin = 1", "twins"),
        ("DELETE FROM link", "links"),
    ],
)
def test_the_check_sees_every_broken_invariant(damage: str, word: str) -> None:
    with Store.open() as store:
        fill(store)
        assert check(store) == []
        with store.transaction() as tx:
            tx.conn.execute(damage)
        assert any(line.startswith(word) for line in check(store))


def test_a_table_goes_out_and_comes_in_again() -> None:
    with Store.open() as store, Store.open() as other:
        fill(store)
        for table in tables(store):
            import_rows(other, table, export_rows(store, table))
        assert list(dump(other)) == list(dump(store))
        before = list(dump(other))
        import_rows(other, "client", export_rows(store, "client"))
        assert list(dump(other)) == before


def test_compacting_changes_nothing_and_overwrites_what_was_deleted(tmp_path: Path) -> None:
    path = tmp_path / "wanglai.db"
    with Store.open(path) as store:
        fill(store)
        with store.transaction() as tx:
            tx.put(MEI, [filed(letter("x", text="unforgettable"))], now=NOW)
            tx.index_texts()
        with store.transaction() as tx:
            tx.put(MEI, [], now=NOW, removed=["x@mail.example"])
        before = list(dump(store))
        compact(store)
        assert list(dump(store)) == before
        assert check(store) == []
    assert b"unforgettable" not in path.read_bytes()


@pytest.mark.parametrize("name", [MEMORY, TEMPORARY])
def test_a_store_without_a_name_leaves_nothing_behind(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open(name) as store:
        fill(store)
        assert store.journal == "memory"
        assert check(store) == []
    assert list(tmp_path.iterdir()) == []
