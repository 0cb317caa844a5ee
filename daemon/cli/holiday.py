"""`wanglai holiday`: the working days that wanglai reckons with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.output import json_option, print_json
from daemon.cli.voice import language, told


@click.group(help=told("help.holiday"))
def holiday() -> None:
    """Hold the commands about working days."""


@holiday.command("list", help=told("help.holiday.list"))
@click.argument("country")
@click.argument("year", type=click.IntRange(1950, 2100))
@json_option
def list_days(country: str, year: int, *, as_json: bool) -> None:
    """List the days off on working weekdays and the make-up days."""
    from dossier.model import WorkHours  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier.worktime import WorkCalendar, is_country  # noqa: PLC0415 -- the same

    if not is_country(country.upper()):
        raise Failure("E-COUNTRY", ExitCode.USAGE, country=country)
    calendar = WorkCalendar(ZoneInfo("UTC"), WorkHours(), (country.upper(),))
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    rows = [
        {"day": day.isoformat(), "working": calendar.is_working_day(day), "name": calendar.holiday(day, language())}
        for day in days
        if day.year == year and (calendar.holiday(day) or calendar.is_working_day(day) == (day.weekday() > 4))
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        mark = told("cli.holiday.working") if row["working"] else told("cli.holiday.off")
        click.echo(f"{row['day']}  {mark}  {row['name']}")


@holiday.command(help=told("help.holiday.check"))
@click.argument("country", default="CN")
def check(country: str) -> None:
    """Say whether this year's and next year's working days are known."""
    from dossier.model import WorkHours  # noqa: PLC0415 -- the heavy rooms come only when there is work
    from dossier.worktime import WorkCalendar, is_country  # noqa: PLC0415 -- the same

    if not is_country(country.upper()):
        raise Failure("E-COUNTRY", ExitCode.USAGE, country=country)
    calendar = WorkCalendar(ZoneInfo("UTC"), WorkHours(), (country.upper(),))
    this = datetime.now(UTC).year
    for year in (this, this + 1):
        known = calendar.known(year)
        phrase = "cli.holiday.known" if known else "cli.holiday.unknown"
        click.secho(told(phrase, country=country.upper(), year=str(year)), fg="green" if known else "yellow")
