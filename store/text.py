"""Foreign text and lists as columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.encoder import encode_basestring as quoted
from typing import Any

from dossier.model import Address

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
    """Return texts as a packed list. Written by hand: several are made for every message stored."""
    listed = ",".join(map(quoted, items))
    return clean(f"[{listed}]") if listed else ""


def people(*groups: Iterable[Address]) -> str:
    """Return groups of addresses as a packed list of lists of pairs, also written by hand."""
    listed = (",".join([f"[{quoted(name)},{quoted(email)}]" for name, email in group]) for group in groups)
    return clean(f"[[{'],['.join(listed)}]]")
