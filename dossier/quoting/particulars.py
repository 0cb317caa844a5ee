"""What a single line of a signature looks like: a name, a title, a telephone number, an address."""

from __future__ import annotations

import re
from functools import lru_cache

from dossier.quoting.lines import RULE, is_rule
from dossier.quoting.marks import COMPANIES, LABELS, TITLES

LONGEST = 100
"""Characters that a line of a signature has at most, legal text aside."""
PHONE = re.compile(r"(?<![\w/.=-])(?:\+|00|\()?\d(?:[ \t().\-–/]{0,3}\d){6,14}(?![\d/]|-\d)")
"""A telephone number: seven to fifteen digits, loosely joined."""
_REACH = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.|https?://|www\.|<mailto:|\[cid:")
_DATE = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s?星期.|\s?周.)?")
_HAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3\u3040-\u30ff]")
_SENTENCE = frozenset("?!。？！；…")
_SMALL = frozenset(
    "of the and for de la le du des von van der den di da del y e & - | / at in und et to".split()  # noqa: SIM905 (it reads as a list)
)


def is_reachable(line: str) -> bool:
    """Tell whether a line says where somebody can be reached: a number, an address, a site, a label of one."""
    return PHONE.search(line) is not None or _REACH.search(line) is not None or label(line) != ""


def label(line: str) -> str:
    """Return the label a line begins with (`tel`, `手机`, `m`), or an empty word."""
    for colon in ":：|.":
        name, found, rest = line[:14].partition(colon)
        name = "".join(name.split()).lower()
        if found and name in LABELS and (len(name) > 1 or rest[:6].strip(" +(")[:1].isdigit() or not name.isascii()):
            return name
    return ""


def is_office(line: str) -> bool:
    """Tell whether a line names a title or a company."""
    low = line.lower()
    return len(line) <= 80 and (TITLES.search(low) is not None or COMPANIES.search(low) is not None)


def is_date(line: str) -> bool:
    """Tell whether a line is a date and nothing else."""
    return _DATE.fullmatch(line.strip()) is not None


def is_name(line: str) -> bool:
    """Tell whether a line may be somebody's name: two to four Chinese characters, or a few words in capitals."""
    line = line.strip(RULE + ",，!！\"'()（）")
    if not line or len(line) > 40 or any(character.isdigit() or character in ":：@/" for character in line):
        return False
    if _HAN.search(line):
        return len("".join(line.split())) <= 4 and not _SENTENCE.intersection(line)
    words = line.replace(".", ". ").split()
    return (
        (len(words) <= 5
        and all(word[0].isupper() or word.lower() in _SMALL for word in words))
        or (len(words) == 1 and words[0].isalpha() and len(line) <= 12)
    )


@lru_cache(maxsize=256)
def fits(line: str) -> bool:
    """Tell whether a line may stand in a signature: no sentence, short, written like a name or an address."""
    if len(line) > LONGEST:
        return len(line) < 3 * LONGEST and _REACH.search(line) is not None and line[-1] not in _SENTENCE
    if is_rule(line, 1) or is_name(line) or is_date(line):
        return True
    if line.rstrip()[-1] in _SENTENCE:
        return False
    if is_reachable(line) or is_office(line):
        return _is_terse(line)
    return _is_capitalised(line)


def _is_terse(line: str) -> bool:
    """Tell whether a line is a list of particulars and not a sentence that mentions one."""
    small = sum(
        word.islower() and word not in _SMALL for word in line.split() if "@" not in word and "." not in word[:-1]
    )
    return (
        small <= 3
        and not line.endswith((",", "，", ":", "："))
        and (small <= 1 or label(line) != "" or (len(line) <= 60 and not line.endswith(".")))
    )


def _is_capitalised(line: str) -> bool:
    """Tell whether most words begin in upper case, as in a postal address, or the line is a short Chinese one."""
    if _HAN.search(line):
        return len(line) <= 24 and not any(mark in line for mark in "，,吗呢请我您你")
    words = [word for word in line.split() if word.lower() not in _SMALL]
    large = sum(word[0].isupper() or word[0].isdigit() or not word[0].isalnum() for word in words)
    return line[-1] != ":" and len(words) <= 10 and large * 5 >= len(words) * 3
