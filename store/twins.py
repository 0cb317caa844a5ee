"""Twins: one message under two ids (Gmail gives a sent mail a new Message-ID).

Of equal contents one speaks, the one with the smallest key, whichever came first; the others are kept and not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from store.session import Session


class Written(NamedTuple):
    """A message about to be written; `before` is its content as stored, None for a new one."""

    id: int
    key: bytes
    ref: int
    content: bytes
    before: bytes | None


class Flag(NamedTuple):
    """Whether a message is somebody's twin, and the ref of one of its group, to join their conversations."""

    twin: bool
    ref: int | None = None


ALONE = Flag(twin=False)


def flags(session: Session, written: Sequence[Written]) -> dict[int, Flag]:
    """Decide for messages about to be written whether they are twins, and correct those already stored."""
    _leave(session, [item for item in written if item.before not in (None, item.content)])
    groups: dict[bytes, list[Written]] = defaultdict(list)
    for item in written:
        groups[item.content].append(item)
    # At most one stored message of a content speaks, so a group need not be looked through however large it is.
    speaking = {content: (number, key, ref) for number, key, ref, content in session.among("speaking", groups)}
    found: dict[int, Flag] = {}
    for content, group in groups.items():
        if len(group) == 1 and content not in speaking:
            found[group[0].id] = ALONE
        else:
            found |= _among(session, group, speaking.get(content))
    return found


def _among(session: Session, group: Sequence[Written], old: tuple[int, bytes, int] | None) -> dict[int, Flag]:
    """Let the smallest key of a group speak."""
    first = min(item.key for item in group)
    if old is not None and old[1] > first:
        session.run("set_twin", id=old[0], twin=1)
    elif old is not None:
        first = old[1]
    ref = group[0].ref if old is None else old[2]
    return {item.id: Flag(item.key != first, ref) for item in group}


def _leave(session: Session, changed: Sequence[Written]) -> None:
    """Take messages whose content changes out of their groups, and let another of each group speak."""
    for item in changed:
        session.run("leave_twins", id=item.id, content=item.content)
        heir = session.one("heir", content=item.before)
        if heir is not None:
            session.run("set_twin", id=heir[0], twin=0)
