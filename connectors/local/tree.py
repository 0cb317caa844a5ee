"""What changed in directories of files since a cursor, as pages.

A shelf whose directories did not change costs one stat each. Otherwise its files are listed and summed up, and the
buckets whose sums are not those handed out (sketch.py) are listed again, read and handed out. As every page's cursor
says exactly what has been handed out, a pass that dies goes on where it was.

A file overwritten in place does not touch its directory. So scopes of a few files are looked through in every pass,
others once a day.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from connectors.base import Page, Rejected, Scope, Unavailable
from connectors.local.doubt import left_to_doubt
from connectors.local.memory import Known, Memory
from connectors.local.pager import Pager, contents
from connectors.local.parsing import Parse, Raw, moment, parse_here
from connectors.local.shelves import Shelf, Shelves
from connectors.local.sketch import File, Sketch, news, total
from connectors.local.stamps import Stamps, settled, stamps

FEW = 250
"""Files up to which every one is looked at in every pass: about 2 ms."""
LOOK_EVERY = 24 * 3600
GROUP = 8192
"""Files of one shelf that are held in memory at a time."""


class Tree(Shelves):
    """Base of the connectors whose items are files."""

    overwritten = True
    """Whether files may be written over in place."""

    def __init__(self, mailbox: str, *, parse: Parse = parse_here, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.mailbox = mailbox
        self.parse = parse
        self.clock = clock

    def changes(self, scope: Scope, cursor: str | None) -> Iterator[Page]:
        """Yield what changed since `cursor`, or everything when it is None. Raises ConnectorError."""
        try:
            yield from _Pass(self, scope, cursor).pages()
        except OSError as error:
            raise Unavailable("local-unreadable", path=str(error.filename or scope.name)) from error

    def read(self, file: File) -> Raw | None:
        """Return a file's mail, or None if it holds none. Raises OSError."""
        return Raw(contents(file.path) or b"", moment(file.written / 1e9))


class _Pass:
    """One walk over a scope."""

    def __init__(self, tree: Tree, scope: Scope, cursor: str | None) -> None:
        self.tree = tree
        self.scope = scope
        self.cursor = cursor
        self.memory = memory = Memory() if cursor is None else Memory.load(cursor)
        self.state = memory.state
        self.now = tree.clock()
        self.before = memory.count
        self.due = self.now - memory.looked >= LOOK_EVERY
        self.look_all = self.due or (tree.overwritten and self.before <= FEW)
        self.pager = Pager(tree.read, tree.parse, tree.skipped)
        self.total = None if memory.shelves else tree.count(scope)
        self.seen: set[str] = set()
        self.blind = False

    def pages(self) -> Iterator[Page]:
        """Yield the pages; the last one lists all keys if anything is gone."""
        yield from self._walk()
        if self.pager:
            yield self._page()
        self._page()
        for name in self.memory.shelves.keys() - self.seen:
            self.memory.owed = True
            del self.memory.shelves[name]
        yield from self._last()

    def _walk(self) -> Iterator[Page]:
        below = self.memory.below()
        pending = [""]
        while pending:
            name = pending.pop()
            shelf = self.tree.shelf(self.scope, name)
            try:
                asked = time.time_ns()
                now = stamps(shelf.directories)
                known = self.memory.shelves.get(name)
                if known and known.stamps == now and not self.look_all:
                    pending += below[name]
                else:
                    yield from self._look(shelf, settled(now, asked))
                    pending += self.tree.below(shelf)
                self.seen.add(name)
            except PermissionError:
                self._cannot_look(shelf)
            except (FileNotFoundError, NotADirectoryError):
                if not name:
                    raise Unavailable("local-missing", path=shelf.directories[0]) from None

    def _cannot_look(self, shelf: Shelf) -> None:
        """Leave a shelf as it was known: what can not be seen is not gone."""
        if not shelf.name:
            raise Rejected("local-no-permission", path=shelf.directories[0]) from None
        self.tree.skipped["no-permission"] += 1
        kept = {name for name in self.memory.shelves if f"{name}/".startswith(f"{shelf.name}/")}
        self.seen |= kept
        self.blind |= bool(kept)

    def _look(self, shelf: Shelf, now: Stamps) -> Iterator[Page]:
        """Hand out what is new on one shelf."""
        known = self.memory.shelves.get(shelf.name)
        if known:
            count, buckets = self._compare(shelf, known)
        else:
            count = sum(1 for _ in self.tree.entries(shelf))
            known = self.memory.shelves[shelf.name] = Known(Sketch.empty(count, self.memory.room))
            buckets = list(range(len(known.sketch)))
        share = max(1, GROUP * len(known.sketch) // max(count, 1))
        for start in range(0, len(buckets), share):
            yield from self._hand_out(shelf, known, buckets[start : start + share])
        self.pager.finish(known, now, count)

    def _compare(self, shelf: Shelf, known: Known) -> tuple[int, list[int]]:
        """Count the files of a shelf and find the buckets that are not as they were handed out."""
        present = known.sketch.blank()
        wider = (
            Sketch.empty(known.count, self.memory.room)
            if known.sketch.too_small(known.count, self.memory.room)
            else None
        )
        count = 0
        for key, mark in self.tree.marks(shelf):
            count += 1
            present.add(key, mark)
            if wider:
                wider.add(key, mark)
        buckets = known.sketch.differing(present)
        if wider and not buckets:
            known.widen(wider)
        return count, buckets

    def _hand_out(self, shelf: Shelf, known: Known, buckets: list[int]) -> Iterator[Page]:
        """Hand out the new files of some buckets; a page ends where a bucket ends, if it can."""
        contents: dict[int, list[File]] = {bucket: [] for bucket in buckets}
        for file in self.tree.files(shelf, lambda key: known.sketch.bucket(key) in contents):
            contents[known.sketch.bucket(file.key)].append(file)
        for bucket, files in contents.items():
            new, explained = news(files, known.sketch.sums[bucket])
            self.memory.owed |= not explained
            if self.pager and not self.pager.has_room(new):
                yield self._page()
            for file in new:
                if self.pager and not self.pager.has_room([file]):
                    # Should the pass die here, nothing but a listing tells what of this bucket goes meanwhile.
                    self.memory.owed = True
                    yield self._page()
                self.pager.add(file, known, bucket)
            self.pager.complete(known, bucket, total(files))

    def _page(self) -> Page:
        return self.pager.page(self.memory, self.total)

    def _last(self) -> Iterator[Page]:
        """Yield the page that ends the pass, if there is anything to say."""
        memory = self.memory
        if self.cursor and self.before and not memory.count:
            yield from self._doubt(Memory.load(self.cursor))
        memory.emptied = 0
        present = None
        if memory.owed and not self.blind:
            memory.owed = False
            present = self.tree.keys(self.scope)
        if self.due:
            memory.looked = int(self.now)
        if present is not None or memory.state != self.state:
            yield Page(cursor=memory.dump(), present=present, total=self.total)

    def _doubt(self, old: Memory) -> Iterator[Page]:
        """Raise Unavailable where all files are gone at once and that is not yet believed."""
        shelf = self.tree.shelf(self.scope, "")
        was = [inode for inode, _ in old.shelves[""].stamps]
        moved = bool(was) and was != [inode for inode, _ in stamps(shelf.directories)]
        left = left_to_doubt(self.before, old.emptied, self.now, moved=moved)
        if left > 0:
            if not old.emptied:
                old.emptied = int(self.now)
                yield Page(cursor=old.dump())
            raise Unavailable("local-emptied", timedelta(seconds=left), path=shelf.directories[0])
