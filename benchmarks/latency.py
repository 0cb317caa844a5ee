"""How long one new mail takes, from its bytes to settled nudges, on a store that holds a hundred thousand.

    uv run python -m benchmarks.latency [--messages 100000] [--clients 500] [--mails 1000]

Two years of made-up mail, all of it with clients; the new mails are spread over them. Each is parsed, filed and stored
in a transaction on disk, its client is evaluated by every rule, and what falls due is opened.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.made_up import ME, START, agency, clients, letters, page
from benchmarks.meter import machine, percentile
from connectors.base import PAGE, Scope
from daemon.clocks import calendars
from daemon.evaluate import Evaluator, pass_time
from daemon.filing import Clerk
from daemon.sync import store_page
from dossier.matching import Book
from store.rows import Matcher
from store.sqlite import Store

SPAN = timedelta(days=730)
SCOPE = Scope(ME, "INBOX", "mail")
NOBODY = Matcher(mail=lambda _: (), meeting=lambda _: ())
GOAL_P50, GOAL_P99 = 2.0, 20.0


class House:
    """A store and those who work on it."""

    def __init__(self, path: Path, count: int) -> None:
        self.book = Book(clients(count), agency())
        clocks = calendars(self.book.agency)
        self.clerk = Clerk(self.book, clocks)
        self.evaluator = Evaluator(self.book, clocks, {})
        self.store = Store.open(path)
        with self.store.transaction() as transaction:
            transaction.save_book(self.book.clients, NOBODY, START)

    def fill(self, count: int, minutes: float) -> None:
        """Store two years of mail and evaluate everybody once."""
        mails = letters(count, of=len(self.book.clients), minutes=minutes)
        for first in range(0, count, PAGE):
            found = page(list(islice(mails, PAGE)), first, self.clerk.parse)
            store_page(self.store, self.clerk, SCOPE, found, START)
        self.settle(START + timedelta(minutes=count * minutes))

    def take(self, raw: bytes, number: int, now: datetime) -> tuple[float, float]:
        """Return the milliseconds from a mail's bytes to settled nudges: wall and CPU."""
        begun, used = time.perf_counter(), time.process_time()
        store_page(self.store, self.clerk, SCOPE, page([raw], number, self.clerk.parse), now)
        self.settle(now)
        return (time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000

    def settle(self, now: datetime) -> None:
        """Evaluate who changed, and let time pass."""
        self.evaluator.marked(self.store, now)
        pass_time(self.store, now)


def main() -> None:
    """Fill a store, then let mail come in."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--mails", type=int, default=1000)
    asked = parser.parse_args()
    minutes = SPAN.total_seconds() / 60 / asked.messages
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        house = House(Path(name) / "wanglai.db", asked.clients)
        house.fill(asked.messages, minutes)
        mails = letters(asked.mails, of=asked.clients, minutes=minutes, first=asked.messages)
        taken = [
            house.take(raw, number, START + timedelta(minutes=number * minutes + 1))
            for number, raw in enumerate(mails, asked.messages)
        ]
        journal = house.store.journal
        house.store.close()
    print(
        f"one new mail on {asked.messages} messages of {asked.clients} clients, {asked.mails} times; {journal} journal"
    )
    print(f"goals: p50 {GOAL_P50} ms, p99 {GOAL_P99} ms")
    for what, times in zip(("wall", "CPU"), map(sorted, zip(*taken, strict=True)), strict=True):
        told = [
            f"{name} {percentile(times, share):.2f} ms" for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1))
        ]
        print(f"{what:>5}: {'   '.join(told)}")


if __name__ == "__main__":
    main()
