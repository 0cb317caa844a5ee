"""Reading a text file line by line, each line as the whole text of a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from dossier.model import Signal
from dossier.reading.lexicon import Lexicon
from dossier.reading.reader import read
from dossier.worktime import WorkCalendar


class ReadLine(NamedTuple):
    """A line (numbered from 1, without its line end) and what it says."""

    number: int
    text: str
    signals: tuple[Signal, ...]


def signals_of_lines(
    lines: Iterable[str], *, at: datetime, calendar: WorkCalendar, lexicon: Lexicon | None = None
) -> Iterator[ReadLine]:
    """Read each line as if it were a message without a subject; one result a line, empty lines included."""
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r\n")
        yield ReadLine(number, text, read(text, subject="", at=at, calendar=calendar, lexicon=lexicon))
