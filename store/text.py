"""Foreign text and lists as columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def clean(text: str) -> str:
    """Return a text a database can hold: no NUL, no half of a surrogate pair."""
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def packed(value: object) -> str:
    """Return a value as JSON; anything empty as the empty text."""
    return clean(encode(value)) if value else ""


def unpacked(text: str) -> Any:  # noqa: ANN401 (whatever was packed)
    """Return what was packed; the empty tuple for the empty text."""
    return json.loads(text) if text else ()


def texts(column: str) -> tuple[str, ...]:
    """Return a packed list of texts."""
    return tuple(json.loads(column)) if column else ()


def words(items: Iterable[str]) -> str:
    """Return texts as a packed list."""
    return packed(list(items))
