"""What a look at somebody's mail shows: on a terminal, and as a folder with a page that leads to everything."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from daemon.dossier_files import write_dossiers
from daemon.parcels import Parcel, write
from daemon.report import counts
from daemon.tryout import Tryout, desk, replay
from outbox.phrases import Phrases
from outbox.preview import DigestFile, FollowUpFile, Preview, digest_file, preview_page
from outbox.render import phrases_for
from store.rows import CopyClass


def show(found: Tryout, made: Sequence[Parcel], phrases: Phrases, *, backtest: bool, since: datetime | None) -> None:
    """Print what was read, whom it is with, and the digest of the day."""
    for line in _read(found, Phrases(phrases.lang, timezone=found.agency.timezone)):
        click.echo(line)
    for parcel in made:
        if parcel.kind == "digest":
            click.echo(f"\n{'─' * min(shutil.get_terminal_size().columns, 80)}\n{_text(parcel)}")
    if not any(parcel.kind == "digest" for parcel in made):
        click.echo(f"\n{phrases.say('cli.try.quiet' if found.book.clients else 'cli.try.nobody')}")
    if not found.we_wrote:
        click.secho(phrases.say("cli.try.no_sent", me=found.agency.members[0].address), fg="yellow")
    if backtest:
        _past(found, phrases, since)


def _read(found: Tryout, phrases: Phrases) -> Iterator[str]:
    with found.store.reading() as reading:
        mail, meetings = counts(reading.classes("mail")), counts(reading.classes("calendar"))
        refused = reading.quarantined()
    yield phrases.say("cli.try.messages", **mail)
    if meetings["read"]:
        yield phrases.say("cli.try.meetings", count=meetings["read"])
    for one in refused[:5]:
        yield phrases.say("cli.try.refused", key=one.key, reason=one.reason)
    origin = "cli.try.found" if found.proposals else "cli.try.clients"
    yield phrases.say(origin, count=len(found.book.clients), as_of=found.as_of)
    for client in found.book.clients[:12] if found.proposals else ():
        yield f"    {client.name}  {', '.join(client.domains)}"


def _text(parcel: Parcel) -> str:
    return next(content.decode() for name, content in parcel.files if name.endswith(".txt"))


def _past(found: Tryout, phrases: Phrases, since: datetime | None) -> None:
    """Print how often each rule would have spoken, and how that ended."""
    fired = list(replay(found, since))
    click.secho(f"\n{phrases.say('cli.backtest.head', count=len(fired))}", bold=True)
    settled = Counter(one.nudge.rule for one in fired if one.settled_by)
    for rule, times in sorted(Counter(one.nudge.rule for one in fired).items()):
        click.echo(phrases.say("cli.backtest.rule", rule=rule, times=times, settled=settled[rule]))


def put_out(found: Tryout, made: Sequence[Parcel], out: Path, phrases: Phrases) -> Path:
    """Write everything that would have left, and a page that leads to it; return the page."""
    write(made, out)
    with found.store.reading() as reading:
        classes = reading.classes("mail")
    preview = Preview(
        agency=found.agency.name or found.agency.members[0].address,
        day=found.calendars[""].day_of(found.as_of),
        digests=tuple(_digests(found, made)),
        followups=tuple(_follow_ups(found, made)),
        dossiers=tuple(write_dossiers(found.dossiers, out, phrases)),
        read=sum(classes.values()),
        stored=classes.get(CopyClass.STORED, 0),
    )
    page = out / "index.html"
    here = Phrases(phrases.lang, timezone=found.agency.timezone, today=preview.day)
    page.write_text(preview_page(preview, here), encoding="utf-8")
    return page


def _digests(found: Tryout, made: Sequence[Parcel]) -> Iterator[DigestFile]:
    files = {parcel.recipient: [name for name, _ in parcel.files] for parcel in made if parcel.kind == "digest"}
    table = desk(found)
    for member in found.agency.members:
        digest = table.digest(member)
        if digest is None:
            yield DigestFile(member.name, member.address, 0)
        else:
            mail, html, text = files[member.address]
            yield digest_file(digest, phrases_for(digest), html=html, text=text, mail=mail)


def _follow_ups(found: Tryout, made: Sequence[Parcel]) -> Iterator[FollowUpFile]:
    paths = {parcel.key: parcel.files[0][0] for parcel in made if parcel.kind == "followup"}
    table = desk(found)
    for member in found.agency.members:
        for entry in table.follow_ups(member):
            yield FollowUpFile(member.name or member.address, entry.title, entry.start, paths[entry.key])
