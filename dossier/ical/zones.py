"""Which zone a TZID means: IANA names, Windows names, what Outlook shows, and the habits of a dozen programs.

The rules of a file's own VTIMEZONE are never run (they can be bombs, and are often wrong): its name for itself, or
its two offsets, are hints for a name nobody knows.
"""

from __future__ import annotations

from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

_CITIES = {
    "beijing": "Asia/Shanghai", "北京": "Asia/Shanghai", "chongqing": "Asia/Shanghai", "taipei": "Asia/Taipei",
    "台北": "Asia/Taipei", "kuala lumpur": "Asia/Singapore", "吉隆坡": "Asia/Singapore", "perth": "Australia/Perth",
    "osaka": "Asia/Tokyo", "东京": "Asia/Tokyo", "seoul": "Asia/Seoul", "首尔": "Asia/Seoul",
    "hong kong": "Asia/Hong_Kong", "香港": "Asia/Hong_Kong", "singapore": "Asia/Singapore",
    "hanoi": "Asia/Bangkok", "bangkok": "Asia/Bangkok", "chennai": "Asia/Kolkata", "mumbai": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata", "abu dhabi": "Asia/Dubai", "canberra": "Australia/Sydney",
    "brisbane": "Australia/Brisbane", "adelaide": "Australia/Adelaide", "darwin": "Australia/Darwin",
    "auckland": "Pacific/Auckland", "moscow": "Europe/Moscow", "london": "Europe/London", "伦敦": "Europe/London",
    "amsterdam": "Europe/Amsterdam", "brussels": "Europe/Brussels", "belgrade": "Europe/Belgrade",
    "sarajevo": "Europe/Warsaw", "athens": "Europe/Athens", "helsinki": "Europe/Helsinki",
    "jerusalem": "Asia/Jerusalem",
    "west central africa": "Africa/Lagos", "eastern time": "America/New_York", "central time": "America/Chicago",
    "mountain time": "America/Denver", "pacific time": "America/Los_Angeles", "atlantic time": "America/Halifax",
    "arizona": "America/Phoenix", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "brasilia": "America/Sao_Paulo", "buenos aires": "America/Argentina/Buenos_Aires", "georgetown": "America/Guyana",
    "newfoundland": "America/St_Johns", "central europe": "Europe/Berlin", "coordinated universal": "UTC",
    "western europe": "Europe/London", "harare": "Africa/Johannesburg", "cairo": "Africa/Cairo",
}  # fmt: skip
"""Names that Outlook and Exchange show instead of an id; the first that occurs in the TZID counts."""
_ABBREVIATIONS = {
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "mdt": "America/Denver", "cdt": "America/Chicago",
    "edt": "America/New_York", "bst": "Europe/London", "cest": "Europe/Paris", "jst": "Asia/Tokyo",
    "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "central european standard time": "Europe/Warsaw", "z": "UTC",
}  # fmt: skip
_PAIRS = {
    (-480, -420): "America/Los_Angeles", (-420, -360): "America/Denver", (-360, -300): "America/Chicago",
    (-300, -240): "America/New_York", (-240, -180): "America/Halifax", (-210, -150): "America/St_Johns",
    (-540, -480): "America/Anchorage", (0, 60): "Europe/London", (60, 120): "Europe/Berlin",
    (120, 180): "Europe/Athens", (570, 630): "Australia/Adelaide", (600, 660): "Australia/Sydney",
    (720, 780): "Pacific/Auckland", (480, 480): "Asia/Shanghai", (540, 540): "Asia/Tokyo", (330, 330): "Asia/Kolkata",
    (345, 345): "Asia/Kathmandu", (390, 390): "Asia/Yangon", (210, 210): "Asia/Tehran", (270, 270): "Asia/Kabul",
    (570, 570): "Australia/Darwin", (420, 420): "Asia/Bangkok", (240, 240): "Asia/Dubai",
}  # fmt: skip
"""A zone for each pair of winter and summer offsets, in minutes."""


@lru_cache(maxsize=4096)
def zone_named(tzid: str) -> ZoneInfo | None:
    """Return the zone of a TZID, or None where the name alone does not tell."""
    name = tzid.strip().strip('"').replace("\\,", ",").removeprefix("3D")
    if not name or len(name) > 200:
        return None
    key = name.casefold()
    return _iana(name) or _known(key) or _tail(name) or _shown(key)


def zone_hinted(location: str, standard: str, daylight: str) -> ZoneInfo | None:
    """Return the zone that a VTIMEZONE's X-LIC-LOCATION or its two TZOFFSETTO values suggest."""
    found = zone_named(location) if location else None
    if found is not None:
        return found
    winter, summer = minutes(standard), minutes(daylight)
    return None if winter is None else _offsets(winter, winter if summer is None else summer)


def minutes(offset: str) -> int | None:
    """Read `+0800`, `-5`, `+05:30` or `-05.00` as minutes."""
    sign = -1 if offset[:1] in {"-", "−"} else 1
    digits = offset.strip("+-− ").replace(":", "").replace(".", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        return None
    hours, rest = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    if len(digits) == 6:
        hours, rest = digits[:2], digits[2:4]
    total = 60 * int(hours) + int(rest)
    return sign * total if total <= 15 * 60 else None


def _offsets(winter: int, summer: int) -> ZoneInfo | None:
    """Return a zone with these offsets."""
    name = _PAIRS.get((winter, summer))
    if name is None and winter % 60 == 0 and -12 <= winter // 60 <= 14:
        hours = winter // 60
        name = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return _iana(name) if name else None


def _iana(name: str) -> ZoneInfo | None:
    """Look a name up in the zone database, whatever its capitals."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        right = _lowered().get(name.casefold().replace(" ", "_"))
        return ZoneInfo(right) if right else None


@cache
def _lowered() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _known(key: str) -> ZoneInfo | None:
    """Look a name up among those of Windows and the abbreviations."""
    name = _windows().get(key) or _ABBREVIATIONS.get(key)
    return _iana(name) if name else None


@cache
def _windows() -> dict[str, str]:
    """Return icalendar's table of Windows names (CLDR windowsZones), loaded when the first odd name comes."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415  (0.1 s, seldom needed)

    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def _tail(name: str) -> ZoneInfo | None:
    """Find an IANA name at the end: /freeassociation.sourceforge.net/Europe/Berlin, custom_Europe_Berlin."""
    parts = name.replace("custom_", "/").split("/")
    for length in (3, 2):
        if len(parts) > length - 1:
            found = _iana("/".join(parts[-length:]))
            if found is not None:
                return found
    return _iana(name.replace("_", "/", 1)) if "_" in name and "/" not in name else None


def _shown(key: str) -> ZoneInfo | None:
    """Read what Outlook shows: a city, or an offset such as `(UTC+08:00)`, or `GMT +0100 (Standard) / GMT +0200`."""
    city = next((zone for words, zone in _CITIES.items() if words in key), None)
    if city:
        return _iana(city)
    offsets = [found for found in map(minutes, _offset_words(key)) if found is not None]
    if not offsets:
        return None
    return _offsets(min(offsets[:2]), max(offsets[:2]))


def _offset_words(key: str) -> list[str]:
    """Cut out what stands behind UTC, GMT or a slash and looks like an offset."""
    for sign in ("utc", "gmt", "(", ")", "/"):
        key = key.replace(sign, " ")
    return [
        word for word in key.replace("+ ", "+").replace("- ", "-").split() if word[:1] in "+-−" and word[1:2].isdigit()
    ]
