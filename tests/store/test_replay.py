"""Whatever happens between pages, the store is a function of what the mailboxes hold and of what once was filed.

A small model says what must be there: which copies, which messages, whose text, which conversations, which of several
twins speaks. The store is driven with pages in any order, repeated, trashed, taken back, listed anew; killed in the
middle of a transaction; closed and opened. After each step they are compared, and at the end a second store that was
told the same in another order must have the same canonical dump.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from connectors.base import Scope
from dossier.model import Message
from store.dump import dump
from store.rows import FiledCopy
from store.sqlite import Store
from store.upkeep import check
from tests.contracts.store.cast import BOOK, LEI, MEI, NOW, filed, letter, matcher

NAMES = "abcdefgh"
SENDERS = ("anna@acme.example", "ben@borg.example", "x@other.example")
SCOPES = (MEI, LEI)


def message(name: str) -> Message:
    """Return the one message of a name: c and d say the same (twins), x@other is nobody's client."""
    number = NAMES.index(name)
    said = "cd" if name in "cd" else name
    return letter(
        name,
        hours=0 if name in "cd" else number,
        sender=SENDERS[number % 3] if name not in "cd" else SENDERS[0],
        key=f"{(number * 37) % 256:02x}" * 16,
        content=f"content {said}",
    )


def refs(name: str) -> tuple[str, ...]:
    """A answers nothing, b answers a, f answers b and e, h answers one that nobody has."""
    named = {"b": "a", "f": "be", "h": "z", "g": "z"}.get(name, "")
    return tuple(f"{other}@mail.example" for other in named)


def copy_of(key: str, name: str, *, trashed: bool) -> FiledCopy:
    """Return a copy of a message under a provider's key."""
    return filed(message(name), *refs(name), key=key, trashed=trashed)


class Fault(Exception):
    """The process "dies" between two statements."""


class Replay(RuleBasedStateMachine):
    """Drives a store and a model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "wanglai.db"
        self.store = Store.open(self.path)
        with self.store.transaction() as tx:
            tx.save_book(BOOK, matcher(BOOK), NOW)
        self.copies: dict[tuple[Scope, str], tuple[str, bool]] = {}
        self.seen: set[str] = set()

    def teardown(self) -> None:
        try:
            assert check(self.store) == []
            assert self.told_in_another_order() == list(dump(self.store))
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    def told_in_another_order(self) -> list[str]:
        """Tell a new store the same: first everything that ever was, then what of it is gone."""
        dice = random.Random(len(self.copies))  # noqa: S311 (any order will do)
        with Store.open() as other:
            with other.transaction() as tx:
                tx.save_book(BOOK, matcher(BOOK), NOW)
                for scope in dice.sample(SCOPES, 2):
                    tx.put(scope, [], now=NOW)
                for name in dice.sample(sorted(self.seen), len(self.seen)):
                    tx.put(dice.choice(SCOPES), [copy_of(f"once {name}", name, trashed=False)], now=NOW)
            held = dice.sample(list(self.copies.items()), len(self.copies))
            for (scope, key), (name, trashed) in held:
                with other.transaction() as tx:
                    tx.put(scope, [copy_of(key, name, trashed=trashed)], now=NOW)
            with other.transaction() as tx:
                for scope in SCOPES:
                    tx.put(scope, [], now=NOW, removed=[f"once {name}" for name in self.seen])
                    if any(True for _ in self.cursors()):
                        tx.put(scope, [], now=NOW, cursor=self.cursors().get(scope))
            return list(dump(other))

    def cursors(self) -> dict[Scope, str | None]:
        """Return the cursor of every scope."""
        with self.store.reading() as look:
            return {status.scope: status.cursor for status in look.scopes()}

    @initialize()
    def both_scopes_are_there(self) -> None:
        with self.store.transaction() as tx:
            for scope in SCOPES:
                tx.put(scope, [], now=NOW, cursor="0")

    pages = st.lists(st.tuples(st.sampled_from("1234"), st.sampled_from(NAMES), st.booleans()), max_size=5)
    scopes = st.sampled_from(SCOPES)

    @rule(scope=scopes, page=pages, removed=st.sets(st.sampled_from("1234"), max_size=2), times=st.integers(1, 2))
    def a_page_comes(self, scope: Scope, page: list[tuple[str, str, bool]], removed: set[str], times: int) -> None:
        copies = [copy_of(key, name, trashed=trashed) for key, name, trashed in page]
        removed -= {key for key, _, _ in page}
        for _ in range(times):
            with self.store.transaction() as tx:
                tx.put(scope, copies, now=NOW, removed=removed, cursor=str(len(page)))
        for key, name, trashed in page:
            self.copies[scope, key] = (name, trashed)
        # What one page says twice of one key, it says last.
        self.seen |= {self.copies[scope, key][0] for key, _, _ in page}
        for key in removed:
            self.copies.pop((scope, key), None)

    @rule(scope=scopes, present=st.sets(st.sampled_from("1234")))
    def a_full_listing_ends(self, scope: Scope, present: set[str]) -> None:
        with self.store.transaction() as tx:
            tx.put(scope, [], now=NOW, present=iter(sorted(present)))
        self.copies = {held: what for held, what in self.copies.items() if held[0] != scope or held[1] in present}

    @rule(scope=scopes, page=pages, statement=st.integers(0, 25))
    def it_dies_between_two_statements(self, scope: Scope, page: list[tuple[str, str, bool]], statement: int) -> None:
        before = list(dump(self.store))
        copies = [copy_of(key, name, trashed=trashed) for key, name, trashed in page]
        left = statement

        def count() -> int:
            nonlocal left
            left -= 1
            return int(left == -1)  # once: undoing it must not be interrupted too

        with pytest.raises((Fault, sqlite3.OperationalError)), self.store.transaction() as tx:  # noqa: PT012 (both may fail)
            # SQLite asks it while it executes statements; a true answer interrupts the one that runs.
            tx.conn.set_progress_handler(count, 20)
            tx.put(scope, copies, now=NOW, present=["1"], cursor="never")
            raise Fault
        self.store.db.conn.set_progress_handler(None, 0)
        assert list(dump(self.store)) == before

    @precondition(lambda self: self.copies)
    @rule()
    def it_is_closed_and_opened(self) -> None:
        before = list(dump(self.store))
        self.store.close()
        self.store = Store.open(self.path)
        assert list(dump(self.store)) == before

    @invariant()
    def the_copies_are_those_of_the_mailboxes(self) -> None:
        rows = self.store.db.conn.execute(
            "SELECT s.mailbox, c.key, c.trashed, m.message_id FROM copy c JOIN scope s ON s.id = c.scope"
            " JOIN message m ON m.id = c.message"
        )
        found = {(mailbox, key): (name[0], bool(trashed)) for mailbox, key, trashed, name in rows}
        assert found == {(scope.mailbox, key): what for (scope, key), what in self.copies.items()}

    @invariant()
    def text_is_kept_exactly_while_a_mailbox_holds_it(self) -> None:
        rows = self.store.db.conn.execute("SELECT m.message_id FROM kept k JOIN message m ON m.id = k.id")
        live = {name for name, trashed in self.copies.values() if not trashed}
        assert {name[0] for (name,) in rows} == {name for name in live if message(name).sender.email != SENDERS[2]}

    @invariant()
    def every_message_that_ever_was_is_remembered_and_one_of_the_twins_speaks(self) -> None:
        rows = dict(self.store.db.conn.execute("SELECT message_id, twin FROM message"))
        found = {name[0]: twin for name, twin in rows.items()}
        assert set(found) == self.seen
        both = {"c", "d"} <= self.seen
        smaller = min("cd", key=lambda name: message(name).key)
        assert {name for name, twin in found.items() if twin} == ({*"cd"} - {smaller} if both else set())


Replay.TestCase.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
TestReplay = Replay.TestCase
