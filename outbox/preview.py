"""One page about everything that would have left the house: what `--out` writes beside the files it links to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import quote as percent_encoded

from outbox.clean import NAME, clean_line
from outbox.digest import Digest
from outbox.palette import DARK, LIGHT
from outbox.phrases import Phrases
from outbox.render import environment
from outbox.wording import text_of, word

_LINES = 3


class DigestFile(NamedTuple):
    """A member's digest as files. Paths are relative to the page, with `/`; an empty one is left out."""

    name: str
    address: str
    items: int
    """0: nothing was said, and there are no files."""
    html: str = ""
    text: str = ""
    mail: str = ""
    titles: tuple[str, ...] = ()
    lang: str = ""
    """The member's language, which the titles are in."""


def digest_file(digest: Digest, phrases: Phrases, *, html: str, text: str = "", mail: str = "") -> DigestFile:
    """Return how a digest is shown; `phrases` are its reader's."""
    titles = tuple(
        text_of(word(item.nudge, phrases, item.client, digest.day, digest.calendar).title) for item in digest.items
    )
    member = digest.member
    return DigestFile(member.name, member.address, len(titles), html, text, mail, titles[:_LINES], phrases.lang)


class FollowUpFile(NamedTuple):
    """A calendar entry as a file."""

    name: str
    title: str
    start: datetime
    path: str


class DossierFile(NamedTuple):
    """A client's dossier as a file."""

    name: str
    contacts: int
    touches: int
    last: datetime | None
    path: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the page shows."""

    agency: str
    day: date
    digests: Sequence[DigestFile] = ()
    followups: Sequence[FollowUpFile] = ()
    dossiers: Sequence[DossierFile] = ()
    read: int = 0
    stored: int = 0
    clients: int = 0
    """How many clients mail was filed under; 0: as many as there are dossiers."""
    reports: Sequence[tuple[str, str]] = field(default=())
    """Further files: what to call each, and its path."""


class _Link(NamedTuple):
    label: str
    href: str


class _Card(NamedTuple):
    name: str
    small: str
    lines: tuple[str, ...]
    links: tuple[_Link, ...]
    lang: str


def preview_page(preview: Preview, phrases: Phrases) -> str:
    """Return the page. It needs no script and loads nothing but the digests it links to."""
    shown = [file for file in preview.digests if file.html]
    return (
        environment()
        .get_template("preview.html")
        .render(
            lang=phrases.lang,
            say=phrases.say,
            agency=clean_line(preview.agency, NAME),
            day=preview.day,
            counts=_counts(preview, phrases),
            digests=[_digest(file, phrases) for file in preview.digests],
            first=_href(shown[0].html) if shown else "",
            followups=[_followup(file, phrases) for file in preview.followups],
            dossiers=[_dossier(file, phrases) for file in preview.dossiers],
            reports=[_Link(clean_line(label, NAME), _href(path)) for label, path in preview.reports],
            light=LIGHT,
            dark=DARK,
        )
    )


def _href(path: str) -> str:
    """Return a path beside the page as a link: every odd character encoded, so that it can name no other place."""
    return percent_encoded("/".join(part for part in path.split("/") if part not in {"", ".", ".."}), errors="replace")


def _counts(preview: Preview, phrases: Phrases) -> str:
    clients = preview.clients or len(preview.dossiers) or None
    return (
        phrases.say("preview.counts", read=preview.read, stored=preview.stored, clients=clients) if preview.read else ""
    )


def _digest(file: DigestFile, phrases: Phrases) -> _Card:
    said = phrases.say("preview.items", n=file.items) if file.items else phrases.say("preview.quiet")
    named = (("preview.read", file.html), ("preview.text", file.text), ("preview.mail", file.mail))
    return _Card(
        clean_line(file.name or file.address, NAME),
        said,
        tuple(clean_line(title, 100) for title in file.titles),
        tuple(_Link(phrases.say(label), _href(path)) for label, path in named if path),
        file.lang or phrases.lang,
    )


def _followup(file: FollowUpFile, phrases: Phrases) -> _Card:
    small = f"{phrases.moment(file.start)} · {clean_line(file.name, NAME)}"
    return _Card(clean_line(file.title, 100), small, (), (_Link(file.title, _href(file.path)),), "")


def _dossier(file: DossierFile, phrases: Phrases) -> _Card:
    told = [phrases.say("preview.contacts", n=file.contacts), phrases.say("preview.touches", n=file.touches)]
    if file.last is not None:
        told.append(phrases.say("preview.last", last=file.last))
    if file.owner:
        told.append(clean_line(file.owner, NAME))
    return _Card(clean_line(file.name, NAME), " · ".join(told), (), (_Link(file.name, _href(file.path)),), "")
