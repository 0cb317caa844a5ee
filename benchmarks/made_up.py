"""Made-up mail of an agency with many clients, as fast as it can be written and the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from connectors.base import Copy, Page
from connectors.local.parsing import Parse, Raw
from dossier.model import Agency, Client, Member, Message

ME = "mei@agency.example"
START = datetime(2024, 1, 8, 1, tzinfo=UTC)
FILE = b"TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBpc2NpbmcgZWxp\n"
THEIRS = (
    "Could you send us the media plan for the spring campaign by Friday? The board wants to see the budget first.",
    "麻烦下周三前把新的报价单发给我，预算部分请分开列。",
    "Thanks, that is all we need for now.",
    "海报的标题还要再改一下，客户觉得不够醒目，什么时候能看到第二版？",
    "The poster in the store is the old one again. Please have it replaced today.",
    "好的，收到。",
)
OURS = (
    "I will send you the revised quote by Thursday, with the two variants that we talked about.",
    "收到，我们明天下班前给您第二版。",
    "The plan is attached. The budget includes tax, and the dates are those of last week's meeting.",
    "方案已发，请查收附件。",
)


PLAIN = (
    "We were at the fair in Hangzhou with the whole team, and the stand next to ours had a robot that poured tea.",
    "The new store opened on Saturday and there was a queue around the block.",
    "昨天和老板一起看了上一季的数据，线下门店的表现比线上好一些。",
    "The photographer liked the light in the second studio better than in the first one.",
    "这次活动的场地在二楼，靠近东门，附近有地铁站。",
    "Sales in the north were flat in October and went up by four per cent in November.",
)


def agency() -> Agency:
    """Return an agency of one."""
    member = Member(addresses=(ME,), timezone="Asia/Shanghai", holidays=("CN",))
    return Agency(members=(member,), domains=frozenset({"agency.example"}), timezone="Asia/Shanghai", holidays=("CN",))


def clients(count: int) -> list[Client]:
    """Return so many clients, each with a domain."""
    names = [f"client{number}" for number in range(count)]
    return [Client(key=name, name=name, domains=(f"{name}.example",), owner=ME) for name in names]


def letter(number: int, dice: random.Random, *, of: int, minutes: float, share: float = 1.0) -> bytes:
    """Return one mail, answering one about ten before it; a `share` of all is with one of `of` clients.

    `minutes` lie between one mail and the next.
    """
    thread = number - number % 4
    known = random.Random(thread).random()  # noqa: S311 (made-up mail)
    client = int(known * of)
    domain = f"client{client}.example" if (known * of) % 1 < share else f"stranger{thread}.example"
    them, ours = f"wang@{domain}", number % 4 in {1, 3}
    sender, to = (ME, them) if ours else (them, ME)
    at = format_datetime(START + timedelta(minutes=number * minutes))
    answered = f"<{number - 1}@{domain}>" if number % 4 else ""
    text = " ".join([dice.choice(OURS if ours else THEIRS), *dice.choices(PLAIN, k=2)])
    return (
        f"Return-Path: <{sender}>\nReceived: from mx.{domain} by mx.agency.example; {at}\nFrom: Somebody <{sender}>\n"
        f"To: Whoever <{to}>\nSubject: {'Re: ' if answered else ''}Campaign {thread}\nDate: {at}\n"
        f"Message-ID: <{number}@{domain}>\n"
        + (f"In-Reply-To: {answered}\nReferences: {answered}\n" if answered else "")
        + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"Dear colleague,\n\n{text}\n\nBest regards,\nSomebody\n"
        + (f"\nOn Monday, Somebody <{to}> wrote:\n> {text}\n> and so on\n" if answered else "")
    ).encode()


def with_file(raw: bytes, size: int) -> bytes:
    """Return a mail with an attachment of about this size added to it."""
    head, _, body = raw.partition(b"\n\n")
    head = head.replace(b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit", b"")
    return (
        head.rstrip(b"\n")
        + b"\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n"
        + body
        + b"\n--b\nContent-Type: application/pdf; name=plan.pdf\nContent-Transfer-Encoding: base64\n\n"
        + FILE * (size // len(FILE))
        + b"--b--\n"
    )


def letters(count: int, *, of: int, minutes: float, share: float = 1.0, first: int = 0) -> Iterator[bytes]:
    """Yield mail in order of time."""
    dice = random.Random(first)  # noqa: S311 (made-up mail)
    for number in range(first, first + count):
        yield letter(number, dice, of=of, minutes=minutes, share=share)


def page(mails: list[bytes], first: int, parse: Parse) -> Page:
    """Return a page of these mails, as a connector hands it out."""
    raws = [Raw(raw, START) for raw in mails]
    contents = [content for content in parse(raws) if isinstance(content, Message)]
    return Page(tuple(Copy(str(number), content) for number, content in enumerate(contents, first)), cursor=str(first))
