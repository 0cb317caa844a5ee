"""Correspondence as a test's docstring: who wrote what to whom and when, read by the real readers.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        Could you send the quote by Friday?
    Tue 3 Mar 09:10  Li -> Wang, Zhao (cc Zhou): Re: Quote
        Will check.
    Wed 4 Mar 14:00-15:00 meeting  Li, Wang: Kick-off
    Wed 4 Mar 18:00  bounce Wang
    Thu 5 Mar 08:00  Wang -> Li (absent): Automatic reply
        I am away until 20 March.

The year is 2026, the clock Shanghai's. A mail answers the last one of its subject. `[report.pdf]` on a line of its
own is an attachment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dossier.assemble import assemble, touch_days
from dossier.model import (
    Address,
    Agency,
    Client,
    Contact,
    Direction,
    Dossier,
    FiledMeeting,
    FiledMessage,
    Member,
    MessageKind,
    Nudge,
    Signal,
    SignalKind,
)
from dossier.reading import read
from dossier.subject import base_subject
from dossier.worktime import WorkCalendar
from rules.registry import all_rules

SHANGHAI = ZoneInfo("Asia/Shanghai")
LI = Member(addresses=("li@agency.example",), name="Li Wei", timezone="Asia/Shanghai", holidays=("CN",))
ZHOU = Member(addresses=("zhou@agency.example",), name="Zhou Min", timezone="Asia/Shanghai", holidays=("CN",))
AGENCY = Agency(members=(LI, ZHOU), domains=frozenset({"agency.example"}), timezone="Asia/Shanghai", holidays=("CN",))
CLIENT = Client(
    key="acme",
    name="Acme",
    domains=("acme.example",),
    owner=LI.address,
    contacts=(
        Contact(emails=("wang@acme.example",), name="Wang Fang", role="decision maker"),
        Contact(emails=("zhao@acme.example",), name="Zhao Lei"),
    ),
)
CAST = {
    "Li": Address("Li Wei", "li@agency.example"),
    "Zhou": Address("Zhou Min", "zhou@agency.example"),
    "Wang": Address("Wang Fang", "wang@acme.example"),
    "Zhao": Address("Zhao Lei", "zhao@acme.example"),
    "Newcomer": Address("Nina Newcomer", "nina@acme.example"),
    "Outsider": Address("Otto Outsider", "otto@gallery.example"),
}
CALENDAR = WorkCalendar(SHANGHAI, LI.hours, ("CN",))

WHEN = r"(?:\w{3} )?(\d{1,2} \w{3} \d{1,2}:\d{2})"
LETTER = re.compile(WHEN + r"  (\w+) -> ([\w, ]+?)(?: \(cc ([\w, ]+)\))?( \(absent\))?: (.*)")
MEETING = re.compile(WHEN + r"-(\d{1,2}:\d{2}) (meeting|cancelled meeting)  ([\w, ]+): (.*)")
BOUNCE = re.compile(WHEN + r"  bounce (\w+)")


@dataclass
class Told:
    """A story's mail and meetings, as filed."""

    messages: list[FiledMessage] = field(default_factory=list)
    meetings: list[FiledMeeting] = field(default_factory=list)


def moment(written: str) -> datetime:
    """Read `2 Mar 10:00` as a moment of 2026 in Shanghai, in UTC."""
    return datetime.strptime(f"2026 {written}", "%Y %d %b %H:%M").replace(tzinfo=SHANGHAI).astimezone(UTC)


def tell(docstring: str) -> Told:
    """Read a docstring's correspondence; lines before the first dated one are the requirement."""
    told = Told()
    for head, body in _blocks(docstring):
        if found := MEETING.match(head):
            told.meetings.append(_meeting(found, len(told.meetings)))
        elif found := BOUNCE.match(head):
            told.messages.append(_bounce(found, told))
        elif found := LETTER.match(head):
            told.messages.append(_letter(found, body, told))
    return told


def dossier(docstring: str, client: Client = CLIENT, today: str = "30 Dec 00:00") -> Dossier:
    """Assemble the dossier a story makes."""
    told = tell(docstring)
    return assemble(
        client,
        AGENCY,
        moment(today).date(),
        messages=told.messages,
        meetings=told.meetings,
        days=touch_days(told.messages, told.meetings),
        calendars={"": CALENDAR, LI.address: CALENDAR, ZHOU.address: CALENDAR},
    )


def nudges(
    rule: str, docstring: str, client: Client = CLIENT, today: str = "30 Dec 00:00", **options: object
) -> list[Nudge]:
    """Return what one rule says of a story, in order of due."""
    found = all_rules()[rule](dossier(docstring, client, today), options)
    return sorted(found, key=lambda nudge: nudge.due)


def local(at: datetime) -> str:
    """Write a moment as stories do."""
    return f"{at.astimezone(SHANGHAI):%-d %b %H:%M}"


def _blocks(docstring: str) -> Iterator[tuple[str, str]]:
    head, body = "", []
    for line in docstring.splitlines():
        stripped = line.strip()
        if LETTER.match(stripped) or MEETING.match(stripped) or BOUNCE.match(stripped):
            if head:
                yield head, "\n".join(body).strip()
            head, body = stripped, []
        elif head:
            body.append(stripped)
    if head:
        yield head, "\n".join(body).strip()


def _letter(found: re.Match[str], body: str, told: Told) -> FiledMessage:
    when, who, to, cc, absent, subject = found.groups()
    sender, at = CAST[who], moment(when)
    receivers, copied = _people(to), _people(cc or "")
    everyone = (sender, *receivers, *copied)
    direction = Direction.OUT if _ours(sender) else Direction.IN
    kind = MessageKind.ABSENCE if absent else MessageKind.PERSON
    lines = body.splitlines()
    attachments = tuple(line.strip("[]") for line in lines if line.startswith("[") and line.endswith("]"))
    text = "\n".join(line for line in lines if not line.startswith("[")).strip()
    number = len(told.messages) + 1
    return FiledMessage(
        id=f"m{number}@story.example",
        at=at,
        direction=direction,
        kind=kind,
        sender=sender,
        contacts=tuple(dict.fromkeys(p.email for p in everyone if _theirs(p))),
        addressed=tuple(p.email for p in receivers if _ours(p) is (direction is Direction.IN)),
        members=tuple(dict.fromkeys(p.email for p in everyone if _ours(p))),
        subject=subject,
        text=text,
        signals=tuple(read(text, subject=subject, at=at, calendar=CALENDAR, kind=kind)),
        conversation=base_subject(subject).casefold(),
        attachments=attachments,
    )


def _bounce(found: re.Match[str], told: Told) -> FiledMessage:
    address = CAST[found[2]].email
    said = f"<{address}>: user unknown"
    return FiledMessage(
        id=f"m{len(told.messages) + 1}@story.example",
        at=moment(found[1]),
        direction=Direction.IN,
        kind=MessageKind.BOUNCE,
        sender=Address("Mail Delivery System", "mailer-daemon@mx.example"),
        contacts=(address,),
        members=("li@agency.example",),
        subject="Undelivered",
        text=said,
        signals=(Signal(SignalKind.BOUNCE, said, 0, len(said)),),
        conversation=f"bounce {len(told.messages)}",
        failed=(address,),
    )


def _meeting(found: re.Match[str], number: int) -> FiledMeeting:
    when, ends, kind, people, title = found.groups()
    present = _people(people)
    start = moment(when)
    return FiledMeeting(
        id=f"meeting{number + 1}@story.example",
        key=f"meeting{number + 1}@story.example",
        start=start,
        end=moment(f"{when.rpartition(' ')[0]} {ends}"),
        title=title,
        organizer=present[0].email,
        contacts=tuple(p.email for p in present if not _ours(p)),
        members=tuple(p.email for p in present if _ours(p)),
        cancelled=kind != "meeting",
    )


def _theirs(person: Address) -> bool:
    return person.email.endswith("@acme.example")


def _people(names: str) -> tuple[Address, ...]:
    return tuple(CAST[name.strip()] for name in names.split(",") if name.strip())


def _ours(person: Address) -> bool:
    return person.email.endswith("@agency.example")


def with_client(**changes: object) -> Client:
    """Return the story's client, changed."""
    return replace(CLIENT, **changes)  # type: ignore[arg-type]  # the names are the fields'


def ids(found: Iterable[Nudge]) -> list[str]:
    """Return the ids of what nudges rest on."""
    return [nudge.evidence[0].id for nudge in found]
