"""The words of wanglai, each one value.

Everything here is immutable. Times are aware and in UTC; days are `date`. An address is compared by its
lower-cased `email`; names never identify anyone. The glossary is DESIGN.md §1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dossier.worktime import WorkCalendar

KEPT_TEXT = 500
"""Characters of a message's new text that are kept (DESIGN.md §5.6)."""


class Address(NamedTuple):
    """Somebody's mail address: the decoded display name (may be empty) and the lower-cased address."""

    name: str
    email: str


NOBODY = Address("", "")


# --- people of the agency ---------------------------------------------------------------------------------------


class MemberRole(StrEnum):
    """What a member is in the agency."""

    MANAGER = "manager"
    LEAD = "lead"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class WorkHours:
    """A working day's hours in the member's own zone; `lunch` is kept free of follow-ups."""

    start: time = time(9, 30)
    end: time = time(18, 30)
    lunch_start: time = time(12, 0)
    lunch_end: time = time(13, 30)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the agency. `addresses` are all of theirs, the first is where digests go."""

    addresses: tuple[str, ...]
    name: str = ""
    role: MemberRole = MemberRole.MANAGER
    language: str = "en"
    timezone: str = "UTC"
    hours: WorkHours = WorkHours()
    holidays: tuple[str, ...] = ()
    """Countries whose holidays the member keeps, ISO 3166 codes; the first one's weekend counts."""
    lead: str = ""

    @property
    def address(self) -> str:
        """The address that digests go to; the member's identity."""
        return self.addresses[0]


@dataclass(frozen=True, slots=True)
class Agency:
    """The house itself: its members and the domains that are its own."""

    members: tuple[Member, ...] = ()
    domains: frozenset[str] = frozenset()
    timezone: str = "UTC"
    language: str = "en"
    holidays: tuple[str, ...] = ()
    name: str = ""

    def member(self, email: str) -> Member | None:
        """Return the member who owns this address, or None."""
        return next((member for member in self.members if email in member.addresses), None)


# --- clients ----------------------------------------------------------------------------------------------------


class Tier(StrEnum):
    """How closely a client is looked after; the cadence of contact follows from it."""

    VIP = "vip"
    A = "a"
    B = "b"
    C = "c"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a client. `emails` are all of theirs, the first is the usual one."""

    emails: tuple[str, ...]
    name: str = ""
    title: str = ""
    role: str = ""
    """As the book says it: decision maker 决策人, daily contact 对接人 …; free text."""
    phone: str = ""
    language: str = ""
    channel: str = ""
    birthday: str = ""
    """`1985-03-02`, `03-02`, or a lunar day as written (农历八月十五)."""
    notes: str = ""
    gone: bool = False

    @property
    def email(self) -> str:
        """The usual address; the contact's identity."""
        return self.emails[0]


@dataclass(frozen=True, slots=True)
class Client:
    """A company served. `key` is a stable slug; `domains` and `aliases` are what mail is matched by."""

    key: str
    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    owner: str = ""
    """Address of the member in charge (客户经理)."""
    lead: str = ""
    tier: Tier = Tier.B
    language: str = ""
    cadence: timedelta | None = None
    """Agreed longest silence; None: the tier's."""
    quiet_until: date | None = None
    """A known silence (budget freeze, leave): no contact is chased before this day."""
    notes: tuple[tuple[str, str], ...] = ()
    """Columns of the book that wanglai has no field for, kept as they are."""

    def contact(self, email: str) -> Contact | None:
        """Return the contact with this address, or None."""
        return next((contact for contact in self.contacts if email in contact.emails), None)


# --- mail -------------------------------------------------------------------------------------------------------


class MessageKind(StrEnum):
    """Who speaks in a message: a person, or which kind of machine."""

    PERSON = "person"
    LIST = "list"
    BULK = "bulk"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    ABSENCE = "absence"
    CALENDAR = "calendar"
    OURS = "ours"
    """A digest or follow-up of wanglai's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail, normalised. The same mail in two mailboxes gives the same `key`."""

    key: str
    """Identity: Message-ID with sender and date, or a digest of the content where there is no Message-ID."""
    id: str
    """Message-ID without angle brackets; made up from the content (`…@missing.invalid`) where there is none."""
    sent_at: datetime
    """By the Date header; by the provider's time of receipt where that is unusable."""
    sender: Address
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    references: tuple[str, ...] = ()
    """Message-IDs this one answers, oldest first, In-Reply-To last; at most 20."""
    thread: str = ""
    """The provider's own thread id, prefixed by provider and mailbox (`gmail:<mailbox>:1743…`), or empty."""
    text: str = ""
    """The new text: no quoted text, no signature; at most 64 K characters."""
    signature: str = ""
    quoted: str = ""
    """The text below the new one; empty once stored."""
    kind: MessageKind = MessageKind.PERSON
    content: str = ""
    """Digest of sender, time, subject and text: equal content under two ids is one message."""
    failed: tuple[str, ...] = ()
    """In a bounce: the addresses that do not exist any more (status 5.x.x only)."""
    attachments: tuple[str, ...] = ()
    flaws: tuple[str, ...] = ()
    """What had to be guessed or cut: `date-guessed`, `charset-guessed`, `header-truncated` …"""


class Unreadable(NamedTuple):
    """A message that was refused whole: why (a stable word such as `too-deep`), and how many bytes it has."""

    reason: str
    size: int


# --- meetings ---------------------------------------------------------------------------------------------------


class Answer(StrEnum):
    """What an attendee said to an invitation (RFC 5545 PARTSTAT)."""

    NONE = "needs-action"
    YES = "accepted"
    NO = "declined"
    MAYBE = "tentative"


class Attendee(NamedTuple):
    """Who is asked to a meeting. Rooms and equipment are not people."""

    address: Address
    answer: Answer = Answer.NONE
    is_room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One occurrence of a calendar event."""

    key: str
    """Identity: the iCalendar UID, and the occurrence's original start for a series (`UID/20261122T013000Z`)."""
    uid: str
    start: datetime
    end: datetime
    all_day: bool = False
    title: str = ""
    organizer: Address | None = None
    attendees: tuple[Attendee, ...] = ()
    cancelled: bool = False
    private: bool = False
    ours: bool = False
    """A follow-up of wanglai's own, which is not a meeting."""


# --- what messages say ------------------------------------------------------------------------------------------


class SignalKind(StrEnum):
    """What one message says (DESIGN.md §1, signal)."""

    QUESTION = "question"
    REQUEST = "request"
    PROMISE = "promise"
    PROPOSAL = "proposal"
    BRIEF = "brief"
    REPORT = "report"
    NEWS = "news shared"
    GREETING = "greeting"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    ACKNOWLEDGEMENT = "acknowledgement"
    CLOSING = "closing"
    HAND_OVER = "hand-over"
    BOUNCE = "bounce"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing a message says, with the words that say it: `text[start:end] == quote` in the new text."""

    kind: SignalKind
    quote: str
    start: int
    end: int
    due: datetime | None = None
    """When the quoted words name a time by which something is to happen: the end of that time."""
    until: date | None = None
    """For an absence: the day they are back, where it is said."""
    person: Address | None = None
    """For an absence or a hand-over: the deputy or successor it names."""


class Direction(StrEnum):
    """Which way a touch went."""

    IN = "in"
    OUT = "out"


class Match(NamedTuple):
    """Why a message or meeting is filed under a client: which address, and by what."""

    client: str
    email: str
    by: str
    """`contact` (in the book), `alias` (plus-address or spelling of one), `domain`, `subdomain`."""
    term: str
    """The contact's address or the domain that matched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledMessage:
    """A message as it stands in one client's dossier."""

    id: str
    at: datetime
    direction: Direction
    kind: MessageKind = MessageKind.PERSON
    sender: Address = NOBODY
    contacts: tuple[str, ...] = ()
    """Addresses of this client's side, whoever of from, to, cc."""
    addressed: tuple[str, ...] = ()
    """Addresses of the other side that stand in To: of an incoming mail, who of us is asked directly."""
    members: tuple[str, ...] = ()
    """Addresses of our side, whoever of from, to, cc."""
    subject: str = ""
    text: str = ""
    signals: tuple[Signal, ...] = ()
    conversation: str = ""
    attachments: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    def says(self, *kinds: SignalKind) -> Signal | None:
        """Return the first signal of these kinds, or None."""
        return next((signal for signal in self.signals if signal.kind in kinds), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledMeeting:
    """A meeting as it stands in one client's dossier; cancelled ones are kept out of `touches`."""

    id: str
    key: str
    start: datetime
    end: datetime
    title: str = ""
    organizer: str = ""
    contacts: tuple[str, ...] = ()
    """Addresses of this client's side who have not declined."""
    members: tuple[str, ...] = ()
    cancelled: bool = False
    all_day: bool = False


class Conversation(NamedTuple):
    """Messages that answer each other, across mailboxes, oldest first."""

    id: str
    subject: str
    messages: tuple[FiledMessage, ...]


class Debtor(StrEnum):
    """Who owes."""

    US = "us"
    THEM = "them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Somebody owes somebody something. The source message is its identity."""

    source: FiledMessage
    debtor: Debtor
    kind: SignalKind
    """What makes it owed: question, request, complaint, brief (an answer is owed), or promise (a deed is)."""
    quote: str
    contact: str
    member: str
    """Who of us is to act: who was asked, or who promised."""
    due: datetime | None = None
    """A time that was named; None: the rule's own patience counts."""
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    settled_by: str = ""
    """Message-ID or iCalendar UID of what settled it; empty: still owed."""
    settled_at: datetime | None = None


class TrackingSection(StrEnum):
    """The lines of a dossier that keep themselves current (动态跟踪)."""

    NEWS = "news"
    PERSONNEL = "personnel"
    MARKET = "market"
    FEEDBACK = "feedback"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingEntry:
    """A dated, sourced line of a dossier; superseded, never overwritten."""

    key: str
    section: TrackingSection
    kind: str
    """What happened, as a message id of the catalogue: `personnel.bounced`, `personnel.absent` …"""
    at: datetime
    source: str
    quote: str
    contact: str = ""
    person: Address | None = None
    until: date | None = None
    superseded_by: str = ""


class Rhythm(NamedTuple):
    """How often we and somebody are in touch, learnt from the past."""

    touches: int
    first: datetime
    last: datetime
    last_id: str
    usual_gap: timedelta | None
    """Median of the gaps between days of contact; None below five such days."""
    long_gap: timedelta | None
    """What nine in ten gaps stay below; None below five days of contact."""


# --- nudges -----------------------------------------------------------------------------------------------------


class Severity(StrEnum):
    """How loudly a nudge speaks."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class NudgeState(StrEnum):
    """Where a nudge stands."""

    PLANNED = "planned"
    OPEN = "open"
    SNOOZED = "snoozed"
    DONE = "done"
    DISMISSED = "dismissed"
    SETTLED = "settled"
    """Its cause is gone: it closed by itself."""
    EXPIRED = "expired"


class Evidence(NamedTuple):
    """What a nudge rests on: `id` is the Message-ID or iCalendar UID, `sender` who said `quote`."""

    kind: str
    """`message` or `meeting`."""
    id: str
    at: datetime
    sender: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """What a rule says deserves attention, and when. Sentences are made from `rule`, `variant` and `params`."""

    cause: str
    """What it is about, never when it was evaluated: a Message-ID, a meeting, a person and day."""
    contact: str
    owner: str
    since: datetime
    due: datetime
    until: datetime | None = None
    severity: Severity = Severity.NORMAL
    variant: str = ""
    """Which sentence of the rule: the catalogue's ids are `<rule>.<variant>.title`, `.why`, `.step`."""
    params: tuple[tuple[str, str | int | date | datetime], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    rule: str = ""
    client: str = ""

    @property
    def key(self) -> str:
        """Identity across evaluations: rule, client and cause."""
        return f"{self.rule}:{self.client}:{self.cause}"


# --- the dossier ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything about one client that rules may look at, as known when it was loaded.

    `today` is the day it was loaded for and `horizon` the last day recurring things are planned for;
    `messages` and `meetings` are in order of time and reach back `window`; older history is in `rhythms`.
    """

    client: Client
    agency: Agency
    today: date
    horizon: date
    messages: tuple[FiledMessage, ...] = ()
    meetings: tuple[FiledMeeting, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    tracking: tuple[TrackingEntry, ...] = ()
    rhythms: Mapping[str, Rhythm] = field(default_factory=dict)
    """By contact address, and under `""` the whole client's."""
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)
    """Working time by member address, and under `""` the agency's."""

    def calendar(self, member: str) -> WorkCalendar:
        """Return the working calendar of a member, or the agency's for anyone else."""
        return self.calendars.get(member) or self.calendars[""]

    def owner(self, asked: str = "") -> str:
        """Return who of us is to act: the member who was asked, else the client's owner, else any member."""
        member = self.agency.member(asked) or self.agency.member(self.client.owner)
        if member:
            return member.address
        return self.client.owner or next((one.address for one in self.agency.members), asked)

    def owed_at(self, obligation: Obligation, due: datetime) -> bool:
        """Whether an obligation is still owed at `due`: not settled, or only by a meeting that is yet to come."""
        settled = obligation.settled_at
        return settled is None or (settled > due and settled.date() > self.today)

    def contact_name(self, email: str) -> str:
        """Return what to call a contact: their name in the book, else as their mail signs, else the address."""
        known = self.client.contact(email)
        if known and known.name:
            return known.name
        seen = (m.sender.name for m in reversed(self.messages) if m.sender.email == email and m.sender.name)
        return next(seen, email)
