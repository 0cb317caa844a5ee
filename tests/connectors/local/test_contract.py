"""All local connectors keep the promises of every connector."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.local import memory, sketch, tree
from tests.connectors.local import worlds
from tests.contracts.connector import ConnectorContract, World, name, synced


class TestTree(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.Tree(path)


class TestOverwrittenTree(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.OverwrittenTree(path)


class TestCrowdedTree(ConnectorContract):
    """A sketch of one bucket, so that it holds more than a page; it is listed a few files at a time."""

    @pytest.fixture(autouse=True)
    def _crowd(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(memory, "BUCKETS", 1)
        monkeypatch.setattr(sketch, "_LEAST", 1)
        monkeypatch.setattr(tree, "GROUP", 3)

    def make_world(self, path: Path) -> World:
        return worlds.Tree(path)


class TestLargeTree(ConnectorContract):
    """One that is too large to look at every file in every pass: directories have to tell."""

    @pytest.fixture(autouse=True)
    def _enlarge(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tree, "FEW", -1)

    def make_world(self, path: Path) -> World:
        return worlds.Tree(path)


class TestMaildir(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.Folder(path)


class TestMbox(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.Box(path)


class TestReplacedMbox(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.ReplacedBox(path)


class TestCalendars(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.Calendars(path)


class TestOneCalendar(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.OneCalendar(path)

    def test_what_was_delivered_is_read_alone(self, ten: World) -> None:
        """A file that changed hands out all its events again: nobody can tell which of them are new."""
        store = synced(ten)
        ten.deliver(name(10), "first")
        assert store.sync(ten) == {"changed": 11}
        assert len(store.things()) == 11
