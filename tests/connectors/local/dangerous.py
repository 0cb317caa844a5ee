"""A parser that dies and hangs when it is told to; on its own, because every child has to import it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from connectors.local.parsing import Raw, parse_here
from dossier.model import Message, Unreadable


def dangerous(mails: Sequence[Raw]) -> Iterator[Message | Unreadable]:
    """Parse, unless a mail says what should happen; every start of such a one is written down."""
    for each in mails:
        deed, _, log = each.data.partition(b" ")
        if deed in {b"die", b"hang"}:
            with Path(os.fsdecode(log)).open("a") as file:
                file.write("started\n")
        if deed == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        if deed == b"hang":
            time.sleep(60)
        yield from parse_here([each])


def dead_at_once(mails: Sequence[Raw]) -> Iterator[Message | Unreadable]:
    """Die before anything was asked."""
    del mails
    os._exit(1)
