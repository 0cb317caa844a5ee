"""Staying in touch without wanting something (handbook 4.1, 日常关怀)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dossier.model import Debtor, Dossier, Evidence, Nudge, Rhythm, Severity, SignalKind, Tier
from dossier.patience import morning
from rules.registry import rule

LOUD = {Tier.VIP, Tier.A}
STILL_COUNTS = timedelta(days=28)
"""How long an unanswered question keeps small talk away."""
SLACK = 1.5
"""How much longer than nine in ten of their gaps a silence must be before it means anything."""


@rule(section="4.1")
def contact_gap(  # noqa: PLR0913 -- one option for each tier
    dossier: Dossier, *, vip: int = 7, a: int = 14, b: int = 30, c: int = 60, own_rhythm: bool = True
) -> Iterator[Nudge]:
    """Nobody of us has been in touch with a client, or with somebody there, for longer than is good."""
    if _something_is_owed(dossier):
        return  # care waits while they wait for us
    agreed = dossier.client.cadence or timedelta(days={"vip": vip, "a": a, "b": b, "c": c}[dossier.client.tier])
    whole = dossier.rhythms.get("")
    if whole is None:
        return
    client_gap = _gap(dossier, "", whole, agreed, "tier")
    yield client_gap
    if own_rhythm:
        for contact in dossier.client.contacts:
            rhythm = dossier.rhythms.get(contact.email)
            limit = rhythm and _own_limit(rhythm)
            if rhythm and limit and not contact.gone:
                own_gap = _gap(dossier, contact.email, rhythm, limit, "rhythm")
                if own_gap.due < client_gap.due:  # while the client as a whole is not silent
                    yield own_gap


def _own_limit(rhythm: Rhythm) -> timedelta | None:
    """Return the silence beyond which a person's own rhythm is broken."""
    if rhythm.long_gap is None or rhythm.usual_gap is None:
        return None
    return max(rhythm.long_gap * SLACK, rhythm.usual_gap * 3, timedelta(days=7))


def _something_is_owed(dossier: Dossier) -> bool:
    """Whether a question of theirs is open that still counts."""
    asked = (owed for owed in dossier.obligations if owed.debtor is Debtor.US and owed.kind is not SignalKind.PROMISE)
    return any(owed.settled_at is None and dossier.today - owed.source.at.date() < STILL_COUNTS for owed in asked)


def _gap(dossier: Dossier, email: str, rhythm: Rhythm, limit: timedelta, variant: str) -> Nudge:
    last = _last_planned(dossier, email, rhythm.last, limit)
    owner = dossier.owner()
    contact = email or _closest(dossier)
    usual = rhythm.usual_gap.days if rhythm.usual_gap and variant == "rhythm" else limit.days
    return Nudge(
        cause=f"{email or 'client'}@{rhythm.last_id}",
        contact=contact,
        owner=owner,
        since=rhythm.last,
        due=_due(dossier, owner, email, last + limit),
        severity=Severity.NORMAL if dossier.client.tier in LOUD else Severity.LOW,
        variant=variant,
        params=(("who", dossier.contact_name(contact)), ("usual", usual), ("last", rhythm.last)),
        evidence=_last_touch(dossier, rhythm),
    )


def _last_planned(dossier: Dossier, email: str, last: datetime, limit: timedelta) -> datetime:
    """Push the last touch on to a meeting that is already in the calendar before the silence gets long."""
    for meeting in dossier.meetings:
        ahead = last < meeting.start <= last + limit
        if ahead and not meeting.cancelled and (email in meeting.contacts or (not email and meeting.contacts)):
            last = meeting.start
    return last


def _due(dossier: Dossier, owner: str, email: str, at: datetime) -> datetime:
    """Return the first working morning from `at` on that no known silence covers."""
    calendar = dossier.calendar(owner)
    return morning(max([calendar.day_of(at), *_known_silences(dossier, email)]), calendar)


def _known_silences(dossier: Dossier, email: str) -> Iterator[date]:
    """Yield the days before which nobody expects to hear: an agreed silence, an absence that says until when."""
    if dossier.client.quiet_until:
        yield dossier.client.quiet_until
    for entry in dossier.tracking:
        if entry.kind == "personnel.absent" and entry.until and entry.contact == email and not entry.superseded_by:
            yield entry.until


def _closest(dossier: Dossier) -> str:
    """Return the contact we were last in touch with."""
    people = {who: rhythm.last for who, rhythm in dossier.rhythms.items() if who}
    return max(people, key=lambda who: people[who], default="")


def _last_touch(dossier: Dossier, rhythm: Rhythm) -> tuple[Evidence, ...]:
    for message in reversed(dossier.messages):
        if message.id == rhythm.last_id:
            quote = message.text[:80] or message.subject
            return (Evidence("message", message.id, message.at, message.sender.email, quote),)
    for meeting in dossier.meetings:
        if meeting.id == rhythm.last_id:
            return (Evidence("meeting", meeting.id, meeting.start, meeting.organizer, meeting.title),)
    return ()
