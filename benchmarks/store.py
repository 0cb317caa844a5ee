"""What storing costs: made-up mail of an agency, every message a client's, in pages of 500, on disk.

    uv run python -m benchmarks.store [--messages 300000] [--unmatched] [--path FILE] [--search] [--profile]

Prints CPU and wall time per message for each tenth of the way, beside the cost at the same moment in a store of 10,000,
so that its growth with the size of the store is seen on a busy box too; then what a dossier, a rhythm, a commit with
nothing in it and a replayed page cost. A quick look takes a minute; 1,000,000 messages take five and 1.6 GB.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from connectors.base import Scope
from dossier.identity import message_key
from dossier.model import Address, Client, Direction, Message, Signal, SignalKind
from store.rows import CopyClass, FiledCopy, Filing, MailFiling, Matcher
from store.sqlite import Store

CLIENTS = 500
PAGE = 500
START = datetime(2020, 1, 6, 9, tzinfo=UTC)
WORDS = [
    "campaign",
    "budget",
    "方案",
    "排期",
    "poster",
    "media",
    "周五",
    "confirm",
    "review",
    "draft",
    "预算",
    "launch",
    "store",
    "visit",
    "brief",
    "报价",
]
NOBODY = Matcher(mail=lambda _: (), meeting=lambda _: ())


def digest(text: str) -> str:
    """Return a key as reading mail makes them."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def letters(count: int, *, unmatched: bool) -> Iterator[FiledCopy]:
    """Yield made-up mail, most of it from few clients: 4 to a conversation, 1.3 contacts, 500 letters each."""
    dice = random.Random(7)  # noqa: S311 (made-up mail, the same every time)
    thread: list[str] = []
    for number in range(count):
        client = int(CLIENTS * dice.random() ** 3)
        thread = [] if number % 4 == 0 else thread
        name = f"{dice.getrandbits(64):016x}.{number}@mail.client{client}.example"
        contacts = tuple(f"person{dice.randrange(8)}@client{client}.example" for _ in range(1 + (number % 3 == 0)))
        at = START + timedelta(minutes=number * 3 + dice.randrange(2000))
        message = Message(
            key=message_key(name, contacts[0], f"{at:%Y-%m-%dT%H:%M:%SZ}"),
            id=name,
            sent_at=at,
            sender=Address("Person of a client", contacts[0]),
            to=(Address("Mei Chen", "mei@agency.example"), Address("", contacts[-1])),
            cc=(Address("李雷", "li@agency.example"),),
            subject=f"Re: {dice.choice(WORDS)} {number // 4}",
            text=" ".join(dice.choices(WORDS, k=90)),
            content=digest(f"content {number}"),
        )
        signals = (Signal(SignalKind.REQUEST, message.text[:40], 0, 40),) if number % 2 else ()
        filings = () if unmatched else (Filing(f"client{client}", tuple(dict.fromkeys(contacts))),)
        filed = MailFiling(message, filings, ("mei@agency.example",), Direction.IN, signals, tuple(thread))
        thread.append(name)
        cls = CopyClass.UNMATCHED if unmatched else CopyClass.STORED
        yield FiledCopy(f"INBOX/cur/{number:09d}.M{dice.randrange(10**6)}.host:2,S", cls, filed, identity=message.key)


def pages(count: int, *, unmatched: bool) -> Iterator[list[FiledCopy]]:
    """Yield the mail in pages."""
    mail = letters(count, unmatched=unmatched)
    while page := [copy for _, copy in zip(range(PAGE), mail, strict=False)]:
        yield page


def peak() -> int:
    """Return the process's largest size so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Meter:
    """Adds up what storing pages costs."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0
        self.messages = 0

    def put(self, store: Store, scope: Scope, page: list[FiledCopy]) -> None:
        """Store a page in a transaction of its own."""
        cpu, wall = time.process_time(), time.perf_counter()
        with store.transaction() as tx:
            tx.put(scope, page, now=START, cursor=page[-1].key)
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall
        self.messages += len(page)


def made(path: str) -> Store:
    """Make a store with the book."""
    store = Store.open(path)
    with store.transaction() as tx:
        tx.save_book([Client(key=f"client{n}", name=f"Client {n}") for n in range(CLIENTS)], NOBODY, START)
    return store


def fresh(scope: Scope, *, unmatched: bool) -> float:
    """Return the CPU seconds a message costs now in a store of 10,000: the box is shared, so only ratios hold."""
    meter = Meter()
    with tempfile.TemporaryDirectory() as folder, made(str(Path(folder) / "fresh.db")) as store:
        for page in pages(10_000, unmatched=unmatched):
            meter.put(store, scope, page)
    return meter.cpu / meter.messages


def fill(store: Store, scope: Scope, count: int, *, unmatched: bool) -> None:
    """Store the mail and print what each tenth cost; making it up is not counted."""
    meter, done, step = Meter(), 0, max(count // 10, PAGE)
    heads = ("messages", "µs cpu", "µs wall", "at 10k", "ratio", "MB file", "MB peak")
    print("".join(f"{head:>10}" for head in heads))
    for page in pages(count, unmatched=unmatched):
        meter.put(store, scope, page)
        done += len(page)
        if meter.messages >= step:
            cpu, wall = meter.cpu / meter.messages * 1e6, meter.wall / meter.messages * 1e6
            now = fresh(scope, unmatched=unmatched) * 1e6
            size = Path(store.path).stat().st_size / 1e6 if store.path not in ("", ":memory:") else 0
            print(
                f"{done:>10}{cpu:>10.1f}{wall:>10.1f}{now:>10.1f}{cpu / now:>10.2f}{size:>10.0f}{peak():>10}",
                flush=True,
            )
            meter = Meter()


def timed(what: str, times: int, act: object) -> None:
    """Print the median time of an action in microseconds."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        act()  # type: ignore[operator]  # a plain function; object keeps the call sites short
        taken.append(time.perf_counter() - before)
    taken.sort()
    print(f"{what:<52} p50 {taken[len(taken) // 2] * 1e6:>9.0f} µs   max {taken[-1] * 1e6:>9.0f} µs")


def afterwards(store: Store, scope: Scope, count: int, *, unmatched: bool, search: bool) -> None:
    """Print what is asked and done when the store is full."""
    since = START + timedelta(minutes=count * 3) - timedelta(days=120)
    with store.reading() as look:
        timed("dossier rows of one client, 120 days", 200, lambda: look.dossier_rows("client7", since))
        timed("rhythm of one client, ever", 50, lambda: look.rhythm_days("client7", START + timedelta(days=9000)))
        timed("classes of everything", 3, look.classes)

    def nothing() -> None:
        with store.transaction():
            pass

    def quiet() -> None:
        with store.transaction() as tx:
            tx.put(scope, (), now=START)

    timed("an empty transaction", 200, nothing)
    timed("a page with nothing in it", 200, quiet)
    some = next(pages(PAGE, unmatched=unmatched))

    def again() -> None:
        with store.transaction() as tx:
            tx.put(scope, some, now=START)

    timed(f"a page of {PAGE} again", 20, again)

    def one() -> None:
        with store.transaction() as tx:
            tx.put(scope, some[:1], now=START)

    timed("one message in its own transaction", 200, one)
    if search:

        def look_up() -> None:
            with store.transaction() as tx:
                tx.search("campaign 预算")

        before = time.process_time()
        with store.transaction() as tx:
            indexed = tx.index_texts()
        print(f"search index: {(time.process_time() - before) / max(indexed, 1) * 1e6:.1f} µs cpu per message")
        timed("search", 20, look_up)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--unmatched", action="store_true", help="envelopes only")
    parser.add_argument("--path", default="", help="default: a file in a temporary folder")
    parser.add_argument("--search", action="store_true")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.path or str(Path(folder) / "store.db")
        with made(path) as store:
            print(f"SQLite {sqlite3.sqlite_version}, journal {store.journal}")
            scope = Scope("mei@agency.example", "INBOX", "mail")
            profile = cProfile.Profile()
            if asked.profile:
                profile.enable()
            fill(store, scope, asked.messages, unmatched=asked.unmatched)
            if asked.profile:
                profile.disable()
                pstats.Stats(profile).sort_stats("tottime").print_stats(22)
            afterwards(store, scope, asked.messages, unmatched=asked.unmatched, search=asked.search)


if __name__ == "__main__":
    main()
