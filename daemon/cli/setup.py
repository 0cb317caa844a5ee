"""What the subcommands share: the settings that are in force, and the house they describe."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.voice import phrases, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.load import ConfigError, Mistake
    from config.settings import Settings
    from daemon.house import House


def config_file(ctx: click.Context) -> Path:
    """Return the configuration file that is in force. Raises Failure where there is none."""
    from config.load import find  # noqa: PLC0415 -- pydantic takes a while to import

    path = find(ctx.find_root().obj["config"], os.environ, Path.cwd())
    if path is None:
        raise Failure("E-NOT-INITIALISED", ExitCode.NOT_INITIALISED)
    return path


def settings_of(ctx: click.Context) -> Settings:
    """Return the settings in force, rules' options checked. Raises Failure after showing every mistake."""
    from config.load import ConfigError, load  # noqa: PLC0415 -- the same
    from daemon.house import rule_mistakes  # noqa: PLC0415 -- the same
    from rules.registry import all_rules  # noqa: PLC0415 -- the same

    path = config_file(ctx)
    try:
        settings = load(path)
    except ConfigError as error:
        _show(error)
        raise Failure("E-CONFIG", ExitCode.USAGE, path=str(path), count=len(error.mistakes)) from None
    wrong = rule_mistakes(settings.rules, all_rules())
    for where, code, near in wrong:
        click.echo(told(f"config.{code}", where=where, near=near, why=near), err=True)
    if wrong:
        raise Failure("E-CONFIG", ExitCode.USAGE, path=str(path), count=len(wrong))
    return settings


@contextmanager
def house_of(ctx: click.Context) -> Iterator[House]:
    """Open the configured house, and close it again. Raises Failure in place of what opening raises."""
    from daemon.house import open_house  # noqa: PLC0415 -- the same
    from dossier.worktime import OverlayError  # noqa: PLC0415 -- the same
    from store.errors import StoreError  # noqa: PLC0415 -- the same

    settings = settings_of(ctx)
    try:
        house = open_house(settings, config_file(ctx).resolve().parent)
    except StoreError as error:
        raise Failure("E-STORE", why=str(error)) from error
    except OverlayError as error:
        raise Failure("E-OVERLAY", ExitCode.USAGE, why=str(error)) from error
    try:
        yield house
    finally:
        house.store.close()


def _show(error: ConfigError) -> None:
    for mistake in error.mistakes:
        place = f"{error.path}:{mistake.line}" if mistake.line else mistake.source
        click.secho(f"{place}: {mistake.where}: {_what(mistake)}", err=True)
        if mistake.line and mistake.source:
            key = mistake.where.rpartition(".")[2]
            start = max(mistake.source.find(key), 0)
            click.secho(f"    {mistake.source}\n    {' ' * start}{'^' * min(len(key), 60)}", fg="yellow", err=True)
        if mistake.nearest:
            click.echo(told("config.nearest", near=mistake.nearest), err=True)


def _what(mistake: Mistake) -> str:
    """Say a mistake in the command's language where the catalogue knows it."""
    phrase = f"config.{mistake.code}"
    return told(phrase, **dict(mistake.params)) if phrases().has(phrase) else mistake.what
