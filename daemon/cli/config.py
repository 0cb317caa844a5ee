"""`wanglai config`: where the settings are, what they are, and every mistake in them."""

from __future__ import annotations

import click

from daemon.cli.output import json_option, print_json
from daemon.cli.setup import config_file, settings_of
from daemon.cli.voice import told


@click.group(help=told("help.config"))
def config() -> None:
    """Hold the commands about the configuration."""


@config.command(help=told("help.config.path"))
@click.pass_context
def path(ctx: click.Context) -> None:
    """Print which file is read."""
    click.echo(config_file(ctx))


@config.command(help=told("help.config.show"))
@json_option
@click.pass_context
def show(ctx: click.Context, *, as_json: bool) -> None:
    """Print the settings as they come out of file, environment and defaults."""
    values = settings_of(ctx).model_dump(mode="json")
    if as_json:
        print_json(values)
        return
    for section, content in values.items():
        click.secho(f"[{section}]", bold=True)
        for name, value in content.items() if isinstance(content, dict) else enumerate(content, 1):
            click.echo(f"{name} = {value!r}")


@config.command(help=told("help.config.check"))
@click.pass_context
def check(ctx: click.Context) -> None:
    """Say that all is well; a mistake ends the command before."""
    settings_of(ctx)
    click.secho(told("cli.config.fine", path=str(config_file(ctx))), fg="green")


@config.command(help=told("help.config.schema"))
def schema() -> None:
    """Print the JSON schema of the settings, for editors."""
    from config.settings import Settings  # noqa: PLC0415 -- pydantic takes a while to import

    print_json(Settings.model_json_schema())
