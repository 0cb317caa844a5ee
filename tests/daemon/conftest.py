"""A laid-out demo, made once, and a command line that runs in this process."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from daemon import cli
from daemon.demo.house import lay_out
from daemon.demo.world import World, world


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 -- whatever was printed
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """Run `wanglai` as from a shell: `run("rule", "list", "--json")`."""

    def command(*args: str, **environ: str) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, environ),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = cli.run(list(args))
        return Ran(code, out.getvalue(), err.getvalue())

    return command


@pytest.fixture(scope="session")
def demo_world() -> World:
    return world("zh-CN")


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, demo_world: World) -> Path:
    """The demo's mailboxes, calendars and client book on disk."""
    folder = tmp_path_factory.mktemp("demo")
    lay_out(demo_world, folder)
    return folder
