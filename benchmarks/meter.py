"""What a command costs: CPU of it and of all its children, wall time, peak memory."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What one run of a command cost, and what it printed."""

    cpu: float
    """Seconds, user and system, children included."""
    wall: float
    peak: float
    """MB that the largest of its processes held at most."""
    out: str


class CommandFailedError(Exception):
    """A measured command ended badly; the message holds the end of what it printed."""


def measured(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raises CommandFailedError."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, text=True)
    out = child.stdout.read() if child.stdout else ""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise CommandFailedError(f"{' '.join(command)} ended with {child.returncode}:\n{out[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024, out)


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of this project in a new process."""
    return [sys.executable, "-m", module, *arguments]


def compiled(folder: Path) -> dict[str, str]:
    """Return an installed program's environment: its first run compiles its modules and keeps them in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "pycache")}


def machine() -> str:
    """Say on what was measured: absolute numbers mean little without it."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} CPUs {platform.machine()}, Python {platform.python_version()}, load {load:.1f}"


def percentile(sorted_times: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return sorted_times[min(int(len(sorted_times) * share), len(sorted_times) - 1)]
