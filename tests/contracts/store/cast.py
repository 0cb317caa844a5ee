"""The cast of the store's tests: Mei and Lei of the agency, Anna of Acme, and what they write and plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from connectors.base import Scope
from dossier.model import (
    Address,
    Attendee,
    Client,
    Contact,
    Direction,
    Evidence,
    Meeting,
    Message,
    MessageKind,
    Nudge,
    NudgeState,
    Severity,
    Signal,
    SignalKind,
    Tier,
)
from dossier.nudges import StoredNudge
from store.rows import (
    CopyClass,
    Envelope,
    FiledCopy,
    Filing,
    MailFiling,
    Matcher,
    MeetingFiling,
)
from store.sqlite import Store

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEI = Scope("mei@agency.example", "INBOX", "mail")
LEI = Scope("lei@agency.example", "INBOX", "mail")
CALENDAR = Scope("mei@agency.example", "Calendar", "calendar")
ANNA = "anna@acme.example"
BOOK = (
    Client(key="acme", name="Acme 极致", domains=("acme.example",), contacts=(Contact((ANNA,), "Anna"),)),
    Client(key="borg", name="Borg", domains=("borg.example",), owner="lei@agency.example", tier=Tier.VIP),
)


def by_domain(emails: list[str], book: tuple[Client, ...] = BOOK) -> tuple[Filing, ...]:
    """File addresses under the clients that own their domains."""
    found = []
    for client in book:
        contacts = tuple(sorted({email for email in emails if email.rpartition("@")[2] in client.domains}))
        if contacts:
            found.append(Filing(client.key, contacts))
    return tuple(found)


def matcher(book: tuple[Client, ...]) -> Matcher:
    """Return what files stored mail and meetings by a book."""

    def mail(envelope: Envelope) -> tuple[Filing, ...]:
        return by_domain([who.email for who in (envelope.sender, *envelope.to, *envelope.cc)], book)

    def meeting(item: Meeting) -> tuple[Filing, ...]:
        return by_domain([who.address.email for who in item.attendees], book)

    return Matcher(mail, meeting)


def letter(name: str, *, hours: float = 0, sender: str = ANNA, subject: str = "Posters", **more: object) -> Message:
    """Return a mail to Mei; `name` makes its id and what it says."""
    fields = {
        "key": f"key of {name}",
        "id": f"{name}@mail.example",
        "sent_at": NOW - timedelta(days=10) + hours * HOUR,
        "sender": Address("Anna", sender),
        "to": (Address("Mei", "mei@agency.example"),),
        "subject": subject,
        "text": f"The text of {name}: 海报周五前可以吗?",
        "content": f"content of {name}",
    }
    return Message(**{**fields, **more})  # type: ignore[arg-type]  # fields of different types in one mapping


def filed(
    message: Message, *refs: str, key: str = "", trashed: bool = False, book: tuple[Client, ...] = BOOK
) -> FiledCopy:
    """Return a mail's copy, filed by domain; unmatched where no client owns one."""
    filings = by_domain([message.sender.email, *(who.email for who in (*message.to, *message.cc))], book)
    signals = (Signal(SignalKind.QUESTION, "周五前可以吗", 0, 6, due=NOW),) if filings else ()
    out = message.sender.email.endswith("@agency.example")
    members = ("mei@agency.example",)
    direction = Direction.OUT if out else Direction.IN
    content = MailFiling(message, filings, members, direction, signals, (*message.references, *refs))
    cls = CopyClass.STORED if filings else CopyClass.UNMATCHED
    if message.kind is not MessageKind.PERSON:
        cls = CopyClass.MACHINE
    return FiledCopy(key or message.id, cls, content, trashed, message.key)


def meeting(name: str, *, hours: float = 0, guests: tuple[str, ...] = (ANNA,), **more: object) -> MeetingFiling:
    """Return a filed meeting of an hour."""
    start = NOW + hours * HOUR
    fields = {
        "key": f"{name}/1",
        "uid": f"{name}@calendar.example",
        "start": start,
        "end": start + HOUR,
        "title": f"About {name}",
        "organizer": Address("Mei", "mei@agency.example"),
        "attendees": tuple(Attendee(Address("", guest)) for guest in guests),
    }
    item = Meeting(**{**fields, **more})  # type: ignore[arg-type]  # fields of different types in one mapping
    return MeetingFiling(item, by_domain(list(guests)), ("mei@agency.example",))


def item(name: str, *meetings: MeetingFiling) -> FiledCopy:
    """Return a calendar item with its occurrences."""
    return FiledCopy(name, CopyClass.STORED, meetings, identity=name)


def put(store: Store, scope: Scope, *copies: FiledCopy, **more: object) -> None:
    """Store a page of its own."""
    with store.transaction() as tx:
        tx.put(scope, copies, now=NOW, **more)  # type: ignore[arg-type]  # whatever the test gives


def stored_nudge(client: str) -> StoredNudge:
    """Return a nudge with something in every field."""
    nudge = Nudge(
        cause="one@mail.example",
        contact=ANNA,
        owner="mei@agency.example",
        since=NOW,
        due=NOW + HOUR,
        until=NOW + 9 * HOUR,
        severity=Severity.HIGH,
        variant="late",
        params=(("days", 3), ("who", "安娜"), ("day", date(2026, 11, 27)), ("at", NOW)),
        evidence=(Evidence("message", "one@mail.example", NOW, ANNA, "周五前可以吗"),),
        rule="awaiting_reply",
        client=client,
    )
    return StoredNudge(
        nudge=nudge,
        state=NudgeState.SNOOZED,
        fired_at=NOW,
        settled_at=NOW + HOUR,
        settled_by="two@mail.example",
        snoozed_until=NOW + 2 * HOUR,
        reason="下周再说",
    )
