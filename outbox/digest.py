"""A member's digest as a value: which nudges, in which order, and what else the mail has to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from dossier.model import Agency, Client, Member, Nudge
from dossier.worktime import WorkCalendar
from outbox.lanes import Lane, place, rank

MOST_ITEMS = 7
"""What can be read in half a minute."""


class Blind(NamedTuple):
    """A mailbox that could not be seen: `reason` is a word of the catalogue (`blind.<reason>`), or free text."""

    mailbox: str
    provider: str
    since: datetime
    reason: str


class Coverage(NamedTuple):
    """How much of the member's world was seen: so many mailboxes of so many, as of when."""

    current: int
    total: int
    as_of: datetime
    blind: tuple[Blind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: a nudge, and the others of the same conversation. `number` is what a reply names."""

    number: int
    nudge: Nudge
    also: tuple[Nudge, ...] = ()
    client: Client


class Group(NamedTuple):
    """One client's items in a lane."""

    client: Client
    items: tuple[Item, ...]


class Section(NamedTuple):
    """One lane of a digest."""

    lane: Lane
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One member's digest of one day, in no language yet."""

    member: Member
    day: date
    calendar: WorkCalendar
    agency: Agency
    sections: tuple[Section, ...]
    more: tuple[Item, ...] = ()
    """What did not fit, most urgent first; numbered on."""
    settled: tuple[tuple[Nudge, Client], ...] = ()
    """What closed by itself since the last digest."""
    coverage: Coverage | None = None
    reply_to: str = ""
    """Where an answer such as `1 done` is read; empty: nowhere, and no buttons are shown."""
    unsubscribe: str = ""
    """A page (https) to stop these mails; empty: none."""

    @property
    def key(self) -> str:
        """Identity of the outgoing: one digest per member and local date (DESIGN.md §3)."""
        return f"digest:{self.member.address}:{self.day.isoformat()}"

    @property
    def items(self) -> tuple[Item, ...]:
        """Return what is shown, in the order of its numbers."""
        return tuple(item for section in self.sections for group in section.groups for item in group.items)


def compose(  # noqa: PLR0913 - every argument is a fact of the day that only the caller knows; all but three by name
    member: Member,
    day: date,
    nudges: Iterable[Nudge],
    *,
    calendar: WorkCalendar,
    agency: Agency,
    clients: Mapping[str, Client],
    coverage: Coverage | None = None,
    settled: Iterable[Nudge] = (),
    conversations: Mapping[str, str] | None = None,
    most: int = MOST_ITEMS,
    reply_to: str = "",
    unsubscribe: str = "",
) -> Digest | None:
    """Gather a member's open nudges into the digest of a day; None where there is nothing to say.

    Nudges of other owners are left out. `conversations` maps a message's id to its conversation: several nudges of
    one are one item. Only `most` items are shown, the most urgent ones, then lane by lane and client by client.
    A mailbox that could not be seen is something to say, because silence would look like "all is well".
    """
    own = [nudge for nudge in nudges if nudge.owner in member.addresses]
    blind = coverage is not None and bool(coverage.blind)
    if not own and not blind:
        return None
    ranked = sorted(own, key=lambda nudge: rank(nudge, day, calendar.zone))
    causes = _by_cause(ranked, conversations or {})
    shown, rest = causes[:most], causes[most:]
    sections, number = _sections(shown, clients)
    return Digest(
        member=member,
        day=day,
        calendar=calendar,
        agency=agency,
        sections=sections,
        more=tuple(_item(number + place_, cause, clients) for place_, cause in enumerate(rest)),
        settled=tuple((nudge, _client(nudge, clients)) for nudge in settled if nudge.owner in member.addresses),
        coverage=coverage,
        reply_to=reply_to,
        unsubscribe=unsubscribe,
    )


def _by_cause(ranked: Sequence[Nudge], conversations: Mapping[str, str]) -> list[list[Nudge]]:
    """Put nudges of one client and conversation together, in the place of the most urgent one."""
    causes: dict[tuple[str, str], list[Nudge]] = {}
    for nudge in ranked:
        source = next((evidence.id for evidence in nudge.evidence), "") or nudge.key
        causes.setdefault((nudge.client, conversations.get(source, source)), []).append(nudge)
    return list(causes.values())


def _sections(causes: Sequence[list[Nudge]], clients: Mapping[str, Client]) -> tuple[tuple[Section, ...], int]:
    """Arrange causes by lane and client, keeping their order otherwise, and number them as they are read."""
    number, sections = 1, []
    for lane in Lane:
        by_client: dict[str, list[list[Nudge]]] = {}
        for cause in causes:
            if place(cause[0]).lane is lane:
                by_client.setdefault(cause[0].client, []).append(cause)
        groups = []
        for own in by_client.values():
            items = tuple(_item(number + place_, cause, clients) for place_, cause in enumerate(own))
            number += len(items)
            groups.append(Group(items[0].client, items))
        if groups:
            sections.append(Section(lane, tuple(groups)))
    return tuple(sections), number


def _item(number: int, cause: list[Nudge], clients: Mapping[str, Client]) -> Item:
    first, *others = cause
    return Item(number=number, nudge=first, also=tuple(others), client=_client(first, clients))


def _client(nudge: Nudge, clients: Mapping[str, Client]) -> Client:
    return clients.get(nudge.client) or Client(nudge.client, nudge.client)
