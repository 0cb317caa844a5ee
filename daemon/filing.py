"""Derives what is stored of each copy of a page: whose it is, what it says, which conversation it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from connectors.base import Copy
from connectors.local.parsing import Raw, parse_here
from dossier.conversations import Linkable, by_subject, linkable, references
from dossier.matching import Book, Standing
from dossier.matching import Filing as Found
from dossier.model import Direction, Meeting, Message, MessageKind, Signal, SignalKind, Unreadable
from dossier.reading import read
from dossier.worktime import WorkCalendar
from store.rows import CopyClass, FiledCopy, Filing, Known, MailFiling, MeetingFiling
from store.transaction import Reading

TELLING = {MessageKind.BOUNCE, MessageKind.ABSENCE}
"""Machines' mail that says something about a client's people."""
CLASSES = {
    Standing.CLIENT: CopyClass.STORED,
    Standing.INTERNAL: CopyClass.INTERNAL,
    Standing.UNMATCHED: CopyClass.UNMATCHED,
}


@dataclass(frozen=True, slots=True)
class Clerk:
    """Files mail and meetings by the book as it stands, reading each letter by its writer's working time."""

    book: Book
    calendars: Mapping[str, WorkCalendar]

    def parse(self, mails: Sequence[Raw]) -> Iterator[Message | Unreadable]:
        """Parse mail as far as it will be filed: of what concerns no client nothing but the envelope is decoded."""
        return parse_here(mails, self.book.concerns)

    def file(self, copies: Sequence[Copy], stored: Reading) -> list[FiledCopy]:
        """Derive everything that is to be stored of a page's copies. `stored` is asked, never changed."""
        messages = {copy.key: copy.content for copy in copies if isinstance(copy.content, Message)}
        known = stored.known(message.key for message in messages.values())
        found = {key: self.book.match(message) for key, message in messages.items()}
        neighbours = self._neighbours(messages, found, known, stored)
        return [self._filed(copy, found.get(copy.key), known, neighbours) for copy in copies]

    def _neighbours(
        self,
        messages: Mapping[str, Message],
        found: Mapping[str, Found],
        known: Mapping[str, Known],
        stored: Reading,
    ) -> Mapping[str, tuple[str, ...]]:
        """Return, by Message-ID, which messages each new one belongs with by its subject."""
        fresh: list[Linkable] = [
            linkable(message)
            for key, message in messages.items()
            if found[key].standing is Standing.CLIENT and not _nothing_new(message, known.get(message.key))
        ]
        return by_subject(fresh, stored.subject_neighbours(fresh)) if fresh else {}

    def _filed(
        self, copy: Copy, found: Found | None, known: Mapping[str, Known], neighbours: Mapping[str, tuple[str, ...]]
    ) -> FiledCopy:
        content = copy.content
        if isinstance(content, Unreadable):
            return FiledCopy(copy.key, CopyClass.QUARANTINED, content)
        if isinstance(content, Message) and found is not None:
            if _nothing_new(content, known.get(content.key)):
                return FiledCopy(copy.key, CLASSES[found.standing], None, copy.trashed, content.key)
            return self._mail(copy, content, found, neighbours)
        return self._meetings(copy, content if not isinstance(content, Message) else ())

    # --- mail -------------------------------------------------------------------------------------------------------

    def _mail(self, copy: Copy, message: Message, found: Found, neighbours: Mapping[str, tuple[str, ...]]) -> FiledCopy:
        cls = CLASSES[found.standing] if message.kind is MessageKind.PERSON else CopyClass.MACHINE
        kept = cls in {CopyClass.STORED, CopyClass.UNMATCHED} or (message.kind in TELLING and bool(found.matches))
        if not kept:
            return FiledCopy(copy.key, cls, trashed=copy.trashed, identity=message.key)
        filed = MailFiling(
            message=message,
            filings=tuple(filings(found)),
            members=found.members,
            direction=Direction(found.direction),
            signals=tuple(self._signals(message, found)) if found.matches and not copy.trashed else (),
            refs=(*references(message), *neighbours.get(message.id, ())),
        )
        return FiledCopy(copy.key, cls, filed, copy.trashed, message.key)

    def _signals(self, message: Message, found: Found) -> Iterator[Signal]:
        if message.kind is MessageKind.BOUNCE:
            yield from _bounced(message)
            return
        calendar = self.calendars.get(message.sender.email) or self._reader(found)
        yield from read(message.text, subject=message.subject, at=message.sent_at, calendar=calendar, kind=message.kind)

    def _reader(self, found: Found) -> WorkCalendar:
        """Return by whose clock a client's times are read: whoever of us they wrote to."""
        members: Iterable[str] = found.members
        return next((self.calendars[one] for one in members if one in self.calendars), self.calendars[""])

    # --- meetings ---------------------------------------------------------------------------------------------------

    def _meetings(self, copy: Copy, meetings: tuple[Meeting, ...]) -> FiledCopy:
        filed = tuple(self._meeting(meeting) for meeting in meetings if not meeting.ours)
        standings = {standing for standing, _ in filed}
        first = next((one for one in CLASSES if one in standings), Standing.INTERNAL)
        kept = tuple(filing for standing, filing in filed if standing is not Standing.INTERNAL)
        identity = meetings[0].uid if meetings else ""
        return FiledCopy(copy.key, CLASSES[first], kept or None, copy.trashed, identity)

    def _meeting(self, meeting: Meeting) -> tuple[Standing, MeetingFiling]:
        found = self.book.match_meeting(meeting)
        return found.standing, MeetingFiling(meeting, tuple(filings(found)), found.members)


def _nothing_new(message: Message, known: Known | None) -> bool:
    """Whether a copy adds nothing to what is stored: it need not be read again."""
    if known is None or message.kind is not MessageKind.PERSON:
        return False
    return known.filed and known.text and known.says(message)


def filings(found: Found) -> Iterator[Filing]:
    """Return under which clients something is filed, by which of their addresses."""
    return (Filing(client, found.contacts(client)) for client in found.clients)


def _bounced(message: Message) -> Iterator[Signal]:
    """Quote the line of a bounce that names the address that failed."""
    for address in message.failed:
        start = message.text.lower().find(address)
        line_start = message.text.rfind("\n", 0, max(start, 0)) + 1
        line = message.text[line_start:].partition("\n")[0][:200] if start >= 0 else ""
        yield Signal(SignalKind.BOUNCE, line, line_start, line_start + len(line))
