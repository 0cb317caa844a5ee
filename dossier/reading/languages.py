"""Which language a text is in, by its script."""

from __future__ import annotations

SCANNED = 4_000
_KANA = ("぀", "ヿ")
_HANGUL = ("가", "힣")
_HAN = ("㐀", "鿿")
_CYRILLIC = ("Ѐ", "ӿ")
_HAN_WEIGHT = 3
"""A Han character says about as much as three letters, so that a Chinese mail full of English terms is Chinese."""


def language(text: str) -> str:
    """Return `zh`, `ja`, `ko`, `ru`, `en` (any Latin script) or the empty string where there are no letters."""
    text = text[:SCANNED]
    if text.isascii():
        return "en" if any(character.isalpha() for character in text) else ""
    counts = {"ja": _count(text, _KANA), "ko": _count(text, _HANGUL), "ru": _count(text, _CYRILLIC)}
    han = _count(text, _HAN)
    latin = sum(character.isalpha() and character < "ɐ" for character in text)
    if counts["ja"] * 10 > han and counts["ja"] > 0:
        return "ja"
    weights = {**counts, "zh": han * _HAN_WEIGHT, "en": latin}
    best = max(weights, key=weights.__getitem__)
    return best if weights[best] else ""


def _count(text: str, block: tuple[str, str]) -> int:
    first, last = block
    return sum(first <= character <= last for character in text)
