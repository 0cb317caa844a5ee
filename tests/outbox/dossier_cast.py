"""One client's dossier on a Wednesday morning, with something in every part of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from dossier.model import (
    Address,
    Client,
    Contact,
    Debtor,
    Direction,
    Dossier,
    FiledMeeting,
    FiledMessage,
    Obligation,
    Rhythm,
    SignalKind,
    Tier,
    TrackingEntry,
    TrackingSection,
)
from dossier.worktime import WorkCalendar
from tests.outbox.cast import AGENCY, EMMA, LI_WEI, TODAY, at

WANG = "wang.fang@soda.example"
ZHAO = "zhao@soda.example"
NEW = "he@soda.example"
GONE = "liu@soda.example"
SODA = Client(
    "soda",
    "元气饮料",
    domains=("soda.example",),
    aliases=("Soda Works",),
    contacts=(
        Contact(
            (WANG,), "王芳", "品牌总监", "决策人", "010 5555 0101", channel="微信", birthday="03-02", notes="不喜欢电话"
        ),
        Contact((ZHAO,), "赵磊", "媒介经理"),
        Contact((GONE,), "刘洋", gone=True),
    ),
    owner=LI_WEI.address,
    lead=EMMA.address,
    tier=Tier.VIP,
    cadence=timedelta(days=7),
    quiet_until=date(2026, 12, 24),
    notes=(("合同到期", "2027-03-31"),),
)
CALENDARS = {"": WorkCalendar.for_member(LI_WEI, AGENCY)} | {
    member.address: WorkCalendar.for_member(member, AGENCY) for member in AGENCY.members
}


def letter(
    day: int, sender: str, subject: str, text: str, *, hour: int = 7, conversation: str = "", month: int = 11
) -> FiledMessage:
    """Return one filed mail between the two sides."""
    ours = sender.endswith("bluewhale.example")
    return FiledMessage(
        id=f"{month}.{day}.{hour}@mail.example",
        at=at(day, hour, 2, month),
        direction=Direction.OUT if ours else Direction.IN,
        sender=Address("", sender),
        contacts=(WANG,),
        members=(LI_WEI.address,),
        subject=subject,
        text=text,
        conversation=conversation or subject,
    )


PLAN = letter(9, LI_WEI.address, "双十二排期", "排期见附件。")
ASKED = letter(16, WANG, "双十二排期", "预算能否再压 10%？", conversation="双十二排期")
PROMISED = letter(12, LI_WEI.address, "Storyboard", "We will send you storyboard v3 by Wednesday evening.")
THEIRS = letter(13, ZHAO, "物料清单", "周五前把物料清单发给你们。")
OLD = letter(14, WANG, "旧的需求", "当时的需求，早就没人提了。", month=9)
MET = FiledMeeting(
    id="kick@cal.example",
    key="kick@cal.example",
    start=at(16, 6),
    end=at(16, 7),
    title="双十二启动会",
    organizer=WANG,
    contacts=(WANG, ZHAO),
    members=(LI_WEI.address,),
)
AHEAD = replace(MET, id="next@cal.example", key="next@cal.example", start=at(20, 6), end=at(20, 7), title="中期汇报")
CALLED_OFF = replace(
    MET, id="off@cal.example", key="off@cal.example", start=at(19, 6), title="取消的会", cancelled=True
)


def owed(source: FiledMessage, debtor: Debtor, kind: SignalKind, due: datetime | None = None) -> Obligation:
    """Return an open obligation of one mail."""
    return Obligation(
        source=source,
        debtor=debtor,
        kind=kind,
        quote=source.text,
        contact=WANG,
        member=LI_WEI.address,
        due=due,
    )


def personnel(kind: str, day: int, contact: str, quote: str, **told: object) -> TrackingEntry:
    """Return a line of 动态."""
    return TrackingEntry(
        key=f"{kind}{day}",
        section=TrackingSection.PERSONNEL,
        kind=kind,
        at=at(day, 3),
        source=f"{day}@mail.example",
        quote=quote,
        contact=contact,
        **told,  # type: ignore[arg-type] # fields of the entry
    )


def soda() -> Dossier:
    """Return the dossier."""
    return Dossier(
        client=SODA,
        agency=AGENCY,
        today=TODAY,
        horizon=TODAY + timedelta(days=14),
        messages=(OLD, PLAN, PROMISED, THEIRS, ASKED),
        meetings=(MET, CALLED_OFF, AHEAD),
        obligations=(
            owed(OLD, Debtor.US, SignalKind.REQUEST),
            owed(PROMISED, Debtor.US, SignalKind.PROMISE, at(18, 10)),
            owed(THEIRS, Debtor.THEM, SignalKind.PROMISE, at(13, 10)),
            owed(ASKED, Debtor.US, SignalKind.QUESTION),
            replace(owed(PLAN, Debtor.US, SignalKind.REQUEST), settled_at=at(10, 1), settled_by="x"),
        ),
        tracking=(
            personnel("personnel.bounced", 2, GONE, "550 5.1.1 no such user", superseded_by="personnel.bounced4"),
            personnel("personnel.bounced", 4, GONE, "550 5.1.1 no such user"),
            personnel(
                "personnel.absent",
                11,
                ZHAO,
                "我 11 月 30 日回来",
                until=date(2026, 11, 30),
                person=Address("王芳", WANG),
            ),
            personnel("personnel.new_name", 17, NEW, "", person=Address("何敏", NEW)),
            personnel("market.rival", 17, NEW, "竞品上新了"),
        ),
        rhythms={
            "": Rhythm(41, at(2, 3, month=2), at(16, 7), ASKED.id, timedelta(days=4), timedelta(days=11)),
            WANG: Rhythm(30, at(2, 3, month=2), at(16, 7), ASKED.id, timedelta(days=5), timedelta(days=12)),
            ZHAO: Rhythm(2, at(2, 3), at(13, 7), THEIRS.id, None, None),
            NEW: Rhythm(1, at(17, 3), at(17, 3), "n@mail.example", None, None),
        },
        calendars=CALENDARS,
    )
