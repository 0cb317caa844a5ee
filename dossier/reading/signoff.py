"""The words around a message: how it greets and how it takes leave. They say nothing."""

from __future__ import annotations

from dossier.reading.vocabulary import vocabulary

LONGEST = 48
_NAME = 2
"""Words beside courtesy that may be a name."""
_MOST_WORDS = 6
_GREETED = 8
"""Characters of 李总您好 and the like."""
_EDGES = " \t\n\r,.!;:-_*~，。！；：、…～()\"'"
_GAPS = str.maketrans(dict.fromkeys(",/-.!，！。", " "))


def is_signoff(sentence: str) -> bool:
    """Say whether a folded sentence is only a greeting, a name's address or a leave-taking."""
    if len(sentence) > LONGEST:
        return False
    bare = sentence.strip(_EDGES)
    if not bare:
        return True
    words = bare.translate(_GAPS).split()
    return _is_courtesy(words) if bare.isascii() else _is_han_courtesy(words)


def _is_courtesy(words: list[str]) -> bool:
    """All courtesy, or courtesy and a short name where it begins with some."""
    known = vocabulary("courtesy")
    others = sum(word not in known for word in words)
    if not others:
        return True
    opens = words[0] in known and words[0] not in vocabulary("linking")
    return opens and others <= _NAME and len(words) <= _MOST_WORDS


def _is_han_courtesy(words: list[str]) -> bool:
    known = vocabulary("courtesy_zh")
    if all(word in known for word in words):
        return True
    return len(words) == 1 and words[0].endswith(("您好", "你好")) and len(words[0]) <= _GREETED
