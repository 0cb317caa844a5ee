"""Calendar files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.base import Unavailable
from connectors.local import ics
from connectors.local.ics import Ics
from dossier.model import Unreadable
from tests.connectors.local.worlds import MEMBER, WINDOW, calendar, event
from tests.contracts.connector import Store, name, only_scope


def sync(store: Store, connector: Ics) -> Store:
    """Bring a store up to date."""
    for page in connector.changes(only_scope(connector), store.cursor):
        store.apply(page)
    return store


def test_keys_name_file_and_uid(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "a.ics").write_bytes(calendar(event(name(1), "one"), event(name(2), "two")))
    (tmp_path / "b.ics").write_bytes(calendar(event(name(1), "one")))
    store = sync(Store(), Ics(tmp_path, MEMBER, window=WINDOW))
    assert sorted(store.copies) == [f"b.ics#{name(1)}", f"team/a.ics#{name(1)}", f"team/a.ics#{name(2)}"]


def test_a_file_that_changes_replaces_its_events_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(calendar(event(name(1), "one"), event(name(2), "two")))
    (tmp_path / "b.ics").write_bytes(calendar(event(name(3), "three")))
    store = sync(Store(), Ics(tmp_path, MEMBER, window=WINDOW))
    (tmp_path / "a.ics").write_bytes(calendar(event(name(2), "again"), event(name(4), "four")))
    store.yielded.clear()
    sync(store, Ics(tmp_path, MEMBER, window=WINDOW))
    assert store.things() == [(name(2), "again"), (name(3), "three"), (name(4), "four")]
    assert store.yielded == {"changed": 2, "removed": 1}


def test_another_window_reads_everything_again(tmp_path: Path) -> None:
    weekly = event(name(1), "weekly").replace("DTEND", "RRULE:FREQ=WEEKLY\r\nDTEND")
    (tmp_path / "a.ics").write_bytes(calendar(weekly))
    store = sync(Store(), Ics(tmp_path, MEMBER, window=(date(2026, 11, 1), date(2026, 11, 30))))
    assert len(store.things()) == 2
    sync(store, Ics(tmp_path, MEMBER, window=(date(2026, 11, 1), date(2026, 12, 31))))
    assert len(store.things()) == 6


def test_a_window_is_about_a_year_around_today_unless_told(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(calendar(event(name(1), "one")))
    first, last = Ics(tmp_path, MEMBER, clock=lambda: 1_795_426_200.0).window
    assert first < date(2026, 11, 23) < last
    assert (last - first).days < 400


def test_answers_are_no_entries(tmp_path: Path) -> None:
    reply = calendar(event(name(1), "one")).replace(b"VERSION", b"METHOD:REPLY\r\nVERSION")
    (tmp_path / "a.ics").write_bytes(reply)
    assert sync(Store(), Ics(tmp_path, MEMBER, window=WINDOW)).copies == {}


def test_what_is_no_calendar_and_what_is_too_large_is_quarantined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ics, "READ", 2000)
    (tmp_path / "a.ics").write_bytes(b"<html>sign in</html>")
    (tmp_path / "b.ics").write_bytes(calendar(*(event(name(number), "x") for number in range(20))))
    (tmp_path / "c.ics").write_bytes(b"")
    store = sync(Store(), Ics(tmp_path, MEMBER, window=WINDOW))
    reasons = {key: copy.content.reason for key, copy in store.copies.items() if isinstance(copy.content, Unreadable)}
    assert reasons == {"a.ics": "not-a-calendar", "b.ics": "too-large"}


def test_a_file_nobody_may_read_keeps_its_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ics").write_bytes(calendar(event(name(1), "one")))
    store = sync(Store(), Ics(tmp_path, MEMBER, window=WINDOW))
    (tmp_path / "a.ics").write_bytes(calendar(event(name(2), "two")))

    def refuse(path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as patch:
        patch.setattr(ics, "contents", refuse)
        sync(store, Ics(tmp_path, MEMBER, window=WINDOW))
    assert store.things() == [(name(1), "one")]
    assert store.unreadable() == ["no-permission"]
    (tmp_path / "a.ics").touch()
    sync(store, Ics(tmp_path, MEMBER, window=WINDOW))
    assert store.things() == [(name(2), "two")]
    assert store.unreadable() == []


def test_a_file_is_left_to_settle_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ics").write_bytes(calendar(event(name(1), "one")))
    told: list[str] = []

    def late(path: str) -> bytes:
        told.append("read")
        return Path(path).read_bytes()

    monkeypatch.setattr(ics, "let_settle", lambda _: told.append("settle"))
    monkeypatch.setattr(ics, "contents", late)
    sync(Store(), Ics(tmp_path, MEMBER, window=WINDOW))
    assert told == ["settle", "read"]


def test_calendars_that_are_not_there_are_not_empty(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    (folder / "a.ics").write_bytes(calendar(event(name(1), "one")))
    store = sync(Store(), Ics(folder, MEMBER, window=WINDOW))
    connector = Ics(folder, MEMBER, window=WINDOW)
    scope = only_scope(connector)
    folder.rename(tmp_path / "unmounted")
    with pytest.raises(Unavailable, match="local-missing"):
        list(connector.changes(scope, store.cursor))
    folder.mkdir()
    now = 1_795_426_200.0
    for _ in range(2):
        with pytest.raises(Unavailable, match="local-emptied"):
            sync(store, Ics(folder, MEMBER, window=WINDOW, clock=lambda: now))
    sync(store, Ics(folder, MEMBER, window=WINDOW, clock=lambda: now + 600))
    assert store.copies == {}
