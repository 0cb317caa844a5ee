"""What an address names besides a person: a robot, a room, a post that several people share."""

from __future__ import annotations

import re
from functools import lru_cache

from dossier.domains import REMEMBERED
from dossier.lists import words

ROBOT_WORDS = re.compile("noreply|donotreply|dontreply|nepasrepondre|mailerdaemon|unsubscribe|autoresponder")
"""Anywhere in a local part they name a robot (drive-shares-noreply@), once its separators are taken out."""

ROBOT_TOKENS = frozenset(
    {"noreply", "bounce", "bounces", "notification", "notifications", "unsubscribe", "newsletter", "newsletters"}
)
"""One word among the local part's (`meeting-notifications@`, `bounce+anna=brand.example@`)."""

ROBOT_STARTS = ("prvs=", "msprvs1=", "srs0=", "srs1=", "imceaex-", "healthmailbox", "microsoftexchange329e71ec88ae")
"""Addresses written by mail programs: BATV, SRS, Exchange's own."""

ROBOT_DOMAINS = ("bounces.amazon.com", "amazonses.com", "reply.github.com", "noreply.github.com", "bounces.google.com")

ROOM_DOMAINS = ("resource.calendar.google.com", "group.calendar.google.com", "unknownorganizer.calendar.google.com")
ROOM_STARTS = (
    "meetingroom",
    "confroom",
    "confrm",
    "conferenceroom",
    "boardroom",
    "huiyishi",
    "projector",
    "roommailbox",
)
ROOM_WORDS = ("会议室", "洽谈室", "投影", "meeting room", "conference room", "conf room", "boardroom", "huddle room")


_SEPARATORS = str.maketrans("._-+=/", "      ")


_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalpha()}


def _squeezed(local: str) -> str:
    return local.translate(_NO_LETTERS)


@lru_cache(REMEMBERED)
def is_robot(email: str) -> bool:
    """Say whether nobody writes from this address or reads there: noreply@, mailer-daemon@, notifications@."""
    local, _, domain = email.lower().partition("@")
    if local.startswith(ROBOT_STARTS) or domain.endswith(ROBOT_DOMAINS):
        return True
    squeezed = _squeezed(local)
    if squeezed in words("robots") or ROBOT_WORDS.search(squeezed):
        return True
    return not ROBOT_TOKENS.isdisjoint(local.translate(_SEPARATORS).split())


def is_room(email: str, name: str = "") -> bool:
    """Say whether an address is a room's or a piece of equipment's, by its spelling or by its display name."""
    if _is_room_address(email):
        return True
    lower = name.lower()
    return any(word in lower for word in ROOM_WORDS)


@lru_cache(REMEMBERED)
def _is_room_address(email: str) -> bool:
    local, _, domain = email.lower().partition("@")
    if domain.endswith(ROOM_DOMAINS):
        return True
    squeezed = _squeezed(local)
    return squeezed.startswith(ROOM_STARTS) or (squeezed == "room" and any(letter.isdigit() for letter in local))


@lru_cache(REMEMBERED)
def is_role(email: str) -> bool:
    """Say whether several people stand behind an address: info@, sales@, kefu@. They are contacts, not persons."""
    return _squeezed(email.lower().partition("@")[0]) in words("roles")
