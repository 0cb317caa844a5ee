"""Parsing in child processes: on several cores, and safe from a mail that kills or hangs whoever reads it.

A batch goes out in small lots. A lot whose process dies or says nothing for too long is tried again mail by mail; a
mail with which a process died or hung every time is quarantined, and the others go on (at most `STARTS` starts).
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from types import TracebackType
from typing import Self

from connectors.local.parsing import Parse, Raw, moment, parse_here
from dossier.model import Message, Unreadable

STARTS = 3
"""How often a mail is begun before it is given up."""
HANG = 8.0
"""Seconds of silence after which a process is killed."""
READY = 60.0
"""Seconds a new process may take to start."""
_LOT = 16


def _context() -> SpawnContext | ForkServerContext:
    """Return how children start: where that exists, forked from a server that has no threads and knows the parser."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dossier.mime"])
    return context


_CONTEXT = _context()
Parsed = Message | Unreadable


@dataclass(slots=True)
class _Lot:
    """Some mails of a batch, by their places in it; `starts` is how often they were begun."""

    places: list[int]
    starts: int = 0


class _Worker:
    """A child process and the lot it is at."""

    def __init__(self, parse: Parse) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, parse), daemon=True)
        self.process.start()
        theirs.close()
        self.lot: _Lot | None = None
        self.deadline = 0.0
        self._ready = False

    def begin(self, lot: _Lot, mails: Sequence[Raw], hang: float) -> None:
        """Hand a lot out. Raises EOFError and OSError when the process is dead, RuntimeError when it never lived."""
        self.lot = lot
        lot.starts += 1
        self._wait_until_ready()
        self.deadline = time.monotonic() + hang
        self.pipe.send([mails[place] for place in lot.places])

    def _wait_until_ready(self) -> None:
        try:
            self._ready = self._ready or (self.pipe.poll(READY) and self.pipe.recv())
        except (EOFError, OSError):
            self._ready = False
        if not self._ready:  # no mail is to blame
            raise RuntimeError("a process that parses does not start")

    def stop(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Workers:
    """A `Parse` that uses `processes` children; a context manager, so that none is left behind."""

    def __init__(self, processes: int = 0, *, parse: Parse = parse_here, hang: float = HANG) -> None:
        self._parse = parse
        self._hang = hang
        self._workers = [_Worker(parse) for _ in range(processes or os.cpu_count() or 1)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.stop()

    def __call__(self, mails: Sequence[Raw]) -> list[Parsed]:
        """Parse a batch; the results come in its order."""
        for worker in tuple(self._workers):
            if worker.lot:  # a batch was broken off
                self._replace(worker)
        parsed: dict[int, Parsed] = {}
        places = range(len(mails))
        waiting = deque(_Lot(list(places[start : start + _LOT])) for start in places[::_LOT])
        while len(parsed) < len(mails):
            self._hand_out(waiting, mails, parsed)
            for worker in self._answering():
                hung = not worker.pipe.poll()
                try:
                    answer = [] if hung else worker.pipe.recv()
                except (EOFError, OSError):
                    answer = []
                if answer and worker.lot:
                    parsed.update(zip(worker.lot.places, answer, strict=True))
                    worker.lot = None
                else:
                    self._failed(worker, waiting, mails, parsed, hung=hung)
        return [parsed[place] for place in places]

    def _hand_out(self, waiting: deque[_Lot], mails: Sequence[Raw], parsed: dict[int, Parsed]) -> None:
        for worker in tuple(self._workers):
            if waiting and not worker.lot:
                try:
                    worker.begin(waiting.popleft(), mails, self._hang)
                except (EOFError, OSError):
                    self._failed(worker, waiting, mails, parsed, hung=False)

    def _answering(self) -> list[_Worker]:
        """Wait for the first that answered, died or is overdue."""
        busy = {worker.pipe: worker for worker in self._workers if worker.lot}
        now = time.monotonic()
        first = min((worker.deadline for worker in busy.values()), default=now)
        answered = [busy[pipe] for pipe in wait(list(busy), max(0.0, first - now)) if isinstance(pipe, Connection)]
        return answered or [worker for worker in busy.values() if worker.deadline <= time.monotonic()]

    def _failed(
        self, worker: _Worker, waiting: deque[_Lot], mails: Sequence[Raw], parsed: dict[int, Parsed], *, hung: bool
    ) -> None:
        """Replace a process that died or hung, and try its mails again one by one, or give the only one up."""
        lot = worker.lot
        self._replace(worker)
        if lot and len(lot.places) == 1 and lot.starts >= STARTS:
            place = lot.places[0]
            parsed[place] = Unreadable("parser-hung" if hung else "parser-killed", len(mails[place].data))
        elif lot:
            waiting.extend(_Lot([place], lot.starts) for place in lot.places)

    def _replace(self, worker: _Worker) -> None:
        worker.stop()
        self._workers[self._workers.index(worker)] = _Worker(self._parse)


def _serve(pipe: Connection, parse: Parse) -> None:
    """Answer every list of mails with the list of what they say, until nobody asks any more."""
    list(parse([Raw(b"", moment(0))]))
    pipe.send(True)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            pipe.send(list(parse(pipe.recv())))
