"""From the bytes of files to copies: what is read, how much of it, and who parses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from dossier.mime.limits import RAW
from dossier.model import Address, Message, Unreadable

READ = RAW + 1
"""Bytes of a mail that are read: one more than the parser accepts, so that it sees there was more."""
PAGE_BYTES = 8 * 1024 * 1024
"""Raw bytes a page is made from, about; a single larger mail is a page of its own."""


class Raw(NamedTuple):
    """A mail before it is parsed."""

    data: bytes
    received_at: datetime
    thread: str = ""
    sure: bool = True
    """False: a file that only looked like a mail; if the parser finds that it is none, it is passed over."""


Concerns = Callable[[Iterable[Address]], bool]
"""Whether mail among these people is anything to us."""
Parse = Callable[[Sequence[Raw]], Iterable[Message | Unreadable]]
"""Turns raw mails into as many messages, in the same order."""


def parse_here(mails: Sequence[Raw], concerns: Concerns | None = None) -> Iterator[Message | Unreadable]:
    """Parse in this thread; with `concerns`, of mail that is nothing to us only the envelope is taken."""
    from dossier.mime import parse  # noqa: PLC0415 -- heavy: `wanglai --help` and a run without news do without

    for mail in mails:
        try:
            yield parse(mail.data, received_at=mail.received_at, thread=mail.thread, concerns=concerns)
        except Exception:  # noqa: BLE001 -- a mail that trips the parser is quarantined, and the others go on
            yield Unreadable("parser-failed", len(mail.data))


def moment(seconds: float) -> datetime:
    """Return a file's time as a moment; one that is out of all bounds becomes the epoch."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def clean(name: str) -> str:
    """Return a file name as text that can be stored anywhere: bytes that are not UTF-8 become escapes."""
    if name.isascii():
        return name
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
