"""How the command fails: what is wrong, why, what to type; and an exit code a script can rely on.

0 ok · 1 failed · 2 usage or configuration · 3 partly · 4 sign-in needed · 10 not initialised · 11 already running ·
130 interrupted.
"""

from __future__ import annotations

from enum import IntEnum

import click

from daemon.cli.voice import told


class ExitCode(IntEnum):
    """What a script may rely on."""

    FAILED = 1
    USAGE = 2
    PARTLY = 3
    SIGN_IN = 4
    NOT_INITIALISED = 10
    ALREADY_RUNNING = 11


class Failure(Exception):
    """Something the user can act on: the catalogues hold `error.<code>.what`, `.why` and `.do`."""

    def __init__(self, code: str, exit_code: int = ExitCode.FAILED, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.exit_code = int(exit_code)
        self.params = params


def explain(failure: Failure) -> None:
    """Print a failure as three lines on standard error."""
    for line, colour in (("what", "red"), ("why", None), ("do", "green")):
        sentence = told(f"error.{failure.code}.{line}", **failure.params)
        label = told(f"error.label.{line}", code=failure.code)
        click.secho(f"{label} {sentence}", fg=colour, err=True)
