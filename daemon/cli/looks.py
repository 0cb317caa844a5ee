"""What a look at somebody's mail shows on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from daemon.report import Json, counts
from daemon.tryout import Tryout
from outbox.phrases import Phrases


def show(
    found: Tryout, parcels: Sequence[Json], phrases: Phrases, *, backtest: bool, since: datetime | None
) -> None:
    """Print what was read, whom it is with, and today's digest."""
    with found.store.reading() as reading:
        mail = counts(reading.classes("mail"))
    click.echo(mail)
    for stored in found.nudges:
        click.echo(f"{stored.state} {stored.nudge.key} {stored.nudge.due}")
