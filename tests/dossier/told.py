"""Mails told in docstrings: each line says whose it is, and the splitter has to agree."""

from __future__ import annotations

from collections.abc import Callable

from dossier.quoting import split

_PARTS = {"n": "new", "q": "quoted", "s": "signature"}


def told(story: Callable[[], None]) -> Callable[[], None]:
    """Make a test of a docstring whose lines begin with `n|` (new), `q|` (quoted) or `s|` (signature)."""

    def test() -> None:
        lines = [line.strip() for line in (story.__doc__ or "").splitlines()]
        mail = [(line[0], line[2:].removeprefix(" ")) for line in lines if line[1:2] == "|" and line[0] in _PARTS]
        got = split("\n".join(text for _, text in mail))
        for mark, part in _PARTS.items():
            assert squeeze(getattr(got, part)) == squeeze("\n".join(text for own, text in mail if own == mark)), part

    test.__name__, test.__doc__ = story.__name__, story.__doc__
    return test


def squeeze(text: str) -> str:
    """Return a text without its blank lines."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())
