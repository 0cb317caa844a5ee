"""`wanglai nudge`: what deserves attention now, what will, and a person's answers to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.output import json_option, print_json
from daemon.cli.setup import house_of
from daemon.cli.voice import phrases, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from daemon.house import House
    from daemon.report import Json
    from dossier.model import NudgeState
    from dossier.nudges import StoredNudge


@click.group(help=told("help.nudge"))
def nudge() -> None:
    """Hold the commands about nudges."""


@nudge.command("list", help=told("help.nudge.list"))
@click.option("--owner", metavar="ADDR", help=told("help.digest.for"))
@json_option
@click.pass_context
def list_nudges(ctx: click.Context, owner: str | None, *, as_json: bool) -> None:
    """List what is open."""
    from dossier.model import NudgeState  # noqa: PLC0415 -- the heavy rooms come only when there is work

    with house_of(ctx) as house:
        found = _in(house, NudgeState.OPEN)
        _print(house, [one for one in found if owner in {None, one.nudge.owner}], as_json=as_json)


@nudge.command(help=told("help.nudge.forecast"))
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 365), help=told("help.nudge.days"))
@json_option
@click.pass_context
def forecast(ctx: click.Context, days: int, *, as_json: bool) -> None:
    """List what falls due in the coming days if nothing happens."""
    from dossier.model import NudgeState  # noqa: PLC0415 -- the heavy rooms come only when there is work

    with house_of(ctx) as house:
        until = datetime.now(UTC) + timedelta(days=days)
        found = [one for one in _in(house, NudgeState.PLANNED) if one.nudge.due <= until]
        _print(house, found, as_json=as_json)


@nudge.command(help=told("help.nudge.show"))
@click.argument("key")
@json_option
@click.pass_context
def show(ctx: click.Context, key: str, *, as_json: bool) -> None:
    """Show one nudge."""
    with house_of(ctx) as house:
        told_one = _report(house, [_find(house, key)])[0]
    if as_json:
        print_json(told_one)
        return
    click.secho(told_one["title"], bold=True)
    click.echo(told_one["why"])
    for one in told_one["evidence"]:
        click.echo(f"  {one['at']}  {one['from']}: “{one['quote']}”")
    click.echo(f"  {told_one['rule']} · {told_one['state']} · {told_one['due']}")


@nudge.command(help=told("help.nudge.done"))
@click.argument("key")
@click.pass_context
def done(ctx: click.Context, key: str) -> None:
    """Mark as done."""
    from dossier.model import NudgeState  # noqa: PLC0415 -- the heavy rooms come only when there is work

    _answer(ctx, key, NudgeState.DONE)


@nudge.command(help=told("help.nudge.dismiss"))
@click.argument("key")
@click.option("--reason", default="", help=told("help.nudge.reason"))
@click.pass_context
def dismiss(ctx: click.Context, key: str, reason: str) -> None:
    """Mark as not wanted."""
    from dossier.model import NudgeState  # noqa: PLC0415 -- the heavy rooms come only when there is work

    _answer(ctx, key, NudgeState.DISMISSED, reason=reason)


@nudge.command(help=told("help.nudge.snooze"))
@click.argument("key")
@click.option("--until", required=True, metavar="DAY", help=told("help.nudge.until"))
@click.pass_context
def snooze(ctx: click.Context, key: str, until: str) -> None:
    """Put off to a day."""
    from dossier.model import NudgeState  # noqa: PLC0415 -- the heavy rooms come only when there is work

    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise Failure("E-TIME", ExitCode.USAGE, text=until) from None
    _answer(ctx, key, NudgeState.SNOOZED, until=day)


def _answer(ctx: click.Context, key: str, state: NudgeState, *, reason: str = "", until: date | None = None) -> None:
    with house_of(ctx) as house:
        found = _find(house, key)
        calendar = house.calendars.get(found.nudge.owner) or house.calendars[""]
        wakes = calendar.start_of(until) if until else None
        with house.store.transaction(durable=True) as transaction:
            transaction.save_nudges([replace(found, state=state, reason=reason, snoozed_until=wakes)])
        click.echo(told("cli.nudge.answered", state=str(state), key=found.key))


def _find(house: House, key: str) -> StoredNudge:
    """Return the nudge with this key, or the only live one whose key contains it."""
    from dossier.model import NudgeState  # noqa: PLC0415 -- the heavy rooms come only when there is work

    with house.store.reading() as reading:
        exact = reading.nudge(key)
    if exact:
        return exact
    live = _in(house, NudgeState.OPEN, NudgeState.PLANNED, NudgeState.SNOOZED)
    found = [one for one in live if key in one.key]
    if len(found) != 1:
        raise Failure("E-NO-NUDGE", ExitCode.USAGE, key=key, count=len(found))
    return found[0]


def _in(house: House, *states: NudgeState) -> list[StoredNudge]:
    with house.store.reading() as reading:
        return reading.nudges_in(*states)


def _print(house: House, found: Iterable[StoredNudge], *, as_json: bool) -> None:
    rows = _report(house, found)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        due = phrases().moment(datetime.fromisoformat(row["due"]))
        click.echo(f"{click.style(row['title'], bold=True)}  {row['client']}  {due}")
        click.echo(f"    {row['why']}\n    {row['key']}")
    if not rows:
        click.echo(told("cli.nudge.none"))


def _report(house: House, found: Iterable[StoredNudge]) -> list[Json]:
    from daemon.report import NudgeReport  # noqa: PLC0415 -- the heavy rooms come only when there is work

    report = NudgeReport(phrases(), {one.key: one for one in house.book.clients}, house.calendars)
    today = house.calendars[""].day_of(datetime.now(UTC))
    return [report.stored(one, today) for one in found]
