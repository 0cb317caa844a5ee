"""What a single line of a signature looks like: a name, a title, a telephone number, an address."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dossier.quoting.lines import RULE, is_rule
from dossier.quoting.marks import COMPANIES, LABELS, TITLES

_SMALL_WORDS = 3
"""Words in lower case that a line of a signature has at most."""
LONGEST = 100
"""Characters that a line of a signature has at most, links aside."""
PHONE = re.compile(
    r"(?<![\w/.=-])(?!(?:19|20)\d\d[-/.]\d{1,2}[-/.]|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d)"
    r"(?:\+|00|\()?\d(?:(?: ?[().\-–/]{1,2} ?|[ \t])?\d){6,14}(?![\d/]|-\d)"
)
"""A telephone number: seven to fifteen digits, loosely joined; neither a date nor an IP address."""
_LINK = re.compile(r"<[^<>]{1,2000}>|https?://\S{1,2000}|\[cid:[^\]]{1,200}\]")
_EXTENSION = re.compile(r"(?:^|\s)(?:x|ext\.?|分机|转) ?\d{3,6}$", re.IGNORECASE)
_TELLING = re.compile(r"[\d@:：|./]")
_REACH = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.|https?://|www\.|<mailto:|\[cid:")
_DATE = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s?星期.|\s?周.)?")
_DIGIT_OR_MARK = re.compile(r"[\d:：@/]")
HAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3\u3040-\u30ff]")
_SENTENCE = frozenset("?!。？！；…")
_ADDRESSING = frozenset("，,吗呢请我您你")
_SMALL = frozenset({
    "of", "the", "and", "for", "at", "in", "to", "de", "la", "du", "des", "le", "von", "van", "der", "den", "di",
    "da", "del", "y", "e", "und", "et", "&", "-", "–", "|", "/", "·",
})  # fmt: skip


class Look(NamedTuple):
    """How a line looks: may it stand in a signature, be a name, say how to reach somebody, name an office."""

    fits: bool
    name: bool = False
    reachable: bool = False
    office: bool = False

    @property
    def strength(self) -> int:
        """How many kinds of particulars the line gives."""
        return self.reachable + self.office


@lru_cache(maxsize=4096)
def look(line: str) -> Look:
    """Judge a line. Signatures recur from mail to mail, so the answer is kept for a while."""
    if len(line) > LONGEST:
        rest = _LINK.sub("", line[:2_000]).strip()
        linked = len(line) <= 2_000 and rest != line and len(rest) <= LONGEST
        return Look(fits=linked and (not rest or look(rest).fits), reachable=linked)
    if is_rule(line, 1):
        return Look(fits=True)
    if is_name(line):
        return Look(fits=True, name=True, office=is_office(line))
    if line[-1] in _SENTENCE or sum(word.islower() and word not in _SMALL for word in line.split()) > _SMALL_WORDS:
        return Look(fits=False)
    reachable, office = is_reachable(line), is_office(line)
    han = not line.isascii() and HAN.search(line) is not None
    if reachable or (office and not han):
        fits = _is_terse(line)
    else:
        fits = is_date(line) or (_is_laconic(line) if han else _is_capitalised(line))
    return Look(fits=fits, reachable=reachable and fits, office=office and fits)


def is_reachable(line: str) -> bool:
    """Tell whether a line says where somebody can be reached: a number, an address, a site, a label of one."""
    if not _TELLING.search(line):
        return False
    known = PHONE.search(line) or _REACH.search(line) or _EXTENSION.search(line)
    return known is not None or label(line) != ""


def label(line: str) -> str:
    """Return the label a line begins with (`tel`, `手机`, `m`), or an empty word."""
    for mark in ":：|.":
        name, found, rest = line[:14].partition(mark)
        name = "".join(name.split()).lower()
        if found and name in LABELS and (len(name) > 1 or rest.strip(" +(")[:1].isdigit()):
            return name
    return ""


def is_office(line: str) -> bool:
    """Tell whether a line names a title or a company."""
    low = line.lower()
    return len(line) <= 80 and (TITLES.found_in(low) or COMPANIES.found_in(low))


def is_date(line: str) -> bool:
    """Tell whether a line is a date and nothing else."""
    return _DATE.fullmatch(line.strip()) is not None


def is_name(line: str) -> bool:
    """Tell whether a line may be somebody's name: two to four Chinese characters, or a few words in capitals."""
    line = line.strip(RULE + ",，!！\"'()（）")
    if not line or len(line) > 40 or _DIGIT_OR_MARK.search(line):
        return False
    if not line.isascii() and HAN.search(line):
        return len("".join(line.split())) <= 4 and _SENTENCE.isdisjoint(line)
    words = line.replace(".", ". ").split()
    if len(words) == 1 and words[0].isalpha() and len(line) <= 12:
        return True
    return len(words) <= 5 and all(word[0].isupper() or word.lower() in _SMALL for word in words)


def _is_terse(line: str) -> bool:
    """Tell whether a line is a list of particulars and not a sentence that mentions one."""
    if line[-1] in ",，:：":
        return False
    words = [word for word in line.split() if "@" not in word and "." not in word[:-1]]
    small = sum(word.islower() and word not in _SMALL for word in words)
    return small <= 1 or (small <= 3 and (label(line) != "" or (len(line) <= 60 and line[-1] != ".")))


def _is_laconic(line: str) -> bool:
    """Tell whether a Chinese line is a name, a title or an address, and addresses nobody."""
    return len(line.strip()) <= 26 and _ADDRESSING.isdisjoint(line)


def _is_capitalised(line: str) -> bool:
    """Tell whether most words begin in upper case, as in a postal address."""
    words = [word for word in line.split() if word.lower() not in _SMALL]
    large = sum(word[0].isupper() or word[0].isdigit() or not word[0].isalnum() for word in words)
    return line[-1] != ":" and len(words) <= 10 and large * 5 >= len(words) * 3
