"""A process that is killed while it ingests leaves a store that ends like that of one that was not."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from connectors import base
from store.dump import dump
from store.sqlite import Store
from store.upkeep import check
from tests.daemon.killing import MESSAGES, died_of, ingest, lay_out

PAGE = 25
"""Items a page holds here, so that every scope has several."""
POINTS = 320
AGAIN = 450
"""Steps after which the stubborn killer strikes: more than any page takes, or nothing would ever be stored."""

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- a fresh folder is made in it
"""What a process wrote outlives it there too, and nobody waits for a disk."""

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@dataclass(frozen=True)
class Whole:
    """A run that nobody killed: where its mail lies, how many steps it took, and what it left."""

    folder: Path
    steps: int
    left: tuple[str, ...]


class Trial(NamedTuple):
    """A run that was killed at a step, and the one after it."""

    deadly: int
    ended_by: int
    wrong: tuple[str, ...]
    same: bool


def dumped(path: Path) -> tuple[str, ...]:
    with Store.open(path) as store:
        return tuple(dump(store))


@pytest.fixture(scope="module")
def whole() -> Iterator[Whole]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        lay_out(folder / "house")
        patch.setattr(base, "PAGE", PAGE)
        steps = ingest(folder / "house", folder / "whole.db")
        yield Whole(folder, steps, dumped(folder / "whole.db"))


class Killer:
    """Kills a run at one step after the other, each time on a store of its own, and runs it again."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole

    def __call__(self, deadly: int) -> Trial:
        path = self.whole.folder / f"{deadly}.db"
        ended_by = died_of(lambda: ingest(self.whole.folder / "house", path, deadly))
        ingest(self.whole.folder / "house", path)
        with Store.open(path) as store:
            trial = Trial(deadly, ended_by, tuple(check(store)), tuple(dump(store)) == self.whole.left)
        path.unlink()
        return trial


def test_killed_at_any_of_three_hundred_steps_it_ends_the_same(whole: Whole) -> None:
    points = [1 + whole.steps * number // POINTS for number in range(POINTS)]
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        trials = pool.map(Killer(whole), points, chunksize=8)
    assert [trial.deadly for trial in trials if trial.ended_by != signal.SIGKILL] == [], "every kill must have hit"
    assert len({trial.deadly for trial in trials}) == POINTS >= 300
    assert [trial for trial in trials if trial.wrong or not trial.same] == []


def test_killed_again_and_again_it_still_gets_there_and_ends_the_same(whole: Whole) -> None:
    path = whole.folder / "stubborn.db"
    kills = 0
    while (ended_by := died_of(lambda: ingest(whole.folder / "house", path, AGAIN))) == signal.SIGKILL:
        kills += 1
        assert kills < 100, "no run gets further than the one before"
    assert ended_by == 0
    assert kills >= 5
    assert dumped(path) == whole.left


def test_ingesting_twice_more_changes_nothing(whole: Whole) -> None:
    for _ in range(2):
        ingest(whole.folder / "house", whole.folder / "whole.db")
        assert dumped(whole.folder / "whole.db") == whole.left


def test_the_run_that_is_killed_has_everything_in_it(whole: Whole) -> None:
    """A store with little in it would be the same after every kill."""
    parts = Counter(json.loads(line)[0] for line in whole.left)
    assert parts["copies"] > 350
    assert parts["messages"] > 200
    assert min(parts[part] for part in ("links", "kept", "touches", "meetings", "tracking", "nudges")) > 10
    assert parts["quarantine"] == 1
    pages = sum(-(-count // PAGE) for count in (MESSAGES * 2 // 3, MESSAGES // 2, MESSAGES // 4, 40, 40))
    assert whole.steps > 100 * pages
