"""Puts one client's dossier together from what is filed under it, for a day, with nothing remembered in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from dossier.model import Agency, Client, Dossier, FiledMeeting, FiledMessage, Rhythm
from dossier.obligations import obligations
from dossier.rhythm import TouchDay, is_touch, rhythm
from dossier.tracking import personnel
from dossier.worktime import WorkCalendar

WINDOW = timedelta(days=120)
"""How far back the mail and meetings of a dossier reach; older contact is known by its rhythm only."""
HORIZON = timedelta(days=14)
"""How far ahead things that recur are planned."""


def assemble(  # noqa: PLR0913 -- everything known of a client, each part named
    client: Client,
    agency: Agency,
    today: date,
    *,
    messages: Sequence[FiledMessage],
    meetings: Sequence[FiledMeeting],
    days: Mapping[str, Iterable[TouchDay]],
    calendars: Mapping[str, WorkCalendar],
) -> Dossier:
    """Return the dossier of `client` as known on `today`.

    `messages` and `meetings` are the client's within WINDOW, in order of time; `days` are the days of contact by
    contact address and, under `""`, of the whole client, as far back as is known.
    """
    return Dossier(
        client=client,
        agency=agency,
        today=today,
        horizon=today + HORIZON,
        messages=tuple(messages),
        meetings=tuple(meetings),
        obligations=obligations(messages, meetings),
        tracking=personnel(client, messages),
        rhythms=rhythms(days),
        calendars=calendars,
    )


def rhythms(days: Mapping[str, Iterable[TouchDay]]) -> dict[str, Rhythm]:
    """Learn every contact's rhythm from their days of contact."""
    learnt = {who: rhythm(touched) for who, touched in days.items()}
    return {who: found for who, found in learnt.items() if found}


def touch_days(messages: Iterable[FiledMessage], meetings: Iterable[FiledMeeting]) -> dict[str, list[TouchDay]]:
    """Collect the days of contact from filed mail of persons and from meetings that were not cancelled."""
    days: dict[str, list[TouchDay]] = defaultdict(list)
    for message in messages:
        if is_touch(message.kind, message.direction, message.sender.email, message.contacts):
            for who in ("", *message.contacts):
                days[who].append(TouchDay(message.at, message.id))
    for meeting in meetings:
        if not meeting.cancelled and meeting.contacts:
            for who in ("", *meeting.contacts):
                days[who].append(TouchDay(meeting.start, meeting.id))
    return days
