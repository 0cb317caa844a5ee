"""mbox files: one, or all in a folder (Gmail Takeout, Thunderbird).

Every file is a scope. The cursor is an offset with a proof of what stands before it, so what is appended is read
alone, and a file that was rewritten (replaced, cut, compacted) is noticed: CursorExpired, and a full listing. Keys
are digests of the mails, so that a message keeps its key when others before it are expunged. Sources: RFC 4155,
https://www.jwz.org/doc/content-length.html, Gmail Takeout's X-Gmail-Labels and X-GM-THRID.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import FileIO
from pathlib import Path

from connectors import base
from connectors.base import Copy, CursorExpired, Page, Rejected, Scope, Unavailable
from connectors.local import envelope
from connectors.local.boxes import find, is_trash
from connectors.local.doubt import left_to_doubt
from connectors.local.envelope import Envelope
from connectors.local.folders import Role
from connectors.local.ledger import Filter, Ledger
from connectors.local.parsing import PAGE_BYTES, Parse, Raw, parse_here
from connectors.local.place import Place, proof
from connectors.local.spans import Span, Window, begins, skip_blank, spans
from connectors.local.stamps import tick


class Mbox:
    """The mbox file at a path, or those at and below a folder; `at` goes before the names of the scopes."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        mailbox: str,
        *,
        at: str = "",
        parse: Parse = parse_here,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.root = os.path.realpath(path)
        self.mailbox = mailbox
        self.parse = parse
        self.clock = clock
        self._at = at
        self._paths: dict[str, str] = {}

    def scopes(self) -> Iterator[Scope]:
        """List the files whose mail counts. Raises Unavailable when there is none."""
        self._find()
        if not self._paths:
            raise Unavailable("local-missing", path=self.root)
        for name in sorted(self._paths):
            yield Scope(self.mailbox, name, "mail")

    def _find(self) -> None:
        before = f"{self._at}/" if self._at else ""
        found = find(self.root)
        self._paths = {before + name: path for name, path in found.items() if path != self.root}
        self._paths |= {self._at or name: path for name, path in found.items() if path == self.root}

    def changes(self, scope: Scope, cursor: str | None) -> Iterator[Page]:
        """Yield what was appended since `cursor`, or everything when it is None. Raises ConnectorError."""
        place = Place() if cursor is None else Place.load(cursor)
        if scope.name not in self._paths:
            self._find()
        path = self._paths.get(scope.name, f"{self.root}/{scope.name}")
        try:
            if place.stamp != _stamp(Path(path).stat()):
                with FileIO(path) as file:
                    yield from _Pass(
                        self, file, place, trashed=path != self.root and is_trash(scope.name.removeprefix(self._at))
                    ).pages()
        except FileNotFoundError as error:
            raise Unavailable("local-missing", path=path) from error
        except PermissionError as error:
            raise Rejected("local-no-permission", path=path) from error
        except OSError as error:
            raise Unavailable("local-unreadable", path=path) from error


class _Pass:
    """One read of a file, from where the last one stopped to its present end."""

    def __init__(self, box: Mbox, file: FileIO, place: Place, *, trashed: bool) -> None:
        self.box = box
        self.file = file
        self.place = place
        self.trashed = trashed
        self.facts = os.fstat(file.fileno())
        self.stamp = _stamp(self.facts) if _is_settled(self.facts) else (0, 0, 0)
        self.end = self.facts.st_size
        self.window = Window(file)
        self.proved = place.offset
        self.removed: tuple[str, ...] = ()
        self.batch: list[tuple[str, bool, Raw]] = []
        before = Filter.load(place.seen) if place.seen else None
        self.ledger = Ledger(lambda: self._digests(place.begun), before)

    def pages(self) -> Iterator[Page]:
        """Yield the pages. Raises CursorExpired when what was read is no longer what stands there."""
        place = self.place
        yield from self._doubt()
        self._check()
        if place.done:
            self._begin_again()
        for _ in self._walk(place.begun, place.offset):
            pass  # what a pass that died had handed out has to be numbered again
        yield from self._read()
        place.offset, place.done, place.emptied = self.end, True, 0
        place.seen = self.ledger.filter(place.count).dump()
        place.stamp = self.stamp
        yield self._page(self.ledger.keys() if place.full else None)

    def _begin_again(self) -> None:
        """Begin a pass over what was appended; where that does not begin a message, the last one has grown."""
        place = self.place
        place.done = place.full = False
        place.stamp = (0, 0, 0)
        at = skip_blank(self.window, place.offset)
        if at < self.end and not begins(self.window, at):
            place.offset, key = place.last
            place.count -= bool(place.count)
            self.removed = (key,) if key else ()
        place.begun = place.offset

    def _walk(self, start: int, end: int) -> Iterator[tuple[Span, Envelope, str]]:
        for span in spans(self.window, start, end):
            mail = envelope.read(self.window, span, self.box.mailbox, self.facts.st_mtime)
            yield span, mail, self.ledger.number(mail.digest, kept=mail.role is not Role.SKIPPED)

    def _read(self) -> Iterator[Page]:
        place = self.place
        size = 0
        for span, mail, key in self._walk(place.offset, self.end):
            if self.batch and (len(self.batch) == base.PAGE or size + len(mail.raw.data) > PAGE_BYTES):
                yield self._page()
                size = 0
            kept = mail.role is not Role.SKIPPED
            if kept:
                self.batch.append((key, self.trashed or mail.role is Role.TRASH, mail.raw))
                size += len(mail.raw.data)
            place.offset = span.end
            place.count += 1
            place.last = (span.start, key if kept else "")

    def _page(self, present: Iterator[str] | None = None) -> Page:
        """Return a page of what was read; that nothing before it was rewritten meanwhile is checked first."""
        self._check()
        place = self.place
        place.proof, self.proved = proof(self.file, place.offset), place.offset
        contents = self.box.parse([raw for _, _, raw in self.batch]) if self.batch else ()
        copies = tuple(
            Copy(key, content, trashed) for (key, trashed, _), content in zip(self.batch, contents, strict=True)
        )
        self.batch = []
        removed, self.removed = self.removed, ()
        total = place.count * self.end // max(place.offset, 1)
        return Page(copies, removed, place.dump(), present, total)

    def _check(self) -> None:
        size = os.fstat(self.file.fileno()).st_size
        if size < self.end or size < self.proved or (self.proved and proof(self.file, self.proved) != self.place.proof):
            raise CursorExpired("local-rewritten")

    def _doubt(self) -> Iterator[Page]:
        """Raise Unavailable where a file that held mail is empty and that is not yet believed."""
        place, now = self.place, self.box.clock()
        moved = place.stamp[0] not in {0, self.facts.st_ino}
        left = left_to_doubt(place.count, place.emptied, now, moved=moved) if place.count and not self.end else 0
        if left > 0:
            if not place.emptied:
                place.emptied = int(now)
                yield Page(cursor=place.dump())
            raise Unavailable("local-emptied", timedelta(seconds=left), path=str(self.file.name))

    def _digests(self, end: int) -> Iterator[int]:
        """List the digests of all messages before an offset."""
        window = Window(self.file)
        return (envelope.read(window, span, "", 0).digest for span in spans(window, 0, end))


def _stamp(facts: os.stat_result) -> tuple[int, int, int]:
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


def _is_settled(facts: os.stat_result) -> bool:
    """Tell whether another change of the file would bear another time."""
    return time.time_ns() - facts.st_mtime_ns > tick(facts.st_mtime_ns)
