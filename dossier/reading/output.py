"""What machines printed into a message: listings, logs, commands. It says nothing, whatever words stand in it."""

from __future__ import annotations

import re

_FEWEST = 4
"""Signs of a machine from which a sentence may be output."""
_SHARE = 0.4
"""Share of the words that must be such signs."""
_INSIDE = frozenset("=:/_[]{}<>|\\")
_PART_OF_SIGN = re.compile(r"[-.=:/_\[\]{}<>|\\]")
_EDGES = ".,;:!?\"'()"


def is_output(sentence: str) -> bool:
    """Say whether a folded sentence looks printed: `rx packets:3023 errors:0`, `-a input -p tcp --dport 80`."""
    if not sentence.isascii() or "?" in sentence or len(_PART_OF_SIGN.findall(sentence)) < _FEWEST:
        return False
    words = sentence.split()
    signs = sum(map(_is_sign, words))
    return signs >= _FEWEST and signs >= _SHARE * len(words)


def _is_sign(word: str) -> bool:
    """Whether a word is an option, a path, a setting or a counter; links, times and dates are people's too."""
    if word[0] == "-":
        return len(word) > 1 and word[1:2] != ">"
    bare = word.strip(_EDGES)
    if bare.startswith(("http", "www.")) or bare.replace(":", "").replace("/", "").isdigit():
        return False
    return not _INSIDE.isdisjoint(bare) or (len(bare) >= 6 and bare.count(".") >= 3)
