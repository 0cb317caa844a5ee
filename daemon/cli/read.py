"""`wanglai read`: what wanglai sees in a mail, or in each line of a text file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from daemon.cli.output import json_option, print_json
from daemon.cli.voice import told

if TYPE_CHECKING:
    from daemon.report import Json
    from dossier.worktime import WorkCalendar


@click.command(help=told("help.read"))
@click.argument("files", nargs=-1, metavar="FILE.eml…", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--lines", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=told("help.read.lines"))
@json_option
def read(files: tuple[Path, ...], lines: Path | None, *, as_json: bool) -> None:
    """Read mails or lines and show what they say."""
    from daemon.zones import country_of, local_zone  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier.model import WorkHours  # noqa: PLC0415 -- the same
    from dossier.worktime import WorkCalendar  # noqa: PLC0415 -- the same

    zone = local_zone()
    calendar = WorkCalendar(ZoneInfo(zone), WorkHours(), tuple(country_of(zone)))
    rows = [_mail(path, calendar) for path in files]
    if lines:
        text = lines.read_text(encoding="utf-8", errors="replace")
        rows += [_line(number, line, calendar) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.secho(f"{row['id']}  {row['class']}", bold=True)
        for one in row["signals"]:
            click.echo(f"    {one['kind']:<16} {one['quote']}{'  → ' + one['due'] if one['due'] else ''}")


def _mail(path: Path, calendar: WorkCalendar) -> Json:
    from daemon.report import signals  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier import reading  # noqa: PLC0415 -- the same
    from dossier.mime import parse  # noqa: PLC0415 -- the same
    from dossier.model import Unreadable  # noqa: PLC0415 -- the same

    message = parse(path.read_bytes())
    if isinstance(message, Unreadable):
        return {"id": str(path), "class": "quarantined", "text": "", "quoted": "", "signals": [], "client": None}
    found = reading.read(
        message.text, subject=message.subject, at=message.sent_at, calendar=calendar, kind=message.kind
    )
    return {
        "id": message.id,
        "class": str(message.kind),
        "text": message.text,
        "quoted": message.quoted,
        "signals": signals(found),
        "client": None,
    }


def _line(number: int, line: str, calendar: WorkCalendar) -> Json:
    from daemon.report import signals  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier import reading  # noqa: PLC0415 -- the same

    found = reading.read(line, subject="", at=datetime.now(UTC), calendar=calendar)
    return {
        "id": str(number),
        "class": "person",
        "text": line,
        "quoted": "",
        "signals": signals(found),
        "client": None,
    }
