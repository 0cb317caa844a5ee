"""Maildirs: one alone, with Maildir++ subfolders (`.Sent`), or a whole tree of them as Dovecot and mbsync keep.

Every folder is a scope. A message's key is its unique name without flags, so what moves from `new` to `cur` or is
marked as read has not changed. Drafts are no copies, what is flagged T or lies in the trash is trashed, and folders
for drafts and junk are not followed. Sources: https://cr.yp.to/proto/maildir.html, Courier's README.maildirquota.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from connectors.base import Scope, Unavailable
from connectors.local.folders import Role, from_utf7, path_role
from connectors.local.parsing import Parse, clean, parse_here
from connectors.local.shelves import Shelf
from connectors.local.sketch import mark
from connectors.local.tree import Tree

INBOX = "INBOX"
INSIDE = frozenset(("cur", "new", "tmp"))
_DEPTH = 12
_SEPARATORS = (":2,", "!2,", ";2,")
"""Before the flags; the latter two on file systems that refuse a colon."""


def is_maildir(path: str | os.PathLike[str]) -> bool:
    """Tell whether a directory is a Maildir folder."""
    return Path(path, "cur").is_dir() and Path(path, "new").is_dir()


class Maildir(Tree):
    """The Maildir folders at and below a directory; `at` goes before the names of the scopes."""

    overwritten = False  # what has been delivered is moved and deleted, never changed (maildir.html)

    def __init__(
        self,
        path: str | os.PathLike[str],
        mailbox: str,
        *,
        at: str = "",
        parse: Parse = parse_here,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(mailbox, parse=parse, clock=clock)
        self.root = os.path.realpath(path)
        self._at = f"{at}/" if at else ""
        self._paths: dict[str, str] = {}

    def scopes(self) -> Iterator[Scope]:
        """List the folders whose mail counts. Raises Unavailable when there is no folder at all."""
        self._find()
        if not self._paths:
            raise Unavailable("local-missing", path=self.root)
        for name in sorted(self._paths):
            yield Scope(self.mailbox, self._at + name, "mail")

    def shelf(self, scope: Scope, name: str) -> Shelf:  # noqa: ARG002 -- a folder is one shelf
        """Return `new` and `cur`, in this order: what moves meanwhile is then listed twice rather than never."""
        folder = scope.name.removeprefix(self._at)
        if folder not in self._paths:
            self._find()
        path = self._paths.get(folder, "")
        if not is_maildir(path):
            raise Unavailable("local-missing", path=f"{self.root}: {folder}")
        directories = (os.path.join(path, "new"), os.path.join(path, "cur"))  # noqa: PTH118 -- text, as scandir gives
        return Shelf("", directories, path_role(folder) is Role.TRASH)

    def below(self, shelf: Shelf) -> list[str]:  # noqa: ARG002 -- a subfolder is a scope of its own
        """Return nothing: subfolders are scopes."""
        return []

    def named(self, shelf: Shelf, name: str) -> tuple[str, bool] | None:
        """Return the unique name; whether the flags or the folder say trashed; None for drafts."""
        if name.startswith("."):
            return None
        unique, flags = _split(name)
        if "D" in flags:
            return None
        return clean(unique), shelf.trashed or "T" in flags

    def marked(self, key: str, facts: os.stat_result, *, trashed: bool) -> int:
        """Digest what a rename leaves alone."""
        who = (facts.st_mode, facts.st_uid, facts.st_gid)
        return mark(key, trashed, facts.st_ino, facts.st_mtime_ns, facts.st_size, *who)

    def _find(self) -> None:
        self._paths = {}
        for name, path in sorted(_folders(Path(self.root), (), 0)):
            if path_role(name) is not Role.SKIPPED:
                # Two folders may decode to one name: the second is shown as it is written.
                self._paths[name if name not in self._paths else clean(os.path.relpath(path, self.root))] = path


def _split(name: str) -> tuple[str, str]:
    for separator in _SEPARATORS:
        unique, found, flags = name.rpartition(separator)
        if found:
            return unique, flags
    return name, ""


def _folders(path: Path, parts: tuple[str, ...], depth: int) -> Iterator[tuple[str, str]]:
    """Yield name and path of every folder; symbolic links are not followed, because they can run in circles."""
    folder = is_maildir(path)
    if folder:
        yield "/".join(parts) or INBOX, str(path)
    if depth < _DEPTH:
        for child in _directories(path):
            if child.name.startswith("."):
                if is_maildir(child.path):
                    inner = tuple(clean(from_utf7(part)) for part in child.name.strip(".").split("."))
                    yield from _folders(Path(child.path), parts + inner, depth + 1)
            elif not (folder and child.name in INSIDE):
                yield from _folders(Path(child.path), (*parts, clean(from_utf7(child.name))), depth + 1)


def _directories(path: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except (PermissionError, FileNotFoundError, NotADirectoryError):
        return []
