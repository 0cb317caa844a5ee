"""A digest as the bytes of a mail.

Written by hand because the standard library takes 2-3 ms a mail, most of it for folding headers and for quoted-
printable in Python; what is written here is parsed back by it in the tests. (RFC 5322, RFC 2045-2047, RFC 3834 for
`Auto-Submitted`, RFC 8058 for the one-click `List-Unsubscribe`, MS-OXCMAIL 2.1.3.2.20 for `X-Auto-Response-Suppress`)
"""

from __future__ import annotations

from binascii import b2a_base64, b2a_qp
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2s

from dossier.model import Address
from outbox.clean import clean_line, is_printable_address
from outbox.digest import Digest
from outbox.guard import member_address
from outbox.render import Rendered

ID_HEADER = "X-Wanglai-Id"
"""Marks what is our own, so that reading a mailbox leaves it alone."""

_WORD_BYTES = 39
"""Bytes of UTF-8 in an encoded word, so that `Subject: ` and the first one fit a line of 76 (RFC 2047, 2)."""


class BadAddressError(ValueError):
    """A setting that is to become a header holds no plain address."""


def message_id(digest: Digest, host: str) -> str:
    """Return the Message-ID of a digest, without angle brackets: the same whenever the mail is made again."""
    return f"digest.{digest.day.isoformat()}.{_token(digest)}@{host}"


def thread_id(digest: Digest, host: str) -> str:
    """Return the id all digests of one week refer to: with equal subjects, mail programs show them as one thread."""
    year, week, _ = digest.day.isocalendar()
    return f"digest.{year}-W{week:02}.{_token(digest)}@{host}"


def digest_mail(digest: Digest, rendered: Rendered, *, sender: Address, at: datetime, recipient: str = "") -> bytes:
    """Return the mail of a digest: its text and its HTML as alternatives, nothing attached.

    `recipient` is the member's address unless a preview goes to another member. Raises NotAMemberError for anybody
    else, and BadAddressError for a sender or reply address that is none.
    """
    to = member_address(recipient or digest.member.address, digest.agency)
    name = clean_line(digest.member.name, 60) if to in digest.member.addresses else ""
    _plain(digest.member.address)
    host = _plain(sender.email).rpartition("@")[2]
    boundary = f"=_{blake2s(message_id(digest, host).encode(), digest_size=12).hexdigest()}"
    headers = [
        ("From", _address(clean_line(sender.name, 60), sender.email)),
        ("To", _address(name, to)),
        ("Subject", _words(clean_line(rendered.subject, 120))),
        ("Date", format_datetime(at.astimezone(UTC))),
        ("Message-ID", f"<{message_id(digest, host)}>"),
        ("References", f"<{thread_id(digest, host)}>"),
        (ID_HEADER, digest.key),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("Content-Language", rendered.lang),
        *_asked_for(digest),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    ]
    lines = [f"{name}: {value}\r\n".encode("ascii") for name, value in headers]
    parts = [_part(boundary, "plain", rendered.text), _part(boundary, "html", rendered.html)]
    return b"".join([*lines, b"\r\n", *parts, f"--{boundary}--\r\n".encode("ascii")])


def _token(digest: Digest) -> str:
    return blake2s(digest.member.address.encode(), digest_size=5).hexdigest()


def _asked_for(digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield the headers that only some settings ask for."""
    if digest.reply_to:
        yield "Reply-To", _plain(digest.reply_to)
    page = digest.unsubscribe
    if page.startswith("https://") and page.isascii() and page.isprintable() and not set(page) & set(' <>"'):
        yield "List-Unsubscribe", f"<{page}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _plain(address: str) -> str:
    if not is_printable_address(address):
        raise BadAddressError(f"{address!r} is no plain address")
    return address


def _address(name: str, address: str) -> str:
    if not name:
        return _plain(address)
    plain = name.isascii() and all(letter.isalnum() or letter in " -'" for letter in name)
    return f"{name} <{_plain(address)}>" if plain else f"{_encoded(name)}\r\n <{_plain(address)}>"


def _words(text: str) -> str:
    """Return header text as it is where that is plain ASCII and short, else as encoded words."""
    return text if text.isascii() and len(text) <= 66 and "=?" not in text else _encoded(text)


def _encoded(text: str) -> str:
    """Return text as encoded words, one a line; a character is never divided between two (RFC 2047, 5)."""
    words, chunk = [], b""
    for character in text:
        more = character.encode("utf-8", "replace")
        if len(chunk) + len(more) > _WORD_BYTES:
            words.append(chunk)
            chunk = b""
        chunk += more
    words.append(chunk)
    return "\r\n ".join(f"=?utf-8?B?{b2a_base64(word, newline=False).decode()}?=" for word in words)


def _part(boundary: str, subtype: str, text: str) -> bytes:
    """Return a body part, in whichever of the two encodings is shorter: so English stays readable as it travels."""
    content = "\r\n".join(text.splitlines()).encode("utf-8", "replace") + b"\r\n"
    encoding, body = "quoted-printable", _quoted_printable(content)
    coded = b2a_base64(content, newline=False)
    if len(body) > len(coded) * 78 // 76:
        encoding, body = "base64", b"".join(coded[at : at + 76] + b"\r\n" for at in range(0, len(coded), 76))
    head = (
        f"--{boundary}\r\nContent-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode("ascii") + body


def _quoted_printable(content: bytes) -> bytes:
    return b2a_qp(content, istext=True)
