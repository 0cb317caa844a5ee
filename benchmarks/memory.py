"""How much memory an ingest takes, and how its cost per message grows with the size of the store.

    uv run python -m benchmarks.memory [--curve 300000] [--skip-mbox] [--skip-files]

A 2 GB mbox (a tenth of the mail with a file of 160 KB) and 100,000 .eml files, made up in a temporary folder, each
ingested by a process of its own whose largest size counts; then one mbox of small mail, all of it client mail, whose
ingest says what the last stretch before 10,000, 100,000 … messages cost. Evaluation is not part of it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.made_up import ME, agency, clients, letters, with_file
from benchmarks.meter import Cost, compiled, machine, measured, python
from connectors.local.detect import open_path
from daemon.clocks import calendars
from daemon.filing import Clerk
from daemon.sync import sync
from dossier.matching import Book
from store.rows import Matcher
from store.sqlite import Store

GB = 1 << 30
CLIENTS = 500
FILE = 160_000
MARKS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
STRETCH = 5_000
"""Messages over which a cost is averaged."""
PEAK, GROWTH = 120, 1.5
NOBODY = Matcher(mail=lambda _: (), meeting=lambda _: ())


def write_mbox(path: Path, mails: Iterator[bytes], size: int = 0) -> int:
    """Write mail into an mbox until it has a size (0: all of it); return how many there are."""
    count = 0
    with path.open("wb") as file:
        for count, raw in enumerate(mails, 1):  # noqa: B007 (how many there were)
            file.write(b"From - Mon Jan  1 10:00:00 2024\n" + raw + b"\n")
            if size and file.tell() >= size:
                break
    return count


def write_files(folder: Path, mails: Iterator[bytes]) -> None:
    """Write mail into files, a thousand to a folder."""
    for number, raw in enumerate(mails):
        below = folder / str(number // 1000)
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{number}.eml").write_bytes(raw)


def ingest(source: Path, path: Path) -> list[tuple[int, float]]:
    """Ingest, and return after each page how many messages there were and the CPU seconds so far."""
    book, now = Book(clients(CLIENTS), agency()), datetime.now(UTC)
    store = Store.open(path)
    with store.transaction() as transaction:
        transaction.save_book(book.clients, NOBODY, now)
    clerk = Clerk(book, calendars(book.agency))
    told: list[tuple[int, float]] = []
    opened = [open_path(source, ME, parse=clerk.parse)]
    for one in sync(opened, store, clerk, lambda: now, lambda done, _: told.append((done, time.process_time()))):
        if one.error:
            raise one.error
    store.close()
    return told


def measure(source: Path, folder: Path) -> Cost:
    """Ingest in a process of its own."""
    path = folder / "wanglai.db"
    path.unlink(missing_ok=True)
    return measured(python("benchmarks.memory", "--source", str(source), "--into", str(path)), compiled(folder))


def peaks(folder: Path, *, mbox: bool, files: bool) -> None:
    """Print the largest sizes."""
    if mbox:
        mails = (
            with_file(raw, FILE) if number % 10 == 0 else raw
            for number, raw in enumerate(letters(10**7, of=CLIENTS, minutes=5, share=0.5))
        )
        count = write_mbox(folder / "box.mbox", mails, 2 * GB)
        _say(f"2 GB mbox, {count} messages", count, measure(folder / "box.mbox", folder))
        (folder / "box.mbox").unlink()
    if files:
        write_files(folder / "files", letters(100_000, of=CLIENTS, minutes=5, share=0.5))
        _say("100,000 .eml files", 100_000, measure(folder / "files", folder))


def _say(what: str, count: int, cost: Cost) -> None:
    each = cost.cpu / count * 1e6
    took = f"{cost.cpu:.0f} s CPU, {cost.wall:.0f} s, {each:.0f} µs CPU each"
    print(f"{what}: peak {cost.peak:.0f} MB (goal < {PEAK}), {took}", flush=True)


def curve(folder: Path, count: int) -> None:
    """Print the cost per message along one ingest."""
    source = folder / "curve.mbox"
    write_mbox(source, letters(count, of=CLIENTS, minutes=1))
    cost = measure(source, folder)
    told = [(int(done), float(cpu)) for done, cpu in json.loads(cost.out)]
    first = 0.0
    print(f"{'messages':>10}{'µs CPU each':>13}{'ratio':>8}   goal <= {GROWTH}")
    for mark in (mark for mark in MARKS if mark <= count):
        each = _around(told, mark)
        first = first or each
        print(f"{mark:>10}{each:>13.0f}{each / first:>8.2f}")
    print(f"peak {cost.peak:.0f} MB at {count} messages")


def _around(told: list[tuple[int, float]], mark: int) -> float:
    """Return the microseconds per message of the stretch before a mark."""
    end = min(told, key=lambda one: abs(one[0] - mark))
    start = min(told, key=lambda one: abs(one[0] - (mark - STRETCH)))
    return (end[1] - start[1]) / (end[0] - start[0]) * 1e6


def main() -> None:
    """Measure, or be the measured process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--curve", type=int, default=300_000, metavar="MESSAGES")
    parser.add_argument("--skip-mbox", action="store_true")
    parser.add_argument("--skip-files", action="store_true")
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.source:
        print(json.dumps(ingest(asked.source, asked.into)))
        return
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        peaks(Path(name), mbox=not asked.skip_mbox, files=not asked.skip_files)
        if asked.curve:
            curve(Path(name), asked.curve)


if __name__ == "__main__":
    main()
