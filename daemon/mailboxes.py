"""Opens the configured mailboxes as connectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from config.settings import MailboxSettings
from connectors.base import Connector
from connectors.local.detect import open_path
from connectors.local.parsing import Parse

BEFORE = timedelta(days=300)
AFTER = timedelta(days=60)
"""The window in which recurring meetings are spelled out."""


def connectors(mailboxes: Iterable[MailboxSettings], parse: Parse, now: datetime) -> Iterator[Connector]:
    """Open every mailbox; `parse` is `Clerk.parse`. Raises ConnectorError for one that cannot be opened."""
    window = ((now - BEFORE).date(), (now + AFTER).date())
    for mailbox in mailboxes:
        yield open_path(mailbox.path.expanduser(), mailbox.address, window=window, parse=parse)
