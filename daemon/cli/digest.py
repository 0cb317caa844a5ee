"""`wanglai digest`: the one mail a day, seen before anybody gets it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.output import json_option, print_json
from daemon.cli.setup import house_of
from daemon.cli.voice import told


@click.group(help=told("help.digest"))
def digest() -> None:
    """Hold the commands about digests."""


@digest.command(help=told("help.digest.preview"))
@click.option("--for", "member", metavar="ADDR", help=told("help.digest.for"))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=told("help.try.out"))
@json_option
@click.pass_context
def preview(ctx: click.Context, member: str | None, out: Path | None, *, as_json: bool) -> None:
    """Make today's digests and show them; nothing is sent."""
    from daemon.evaluate import pass_time  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from daemon.parcels import Desk, parcels, write  # noqa: PLC0415 -- the same
    from daemon.tryout import outgoing  # noqa: PLC0415 -- the same
    from dossier.model import NudgeState  # noqa: PLC0415 -- the same

    with house_of(ctx) as house:
        if member and house.agency.member(member) is None:
            raise Failure("E-NO-MEMBER", ExitCode.USAGE, address=member)
        now = datetime.now(UTC)
        house.evaluator.marked(house.store, now)
        pass_time(house.store, now)
        with house.store.reading() as reading:
            dossiers = {one.key: house.evaluator.dossier(reading, one, now) for one in house.book.clients}
            nudges = tuple(reading.nudges_in(NudgeState.OPEN, NudgeState.PLANNED))
        desk = Desk(
            agency=house.agency,
            calendars=house.calendars,
            clients={one.key: one for one in house.book.clients},
            dossiers=dossiers,
            nudges=nudges,
            as_of=now,
            send_at=time.fromisoformat(house.settings.digest.send_at),
            most=house.settings.digest.max_items,
        )
        made = [one for one in parcels(desk) if member in {None, one.recipient}]
    if out:
        write(made, out)
    if as_json:
        print_json(outgoing(made, out))
        return
    for one in made:
        for name, content in one.files:
            if name.endswith(".txt"):
                click.echo(content.decode())
    if not any(one.kind == "digest" for one in made):
        click.echo(told("cli.try.quiet"))
