"""Cold ingest of a Maildir of real mail, beside `notmuch new` and `mu index` on the same files, in one run.

    uv run python -m benchmarks.ingest [--messages 20000] [--rounds 3] [--profile few|all]

`few`: one client domain in ten, most mail is nobody's. `all`: everybody is a client, all mail is read. Programs take
turns, round by round; the ratios are those of the medians. notmuch and mu index the full text, we keep 500 characters
and read them. Each writes below a temporary folder. What is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pickle
import pstats
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.mail import all_clients, few_clients, maildir, real_mail
from benchmarks.meter import Cost, compiled, machine, measured, python
from connectors.base import Connector
from daemon.clocks import calendars
from daemon.evaluate import Evaluator, pass_time
from daemon.filing import Clerk
from daemon.sync import sync
from dossier.matching import Book
from store.rows import Matcher
from store.sqlite import Store

NOBODY = Matcher(mail=lambda _: (), meeting=lambda _: ())
AGAIN = 50
GOALS = {"notmuch new": 0.15, "mu init+index": 0.30, "few": 3000, "all": 1500, "again": 5.0}


def ingest(box: Path, book: Path, path: Path, *, profile: bool) -> dict[str, float]:
    """Ingest as the service does, and say what came of it; runs in a process of its own."""
    agency, clients = pickle.loads(book.read_bytes())  # noqa: S301 (written by this run's parent)
    now = datetime.now(UTC)
    begun = time.process_time()
    store = Store.open(path)
    clocks = calendars(agency)
    known = Book(clients, agency)
    with store.transaction() as transaction:
        transaction.save_book(clients, NOBODY, now)
    opened = time.process_time()
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    clerk = Clerk(known, clocks)
    items = sum(one.items for one in sync(_sources(box, clerk), store, clerk, lambda: now))
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(45)
    synced = time.process_time()
    evaluator = Evaluator(known, clocks, {})
    marked = evaluator.marked(store, now)
    evaluated = time.process_time()
    with store.reading() as reading:
        classes = {str(cls): count for cls, count in reading.classes("mail").items()}
    again = []
    for _ in range(AGAIN):
        start = time.perf_counter()
        list(sync(_sources(box, clerk), store, clerk, lambda: now))
        evaluator.marked(store, now)
        pass_time(store, now)
        again.append((time.perf_counter() - start) * 1000)
    store.close()
    return {
        "items": items,
        "open": opened - begun,
        "sync": synced - opened,
        "evaluate": evaluated - synced,
        "evaluated": marked,
        "again": statistics.median(again),
        "again_max": max(again),
        **classes,
    }


def _sources(box: Path, clerk: Clerk) -> list[Connector]:
    from connectors.local.detect import open_path  # noqa: PLC0415 (as the service does)

    return [open_path(box, "me@agency.example", parse=clerk.parse)]


class Round:
    """One turn of every program over the same files."""

    def __init__(self, box: Path, folder: Path) -> None:
        self.box = box
        self.folder = folder

    def ours(self, which: str) -> Cost:
        """Ingest into a store on disk."""
        path = self._empty("ours") / "wanglai.db"
        book = self.folder / f"{which}.book"
        command = python("benchmarks.ingest", "--into", str(path), "--box", str(self.box), "--book", str(book))
        return measured(command, compiled(self.folder))

    def notmuch(self) -> Cost:
        """Index with notmuch."""
        home = self._empty("notmuch")
        config = home / "config"
        config.write_text(
            f"[database]\npath={home}/db\nmail_root={self.box}\n[user]\nname=me\nprimary_email=me@agency.example\n"
            "[new]\ntags=\n[search]\nexclude_tags=\n"
        )
        (home / "db").mkdir()
        return measured(["notmuch", f"--config={config}", "new"], self._env(home))

    def mu(self) -> Cost:
        """Index with mu."""
        home = self._empty("mu")
        first = measured(["mu", "init", f"--muhome={home}", f"--maildir={self.box}"], self._env(home))
        second = measured(["mu", "index", f"--muhome={home}"], self._env(home))
        return Cost(first.cpu + second.cpu, first.wall + second.wall, max(first.peak, second.peak), second.out)

    def _empty(self, name: str) -> Path:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def _env(self, home: Path) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "XDG_CONFIG_HOME": str(home)}


def compare(count: int, rounds: int) -> None:
    """Run everything in turns and print what it cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = real_mail(count)
        turn = Round(maildir(files, folder / "Maildir"), folder)
        for which, book in (("few", few_clients), ("all", all_clients)):
            (folder / f"{which}.book").write_bytes(pickle.dumps(book(files)))
        programs = {"few": lambda: turn.ours("few"), "all": lambda: turn.ours("all")}
        for tool, run, called in (("notmuch", turn.notmuch, "notmuch new"), ("mu", turn.mu, "mu init+index")):
            if shutil.which(tool):
                programs[called] = run
            else:
                print(f"{tool} is not installed: left out (Debian: notmuch, maildir-utils)")
        small = _small(folder)
        costs: dict[str, list[Cost]] = {called: [] for called in programs}
        for _ in range(rounds):
            for called, run in programs.items():
                costs[called].append(run())
    _print(count, costs)
    _print_again(costs, small)


def _small(folder: Path) -> dict[str, float]:
    """Ingest a tenth of the mail and less, to see whether a run without news grows with it."""
    box = maildir(real_mail(1000), folder / "small")
    book, path = str(folder / "few.book"), str(folder / "small.db")
    command = python("benchmarks.ingest", "--into", path, "--box", str(box), "--book", book)
    return json.loads(measured(command, compiled(folder)).out)


def _print(count: int, costs: dict[str, list[Cost]]) -> None:
    print(f"{count} messages; {machine()}")
    print(f"{'':<16}{'cpu s':>8}{'wall s':>8}{'msg/cpu-s':>11}{'peak MB':>9}")
    for called, runs in costs.items():
        cpu, wall = (statistics.median(getattr(run, part) for run in runs) for part in ("cpu", "wall"))
        goal = f"  goal {GOALS[called]}" if called in {"few", "all"} else ""
        print(f"{called:<16}{cpu:>8.2f}{wall:>8.2f}{count / cpu:>11.0f}{max(run.peak for run in runs):>9.0f}{goal}")
    for peer in ("notmuch new", "mu init+index"):
        for which in ("few", "all"):
            if peer in costs:
                cpu, wall = (
                    statistics.median(getattr(run, part) for run in costs[which])
                    / statistics.median(getattr(run, part) for run in costs[peer])
                    for part in ("cpu", "wall")
                )
                print(f"{which} / {peer}: cpu {cpu:.3f} (goal {GOALS[peer]:.2f}), wall {wall:.3f}")


def _print_again(costs: dict[str, list[Cost]], small: dict[str, float]) -> None:
    for which in ("few", "all"):
        told = [json.loads(run.out) for run in costs[which]]
        medians = {part: statistics.median(one[part] for one in told) for part in ("open", "sync", "evaluate")}
        parts = ", ".join(f"{part} {seconds:.2f}" for part, seconds in medians.items())
        classes = {name: int(value) for name, value in told[0].items() if name in _CLASSES}
        print(f"{which}: cpu s of {parts} ({told[0]['evaluated']:.0f} clients); {classes}")
    again = statistics.median(json.loads(run.out)["again"] for run in costs["few"])
    few = small["again"]
    print(f"nothing new, in process: {again:.2f} ms; with 1,000 messages {few:.2f} ms (goal {GOALS['again']})")


_CLASSES = {"stored", "machine", "internal", "unmatched", "duplicates", "quarantined"}


def main() -> None:
    """Compare, or be the measured process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", choices=("few", "all"), help="print where the time goes, instead of comparing")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--box", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--book", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.into:
        print(json.dumps(ingest(asked.box, asked.book, asked.into, profile=False)))
    elif asked.profile:
        _profile(asked.messages, asked.profile)
    else:
        compare(asked.messages, asked.rounds)


def _profile(count: int, which: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = real_mail(count)
        book = folder / "book"
        book.write_bytes(pickle.dumps((few_clients if which == "few" else all_clients)(files)))
        print(ingest(maildir(files, folder / "Maildir"), book, folder / "wanglai.db", profile=True))


if __name__ == "__main__":
    main()
