"""Proposes clients from the mail itself: the organisations and people whom we write to and who write back.

    found = Discovery(book)
    for message in messages:
        found.see(Envelope.of(message))
    found.proposals()      → [Proposal(key="acme", name="Acme", domain="acme.example", mails=212, people=5, …), …]

A contact appears only when one of us wrote to them: what merely arrives proves nothing. Companies are grouped by
their registrable domain; whoever uses private mail stands alone. Robots, lists, senders of bulk mail, our own and the
book's clients are left out. Memory grows with the number of distinct counterparts and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from math import log2, sqrt
from typing import NamedTuple

from dossier.book.keys import distinct_key
from dossier.brands import brand
from dossier.claims import Side
from dossier.domains import is_personal, organisation
from dossier.mailboxes import is_role
from dossier.matching import Book
from dossier.model import Address, Agency, Client, Contact, Message, MessageKind
from dossier.spelling import main_address, split_address
from dossier.traces import Trace

MASS = 25
"""Outsiders on one mail of ours above which it is a mailing and proves nothing about any of them."""
SHOWN = 40
"""Contacts a proposal carries; the rest are found by the domain."""


class Envelope(NamedTuple):
    """Who wrote to whom, when, and what kind of mail it was."""

    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    at: datetime
    kind: MessageKind = MessageKind.PERSON
    failed: tuple[str, ...] = ()

    @classmethod
    def of(cls, message: Message) -> Envelope:
        """Return the envelope of a message."""
        return cls(message.sender, message.to, message.cc, message.sent_at, message.kind, message.failed)


class Limits(NamedTuple):
    """From when on somebody is proposed. Two-way traffic counts for more than any amount of one-way."""

    two_way_mails: int = 4
    """Mails to and from a company of which somebody wrote to us and was written to."""
    people: int = 3
    """People of one company whom we wrote to, where somebody of it wrote to us."""
    mails: int = 10
    """Mails to and from a company we wrote to several times."""
    person_mails: int = 5
    """Mails to and from somebody with private mail, in at least two weeks, at least two each way."""


class Reason(NamedTuple):
    """Why somebody is proposed: a message id of the catalogue and what fills it."""

    id: str
    params: tuple[tuple[str, int], ...]


class Proposal(NamedTuple):
    """A client that the mail suggests. `domain` is empty for a person with private mail."""

    key: str
    name: str
    domain: str
    contacts: tuple[Contact, ...]
    """Whom we wrote to, those with most traffic first."""
    mails: int
    people: int
    """How many persons of theirs we wrote to."""
    first: datetime
    last: datetime
    why: Reason
    owner: str = ""
    """The member of ours who has most of the traffic."""

    def client(self) -> Client:
        """Return the client this would be in the book."""
        domains = (self.domain,) if self.domain else ()
        return Client(self.key, self.name, domains, contacts=self.contacts, owner=self.owner)


class Discovery:
    """Watches mail go by, in any order, and keeps one trace of every counterpart."""

    def __init__(self, book: Book, limits: Limits | None = None) -> None:
        self._book = book
        self._limits = limits or Limits()
        self._traces: dict[str, Trace] = {}
        self._noise: dict[str, int] = defaultdict(int)
        self._posts: dict[str, str] = {}
        self._lists: set[str] = set()

    def see(self, envelope: Envelope) -> None:
        """Note one message."""
        kind = envelope.kind
        recipients = (*envelope.to, *envelope.cc)
        if kind is MessageKind.LIST:
            self._lists.update(person.email for person in recipients)
        elif kind is MessageKind.BOUNCE:
            for email in envelope.failed:
                self._trace(Address("", email), envelope.at).gone = True
        elif kind in {MessageKind.BULK, MessageKind.AUTOMATIC}:
            self._machine(envelope.sender)
        elif kind in {MessageKind.PERSON, MessageKind.CALENDAR}:
            self._mail(envelope, recipients)

    def _mail(self, envelope: Envelope, recipients: tuple[Address, ...]) -> None:
        claim = self._book.claim(envelope.sender.email)
        if claim.side is Side.OUTSIDE:
            trace = self._trace(envelope.sender, envelope.at)
            trace.came(envelope.at, self._ours(recipients))
        elif claim.side is Side.ROBOT:
            self._machine(envelope.sender)
        elif claim.side is Side.OURS:
            outside = [person for person in recipients if self._book.claim(person.email).side is Side.OUTSIDE]
            if len(outside) <= MASS:
                for person in {person.email: person for person in outside}.values():
                    self._trace(person, envelope.at).went(envelope.at, claim.email)

    def _ours(self, people: Iterable[Address]) -> list[str]:
        claims = (self._book.claim(person.email) for person in people)
        return [claim.email for claim in claims if claim.side is Side.OURS and claim.listed]

    def _machine(self, sender: Address) -> None:
        """Note a machine's mail: it says how noisy a company is, and often what it calls itself."""
        domain = organisation(sender.email.rpartition("@")[2])
        if domain:
            self._noise[domain] += 1
            if sender.name and len(self._posts.get(domain, "")) < len(sender.name) < 40:
                self._posts[domain] = sender.name

    def _trace(self, person: Address, at: datetime) -> Trace:
        local, domain = split_address(person.email)
        email = main_address(local, domain, personal=True) if is_personal(domain) else person.email
        trace = self._traces.get(email)
        if trace is None:
            trace = self._traces[email] = Trace(person.email, at)
        trace.email = min(trace.email, person.email)
        trace.call(person.name)
        return trace

    # --- what follows from it ---------------------------------------------------------------------------------------

    def proposals(self) -> list[Proposal]:
        """Return what the mail suggests so far, the closest relations first."""
        groups: dict[str, list[Trace]] = defaultdict(list)
        for email, trace in self._traces.items():
            if trace.email not in self._lists and split_address(email).domain:
                groups[organisation(trace.domain) or email].append(trace)
        weighed = [
            (_weight(traces), group, reason)
            for group, traces in groups.items()
            if (reason := self._reason(group, traces))
        ]
        weighed.sort(key=lambda one: (-one[0], one[1]))
        taken = {client.key for client in self._book.clients}
        return [self._proposal(group, groups[group], reason, taken) for _, group, reason in weighed]

    def _reason(self, group: str, traces: list[Trace]) -> Reason | None:
        limits = self._limits
        came, went = sum(trace.into for trace in traces), sum(trace.out for trace in traces)
        mutual = sum(1 for trace in traces if trace.into and trace.out)
        written = sum(1 for trace in traces if trace.out and not trace.gone)
        params = (("people", written), ("came", came), ("went", went))
        if not written:
            return None
        if "@" in group:
            weeks = (traces[0].weeks_in | traces[0].weeks_out).bit_count()
            enough = came + went >= limits.person_mails and min(came, went, weeks) >= 2
            return Reason("discover.person", params) if enough else None
        if self._noise[group] > 3 * (came + went) and mutual < 2:
            return None
        if mutual and came + went >= limits.two_way_mails:
            return Reason("discover.two_way", params)
        if came and written >= limits.people:
            return Reason("discover.people", params)
        return Reason("discover.mails", params) if came + went >= limits.mails and went >= 3 else None

    def _proposal(self, group: str, traces: list[Trace], reason: Reason, taken: set[str]) -> Proposal:
        domain = "" if "@" in group else group
        ranked = sorted((trace for trace in traces if trace.out and not trace.gone), key=lambda one: one.rank)
        name = self._name(domain, ranked, traces)
        key = distinct_key(name if domain else name.partition("@")[0], taken, domain or ranked[0].domain)
        contacts = tuple(Contact((trace.email,), trace.name) for trace in ranked[:SHOWN])
        mails = sum(trace.into + trace.out for trace in traces)
        people = sum(1 for trace in ranked if not is_role(trace.email))
        first, last = min(trace.first for trace in traces), max(trace.last for trace in traces)
        return Proposal(key, name, domain, contacts, mails, people, first, last, reason, _owner(traces))

    def _name(self, domain: str, ranked: list[Trace], traces: list[Trace]) -> str:
        if not domain:
            return ranked[0].name or ranked[0].email
        return brand(domain, [self._posts.get(domain, ""), *(trace.name for trace in traces)])


def discover(envelopes: Iterable[Envelope], agency: Agency, clients: Iterable[Client] = ()) -> list[Proposal]:
    """Return the clients that a stream of envelopes suggests beside those already in the book."""
    found = Discovery(Book(clients, agency))
    for envelope in envelopes:
        found.see(envelope)
    return found.proposals()


def _weight(traces: list[Trace]) -> float:
    """How close a relation is: weeks in which they wrote and in which we did, and how much of it went both ways.

    Both are needed: who writes in forty weeks and is answered once is a newsletter with a postman.
    """
    weeks_in = weeks_out = mutual = 0
    for trace in traces:
        weeks_in |= trace.weeks_in
        weeks_out |= trace.weeks_out
        mutual += min(trace.into, trace.out) * (1 if is_role(trace.email) else 2)
    return sqrt(weeks_in.bit_count() * weeks_out.bit_count()) * log2(2 + mutual)


def _owner(traces: list[Trace]) -> str:
    shares: dict[str, int] = defaultdict(int)
    for trace in traces:
        for member, times in trace.members.items():
            shares[member] += times
    return min(shares, key=lambda member: (-shares[member], member), default="")
