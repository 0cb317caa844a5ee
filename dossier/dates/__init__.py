"""Times by which something is to happen, as Chinese and English mail names them, resolved to moments.

A day ends with its work hours, a day off at midnight; a week, month, quarter or year with its last working day.
What is plainly over when it is written (11月15日 on the 16th, last Friday, 三天前) is no deadline.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from dossier.dates import en_days, en_hours, zh_days, zh_hours
from dossier.dates.calendar import Writing
from dossier.dates.fold import fold
from dossier.dates.piece import Clock, Days, Due, Edge, Part, Piece, Vague
from dossier.dates.resolve import expression, resolve
from dossier.dates.scan import Scanner
from dossier.worktime import WorkCalendar

__all__ = ["Due", "deadline"]

_JOINTS = frozenset(
    {"", ",", "，", "、", "(", "（", ")", "）", "of", "the", ", the", "的", "- ", "-", "or so", "latest"}
)
"""What may stand between two pieces of one expression."""
_LONGEST_JOINT = 10
_MOST_PIECES = 8
_NOT_POSSESSIVE = ("的话", "的时候", "的下班", "的时间")


@cache
def _scanners() -> tuple[Scanner, Scanner]:
    """Compile the patterns, once, when the first sentence comes."""
    return Scanner(zh_days.TABLE + zh_hours.TABLE), Scanner(en_days.TABLE + en_hours.TABLE)


def deadline(text: str, at: datetime, calendar: WorkCalendar) -> Iterator[Due]:
    """Yield the times a sentence names that can be deadlines, in order of the text; linear in its length.

    `at` is the moment of writing and `calendar` the writer's. Vague words (尽快, asap) yield a Due without a moment.
    """
    writing = Writing(at.astimezone(UTC), calendar.day_of(at), calendar)
    folded = fold(text)
    for group in _groups(_pieces(writing, folded, text), folded):
        due = _due(group, text, folded, writing)
        if due is not None:
            yield due


def _pieces(writing: Writing, folded: str, text: str) -> list[Piece]:
    """Scan in both languages; where both see something the Chinese scanner is right, and a longer piece is."""
    chinese, english = _scanners()
    found = [] if folded.isascii() else list(chinese.pieces(writing, folded, text))
    found += english.pieces(writing, folded, text)
    found.sort(key=lambda piece: (piece.start, -piece.end))
    kept: list[Piece] = []
    for piece in found:
        if not kept or piece.start >= kept[-1].end or piece.start == piece.end:
            kept.append(piece)
    return kept


def _groups(pieces: list[Piece], folded: str) -> Iterator[list[Piece]]:
    """Gather pieces that stand together and do not contradict each other."""
    group: list[Piece] = []
    for piece in pieces:
        if group and not _joins(group, piece, folded):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _joins(group: list[Piece], piece: Piece, folded: str) -> bool:
    """Say whether a piece goes on with the expression before it."""
    if len(group) >= _MOST_PIECES or (_closes(group[-1], folded) and not isinstance(piece.value, Edge)):
        return False
    gap = folded[group[-1].end : piece.start]
    if len(gap) > _LONGEST_JOINT or gap.strip() not in _JOINTS:
        return False
    if isinstance(piece.value, Edge) and piece.value is not Edge.GONE:
        return _is_postfix(piece, folded) == (gap in {"", ")", "）"}) and not (
            piece.value is Edge.NOT and folded[piece.start : piece.end].isascii()
        )
    kinds = {type(one.value) for one in group}
    alone = {datetime, Vague}
    if type(piece.value) in alone or kinds & alone:
        return not kinds - {Edge}
    return isinstance(piece.value, Days) or type(piece.value) not in kinds


def _closes(piece: Piece, folded: str) -> bool:
    """Say whether an expression ends here: 周五前, with its edge word behind it."""
    return isinstance(piece.value, Edge) and piece.value is not Edge.GONE and _is_postfix(piece, folded)


def _is_postfix(piece: Piece, folded: str) -> bool:
    """Chinese edge words stand behind their time, English ones in front."""
    return not folded[piece.start : piece.end].isascii()


def _due(group: list[Piece], text: str, folded: str, writing: Writing) -> Due | None:
    """Make a deadline of an expression, or nothing."""
    while group and isinstance(group[-1].value, Edge) and not _is_postfix(group[-1], folded):
        group = group[:-1]
    while (
        group and isinstance(group[0].value, Edge) and group[0].value is not Edge.GONE and _is_postfix(group[0], folded)
    ):
        group = group[1:]
    content = [piece for piece in group if not isinstance(piece.value, Edge)]
    edges = {piece.value for piece in group if isinstance(piece.value, Edge)}
    if (
        not content
        or edges & {Edge.NOT, Edge.GONE}
        or not (edges or _is_strong(content))
        or _is_attribute(group[-1], folded)
    ):
        return None
    start, end = group[0].start, max(piece.end for piece in group)
    if isinstance(content[0].value, Vague):
        return Due(start, end, text[start:end], None, vague=True)
    moment = resolve(expression(group), writing)
    return Due(start, end, text[start:end], moment, vague=False) if moment else None


def _is_strong(content: list[Piece]) -> bool:
    """Say whether an expression counts without an edge word: a strong piece, or a time of day beside a part of it."""
    kinds = {type(piece.value) for piece in content}
    return any(not piece.weak for piece in content) or {Clock, Part} <= kinds


def _is_attribute(last: Piece, folded: str) -> bool:
    """Say whether the time only describes something: 周五的会, Friday's call."""
    if isinstance(last.value, Edge):
        return False
    if folded.startswith("的", last.end):
        return not folded.startswith(_NOT_POSSESSIVE, last.end)
    return folded.startswith(("'s ", "’s "), last.end)
