"""`wanglai status`: ten seconds to know how fresh everything is."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import click

from daemon.cli.output import json_option, print_json
from daemon.cli.setup import house_of
from daemon.cli.voice import phrases, told


@click.command(help=told("help.status"))
@json_option
@click.pass_context
def status(ctx: click.Context, *, as_json: bool) -> None:
    """Show every mailbox, the nudges and the outgoing."""
    with house_of(ctx) as house, house.store.reading() as reading:
        scopes, nudges, outgoing = reading.scopes(), reading.states("nudge"), reading.states("outgoing")
        mailboxes = []
        of = defaultdict(list)
        for one in scopes:
            of[one.scope.mailbox].append(one)
        for mailbox in house.settings.mailbox:
            found = of[mailbox.address]
            wrong = next((one for one in found if one.state not in {"ok", ""}), None)
            mailboxes.append(
                {
                    "address": mailbox.address,
                    "provider": mailbox.provider,
                    "state": wrong.state if wrong else "ok" if found else "new",
                    "error": wrong.error if wrong else None,
                    "messages": sum(one.present for one in found if one.scope.kind == "mail"),
                    "meetings": sum(one.present for one in found if one.scope.kind == "calendar"),
                    "scopes": [
                        {
                            "scope": one.scope.name,
                            "state": one.state,
                            "fresh_at": one.fresh_at.isoformat() if one.fresh_at else None,
                            "error": one.error or None,
                        }
                        for one in found
                    ],
                }
            )
    shape: dict[str, Any] = {
        "mailboxes": mailboxes,
        "nudges": {name: nudges.get(name, 0) for name in ("open", "planned")},
        "outgoing": {name: outgoing.get(name, 0) for name in ("waiting", "sent", "failed", "unsure")},
    }
    if as_json:
        print_json(shape)
        return
    for row in mailboxes:
        fresh = [one.fresh_at for one in of[str(row["address"])] if one.fresh_at]
        seen = phrases().moment(min(fresh)) if fresh else "–"
        told_state = told("cli.status.mailbox", **{k: row[k] for k in ("address", "state", "messages", "meetings")})
        click.secho(f"{told_state}  {seen}", fg="green" if row["state"] == "ok" else "red")
    click.echo(told("cli.status.nudges", **shape["nudges"]))
