"""A tree of files that hold one mail each: .eml, Apple's .emlx, or files without a telling name.

The whole tree is one scope and a mail's key is its path below the root. A file that is no mail is passed over.
Hidden files, symbolic links (they can run in circles), Maildirs and mbox files in the tree are left alone; folders
named as drafts or junk are skipped, what lies in one named as trash is trashed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from connectors.base import Scope, Unavailable
from connectors.local.folders import Role, path_role
from connectors.local.fromline import MARK, received, starts_field
from connectors.local.maildir import INSIDE
from connectors.local.pager import contents
from connectors.local.parsing import Parse, Raw, clean, moment, parse_here
from connectors.local.shelves import Entry, Shelf
from connectors.local.sketch import File, mark
from connectors.local.spans import holds_several
from connectors.local.tree import Tree

_SURE = (".eml", ".emlx")
"""What bears these names is a mail; anything else has to look like one."""
_NEVER = frozenset(
    (
        ".mbox",
        ".mbx",
        ".msf",
        ".ics",
        ".ical",
        ".vcs",
        ".gz",
        ".zip",
        ".xz",
        ".bz2",
        ".7z",
        ".html",
        ".htm",
        ".pdf",
        ".py",
    )
) | {".jpg", ".png", ".gif", ".docx", ".xlsx", ".csv", ".tsv", ".json", ".md", ".sqlite", ".db", ".plist"}

TOP = 1 << 14
"""Bytes of a file that show whether it is a mail."""
_FIELDS = (b"\nfrom:", b"\ndate:", b"\nreceived:", b"\nreturn-path:", b"\nmessage-id:", b"\nsubject:", b"\nto:")


class Eml(Tree):
    """The mail files at and below a directory, or a single file; `at` is the name of the scope."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        mailbox: str,
        *,
        at: str = "mail",
        parse: Parse = parse_here,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(mailbox, parse=parse, clock=clock)
        root = Path(os.path.realpath(path))
        self._only = root.name if root.is_file() else ""
        self.root = str(root.parent if self._only else root)
        self._at = at

    def scopes(self) -> Iterator[Scope]:
        """Return the tree as one scope. Raises Unavailable when it is not there."""
        if not Path(self.root).is_dir():
            raise Unavailable("local-missing", path=self.root)
        yield Scope(self.mailbox, self._at, "mail")

    def shelf(self, scope: Scope, name: str) -> Shelf:  # noqa: ARG002 -- there is one scope
        """Return one directory of the tree."""
        return Shelf(name, (f"{self.root}/{name}" if name else self.root,), _role(name) is Role.TRASH)

    def below(self, shelf: Shelf) -> list[str]:
        """Return the directories in this one that may hold mail files."""
        if self._only:
            return []
        with os.scandir(shelf.directories[0]) as entries:
            names = [entry.name for entry in entries if _is_walked(entry)]
        if {"cur", "new"}.issubset(names):
            names = [name for name in names if name not in INSIDE]
        below = [f"{shelf.name}/{name}" if shelf.name else name for name in names]
        return sorted(name for name in below if _role(name) is not Role.SKIPPED)

    def entries(self, shelf: Shelf) -> Iterator[tuple[str, bool, Entry]]:
        """List the mail files of a directory; a single one is not searched for among its neighbours."""
        if not self._only:
            yield from super().entries(shelf)
        elif Path(self.root, self._only).is_file():
            yield clean(self._only), False, _One(f"{self.root}/{self._only}")

    def named(self, shelf: Shelf, name: str) -> tuple[str, bool] | None:
        """Return the path below the root; None for what can be no mail."""
        if not may_be_mail(name):
            return None
        return clean(f"{shelf.name}/{name}" if shelf.name else name), shelf.trashed

    def marked(self, key: str, facts: os.stat_result, *, trashed: bool) -> int:
        """Digest what every change of a file changes."""
        return mark(key, trashed, facts.st_ino, facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size)

    def read(self, file: File) -> Raw | None:
        """Return a file's mail, or None if it does not look like one. Raises OSError."""
        sure = file.path.lower().endswith(_SURE)
        data = contents(file.path, None if sure else looks_like_mail)
        if data is None:
            return None
        if file.path.lower().endswith(".emlx"):
            data = _without_frame(data)
        return _unpacked(data, moment(file.written / 1e9), sure=sure)


class _One(NamedTuple):
    path: str

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return Path(self.path).stat(follow_symlinks=follow_symlinks)


def _unpacked(data: bytes, written: datetime, *, sure: bool) -> Raw:
    """Take off a From_ line, which tells better than the file when the mail came."""
    if not data.startswith(MARK):
        return Raw(data, written, sure=sure)
    line, _, mail = data.partition(b"\n")
    return Raw(mail, received(line) or written, sure=sure)


def _without_frame(data: bytes) -> bytes:
    """Return the mail in an .emlx file: its length in the first line, then the mail, then a property list."""
    length, _, rest = data[:32].partition(b"\n")
    if not length.strip().isdigit():
        return data
    start = 32 - len(rest) if len(data) >= 32 else len(data) - len(rest)
    return data[start : start + int(length)]


def may_be_mail(name: str) -> bool:
    """Tell by a file's name whether it is worth a look."""
    if name.startswith("."):
        return False
    return os.path.splitext(name)[1].lower() not in _NEVER  # noqa: PTH122 -- 10 x faster than a Path


def looks_like_mail(top: bytes) -> bool:
    """Tell by a file's beginning whether it is one mail: header fields, and one of them a mail's."""
    top = top.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if top.startswith(MARK):
        return b"\n" in top and not holds_several(top) and _has_fields(top.partition(b"\n")[2])
    return _has_fields(top)


def _has_fields(top: bytes) -> bool:
    lowered = b"\n" + top[:TOP].replace(b"\r", b"\n").lower()
    return starts_field(top.removeprefix(b">")) and any(field in lowered for field in _FIELDS)


def _is_walked(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


def _role(name: str) -> Role:
    """Tell what a directory is for; exports write `deleted_items`, Apple `Junk.mbox`."""
    parts = (part.removesuffix(".mbox").replace("_", " ") for part in name.split("/"))
    return path_role("/".join(parts))
