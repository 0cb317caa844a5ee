"""Maildirs, alone and in trees."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from connectors.base import Scope, Unavailable
from connectors.local import stamps, tree
from connectors.local.maildir import Maildir
from connectors.local.pager import contents
from tests.connectors.local.worlds import MEMBER, Folder, mail
from tests.contracts.connector import Store, name, only_scope, synced


@pytest.fixture
def world(tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    for number in range(6):
        made.deliver(name(number), "first")
    return made


def folder(path: Path, *mails: bytes) -> None:
    """Make a Maildir folder."""
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    for number, each in enumerate(mails):
        (path / "cur" / f"1795426200.M{number}P7.agency:2,S").write_bytes(each)


def test_what_is_seen_moved_and_flagged_has_not_changed(world: Folder) -> None:
    store = synced(world)
    for number in range(6):
        world.flag(name(number), "S")
    assert store.sync(world) == {}
    world.flag(name(0), "FRS")
    world.deliver(name(6), "first")
    assert store.sync(world) == {"changed": 1}


def test_without_news_no_file_is_looked_at_however_few_there_are(world: Folder, monkeypatch) -> None:
    """Delivered mail is never written over, so the directories tell everything."""
    store = synced(world)
    stamps.let_settle(time.time_ns())
    store.sync(world)
    monkeypatch.delattr(Maildir, "marked")
    assert store.sync(world) == {}


def test_what_is_trashed_keeps_its_key(world: Folder) -> None:
    store = synced(world)
    keys = set(store.copies)
    world.flag(name(1), "ST")
    store.sync(world)
    assert set(store.copies) == keys
    assert [copy.trashed for copy in store.copies.values()].count(True) == 1
    world.flag(name(1), "S")
    store.sync(world)
    assert not any(copy.trashed for copy in store.copies.values())


def test_a_draft_is_no_copy(world: Folder) -> None:
    store = synced(world)
    world.flag(name(1), "D")
    store.sync(world)
    assert len(store.copies) == 5


def test_a_message_flagged_between_listing_and_reading_is_not_lost(
    world: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    flagged: list[str] = []

    def late(path: str) -> bytes | None:
        if path.endswith("M3P7.agency"):
            flagged.append(path)
            world.flag(name(2), "S")
        return contents(path)

    with monkeypatch.context() as patch:
        patch.setattr(tree, "contents", late)
        store = synced(world)
    assert len(flagged) == 1
    assert len(store.copies) == 5
    store.sync(world)
    assert store.things() == sorted((name(number), "first") for number in range(6))
    assert store.sync(world) == {}


def test_a_folder_that_never_stands_still_is_not_listed_for_removals(
    world: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = synced(world)
    world.remove(name(0))
    pages = list(world.connector().changes(Scope(MEMBER, "INBOX", "mail"), store.cursor))
    plain = Maildir.entries

    def restless(self: Maildir, shelf: object) -> object:
        for turn, each in enumerate(plain(self, shelf)):  # type: ignore[arg-type]  # handed through
            if not turn:
                world.deliver(name(100 + world.count), "between")
            yield each

    monkeypatch.setattr(Maildir, "entries", restless)
    with pytest.raises(Unavailable, match="local-busy"):
        list(pages[-1].present or ())


def test_names_of_other_systems_and_of_dovecot(tmp_path: Path) -> None:
    folder(tmp_path)
    for each in ("a.1!2,S", "b.2;2,T", "c.3,S=120,W=130:2,", "d.4:1,x", "e.5", ".f", "g.6:2,D"):
        (tmp_path / "cur" / each).write_bytes(mail(name(1), "s"))
    connector = Maildir(tmp_path, MEMBER)
    found = {copy.key: copy.trashed for page in connector.changes(only_scope(connector), None) for copy in page.changed}
    assert found == {"a.1": False, "b.2": True, "c.3,S=120,W=130": False, "d.4:1,x": False, "e.5": False}


def test_folders_are_scopes_and_those_for_junk_are_not(tmp_path: Path) -> None:
    folder(tmp_path)
    for each in (
        ".Sent",
        ".Drafts",
        ".Junk",
        ".&V4NXPpCuTvY-",
        ".Clients.Spring",
        ".INBOX.Archive",
        ".Trash",
        ".&XfJSIJZkkK5O9g-",
    ):
        folder(tmp_path / each, mail(name(1), "s"))
    (tmp_path / ".git").mkdir()
    connector = Maildir(tmp_path, MEMBER)
    assert [scope.name for scope in connector.scopes()] == [
        "Clients/Spring",
        "INBOX",
        "INBOX/Archive",
        "Sent",
        "Trash",
        "已删除邮件",
    ]
    trashed = {
        scope.name: [copy.trashed for page in connector.changes(scope, None) for copy in page.changed]
        for scope in connector.scopes()
    }
    assert trashed["已删除邮件"] == trashed["Trash"] == [True]
    assert trashed["Sent"] == [False]


def test_a_tree_of_folders_as_dovecot_and_mbsync_keep_it(tmp_path: Path) -> None:
    for each in ("lin/INBOX", "lin/Archive/2025", "lin/Spam", "chen/INBOX"):
        folder(tmp_path / each)
    (tmp_path / "lin" / "loop").symlink_to(tmp_path)
    connector = Maildir(tmp_path, MEMBER, at="/mail")
    assert [scope.name for scope in connector.scopes()] == [
        "/mail/chen/INBOX",
        "/mail/lin/Archive/2025",
        "/mail/lin/INBOX",
    ]
    for scope in connector.scopes():
        assert [page.present is not None for page in connector.changes(scope, None)] == [True]


def test_a_folder_that_is_gone_is_unavailable(world: Folder) -> None:
    store = synced(world)
    world.path.rename(world.path.parent / "unmounted")
    with pytest.raises(Unavailable, match="local-missing"):
        list(world.connector().changes(Scope(MEMBER, "INBOX", "mail"), store.cursor))
    with pytest.raises(Unavailable, match="local-missing"):
        list(world.connector().scopes())


def test_an_inbox_of_a_few_mails_may_be_emptied(world: Folder) -> None:
    store = synced(world)
    for number in range(6):
        world.remove(name(number))
    store.sync(world)
    assert store.copies == {}


def test_many_mails_gone_at_once_are_doubted(tmp_path: Path) -> None:
    world = Folder(tmp_path)
    for number in range(60):
        world.deliver(name(number), "first")
    store = synced(world)
    for number in range(60):
        world.remove(name(number))
    with pytest.raises(Unavailable, match="local-emptied"):
        store.sync(world)
    assert len(store.copies) == 60
    world.deliver(name(100), "first")
    store.sync(world)
    assert store.things() == [(name(100), "first")]


def test_a_message_in_new_and_cur_at_once_is_one(world: Folder) -> None:
    unique = "1795426200.M1P7.agency"
    (world.path / "cur" / f"{unique}:2,S").hardlink_to(world.path / "new" / unique)
    store = synced(world)
    assert len(store.copies) == 6
    assert isinstance(store, Store)
