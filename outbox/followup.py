"""Follow-ups: which nudges become an entry in the member's own calendar, when, and what it says.

Only what has a deadline or speaks loudly is worth an entry, and at most two a day: a calendar full of reminders is one
nobody looks at. An entry is private, shows as free, invites nobody, and its uid comes from the nudge: made again it
replaces itself, settled it is cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2s

from dossier.model import Agency, Client, Contact, Member, Nudge, Severity
from dossier.worktime import WorkCalendar
from outbox.clean import NAME, clean_line
from outbox.guard import member_address
from outbox.lanes import deadline, rank
from outbox.phrases import Phrases
from outbox.slots import LENGTH, Interval, free_slot
from outbox.wording import Wording, speaker, text_of, word

MOST_A_DAY = 2
PATIENCE = 2
"""Working days within which a nudge without a deadline finds its slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A calendar entry to be, for one member. Private, free, with an alarm: that is how all of them are written."""

    uid: str
    nudge: str
    """Key of the nudge."""
    member: str
    start: datetime
    end: datetime
    title: str
    description: str
    """At most 12 lines."""
    category: str

    @property
    def key(self) -> str:
        """Identity of the outgoing."""
        return f"followup:{self.uid}"


def uid_of(nudge: Nudge, member: Member, host: str = "wanglai.invalid") -> str:
    """Return an entry's UID: the same for the same nudge and member, whenever and wherever it is made."""
    digest = blake2s(f"{member.address}\n{nudge.key}".encode("utf-8", "replace"), digest_size=16)
    return f"followup.{digest.hexdigest()}@{host}"


def deserves_entry(nudge: Nudge) -> bool:
    """Tell whether a nudge is worth a calendar entry: it has a deadline that was named, or it is urgent."""
    return deadline(nudge) is not None or nudge.severity is Severity.HIGH


def plan(  # noqa: PLR0913 - every argument is a fact of the moment that only the caller knows; all but three by name
    member: Member,
    now: datetime,
    nudges: Iterable[Nudge],
    *,
    calendar: WorkCalendar,
    agency: Agency,
    clients: Mapping[str, Client],
    phrases: Phrases,
    busy: Iterable[Interval] = (),
    kept: Mapping[str, datetime] | None = None,
    host: str = "wanglai.invalid",
) -> tuple[FollowUp, ...]:
    """Return the member's follow-ups for their open nudges, most urgent first.

    `busy` are the member's meetings; `kept` the starts of entries that are in the calendar already, by uid: those
    stay where they are, and count for their day. A nudge that finds no free slot before its deadline stays a line of
    the digest. Raises NotAMemberError.
    """
    owner = member_address(member.address, agency)
    kept, taken = kept or {}, list(busy)
    taken += [(start, start + LENGTH) for start in kept.values()]
    days = [calendar.day_of(start) for start in kept.values()]
    today = calendar.day_of(now)
    own = [nudge for nudge in nudges if nudge.owner in member.addresses and deserves_entry(nudge)]
    planned: list[FollowUp] = []
    for nudge in sorted(own, key=lambda nudge: rank(nudge, today, calendar.zone)):
        uid = uid_of(nudge, member, host)
        start = kept.get(uid)
        if start is None:
            start = free_slot(calendar, taken, earliest=now, deadline=_latest(nudge, now, calendar), full=_full(days))
            if start is None:
                continue
            taken.append((start, start + LENGTH))
            days.append(calendar.day_of(start))
        client = clients.get(nudge.client) or Client(nudge.client, nudge.client)
        wording = word(nudge, phrases, client, calendar.day_of(start), calendar)
        planned.append(
            FollowUp(
                uid=uid,
                nudge=nudge.key,
                member=owner,
                start=start,
                end=start + LENGTH,
                title=_title(nudge, client, wording, phrases),
                description=_description(nudge, client, wording, phrases, agency),
                category=phrases.say("followup.category"),
            )
        )
    return tuple(planned)


def _latest(nudge: Nudge, now: datetime, calendar: WorkCalendar) -> datetime:
    """Return by when the entry must be over: the deadline while it is ahead, else soon."""
    due = deadline(nudge)
    return due if due is not None and due > now else calendar.end_of(calendar.day_of(calendar.add_days(now, PATIENCE)))


def _full(days: list[date]) -> frozenset[date]:
    return frozenset(day for day in days if days.count(day) >= MOST_A_DAY)


def _title(nudge: Nudge, client: Client, wording: Wording, phrases: Phrases) -> str:
    """Name the client and the matter: a meeting's name, the words that were said, or what to do."""
    params = dict(nudge.params)
    said = str(params.get("meeting") or params.get("what") or next((one.quote for one in nudge.evidence), ""))
    matter = clean_line(said, 32) or text_of(wording.title)
    return phrases.say("followup.title", client=clean_line(client.name or client.key, NAME), what=matter)


def _description(nudge: Nudge, client: Client, wording: Wording, phrases: Phrases, agency: Agency) -> str:
    lines = [text_of(wording.title), phrases.say("followup.why", why=text_of(wording.why))]
    for evidence in nudge.evidence[:1]:
        sender = clean_line(speaker(evidence, client, agency), NAME)
        lines.append(phrases.say("followup.quote", what=evidence.quote, sender=sender, at=evidence.at))
    lines.append(phrases.say("followup.next", step=text_of(wording.step)))
    contact = client.contact(nudge.contact)
    if contact is not None:
        lines.append(phrases.say("followup.people", people=_person(contact)))
    due = deadline(nudge)
    if due is not None:
        lines.append(phrases.say("followup.deadline", due=due))
    lines += ["", phrases.say("followup.removed"), phrases.say("followup.private")]
    return "\n".join(lines)


def _person(contact: Contact) -> str:
    told = (contact.name, contact.title, contact.phone, contact.email)
    return " · ".join(clean_line(part, NAME) for part in told if part)
