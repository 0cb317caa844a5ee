"""iCalendar files: one, or all at and below a folder.

All are one scope. An event's key is its file and its UID, so that a file that changes replaces its events; the cursor
remembers each file's UIDs, for what a file no longer says is gone. Meetings are read for a window of days; with
another window everything is read again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from connectors import base
from connectors.base import Copy, CursorExpired, Page, Scope, Unavailable
from connectors.local import boxes
from connectors.local.doubt import left_to_doubt
from connectors.local.pager import contents, reason
from connectors.local.parsing import READ, clean
from connectors.local.stamps import let_settle
from dossier import ical
from dossier.model import Unreadable

MEETINGS = 5000
"""Meetings a page holds, about."""
_VERSION = 1
_ENTRIES = frozenset(("", "PUBLISH", "REQUEST", "ADD", "CANCEL"))
"""Methods of files that say what is in a calendar; the others are answers (RFC 5546)."""
_BEGIN = b"BEGIN:VCALENDAR"
_TOP = 1 << 16
_BACK, _AHEAD = timedelta(days=330), timedelta(days=60)

Window = tuple[date, date]


@dataclass(slots=True)
class _Cursor:
    """What has been handed out: by file, what the file system said of it, and the keys it led to."""

    window: tuple[str, str]
    files: dict[str, tuple[list[int], list[str]]] = field(default_factory=dict)
    full: bool = True
    emptied: int = 0
    root: int = 0

    def dump(self) -> str:
        return json.dumps([_VERSION, self.window, self.files, self.full, self.emptied, self.root])

    @classmethod
    def load(cls, text: str) -> _Cursor:
        try:
            version, (first, last), files, full, emptied, root = json.loads(text)
            known = {str(name): (list(map(int, facts)), list(map(str, keys))) for name, (facts, keys) in files.items()}
            cursor = cls((str(first), str(last)), known, bool(full), int(emptied), int(root))
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise CursorExpired("local-cursor") from error
        if version != _VERSION:
            raise CursorExpired("local-cursor")
        return cursor


class Ics:
    """The calendars at a path; `at` is the name of the scope, `window` the first and last day meetings are read for."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        mailbox: str,
        *,
        at: str = "calendar",
        window: Window | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.root = os.path.realpath(path)
        self.mailbox = mailbox
        self.clock = clock
        today = datetime.fromtimestamp(clock(), UTC).date()
        self.window = window or (today - _BACK, today + _AHEAD)
        self._at = at

    def scopes(self) -> Iterator[Scope]:
        """Return the calendars as one scope. Raises Unavailable when they are not there."""
        if not Path(self.root).exists():
            raise Unavailable("local-missing", path=self.root)
        yield Scope(self.mailbox, f"{self._at}#calendar", "calendar")  # a folder of mail may be a scope too

    def changes(self, scope: Scope, cursor: str | None) -> Iterator[Page]:  # noqa: ARG002 -- there is one scope
        """Yield what changed since `cursor`, or everything when it is None. Raises ConnectorError."""
        first, last = self.window
        window = (first.isoformat(), last.isoformat())
        known = _Cursor(window) if cursor is None else _Cursor.load(cursor)
        try:
            yield from _Pass(self, known, window).pages()
        except OSError as error:
            raise Unavailable("local-unreadable", path=str(error.filename or self.root)) from error


class _Pass:
    """One look at all files."""

    def __init__(self, calendars: Ics, cursor: _Cursor, window: tuple[str, str]) -> None:
        self.calendars = calendars
        self.cursor = cursor
        self.copies: list[Copy] = []
        self.removed: list[str] = []
        self.meetings = 0
        if cursor.window != window:
            cursor.window = window
            cursor.files = {name: ([], keys) for name, (_, keys) in cursor.files.items()}

    def pages(self) -> Iterator[Page]:
        """Yield the pages; the last one of a full listing names all keys."""
        cursor, old = self.cursor, self.cursor.dump()
        there = self._there()
        yield from self._doubt(there)
        cursor.emptied, cursor.root = 0, os.stat(self.calendars.root).st_ino  # noqa: PTH116 -- a text path
        for name, (path, facts) in sorted(there.items()):
            before, keys = cursor.files.get(name, ([], []))
            if before != facts:
                yield from self._file(name, path, facts, keys)
        for name in cursor.files.keys() - there.keys():
            self.removed += cursor.files.pop(name)[1]
        full, cursor.full = cursor.full, False
        if full or self.copies or self.removed or cursor.dump() != old:
            yield self._page([key for _, keys in cursor.files.values() for key in keys] if full else None)

    def _there(self) -> dict[str, tuple[str, list[int]]]:
        """Return path and facts of all calendar files by name."""
        root = self.calendars.root
        found: dict[str, tuple[str, list[int]]] = {}
        for path in _paths(root):
            try:
                facts = os.stat(path, follow_symlinks=False)  # noqa: PTH116 -- a text path
            except FileNotFoundError:
                continue
            told = [facts.st_ino, facts.st_ctime_ns, facts.st_mtime_ns, facts.st_size]
            found[clean(os.path.relpath(path, root) if path != root else Path(root).name)] = path, told
        return found

    def _file(self, name: str, path: str, facts: list[int], keys: list[str]) -> Iterator[Page]:
        """Hand out a file's events, and what it no longer holds."""
        let_settle(facts[1])
        try:
            copies = _read(name, contents(path) or b"", self.calendars.window)
        except FileNotFoundError:
            return  # the next pass will see whether it is gone
        except OSError as error:
            copies = [Copy(name, Unreadable(reason(error), facts[3]))]
            now = list(dict.fromkeys((*keys, name)))  # what can not be read is not gone
        else:
            now = [copy.key for copy in copies]
        # Should the pass die amid this file, it is read again, and all that was handed out is still known.
        self.cursor.files[name] = [], list(dict.fromkeys((*keys, *now)))
        for copy in copies:
            self.copies.append(copy)
            self.meetings += len(copy.content) if isinstance(copy.content, tuple) else 1
            if len(self.copies) >= base.PAGE or self.meetings >= MEETINGS:
                yield self._page()
        gone = set(keys).difference(now)
        self.removed += [key for key in keys if key in gone]
        self.cursor.files[name] = facts, now

    def _page(self, present: list[str] | None = None) -> Page:
        page = Page(tuple(self.copies), tuple(self.removed), self.cursor.dump(), present)
        self.copies, self.removed, self.meetings = [], [], 0
        return page

    def _doubt(self, there: dict[str, tuple[str, list[int]]]) -> Iterator[Page]:
        """Raise Unavailable where all files are gone at once and that is not yet believed."""
        calendars, cursor = self.calendars, self.cursor
        if not Path(calendars.root).exists():
            raise Unavailable("local-missing", path=calendars.root)
        moved = cursor.root not in {0, os.stat(calendars.root).st_ino}  # noqa: PTH116 -- a text path
        now = calendars.clock()
        left = left_to_doubt(len(cursor.files), cursor.emptied, now, moved=moved) if cursor.files and not there else 0
        if left > 0:
            if not cursor.emptied:
                cursor.emptied = int(now)
                yield Page(cursor=cursor.dump())
            raise Unavailable("local-emptied", timedelta(seconds=left), path=calendars.root)


def _paths(root: str) -> list[str]:
    if Path(root).is_file():
        return [root]
    return [
        f"{folder}/{name}"
        for folder, files in boxes.walk(root)
        for name in files
        if name.lower().endswith(boxes.CALENDARS)
    ]


def _read(name: str, data: bytes, window: Window) -> list[Copy]:
    """Return a file's events, and those that were refused."""
    if len(data) >= READ:
        return [Copy(name, Unreadable("too-large", len(data)))]
    if _BEGIN not in data[:_TOP].upper():
        return [Copy(name, Unreadable("not-a-calendar", len(data)))] if data.strip() else []
    calendar = ical.read(data, window)
    if calendar.method not in _ENTRIES:
        return []
    refused = [Copy(f"{name}#{clean(uid)}", Unreadable(why, len(data))) for uid, why in calendar.refused]
    return refused + [Copy(f"{name}#{clean(uid)}", meetings) for uid, meetings in calendar.items.items()]
