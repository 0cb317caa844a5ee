"""A mail's bytes to a `Message`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from zlib import crc32

from dossier import bounces, identity, machine, quoting
from dossier.mime import addresses, dates, headers, ids, limits, parts, text, words
from dossier.mime.headers import Fields
from dossier.model import Address, Message, MessageKind, Unreadable

NOBODY = Address("", "")
Concerns = Callable[[Iterable[Address]], bool]
"""Whether mail among these people is anything to us."""

_REPORTING = frozenset([MessageKind.BOUNCE, MessageKind.ABSENCE])
"""Kinds whose recipients do not say whom they are about."""
_MAIL = ("from", "date", "message-id", "subject", "to", "received", "return-path", "sender", "delivered-to")


def parse(
    raw: bytes, *, received_at: datetime | None = None, thread: str = "", concerns: Concerns | None = None
) -> Message | Unreadable:
    """Read one mail (RFC 5322, 2045-2047, 2231), whatever its bytes.

    `received_at` is the provider's time of receipt (aware) and stands in for a Date that cannot be believed; `thread`
    is the provider's thread id as `Message.thread` wants it. With `concerns`, of mail that is nothing to us only the
    envelope is taken: its text stays undecoded. Bounded by `limits`: what is cut is in `flaws`. Never raises;
    Unreadable is `not-mail` (no header of a mail in it), `too-deep` or `too-many-parts`.
    """
    data = _prepared(raw)
    head = headers.read(data)
    fields = head.fields
    if sum(name in fields for name in _MAIL) < (1 if headers.begins_like_mail(data) else 3) or data[:1] == b"<":
        return Unreadable("not-mail", len(raw))
    flaws: set[str] = {"header-truncated"} if head.cut else set()
    try:
        letter = _letter(data, head, flaws)
    except parts.Refused as refused:
        return Unreadable(str(refused), len(raw))
    return _message(fields, letter, flaws, received_at, thread, concerns)


def _prepared(raw: bytes) -> bytes:
    """Return the bytes with their header first, and line feeds in them (old Macintosh files have none)."""
    top = raw[:1024]
    if top[:1] in (b"\n", b"\r"):
        raw = raw[len(top) - len(top.lstrip(b"\r\n")) :]
    elif top.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    return raw.replace(b"\r", b"\n") if b"\r" in top and b"\n" not in raw[: limits.FIELD] else raw


class _Letter:
    """What the parts of a mail hold; its text is decoded and split when somebody asks for it."""

    __slots__ = ("_body", "_split", "data", "files", "flaws", "leaves", "start")

    def __init__(self, data: bytes, start: int, leaves: list[parts.Leaf], flaws: set[str]) -> None:
        self.data = data
        self.start = start
        self.leaves = leaves
        self.flaws = flaws
        self.files = text.files(data, leaves, flaws)
        self._body: str | None = None
        self._split: quoting.Split | None = None

    @property
    def body(self) -> str:
        """The whole text."""
        if self._body is None:
            self._body = text.read(self.data, self.leaves, self.flaws)
        return self._body

    @property
    def split(self) -> quoting.Split:
        """The new text, the signature and what is quoted."""
        if self._split is None:
            self._split = quoting.split(self.body)
        return self._split

    @property
    def text(self) -> str:
        """The new text."""
        return self.split.new

    @property
    def stand_in(self) -> str:
        """What tells it from other mail of its sender and subject while it is not read."""
        return format(crc32(memoryview(self.data)[self.start :]), "x")

    @property
    def method(self) -> str:
        """METHOD of a calendar part that is meant to be shown."""
        return self.files.method

    @property
    def has_status(self) -> bool:
        """Whether a delivery-status part is there."""
        return bool(self.files.status)


def _letter(data: bytes, head: headers.Head, flaws: set[str]) -> _Letter:
    """Return what the parts hold; nothing of a mail that is too large. Raises parts.Refused."""
    if len(data) > limits.RAW:
        flaws.add("too-large")
        return _Letter(b"", 0, [], flaws)
    return _Letter(data, head.body, parts.walk(data, head), flaws)


def _message(  # noqa: PLR0913, PLR0917 -- what `parse` was told, and what it found
    fields: Fields,
    letter: _Letter,
    flaws: set[str],
    received_at: datetime | None,
    thread: str,
    concerns: Concerns | None,
) -> Message:
    hint = _hint(fields.get("content-type", "").lower())
    sender = _sender(fields, hint, flaws)
    to = _recipients(fields.get("to", ""), hint, flaws)
    cc = _recipients(fields.get("cc", ""), hint, flaws)
    subject = words.clean_header(words.decode(fields.get("subject", ""), flaws, hint), limits.SUBJECT)
    date = fields.get("date", "")
    sent_at, guessed = dates.sent_at(date, fields.get("received", ""), received_at)
    if guessed:
        flaws.add("date-guessed")
    message_id = ids.own(fields.get("message-id", ""))
    token = identity.date_token(date, sent_at, guessed=guessed)
    if message_id:
        key = identity.message_key(message_id, sender.email, token)
    else:
        key = identity.made_up_key(token, sender.email, to, subject, letter.body)
        message_id = key + identity.MISSING
        flaws.add("id-missing")
    kind = machine.kind_of(fields, sender, subject, letter)
    read = concerns is None or kind in _REPORTING or (kind is MessageKind.PERSON and concerns((sender, *to, *cc)))
    split = letter.split if read else quoting.NOTHING
    said = split.new if read else letter.stand_in
    return Message(
        key=key,
        id=message_id,
        sent_at=sent_at,
        sender=sender,
        to=to,
        cc=cc,
        subject=subject,
        references=ids.references(fields, message_id),
        thread=thread,
        text=split.new,
        signature=split.signature,
        quoted=split.quoted,
        kind=kind,
        content=identity.content_digest(sender.email, sent_at, subject, said),
        failed=bounces.failed(fields, letter.files.status, letter.body) if kind is MessageKind.BOUNCE else (),
        attachments=letter.files.attachments,
        flaws=tuple(sorted(flaws)) if flaws else (),
    )


def _hint(content_type: str) -> str:
    """Return the charset that the body is said to have: raw 8-bit headers mostly share it."""
    _, mark, rest = content_type.partition("charset=")
    return rest.lstrip('" ').partition(";")[0].strip('" ') if mark else ""


def _sender(fields: Fields, hint: str, flaws: set[str]) -> Address:
    """Return who wrote it: From; of several the one who sent it; where From is unusable, Sender."""
    found = _recipients(fields.get("from", ""), hint, flaws)
    if len(found) == 1:
        return found[0]
    sent = _recipients(fields.get("sender", ""), hint, flaws)
    if not found:
        flaws.add("sender-missing")
        if sent:
            return sent[0]
        name = words.clean_header(words.decode(fields.get("from", ""), flaws, hint), limits.NAME)
        return Address(name, "") if name else NOBODY
    flaws.add("several-senders")
    return next((address for address in found if sent and address.email == sent[0].email), found[0])


def _recipients(value: str, hint: str, flaws: set[str]) -> tuple[Address, ...]:
    if not value:
        return ()
    found, met = addresses.read(value, hint)
    flaws |= met
    return found
