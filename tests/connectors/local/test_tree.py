"""Trees of mail files: what is a mail, and what a walk must not be fooled by."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.base import Copy, Rejected, Unavailable
from connectors.local import eml, pager, stamps, tree
from connectors.local.eml import Eml
from connectors.local.pager import contents
from connectors.local.parsing import Raw
from connectors.local.shelves import Shelf
from connectors.local.sketch import BUCKETS, File, Sketch, mark, news, wanted
from dossier.model import Message, Unreadable
from tests.connectors.local.worlds import FROM_LINE, MEMBER, OverwrittenTree, Tree, mail
from tests.contracts.connector import Store, name, only_scope, synced


def read(connector: Eml) -> dict[str, Copy]:
    """Return all copies by key."""
    return {copy.key: copy for page in connector.changes(only_scope(connector), None) for copy in page.changed}


def ids(connector: Eml) -> list[str]:
    """Return the keys of all messages, in order."""
    return sorted(key for key, copy in read(connector).items() if isinstance(copy.content, Message))


# --- what is a mail -------------------------------------------------------------------------------------------------


def test_files_are_told_by_what_they_hold(tmp_path: Path) -> None:
    """An Enron folder, a .eml export, and what else lies about."""
    for each in ("1.", "2.", "a.eml", "b.EML", "c", "[d] 主题.eml"):
        (tmp_path / each).write_bytes(mail(name(1), "s"))
    (tmp_path / "from-line").write_bytes(FROM_LINE + mail(name(1), "s"))
    (tmp_path / "README").write_text("Note: not a mail\n\nat all\n")
    (tmp_path / "photo").write_bytes(b"\x89PNG\r\n" + bytes(1000))
    (tmp_path / "table.csv").write_text("From: a, Date: b")
    (tmp_path / ".hidden.eml").write_bytes(mail(name(1), "s"))
    (tmp_path / "several").write_bytes((FROM_LINE + mail(name(1), "s") + b"\n") * 2)
    connector = Eml(tmp_path, MEMBER)
    assert ids(connector) == sorted(["1.", "2.", "[d] 主题.eml", "a.eml", "b.EML", "c", "from-line"])
    assert connector.skipped["not-mail"] == 3


def test_a_file_called_eml_that_is_no_mail_is_quarantined(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"\x00\x01\x02")
    assert [copy.content for copy in read(Eml(tmp_path, MEMBER)).values()] == [Unreadable("not-mail", 3)]


def test_a_file_that_is_a_mail_no_longer_is_gone(tmp_path: Path) -> None:
    world = Tree(tmp_path)
    (world.path / "note").write_bytes(mail(name(1), "s"))
    store = synced(world)
    assert len(store.copies) == 1
    (world.path / "note").write_text("only a note\n")
    store.sync(world)
    assert store.copies == {}


def test_apple_frames_its_mails(tmp_path: Path) -> None:
    body = mail(name(1), "framed")
    (tmp_path / "1.emlx").write_bytes(b"%d     \n" % len(body) + body + b'<?xml version="1.0"?><plist/>\n')
    (copy,) = read(Eml(tmp_path, MEMBER)).values()
    assert isinstance(copy.content, Message)
    assert (copy.content.subject, "plist" in copy.content.text) == ("framed", False)


def test_a_from_line_or_else_the_file_tells_when_a_mail_came(tmp_path: Path) -> None:
    undated = b"From: alice@client.example\nSubject: s\n\nhello\n"
    (tmp_path / "a.eml").write_bytes(FROM_LINE + undated)
    (tmp_path / "b.eml").write_bytes(undated)
    os.utime(tmp_path / "b.eml", (1_700_000_000, 1_700_000_000))
    found = {
        key: copy.content.sent_at
        for key, copy in read(Eml(tmp_path, MEMBER)).items()
        if isinstance(copy.content, Message)
    }
    assert found["a.eml"] == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert found["b.eml"] == datetime.fromtimestamp(1_700_000_000, UTC)


def test_folders_for_junk_are_not_read_and_the_trash_is_trashed(tmp_path: Path) -> None:
    for folder in ("inbox", "deleted_items", "Junk.mbox/Messages", "草稿箱", "已删除邮件"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "1.eml").write_bytes(mail(name(1), "s"))
    found = {key: copy.trashed for key, copy in read(Eml(tmp_path, MEMBER)).items()}
    assert found == {"inbox/1.eml": False, "deleted_items/1.eml": True, "已删除邮件/1.eml": True}


def test_a_single_file_is_read_without_its_neighbours(tmp_path: Path) -> None:
    for each in ("a.eml", "b.eml"):
        (tmp_path / each).write_bytes(mail(name(1), "s"))
    connector = Eml(tmp_path / "b.eml", MEMBER)
    assert ids(connector) == ["b.eml"]
    store = Store()
    for page in connector.changes(only_scope(connector), None):
        store.apply(page)
    (tmp_path / "b.eml").unlink()
    for page in connector.changes(only_scope(connector), store.cursor):
        store.apply(page)
    assert store.copies == {}


# --- what a walk meets ----------------------------------------------------------------------------------------------


def test_links_are_not_followed_because_they_run_in_circles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(mail(name(1), "s"))
    (tmp_path / "in" / "again").symlink_to(tmp_path)
    (tmp_path / "in" / "b.eml").symlink_to(tmp_path / "in" / "a.eml")
    (tmp_path / "in" / "c.eml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "in" / "pipe.eml")
    assert ids(Eml(tmp_path, MEMBER)) == ["in/a.eml"]


def test_names_that_are_no_text_are_read_and_stay_themselves(tmp_path: Path) -> None:
    os.mkdir(os.fsencode(tmp_path) + b"/\xd6\xd0\xce\xc4")  # noqa: PTH102 -- a Path holds no such name
    for each in (b"\xd6\xd0\xce\xc4/1.eml", b"\xff.eml", b"\xfe.eml"):
        with open(os.fsencode(tmp_path) + b"/" + each, "wb") as file:  # noqa: PTH123 -- the same
            file.write(mail(name(1), "s"))
    connector = Eml(tmp_path, MEMBER)
    pages = list(connector.changes(only_scope(connector), None))
    keys = [copy.key for page in pages for copy in page.changed]
    assert sorted(keys) == [r"\xd6\xd0\xce\xc4/1.eml", r"\xfe.eml", r"\xff.eml"]
    assert set(pages[-1].present or ()) == set(keys)
    assert not any(page.changed for page in connector.changes(only_scope(connector), pages[-1].cursor))


def test_a_file_nobody_may_read_is_quarantined_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = Tree(tmp_path)
    for number in range(4):
        world.deliver(name(number), "first")

    def refuse(path: str, *rest: object) -> bytes | None:
        if name(2) in path:
            raise PermissionError(13, "Permission denied", path)
        return contents(path, *rest)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(eml, "contents", refuse)
    store = synced(world)
    assert store.unreadable() == ["no-permission"]
    assert len(store.things()) == 3
    assert store.sync(world) == {}


def test_a_file_that_goes_between_listing_and_reading_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = Tree(tmp_path)
    for number in range(4):
        world.deliver(name(number), "first")

    def late(path: str, *rest: object) -> bytes | None:
        if name(2) in path:
            Path(path).unlink()
        return contents(path, *rest)  # type: ignore[arg-type]  # handed through

    with monkeypatch.context() as patch:
        patch.setattr(eml, "contents", late)
        store = synced(world)
    assert store.things() == [(name(number), "first") for number in (0, 1, 3)]
    store.sync(world)
    assert store.things() == [(name(number), "first") for number in (0, 1, 3)]
    assert store.sync(world) == {}


def test_a_directory_that_can_not_be_listed_keeps_what_was_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = Tree(tmp_path)
    for number in range(10):
        world.deliver(name(number), "first")
    store = synced(world)
    whole = store.things()
    plain = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("projects"):
            raise PermissionError(13, "Permission denied", path)
        return plain(path)

    world.remove(name(0))
    world.remove(name(2))
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        store.sync(world)
        assert store.things() == whole
        world.deliver(name(20), "first")
        store.sync(world)
        assert len(store.things()) == 11
    store.sync(world)
    assert store.things() == sorted((name(number), "first") for number in (1, *range(3, 10), 20))


def test_a_directory_moved_in_is_read_though_its_files_are_old(tmp_path: Path) -> None:
    world = Tree(tmp_path)
    world.deliver(name(1), "first")
    beside = tmp_path / "old"
    (beside / "deeper").mkdir(parents=True)
    for number in (5, 6):
        (beside / "deeper" / f"{number}.eml").write_bytes(mail(name(number), "old"))
    store = synced(world)
    beside.rename(world.path / "inbox" / "moved")
    assert store.sync(world) == {"changed": 2}
    (world.path / "inbox" / "moved").rename(world.path / "inbox" / "renamed")
    store.sync(world)
    assert sorted(store.copies) == [
        "inbox/renamed/deeper/5.eml",
        "inbox/renamed/deeper/6.eml",
        f"inbox/{name(1)}.eml",
    ]


def test_a_root_that_is_not_there_is_not_empty(tmp_path: Path) -> None:
    world = Tree(tmp_path)
    world.deliver(name(1), "first")
    store = synced(world)
    scope = only_scope(world.connector())
    world.path.rename(tmp_path / "unmounted")
    with pytest.raises(Unavailable, match="local-missing"):
        list(world.connector().changes(scope, store.cursor))
    with pytest.raises(Unavailable, match="local-missing"):
        list(world.connector().scopes())


def test_another_empty_directory_in_its_place_is_believed_after_ten_minutes(tmp_path: Path) -> None:
    """The disk is not mounted: the mount point is a directory too, and empty."""
    world = Tree(tmp_path)
    world.deliver(name(1), "first")
    store = synced(world)
    world.path.rename(tmp_path / "unmounted")
    world.path.mkdir()
    now = 1_795_426_200.0

    def sync() -> None:
        connector = Eml(world.path, MEMBER, clock=lambda: now)
        for page in connector.changes(only_scope(connector), store.cursor):
            store.apply(page)

    for later in (0, 599):
        now += later
        with pytest.raises(Unavailable, match="local-emptied"):
            sync()
        assert len(store.copies) == 1
    now += 1
    sync()
    assert store.copies == {}


def test_a_disk_that_comes_back_goes_on_where_it_was(tmp_path: Path) -> None:
    world = Tree(tmp_path)
    world.deliver(name(1), "first")
    store = synced(world)
    world.path.rename(tmp_path / "unmounted")
    world.path.mkdir()
    with pytest.raises(Unavailable, match="local-emptied"):
        store.sync(world)
    world.path.rmdir()
    (tmp_path / "unmounted").rename(world.path)
    assert store.sync(world) == {}
    assert len(store.copies) == 1


def test_a_root_nobody_may_read_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = Tree(tmp_path)

    def refuse(directories: tuple[str, ...]) -> None:
        raise PermissionError(13, "Permission denied", directories[0])

    monkeypatch.setattr(tree, "stamps", refuse)
    with pytest.raises(Rejected, match="local-no-permission"):
        synced(world)


# --- races within one tick of the clock -----------------------------------------------------------------------------


def test_times_that_are_too_near_to_now_are_not_trusted() -> None:
    now = 1_795_426_200_500_000_000
    whole = 1_795_426_200_000_000_000
    found = stamps.settled(((1, now - 5_000_000), (2, now - 30_000_000), (3, whole), (4, whole - 3_000_000_000)), now)
    assert found == ((1, 0), (2, now - 30_000_000), (3, 0), (4, whole - 3_000_000_000))


def test_a_file_that_has_just_changed_is_left_to_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(time, "time_ns", lambda: 1_795_426_200_500_000_000)
    for changed in (
        1_795_426_200_495_000_000,
        1_795_426_200_400_000_000,
        1_795_426_200_000_000_000,
        1_895_426_200_000_000_001,
    ):
        stamps.let_settle(changed)
    assert slept == [0.015, 1.5, 0.02]


def test_every_page_is_left_to_settle_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = Tree(tmp_path)
    for number in range(5):
        world.deliver(name(number), "first")
    told: list[str] = []

    def late(path: str, *_: object) -> bytes:
        told.append("read")
        return Path(path).read_bytes()

    monkeypatch.setattr(pager, "let_settle", lambda _: told.append("settle"))
    monkeypatch.setattr(eml, "contents", late)
    synced(world)
    assert told == ["settle"] + ["read"] * 5


def test_a_directory_that_has_just_changed_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "FEW", -1)
    world = Tree(tmp_path)
    world.deliver(name(1), "first")
    looked: list[str] = []
    plain = Eml.marks

    def counted(self: Eml, shelf: Shelf) -> Iterator[tuple[str, int]]:
        looked.append(shelf.name)
        return plain(self, shelf)

    monkeypatch.setattr(Eml, "marks", counted)
    with monkeypatch.context() as patch:
        patch.setattr(pager, "let_settle", lambda _: None)
        patch.setattr(stamps, "_TICK", 3_600_000_000_000)
        store = synced(world)
        store.sync(world)
    assert len(looked) == 4
    stamps.let_settle(time.time_ns())
    store.sync(world)
    assert len(looked) == 8
    store.sync(world)
    assert len(looked) == 8


def test_a_large_tree_is_looked_through_once_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "FEW", -1)
    world = OverwrittenTree(tmp_path)
    world.deliver(name(1), "first")
    store = Store()
    now = 1_795_426_200.0

    def sync() -> None:
        connector = Eml(world.path, MEMBER, clock=lambda: now)
        for page in connector.changes(only_scope(connector), store.cursor):
            store.apply(page)

    sync()
    sync()
    world.change(name(1), "again")
    now += 23 * 3600
    sync()
    assert store.things() == [(name(1), "first")]
    now += 3601
    sync()
    assert store.things() == [(name(1), "again")]


# --- sketches -------------------------------------------------------------------------------------------------------


def file(key: str, changed: int = 0, salt: int = 0) -> File:
    return File(key, f"/{key}", mark(key, changed, salt), changed, 1, 1, 1)


def test_new_files_are_told_from_old_ones_of_their_bucket() -> None:
    old = [file(f"old-{number}", number) for number in range(20)]
    new = [file(f"new-{number}", 100 + number) for number in range(5)]
    before = sum(each.mark for each in old) % (1 << 64)
    found, explained = news(old + new, before)
    assert (sorted(found), explained) == (sorted(new), True)


def test_what_the_newest_files_do_not_explain_counts_as_new() -> None:
    files = [file(f"file-{number}", number) for number in range(5)]
    before = sum(each.mark for each in files) % (1 << 64)
    assert news(files[1:], before) == (sorted(files[1:], key=lambda each: -each.changed), False)
    assert news([*files[1:], file("file-0", 0, salt=1)], before)[1] is False


def test_a_sketch_is_as_wide_as_its_files_ask_and_its_room_allows() -> None:
    assert [wanted(files, BUCKETS) for files in (0, 3, 100, 10**6)] == [4, 8, 256, BUCKETS]
    assert wanted(10**6, 100) == 64
    assert len(Sketch.empty(10, 0)) == 4
    loaded = Sketch.load(Sketch.empty(10, 64).dump())
    assert len(loaded) == 32


@pytest.mark.parametrize("text", ["", "AAAA", "!", "A" * 11 + "=" + "A" * 12, "A" * 32])
def test_a_broken_sketch_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Sketch.load(text)


def test_a_parser_that_fails_costs_one_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dossier.mime  # noqa: PLC0415 -- only here

    plain = dossier.mime.parse

    def trip(data: bytes, **rest: object) -> object:
        if name(1).encode() in data:
            raise RuntimeError("tripped")
        return plain(data, **rest)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(dossier.mime, "parse", trip)
    world = Tree(tmp_path)
    for number in range(3):
        world.deliver(name(number), "first")
    store = synced(world)
    assert store.unreadable() == ["parser-failed"]
    assert len(store.things()) == 2


def test_raw_mails_are_values() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert Raw(b"a", now) == Raw(b"a", now, "", sure=True)
