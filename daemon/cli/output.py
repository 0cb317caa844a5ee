"""What the command prints: JSON for programs, plain lines for people, a bar while work is long."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import click

json_option = click.option("--json", "as_json", is_flag=True, help="JSON")


def print_json(value: Any) -> None:  # noqa: ANN401 -- whatever is to be shown
    """Print a value as JSON, Chinese as it is written, times as ISO 8601."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


class Progress(Protocol):
    """Hears how far long work has come."""

    def __call__(self, done: int, total: int | None) -> None:
        """Take note: so many of so many (None: nobody knows)."""


@contextmanager
def progress(label: str, *, quiet: bool = False) -> Iterator[Progress]:
    """Show a bar on a terminal, a line now and then elsewhere, nothing when quiet."""
    if quiet or not sys.stderr.isatty():
        yield _lines(label) if not quiet else lambda done, total: None  # noqa: ARG005 -- the protocol's names
        return
    from rich import progress as rich  # noqa: PLC0415 -- rich takes a while to import
    from rich.console import Console  # noqa: PLC0415 -- the same

    columns = (rich.TextColumn("{task.description}"), rich.BarColumn(), rich.MofNCompleteColumn())
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(label: str) -> Progress:
    shown = 0

    def show(done: int, total: int | None) -> None:
        nonlocal shown
        if done >= shown + 10_000:
            shown = done
            click.echo(f"{label}: {done}{f'/{total}' if total else ''}", err=True)

    return show
