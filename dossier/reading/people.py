"""The people and days that notes of absence and of handing over name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.dates import Due, deadline
from dossier.model import Address
from dossier.reading.vocabulary import vocabulary
from dossier.reading.writing import Writing

SCANNED = 400

_ADDRESS = re2.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,24}")
_LATIN = r"((?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’.-]+){0,2})"
_HAN = r"([一-鿿]{2,4}?)"
_TITLE = r"(?:同事|女士|先生|经理|总监|主管|老师|小姐)?"
_BEFORE_LATIN = (
    r"(?:colleagues?,?|contact|reach|reach out to|call|e-?mail|write to|covered by|deputy,?|to|by|with|copy|cc|meet"
    r"|successor,?(?: is| will be)?|replacement,?(?: is| will be)?|contact,? (?:is|will be):?|introduce you to) "
)
_AFTER_LATIN = (
    r",? (?:is |will |has |'ll |’ll |and )?(?:be |now |also |going to )*(?:taking over|takes? over|replac|succeed"
    r"|cover|my (?:successor|replacement|deputy)|your (?:new |main )?(?:contact|point)|the new|stepping|steps in"
    r"|in charge|look after|looking after|handl)"
)
_BEFORE_HAN = (
    r"(?:联系|致电|找|转由|改由|交由|交接给|移交给|转交给|移交|交给|接任者|接替者|继任者|接任人|由|为|是|给|与|咨询)"
    r"(?:我的?)?(?:们)?(?:同事|接任者|继任者?|接替者|助理|搭档|新同事|新任)?[:：]? ?"
)
_AFTER_HAN = (
    r" ?(?:[（(，,。;；：:@ ]|接任|接替|负责|接手|对接|跟进|来|协助|处理|接管|代为|担任|电话|邮箱|手机|\d|[A-Za-z]|$)"
)
_NAMED = (
    (re2.compile(_BEFORE_LATIN + _LATIN), "no_name"),
    (re2.compile(_LATIN + _AFTER_LATIN), "no_name"),
    (re2.compile(_BEFORE_HAN + _HAN + _TITLE + _AFTER_HAN), "no_name_zh"),
    (re2.compile(_HAN + _TITLE + r"(?:将|会|将会|来|已|正式)?(?:接任|接替|接手|接管|继任)"), "no_name_zh"),
)

_BACK = ("back", "return", "again", "返回", "回来", "返岗", "上班", "恢复", "回到", "回公司", "销假")
_UNTIL = ("until", "till", "til")
_THROUGH = ("through", "thru", "to", "and", "-", "–", "—", "至", "到", "~", "～", "截止")
_NEAR = 30


def named(sentence: str) -> Address | None:
    """Return the person a sentence sends us to: deputy or successor, with the address where it stands there."""
    sentence = sentence[:SCANNED]
    found = _ADDRESS.search(sentence)
    email = found.group().lower() if found else ""
    name = next(_names(sentence), "")
    return Address(name, email) if name or email else None


def _names(sentence: str) -> Iterator[str]:
    for pattern, excluded in _NAMED:
        for found in pattern.finditer(sentence):
            name = _first_name(found)
            if name.partition(" ")[0] not in vocabulary(excluded):
                yield name


def _first_name(found: Any) -> str:  # noqa: ANN401 - google-re2 ships no types
    return " ".join(str(found.group(1)).split()).rstrip(".")


def back_on(sentence: str, writing: Writing) -> date | None:
    """Return the day somebody is back: the one named as such, or the day after the last day away."""
    sentence = sentence[:SCANNED]
    lower = sentence.lower()
    day = None
    for due in deadline(sentence, writing.at, writing.calendar):
        if due.at is None:
            continue
        day = writing.calendar.day_of(due.at)
        if _says_back(lower, due):
            return day
        last = day + timedelta(days=1) if _ends_absence(lower, due, _THROUGH) else None
        day = day if _ends_absence(lower, due, _UNTIL) else last
    return day


def _says_back(sentence: str, due: Due) -> bool:
    around = sentence[max(0, due.start - _NEAR) : due.start] + " | " + sentence[due.end : due.end + 6]
    return any(word in around for word in _BACK)


def _ends_absence(sentence: str, due: Due, words: tuple[str, ...]) -> bool:
    """Whether one of these words stands before the day, or is part of how it was named (until Friday)."""
    before = sentence[: due.start].rstrip()
    return before.endswith(words) or sentence[due.start : due.end].startswith(words)
