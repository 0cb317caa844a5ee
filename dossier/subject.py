"""Subjects without what mail programs put before them."""

from __future__ import annotations

from functools import lru_cache

from dossier.programs import WORDS

_REPLY = frozenset(WORDS["subject"]["reply"])
_FORWARD = frozenset(WORDS["subject"]["forward"])
_LONGEST = 16
"""Characters a prefix may have, its counter included."""
_ROUNDS = 20


@lru_cache(maxsize=4096)
def base_subject(subject: str) -> str:
    """Return the subject that a conversation shares: no `Re:`, `Fwd:`, `回复：`, `Re[2]:`, no list tags.

    Blanks are collapsed and the case is kept. At most 20 prefixes are taken off.
    """
    rest = " ".join(subject.split())
    for _ in range(_ROUNDS):
        shorter = _without_tag(rest)
        kind, shorter = _prefix(shorter)
        if not kind and shorter == rest:
            break
        if not shorter:
            return rest if not kind else ""
        rest = shorter
    return rest.removesuffix(" (fwd)")


def is_reply(subject: str) -> bool:
    """Tell whether a subject says that it answers something: its first prefix is a reply's, not a forward's."""
    rest = " ".join(subject[:200].split())
    return _prefix(_without_tag(rest))[0] == "reply"


def _without_tag(text: str) -> str:
    """Take off a list's tag such as `[dev]`, unless it is all there is."""
    if text.startswith("["):
        tag, bracket, rest = text.partition("]")
        if bracket and len(tag) < 40 and rest.strip():
            return rest.lstrip()
    return text


def _prefix(text: str) -> tuple[str, str]:
    """Return what the prefix says (`reply`, `forward` or nothing) and the text behind it."""
    head = text[:_LONGEST]
    ends = [place for place in (head.find(":"), head.find("：")) if place > 0]
    if not ends:
        return "", text
    end = min(ends)
    word = head[:end].lower().rstrip(" 0123456789)]").rstrip("[(*^").rstrip(" .")
    if word in _REPLY:
        return "reply", text[end + 1 :].lstrip()
    if word in _FORWARD:
        return "forward", text[end + 1 :].lstrip()
    return "", text
