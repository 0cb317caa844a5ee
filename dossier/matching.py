"""Whose is it: files a message or a meeting under its clients, and says by what.

    book = Book(clients, agency)
    filing = book.match(message)
    filing.standing     → Standing.CLIENT
    filing.matches      → (Match(client="acme", email="anna@acme.example", by="contact", term="anna@acme.example"),)

Nothing here depends on the order of recipients: what is said of a message is said in the order of the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from dossier.claims import Claim, Claims, Side
from dossier.mailboxes import is_room
from dossier.model import Address, Agency, Answer, Attendee, Client, Direction, Match, Meeting, Message, MessageKind

NOTICES = frozenset({MessageKind.BOUNCE, MessageKind.ABSENCE})
OURS, CLIENT, ROOM = Side.OURS, Side.CLIENT, Side.ROOM
"""Looked up once: a mail may go to a thousand."""


class Standing(StrEnum):
    """Where something belongs: in clients' dossiers, in nobody's because only we are on it, or nowhere yet."""

    CLIENT = "client"
    INTERNAL = "internal"
    UNMATCHED = "unmatched"


class Filing(NamedTuple):
    """What matching says of one message or meeting."""

    standing: Standing
    direction: Direction
    """OUT when one of us wrote or invited, otherwise IN, whoever outside it was."""
    matches: tuple[Match, ...] = ()
    members: tuple[str, ...] = ()
    """Our side: addresses as the agency lists them, and colleagues it does not list."""
    author: str = ""
    """Key of the client whose contact wrote or invited; empty for ours and for third parties."""

    @property
    def clients(self) -> tuple[str, ...]:
        """Keys of the clients it is filed under."""
        return tuple(dict.fromkeys(match.client for match in self.matches))

    def contacts(self, client: str) -> tuple[str, ...]:
        """Return the addresses on this client's side; one in another spelling as the book lists it."""
        found = (match for match in self.matches if match.client == client)
        return tuple(dict.fromkeys(match.term if match.by in {"contact", "alias"} else match.email for match in found))


class Book:
    """The clients and the agency as they stand, made for asking. Immutable; a changed book is a new one."""

    def __init__(self, clients: Iterable[Client], agency: Agency) -> None:
        self.clients = tuple(clients)
        self.agency = agency
        self._claims = Claims(self.clients, agency)
        self._names = {client.key: _names(client) for client in self.clients}

    def claim(self, email: str) -> Claim:
        """Return whose an address is, and by what."""
        return self._claims[email]

    def concerns(self, people: Iterable[Address]) -> bool:
        """Tell whether a client's address is among these people's."""
        claims = self._claims
        return any(claims[person.email].side is CLIENT for person in people)

    def match(self, message: Message) -> Filing:
        """File a message. A bounce goes to the clients of the addresses that failed, an absence to the absent's."""
        if message.kind in NOTICES:
            absent = message.kind is MessageKind.ABSENCE
            return self._notice(message, (message.sender.email,) if absent else message.failed)
        return self.match_people(message.sender, (*message.to, *message.cc), message.subject)

    def match_people(self, sender: Address | None, others: Iterable[Address], subject: str = "") -> Filing:
        """File by who wrote to whom; `subject` only tells clients apart that claim the same address."""
        author = sender.email if sender else ""
        emails = {other.email for other in others}
        emails.discard("")
        if not emails:  # undisclosed recipients: a greeting in blind copy may well have gone to clients
            return self._file(author, {author} - {""}, subject)._replace(standing=Standing.UNMATCHED)
        if author:
            emails.add(author)
        return self._file(author, emails, subject)

    def match_meeting(self, meeting: Meeting) -> Filing:
        """File a meeting: by its organizer and whoever has not declined; rooms are not people."""
        refused = {attendee.address.email for attendee in meeting.attendees if attendee.answer is Answer.NO}
        organizer = meeting.organizer.email if meeting.organizer else ""
        emails = {attendee.address.email for attendee in meeting.attendees if not _is_room(attendee)} | {organizer}
        filing = self._file(organizer, emails - refused - {""}, meeting.title)
        if not emails - {""}:
            return filing._replace(standing=Standing.INTERNAL)  # an entry of our own calendar, with nobody
        return filing

    def _notice(self, message: Message, about: Iterable[str]) -> Filing:
        """File a machine's notice under those it is about; its recipients only say which of us it reached."""
        filing = self._file("", set(about), message.subject)
        reached = {self._claims[person.email] for person in (*message.to, *message.cc)}
        ours = {claim.email for claim in reached if claim.side is Side.OURS}
        author = filing.matches[0].client if filing.matches and message.kind is MessageKind.ABSENCE else ""
        members = tuple(sorted(ours | set(filing.members)))
        return Filing(filing.standing, Direction.IN, filing.matches, members, author)

    def _file(self, author: str, emails: set[str], subject: str) -> Filing:
        ours: list[str] = []
        theirs: list[tuple[str, Claim]] = []
        strangers = False
        direction = Direction.IN
        claims = self._claims
        for email in emails:
            claim = claims[email]
            side = claim[0]
            if side is OURS:
                ours.append(claim[1])
            elif side is CLIENT:
                theirs.append((email, claim))
            elif side is not ROOM:
                strangers = True
        if author and claims[author].side is OURS:
            direction = Direction.OUT
        members = tuple(sorted(set(ours)))
        if not theirs:
            standing = Standing.INTERNAL if ours and not strangers else Standing.UNMATCHED
            return Filing(standing, direction, (), members)
        matches = self._matches(theirs, subject)
        by_client = next((match.client for match in matches if match.email == author), "")
        return Filing(Standing.CLIENT, direction, matches, members, by_client)

    def _matches(self, found: list[tuple[str, Claim]], subject: str) -> tuple[Match, ...]:
        if all(len(claim.clients) == 1 for _, claim in found):
            return tuple(sorted([Match(claim.clients[0], email, claim.by, claim.term) for email, claim in found]))
        certain = {claim.clients[0] for _, claim in found if len(claim.clients) == 1}
        chosen = [(self._choose(claim.clients, certain, subject), email, claim) for email, claim in found]
        return tuple(sorted(Match(key, email, claim.by, claim.term) for key, email, claim in chosen))

    def _choose(self, clients: tuple[str, ...], certain: set[str], subject: str) -> str:
        """Pick one of those who claim an address alike: who is on it anyway, else who is named, else the likeliest."""
        if len(clients) == 1:
            return clients[0]
        present = next((key for key in clients if key in certain), "")
        if present:
            return present
        folded = subject.casefold()
        named = (key for key in clients if any(name in folded for name in self._names[key]))
        return next(named, clients[0])


def _is_room(attendee: Attendee) -> bool:
    return attendee.is_room or is_room(attendee.address.email, attendee.address.name)


def _names(client: Client) -> tuple[str, ...]:
    """Return what a client may be called in a subject; one Latin letter or two say nothing."""
    names = {name.strip().casefold() for name in (client.name, *client.aliases)}
    return tuple(sorted(name for name in names if len(name) > 2 or (len(name) == 2 and not name.isascii())))


def retro(before: Book, after: Book, addresses: Iterable[str]) -> Iterator[str]:
    """Yield the addresses whose owner is another in `after` than in `before`: their mail is to be filed again."""
    for email in addresses:
        if before.claim(email) != after.claim(email):
            yield email
