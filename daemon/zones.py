"""Which time zone this machine is in, and whose holidays go with a zone."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UNKNOWN = "UTC"


def local_zone() -> str:
    """Return the machine's IANA zone: `TZ`, /etc/timezone, /etc/localtime; UTC where none says."""
    return next((name for name in _candidates() if name and _exists(name)), UNKNOWN)


def _candidates() -> list[str]:
    written = Path("/etc/timezone")
    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    text = written.read_text(encoding="ascii", errors="ignore").strip() if written.is_file() else ""
    return [os.environ.get("TZ", "").lstrip(":"), linked, text]


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name


@cache
def country_of(zone: str) -> list[str]:
    """Return the country a zone lies in as ISO 3166 code, in a list; empty for zones of no country."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return [row[0] for row in rows if len(row) > 2 and row[2] == zone][:1]
