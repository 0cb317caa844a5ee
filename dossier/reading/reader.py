"""From sentences to signals: what counts in the light of the rest of the message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from dossier.dates import deadline
from dossier.model import MessageKind, Signal, SignalKind
from dossier.reading.giving import advises, tries_alone
from dossier.reading.lexicon import Lexicon, default_lexicon
from dossier.reading.people import back_on, named
from dossier.reading.scan import Sentence, kinds_of, scan
from dossier.reading.signoff import is_signoff
from dossier.reading.verdicts import remember
from dossier.reading.writing import Writing
from dossier.worktime import WorkCalendar

_DIGIT = re.compile("[0-9]")
_SPACED_DAY = re.compile("(?<=[0-9]) (?=[年月日号点时])|(?<=[年月日号]) (?=[0-9])")
"""The spaces some put around the numbers of a Chinese date."""
QUOTED = 200
"""Characters of a quote at the most."""
_NAME = 30
"""Characters of a line below a leave-taking that may be a name."""
_NOTE = 20
"""Sentences of a note of absence that are searched for a day and a deputy."""

_KINDS = {
    "question": SignalKind.QUESTION,
    "mark": SignalKind.QUESTION,
    "request": SignalKind.REQUEST,
    "imperative": SignalKind.REQUEST,
    "problem": SignalKind.REQUEST,
    "promise": SignalKind.PROMISE,
    "proposal": SignalKind.PROPOSAL,
    "brief": SignalKind.BRIEF,
    "report": SignalKind.REPORT,
    "news": SignalKind.NEWS,
    "greeting": SignalKind.GREETING,
    "complaint": SignalKind.COMPLAINT,
    "praise": SignalKind.PRAISE,
    "acknowledgement": SignalKind.ACKNOWLEDGEMENT,
    "closing": SignalKind.CLOSING,
    "solved": SignalKind.CLOSING,
    "withdrawn": SignalKind.CLOSING,
    "handover": SignalKind.HAND_OVER,
    "absence": SignalKind.ABSENCE,
}
_DATED = frozenset(
    {SignalKind.PROMISE, SignalKind.REQUEST, SignalKind.QUESTION, SignalKind.BRIEF, SignalKind.COMPLAINT}
)
_ANSWERED = frozenset({"question", "mark", "request", "imperative"})
_ASKING = frozenset({"question", "mark", "request", "imperative", "problem", "complaint", "brief"})
_UNSAID = frozenset({"imperative", "problem"})
"""Requests that no asking word says: advice and news of one's own doings sound the same."""


def read(  # noqa: PLR0913 - a message's circumstances are named one by one
    text: str,
    *,
    subject: str,
    at: datetime,
    calendar: WorkCalendar,
    kind: MessageKind = MessageKind.PERSON,
    lexicon: Lexicon | None = None,
) -> tuple[Signal, ...]:
    """Return what a message's new text says, in order of the text; each signal with the sentence that says it.

    `at` is the moment it was written and `calendar` its writer's, for the times it names. Where the text says
    nothing of its own and the subject opens a conversation, the subject is read; its signals have an empty quote.
    """
    writing = Writing(text, at, calendar)
    found = scan(text, lexicon or default_lexicon())
    if lexicon is None:
        remember(text, found)
    if kind is MessageKind.ABSENCE:
        return tuple(_absence(found, writing))
    if kind is not MessageKind.PERSON:
        return ()
    signals = tuple(_signals(_in_context(found), writing))
    return signals if _says_something(found) else (*signals, *_of_subject(subject, lexicon or default_lexicon()))


def _in_context(found: list[Sentence]) -> Iterator[tuple[Sentence, frozenset[str]]]:
    """Yield each sentence with the kinds that stand once the whole message is known."""
    solved = any("solved" in sentence.kinds for sentence in found)
    gives = advises(found) or tries_alone(found)
    speaks = _says_something(found)
    for sentence, following in zip(found, [*found[1:], None], strict=False):
        kinds = sentence.kinds
        if is_signoff(sentence.text):
            kinds = frozenset() if speaks else kinds & {"closing"}
        if "withdrawn" in kinds:
            kinds -= _ASKING
        if gives or not kinds.isdisjoint(("advice", "remedy")):
            kinds -= _UNSAID
        if solved:
            kinds -= {"problem"}
        if following is not None and "answer" in following.kinds:
            kinds -= _ANSWERED
        if "inquiry" in kinds and not kinds.isdisjoint(("question", "mark")):
            kinds -= {"request", "imperative"}
        if not kinds.isdisjoint(("request", "imperative")):
            kinds -= {"mark"}
        yield sentence, kinds


def _says_something(found: list[Sentence]) -> bool:
    """Whether a text has a sentence that is neither greeting nor leave-taking nor the name below it."""
    after_signoff = False
    for sentence in found:
        name = after_signoff and not sentence.kinds and len(sentence.text) <= _NAME
        after_signoff = name or is_signoff(sentence.text)
        if not after_signoff and len(sentence.text) > 1:
            return True
    return False


def _signals(judged: Iterable[tuple[Sentence, frozenset[str]]], writing: Writing) -> Iterator[Signal]:
    for sentence, kinds in judged:
        said = {_KINDS[name]: None for name in _KINDS if name in kinds} if kinds else {}
        due = _due(said, sentence, writing)
        for kind in said:
            yield _signal(kind, sentence, writing, due)


def _due(said: Iterable[SignalKind], sentence: Sentence, writing: Writing) -> datetime | None:
    if _DATED.isdisjoint(said) or not ("time" in sentence.kinds or _DIGIT.search(sentence.text)):
        return None
    words = _SPACED_DAY.sub("", writing.text[sentence.start : sentence.end])
    return next((due.at for due in deadline(words, writing.at, writing.calendar) if due.at), None)


def _signal(kind: SignalKind, sentence: Sentence, writing: Writing, due: datetime | None = None) -> Signal:
    end = min(sentence.end, sentence.start + QUOTED)
    quote = writing.text[sentence.start : end]
    if kind in _DATED:
        return Signal(kind, quote, sentence.start, end, due=due)
    if kind is SignalKind.ABSENCE:
        until = back_on(quote, writing)
        return Signal(kind, quote, sentence.start, end, until=until, person=named(quote) if until else None)
    person = named(quote) if kind is SignalKind.HAND_OVER else None
    return Signal(kind, quote, sentence.start, end, person=person)


def _absence(found: list[Sentence], writing: Writing) -> Iterator[Signal]:
    """Read an automatic note: one signal, whatever its words; the day and the deputy from any of its sentences."""
    telling = next((sentence for sentence in found if "absence" in sentence.kinds), found[0] if found else None)
    if telling is None:
        yield Signal(SignalKind.ABSENCE, "", 0, 0)
        return
    quotes = [writing.text[sentence.start : sentence.end] for sentence in found[:_NOTE]]
    signal = _signal(SignalKind.ABSENCE, telling, writing)
    until = next(filter(None, (back_on(quote, writing) for quote in quotes)), None)
    person = next(filter(None, (named(quote) for quote in quotes)), None)
    yield replace(signal, until=until, person=person)
    handed = next((sentence for sentence in found if "handover" in sentence.kinds), None)
    if handed:
        yield _signal(SignalKind.HAND_OVER, handed, writing)


def _of_subject(subject: str, lexicon: Lexicon) -> Iterator[Signal]:
    """Read the subject of a mail without words; that of an answer or a forwarded mail is an old one."""
    head = subject.strip().lower()
    if head.startswith(("re:", "re：", "aw:", "fw:", "fwd:", "回复", "答复", "转发", "fw：")):
        return
    kinds = kinds_of(head, lexicon)
    seen = {_KINDS[name] for name in _KINDS if name in kinds}
    yield from (Signal(kind, "", 0, 0) for kind in SignalKind if kind in seen)
