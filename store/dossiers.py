"""What the store remembers of one client, as a dossier is put together from; and which clients are to be evaluated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from dossier.model import (
    Address,
    Direction,
    FiledMeeting,
    FiledMessage,
    MessageKind,
    Signal,
    SignalKind,
    TrackingEntry,
    TrackingSection,
)
from dossier.rhythm import TouchDay
from store.mail import mark
from store.rows import DossierRows, Mark
from store.session import Row, Session
from store.text import clean, packed, texts, unpacked
from store.times import DAY, ENDLESS, EPOCH, day_or_none, micros, moment, moment_or_none

KINDS = {kind.value: kind for kind in SignalKind}
SPEAKERS = {kind.value: kind for kind in MessageKind}
DIRECTIONS = {direction.value: direction for direction in Direction}


class DossierReading(Session):
    """What is asked about one client."""

    def dossier_rows(self, client: str, since: datetime = EPOCH) -> DossierRows:
        """Return everything filed under a client since a time, in order of time; its twins are left out."""
        number, start = self._client_number(client), micros(since)
        mail = self.rows("dossier_messages", client=number, since=start)
        meetings = self.rows("dossier_meetings", client=number, since=start)
        tracking = self.rows("dossier_tracking", client=number, since=start)
        return DossierRows(
            tuple(sorted(_messages(mail), key=lambda message: (message.at, message.id))),
            tuple(sorted(_meetings(meetings), key=lambda meeting: (meeting.start, meeting.key))),
            tuple(_tracking(row) for row in tracking),
        )

    def rhythm_days(self, client: str, now: datetime) -> dict[str, list[TouchDay]]:
        """Return the days of contact up to now: by contact's address, and under `""` with the whole client.

        Of a day the last touch is given; its id only on the last day, where it is wanted.
        """
        number, until = self._client_number(client), micros(now)
        last = {(contact, at): name for contact, at, name in self.rows("last_touches", client=number, until=until)}
        days: dict[str, list[TouchDay]] = defaultdict(list)
        whole: dict[int, TouchDay] = {}
        for contact, day, at in self.rows("touch_days", client=number, until=until, day=DAY):
            touched = TouchDay(moment(at), last.get((contact, at), ""))
            days[contact].append(touched)
            if day not in whole or whole[day] < touched:
                whole[day] = touched
        if whole:
            days[""] = [whole[day] for day in sorted(whole)]
        return dict(days)

    def newest_touch(self, until: datetime | None = None) -> datetime | None:
        """Return the time of the newest filed message (up to a time); None where there is none."""
        row = self.one("newest_touch", until=ENDLESS if until is None else micros(until))
        return None if row is None else moment_or_none(row[0])

    def marked(self) -> list[Mark]:
        """Return the clients to evaluate. Hand the marks back to `unmark` in the transaction that stores the result."""
        return [Mark(client, ticket) for client, ticket in self.rows("marked")]

    def _client_number(self, client: str) -> int:
        row = self.one("client_number", key=client)
        return -1 if row is None else int(row[0])


class DossierWriting(DossierReading):
    """What an evaluation leaves."""

    def mark(self, clients: Iterable[str]) -> None:
        """Mark clients for evaluation; keys the book does not hold are passed over."""
        mark(self, [number for _, number in self.among("client_numbers", clients)])

    def mark_all(self) -> None:
        """Mark every client: once a night, for what looks ahead."""
        mark(self, [row[0] for row in self.rows("all_clients")])

    def unmark(self, marks: Iterable[Mark]) -> None:
        """Take marks off, except where a client was marked again after they were read."""
        self.many("unmark", ((item.client, item.ticket) for item in marks))

    def save_tracking(self, client: str, since: datetime, entries: Sequence[TrackingEntry]) -> None:
        """Replace a client's tracking entries since a time by these; older ones stay as they are."""
        number, start = self._client_number(client), micros(since)
        self.run("drop_tracking", client=number, since=start)
        self.many("put_tracking", (_tracking_row(number, entry) for entry in entries if micros(entry.at) >= start))


def _messages(rows: Sequence[Row]) -> list[FiledMessage]:
    """Make messages of their touches: one row per contact, those of one message behind one another."""
    return [_message(list(same)) for _, same in groupby(rows, key=lambda row: row[1])]


def _message(rows: Sequence[Row]) -> FiledMessage:
    _, _, direction, name, at, kind, addresses, members, failed, conversation, subject, text, signals, files = rows[0]
    (sender,), to, _ = unpacked(addresses)
    contacts, ours = tuple(row[0] for row in rows), texts(members)
    asked = contacts if DIRECTIONS[direction] is Direction.OUT else ours
    return FiledMessage(
        id=name,
        at=moment(at),
        direction=DIRECTIONS[direction],
        kind=SPEAKERS[kind],
        sender=Address(*sender),
        contacts=contacts,
        addressed=tuple(email for _, email in to if email in asked),
        members=ours,
        subject=subject or "",
        text=text or "",
        signals=tuple(_signal(*signal) for signal in unpacked(signals or "")),
        conversation=str(conversation),
        attachments=texts(files or ""),
        failed=texts(failed),
    )


def _signal(kind: str, quote: str, start: int, end: int, *rest: Any) -> Signal:  # noqa: ANN401 (a packed row)
    due, until, person = rest
    return Signal(
        KINDS[kind], quote, start, end, moment_or_none(due), day_or_none(until), Address(*person) if person else None
    )


def _meetings(rows: Sequence[Row]) -> list[FiledMeeting]:
    return [_meeting(list(same)) for _, same in groupby(rows, key=lambda row: row[1])]


def _meeting(rows: Sequence[Row]) -> FiledMeeting:
    _, _, uid, key, starts, ends, title, organizer, members, cancelled, all_day = rows[0]
    return FiledMeeting(
        id=uid,
        key=key,
        start=moment(starts),
        end=moment(ends),
        title=title,
        organizer=unpacked(organizer)[1] if organizer else "",
        contacts=tuple(row[0] for row in rows if row[0]),
        members=texts(members),
        cancelled=bool(cancelled),
        all_day=bool(all_day),
    )


def _tracking(row: Row) -> TrackingEntry:
    key, section, kind, at, source, quote, contact, person, until, superseded_by = row
    return TrackingEntry(
        key=key,
        section=TrackingSection(section),
        kind=kind,
        at=moment(at),
        source=source,
        quote=quote,
        contact=contact,
        person=Address(*unpacked(person)) if person else None,
        until=day_or_none(until),
        superseded_by=superseded_by,
    )


def _tracking_row(client: int, entry: TrackingEntry) -> tuple[object, ...]:
    return (
        client,
        micros(entry.at),
        clean(entry.key),
        entry.section.value,
        entry.kind,
        clean(entry.source),
        clean(entry.quote),
        clean(entry.contact),
        packed(entry.person),
        entry.until.isoformat() if entry.until else "",
        clean(entry.superseded_by),
    )
