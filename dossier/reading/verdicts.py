"""Whole messages judged: do they ask, do they only acknowledge, do they owe nothing, do they deliver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dossier.model import KEPT_TEXT, Signal, SignalKind
from dossier.reading.giving import advises
from dossier.reading.lexicon import default_lexicon
from dossier.reading.scan import Sentence, scan
from dossier.reading.signoff import is_signoff

_ASKS = (SignalKind.COMPLAINT, SignalKind.BRIEF, SignalKind.REQUEST, SignalKind.QUESTION)
_OWES_NOTHING = frozenset(
    {
        SignalKind.CLOSING,
        SignalKind.ACKNOWLEDGEMENT,
        SignalKind.GREETING,
        SignalKind.PRAISE,
        SignalKind.NEWS,
        SignalKind.REPORT,
        SignalKind.ABSENCE,
        SignalKind.BOUNCE,
    }
)
_BARE_KINDS = frozenset({"acknowledgement", "closing", "greeting", "praise", "boilerplate"})
_BARE_LENGTH = 160
"""Characters a bare acknowledgement has at the most in one sentence (a Han character counts three)."""
_ASIDE = 8
"""Characters of a sentence that may say anything beside an acknowledgement: a name, a smile."""
_MOST_SENTENCES = 12
"""Sentences a bare acknowledgement has at the most."""
REMEMBERED = 1 << 15
"""Texts whose judgement is remembered: a client's letters are judged again with every letter that comes in."""


class _Judged(NamedTuple):
    """What was found of a text, as far as it is asked again and again."""

    bare: bool
    """Every sentence only acknowledges, greets or thanks."""
    delivers: bool


_remembered: dict[int, _Judged] = {}
"""By hash of the text, which is 64 bits: a text itself would take ten times as much."""


def asks(signals: Sequence[Signal]) -> Signal | None:
    """Return the strongest ask: a complaint before a brief before a request before a question; with a time first."""
    found = [signal for signal in signals if signal.kind in _ASKS]
    return min(found, key=lambda signal: (_ASKS.index(signal.kind), signal.due is None), default=None)


def owes_nothing(text: str, signals: Sequence[Signal]) -> bool:
    """Say whether nobody need answer: nothing is asked, and words say so (thanks, 请知悉, fyi, advice).

    Of a text without any such word this is False: it may be an ask that the lexicon does not know.
    """
    if asks(signals) is not None:
        return False
    if any(signal.kind in _OWES_NOTHING for signal in signals):
        return True
    found = scan(text, default_lexicon())
    told = advises(found) or any("notice" in sentence.kinds for sentence in found)
    return told or all(is_signoff(sentence.text) for sentence in found)


def is_bare_acknowledgement(text: str, signals: Sequence[Signal]) -> bool:
    """Say whether a text only says that it was received and will be seen to: no answer, no delivery, no question."""
    kinds = {signal.kind for signal in signals}
    if SignalKind.ACKNOWLEDGEMENT not in kinds or asks(signals) is not None:
        return False
    return _judged(text).bare


def _is_bare(sentence: Sentence) -> bool:
    kinds = sentence.kinds
    if is_signoff(sentence.text):
        return True
    if kinds & {"substance", "delivery", "report", "proposal", "solved"}:
        return False
    if "promise" in kinds:
        return "vague" in kinds and _width(sentence.text) <= _BARE_LENGTH
    if kinds & _BARE_KINDS:
        return _width(sentence.text) <= _BARE_LENGTH
    return _width(sentence.text.strip()) <= _ASIDE * 2


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + 2 * sum(character > "⺀" for character in text)


def delivers(text: str) -> bool:
    """Say whether a text hands something over: attached, here is, 附件, 已上传."""
    return _judged(text).delivers


def remember(text: str, found: Sequence[Sentence]) -> None:
    """Judge a text that was just read, where it is kept whole: it will be asked about."""
    if len(text) <= KEPT_TEXT:
        _judge(text, found)


def _judged(text: str) -> _Judged:
    known = _remembered.get(hash(text))
    return known or _judge(text, scan(text, default_lexicon()))


def _judge(text: str, found: Sequence[Sentence]) -> _Judged:
    if len(_remembered) >= REMEMBERED:
        _remembered.clear()
    bare = len(found) <= _MOST_SENTENCES and all(map(_is_bare, found))
    judged = _Judged(bare, any("delivery" in sentence.kinds for sentence in found))
    _remembered[hash(text)] = judged
    return judged
