"""The `wanglai` command. Every subcommand is imported only when it is asked for, so that `--help` is quick."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from connectors.base import ConnectorError, NeedsLogin
from daemon.cli.failure import ExitCode, Failure, explain
from daemon.cli.voice import told
from dossier.daysoff import UnknownCountryError
from store.errors import StoreError

COMMANDS = {
    "demo": "daemon.cli.demo:demo",
    "try": "daemon.cli.tryout:tryout",
    "read": "daemon.cli.read:read",
    "sync": "daemon.cli.sync:sync",
    "status": "daemon.cli.status:status",
    "client": "daemon.cli.client:client",
    "rule": "daemon.cli.rule:rule",
    "nudge": "daemon.cli.nudge:nudge",
    "digest": "daemon.cli.digest:digest",
    "holiday": "daemon.cli.holiday:holiday",
    "config": "daemon.cli.config:config",
    "completion": "daemon.cli.completion:completion",
}


class Late(click.Group):
    """A group whose commands are named, and imported one by one when they are wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Import and return a command."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        """List the commands without importing any."""
        with formatter.section(told("help.commands")):
            formatter.write_dl([(name, told(f"help.{name}")) for name in COMMANDS])


@click.group(cls=Late, help=told("help.wanglai"), context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", "config_path", metavar="FILE", help=told("help.option.config"))
@click.version_option(package_name="wanglai", prog_name="wanglai", message="%(prog)s %(version)s")
@click.pass_context
def wanglai(ctx: click.Context, config_path: str | None) -> None:
    """Begin every command: what all of them share is in `ctx.obj`."""
    ctx.obj = {"config": config_path}


def main() -> None:
    """Run the command, and turn every failure into three lines and an exit code."""
    sys.exit(run())


def run(args: list[str] | None = None) -> int:
    """Run a command (None: the one on the command line) and return its exit code."""
    try:
        outcome: Any = wanglai.main(args=args, prog_name="wanglai", standalone_mode=False)
    except (Failure, ConnectorError, StoreError, UnknownCountryError, OSError) as wrong:
        return _explained(wrong)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(told("cli.interrupted"), err=True)
        return 130
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nobody is left to complain to
        return 0
    return outcome if isinstance(outcome, int) else 0


def _explained(wrong: Failure | ConnectorError | StoreError | UnknownCountryError | OSError) -> int:
    if isinstance(wrong, UnknownCountryError):
        wrong = Failure("E-COUNTRY", ExitCode.USAGE, country=wrong.code)
    if isinstance(wrong, OSError):
        wrong = Failure("E-FILE", path=str(wrong.filename or ""), why=wrong.strerror or str(wrong))
    if isinstance(wrong, StoreError):
        wrong = Failure("E-STORE", why=str(wrong))
    if isinstance(wrong, ConnectorError):
        code = ExitCode.SIGN_IN if isinstance(wrong, NeedsLogin) else ExitCode.FAILED
        wrong = Failure(wrong.code, code, **wrong.params)
    explain(wrong)
    return wrong.exit_code
