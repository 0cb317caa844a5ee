"""How often we are in touch with somebody, learnt from the days on which we were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from dossier.model import Direction, MessageKind, Rhythm

LEARNT_FROM = 5
"""Days of contact below which a person's own rhythm is not known yet."""


def is_touch(kind: MessageKind, direction: Direction, sender: str, contacts: Iterable[str]) -> bool:
    """Whether a mail is a touch with these contacts: a person wrote it, and one of us or of them did.

    A third party's mail that only reached both of us is none.
    """
    if kind is not MessageKind.PERSON:
        return False
    local, _, domain = sender.partition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    return direction is Direction.OUT or not {sender, plain}.isdisjoint(contacts)


class TouchDay(NamedTuple):
    """One day on which a contact and we were in touch: when last that day, and by which message or meeting."""

    at: datetime
    id: str


def rhythm(days: Iterable[TouchDay]) -> Rhythm | None:
    """Learn a rhythm from days of contact (any order, at most one a day counts); None where there is none."""
    by_day = {day.at.date(): day for day in sorted(days)}
    touched = [by_day[day] for day in sorted(by_day)]
    if not touched:
        return None
    gaps = sorted((later.at.date() - earlier.at.date()).days for earlier, later in pairwise(touched))
    learnt = len(touched) >= LEARNT_FROM
    return Rhythm(
        touches=len(touched),
        first=touched[0].at,
        last=touched[-1].at,
        last_id=touched[-1].id,
        usual_gap=timedelta(days=gaps[len(gaps) // 2]) if learnt else None,
        long_gap=timedelta(days=gaps[len(gaps) * 9 // 10]) if learnt else None,
    )
