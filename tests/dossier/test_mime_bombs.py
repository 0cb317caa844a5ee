"""Mail that was made to cost: each is read in the time of its bytes, or refused."""

from __future__ import annotations

import tracemalloc

import pytest

from dossier.mime import limits, parse
from dossier.model import Message
from tests.dossier.letters import HEAD

START = HEAD.encode()
FROM = b"From: a@client.example\n"


def head(name: str, value: bytes) -> bytes:
    return FROM + name.encode() + b": " + value + b"\n\nx"


def nested(depth: int, filler: bytes) -> bytes:
    levels = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(depth))
    return START + b"Content-Type: multipart/mixed; boundary=b0\n\n" + levels + filler


BOMBS = {
    "a megabyte of recipients": head("To", b", ".join(b"p%d@client.example" % n for n in range(60_000))),
    "groups in groups": head("To", b"a:" * 500_000),
    "open comments": head("To", b"(" * 1_000_000),
    "open quotes": head("To", b'"\\' * 500_000),
    "open angles": head("To", b"<" * 1_000_000),
    "many To fields": FROM + b"To: a@client.example, \n" * 14_000 + b"\n",
    "300 KB of encoded words": head("Subject", b" ".join([b"=?utf-8?b?5L2g5aW9?="] * 14_000)),
    "half words": head("Subject", b"=?" * 200_000),
    "an 11 MB header": head("Subject", b"=?utf-8?q?a?= " * 800_000),
    "two million fields": FROM + b"X: y\n" * 2_000_000 + b"\n",
    "a field of 80,000 lines": FROM + b"Subject: a" + b"\n b" * 80_000 + b"\n\n",
    "40,000 references": head("References", b"<a@b.example> " * 40_000),
    "a long date": head("Date", b"Mon, " * 100_000),
    "a long id": head("Message-ID", b"<" * 100_000),
    "50,000 parameters": head("Content-Type", b"text/plain;" + b" a=b;" * 50_000),
    "a name in 20,000 pieces": head("Content-Type", b"a/b;" + b"".join(b" name*%d*=%%41;" % n for n in range(20_000))),
    "lines like boundaries": START + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--bx\n" * 2_000_000,
    "20 MB under 49 levels": nested(49, b"\n-" * 10_000_000),
    "one line of 24 MB": START + b"\n" + b"a" * 24_000_000,
    "one line of GBK": START + b"Content-Type: text/plain; charset=gb2312\n\n" + b"\xc4\xe3" * 10_000_000,
    "bytes of no charset": START + b"\n" + bytes(range(128, 256)) * 20_000,
    "NULs": START + b"\n" + b"\0" * 10_000_000,
    "only NULs": b"\0" * 1_000_000,
    "lone carriage returns": FROM.replace(b"\n", b"\r") + b"\r" * 10_000_000,
    "broken base64": START + b"Content-Transfer-Encoding: base64\n\n" + b"=A" * 5_000_000,
    "soft line breaks": START + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 5_000_000,
    "flowed": START + b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 2_000_000,
    "quotes of quotes": START + b"\n" + b"> " * 5_000_000,
    "On On On": START + b"\n" + b"On On On " * 50_000,
    "a report of 100,000 groups": FROM
    + b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
    + b"Final-Recipient: rfc822;a@b.example\nStatus: 5.1.1\nAction: failed\n\n" * 100_000,
    "a bounce in one line": b"From: MAILER-DAEMON@a.example\n\n" + b"user unknown a@b.example " * 100_000,
    "26 MB": START + b"\n" + b"x" * 27_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_goes_off_quietly(name: str) -> None:
    """Memory is measured; time is that of the suite, in which a bomb that works would be seen."""
    bomb = BOMBS[name]
    tracemalloc.start()
    message = parse(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * 1024 * 1024
    if isinstance(message, Message):
        assert len(message.text) <= limits.TEXT


def test_of_a_mail_that_is_too_large_the_headers_are_read() -> None:
    message = parse(BOMBS["26 MB"])
    assert isinstance(message, Message)
    assert (message.id, message.text, message.flaws) == ("1@client.example", "", ("too-large",))


def test_what_was_cut_is_said() -> None:
    for name, flaw in (("a megabyte of recipients", "recipients-cut"), ("an 11 MB header", "header-truncated")):
        message = parse(BOMBS[name])
        assert isinstance(message, Message)
        assert flaw in message.flaws
    message = parse(BOMBS["one line of 24 MB"])
    assert isinstance(message, Message)
    assert "text-cut" in message.flaws
