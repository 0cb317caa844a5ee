"""A look at one's own mail: no account, nothing kept. The same rooms as the service, on a store that vanishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.base import Connector, Page
from connectors.local.parsing import Parse, Raw, parse_here
from daemon.backtest import Fired, arrivals, backtest
from daemon.clocks import calendars
from daemon.evaluate import Evaluator, pass_time
from daemon.filing import Clerk
from daemon.parcels import Desk, Parcel
from daemon.report import MEETINGS, Json, NudgeReport, counts
from daemon.report import clients as client_report
from daemon.sync import Heard, Pass, sync
from dossier.discover import Envelope, Proposal, discover
from dossier.domains import is_personal, registrable
from dossier.matching import Book
from dossier.model import Agency, Client, Direction, Dossier, Member, Message, Nudge, NudgeState, Unreadable
from dossier.nudges import StoredNudge
from dossier.worktime import WorkCalendar
from outbox.digest import Coverage
from outbox.phrases import Phrases
from rules.registry import evaluate
from store.rows import Matcher
from store.sqlite import TEMPORARY, Store

RECENT = timedelta(days=7)
"""Mail whose newest message is older than this is looked at from its own last day, not from today."""


@dataclass(frozen=True, slots=True)
class Tryout:
    """What came of a look at somebody's mail."""

    agency: Agency
    book: Book
    calendars: Mapping[str, WorkCalendar]
    store: Store
    as_of: datetime
    passes: tuple[Pass, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    """What the clients were made from where no book was given."""
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    nudges: tuple[StoredNudge, ...] = ()

    @property
    def we_wrote(self) -> bool:
        """Whether any mail of ours is among what was read: without it nobody can tell what was answered."""
        everything = (message for dossier in self.dossiers.values() for message in dossier.messages)
        return not self.dossiers or any(message.direction is Direction.OUT for message in everything)


def house_of_one(me: Sequence[str], *, language: str, timezone: str, holidays: Sequence[str]) -> Agency:
    """Make an agency of one member from the addresses that are theirs."""
    addresses = tuple(address.strip().lower() for address in me)
    domains = (registrable(address.rpartition("@")[2]) for address in addresses)
    member = Member(addresses=addresses, language=language, timezone=timezone, holidays=tuple(holidays))
    return Agency(
        members=(member,),
        domains=frozenset(domain for domain in domains if domain and not is_personal(domain)),
        timezone=timezone,
        language=language,
        holidays=tuple(holidays),
    )


def look(  # noqa: PLR0913 -- each of these is something the user said
    connectors: Callable[[Parse], Iterable[Connector]],
    agency: Agency,
    clients: Sequence[Client] | None,
    *,
    now: datetime,
    as_of: datetime | None = None,
    heard: Heard = lambda done, total: None,  # noqa: ARG005 -- the names are the protocol's
) -> Tryout:
    """Read everything once (twice where clients have to be found first) and ask the rules.

    `as_of` None: now, or for old mail the moment after its newest message.
    """
    proposals: tuple[Proposal, ...] = ()
    if clients is None:
        proposals = tuple(discover(_envelopes(connectors(_parse_envelopes)), agency))
        clients = [proposal.client() for proposal in proposals]
    book = Book(clients, agency)
    clocks = calendars(agency)
    store = Store.open(TEMPORARY)
    with store.transaction() as transaction:
        transaction.save_book(clients, Matcher(lambda _: (), lambda _: ()), now)
    clerk = Clerk(book, clocks)
    passes = tuple(sync(connectors(clerk.parse), store, clerk, lambda: now, heard))
    moment = as_of or _moment(store, now)
    evaluator = Evaluator(book, clocks, {})
    evaluator.marked(store, moment)
    pass_time(store, moment)
    with store.reading() as reading:
        dossiers = {client.key: evaluator.dossier(reading, client, moment) for client in book.clients}
        nudges = tuple(reading.nudges_in(NudgeState.OPEN, NudgeState.PLANNED))
    return Tryout(agency, book, clocks, store, moment, passes, proposals, dossiers, nudges)


def desk(tryout: Tryout, settled: Sequence[Nudge] = ()) -> Desk:
    """Return what a look's digests are made from."""
    return Desk(
        agency=tryout.agency,
        calendars=tryout.calendars,
        clients={client.key: client for client in tryout.book.clients},
        dossiers=tryout.dossiers,
        nudges=tryout.nudges,
        as_of=tryout.as_of,
        settled=tuple(settled),
        coverage=_coverage(tryout),
    )


def _coverage(tryout: Tryout) -> Coverage:
    """Return how many of the mailboxes could be read whole."""
    mailboxes = {one.scope.mailbox for one in tryout.passes}
    failed = {one.scope.mailbox for one in tryout.passes if one.error}
    return Coverage(len(mailboxes - failed), len(mailboxes), tryout.as_of)


def outgoing(made: Iterable[Parcel], out: Path | None) -> list[Json]:
    """Return what would leave, as programs see it; `path` is the file it was written to."""
    return [
        {
            "key": parcel.key,
            "kind": parcel.kind,
            "recipient": parcel.recipient,
            "state": "waiting",
            "path": str(out / parcel.files[0][0]) if out else None,
        }
        for parcel in made
    ]


def report(
    tryout: Tryout, phrases: Phrases, leaving: Sequence[Json], *, backtest: bool, since: datetime | None
) -> Json:
    """Return everything a program may want to know of a look (DESIGN.md §6, `try --json`)."""
    nudges = NudgeReport(phrases, {client.key: client for client in tryout.book.clients}, tryout.calendars)
    day = tryout.calendars[""].day_of(tryout.as_of)
    with tryout.store.reading() as reading:
        mail, meetings = reading.classes("mail"), reading.classes("calendar")
    told = {
        "as_of": tryout.as_of.isoformat(),
        "messages": counts(mail),
        "meetings": counts(meetings, MEETINGS),
        "clients": client_report(tryout.book.clients, tryout.dossiers),
        "nudges": [nudges.stored(stored, day) for stored in tryout.nudges],
        "outgoing": list(leaving),
    }
    return told | {"backtest": [nudges.fired(fired) for fired in replay(tryout, since)]} if backtest else told


def replay(tryout: Tryout, since: datetime | None) -> Iterator[Fired]:
    """Yield what would have been said over the whole history, knowing at every moment only what had arrived."""
    for client in tryout.book.clients:
        with tryout.store.reading() as reading:
            rows = reading.dossier_rows(client.key)
        yield from backtest(
            client,
            tryout.agency,
            arrivals(rows.messages, rows.meetings),
            calendars=tryout.calendars,
            judge=evaluate,
            as_of=tryout.as_of,
            since=since,
        )


def _parse_envelopes(mails: Sequence[Raw]) -> Iterator[Message | Unreadable]:
    return parse_here(mails, lambda _: False)


def _envelopes(connectors: Iterable[Connector]) -> Iterator[Envelope]:
    for page in _pages(connectors):
        for copy in page.changed:
            if isinstance(copy.content, Message):
                yield Envelope.of(copy.content)


def _pages(connectors: Iterable[Connector]) -> Iterator[Page]:
    for connector in connectors:
        for scope in connector.scopes():
            yield from connector.changes(scope, None)


def _moment(store: Store, now: datetime) -> datetime:
    """Look at living mail from now, at an old archive from the moment after its newest message."""
    with store.reading() as reading:
        newest = reading.newest_touch()
    if newest is None or newest > now - RECENT:
        return now
    return newest + timedelta(minutes=1)


def local_connectors(paths: Sequence[Path], mailbox: str, as_of: datetime, parse: Parse) -> Iterator[Connector]:
    """Open every path as what it is: an mbox, a Maildir, a tree of .eml files, calendars."""
    from connectors.local.detect import open_path  # noqa: PLC0415 -- calendars take a while to import

    today = as_of.astimezone(UTC).date()
    window = (today - timedelta(days=300), today + timedelta(days=60))
    for path in paths:
        yield open_path(path, mailbox, window=window, parse=parse)
