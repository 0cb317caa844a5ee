"""`wanglai rule`: the handbook as rules."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from daemon.cli.failure import ExitCode, Failure
from daemon.cli.output import json_option, print_json
from daemon.cli.voice import told

if TYPE_CHECKING:
    from rules.registry import Rule


@click.group(help=told("help.rule"))
def rule() -> None:
    """Hold the commands about rules."""


@rule.command("list", help=told("help.rule.list"))
@json_option
def list_rules(*, as_json: bool) -> None:
    """List every rule with its section of the handbook."""
    from rules.registry import all_rules  # noqa: PLC0415 -- imports every rule

    found = all_rules().values()
    if as_json:
        print_json([_described(one) for one in found])
        return
    width = max(len(one.name) for one in found)
    for one in found:
        click.echo(
            f"{click.style(one.name.ljust(width), bold=True)}  {one.section:<14} {told(f'rule.{one.name}.summary')}"
        )


@rule.command(help=told("help.rule.show"))
@click.argument("name")
@json_option
def show(name: str, *, as_json: bool) -> None:
    """Show one rule: what it says, why, and what can be set."""
    from rules.registry import all_rules  # noqa: PLC0415 -- imports every rule

    if name not in all_rules():
        raise Failure("E-NO-RULE", ExitCode.USAGE, name=name, known=", ".join(all_rules()))
    one = all_rules()[name]
    if as_json:
        print_json(_described(one))
        return
    click.secho(f"{one.name}  ({one.section})", bold=True)
    click.echo(told(f"rule.{one.name}.summary"))
    click.echo((inspect.getdoc(inspect.getmodule(one.judge)) or "").strip())
    click.secho(f"\n[rules.{one.name}]", fg="cyan")
    for option, default in one.options.items():
        click.echo(f"{option} = {_toml(default)}")


def _described(one: Rule) -> dict[str, object]:
    return {
        "name": one.name,
        "section": one.section,
        "summary": told(f"rule.{one.name}.summary"),
        "options": dict(one.options),
    }


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
