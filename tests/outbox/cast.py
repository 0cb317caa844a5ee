"""A made-up agency, its clients, and a Wednesday morning: what the outbox tests write about."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dossier.model import Agency, Client, Contact, Evidence, Member, Nudge, Severity
from dossier.worktime import WorkCalendar
from outbox.digest import Blind, Coverage, Digest, compose

TODAY = date(2026, 11, 18)
LI_WEI = Member(("li.wei@bluewhale.example",), "李伟", language="zh-CN", timezone="Asia/Shanghai", holidays=("CN",))
EMMA = Member(
    ("emma@bluewhale.example", "e.stone@bluewhale.example"),
    "Emma Stone",
    language="en",
    timezone="Europe/London",
    holidays=("GB",),
)
AGENCY = Agency((LI_WEI, EMMA), frozenset({"bluewhale.example"}), name="Blue Whale")
SODA = Client(
    "soda",
    "元气饮料",
    contacts=(
        Contact(("wang.fang@soda.example",), "王芳", title="品牌总监", channel="微信"),
        Contact(("zhao@soda.example",), "赵磊", channel="电话"),
    ),
    owner=LI_WEI.address,
)
ACME = Client(
    "acme",
    "Acme Outdoor",
    contacts=(
        Contact(("sarah@acme.example",), "Sarah Lee", title="Marketing Director", channel="email", language="en"),
        Contact(("tom@acme.example",), "Tom Baker"),
    ),
    owner=LI_WEI.address,
)
BAY = Client(
    "bay", "蓝海地产", contacts=(Contact(("chen@bay.example",), "陈总", channel="phone"),), owner=LI_WEI.address
)
CLIENTS = {client.key: client for client in (SODA, ACME, BAY)}


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Return a moment of this autumn, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def said(client: str, day: int, sender: str, quote: str, hour: int = 7) -> tuple[Evidence, ...]:
    """Return the evidence of one mail."""
    return (Evidence("message", f"{client}.{day}.{hour}@mail.example", at(day, hour, 2), sender, quote),)


def nudges(owner: str) -> tuple[Nudge, ...]:
    """One of each of the five rules and some more, for one member."""
    kickoff = Evidence("meeting", "kick@cal.example", at(16, 6), "wang.fang@soda.example", "双十二启动会")
    return (
        Nudge(
            rule="awaiting_reply",
            client="soda",
            variant="question",
            cause="q1",
            contact="wang.fang@soda.example",
            owner=owner,
            since=at(16, 7, 2),
            due=at(17, 7),
            params=(("who", "王芳"), ("what", "预算能否再压 10%？")),
            evidence=said("soda", 16, "wang.fang@soda.example", "预算能否再压 10%？另外双十二的排期也想一起看一下。"),
        ),
        Nudge(
            rule="promise_due",
            client="acme",
            variant="due",
            cause="p1",
            contact="sarah@acme.example",
            owner=owner,
            since=at(12, 10),
            due=at(18, 1),
            severity=Severity.HIGH,
            params=(("who", "Sarah Lee"), ("what", "storyboard v3 by Wednesday"), ("due", at(18, 10))),
            evidence=said("acme", 12, owner, "We will send you storyboard v3 by Wednesday evening.", 10),
        ),
        Nudge(
            rule="minutes_due",
            client="soda",
            variant="default",
            cause="m1",
            contact="zhao@soda.example",
            owner=owner,
            since=at(16, 7),
            due=at(17, 7),
            params=(("who", "赵磊"), ("meeting", "双十二启动会")),
            evidence=(kickoff,),
        ),
        Nudge(
            rule="awaiting_reply",
            client="acme",
            variant="complaint",
            cause="c1",
            contact="tom@acme.example",
            owner=owner,
            since=at(17, 16),
            due=at(18, 1),
            severity=Severity.HIGH,
            params=(("who", "Tom Baker"), ("what", "third time the logo is wrong")),
            evidence=said("acme", 17, "tom@acme.example", "This is the third time the logo is wrong, honestly.", 16),
        ),
        Nudge(
            rule="contact_gap",
            client="bay",
            variant="rhythm",
            cause="chen@bay.example",
            contact="chen@bay.example",
            owner=owner,
            since=at(11, 3, month=10),
            due=at(16, 1),
            params=(("who", "陈总"), ("usual", 12)),
            evidence=(Evidence("message", "old@mail.example", at(11, 3, month=10), owner, "节后再约时间，祝好"),),
        ),
        Nudge(
            rule="people_changed",
            client="acme",
            variant="absent",
            cause="a1",
            contact="sarah@acme.example",
            owner=owner,
            since=at(17, 9),
            due=at(17, 9),
            params=(("who", "Sarah Lee"), ("until", date(2026, 11, 30)), ("deputy", "Tom Baker")),
            evidence=said("acme", 17, "sarah@acme.example", "I am out of the office until 30 November.", 9),
        ),
    )


COVERAGE = Coverage(2, 3, at(18, 0, 50), (Blind("chen@bluewhale.example", "Outlook", at(17, 2), "sign_in"),))


def digest_for(member: Member, **options: object) -> Digest:
    """Return the Wednesday digest of a member."""
    told: dict[str, object] = {
        "calendar": WorkCalendar.for_member(member, AGENCY),
        "agency": AGENCY,
        "clients": CLIENTS,
        "coverage": COVERAGE,
        "settled": nudges(member.address)[:2],
        "reply_to": "care@bluewhale.example",
    } | options
    made = compose(member, TODAY, nudges(member.address), **told)  # type: ignore[arg-type] # options are the caller's
    assert made is not None
    return made
