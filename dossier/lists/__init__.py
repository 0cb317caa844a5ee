"""Lists of words that come with the program: text files, words between blanks, `#` begins a remark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of one list (`freemail`, `companies`, `robots`, `roles`)."""
    text = files(__name__).joinpath(f"{name}.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())
