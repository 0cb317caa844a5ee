"""How long a newcomer waits: for `wanglai --help`, and for the first digest of `wanglai demo`.

    uv run python -m benchmarks.startup [--times 9]

Whole processes of the installed command, medians. Modules are compiled by a first run that does not count.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.meter import compiled, machine, measured

HELP, DIGEST = 0.3, 5.0
POLL = 0.005


def command() -> str:
    """Return the installed command. Raises SystemExit where there is none."""
    beside = Path(sys.executable).with_name("wanglai")
    found = str(beside) if beside.exists() else shutil.which("wanglai")
    if not found:
        raise SystemExit("the command `wanglai` is not installed")
    return found


def first_digest(folder: Path, env: dict[str, str]) -> tuple[float, float]:
    """Return the seconds until a digest lies on the disk, and until the demo has ended."""
    out = folder / "demo"
    shutil.rmtree(out, ignore_errors=True)
    begun = time.perf_counter()
    child = subprocess.Popen([command(), "demo", "--out", str(out)], env=env, stdout=subprocess.DEVNULL)
    seen = 0.0
    while child.poll() is None:
        if not seen and any((out / "digests").glob("*.eml")):
            seen = time.perf_counter() - begun
        time.sleep(POLL)
    if child.returncode:
        raise SystemExit(f"wanglai demo ended with {child.returncode}")
    return seen or time.perf_counter() - begun, time.perf_counter() - begun


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=9)
    asked = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = compiled(folder)
        measured([command(), "--help"], env)
        helps = [measured([command(), "--help"], env) for _ in range(asked.times)]
        wall, cpu = (statistics.median(getattr(one, part) for one in helps) for part in ("wall", "cpu"))
        print(f"wanglai --help: {wall:.2f} s, {cpu:.2f} s CPU (goal {HELP})")
        first_digest(folder, env)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        waits = [first_digest(folder, env) for _ in range(asked.times)]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / asked.times
        digest, whole = (statistics.median(wait[part] for wait in waits) for part in (0, 1))
        print(
            f"wanglai demo: first digest after {digest:.2f} s (goal {DIGEST}), all after {whole:.2f} s, {cpu:.2f} CPU"
        )


if __name__ == "__main__":
    main()
