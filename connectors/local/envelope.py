"""What an mbox file's messages say about themselves besides the mail: identity, labels, thread, deletion."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple

from connectors.local.folders import Role, role
from connectors.local.fromline import LONGEST, received
from connectors.local.parsing import READ, Raw, moment
from connectors.local.spans import Span, Window, header
from dossier.mime import words

_STEP = 1 << 20
_PASSING = (
    b"status", b"x-status", b"x-keywords", b"x-uid", b"x-imap", b"x-imapbase", b"x-mozilla-status",
    b"x-mozilla-status2", b"x-mozilla-keys", b"x-gmail-labels", b"content-length", b"lines",
)  # fmt: skip
"""Fields that mail programs rewrite while the mail stays the same."""
_PASSING_AT = tuple(b"\n" + name + b":" for name in _PASSING)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_VALUE = 4096
_INTERNAL = b"folder internal data"
"""Subject of the pseudo message that UW-IMAP and Pine keep as the first one."""
_EXPUNGED = 0x0008
"""X-Mozilla-Status: deleted, and still there until the folder is compacted (Mozilla's nsMsgMessageFlags)."""


class Envelope(NamedTuple):
    """A message as an mbox file holds it. `digest` is that of the mail, without what mail programs rewrite."""

    digest: int
    role: Role
    raw: Raw


def read(window: Window, span: Span, mailbox: str, written: float) -> Envelope:
    """Read one message: as much of it as is parsed, and a digest of all."""
    fields, _ = header(window, span.head)
    lowered = b"\n" + fields.lower()
    end = span.end - _line_ends(window, span)
    data = window.get(span.head, min(end - span.head, READ))
    digest = blake2b(_lasting(fields, lowered), digest_size=8)
    digest.update(memoryview(data)[len(fields) :])
    for at in range(span.head + len(data), end, _STEP):
        digest.update(window.get(at, min(_STEP, end - at)))
    came = received(window.get(span.start, LONGEST).partition(b"\n")[0]) or moment(written)
    thread = _value(fields, lowered, b"x-gm-thrid").strip()
    raw = Raw(_unquoted(data), came, f"gmail:{mailbox}:{thread}" if thread.isalnum() else "")
    return Envelope(int.from_bytes(digest.digest(), "big"), _role(fields, lowered), raw)


def _line_ends(window: Window, span: Span) -> int:
    data = window.get(max(span.head, span.end - 64), min(64, span.end - span.head))
    return len(data) - len(data.rstrip(b"\r\n"))


def _lasting(fields: bytes, lowered: bytes) -> bytes:
    """Return the header without the fields that mail programs rewrite."""
    if not any(name in lowered for name in _PASSING_AT):
        return fields
    kept: list[bytes] = []
    passing = False
    for line in fields.splitlines(keepends=True):
        if not line.startswith((b" ", b"\t")):
            passing = line.partition(b":")[0].lower() in _PASSING
        if not passing:
            kept.append(line)
    return b"".join(kept)


def _role(fields: bytes, lowered: bytes) -> Role:
    """Tell by Gmail's labels and Thunderbird's flags what becomes of a message."""
    status = _value(fields, lowered, b"x-mozilla-status").strip()
    if _is_expunged(status) or _INTERNAL in lowered:
        return Role.SKIPPED
    labels = words.decode(_value(fields, lowered, b"x-gmail-labels"), set())
    roles = {role(label.strip(' "')) for label in labels.split(",")} if labels else set()
    if Role.SKIPPED in roles:
        return Role.SKIPPED
    return Role.TRASH if Role.TRASH in roles else Role.MAIL


def _is_expunged(status: str) -> bool:
    try:
        return bool(int(status[:4] or "0", 16) & _EXPUNGED)
    except ValueError:
        return False


def _value(fields: bytes, lowered: bytes, name: bytes) -> str:
    """Return a field's value on one line, as Latin-1; empty if it is not there."""
    at = lowered.find(b"\n" + name + b":")
    if at < 0:
        return ""
    text = fields[at + len(name) + 1 : at + len(name) + 1 + _LONGEST_VALUE].decode("latin-1").replace("\r\n", "\n")
    first, *more = text.split("\n")
    for line in more:
        if not line.startswith((" ", "\t")):
            break
        first += line
    return first


def _unquoted(data: bytes) -> bytes:
    """Take one `>` off lines that an mbox writer quoted (mboxrd, and mboxo as far as it can be undone)."""
    return _QUOTED.sub(rb"\1", data) if b">From " in data else data
