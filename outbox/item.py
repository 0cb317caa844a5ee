"""One item of a digest in words: what to do, how old it is, on what evidence, why, what next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote as percent_encoded

from dossier.model import Contact, Evidence
from outbox.channels import preferred_channel
from outbox.clean import NAME, clean_line
from outbox.digest import Digest, Item
from outbox.lanes import Urgency, deadline, place
from outbox.phrases import Phrases, Span
from outbox.script import language_of
from outbox.wording import age, speaker, text_of, word

QUOTE = 80
"""Characters of a quote that are shown."""


class Action(NamedTuple):
    """A button: what it says, and the mail it opens."""

    label: str
    href: str


class Quoted(NamedTuple):
    """Somebody's own words, their language, and who said them when."""

    text: str
    lang: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item in words."""

    number: int
    title: tuple[Span, ...]
    person: str
    badge: str
    """A deadline, or empty."""
    age: str
    quotes: tuple[Quoted, ...]
    why: tuple[Span, ...]
    next: str
    step: tuple[Span, ...]
    rule: str
    also: tuple[str, ...]
    actions: tuple[Action, ...]


def item_view(item: Item, digest: Digest, phrases: Phrases) -> ItemView:
    """Put one item of a digest into words."""
    nudge, client = item.nudge, item.client
    contact = client.contact(nudge.contact)
    wording = word(nudge, phrases, client, digest.day, digest.calendar)
    also = tuple(text_of(word(other, phrases, client, digest.day, digest.calendar).title) for other in item.also)
    return ItemView(
        number=item.number,
        title=wording.title,
        person=_person(contact, nudge.contact),
        badge=_badge(item, digest, phrases),
        age=_age(item, digest, phrases),
        quotes=_quotes(item, digest, phrases),
        why=wording.why,
        next=phrases.say("digest.next", channel=preferred_channel(contact, phrases)),
        step=wording.step,
        rule=phrases.say("digest.rule", rule=_rule(nudge.rule, phrases)),
        also=also,
        actions=_actions(item, digest, phrases),
    )


def _person(contact: Contact | None, address: str) -> str:
    if contact is None:
        return clean_line(address, NAME)
    name = clean_line(contact.name or contact.email, NAME)
    title = clean_line(contact.title, NAME)
    return f"{name} · {title}" if title else name


def _rule(rule: str, phrases: Phrases) -> str:
    return phrases.say(f"rule.{rule}") if phrases.has(f"rule.{rule}") else rule


def _badge(item: Item, digest: Digest, phrases: Phrases) -> str:
    due = deadline(item.nudge)
    if due is None:
        return ""
    day = digest.calendar.day_of(due)
    if day < digest.day:
        return phrases.say("digest.late", due=due)
    # A day without a time comes as the day's last moment, or as the end of work: then the day says it all.
    mere_day = digest.calendar.local(due).time() >= digest.calendar.hours.end
    return phrases.say("digest.due" if mere_day else "digest.due_clock", due=due)


def _age(item: Item, digest: Digest, phrases: Phrases) -> str:
    """Return how long it has been open; a silence tells its length itself."""
    if place(item.nudge).urgency is Urgency.QUIET:
        return ""
    days = age(item.nudge, digest.day, digest.calendar)
    return phrases.say("digest.waiting", days=days) if days else phrases.say("digest.since_today")


def _quotes(item: Item, digest: Digest, phrases: Phrases) -> tuple[Quoted, ...]:
    seen: dict[tuple[str, str], Evidence] = {}
    for evidence in item.nudge.evidence + tuple(one for nudge in item.also for one in nudge.evidence):
        seen.setdefault((evidence.id, evidence.quote), evidence)
    return tuple(_quoted(evidence, item, digest, phrases) for evidence in list(seen.values())[:2])


def _quoted(evidence: Evidence, item: Item, digest: Digest, phrases: Phrases) -> Quoted:
    if evidence.kind == "meeting":
        repeats = evidence.quote == dict(item.nudge.params).get("meeting")
        said, text = phrases.say("digest.met", at=evidence.at), "" if repeats else clean_line(evidence.quote, QUOTE)
    else:
        own = evidence.sender in digest.member.addresses
        name = phrases.say("digest.you") if own else speaker(evidence, item.client, digest.agency)
        sender = clean_line(name, NAME)
        said, text = phrases.say("digest.said", sender=sender, at=evidence.at), clean_line(evidence.quote, QUOTE)
    return Quoted(text, _quote_language(text, item), said)


def _quote_language(text: str, item: Item) -> str:
    """Return the quote's language: by its script, and for Latin letters as the book has the contact's."""
    guessed = language_of(text)
    if guessed != "en":
        return guessed
    contact = item.client.contact(item.nudge.contact)
    written = (contact.language if contact else "") or item.client.language
    plain = written if written.replace("-", "").isascii() and written.replace("-", "").isalpha() else ""
    return plain if plain and not plain.lower().startswith(("zh", "ja", "ko")) else guessed


def _actions(item: Item, digest: Digest, phrases: Phrases) -> tuple[Action, ...]:
    """Return buttons that open a ready-written mail: they work on any phone, and no link changes anything."""
    if not digest.reply_to:
        return ()

    def mail(words: str) -> str:
        line = f"[{digest.day.isoformat()} #{item.number}] {words}"
        return f"mailto:{percent_encoded(digest.reply_to, safe='@')}?subject={percent_encoded(line)}"

    return (
        Action(phrases.say("digest.done"), mail(phrases.say("digest.done_word"))),
        Action(phrases.say("digest.tomorrow"), mail(phrases.say("digest.tomorrow_word"))),
        Action(phrases.say("digest.no"), mail(phrases.say("digest.no_word"))),
    )
