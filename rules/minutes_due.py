"""After a meeting the client has it in writing (handbook 3.2: confirm and clarify)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from dossier.model import Direction, Dossier, Evidence, FiledMeeting, FiledMessage, MessageKind, Nudge
from dossier.patience import patience
from dossier.reading import is_bare_acknowledgement
from rules.registry import rule

WRITTEN_DURING = timedelta(minutes=15)
"""Minutes are often sent in a meeting's last minutes."""


@rule(section="3.2")
def minutes_due(
    dossier: Dossier, *, after: str = "1 working day", shortest: int = 15, forget_after: str = "7 days"
) -> Iterator[Nudge]:
    """A meeting was held with a client and nobody has followed it up in writing."""
    outgoing = [message for message in dossier.messages if _could_be_minutes(message)]
    for meeting in dossier.meetings:
        if _held_with_client(meeting, timedelta(minutes=shortest)) and not _followed_up(meeting, outgoing):
            owner = dossier.owner(meeting.organizer if meeting.organizer in meeting.members else meeting.members[0])
            calendar = dossier.calendar(owner)
            due = patience(after).after(meeting.end, calendar)
            yield Nudge(
                cause=meeting.key,
                contact=meeting.contacts[0],
                owner=owner,
                since=meeting.end,
                due=due,
                until=patience(forget_after).after(due, calendar),
                variant="default",
                params=(
                    ("who", dossier.contact_name(meeting.contacts[0])),
                    ("meeting", meeting.title),
                    ("people", len(meeting.contacts)),
                ),
                evidence=(Evidence("meeting", meeting.id, meeting.start, meeting.organizer, meeting.title),),
            )


def _could_be_minutes(message: FiledMessage) -> bool:
    ours = message.direction is Direction.OUT and message.kind is MessageKind.PERSON
    return ours and not is_bare_acknowledgement(message.text, message.signals)


def _held_with_client(meeting: FiledMeeting, shortest: timedelta) -> bool:
    people = bool(meeting.contacts and meeting.members)
    return people and not meeting.cancelled and not meeting.all_day and meeting.end - meeting.start >= shortest


def _followed_up(meeting: FiledMeeting, outgoing: Sequence[FiledMessage]) -> bool:
    """Whether one of us wrote to one of those who were there, once it was (nearly) over."""
    present = set(meeting.contacts)
    over = max(meeting.start, meeting.end - WRITTEN_DURING)
    return any(message.at >= over and not present.isdisjoint(message.contacts) for message in outgoing)
