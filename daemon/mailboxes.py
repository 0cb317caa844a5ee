"""Opens the configured mailboxes as connectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from config.settings import MailboxSettings
from connectors.base import Connector, ConnectorError
from connectors.local.detect import open_path
from connectors.local.parsing import Parse
from daemon.sync import Closed

BEFORE = timedelta(days=300)
AFTER = timedelta(days=60)
"""The window in which recurring meetings are spelled out."""


def connectors(mailboxes: Iterable[MailboxSettings], folder: Path, parse: Parse, now: datetime) -> Iterator[Connector]:
    """Open every mailbox, or Closed where that fails. Relative paths begin at `folder`; `parse` is `Clerk.parse`."""
    window = ((now - BEFORE).date(), (now + AFTER).date())
    for mailbox in mailboxes:
        path = folder / mailbox.path.expanduser()
        try:
            yield open_path(path, mailbox.address, window=window, parse=parse)
        except ConnectorError as error:
            yield Closed(mailbox.address, error)
