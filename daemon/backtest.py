"""What wanglai would have said, and when: a client's history replayed, knowing at every moment only what had arrived.

After each arrival the rules are asked as they would have been then. A nudge fires when its due time comes before
the next arrival changes their mind, and is settled by the arrival after which they no longer say it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from dossier.assemble import WINDOW, assemble, rhythms, touch_days
from dossier.model import Agency, Client, Dossier, FiledMeeting, FiledMessage, Nudge, Rhythm
from dossier.nudges import STALE
from dossier.rhythm import TouchDay
from dossier.worktime import WorkCalendar

Judge = Callable[[Dossier], Iterable[Nudge]]


@dataclass(frozen=True, slots=True)
class Fired:
    """A nudge that would have been shown, and what made it go."""

    nudge: Nudge
    fired: datetime
    settled: datetime | None = None
    settled_by: str = ""


class Arrival(NamedTuple):
    """Something becomes known, or a meeting that was known takes place."""

    at: datetime
    id: str
    message: FiledMessage | None = None
    meeting: FiledMeeting | None = None
    held: bool = False


def arrivals(messages: Iterable[FiledMessage], meetings: Iterable[FiledMeeting]) -> list[Arrival]:
    """Put a client's history in the order in which it became known.

    A calendar file does not say when an entry was made, so a meeting is taken to be known from its start.
    """
    mail = [Arrival(message.at, message.id, message=message) for message in messages]
    held = [Arrival(meeting.start, meeting.id, meeting=meeting, held=True) for meeting in meetings]
    return sorted(mail + held, key=lambda arrival: (arrival.at, arrival.id))


def backtest(  # noqa: PLR0913 -- a client's whole world, each part named
    client: Client,
    agency: Agency,
    history: Sequence[Arrival],
    *,
    calendars: Mapping[str, WorkCalendar],
    judge: Judge,
    as_of: datetime,
    since: datetime | None = None,
) -> Iterator[Fired]:
    """Replay one client's history up to `as_of` and yield what would have fired since `since` (None: ever)."""
    past = _Past(client, agency, calendars)
    shown: dict[str, Fired] = {}
    said: dict[str, Nudge] = {}
    before = history[0].at if history else as_of
    for at, together in groupby(history, key=lambda arrival: arrival.at):
        if at > as_of:
            break
        _fire(said, shown, before, at)
        arrived = list(together)
        said = {nudge.key: nudge for nudge in judge(past.after(arrived))}
        _settle(said, shown, at, arrived[-1].id)
        before = at
    _fire(said, shown, before, as_of)
    ended = (_run_out(fired, as_of) for fired in shown.values())
    yield from (fired for fired in ended if since is None or fired.fired >= since)


def _run_out(fired: Fired, as_of: datetime) -> Fired:
    """Return a nudge that nothing settled as time left it."""
    until = fired.nudge.until
    if fired.settled is None and until is not None and until <= as_of:
        return replace(fired, settled=until)
    return fired


def _fire(said: Mapping[str, Nudge], shown: dict[str, Fired], before: datetime, until: datetime) -> None:
    """Show what falls due between one arrival and the next; never twice, and never what was long stale."""
    for key, nudge in said.items():
        fires = max(nudge.due, before)
        expired = nudge.until is not None and nudge.until <= fires
        if key not in shown and fires < until and not expired and nudge.due >= before - STALE:
            shown[key] = Fired(nudge, fires)


def _settle(said: Mapping[str, Nudge], shown: dict[str, Fired], at: datetime, by: str) -> None:
    for key, fired in shown.items():
        if key not in said and fired.settled is None:
            gone = fired.nudge.until is not None and fired.nudge.until <= at
            shown[key] = replace(fired, settled=fired.nudge.until if gone else at, settled_by="" if gone else by)


@dataclass
class _Past:
    """What is known so far of one client. Rhythms change only for whoever was in the latest arrival."""

    client: Client
    agency: Agency
    calendars: Mapping[str, WorkCalendar]
    messages: list[FiledMessage] = field(default_factory=list)
    meetings: list[FiledMeeting] = field(default_factory=list)
    days: dict[str, list[TouchDay]] = field(default_factory=dict)
    learnt: dict[str, Rhythm] = field(default_factory=dict)

    def after(self, arrived: Sequence[Arrival]) -> Dossier:
        """Return the dossier once `arrived` is known."""
        messages = [arrival.message for arrival in arrived if arrival.message]
        meetings = [arrival.meeting for arrival in arrived if arrival.meeting]
        self.messages += messages
        self.meetings += meetings
        touched = touch_days(messages, meetings)
        for who, new in touched.items():
            self._remember(who, new)
        self.learnt.update(rhythms({who: self.days[who] for who in touched}))
        return self._dossier(arrived[-1].at)

    def _remember(self, who: str, new: Iterable[TouchDay]) -> None:
        """Keep the latest touch of each day, as a rhythm does."""
        known = self.days.setdefault(who, [])
        for touch in new:
            if known and known[-1].at.date() == touch.at.date():
                known[-1] = touch
            else:
                known.append(touch)

    def _dossier(self, at: datetime) -> Dossier:
        start = bisect_left(self.messages, at - WINDOW, key=lambda message: message.at)
        first = bisect_left(self.meetings, at - WINDOW, key=lambda meeting: meeting.start)
        dossier = assemble(
            self.client,
            self.agency,
            at.date(),
            messages=self.messages[start:],
            meetings=self.meetings[first:],
            days={},
            calendars=self.calendars,
        )
        return replace(dossier, rhythms=dict(self.learnt))


LATELY = timedelta(days=90)
"""How far back a backtest reports when it is not told."""
