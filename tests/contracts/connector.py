"""What every connector promises, written once. A connector joins with a `World` and a subclass of `ConnectorContract`.

A world is the place a connector reads, in the hands of the test: things are delivered to it, changed and removed.
A thing has a name (Message-ID or UID) and a revision (in its subject or title). The store is a dict that applies
pages as DESIGN.md §4 says. Every page boundary is a crash point, before and after the page is stored, and each test
that crashes asserts that it did. Pages are made small, so connectors must read `base.PAGE`, not a copy of it.
"""

from __future__ import annotations

import json
import random
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from connectors import base
from connectors.base import Connector, Copy, CursorExpired, Page, Scope
from dossier.model import Message, Unreadable

Thing = tuple[str, str]
"""Name and revision."""
SMALL_PAGE = 3
GARBAGE = (
    "",
    "x",
    "{}",
    "[]",
    "null",
    "7",
    '"a"',
    "[[[[",
    '{"v":1}',
    "[1,true,0,0,{}",
    "\u6e38\u6807",
    "\x00",
    "[" * 5000,
)


class World(ABC):
    """A place that a connector reads. It begins empty."""

    @abstractmethod
    def connector(self) -> Connector:
        """Return a connector as a new process would make it."""

    @abstractmethod
    def deliver(self, name: str, revision: str) -> None:
        """Add a thing."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Take a thing away."""

    @abstractmethod
    def change(self, name: str, revision: str) -> None:
        """Give a thing another content."""

    @abstractmethod
    def poison(self) -> None:
        """Add something that can not be read."""

    def expire(self, cursor: str) -> str:
        """Return what is left of a cursor when the provider forgets it."""
        return f"expired {cursor}"

    def twice(self, name: str, revision: str) -> bool:
        """Add an identical twin of a thing; False where there can be none."""
        del name, revision
        return False


@dataclass
class Store:
    """The least store there can be: copies by key, and the cursor."""

    copies: dict[str, Copy] = field(default_factory=dict)
    cursor: str | None = None
    yielded: Counter[str] = field(default_factory=Counter)

    def apply(self, page: Page) -> None:
        """Store a page and its cursor in one go."""
        for copy in page.changed:
            self.copies[copy.key] = copy
            self.yielded["changed"] += 1
        for key in page.removed:
            self.copies.pop(key, None)
            self.yielded["removed"] += 1
        if page.present is not None:
            present = set(page.present)
            self.yielded["listings"] += 1
            self.copies = {key: copy for key, copy in self.copies.items() if key in present}
        self.cursor = page.cursor if page.cursor is not None else self.cursor

    def sync(self, world: World) -> Counter[str]:
        """Bring the store up to date; return how much that took."""
        self.yielded = Counter()
        for page in self.pages(world):
            self.apply(page)
        return self.yielded

    def pages(self, world: World) -> Iterator[Page]:
        """Yield the pages of a pass, beginning over once if the cursor has expired."""
        connector = world.connector()
        try:
            yield from connector.changes(only_scope(connector), self.cursor)
        except CursorExpired:
            self.cursor = None
            yield from connector.changes(only_scope(connector), None)

    def things(self) -> list[Thing]:
        """Return name and revision of everything held, in order."""
        return sorted(thing for copy in self.copies.values() for thing in things_of(copy))

    def unreadable(self) -> list[str]:
        """Return the reasons of what could not be read."""
        return [copy.content.reason for copy in self.copies.values() if isinstance(copy.content, Unreadable)]

    def twin(self) -> Store:
        """Return a store that holds the same."""
        return Store(dict(self.copies), self.cursor)


def things_of(copy: Copy) -> list[Thing]:
    """Return name and revision of what a copy holds."""
    if isinstance(copy.content, Unreadable):
        return []
    if isinstance(copy.content, Message):
        return [(copy.content.id, copy.content.subject)]
    return [(meeting.uid, meeting.title) for meeting in copy.content]


def only_scope(connector: Connector) -> Scope:
    """Return the scope of a connector that has one."""
    (scope,) = connector.scopes()
    return scope


def name(number: int) -> str:
    """Return the name of the n-th thing."""
    return f"thing-{number}@client.example"


class ConnectorContract:
    """Inherited by the tests of each connector; `make_world` is all a subclass has to say."""

    examples = 12
    """Stories the state machine tells per run."""

    def make_world(self, path: Path) -> World:
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _small_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(base, "PAGE", SMALL_PAGE)

    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return self.make_world(tmp_path)

    @pytest.fixture
    def ten(self, world: World) -> World:
        """A world of ten things."""
        for number in range(10):
            world.deliver(name(number), "first")
        return world

    # --- listings ---------------------------------------------------------------------------------------------------

    def test_a_full_listing_equals_the_world(self, ten: World) -> None:
        store = Store()
        store.sync(ten)
        assert store.things() == sorted((name(number), "first") for number in range(10))

    def test_a_full_listing_ends_with_every_key_and_names_none_twice(self, ten: World) -> None:
        pages = list(Store().pages(ten))
        keys = [copy.key for page in pages for copy in page.changed]
        assert len(keys) == len(set(keys)) == 10
        assert [page.present is not None for page in pages] == [False] * (len(pages) - 1) + [True]
        assert set(pages[-1].present or ()) >= set(keys)

    def test_pages_are_bounded_and_their_cursors_survive_storage(self, ten: World) -> None:
        pages = list(Store().pages(ten))
        assert len(pages) >= 10 / SMALL_PAGE
        for page in pages:
            assert len(page.changed) <= SMALL_PAGE
            assert page.cursor is None or json.loads(json.dumps(page.cursor)) == page.cursor
            for text in (page.cursor or "", *(copy.key for copy in page.changed)):
                assert text.encode("utf-8").decode("utf-8") == text

    def test_an_empty_scope_is_a_listing_of_nothing(self, world: World) -> None:
        store = Store()
        store.sync(world)
        assert store.yielded == {"listings": 1}
        assert store.sync(world) == {}
        world.deliver(name(1), "first")
        store.sync(world)
        assert store.things() == [(name(1), "first")]

    def test_scopes_are_the_same_for_every_process(self, ten: World) -> None:
        assert list(ten.connector().scopes()) == list(ten.connector().scopes())

    # --- what is new ------------------------------------------------------------------------------------------------

    def test_a_second_run_yields_nothing(self, ten: World) -> None:
        store = synced(ten)
        assert store.sync(ten) == {}
        assert store.sync(ten) == {}

    def test_what_was_delivered_is_read_alone(self, ten: World) -> None:
        store = synced(ten)
        ten.deliver(name(10), "first")
        assert store.sync(ten) == {"changed": 1}
        ten.deliver(name(11), "first")
        ten.deliver(name(12), "first")
        assert store.sync(ten) == {"changed": 2}
        assert store.things() == sorted((name(number), "first") for number in range(13))

    def test_what_is_removed_is_gone(self, ten: World) -> None:
        store = synced(ten)
        ten.remove(name(3))
        ten.remove(name(9))
        store.sync(ten)
        assert store.things() == sorted((name(number), "first") for number in range(10) if number not in {3, 9})
        assert store.sync(ten) == {}

    def test_what_is_changed_is_another(self, ten: World) -> None:
        store = synced(ten)
        ten.change(name(4), "again")
        store.sync(ten)
        assert (name(4), "again") in store.things()
        assert (name(4), "first") not in store.things()
        assert len(store.things()) == 10

    def test_a_world_replaced_whole_is_followed(self, ten: World) -> None:
        store = synced(ten)
        for number in range(10):
            ten.remove(name(number))
            ten.deliver(name(100 + number), "other")
        store.sync(ten)
        assert store.things() == sorted((name(100 + number), "other") for number in range(10))

    def test_what_goes_and_comes_in_one_step_is_noticed(self, ten: World) -> None:
        store = synced(ten)
        ten.remove(name(0))
        ten.deliver(name(20), "first")
        ten.change(name(5), "again")
        store.sync(ten)
        expected = {(name(number), "first") for number in (1, 2, 3, 4, 6, 7, 8, 9, 20)} | {(name(5), "again")}
        assert store.things() == sorted(expected)

    def test_twins_are_two(self, ten: World) -> None:
        if not ten.twice(name(2), "first"):
            pytest.skip("no two things can be identical here")
        store = synced(ten)
        assert len(store.copies) == 11
        ten.twice(name(2), "first")
        store.sync(ten)
        assert store.things().count((name(2), "first")) == 3

    def test_poison_stops_nobody_else(self, world: World) -> None:
        world.deliver(name(1), "first")
        world.poison()
        for number in range(2, 6):
            world.deliver(name(number), "first")
        store = synced(world)
        assert store.things() == sorted((name(number), "first") for number in range(1, 6))
        assert len(store.unreadable()) == 1
        assert store.sync(world) == {}

    # --- crashes, replays, expiry -----------------------------------------------------------------------------------

    def test_killed_at_any_page_and_resumed_it_ends_equal(self, ten: World) -> None:
        whole = synced(ten)
        fired = sum(crash(Store(), ten, whole, at, stored=stored) for at in range(6) for stored in (False, True))
        assert fired >= 6

    def test_killed_at_any_page_of_an_increment_it_ends_equal(self, ten: World) -> None:
        before = synced(ten)
        ten.remove(name(1))
        for number in range(20, 29):
            ten.deliver(name(number), "first")
        ten.change(name(6), "again")
        whole = before.twin()
        whole.sync(ten)
        fired = sum(crash(before.twin(), ten, whole, at, stored=stored) for at in range(6) for stored in (False, True))
        assert fired >= 6

    def test_what_a_killed_pass_handed_out_and_is_removed_before_the_next_is_gone(self, ten: World) -> None:
        before = synced(ten)
        fired = 0
        for round_ in range(1, 7):
            new = [name(100 * round_ + number) for number in range(8)]
            for each in new:
                ten.deliver(each, "first")
            store = before.twin()
            for number, page in enumerate(store.pages(ten)):
                store.apply(page)
                if number == round_ - 1:
                    break
            fired += len(store.things()) > len(before.things())
            for each in new:
                ten.remove(each)
            ten.deliver(name(100 * round_ + 50), "first")
            store.sync(ten)
            before.sync(ten)
            assert store.things() == before.things()
            assert len(store.things()) == 10 + round_
        assert fired >= 2

    def test_any_page_may_be_replayed(self, ten: World) -> None:
        store = Store()
        cursors: list[str | None] = [None]
        for page in store.pages(ten):
            store.apply(page)
            cursors.append(store.cursor)
        things = store.things()
        assert len(cursors) > 3
        for cursor in cursors:
            store.cursor = cursor
            store.sync(ten)
            assert store.things() == things

    def test_pages_may_come_twice_and_in_any_order(self, ten: World) -> None:
        *pages, last = Store().pages(ten)
        last = Page(last.changed, last.removed, last.cursor, tuple(last.present or ()))
        things = synced(ten).things()
        for seed in range(5):
            shuffled = pages * 2
            random.Random(seed).shuffle(shuffled)  # noqa: S311 -- not a secret
            store = Store()
            for page in (*shuffled, last, last):
                store.apply(page)
            assert store.things() == things

    def test_what_comes_between_two_pages_is_not_lost(self, ten: World) -> None:
        store = Store()
        for turn, page in enumerate(store.pages(ten)):
            store.apply(page)
            ten.deliver(name(50 + turn), "between")
            if turn == 10:
                break
        store.sync(ten)
        expected = {(name(number), "first") for number in range(10)}
        assert expected < set(store.things())
        assert len(store.things()) == 10 + turn + 1

    def test_an_expired_cursor_leads_to_a_full_listing(self, ten: World) -> None:
        store = synced(ten)
        ten.remove(name(0))
        ten.deliver(name(30), "first")
        assert store.cursor is not None
        store.cursor = ten.expire(store.cursor)
        connector = ten.connector()
        with pytest.raises(CursorExpired):
            list(connector.changes(only_scope(connector), store.cursor))
        store.sync(ten)
        assert store.yielded["listings"] == 1
        assert store.things() == sorted((name(number), "first") for number in (*range(1, 10), 30))

    @pytest.mark.parametrize("cursor", GARBAGE, ids=range(len(GARBAGE)))
    def test_a_cursor_of_garbage_has_expired(self, ten: World, cursor: str) -> None:
        connector = ten.connector()
        with pytest.raises(CursorExpired):
            list(connector.changes(only_scope(connector), cursor))

    def test_any_story_ends_equal(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Whatever is delivered, changed, removed, forgotten or killed: in the end the store equals the world."""
        contract = self
        killed = Counter[str]()

        class Told(Story):
            def make_world(self) -> World:
                return contract.make_world(tmp_path_factory.mktemp("world"))

            fired = killed

        profile = settings(
            max_examples=self.examples, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        )
        run_state_machine_as_test(Told, settings=profile)
        assert killed["crash"] >= 1
        assert killed["expired"] >= 1


class Story(RuleBasedStateMachine):
    """A world, a store that follows it, and what may happen to both."""

    fired: ClassVar[Counter[str]] = Counter()

    def make_world(self) -> World:
        raise NotImplementedError

    @initialize()
    def begin(self) -> None:
        """Start with nothing."""
        self.world = self.make_world()
        self.store = Store()
        self.model: dict[str, str] = {}
        self.count = 0
        self.dirty = True

    @rule(many=st.integers(1, 7))
    def deliver(self, many: int) -> None:
        """Mail comes."""
        for _ in range(many):
            self.count += 1
            self.world.deliver(name(self.count), "first")
            self.model[name(self.count)] = "first"
        self.dirty = True

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Something is deleted."""
        chosen = data.draw(st.sampled_from(sorted(self.model)))
        self.world.remove(chosen)
        del self.model[chosen]
        self.dirty = True

    @precondition(lambda self: self.model)
    @rule(data=st.data(), revision=st.sampled_from(("again", "third", "other")))
    def change(self, data: st.DataObject, revision: str) -> None:
        """Something is edited."""
        chosen = data.draw(st.sampled_from(sorted(self.model)))
        self.world.change(chosen, revision)
        self.model[chosen] = revision
        self.dirty = True

    @rule()
    def expire(self) -> None:
        """The provider forgets."""
        if not self.store.cursor:
            self.sync()
        self.fired["expired"] += 1
        self.store.cursor = self.world.expire(self.store.cursor or "")
        self.dirty = True

    @rule(at=st.integers(0, 3), stored=st.booleans(), many=st.integers(1, 7))
    def killed(self, at: int, many: int, *, stored: bool) -> None:
        """Mail comes, and the process dies at a page of it."""
        self.deliver(many)
        for number, page in enumerate(self.store.pages(self.world)):
            if number == at and not stored:
                break
            self.store.apply(page)
            if number == at:
                break
        else:
            return
        self.fired["crash"] += 1
        self.dirty = True

    @rule()
    def sync(self) -> None:
        """A pass goes through."""
        self.store.sync(self.world)
        self.dirty = False

    @invariant()
    def equal_after_a_pass(self) -> None:
        """After a whole pass the store equals the world, and another pass has nothing to say."""
        if not self.dirty:
            assert self.store.things() == sorted(self.model.items())
            assert self.store.sync(self.world) == {}

    def teardown(self) -> None:
        """Every story ends with a pass."""
        if hasattr(self, "world"):
            self.sync()
            self.equal_after_a_pass()


def synced(world: World) -> Store:
    """Return a store that holds the world as it is."""
    store = Store()
    store.sync(world)
    return store


def crash(store: Store, world: World, whole: Store, at: int, *, stored: bool) -> bool:
    """Kill a pass at its page `at`, before or after that is stored, resume, and compare; tell if it came to that."""
    fired = False
    for number, page in enumerate(store.pages(world)):
        if number == at and not stored:
            fired = True
            break
        store.apply(page)
        if number == at:
            fired = True
            break
    store.sync(world)
    assert store.things() == whole.things()
    assert store.copies.keys() == whole.copies.keys()
    return fired
