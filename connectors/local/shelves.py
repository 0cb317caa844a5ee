"""How the files of a scope are found: shelf by shelf, the same way for Maildirs and for trees of files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple, Protocol

from connectors.base import Scope, Unavailable
from connectors.local.sketch import File
from connectors.local.stamps import stamps

_TRIES = 5


class Shelf(NamedTuple):
    """Directories whose files are compared together: `new` and `cur` of a Maildir, one directory of a tree."""

    name: str
    """Its path below the scope's root; empty for the root."""
    directories: tuple[str, ...]
    trashed: bool = False


class Entry(Protocol):
    """What is used of an `os.DirEntry`."""

    @property
    def path(self) -> str:
        """Its whole path."""
        ...

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Return what the file system says of it."""
        ...


class Shelves:
    """Where a connector's items lie. `skipped` counts what was passed over, by reason."""

    def __init__(self) -> None:
        self.skipped: Counter[str] = Counter()

    def shelf(self, scope: Scope, name: str) -> Shelf:
        """Return the shelf of this name; a walk begins with the one whose name is empty."""
        raise NotImplementedError

    def below(self, shelf: Shelf) -> list[str]:
        """Return the names of the shelves directly below this one. Raises OSError."""
        raise NotImplementedError

    def named(self, shelf: Shelf, name: str) -> tuple[str, bool] | None:
        """Return key and trashed of a file by its name alone, or None if it is no item."""
        raise NotImplementedError

    def marked(self, key: str, facts: os.stat_result, *, trashed: bool) -> int:
        """Digest what makes a file another one."""
        raise NotImplementedError

    def entries(self, shelf: Shelf) -> Iterator[tuple[str, bool, Entry]]:
        """List key, trashed and directory entry of a shelf's items. Raises OSError."""
        for directory in shelf.directories:
            with os.scandir(directory) as entries:
                for entry in entries:
                    item = self.named(shelf, entry.name)
                    if item and entry.is_file(follow_symlinks=False):
                        yield *item, entry

    def marks(self, shelf: Shelf) -> Iterator[tuple[str, int]]:
        """List key and mark of a shelf's items; one that vanishes meanwhile is left out. Raises OSError."""
        for key, trashed, entry in self.entries(shelf):
            try:
                yield key, self.marked(key, entry.stat(follow_symlinks=False), trashed=trashed)
            except FileNotFoundError:
                continue

    def files(self, shelf: Shelf, wanted: Callable[[str], bool]) -> Iterator[File]:
        """List a shelf's files whose keys are wanted; one that vanishes meanwhile is left out. Raises OSError."""
        for key, trashed, entry in self.entries(shelf):
            if wanted(key):
                try:
                    facts = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                mark = self.marked(key, facts, trashed=trashed)
                changed, written = facts.st_ctime_ns, facts.st_mtime_ns
                yield File(key, entry.path, mark, changed, facts.st_ino, facts.st_size, written, trashed)

    def keys(self, scope: Scope) -> Iterator[str]:
        """List the keys of all items. Raises Unavailable when a directory never stands still."""
        pending = [""]
        while pending:
            shelf = self.shelf(scope, pending.pop())
            try:
                yield from self._steady(shelf)
                pending += self.below(shelf)
            except (PermissionError, FileNotFoundError):
                self.skipped["directory"] += 1

    def count(self, scope: Scope) -> int:
        """Return about how many items there are."""
        pending, found = [""], 0
        while pending:
            shelf = self.shelf(scope, pending.pop())
            with suppress(PermissionError, FileNotFoundError):
                found += sum(1 for _ in self.entries(shelf))
                pending += self.below(shelf)
        return found

    def _steady(self, shelf: Shelf) -> list[str]:
        """List a shelf's keys while nothing moves: a file renamed during a listing may escape it (POSIX readdir)."""
        for _ in range(_TRIES):
            before = stamps(shelf.directories)
            keys = [key for key, _, _ in self.entries(shelf)]
            if stamps(shelf.directories) == before:
                return keys
        raise Unavailable("local-busy", timedelta(minutes=1), path=shelf.directories[0])
