"""Words that are not the writer's own: repeated from an earlier mail without any mark, or said to somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dossier.model import FiledMessage, Signal

SHORTEST = 20
"""Letters from which a repeated stretch is no coincidence; a Han character counts as three."""
COPIED = 40
"""Characters of an earlier mail's beginning that tell a copy of it."""
LOOKED_AT = 20
"""Earlier mails of the conversation that are compared, nearest first."""
GREETINGS = ("hi ", "hello ", "dear ", "hey ", "hallo ", "hai ", "good morning ", "good afternoon ")
EVERYBODY = frozenset(
    {
        "all",
        "everyone",
        "everybody",
        "team",
        "there",
        "guys",
        "folks",
        "friends",
        "sir",
        "madam",
        "both",
        "again",
        "any",
    }
)


def own_signals(message: FiledMessage, earlier: Sequence[FiledMessage]) -> tuple[Signal, ...]:
    """Return what a message says in its own words: what somebody else wrote before in the conversation is left out."""
    others = [one for one in earlier[-LOOKED_AT:] if one.sender.email != message.sender.email]
    if not others or not message.signals:
        return message.signals
    copied = _copied_from(message.text, others)
    return tuple(signal for signal in message.signals if signal.start < copied and not _is_echo(signal.quote, others))


def _copied_from(text: str, others: Iterable[FiledMessage]) -> int:
    """Return where a whole earlier mail was copied below the writer's own words, or the end of everything.

    Of a kept mail only the beginning may be known, so what follows the copy of its beginning counts as copied.
    """
    said = _plain(text)
    found = (said.find(head) for one in others if len(head := _plain(one.text)[:COPIED]) == COPIED)
    first = min((place for place in found if place > 0), default=None)
    return len(text) + 1 if first is None else _place(text, first)


def _place(text: str, count: int) -> int:
    """Return where in a text the `count`-th character of its plain form stands."""
    for at, letter in enumerate(text):
        count -= 0 if letter.isspace() else len(letter.casefold())
        if count < 0:
            return at
    return len(text)


def _is_echo(quote: str, others: Iterable[FiledMessage]) -> bool:
    said = _plain(quote)
    width = len(said) + 2 * sum(letter > "\u2e80" for letter in said)
    return width >= SHORTEST and any(said in _plain(one.text) for one in others)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(text.casefold().split())


def is_said_to_another(text: str, names: Iterable[str]) -> bool:
    """Whether a mail's salutation names somebody who is none of `names` (`Hi Anna,`); on doubt it names one of them.

    `names` are what our side is called: display names and the words of addresses.
    """
    called = salutation(text)
    if not called:
        return False
    ours = {part for name in names for part in name.casefold().replace(".", " ").replace("-", " ").split()}
    return bool(ours) and not any(_same(word, part) for word in called for part in ours)


def salutation(text: str) -> tuple[str, ...]:
    """Return the names of a Latin salutation in lower case; empty where there is none or it greets everybody."""
    line = text.lstrip()[:60].partition("\n")[0].strip()
    lowered = line.casefold()
    greeting = next((one for one in GREETINGS if lowered.startswith(one)), "")
    named = lowered[len(greeting) :].partition(",")[0].strip(" .!:-")
    words = tuple(named.split())
    if not greeting or not 0 < len(words) <= 3 or not all(word.isascii() and word.isalpha() for word in words):
        return ()
    return () if EVERYBODY.intersection(words) else words


def _same(word: str, part: str) -> bool:
    """Whether two spellings may be one name: Tim and Timothy, Jon and John's first letters."""
    shorter = min(len(word), len(part))
    return shorter >= 2 and word[: min(shorter, 3)] == part[: min(shorter, 3)]
