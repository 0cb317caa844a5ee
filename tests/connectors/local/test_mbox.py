"""mbox files in all their dialects."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import base
from connectors.base import Copy, CursorExpired, Page, Rejected, Scope, Unavailable
from connectors.local import envelope, mbox, spans
from connectors.local.ledger import Filter, Ledger
from connectors.local.mbox import Mbox
from connectors.local.parsing import READ, Raw
from connectors.local.spans import Window
from dossier.model import Message, Unreadable
from tests.connectors.local.worlds import FROM_LINE, MEMBER, Box, mail
from tests.contracts.connector import Store, name, only_scope, synced


def read(path: Path) -> list[Copy]:
    """Return all copies of a file."""
    connector = Mbox(path, MEMBER)
    return [copy for page in connector.changes(only_scope(connector), None) for copy in page.changed]


def messages(path: Path) -> list[Message]:
    """Return all messages of a file."""
    return [copy.content for copy in read(path) if isinstance(copy.content, Message)]


def box(path: Path, *mails: bytes) -> Path:
    """Write an mbox file."""
    path.write_bytes(b"".join(FROM_LINE + each + b"\n" for each in mails))
    return path


# --- where messages begin -------------------------------------------------------------------------------------------


def test_from_in_a_body_separates_nothing(tmp_path: Path) -> None:
    """From Monday on we are closed. From our side: all is well."""
    bodies = ["Dear Lin,\n\nFrom Monday Nov 23 12:00 2026 on: closed\n\nFrom our side: all is well\n", "next\n"]
    path = box(tmp_path / "a.mbox", *(mail(name(number), "s", body) for number, body in enumerate(bodies)))
    found = messages(path)
    assert [message.id for message in found] == [name(0), name(1)]
    assert "From our side: all is well" in found[0].text


def test_quoted_from_lines_lose_one_mark(tmp_path: Path) -> None:
    path = box(tmp_path / "a.mbox", mail(name(1), "s", ">From the team\nand more\n>>From the cellar\n"))
    (message,) = messages(path)
    assert message.text.startswith("From the team")


def test_content_length_is_believed_where_it_leads_to_a_message(tmp_path: Path) -> None:
    body = "A forwarded file:\n\nFrom bob@client.example Mon Nov 23 12:00:00 2026\nSubject: inner\n\nhello\n\n"
    outer = mail(name(1), "outer", body, f"Content-Length: {len(body) + 1}\n")
    path = box(tmp_path / "a.mbox", outer, mail(name(2), "last"))
    assert [message.subject for message in messages(path)] == ["outer", "last"]


@pytest.mark.parametrize("length", ["3", "99999999", "-4", "many", "9" * 400])
def test_content_length_is_not_believed_where_it_leads_elsewhere(tmp_path: Path, length: str) -> None:
    path = box(tmp_path / "a.mbox", mail(name(1), "one", fields=f"Content-Length: {length}\n"), mail(name(2), "two"))
    assert [message.subject for message in messages(path)] == ["one", "two"]
    assert len(read(path)) == 2


def test_line_ends_of_windows_and_no_blank_line_between(tmp_path: Path) -> None:
    whole = b"".join(FROM_LINE + mail(name(number), "s") for number in range(3)).replace(b"\n", b"\r\n")
    (tmp_path / "a.mbox").write_bytes(whole)
    assert [message.id for message in messages(tmp_path / "a.mbox")] == [name(0), name(1), name(2)]


def test_an_empty_header_is_a_message_that_can_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(FROM_LINE + b"\nonly text\n\n" + FROM_LINE + mail(name(1), "s"))
    first, second = read(path)
    assert isinstance(first.content, Unreadable)
    assert isinstance(second.content, Message)


@given(
    st.lists(st.text(st.sampled_from("From \n>x:-\r"), max_size=60), max_size=6),
    st.integers(1, 200),
)
def test_the_size_of_the_buffer_changes_nothing(bodies: list[str], chunk: int) -> None:
    data = b"".join(FROM_LINE + mail(name(number), "s", body) + b"\n" for number, body in enumerate(bodies))
    found = list(spans.spans(Window(BytesIO(data)), 0, len(data)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "_CHUNK", chunk)
        patch.setattr(spans, "_BACK", 3)
        assert list(spans.spans(Window(BytesIO(data)), 0, len(data))) == found
    assert len(found) == len(bodies)
    assert [span.end for span in found][:-1] == [span.start for span in found][1:]


@given(st.binary(max_size=400))
def test_no_bytes_trip_the_reader(data: bytes) -> None:
    whole = FROM_LINE + data
    for span in spans.spans(Window(BytesIO(whole)), 0, len(whole)):
        assert span.start < span.head <= span.end <= len(whole)
        envelope.read(Window(BytesIO(whole)), span, MEMBER, 0)


# --- what messages say of themselves --------------------------------------------------------------------------------


def test_received_when_the_from_line_says(tmp_path: Path) -> None:
    path = box(tmp_path / "a.mbox", b"From: alice@client.example\nSubject: no date\n\nhello\n")
    (message,) = messages(path)
    assert message.sent_at == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def takeout(labels: str, number: int) -> bytes:
    return mail(name(number), "s", fields=f"X-GM-THRID: 17954262001234{number}\nX-Gmail-Labels: {labels}\n")


def test_takeout_labels_and_threads(tmp_path: Path) -> None:
    """Mail exported by Gmail in English and in Chinese; some of it is junk, a draft, a chat, or in the trash."""
    labels = [
        "Inbox,Important,Opened",
        "Spam",
        "Trash,Opened",
        "=?UTF-8?B?5pS25Lu2566xLOW3suWIoOmZpOmCruS7tg==?=",  # 收件箱,已删除邮件
        "=?UTF-8?Q?=E5=9E=83=E5=9C=BE=E9=82=AE=E4=BB=B6?=",  # 垃圾邮件
        "Chat,Unread",
        "=?UTF-8?B?5bey5Y+R6YCB?=,\n =?UTF-8?B?6I2J56i/?=",  # 已发送, 草稿
        '"Clients, old",Archived',
    ]
    path = box(tmp_path / "All mail Including Spam and Trash.mbox", *map(takeout, labels, range(len(labels))))
    found = {copy.content.id: copy for copy in read(path) if isinstance(copy.content, Message)}
    assert sorted(found) == [name(0), name(2), name(3), name(7)]
    assert [found[name(number)].trashed for number in (0, 2, 3, 7)] == [False, True, True, False]
    content = found[name(0)].content
    assert isinstance(content, Message)
    assert content.thread == f"gmail:{MEMBER}:179542620012340"


def test_a_label_that_changed_is_no_other_message(tmp_path: Path) -> None:
    path = box(tmp_path / "a.mbox", takeout("Inbox", 1))
    (before,) = read(path)
    box(path, takeout("Inbox,Trash,Opened", 1))
    (after,) = read(path)
    assert (before.key, before.trashed, after.key, after.trashed) == (before.key, False, before.key, True)


def test_flags_that_mail_programs_rewrite_are_no_other_message(tmp_path: Path) -> None:
    plain, flagged = mail(name(1), "s"), mail(name(1), "s", fields="Status: RO\nX-Keywords: a\n b\nX-UID: 7\n")
    assert read(box(tmp_path / "a.mbox", plain))[0].key == read(box(tmp_path / "a.mbox", flagged))[0].key


def test_what_thunderbird_deleted_is_gone_before_it_compacts(tmp_path: Path) -> None:
    gone, here = (
        mail(name(n), "s", fields=f"X-Mozilla-Status: {status}\n") for n, status in ((1, "0009"), (2, "0001"))
    )
    assert [message.id for message in messages(box(tmp_path / "Inbox", gone, here))] == [name(2)]


def test_pine_keeps_a_message_that_is_none(tmp_path: Path) -> None:
    internal = b"From: MAILER-DAEMON\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n\nThis text is part\n"
    assert [message.id for message in messages(box(tmp_path / "a.mbox", internal, mail(name(1), "s")))] == [name(1)]


# --- cursors --------------------------------------------------------------------------------------------------------


def test_expunging_renames_nobody(tmp_path: Path) -> None:
    world = Box(tmp_path)
    for number in range(6):
        world.deliver(name(number), "first")
    store = synced(world)
    before = dict(store.copies)
    world.remove(name(0))
    store.sync(world)
    assert store.copies.keys() < before.keys()
    assert len(store.copies) == 5


def test_only_what_was_appended_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = Box(tmp_path)
    for number in range(50):
        world.deliver(name(number), "first")
    store = synced(world)
    world.deliver(name(50), "first")
    seen: list[int] = []
    plain = envelope.read

    def counted(window: Window, span: spans.Span, mailbox: str, written: float) -> envelope.Envelope:
        seen.append(span.start)
        return plain(window, span, mailbox, written)

    monkeypatch.setattr(envelope, "read", counted)
    assert store.sync(world) == {"changed": 1}
    assert len(seen) == 1


def test_a_message_caught_half_written_is_read_again_when_it_is_whole(tmp_path: Path) -> None:
    world = Box(tmp_path)
    for number in range(3):
        world.deliver(name(number), "first")
    whole = FROM_LINE + mail(name(3), "first", "one\n\ntwo\n\nthree\n")
    with world.path.open("ab") as file:
        file.write(whole[:-14])
    store = synced(world)
    assert len(store.copies) == 4
    with world.path.open("ab") as file:
        file.write(whole[-14:])
    assert store.sync(world) == {"changed": 1, "removed": 1}
    (text,) = [
        copy.content.text
        for copy in store.copies.values()
        if isinstance(copy.content, Message) and copy.content.id == name(3)
    ]
    assert text.split() == ["one", "two", "three"]
    assert len(store.copies) == 4


def test_a_rewrite_of_the_same_length_in_the_same_moment_is_noticed(tmp_path: Path) -> None:
    world = Box(tmp_path)
    world.deliver(name(1), "first")
    store = synced(world)
    for turn in range(20):
        revision = f"turn{turn % 10}"
        world.change(name(1), revision)
        store.sync(world)
        world.change(name(1), revision[::-1])
        store.sync(world)
        assert store.things() == [(name(1), revision[::-1])]


def test_a_file_cut_while_it_is_read_is_not_taken_for_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "PAGE", 3)
    world = Box(tmp_path)
    for number in range(9):
        world.deliver(name(number), "first")
    connector = world.connector()
    pages = connector.changes(only_scope(connector), None)
    next(pages)
    world.remove(name(8))
    with pytest.raises(CursorExpired):
        list(pages)


def test_a_file_that_is_gone_is_not_an_empty_one(tmp_path: Path) -> None:
    world = Box(tmp_path)
    world.deliver(name(1), "first")
    store = synced(world)
    connector = world.connector()
    scope = only_scope(connector)
    world.path.unlink()
    with pytest.raises(Unavailable, match="local-missing"):
        list(connector.changes(scope, store.cursor))
    with pytest.raises(Unavailable, match="local-missing"):
        list(world.connector().scopes())


def test_a_file_found_empty_is_believed_after_ten_minutes(tmp_path: Path) -> None:
    world = Box(tmp_path)
    for number in range(60):
        world.deliver(name(number), "first")
    store = synced(world)
    world.path.write_bytes(b"")
    now = 1_795_426_200.0

    def attempt() -> None:
        connector = Mbox(world.path, MEMBER, clock=lambda: now)
        try:
            for page in connector.changes(only_scope(connector), store.cursor):
                store.apply(page)
        except CursorExpired:
            store.cursor = None
            attempt()

    for later in (0, 300, 299):
        now += later
        with pytest.raises(Unavailable, match="local-emptied") as raised:
            attempt()
        assert raised.value.after.total_seconds() <= 600
        assert len(store.copies) == 60
    now += 2
    attempt()
    assert store.copies == {}


def test_a_message_of_any_size_is_cut_at_what_is_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    with path.open("wb") as file:
        file.write(FROM_LINE + mail(name(1), "huge"))
        for _ in range(28):
            file.write(b"x" * 1023 + b"\n" + b"y" * (1 << 20))
        file.write(b"\n" + FROM_LINE + mail(name(2), "small"))
    sizes: list[int] = []

    def parse(mails: list[Raw]) -> list[Unreadable]:
        sizes.extend(len(mail.data) for mail in mails)
        return [Unreadable("not now", 0)] * len(mails)

    connector = Mbox(path, MEMBER, parse=parse)  # type: ignore[arg-type]  # a list will do
    pages = list(connector.changes(only_scope(connector), None))
    assert sizes[0] == READ
    assert len(sizes) == 2
    assert [len(page.changed) for page in pages] == [1, 1]


# --- ledgers --------------------------------------------------------------------------------------------------------


def test_a_filter_forgets_nothing_and_survives_storage() -> None:
    digests = [number * 0x9E3779B97F4A7C15 % (1 << 64) for number in range(1000)]
    loaded = Filter.load(Filter.of(digests, 1000).dump())
    assert all(digest in loaded for digest in digests)
    others = [number * 0xD1B54A32D192ED03 % (1 << 64) for number in range(1, 5000)]
    assert sum(digest in loaded for digest in others) < 50


def test_a_doubt_of_the_filter_is_settled_by_reading() -> None:
    asked: list[str] = []

    def earlier() -> list[int]:
        asked.append("read")
        return [7, 7]

    ledger = Ledger(earlier, Filter.of([7], 10))
    assert ledger.number(8, kept=True) == f"{8:016x}"
    assert asked == []
    assert ledger.number(7, kept=True) == f"{7:016x}.3"
    assert ledger.number(7, kept=False) == f"{7:016x}.4"
    assert asked == ["read"]
    assert list(ledger.keys()) == [f"{8:016x}", f"{7:016x}.3"]


# --- folders of mbox files ------------------------------------------------------------------------------------------


def names(connector: Mbox) -> list[str]:
    return [scope.name for scope in connector.scopes()]


def test_a_takeout_folder_has_a_scope_for_every_file_but_junk(tmp_path: Path) -> None:
    folder = tmp_path / "Takeout" / "Mail"
    folder.mkdir(parents=True)
    for each in ("Inbox", "Clients", "Spam", "草稿", "Trash"):
        box(folder / f"{each}.mbox", mail(name(1), "s"))
    connector = Mbox(tmp_path / "Takeout", MEMBER)
    assert names(connector) == ["Mail/Clients.mbox", "Mail/Inbox.mbox", "Mail/Trash.mbox"]
    trash = Scope(MEMBER, "Mail/Trash.mbox", "mail")
    assert [copy.trashed for page in connector.changes(trash, None) for copy in page.changed] == [True]


def test_a_thunderbird_profile_is_read_by_its_indexes(tmp_path: Path) -> None:
    local = tmp_path / "Mail" / "Local Folders"
    (local / "Clients.sbd").mkdir(parents=True)
    for each in ("Inbox", "Junk", "Templates", "Trash", "Clients", "Clients.sbd/Spring"):
        box(local / each, mail(name(1), "s"))
        (local / f"{each}.msf").write_text("// <!-- <mdb:mork:z v='1.4'/> -->")
    (local / "Empty").touch()
    (local / "Empty.msf").touch()
    (tmp_path / "prefs.js").touch()
    found = [each.removeprefix("Mail/Local Folders/") for each in names(Mbox(tmp_path, MEMBER))]
    assert found == ["Clients", "Clients.sbd/Spring", "Empty", "Inbox", "Trash"]


def test_a_file_without_a_telling_name_is_looked_into(tmp_path: Path) -> None:
    box(tmp_path / "sent-2025", mail(name(1), "s"), mail(name(2), "s"))
    box(tmp_path / "one-mail", mail(name(1), "s"))
    (tmp_path / "notes").write_text("From here on: nothing")
    assert names(Mbox(tmp_path, MEMBER)) == ["sent-2025"]


def test_a_file_nobody_may_read_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = Box(tmp_path)

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(mbox, "FileIO", refuse)
    with pytest.raises(Rejected, match="local-no-permission"):
        synced(world)


def test_cursors_stay_small(tmp_path: Path) -> None:
    world = Box(tmp_path)
    for number in range(40):
        world.deliver(name(number), "first")
    store = Store()
    pages: list[Page] = list(store.pages(world))
    assert all(len(page.cursor or "") < 1000 for page in pages)
    assert json.loads(pages[-1].cursor or "")["count"] == 40
