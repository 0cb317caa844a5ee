"""A client's dossier as somebody reads it before a meeting: one page to print, and the same as plain text.

The handbook's four sections (1.2) come first: 基础信息, 业务信息, 偏好与风格, 动态跟踪; then what is owed both
ways, the meetings, the latest conversations and the people. Times are those of whoever looks after the client.
"""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model import Contact, Debtor, Dossier, TrackingEntry
from outbox.block import Block, Entry, Fact, Teller, dotted, listed
from outbox.channels import preferred_channel
from outbox.clean import NAME, clean_line
from outbox.dealings import (
    ahead_and_past,
    conversations,
    meeting_time,
    meetings,
    open_obligations,
    owed,
    people,
    rhythm_told,
)
from outbox.palette import DARK, LIGHT
from outbox.phrases import Phrases
from outbox.render import environment

MOST_TRACKED = 10
MOST_NOTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """A dossier in words."""

    lang: str
    name: str
    name_lang: str
    agency: str
    as_of: str
    glance: tuple[Fact, ...]
    """What one wants to know at the door."""
    sections: tuple[Block, ...]
    """The handbook's four."""
    dealings: tuple[Block, ...]
    foot: str


def dossier_text(dossier: Dossier, phrases: Phrases) -> str:
    """Return a dossier as plain text, in the language of `phrases`."""
    view = _view(dossier, phrases)
    colon = phrases.say("mark.colon")
    return environment().get_template("dossier.txt").render(view=view, colon=colon).strip("\n")


def dossier_page(dossier: Dossier, phrases: Phrases) -> str:
    """Return a dossier as a page that loads nothing and links nowhere; on paper it is black on white."""
    view = _view(dossier, phrases)
    return environment().get_template("dossier.html").render(view=view, light=LIGHT, dark=DARK)


def _view(dossier: Dossier, phrases: Phrases) -> DossierView:
    zone = dossier.calendar(dossier.owner()).zone.key
    here = Phrases(phrases.lang, timezone=zone, today=dossier.today)
    teller = Teller(dossier, here)
    name = clean_line(dossier.client.name or dossier.client.key, NAME)
    return DossierView(
        lang=here.lang,
        name=name,
        name_lang=here.foreign(name),
        agency=clean_line(dossier.agency.name, NAME),
        as_of=here.say("dossier.as_of", day=dossier.today),
        glance=tuple(_glance(teller)),
        sections=(_basics(teller), _business(teller), _preferences(teller), _tracking(teller)),
        dealings=(
            owed(teller, Debtor.US),
            owed(teller, Debtor.THEM),
            meetings(teller),
            conversations(teller),
            people(teller),
        ),
        foot=here.say("dossier.foot"),
    )


def _glance(teller: Teller) -> list[Fact]:
    say, counts = teller.phrases.say, {debtor: len(open_obligations(teller, debtor)) for debtor in Debtor}
    ahead, _ = ahead_and_past(teller)
    return [
        Fact(say("dossier.owed.us"), str(counts[Debtor.US])),
        Fact(say("dossier.owed.them"), str(counts[Debtor.THEM])),
        Fact(say("dossier.contact"), rhythm_told(teller, teller.dossier.rhythms.get(""))),
        Fact(say("dossier.meeting.next"), meeting_time(teller, ahead[0]) if ahead else say("dossier.nothing")),
    ]


# --- the handbook's sections --------------------------------------------------------------------------------------


def _basics(teller: Teller) -> Block:
    dossier, client = teller.dossier, teller.dossier.client
    whole = dossier.rhythms.get("")
    facts = [
        *teller.fact("dossier.aliases", teller.phrases.listed(client.aliases[:5])),
        *teller.fact("dossier.tier", client.tier.upper()),
        *teller.fact("dossier.owner", teller.name(client.owner) if client.owner else ""),
        *teller.fact("dossier.lead", teller.name(client.lead) if client.lead else ""),
        *teller.fact("dossier.domains", ", ".join(client.domains[:8])),
        *teller.fact("dossier.since", teller.phrases.day(whole.first) if whole else ""),
        *(
            Fact(clean_line(column, NAME), clean_line(value, 200), teller.phrases.foreign(value))
            for column, value in client.notes[:MOST_NOTES]
        ),
    ]
    return Block(teller.phrases.say("dossier.basics"), tuple(facts))


def _business(teller: Teller) -> Block:
    return Block(teller.phrases.say("dossier.business"), note=teller.phrases.say("dossier.business.none"))


def _preferences(teller: Teller) -> Block:
    client, say = teller.dossier.client, teller.phrases.say
    facts = [
        *teller.fact("dossier.language", client.language),
        *teller.fact("dossier.cadence", say("dossier.every", usual=client.cadence.days) if client.cadence else ""),
        *teller.fact("dossier.quiet", teller.phrases.day(client.quiet_until) if client.quiet_until else ""),
    ]
    likes = [fact for contact in client.contacts if not contact.gone for fact in _likes(teller, contact)]
    facts += likes[:MOST_NOTES]
    return Block(say("dossier.preferences"), tuple(facts), note="" if facts else say("dossier.preferences.none"))


def _likes(teller: Teller, contact: Contact) -> list[Fact]:
    """Return how somebody likes to be dealt with, as the client book says it."""
    birthday = teller.phrases.say("dossier.birthday", day=contact.birthday) if contact.birthday else ""
    channel, language = preferred_channel(contact, teller.phrases), clean_line(contact.language, 20)
    told = dotted((channel, language, clean_line(contact.notes, 120), birthday))
    return [Fact(teller.name(contact.email), told, teller.phrases.foreign(told))] if told else []


def _tracking(teller: Teller) -> Block:
    say = teller.phrases.say
    current = [entry for entry in reversed(teller.dossier.tracking) if not entry.superseded_by]
    entries = listed(current, MOST_TRACKED, lambda entry: _tracked(teller, entry))
    return Block(say("dossier.tracking"), (), entries, "" if entries else say("dossier.tracking.none"))


def _tracked(teller: Teller, entry: TrackingEntry) -> Entry:
    """Return a line of 动态; a kind that has no sentence yet is told by its quote."""
    phrases, quote = teller.phrases, clean_line(entry.quote, 120)
    known = f"dossier.{entry.kind}"
    deputy = clean_line(entry.person.name or entry.person.email, NAME) if entry.person else ""
    text = (
        phrases.say(known, who=teller.name(entry.contact), deputy=deputy, until=entry.until)
        if phrases.has(known)
        else quote
    )
    meta = dotted(
        (phrases.moment(entry.at), phrases.say("dossier.quote", what=quote) if quote not in {"", text} else "")
    )
    return Entry(text, "", meta)
