"""`wanglai sync`: read what is new, ask the rules, say what came of it."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.output import json_option, print_json, progress
from daemon.cli.setup import config_file, house_of
from daemon.cli.voice import told


@click.command(help=told("help.sync"))
@click.argument("addresses", nargs=-1, metavar="[ADDR…]")
@json_option
@click.pass_context
def sync(ctx: click.Context, addresses: tuple[str, ...], *, as_json: bool) -> int:
    """Bring the mailboxes up to date and evaluate what changed."""
    from daemon.evaluate import pass_time  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from daemon.mailboxes import connectors  # noqa: PLC0415 -- the same
    from daemon.sync import sync as bring_up_to_date  # noqa: PLC0415 -- the same

    with house_of(ctx) as house:
        unknown = set(addresses) - {one.address for one in house.settings.mailbox}
        if unknown:
            raise Failure("E-NO-MAILBOX", ExitCode.USAGE, address=min(unknown))
        wanted = [one for one in house.settings.mailbox if not addresses or one.address in addresses]
        with progress(told("cli.try.reading"), quiet=as_json) as heard:
            sources = connectors(wanted, config_file(ctx).resolve().parent, house.clerk.parse, datetime.now(UTC))
            passes = list(bring_up_to_date(sources, house.store, house.clerk, lambda: datetime.now(UTC), heard))
        now = datetime.now(UTC)
        evaluated = house.evaluator.marked(house.store, now)
        pass_time(house.store, now)
    failed = [one for one in passes if one.error]
    if as_json:
        print_json(
            {
                "scopes": [
                    {"scope": one.scope.name, "items": one.items, "error": one.error.code if one.error else None}
                    for one in passes
                ],
                "evaluated": evaluated,
            }
        )
    else:
        click.echo(told("cli.sync.done", items=sum(one.items for one in passes), clients=evaluated))
    for one in failed:
        if one.error:
            click.secho(told(f"error.{one.error.code}.what", **one.error.params), fg="red", err=True)
    if not failed:
        return 0
    return int(ExitCode.PARTLY if len(failed) < len(passes) else ExitCode.FAILED)
