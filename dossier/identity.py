"""What makes two mails the same mail.

One mail lies in many mailboxes, under different trace headers, ids of providers, and sometimes under a Message-ID that
its mailer also gave to others. So a key is the Message-ID together with who sent it and when.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from dossier.model import KEPT_TEXT, Address
from dossier.subject import base_subject

MISSING = "@missing.invalid"
"""The domain of ids that were made up."""


def message_key(message_id: str, sender: str, date: str) -> str:
    """Return the identity of a mail that has a Message-ID, as 32 hexadecimal digits beginning with its day.

    `date` is `date_token` of its Date header, so that a received time never enters: it differs between mailboxes.
    The day keeps mail that comes in together together in an index; the other 96 bits tell it from all other mail.
    """
    return _day(date) + _digest(message_id, sender, date)[8:]


def made_up_key(date: str, sender: str, to: tuple[Address, ...], subject: str, text: str) -> str:
    """Return the identity of a mail without Message-ID; `text` is its whole decoded text."""
    recipients = ",".join(address.email for address in to)
    return _digest("", date, sender, recipients, subject, " ".join(text.split()))


def date_token(date: str, sent_at: datetime, *, guessed: bool) -> str:
    """Return what of a date enters a key: the moment it names, or the header as it is where it names none."""
    return " ".join(date.split()) if guessed else sent_at.isoformat(timespec="seconds")


def _day(date: str) -> str:
    """Return the day of a date token as eight digits; zeros where the token is a header that names no time."""
    digits = date[:10].replace("-", "")
    return digits if len(date) == 20 and len(digits) == 8 and digits.isascii() and digits.isdigit() else "0" * 8


def content_digest(sender: str, sent_at: datetime, subject: str, text: str) -> str:
    """Return the digest of what a mail says: mails under two ids with equal digests are one message.

    Made of sender, time to the second, base subject and the first 500 characters of the new text, blanks collapsed.
    """
    said = " ".join(text[: 4 * KEPT_TEXT].split())[:KEPT_TEXT]
    return _digest(sender, sent_at.isoformat(timespec="seconds"), base_subject(subject).casefold(), said)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
