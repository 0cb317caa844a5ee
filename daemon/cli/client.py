"""`wanglai client`: the client book, and the dossiers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.output import json_option, print_json
from daemon.cli.setup import house_of
from daemon.cli.voice import phrases, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from daemon.house import House
    from dossier.book.diff import Change, Diff
    from dossier.book.rows import Reading
    from dossier.discover import Proposal
    from dossier.model import Agency, Client

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(help=told("help.client"))
def client() -> None:
    """Hold the commands about clients."""


def read_clients(path: Path, agency: Agency, wishes: Sequence[str] = ()) -> Reading:
    """Read a client book, saying on standard error what could not be understood, row by row."""
    from connectors.base import Rejected  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from connectors.book import read_book  # noqa: PLC0415 -- the same
    from dossier.book.columns import Field  # noqa: PLC0415 -- the same
    from dossier.book.rows import read_rows  # noqa: PLC0415 -- the same

    try:
        table = read_book(path)
    except Rejected as error:
        raise Failure(error.code, ExitCode.USAGE, **error.params) from error
    pairs = dict(wish.partition("=")[::2] for wish in wishes)
    fields = [str(field) for field in Field]
    for field in pairs.values():
        if field not in fields:
            raise Failure("E-COLUMN", ExitCode.USAGE, field=field or "–", known=", ".join(fields))
    reading = read_rows(table.rows, agency=agency, wishes=pairs, source=table.source)
    for problem in (*table.problems, *reading.problems):
        line = told("cli.book.row", row=problem.row) if problem.row else ""
        click.echo(f"{path}: {line}{told(problem.id, **dict(problem.params))}", err=True)
    if not reading.clients:
        raise Failure("E-BOOK-EMPTY", ExitCode.USAGE, path=str(path))
    return reading


@client.command("import", help=told("help.client.import"))
@click.argument("file", type=FILE)
@click.option("--map", "wishes", multiple=True, metavar="COLUMN=FIELD", help=told("help.client.map"))
@click.option("--prune", is_flag=True, help=told("help.client.prune"))
@click.option("--dry-run", is_flag=True, help=told("help.dry_run"))
@json_option
@click.pass_context
def import_clients(  # noqa: PLR0913 -- each is something the user may say
    ctx: click.Context, file: Path, wishes: tuple[str, ...], *, prune: bool, dry_run: bool, as_json: bool
) -> None:
    """Show what a file changes in the book, and take it over."""
    from daemon.book import save  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier.book.diff import diff, merge  # noqa: PLC0415 -- the same

    with house_of(ctx) as house:
        imported = read_clients(file, house.agency, wishes).clients
        found = diff(house.book.clients, imported)
        if as_json:
            print_json(_diff(found))
        else:
            _show_diff(found, prune=prune)
        if not dry_run:
            save(house, merge(house.book.clients, imported, prune=prune), datetime.now(UTC))


def _show_diff(found: Diff, *, prune: bool) -> None:
    for one in found.added:
        click.secho(f"+ {one.key}  {one.name}  ({len(one.contacts)})", fg="green")
    for change in found.changed:
        click.secho(f"~ {_changed(change)}", fg="yellow")
    for gone in found.missing:
        mark = told("cli.client.pruned" if prune else "cli.client.kept")
        click.secho(f"- {gone.client} {gone.contact}  {mark}", fg="red" if prune else None)
    click.echo(told("cli.client.same", count=len(found.unchanged)))


def _changed(change: Change) -> str:
    where = f"{change.client} {change.contact}".strip()
    return f"{where}  {change.field}: {_plain(change.before)} → {_plain(change.after)}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return str(value) if value not in {"", None} else "–"


def _diff(found: Diff) -> dict[str, object]:
    return {
        "added": [one.key for one in found.added],
        "changed": [
            {"client": c.client, "contact": c.contact, "field": c.field, "before": str(c.before), "after": str(c.after)}
            for c in found.changed
        ],
        "unchanged": list(found.unchanged),
        "missing": [{"client": one.client, "contact": one.contact} for one in found.missing],
    }


@client.command("export", help=told("help.client.export"))
@click.argument("file", type=FILE)
@click.pass_context
def export_clients(ctx: click.Context, file: Path) -> None:
    """Write the book as CSV; importing it again changes nothing."""
    from connectors.book import csv_bytes  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier.book.sheet import lines  # noqa: PLC0415 -- the same

    with house_of(ctx) as house:
        file.write_bytes(csv_bytes(lines(house.book.clients, house.agency.language)))
        click.echo(told("cli.client.exported", count=len(house.book.clients), path=str(file)))


@client.command("list", help=told("help.client.list"))
@json_option
@click.pass_context
def list_clients(ctx: click.Context, *, as_json: bool) -> None:
    """List clients with the people there and the last touch."""
    from daemon.report import clients  # noqa: PLC0415 -- the heavy rooms come only when there is work

    with house_of(ctx) as house:
        now = datetime.now(UTC)
        with house.store.reading() as reading:
            dossiers = {one.key: house.evaluator.dossier(reading, one, now) for one in house.book.clients}
        rows = clients(house.book.clients, dossiers)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        last = phrases().moment(datetime.fromisoformat(row["last_touch"])) if row["last_touch"] else "–"
        click.echo(f"{click.style(row['key'], bold=True)}  {row['name']}  {len(row['contacts'])}  {last}")


@client.command(help=told("help.client.show"))
@click.argument("key")
@json_option
@click.pass_context
def show(ctx: click.Context, key: str, *, as_json: bool) -> None:
    """Show a dossier."""
    from daemon.dossiers import dossier_json  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from outbox.dossier import dossier_text  # noqa: PLC0415 -- the same

    with house_of(ctx) as house:
        found = _client(house, key)
        with house.store.reading() as reading:
            dossier = house.evaluator.dossier(reading, found, datetime.now(UTC))
        if as_json:
            print_json(dossier_json(dossier))
        else:
            click.echo(dossier_text(dossier, phrases()))


def _client(house: House, key: str) -> Client:
    found = next((one for one in house.book.clients if key in {one.key, one.name}), None)
    if found is None:
        import difflib  # noqa: PLC0415 -- only for who mistyped

        near = difflib.get_close_matches(key, [one.key for one in house.book.clients], n=3, cutoff=0.4)
        raise Failure("E-NO-CLIENT", ExitCode.USAGE, key=key, near=", ".join(near) or "–")
    return found


@client.command(help=told("help.client.discover"))
@click.option("--out", type=FILE, help=told("help.client.discover.out"))
@json_option
@click.pass_context
def discover(ctx: click.Context, out: Path | None, *, as_json: bool) -> None:
    """Propose clients from mail that nobody in the book explains."""
    from connectors.book import csv_bytes  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier import discover as finding  # noqa: PLC0415 -- the same
    from dossier.book.sheet import lines  # noqa: PLC0415 -- the same

    with house_of(ctx) as house, house.store.reading() as reading:
        kept = (finding.Envelope(one.sender, one.to, one.cc, one.at) for one in reading.envelopes())
        proposals = finding.discover(kept, house.agency, house.book.clients)
        if out:
            found = [proposal.client() for proposal in proposals]
            out.write_bytes(csv_bytes(lines(found, house.agency.language)))
    if as_json:
        print_json([_proposal(one) for one in proposals])
    else:
        show_proposals(proposals)


def show_proposals(proposals: Iterable[Proposal]) -> None:
    """Print proposed clients with the reason for each."""
    for one in proposals:
        why = told(one.why.id, **dict(one.why.params))
        click.echo(f"{click.style(one.key, bold=True)}  {one.name}  {one.domain}  {why}")


def _proposal(one: Proposal) -> dict[str, object]:
    return {
        "key": one.key,
        "name": one.name,
        "domain": one.domain,
        "contacts": [{"name": contact.name, "email": contact.email} for contact in one.contacts],
        "mails": one.mails,
        "people": one.people,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "why": told(one.why.id, **dict(one.why.params)),
    }
