"""The statements of queries.sql by name.

The file is plain SQL with `:name` placeholders, the same for SQLite and PostgreSQL. Three forms are made of it here:
as written, for a mapping; with positions, for `executemany` over tuples; and spread, for `IN (:keys...)` over lists.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

PLACEHOLDER = re.compile(r"(?<![:\w]):([a-z_]+)(\.\.\.)?")
SPREADS = (8, 64, 512)
"""Lengths a list is filled up to, so that few different statements are prepared."""


@cache
def named() -> dict[str, str]:
    """Return every statement by name. Each begins with `-- name: it` and a line that says what it does."""
    statements = {}
    text = files("store").joinpath("queries.sql").read_text(encoding="utf-8")
    for block in text.split("-- name: ")[1:]:
        head, _, body = block.partition("\n")
        lines = [line for line in body.splitlines() if not line.startswith("--")]
        statements[head.strip()] = "\n".join(lines).strip().rstrip(";")
    return statements


@cache
def parameters(name: str) -> tuple[str, ...]:
    """Return a statement's placeholders in order: the columns of the tuples it takes."""
    return tuple(match[1] for match in PLACEHOLDER.finditer(named()[name]))


@cache
def positional(name: str) -> str:
    """Return a statement for tuples; every placeholder must occur once."""
    return PLACEHOLDER.sub("?", named()[name])


@cache
def spread(name: str, length: int) -> str:
    """Return a statement for tuples whose last placeholder is a list of this length."""

    def mark(match: re.Match[str]) -> str:
        return ",".join("?" * length) if match[2] else "?"

    return PLACEHOLDER.sub(mark, named()[name])
