"""A follow-up as the bytes of a calendar file."""

from __future__ import annotations

from datetime import datetime

from dossier.ical.write import Entry, event
from dossier.model import Agency
from outbox.followup import FollowUp
from outbox.guard import member_address


def calendar_file(
    follow_up: FollowUp, *, agency: Agency, stamp: datetime, sequence: int = 0, cancelled: bool = False
) -> bytes:
    """Return a follow-up as a file of its own (RFC 5545): private, shown as free, with its alarm.

    `stamp` is now. Every change that is sent again counts `sequence` up; `cancelled` takes the entry out of the
    calendar. Raises NotAMemberError: an entry is nobody else's.
    """
    member_address(follow_up.member, agency)
    entry = Entry(
        uid=follow_up.uid,
        id=follow_up.key,
        start=follow_up.start,
        end=follow_up.end,
        title=follow_up.title,
        text=follow_up.description,
        categories=(follow_up.category,),
        sequence=sequence,
        cancelled=cancelled,
    )
    return event(entry, stamp=stamp)
