"""What mail programs and machines write, read once from `programs.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(files("dossier").joinpath("programs.toml").read_text("utf-8"))
"""By section and list, in lower case."""
