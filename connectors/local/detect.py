"""What lies at a path, and the connector that reads it."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from connectors.base import Connector, Page, Rejected, Scope, Unavailable
from connectors.local import boxes, eml
from connectors.local.eml import Eml
from connectors.local.maildir import INSIDE, Maildir, is_maildir
from connectors.local.mbox import Mbox
from connectors.local.parsing import Parse, clean, parse_here
from connectors.local.spans import Window as View
from connectors.local.spans import begins

Window = tuple[date, date]
_SURE_MAIL = (".eml", ".emlx")
_DIRECTORIES = 2000
_ENTRIES = 500
"""Entries of one directory that are looked at: what lies there is mostly of one kind."""
_SNIFFS = 100
"""Files that are opened to see what they are."""
_ALL = 4
_THUNDERBIRD = frozenset(("Mail", "ImapMail"))


def open_path(
    path: str | os.PathLike[str], mailbox: str, *, window: Window | None = None, parse: Parse = parse_here
) -> Connector:
    """Return a connector for what lies at `path`, its scopes named by where they lie.

    An mbox file, a Maildir or a tree of them, a tree of .eml files, .ics files, a Takeout folder, a Thunderbird
    profile, or a folder with several of these. `window` is the first and last day meetings are read for. Raises
    Unavailable where nothing is there, Rejected where nothing is that can be read.
    """
    real = Path(os.path.realpath(path))
    if not real.exists():
        raise Unavailable("local-missing", path=str(path))
    kinds = _kind_of_file(real) if real.is_file() else _kinds_in(real)
    if not kinds:
        raise Rejected("local-no-mail", path=str(path))
    at = clean(str(real))
    found: list[Connector] = []
    if "maildir" in kinds:
        found.append(Maildir(real, mailbox, at=at, parse=parse))
    if "mbox" in kinds:
        found.append(Mbox(real, mailbox, at=at, parse=parse))
    if "eml" in kinds:
        found.append(Eml(real, mailbox, at=at, parse=parse))
    if "ics" in kinds:
        found.append(_calendars(real, mailbox, at, window))
    return found[0] if len(found) == 1 else Several(found)


class Several:
    """Connectors of different kinds over one folder, as one."""

    def __init__(self, connectors: Sequence[Connector]) -> None:
        self.connectors = connectors
        self._owners: dict[Scope, Connector] = {}

    @property
    def skipped(self) -> Counter[str]:
        """What was passed over, by reason."""
        total: Counter[str] = Counter()
        for connector in self.connectors:
            total.update(getattr(connector, "skipped", {}))
        return total

    def scopes(self) -> Iterator[Scope]:
        """List the scopes of all. Raises Unavailable when nothing is there any more."""
        self._owners = {}
        for connector in self.connectors:
            try:
                self._owners |= dict.fromkeys(connector.scopes(), connector)
            except Unavailable as error:
                missing = error
        if not self._owners:
            raise missing
        yield from self._owners

    def changes(self, scope: Scope, cursor: str | None) -> Iterator[Page]:
        """Yield the changes of one scope. Raises ConnectorError."""
        if scope not in self._owners:
            list(self.scopes())
        if scope not in self._owners:
            raise Unavailable("local-missing", path=scope.name)
        return self._owners[scope].changes(scope, cursor)


def _calendars(path: Path, mailbox: str, at: str, window: Window | None) -> Connector:
    from connectors.local.ics import Ics  # noqa: PLC0415 -- calendars take a while to import

    return Ics(path, mailbox, at=at, window=window)


def _kind_of_file(path: Path) -> set[str]:
    name = path.name.lower()
    for kind, suffixes in (("ics", boxes.CALENDARS), ("mbox", boxes.SUFFIXES), ("eml", _SURE_MAIL)):
        if name.endswith(suffixes):
            return {kind}
    try:
        with path.open("rb") as file:
            top = file.read(eml.TOP).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError as error:
        raise Rejected("local-no-permission", path=str(path)) from error
    if top[:15].upper() == b"BEGIN:VCALENDAR":
        return {"ics"}
    if top.startswith(b"From ") and begins(View(BytesIO(top)), 0):
        return {"mbox"}
    return {"eml"} if eml.looks_like_mail(top) else set()


def _kinds_in(root: Path) -> set[str]:
    """Look at a sample of a folder: breadth first, some hundred entries of each directory."""
    kinds: set[str] = set()
    pending = deque([str(root)])
    sniffs = _SNIFFS
    for _ in range(_DIRECTORIES):
        if not pending or len(kinds) == _ALL:
            break
        directory = pending.popleft()
        files, directories = boxes.entries(directory, _ENTRIES)
        if is_maildir(directory):
            kinds.add("maildir")
            directories = [name for name in directories if name not in INSIDE]
        pending += [f"{directory}/{name}" for name in sorted(directories)]
        if "prefs.js" in files and not _THUNDERBIRD.isdisjoint(directories):
            return {"mbox"}
        mboxes = boxes.boxes(directory, files)
        kinds |= {"mbox"} if mboxes else set()
        kinds |= {"ics"} if any(name.lower().endswith(boxes.CALENDARS) for name in files) else set()
        if "eml" not in kinds:
            rest = [name for name in files if name not in mboxes and eml.may_be_mail(name)]
            kinds |= {"eml"} if any(_is_mail(f"{directory}/{name}") for name in rest[:sniffs]) else set()
            sniffs -= len(rest[:sniffs])
    return kinds


def _is_mail(path: str) -> bool:
    if path.lower().endswith(_SURE_MAIL):
        return True
    try:
        with Path(path).open("rb") as file:
            return eml.looks_like_mail(file.read(eml.TOP))
    except OSError:
        return False
