"""Mails for the tests, written by hand."""

from __future__ import annotations

from dossier.mime import parse
from dossier.model import Message

HEAD = (
    "From: Wang Lei <wang@client.example>\n"
    "To: Chen Jie <chen@agency.example>\n"
    "Subject: Second version\n"
    "Date: Mon, 12 Oct 2026 10:11:12 +0800\n"
    "Message-ID: <1@client.example>\n"
)


def raw(*lines: str, body: str | bytes = "Hello", head: str = HEAD, **fields: str) -> bytes:
    """Return a mail: `fields` replace those of HEAD (`message_id` is Message-ID), `lines` are added to them."""
    for name, value in fields.items():
        label = "Message-ID" if name == "message_id" else name.replace("_", "-").title()
        kept = [line for line in head.splitlines() if not line.startswith(f"{label}:")]
        head = "\n".join([*kept, f"{label}: {value}"]) + "\n"
    text = head + "".join(f"{line}\n" for line in lines) + "\n"
    return text.encode() + (body if isinstance(body, bytes) else body.encode())


def read(source: bytes) -> Message:
    """Parse a mail that is readable."""
    message = parse(source)
    assert isinstance(message, Message)
    return message


def got(*lines: str, body: str | bytes = "Hello", **fields: str) -> Message:
    """Return the message that `raw` with these arguments is read as."""
    return read(raw(*lines, body=body, **fields))
