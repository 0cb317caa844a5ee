"""All local connectors keep the promises of every connector."""

from __future__ import annotations

from pathlib import Path

from tests.connectors.local import worlds
from tests.contracts.connector import ConnectorContract, World


class TestTree(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.Tree(path)


class TestOverwrittenTree(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.OverwrittenTree(path)


class TestMaildir(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.Folder(path)


class TestMbox(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.Box(path)


class TestReplacedMbox(ConnectorContract):
    def make_world(self, path: Path) -> World:
        return worlds.ReplacedBox(path)
