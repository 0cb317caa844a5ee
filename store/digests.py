"""Numbers and bytes that stand for text: smaller in an index, and saying nothing about what they stand for.

Where a thing has a time, its digest begins with it: then what comes in together lies together in the index, and a
page of mail changes a few of its leaves, not one for each message.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from store.times import micros

MONTH = 30 * 86_400_000_000
SUBJECT_BITS = 44


def identity(text: str) -> bytes:
    """Return 128 bits for a key that must never be confused with another; a key of 32 hexadecimal digits is them."""
    if len(text) == 32 and text.isascii() and text.isalnum():
        try:
            return bytes.fromhex(text)
        except ValueError:
            pass
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def short(key: bytes) -> int:
    """Return the first 64 bits of an identity, signed: enough to count things by."""
    return int.from_bytes(key[:8], "big", signed=True)


def fingerprint(text: str) -> int:
    """Return 64 signed bits for a Message-ID or other ref. Two of a million collide once in ten million stores."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def content_digest(content: str, sent_at: datetime) -> bytes:
    """Return 128 bits for what a message says (`Message.content`), beginning with its time."""
    return (micros(sent_at) + (1 << 63)).to_bytes(8, "big") + identity(content)[:8]


def subject_digest(subject: str, at: datetime, months: int = 0) -> int:
    """Return 64 signed bits for a subject in the month of a time, or so many months later.

    A month has 30 days, so what lies within 30 days of a time is in its month, the one before or the one after.
    """
    month = micros(at) // MONTH + months
    return (month << SUBJECT_BITS) | (fingerprint(subject) & ((1 << SUBJECT_BITS) - 1))
