"""What every connector is, and the four ways it may fail.

    ConnectorError
     ├── Unavailable(after)   try again later: the network, a throttle, a disk that is not mounted
     ├── NeedsLogin           stop asking; a person has to sign in again
     ├── CursorExpired        start this scope over with no cursor; nothing stored is lost by it
     └── Rejected             asking again will not help; tell the person and go on with the other scopes

A scope's changes come as pages. Every page boundary is a place where the process may die: whoever stores a page
stores its cursor in the same transaction, and a later `changes(scope, cursor)` goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, Protocol

from dossier.model import Meeting, Message, Unreadable

PAGE = 500
"""Items a page holds at the most, so that memory stays bounded whatever the scope's size."""


class Scope(NamedTuple):
    """The unit a provider delivers changes for: a Gmail account, one Graph folder, one calendar, one Maildir."""

    mailbox: str
    """The identity it belongs to: an address, or a path for local files."""
    name: str
    """Unique within the mailbox and stable; what the user is shown."""
    kind: str
    """`mail` or `calendar`."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One thing as one scope holds it. `key` is the provider's id for it: unique in the scope, stable over moves."""

    key: str
    content: Message | tuple[Meeting, ...] | Unreadable
    """A calendar item is replaced whole: the tuple holds all its occurrences, and may be empty."""
    trashed: bool = False
    """In the trash: the touch stays, the text goes (DESIGN.md §5.6). Drafts, chats and junk never become copies."""


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of changes that is safe to commit on its own.

    `cursor` is where to resume once this page is stored; None holds the old one. `present`, only on the last page
    of a full listing, names every key that exists: what is stored and not in it is gone.
    """

    changed: tuple[Copy, ...] = ()
    removed: tuple[str, ...] = ()
    cursor: str | None = None
    present: Iterable[str] | None = None
    total: int | None = None
    """How many items the scope is thought to hold, for a progress bar."""


class Connector(Protocol):
    """A source of changes. Instances belong to one thread."""

    def scopes(self) -> Iterable[Scope]:
        """List what can be followed now. Raises ConnectorError."""
        ...

    def changes(self, scope: Scope, cursor: str | None) -> Iterator[Page]:
        """Yield what changed since `cursor`, or everything when it is None. Raises ConnectorError.

        The same page may come twice and pages may come in any order across scopes: storing is idempotent.
        A cursor that is not understood raises CursorExpired.
        """
        ...


class ConnectorError(Exception):
    """Something outside did not work. `code` is a stable name with a page in docs/errors.md; `params` fill its text."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Unavailable(ConnectorError):
    """Try again, not before `after`."""

    def __init__(self, code: str, after: timedelta = timedelta(minutes=1), **params: str | int) -> None:
        super().__init__(code, **params)
        self.after = after


class NeedsLogin(ConnectorError):
    """Stop asking until a person has signed in again."""


class CursorExpired(ConnectorError):
    """Begin the scope again without a cursor."""


class Rejected(ConnectorError):
    """Asking again will not help."""
