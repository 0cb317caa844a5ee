"""Files that wait until they make a page, and what a page may then say has been handed out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from connectors import base
from connectors.base import Copy, Page
from connectors.local.memory import Known, Memory
from connectors.local.parsing import PAGE_BYTES, READ, Parse, Raw
from connectors.local.sketch import File
from connectors.local.stamps import Stamps, let_settle
from dossier.model import Unreadable

_TOP = 1 << 14
_NO_MAIL = "not-mail"
Read = Callable[[File], Raw | None]


def contents(path: str, looks_right: Callable[[bytes], bool] | None = None) -> bytes | None:
    """Return a file's bytes, as many as are parsed; None if its beginning does not look right. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = min(os.fstat(descriptor).st_size + 1, READ)
        data = os.read(descriptor, min(size, _TOP) if looks_right else size)
        if looks_right and not looks_right(data):
            return None
        while len(data) < size and (more := os.read(descriptor, size - len(data))):
            data += more
        return data
    finally:
        os.close(descriptor)


class _Place(NamedTuple):
    known: Known
    bucket: int


class Pager:
    """Collects files; `page` reads and parses them, nearest on the disk first."""

    def __init__(self, read: Read, parse: Parse, skipped: Counter[str]) -> None:
        self._read = read
        self._parse = parse
        self._skipped = skipped
        self._files: list[tuple[File, _Place]] = []
        self._bytes = 0
        self._complete: list[tuple[_Place, int]] = []
        self._finished: list[tuple[Known, Stamps, int]] = []
        self._lost: set[tuple[int, int]] = set()

    def __bool__(self) -> bool:
        return bool(self._files)

    def has_room(self, files: Iterable[File] = ()) -> bool:
        """Tell whether these files still fit on the page."""
        more = [min(file.size, READ) for file in files]
        return len(self._files) + len(more) <= base.PAGE and self._bytes + sum(more) <= PAGE_BYTES

    def add(self, file: File, known: Known, bucket: int) -> None:
        """Take one more file."""
        self._files.append((file, _Place(known, bucket)))
        self._bytes += min(file.size, READ)

    def complete(self, known: Known, bucket: int, total: int) -> None:
        """Say that all files of a bucket have been added, whose marks have this sum."""
        self._complete.append((_Place(known, bucket), total))

    def finish(self, known: Known, stamps: Stamps, count: int) -> None:
        """Say that all buckets of a shelf are complete."""
        self._finished.append((known, stamps, count))

    def page(self, memory: Memory, total: int | None = None) -> Page:
        """Return a page of all that waits, and count it as handed out in `memory`."""
        removed: list[str] = []
        copies = self._copies(removed)
        self._hand_out()
        self._files, self._bytes = [], 0
        return Page(tuple(copies), tuple(removed), memory.dump(), total=total)

    def _hand_out(self) -> None:
        for (known, bucket), total in self._complete:
            # A file that went away before it could be read may only have been renamed: its bucket stays open.
            known.hand_out(bucket, total + ((id(known), bucket) in self._lost))
        lost = {shelf for shelf, _ in self._lost}
        for known, stamps, count in self._finished:
            known.finish(() if id(known) in lost else stamps, count)
        self._lost -= {(id(place.known), place.bucket) for place, _ in self._complete}
        self._complete, self._finished = [], []

    def _copies(self, removed: list[str]) -> list[Copy]:
        if not self._files:
            return []
        let_settle(max(file.changed for file, _ in self._files))
        copies: list[Copy] = []
        files: list[File] = []
        mails: list[Raw] = []
        for file, place in sorted(self._files, key=lambda item: item[0].inode):
            try:
                mail = self._read(file)
            except FileNotFoundError:
                self._lost.add((id(place.known), place.bucket))
            except OSError as error:
                copies.append(Copy(file.key, Unreadable(reason(error), file.size), file.trashed))
            else:
                if mail is None:
                    self._skipped[_NO_MAIL] += 1
                    removed.append(file.key)
                else:
                    files.append(file)
                    mails.append(mail)
        if mails:
            for file, mail, content in zip(files, mails, self._parse(mails), strict=True):
                if mail.sure or not (isinstance(content, Unreadable) and content.reason == _NO_MAIL):
                    copies.append(Copy(file.key, content, file.trashed))
                else:
                    self._skipped[_NO_MAIL] += 1
                    removed.append(file.key)
        return copies


def reason(error: OSError) -> str:
    """Return why a file could not be read, as quarantine lists it."""
    return "no-permission" if isinstance(error, PermissionError) else "read-error"
