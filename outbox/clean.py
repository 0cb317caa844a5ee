"""Foreign text made harmless for one line: a header, a title, a quote."""

from __future__ import annotations

import unicodedata
from functools import cache

NAME = 40
"""Characters of a name that are shown: of a person, a client, a mailbox."""

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u3164\ufeff\uffa0")
_KEPT_JOINERS = frozenset("\u200c\u200d")
"""Needed inside emoji and Indic words."""


def clean_line(text: str, limit: int = 200) -> str:
    """Return one line of printable text of at most `limit` characters.

    Control characters, line and paragraph separators, direction overrides, lone surrogates and invisible fillers
    go, white space becomes single spaces, and a cut is shown by an ellipsis. An encoded-word subject decodes to a
    real CRLF and a name may turn the reading direction of all that follows: neither may reach a header, a page or a
    calendar. (reliability.md row 36)
    """
    seen = text[: limit * 4 + 64]
    return shorten(" ".join(seen.translate(_harmless()).split()), limit)


def shorten(text: str, limit: int) -> str:
    """Cut to `limit` characters, ellipsis included, at a space where one is near."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    if space >= limit * 3 // 4:
        cut = cut[:space]
    return cut.rstrip(" ,;:，；：、") + "…"


@cache
def _harmless() -> dict[int, str]:
    """Map each harmful character to what stands in for it; built once, some 2,500 entries."""
    harmless: dict[int, str] = {}
    for code in (*range(0x3100), *range(0xD800, 0xE000), *range(0xFE00, 0x10000), *range(0xE0000, 0xE0080)):
        stand_in = _stand_in(chr(code))
        if stand_in is not None:
            harmless[code] = stand_in
    return harmless


def _stand_in(character: str) -> str | None:
    category = unicodedata.category(character)
    if character.isspace() or category in {"Zl", "Zp"}:
        return " "
    if category == "Cs":
        return "\ufffd"
    if category == "Cc":
        return " "
    if character in _INVISIBLE or (category == "Cf" and character not in _KEPT_JOINERS):
        return ""
    return None


def is_printable_address(address: str) -> bool:
    """Tell whether this is one plain address: one `@`, printable ASCII, nothing that structures a header."""
    return (
        address.isascii()
        and address.isprintable()
        and len(address) <= 254
        and address.count("@") == 1
        and not address.startswith("@")
        and not address.endswith("@")
        and not any(mark in address for mark in ' ,;:<>()[]"\\')
    )
