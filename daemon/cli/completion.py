"""`wanglai completion`: what a shell needs to complete our commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from daemon.cli.voice import told


@click.command(help=told("help.completion"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script; put it where the shell looks for it."""
    complete = get_completion_class(shell)
    if complete is not None:
        click.echo(complete(ctx.find_root().command, {}, "wanglai", "_WANGLAI_COMPLETE").source())
