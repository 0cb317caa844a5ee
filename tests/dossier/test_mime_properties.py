"""Whatever the bytes, there is a message or a reason; and what was built comes back."""

from __future__ import annotations

import email.policy
import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from dossier.mime import limits, parse
from dossier.model import Address, Message, Unreadable
from tests.dossier.letters import raw, read

PIECES = [
    b"From: ",
    b"To: ",
    b"Subject: ",
    b"Date: ",
    b"Message-ID: ",
    b"References: ",
    b"Content-Type: ",
    b"\n",
    b"\r\n",
    b"\r",
    b" ",
]
PIECES += [
    b"multipart/mixed; boundary=b",
    b"multipart/report; report-type=delivery-status; boundary=b",
    b"\n\n",
    b"--b\n",
    b"--b--",
    b"--",
]
PIECES += [
    b"text/html; charset=gb2312",
    b"text/plain; format=flowed; charset=utf-16",
    b"message/delivery-status",
    b"text/calendar",
]
PIECES += [
    b"Content-Transfer-Encoding: base64\n",
    b"=?gb2312?B?",
    b"=?utf-8?q?",
    b"?=",
    b"<a@b.example>",
    b'"',
    b"(",
    b"<",
    b"@",
    b";",
    b"=",
    b"*0*=",
]
PIECES += [
    "王".encode("gbk"),
    "王".encode(),
    b"\xff",
    b"\x00",
    b"\x1b$B",
    b"<div>",
    b"</blockquote>",
    b"<!--",
    b"> ",
    b"5.1.1",
    b"Mon, 12 Oct 2026 10:11:12 +0800",
]
PIECES += [
    b"Final-Recipient: rfc822;a@b.example\nStatus: 5.1.1\nAction: failed\n",
    b"begin 644 x\n",
    b"MAILER-DAEMON",
    b"name*1=x",
]


def assert_sound(message: Message | Unreadable) -> None:
    if isinstance(message, Unreadable):
        assert message.reason in ("not-mail", "too-deep", "too-many-parts")
        return
    assert message.key
    assert message.id
    assert message.sent_at.tzinfo is UTC
    assert len(message.text) <= limits.TEXT
    assert len(message.to) <= limits.RECIPIENTS
    assert len(message.references) <= limits.REFERENCES
    names = [message.subject, message.id, *message.attachments, *message.references, *message.failed]
    for address in (message.sender, *message.to, *message.cc):
        names += [address.name, address.email]
    for name in names:
        assert not [char for char in name if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")]
    assert message.text.encode().decode() == message.text


@given(st.binary(max_size=400))
def test_any_bytes_are_a_message_or_unreadable(data: bytes) -> None:
    assert_sound(parse(data))
    assert_sound(parse(b"From: a@b.example\n" + data))


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_heap_of_mail_pieces_is_a_message_or_unreadable(pieces: list[bytes]) -> None:
    assert_sound(parse(b"From: a@b.example\n" + b"".join(pieces)))


@given(st.data())
def test_a_mail_cut_anywhere_is_a_message_or_unreadable(data: st.DataObject) -> None:
    source = raw(
        'Content-Type: multipart/mixed; boundary="b"', "Cc: Li <li@client.example>", body="--b\n\nHello\n--b--\n"
    )
    cut = data.draw(st.integers(0, len(source)))
    message = parse(source[:cut])
    assert_sound(message)
    if isinstance(message, Message):
        assert {address.email for address in message.to} <= {
            "chen@agency.example",
            "chen@agency.exampl",
            "chen@agency.examp",
        } | {f"chen@{'agency.example'[:size]}" for size in range(1, 15)}


line = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60).map(
    lambda text: " ".join(text.split())
)
local = st.from_regex(r"\A[a-z][a-z0-9]{0,8}\Z")


@given(line, line, st.lists(local, max_size=5), line, st.datetimes(datetime(1991, 1, 1), datetime(2039, 1, 1)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_a_mail_built_by_the_standard_library_comes_back(
    subject: str, name: str, people: list[str], body: str, at: datetime
) -> None:
    built = EmailMessage(policy=email.policy.SMTP)
    built["From"] = Mailbox("Wang", "wang", "client.example")
    built["To"] = [Mailbox("", person, "agency.example") for person in people]
    built["Cc"] = Mailbox(name, "li", "client.example")
    built["Subject"] = subject
    built["Date"] = at.replace(tzinfo=UTC)
    built["Message-ID"] = "<1@client.example>"
    built.set_content(body)
    message = read(built.as_bytes())
    assert message.sender == Address("Wang", "wang@client.example")
    assert [address.email for address in message.to] == [f"{person}@agency.example" for person in people]
    assert [(bare(cc.name), cc.email) for cc in message.cc] == [(bare(name), "li@client.example")]
    assert message.sent_at == at.replace(microsecond=0, tzinfo=UTC)
    assert squeezed(message.subject) == squeezed(subject)
    assert squeezed(message.text + message.quoted + message.signature) == squeezed(body)


def squeezed(text: str) -> str:
    """Return the text without blanks: RFC 2047 keeps them, RFC 5322 folding does not."""
    return "".join(char for char in text if not char.isspace())


def bare(name: str) -> str:
    """Return the name without the quotes that people put around names."""
    return squeezed(name).replace('"', "").replace("'", "")
