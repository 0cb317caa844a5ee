"""Meetings: occurrences as each calendar holds them, and the one that speaks for all copies of an occurrence.

A copy is replaced whole. What took place and is in no calendar any more (deleted, or older than the window that is
read) keeps its touch and loses its title; what was still to come is simply gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dossier.model import Address, Answer, Attendee, Meeting, Unreadable
from store.digests import fingerprint
from store.mail import client_numbers, mark
from store.rows import FiledCopy, Filing, MeetingFiling
from store.session import Session
from store.text import clean, encode, packed, texts, unpacked, words
from store.times import micros, moment


class Held(NamedTuple):
    """A stored occurrence, as far as choosing and filing need it."""

    id: int
    key: str
    scope: int | None
    mailbox: str | None
    organizer: str
    digest: int
    chosen: int
    starts: int
    cancelled: int
    filings: str

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Who speaks: a calendar before none, the organiser's own before others', then the digest decides."""
        own = bool(self.organizer) and self.mailbox == unpacked(self.organizer)[1]
        return (self.scope is None, not own, self.digest)


def put(session: Session, scope: int, copies: Mapping[str, FiledCopy], stamp: int) -> None:
    """Replace the occurrences of a page's calendar items."""
    fresh = {key: occurrences(copy) for key, copy in copies.items()}
    if not any(fresh.values()) and not session.one("any_meeting", scope=scope):
        return
    filings = [filing for filed in fresh.values() for item in filed for filing in item.filings]
    clients = client_numbers(session, filings)
    rows = [(scope, key, *_columns(item, clients)) for key, filed in fresh.items() for item in filed]
    _replace(session, scope, copies, rows, stamp)


def occurrences(copy: FiledCopy) -> tuple[MeetingFiling, ...]:
    """Return what a calendar item holds; anything else, and what is in the trash, holds none."""
    # Unreadable is a tuple too.
    if copy.trashed or not isinstance(copy.filed, tuple) or isinstance(copy.filed, Unreadable):
        return ()
    return copy.filed


def remove(session: Session, scope: int, keys: Iterable[str], stamp: int) -> None:
    """Take calendar items out of a scope."""
    if session.one("any_meeting", scope=scope):
        _replace(session, scope, keys, (), stamp)


def _replace(session: Session, scope: int, copies: Iterable[str], rows: Sequence[tuple[Any, ...]], stamp: int) -> None:
    """Write occurrences in the place of those that these copies held, and choose anew who speaks."""
    keys = list(copies)
    before = [Held(*row) for row in session.among("meetings_of_copies", keys, scope)]
    affected = {held.key for held in before} | {row[2] for row in rows}
    if not affected:
        return
    marked = {row[0] for row in session.among("clients_of_sources", [held.id for held in before], "meeting")}
    session.run_among("drop_touches", [held.id for held in before], "meeting")
    session.run_among("unhold_meetings", keys, scope)
    session.many("put_meeting", rows)
    marked |= _choose(session, affected, stamp)
    mark(session, marked)


def _choose(session: Session, keys: Iterable[str], stamp: int) -> set[int]:
    """Let one occurrence of each key speak and file it; return the clients this touches."""
    groups: dict[str, list[Held]] = defaultdict(list)
    for row in session.among("meetings_by_key", keys):
        groups[row[1]].append(Held(*row))
    drop, touches = [], []
    for group in groups.values():
        best = min(group, key=lambda held: held.rank)
        drop += [held.id for held in group if held.scope is None and held is not best]
        if best.scope is None and not _happened(best, stamp):
            drop.append(best.id)
            continue
        session.many("choose_meeting", ((int(held is best), held.id) for held in group))
        touches += _touches(best)
    everyone = [held.id for group in groups.values() for held in group]
    marked = {row[0] for row in session.among("clients_of_sources", everyone, "meeting")}
    session.run_among("drop_touches", everyone, "meeting")
    session.run_among("drop_meetings", drop)
    session.many("put_touch", touches)
    return marked | {touch[0] for touch in touches}


def _happened(held: Held, stamp: int) -> bool:
    return bool(held.filings) and not held.cancelled and held.starts <= stamp


def _touches(held: Held) -> list[tuple[Any, ...]]:
    counts = int(not held.cancelled)
    filings = unpacked(held.filings)
    return [(client, held.starts, "meeting", held.id, contact, counts) for client, who in filings for contact in who]


def _columns(item: MeetingFiling, clients: Mapping[str, int]) -> tuple[Any, ...]:
    """Return an occurrence's columns; one that nobody is filed under keeps its time and people only."""
    meeting = item.meeting
    people = [(who.address, who.answer.value, int(who.is_room)) for who in meeting.attendees]
    columns = (
        clean(meeting.key),
        clean(meeting.uid),
        micros(meeting.start),
        micros(meeting.end),
        int(meeting.all_day),
        int(meeting.cancelled),
        clean(meeting.title) if item.filings and not meeting.private else "",
        packed(meeting.organizer),
        packed(people),
        words(item.members),
        packed([(clients[filing.client], filing.contacts) for filing in item.filings]),
    )
    # Numbers of clients differ between stores; which copy speaks must not.
    told = (*columns[:-1], [(filing.client, filing.contacts) for filing in item.filings])
    return (*columns, fingerprint(encode(told)))


def refile(session: Session, file: Callable[[Meeting], tuple[Filing, ...]], stamp: int) -> list[int]:
    """File every stored occurrence by the present book; return the scopes of those whose title is now wanted."""
    names: dict[int, str] = dict(session.rows("all_clients"))
    changed, bare, keys = [], [], set()
    for number, scope, filings, *columns in session.each("all_meetings"):
        meeting, members = _meeting(columns)
        before = tuple(Filing(names.get(client, ""), tuple(who)) for client, who in unpacked(filings))
        after = file(meeting)
        if sorted(after) == sorted(before):
            continue
        changed.append((number, MeetingFiling(meeting, after, members)))
        keys.add(meeting.key)
        if after and not before and scope is not None and not meeting.title:
            bare.append(scope)
    clients = {key: number for number, key in names.items()}
    session.many("update_meeting", ((*_columns(item, clients), number) for number, item in changed))
    mark(session, _choose(session, keys, stamp))
    return bare


def _meeting(columns: Sequence[Any]) -> tuple[Meeting, tuple[str, ...]]:
    key, uid, starts, ends, all_day, cancelled, title, organizer, attendees, members = columns
    meeting = Meeting(
        key=key,
        uid=uid,
        start=moment(starts),
        end=moment(ends),
        all_day=bool(all_day),
        title=title,
        organizer=Address(*unpacked(organizer)) if organizer else None,
        attendees=tuple(Attendee(Address(*who), Answer(said), bool(room)) for who, said, room in unpacked(attendees)),
        cancelled=bool(cancelled),
    )
    return meeting, texts(members)
