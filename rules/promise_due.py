"""We promised something and nothing shows that it was done (handbook 3.3, 管理预期)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dossier.model import Debtor, Dossier, Evidence, Nudge, Obligation, Severity, SignalKind
from dossier.patience import morning, patience
from rules.registry import rule


@rule(section="3.3")
def promise_due(
    dossier: Dossier,
    *,
    hours_ahead: int = 4,
    undated_after: str = "3 working days",
    forget_after: str = "28 days",
) -> Iterator[Nudge]:
    """Something we promised a client falls due, or a promise without a day has been left standing."""
    for owed in dossier.obligations:
        if owed.debtor is Debtor.US and owed.kind is SignalKind.PROMISE and dossier.agency.member(owed.member):
            owner = dossier.owner(owed.member)
            calendar = dossier.calendar(owner)
            if owed.due is None:
                due = patience(undated_after).after(owed.source.at, calendar)
            else:
                due = max(_before(owed.due, hours_ahead, dossier, owner), owed.source.at + timedelta(minutes=30))
            if dossier.owed_at(owed, due):
                yield Nudge(
                    cause=f"{owed.source.id}#{owed.quote[:24]}",
                    contact=owed.contact,
                    owner=owner,
                    since=owed.source.at,
                    due=due,
                    until=owed.settled_at or patience(forget_after).after(owed.due or due, calendar),
                    severity=Severity.NORMAL if owed.due is None else Severity.HIGH,
                    variant="due" if owed.due else "undated",
                    params=_params(dossier, owed),
                    evidence=(
                        Evidence("message", owed.source.id, owed.source.at, owed.source.sender.email, owed.quote),
                    ),
                )


def _before(due: datetime, hours: int, dossier: Dossier, owner: str) -> datetime:
    """Return the morning of the working day the promise falls due on, or some hours before it if that is sooner."""
    calendar = dossier.calendar(owner)
    day = calendar.day_of(due)
    if not calendar.is_working_day(day):
        day = calendar.previous_working_day(day)
    return min(morning(day, calendar), due - timedelta(hours=hours))


def _params(dossier: Dossier, owed: Obligation) -> tuple[tuple[str, str | datetime], ...]:
    told = (("who", dossier.contact_name(owed.contact)), ("what", owed.quote))
    return (*told, ("due", owed.due)) if owed.due else told
