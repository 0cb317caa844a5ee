"""A client asked something and nobody of us has answered (handbook 3.2, 积极倾听)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dossier.mailboxes import is_role
from dossier.model import Debtor, Dossier, Evidence, Nudge, Obligation, Severity, SignalKind, Tier
from dossier.patience import patience
from dossier.subject import base_subject
from rules.registry import rule

TITLE = 48
"""Characters of a subject that a title has room for."""
HEAD_START = timedelta(hours=3)
"""How long before a time they named the nudge comes."""


@rule(section="3.2")
def awaiting_reply(
    dossier: Dossier,
    *,
    after: str = "1 working day",
    after_vip: str = "4 working hours",
    after_complaint: str = "4 working hours",
    forget_after: str = "28 days",
) -> Iterator[Nudge]:
    """A client's question, request or complaint has had no answer from any of us."""
    for owed in dossier.obligations:
        if owed.debtor is Debtor.US and owed.kind is not SignalKind.PROMISE and _would_be_seen(dossier, owed):
            owner = dossier.owner(owed.member)
            calendar = dossier.calendar(owner)
            hurried = owed.kind is SignalKind.COMPLAINT
            wait = after_complaint if hurried else after_vip if dossier.client.tier is Tier.VIP else after
            due = _sooner(patience(wait).after(owed.source.at, calendar), owed)
            if dossier.owed_at(owed, due):
                yield Nudge(
                    cause=owed.source.id,
                    contact=owed.contact,
                    owner=owner,
                    since=owed.source.at,
                    due=due,
                    until=owed.settled_at or patience(forget_after).after(due, calendar),
                    severity=Severity.HIGH
                    if hurried or owed.due or dossier.client.tier is Tier.VIP
                    else Severity.NORMAL,
                    variant="acknowledged" if owed.acknowledged_by else str(owed.kind),
                    params=tuple(_params(dossier, owed)),
                    evidence=_evidence(owed),
                )


def _params(dossier: Dossier, owed: Obligation) -> Iterator[tuple[str, str]]:
    yield "who", dossier.contact_name(owed.contact)
    yield "what", owed.quote
    if subject := base_subject(owed.source.subject):
        yield "subject", subject if len(subject) <= TITLE else f"{subject[:TITLE]}…"


def _would_be_seen(dossier: Dossier, owed: Obligation) -> bool:
    """Whether an answer would reach us: a member was asked, or an address that several share (info@, team@).

    A colleague whose mailbox we do not read may have answered long ago.
    """
    return any(dossier.agency.member(one) or is_role(one) for one in owed.source.addressed)


def _sooner(due: datetime, owed: Obligation) -> datetime:
    """Bring `due` forward to a time they named, but never to before they asked."""
    if owed.due is None:
        return due
    return max(min(due, owed.due - HEAD_START), owed.source.at + timedelta(minutes=30))


def _evidence(owed: Obligation) -> tuple[Evidence, ...]:
    asked = owed.source
    return (Evidence("message", asked.id, asked.at, asked.sender.email, owed.quote),)
