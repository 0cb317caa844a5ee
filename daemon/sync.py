"""Brings a scope up to date: page by page, each with what was derived from it and its cursor in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from connectors.base import Connector, ConnectorError, CursorExpired, Page, Scope
from daemon.filing import Clerk
from store.sqlite import Store

Heard = Callable[[int, int | None], None]
"""Told after every page: how many items so far, of how many."""


@dataclass(frozen=True, slots=True)
class Pass:
    """How one scope's pass ended: items read, and the error that ended it, if one did."""

    scope: Scope
    items: int
    error: ConnectorError | None = None


def sync(
    connectors: Iterable[Connector],
    store: Store,
    clerk: Clerk,
    clock: Callable[[], datetime],
    heard: Heard = lambda done, total: None,  # noqa: ARG005 -- the names are the protocol's
) -> Iterator[Pass]:
    """Bring every scope of the connectors up to date; one that fails is reported and the others go on."""
    done = 0
    for connector in connectors:
        for scope, missing in _scopes(connector):
            before = done
            try:
                if missing:
                    raise missing
                for page in pages(connector, scope, store):
                    store_page(store, clerk, scope, page, clock())
                    done += len(page.changed)
                    heard(done, before + page.total if page.total else None)
            except ConnectorError as error:
                _note(store, scope, type(error).__name__, error.code)
                yield Pass(scope, done - before, error)
            else:
                _note(store, scope, "ok", "")
                yield Pass(scope, done - before)


def _scopes(connector: Connector) -> Iterator[tuple[Scope, ConnectorError | None]]:
    """List a connector's scopes; where even that fails, the connector itself is the scope that failed."""
    try:
        yield from ((scope, None) for scope in connector.scopes())
    except ConnectorError as error:
        yield Scope(getattr(connector, "mailbox", ""), "", "mail"), error


@dataclass(frozen=True, slots=True)
class Closed:
    """A mailbox that could not be opened, as a connector that says so: the others go on."""

    mailbox: str
    error: ConnectorError

    def scopes(self) -> Iterator[Scope]:
        """Raise what opening raised."""
        raise self.error

    def changes(self, scope: Scope, cursor: str | None) -> Iterator[Page]:  # noqa: ARG002 -- a connector's
        """Raise what opening raised."""
        raise self.error


def pages(connector: Connector, scope: Scope, store: Store) -> Iterator[Page]:
    """Yield what changed since the stored cursor; one that has expired means a full listing, never 'from now on'."""
    with store.reading() as reading:
        cursor = reading.cursor(scope)
    try:
        yield from connector.changes(scope, cursor)
    except CursorExpired:
        if cursor is None:
            raise
        with store.transaction() as transaction:
            transaction.start_over(scope)
        yield from connector.changes(scope, None)


def store_page(store: Store, clerk: Clerk, scope: Scope, page: Page, now: datetime) -> None:
    """Store a page, all that is derived from it, and where to resume: all of it or nothing."""
    with store.transaction() as transaction:
        copies = clerk.file(page.changed, transaction)
        transaction.put(scope, copies, now=now, removed=page.removed, present=page.present, cursor=page.cursor)


def _note(store: Store, scope: Scope, state: str, code: str) -> None:
    with store.transaction() as transaction:
        transaction.scope_state(scope, state, code)
