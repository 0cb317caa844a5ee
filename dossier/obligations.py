"""What is owed to whom: an obligation is a message, and what anyone of us wrote or met about later settles it.

Asks of theirs (question, request, complaint, brief) are settled by

    a later mail of ours      in the same conversation, unless it only acknowledges ("will check", 收到);
                              in another conversation, if it goes to the person who asked and speaks of the same thing
    a later mail of theirs    in the same conversation that closes the matter ("solved, thanks", 已解决)
    a meeting held with them  after they asked

Promises of ours are settled by a later mail that delivers: an attachment, words of delivery, or the promised thing
by name. When the text leaves doubt we stay silent: a false chase costs more trust than a missed one earns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from dossier.echoes import is_said_to_another, own_signals
from dossier.model import (
    Debtor,
    Direction,
    FiledMeeting,
    FiledMessage,
    MessageKind,
    Obligation,
    Signal,
    SignalKind,
)
from dossier.reading import asks, delivers, is_bare_acknowledgement, overlap, topic
from dossier.subject import base_subject

SAME_THING = 0.34
"""Share of an ask's content words that a mail in another conversation must take up to count as its answer."""
LOOK_AHEAD = timedelta(days=60)
"""How long after an ask another conversation is searched for its answer."""
LONGEST = 200
"""Mails of a conversation after an ask that are looked at for its answer."""


class _Later(NamedTuple):
    """What came after a message: the rest of its conversation, everything else we wrote, and what we met about."""

    here: Sequence[FiledMessage]
    elsewhere: Sequence[FiledMessage]
    meetings: Sequence[FiledMeeting]


def obligations(messages: Sequence[FiledMessage], meetings: Sequence[FiledMeeting] = ()) -> tuple[Obligation, ...]:
    """Find what one client's mail leaves owed, in order of asking, settled ones included.

    `messages` are the client's, of all conversations and colleagues, in order of time.
    """
    return tuple(_all_obligations(messages, meetings))


def _all_obligations(messages: Sequence[FiledMessage], meetings: Sequence[FiledMeeting]) -> Iterator[Obligation]:
    spoken = [message for message in messages if message.kind is MessageKind.PERSON]
    conversations: dict[str, list[FiledMessage]] = defaultdict(list)
    for message in spoken:
        conversations[message.conversation].append(message)
    outgoing = [message for message in spoken if message.direction is Direction.OUT]
    held = [meeting for meeting in meetings if not meeting.cancelled]
    names = _our_names(outgoing)
    place: dict[str, int] = defaultdict(int)
    for message in spoken:
        conversation = conversations[message.conversation]
        position = place[message.conversation]
        place[message.conversation] += 1
        later = _Later(conversation[position + 1 : position + 1 + LONGEST], outgoing, held)
        for found in _of_message(message, conversation[max(0, position - LONGEST) : position], names):
            yield _settle(found, later)


def _our_names(outgoing: Iterable[FiledMessage]) -> frozenset[str]:
    """Return what our side is called, as far as its mail tells."""
    senders = {message.sender for message in outgoing}
    return frozenset(word for sender in senders for word in (sender.name, sender.email.partition("@")[0]) if word)


def _of_message(message: FiledMessage, earlier: Sequence[FiledMessage], names: frozenset[str]) -> Iterator[Obligation]:
    said = own_signals(message, earlier)
    if message.direction is Direction.IN:
        ask = _ask(message, said, names)
        if ask:
            yield _obligation(message, Debtor.US, ask)
    for signal in said:
        if signal.kind is SignalKind.PROMISE:
            yield _obligation(message, Debtor.US if message.direction is Direction.OUT else Debtor.THEM, signal)


def _ask(message: FiledMessage, said: tuple[Signal, ...], names: frozenset[str]) -> Signal | None:
    """Return what an incoming message asks of us, or None where it asks nothing or somebody else."""
    if not message.addressed or message.sender.email not in message.contacts:
        return None
    if is_said_to_another(message.text, names):  # what it asks of somebody else may still be ours to answer
        return next((signal for signal in said if signal.kind is SignalKind.QUESTION), None)
    return asks(said)


def _obligation(message: FiledMessage, debtor: Debtor, signal: Signal) -> Obligation:
    incoming = message.direction is Direction.IN
    return Obligation(
        source=message,
        debtor=debtor,
        kind=signal.kind,
        quote=signal.quote or message.subject,
        contact=message.sender.email if incoming else next(iter(message.contacts), ""),
        member=next(iter(message.addressed or message.members), "") if incoming else message.sender.email,
        due=signal.due,
    )


# --- settling -----------------------------------------------------------------------------------------------------


def _settle(owed: Obligation, later: _Later) -> Obligation:
    if owed.debtor is Debtor.THEM:
        return _settled_first(owed, _their_deeds(later))
    if owed.kind is SignalKind.PROMISE:
        return _settled_first(owed, _our_deeds(owed, later))
    return _settled_first(_acknowledged(owed, later.here), _answers(owed, later))


def _settled_first(owed: Obligation, settlers: Iterable[FiledMessage | FiledMeeting]) -> Obligation:
    moments = ((s.start if isinstance(s, FiledMeeting) else s.at, s.id) for s in settlers)
    first = min(moments, default=None)
    return replace(owed, settled_at=first[0], settled_by=first[1]) if first else owed


def _acknowledged(owed: Obligation, here: Sequence[FiledMessage]) -> Obligation:
    for message in here:
        if message.direction is Direction.OUT and is_bare_acknowledgement(message.text, message.signals):
            return replace(owed, acknowledged_at=message.at, acknowledged_by=message.id)
    return owed


def _answers(owed: Obligation, later: _Later) -> Iterator[FiledMessage | FiledMeeting]:
    yield from islice(filter(_answers_here, later.here), 1)
    elsewhere = _after(owed, later.elsewhere)
    yield from islice((message for message in elsewhere if _answers_elsewhere(owed, message)), 1)
    yield from islice(_met(owed, later.meetings), 1)


def _answers_here(message: FiledMessage) -> bool:
    if message.direction is Direction.OUT:
        return not is_bare_acknowledgement(message.text, message.signals)
    return closes(message)


def closes(message: FiledMessage) -> bool:
    """Whether a client's mail ends the matter: it closes or thanks, and asks nothing more."""
    closing = message.says(SignalKind.CLOSING)
    return closing is not None and not asks(message.signals)


def _answers_elsewhere(owed: Obligation, message: FiledMessage) -> bool:
    if owed.contact not in message.contacts or is_bare_acknowledgement(message.text, message.signals):
        return False
    source = owed.source
    if base_subject(source.subject) and base_subject(message.subject) == base_subject(source.subject):
        return True
    return (
        overlap(_topic(f"{source.subject}\n{owed.quote}"), _topic(f"{message.subject}\n{message.text}")) >= SAME_THING
    )


def _met(owed: Obligation, meetings: Sequence[FiledMeeting]) -> Iterator[FiledMeeting]:
    return (meeting for meeting in meetings if meeting.start > owed.source.at and owed.contact in meeting.contacts)


def _our_deeds(owed: Obligation, later: _Later) -> Iterator[FiledMessage | FiledMeeting]:
    ours = (message for message in later.here if message.direction is Direction.OUT)
    yield from islice((message for message in ours if _delivers(owed, message, here=True)), 1)
    elsewhere = _after(owed, later.elsewhere)
    yield from islice((message for message in elsewhere if _delivers(owed, message, here=False)), 1)
    met = _met(owed, later.meetings)
    yield from islice((meeting for meeting in met if _speaks_of(owed, meeting.title)), 1)


def _delivers(owed: Obligation, message: FiledMessage, *, here: bool) -> bool:
    """Whether one of our later mails does what was promised; more is asked of it in another conversation."""
    if is_bare_acknowledgement(message.text, message.signals):
        return False
    handed = bool(message.attachments) or delivers(message.text)
    promised_again = message.says(SignalKind.PROMISE) is not None and not handed
    said = f"{message.text}\n{' '.join(message.attachments)}"
    if here:  # the subject is the conversation's and says nothing about this mail
        return handed or (_speaks_of(owed, said) and not promised_again) or _only_an_answer_was_promised(owed)
    if promised_again or owed.contact not in message.contacts:
        return False
    return _speaks_of(owed, f"{message.subject}\n{said}")


def _only_an_answer_was_promised(owed: Obligation) -> bool:
    """Whether words were promised ("will get back to you"), which any later mail that says something keeps."""
    return owed.source.says(SignalKind.ACKNOWLEDGEMENT) is not None


def _speaks_of(owed: Obligation, text: str) -> bool:
    return overlap(_topic(owed.quote), _topic(text)) >= SAME_THING


def _their_deeds(later: _Later) -> Iterator[FiledMessage | FiledMeeting]:
    theirs = (message for message in later.here if message.direction is Direction.IN)
    return islice((message for message in theirs if message.attachments or delivers(message.text)), 1)


def _after(owed: Obligation, outgoing: Sequence[FiledMessage]) -> Iterator[FiledMessage]:
    """Our mails in other conversations after the ask, nearest first, as far as it is sensible to look."""
    source = owed.source
    for message in outgoing[_first_after(outgoing, source) :]:
        if message.at > source.at + LOOK_AHEAD:
            return
        if message.conversation != source.conversation:
            yield message


def _first_after(outgoing: Sequence[FiledMessage], source: FiledMessage) -> int:
    low, high = 0, len(outgoing)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if outgoing[middle].at <= source.at else (low, middle)
    return low


@lru_cache(maxsize=4096)
def _topic(text: str) -> frozenset[str]:
    return topic(text)
