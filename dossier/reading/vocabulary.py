"""Words that carry no content: vocabulary.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def vocabulary(name: str) -> frozenset[str]:
    """Return one list of the vocabulary; of a string, its characters."""
    return frozenset(_all()[name])


@cache
def _all() -> Mapping[str, list[str] | str]:
    file = resources.files("dossier.reading") / "vocabulary.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
