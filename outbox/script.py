"""Which language a short quote is in, by the script it is written in: enough for fonts and screen readers."""

from __future__ import annotations

_RANGES = (
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7AF),
    ("zh", 0x3400, 0x9FFF),
    ("ru", 0x0400, 0x04FF),
    ("th", 0x0E00, 0x0E7F),
    ("ar", 0x0600, 0x06FF),
)
"""In order of what decides: kana makes a line with Han characters Japanese."""


def language_of(text: str) -> str:
    """Return a BCP 47 language for a short text: by its script, `en` for Latin letters, empty for none at all."""
    codes = [ord(character) for character in text[:400]]
    for language, first, last in _RANGES:
        if any(first <= code <= last for code in codes):
            return language
    return "en" if any(chr(code).isalpha() for code in codes) else ""
