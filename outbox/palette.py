"""The colours of what wanglai sends: warm paper and ink, one cinnabar accent, and the same by night."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """Colours by what they are for; every text colour is readable (WCAG AA) on every ground it is used on."""

    paper: str
    """The page."""
    card: str
    """What a client's items stand on."""
    ink: str
    muted: str
    """Dates, rules, the small print."""
    line: str
    accent: str
    """The seal, numbers and deadlines: for what is due, used sparingly."""
    tint: str
    """The ground of a deadline."""
    quote: str
    """The bar beside somebody's own words."""
    on_accent: str


LIGHT = Palette(
    paper="#f5f2ec",
    card="#ffffff",
    ink="#22201c",
    muted="#665f54",
    line="#e7e1d6",
    accent="#a8321f",
    tint="#fbeee9",
    quote="#d3c7b1",
    on_accent="#ffffff",
)
DARK = Palette(
    paper="#171614",
    card="#22211e",
    ink="#efebe3",
    muted="#b3aa9b",
    line="#3a3731",
    accent="#ff9d85",
    tint="#3d2721",
    quote="#6b6251",
    on_accent="#2a120c",
)

TEXT_PAIRS = (
    ("ink", "paper"),
    ("ink", "card"),
    ("muted", "paper"),
    ("muted", "card"),
    ("accent", "card"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("on_accent", "accent"),
)
"""Text on ground, as the templates use them: at least 4.5 to 1."""
SHAPE_PAIRS = (("accent", "paper"), ("accent", "card"))
"""Shapes on ground that must be told apart: at least 3 to 1."""


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
