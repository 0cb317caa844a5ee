"""A digest in words, ready for a template: every sentence made, every piece of foreign text cleaned and cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from outbox.clean import NAME, clean_line
from outbox.digest import Blind, Digest, Group, Section
from outbox.item import Action, ItemView, item_view
from outbox.phrases import Phrases
from outbox.wording import text_of

MINUTES_EACH = 5
"""What an item is thought to take."""


class GroupView(NamedTuple):
    """A client's items in words."""

    client: str
    lang: str
    items: tuple[ItemView, ...]


class SectionView(NamedTuple):
    """A lane in words."""

    title: str
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """A whole digest in words."""

    lang: str
    subject: str
    preheader: str
    day: str
    hello: str
    today: str
    sections: tuple[SectionView, ...]
    more: str
    settled: str
    coverage: str
    blind: tuple[str, ...]
    why_me: str
    reply: str
    unsubscribe: Action | None
    label_why: str
    label_also: str


def view_of(digest: Digest, phrases: Phrases) -> DigestView:
    """Put a digest into words. `phrases` is in the member's language and zone, with the digest's day as today."""
    sections = tuple(_section(section, digest, phrases) for section in digest.sections)
    return DigestView(
        lang=phrases.lang,
        subject=subject(digest, phrases),
        preheader=_preheader(sections, phrases),
        day=phrases.say("digest.day", day=digest.day),
        hello=phrases.say("digest.hello", member=clean_line(digest.member.name, NAME)),
        today=_today(digest, phrases),
        sections=sections,
        more=_counted("digest.more", [item.client.name for item in digest.more], phrases),
        settled=_counted("digest.settled", [client.name for _, client in digest.settled], phrases),
        coverage=_coverage(digest, phrases),
        blind=tuple(_blind(blind, phrases) for blind in digest.coverage.blind) if digest.coverage else (),
        why_me=phrases.say("digest.why_me"),
        reply=phrases.say("digest.reply") if digest.reply_to and digest.sections else "",
        unsubscribe=_unsubscribe(digest, phrases),
        label_why=phrases.say("digest.why"),
        label_also=phrases.say("digest.also"),
    )


def subject(digest: Digest, phrases: Phrases) -> str:
    """Return the subject: the same all week, so that the week is one thread; never a word from outside."""
    monday = digest.day.fromordinal(digest.day.toordinal() - digest.day.weekday())
    return phrases.say("digest.subject", monday=monday)


def _today(digest: Digest, phrases: Phrases) -> str:
    n = len(digest.items)
    return phrases.say("digest.today", n=n, minutes=n * MINUTES_EACH) if n else phrases.say("digest.nothing_owed")


def _preheader(sections: Sequence[SectionView], phrases: Phrases) -> str:
    items = [(group.client, item) for section in sections for group in section.groups for item in group.items]
    if not items:
        return phrases.say("digest.nothing_owed")
    first = [phrases.say("digest.named", what=text_of(item.title), client=client) for client, item in items[:3]]
    return clean_line(phrases.say("digest.preheader", n=len(items), what=" · ".join(first)), 140)


def _section(section: Section, digest: Digest, phrases: Phrases) -> SectionView:
    return SectionView(
        phrases.say(f"digest.lane.{section.lane}"), tuple(_group(group, digest, phrases) for group in section.groups)
    )


def _group(group: Group, digest: Digest, phrases: Phrases) -> GroupView:
    name = clean_line(group.client.name or group.client.key, NAME)
    return GroupView(name, phrases.foreign(name), tuple(item_view(item, digest, phrases) for item in group.items))


def _counted(phrase: str, names: Sequence[str], phrases: Phrases) -> str:
    """Return a line that counts and names clients, each once and at most five of them."""
    if not names:
        return ""
    clients = list(dict.fromkeys(clean_line(name, 30) for name in names))
    shown = phrases.listed(clients) if len(clients) <= 5 else ", ".join(clients[:5]) + " …"
    return phrases.say(phrase, n=len(names), clients=shown)


def _coverage(digest: Digest, phrases: Phrases) -> str:
    seen = digest.coverage
    if seen is None or not seen.total:
        return ""
    return phrases.say("digest.coverage", n=seen.total, current=seen.current, as_of=seen.as_of)


def _blind(blind: Blind, phrases: Phrases) -> str:
    known = f"blind.{blind.reason}"
    reason = phrases.say(known) if phrases.has(known) else clean_line(blind.reason, 80)
    mailbox = clean_line(blind.mailbox, NAME)
    return phrases.say("digest.blind", mailbox=mailbox, provider=blind.provider, since=blind.since, reason=reason)


def _unsubscribe(digest: Digest, phrases: Phrases) -> Action | None:
    if not digest.unsubscribe.startswith("https://"):
        return None
    return Action(phrases.say("digest.unsubscribe"), digest.unsubscribe)
