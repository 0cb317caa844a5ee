"""Subjects without what mail programs put before them."""

from __future__ import annotations

_REPLY = frozenset(
    "re aw antw sv vs vá ats odg odp ynt yan bls r rif ant på svar odpoved odpověď 回复 回覆 答复 答覆 回信 返信 回應 回应 "
    "답장 회신 отв одг απ השב رد për".split()
)
_FORWARD = frozenset(
    "fwd fw wg tr rv enc vb vl i doorst pd ilt 转发 轉寄 轉發 转寄 転送 전달 пересл vidst vidsend videresendt vidarebefordrat "
    "továbbítás doorgestuurd 转".split()
)
_LONGEST = 16
"""Characters a prefix may have, its counter included."""
_ROUNDS = 20


def base_subject(subject: str) -> str:
    """Return the subject that a conversation shares: no `Re:`, `Fwd:`, `回复：`, `Re[2]:`, no list tags, blanks collapsed.

    Localised prefixes are those of Thunderbird, Outlook and the Chinese programs. Keeps the case. At most 20 are taken off.
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
    """Tell whether a subject says that it answers something: its first prefix is one of a reply, not of a forward."""
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
