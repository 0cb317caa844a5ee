"""`wanglai try`: one's own mail, without any account, and nothing kept."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.output import json_option, print_json, progress
from daemon.cli.voice import language, phrases, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from daemon.tryout import Tryout
    from dossier.model import Agency, Client


@click.command("try", help=told("help.try"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option("--me", "me", multiple=True, required=True, metavar="ADDR", help=told("help.try.me"))
@click.option("--clients", metavar="FILE", type=click.Path(path_type=Path), help=told("help.try.clients"))
@click.option("--as-of", metavar="TIME", help=told("help.try.as_of"))
@click.option("--timezone", metavar="ZONE", help=told("help.try.timezone"))
@click.option("--holidays", metavar="CODE,…", help=told("help.try.holidays"))
@click.option("--backtest", is_flag=True, help=told("help.try.backtest"))
@click.option("--since", metavar="90d|all|DAY", default="90d", help=told("help.try.since"))
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help=told("help.try.out"))
@json_option
def tryout(  # noqa: PLR0913, PLR0917 -- each is something the user may say, and click passes them by name
    paths: tuple[Path, ...],
    me: tuple[str, ...],
    clients: Path | None,
    as_of: str | None,
    timezone: str | None,
    holidays: str | None,
    since: str,
    out: Path | None,
    *,
    backtest: bool,
    as_json: bool,
) -> int:
    """Read mail, ask the rules, show what they say."""
    from daemon.cli.looks import put_out, show  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from daemon.parcels import parcels  # noqa: PLC0415 -- the same
    from daemon.tryout import desk, house_of_one, local_connectors, look, outgoing, report  # noqa: PLC0415 -- the same
    from daemon.zones import country_of, local_zone  # noqa: PLC0415 -- the same

    zone = _zone(timezone) if timezone else local_zone()
    countries = _countries(holidays) if holidays else country_of(zone)
    agency = house_of_one(_addresses(me), language=language(), timezone=zone, holidays=countries)
    now = datetime.now(UTC)
    moment = _time(as_of, zone) if as_of else None
    book = _book(clients, agency) if clients else None
    with progress(told("cli.try.reading"), quiet=as_json) as heard:
        found = look(
            lambda parse: local_connectors(paths, agency.members[0].address, moment or now, parse),
            agency,
            book,
            now=now,
            as_of=moment,
            heard=heard,
        )
    made = tuple(parcels(desk(found)))
    start = _since(since, found.as_of) if backtest else None
    if out:
        put_out(found, made, out, phrases())
    if as_json:
        print_json(report(found, phrases(), outgoing(made, out), backtest=backtest, since=start))
    else:
        show(found, made, phrases(), backtest=backtest, since=start)
    found.store.close()
    return _outcome(found)


def _outcome(found: Tryout) -> int:
    failed = [one for one in found.passes if one.error]
    if not failed:
        return 0
    for one in failed:
        if one.error:
            click.secho(told(f"error.{one.error.code}.what", **one.error.params), fg="red", err=True)
    return int(ExitCode.PARTLY if len(failed) < len(found.passes) else ExitCode.FAILED)


def _addresses(me: Sequence[str]) -> list[str]:
    wrong = [address for address in me if "@" not in address.strip()[1:-1]]
    if wrong:
        raise Failure("E-NOT-AN-ADDRESS", ExitCode.USAGE, text=wrong[0])
    return [address.strip().lower() for address in me]


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 -- the heavy rooms come when there is work

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Failure("E-ZONE", ExitCode.USAGE, text=name) from None
    return name


def _countries(written: str) -> list[str]:
    from dossier.worktime import is_country  # noqa: PLC0415 -- as above

    codes = [code.strip().upper() for code in written.split(",") if code.strip()]
    for code in codes:
        if not is_country(code):
            raise Failure("E-COUNTRY", ExitCode.USAGE, country=code)
    return codes


def _time(written: str, zone: str) -> datetime:
    """Read `2026-10-09` (the end of that day) or `2026-10-09T08:45`, in the user's zone unless it names one."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- as above

    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Failure("E-TIME", ExitCode.USAGE, text=written) from None
    if len(written) == len("2026-10-09"):
        moment = datetime.combine(moment.date(), time(23, 59))
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _since(written: str, as_of: datetime) -> datetime | None:
    if written == "all":
        return None
    if written.endswith("d") and written[:-1].isdigit():
        return as_of - timedelta(days=min(int(written[:-1]), 36_500))
    return _time(written, "UTC")


def _book(path: Path, agency: Agency) -> list[Client]:
    from daemon.cli.client import read_clients  # noqa: PLC0415 -- as above

    return list(read_clients(path, agency).clients)
