"""English words for times of day, for haste, and the words beside a time that say how it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from dossier.dates.calendar import Writing
from dossier.dates.piece import Clock, Days, Edge, Part, Piece, Vague
from dossier.dates.scan import Found, Reader

_ZONES = {
    "utc": "UTC", "gmt": "UTC", "bst": "Europe/London", "uk": "Europe/London", "london": "Europe/London",
    "cet": "Europe/Paris", "cest": "Europe/Paris", "est": "America/New_York", "edt": "America/New_York",
    "et": "America/New_York", "eastern": "America/New_York", "new york": "America/New_York",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles", "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore", "jst": "Asia/Tokyo",
    "beijing": "Asia/Shanghai", "shanghai": "Asia/Shanghai", "hong kong": "Asia/Hong_Kong",
}  # fmt: skip
"""CST is not here: it is China's and Chicago's."""
_PARTS = {
    "eod": Part.CLOSE, "eob": Part.CLOSE, "cob": Part.CLOSE, "cop": Part.CLOSE, "day": Part.CLOSE,
    "business": Part.CLOSE, "play": Part.CLOSE, "first thing": Part.EARLY, "morning": Part.MORNING, "am": Part.MORNING,
    "noon": Part.NOON, "midday": Part.NOON, "lunch": Part.LUNCH, "lunchtime": Part.LUNCH,
    "afternoon": Part.AFTERNOON, "evening": Part.EVENING, "night": Part.EVENING, "midnight": Part.EVENING,
}  # fmt: skip


def _clock(writing: Writing, found: Found) -> Iterator[Piece]:
    """3pm, 3:30 p.m., 15:00, 5 o'clock; a bare 15:00 or 3pm needs a neighbour or an edge word."""
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if found.before in {":", ".", "-", "/", "$", "£", "€"} or found.before.isdigit() or hour > 24 or minute > 59:
        return
    if half:
        if not 1 <= hour <= 12:
            return
        hour = hour % 12 + 12 * (half[0] == "p")
    yield found.piece(Clock(hour % 24, minute, guessed=not half and len(found["hour"]) == 1), weak=True)
    del writing


def _range(writing: Writing, found: Found) -> Iterator[Piece]:
    """10:00-11:00, 3-4pm: a schedule."""
    yield found.piece(Edge.GONE)
    del writing


def _zone(writing: Writing, found: Found) -> Iterator[Piece]:
    """EST, London time; ET and PT only behind a time: French writes et."""
    if len(found["name"]) == 2 and found.text[max(0, found.start - 2) : found.start] not in {"m ", ". "}:
        return
    yield found.piece(ZoneInfo(_ZONES[found["name"] or found["place"]]), weak=True)
    del writing


def _part(writing: Writing, found: Found) -> Iterator[Piece]:
    """EOD, close of business, first thing, noon, this afternoon; good morning is a greeting."""
    if found.text[max(0, found.start - 5) : found.start] == "good " or found["which"] in {"good", "last", "every"}:
        return
    if found["which"] == "this" or found.word.startswith("tonight"):
        yield Piece(found.start, found.start, Days(writing.today, writing.today, sure=2))
    part = Part.EVENING if found.word == "tonight" else _PARTS[found["part"]]
    strong = part is Part.CLOSE or found["which"] == "this" or found.word == "tonight"
    yield found.piece(part, weak=not strong)


def _vague(writing: Writing, found: Found) -> Iterator[Piece]:
    """Asap, soon, at your earliest convenience; as soon as we hear is a condition."""
    if found.word == "soon" and found.text[: found.start].endswith("as "):
        return
    yield found.piece(Vague())
    del writing


def _edge(writing: Writing, found: Found) -> Iterator[Piece]:
    """By, before, since."""
    word = found.word
    if word in {"since", "from", "after", "last", "ago"}:
        yield found.piece(Edge.NOT)
    else:
        yield found.piece(Edge.BEFORE if word in {"before", "prior to", "ahead of"} else Edge.BY)
    del writing


_WORDS = "|".join(
    sorted((word for word in _PARTS if word not in {"day", "business", "play", "am"}), key=len, reverse=True)
)
_SHORT = "|".join(sorted((name for name in _ZONES if len(name) <= 4 and name != "uk"), key=len))
_LONG = "|".join(sorted((name for name in _ZONES if len(name) > 4 or name == "uk"), key=len))
_HALF = r"(?: ?[ap]\.?m\b\.?)"
_RANGE = rf"\b\d{{1,2}}(?:[:.]\d\d)?{_HALF}? ?(?:-|~|–|—|to|until) ?\d{{1,2}}(?::\d\d{_HALF}?|{_HALF})"
_VAGUE = (
    r"\b(?:asap|as soon as (?:possible|i can|we can|you can|practicable)|soon|shortly|in due course|right away|"
    r"at your earliest convenience|immediately|momentarily|later on|urgently|"
    r"in a few (?:days|hours|minutes|weeks)|in the coming (?:days|weeks))\b"
)
_EDGE = (
    r"\b(?:no later than|at the latest|by|before|prior to|ahead of|until|till|due|on|at|in|within|during|"
    r"since|from|after|last|ago)\b|@"
)
TABLE: tuple[tuple[str, Reader], ...] = (
    (_RANGE, _range),
    (r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap]\.m\.|[ap]m\b)", _clock),
    (r"\b(?P<hour>\d{1,2}) o'?clock\b", _clock),
    (r"\b(?P<hour>\d{1,2}):(?P<minute>\d\d)\b", _clock),
    (rf"\b(?P<name>{_SHORT})\b(?: time)?|\b(?P<place>{_LONG}) time\b", _zone),
    (r"\b(?:the )?(?:end|close) of (?:the )?(?:business |working |work )?(?P<part>day|business|play)\b", _part),
    (rf"\btonight\b|\b(?:(?P<which>this|good|last|every|in the|the) )?(?P<part>{_WORDS})\b", _part),
    (_VAGUE, _vague),
    (_EDGE, _edge),
)
