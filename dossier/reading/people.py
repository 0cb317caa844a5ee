"""The people and days that notes of absence and of handing over name."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import re2

from dossier.dates import deadline
from dossier.model import Address
from dossier.worktime import WorkCalendar

_ADDRESS = re2.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,24}")
_LATIN = r"((?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’.-]+){0,2})"
_HAN = r"([一-鿿]{2,4}?)"
_TITLE = r"(?:同事|女士|先生|经理|总监|主管|老师|小姐)?"
_NAMED = (
    re2.compile(
        r"(?:colleagues?,?|contact|reach(?: out to)?|call|e-?mail|write to|cover(?:ed)? by|deputy,?|to|replaced by|successor,?(?: is| will be)?|by|copy|cc|meet|(?i:introduce)(?: you to)?|handed (?:it |this )?(?:over )?to|with) "
        + _LATIN
    ),
    re2.compile(
        _LATIN
        + r",? (?:is|will be|has|will|'ll|’ll|is now|steps|takes|and) ?(?:be |be my |now |also |going to )?(?:taking over|takes? over|replac\w+|succeed\w*|cover\w*|my (?:successor|replacement|deputy)|your (?:new |main )?(?:contact|point)|the new|stepping|in charge|look after|handle|handling|looking after)"
    ),
    re2.compile(r"(?:successor|replacement|deputy|contact),? (?:is|will be|:)? ?" + _LATIN),
)
_NAMED_HAN = (
    re2.compile(
        r"(?:联系|致电|找|转由|改由|交由|交接给|移交给|转交给|移交|交给|接任者|接替者|继任者|接任人|由|为|是|同事|给|与|咨询)(?:我的?)?(?:们)?(?:同事|接任者|继任|继任者|接替者|助理|搭档|新同事|新任)?[:：]? ?"
        + _HAN
        + _TITLE
        + r" ?(?:[（(，,。;；：:@ ]|接任|接替|负责|接手|对接|跟进|来|协助|处理|接管|代为|担任|电话|邮箱|手机|\d|[A-Za-z]|$)"
    ),
    re2.compile(_HAN + _TITLE + r"(?:将|会|将会|来|已|正式)?(?:接任|接替|接手|接管|继任)"),
)
_NO_NAME = frozenset(
    (
        "我们",
        "同事",
        "客户",
        "公司",
        "大家",
        "您的",
        "你们",
        "贵司",
        "本人",
        "工作",
        "项目",
        "后续",
        "紧急",
        "其他",
        "相关",
        "业务",
        "新同事",
        "对接",
        "负责",
        "电话",
        "手机",
        "邮箱",
        "以下",
        "下面",
        "同事们",
        "其",
        "一位",
        "新的",
    )
)
_NO_LATIN = frozenset(
    "I We You The This My Our Your Please If In On At For And But From Until Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Email Phone Office Dear Hi Thank Thanks Regards Best".split()
)


def named(sentence: str) -> Address | None:
    """Return the person a sentence sends us to: deputy or successor, with the address where it stands there."""
    sentence = sentence[:400]
    found = _ADDRESS.search(sentence)
    email = found.group().lower() if found else ""
    name = _name(sentence)
    return Address(name, email) if name or email else None


def _name(sentence: str) -> str:
    for pattern in _NAMED:
        for found in pattern.finditer(sentence):
            name = " ".join(found.group(1).split())
            if name.split()[0] not in _NO_LATIN:
                return name.rstrip(".")
    for pattern in _NAMED_HAN:
        for found in pattern.finditer(sentence):
            if found.group(1) not in _NO_NAME:
                return str(found.group(1))
    return ""


_BACK = ("back", "return", "again", "返回", "回来", "返岗", "上班", "恢复", "回到", "回公司", "销假")
_THROUGH = ("until", "till", "through", "thru", "to", "-", "–", "—", "至", "到", "~", "～", "截止")


def back_on(sentence: str, at: datetime, calendar: WorkCalendar) -> date | None:
    """Return the day somebody is back: the one named as such, or the working day after the last day away."""
    sentence = sentence[:400]
    found = [due for due in deadline(sentence, at, calendar) if due.at is not None]
    if not found:
        return None
    lower = sentence.lower()
    for due in found:
        if any(word in lower[max(0, due.start - 30) : due.start] for word in _BACK) or any(
            word in lower[due.end : due.end + 6] for word in _BACK
        ):
            return calendar.day_of(due.at)
    last = calendar.day_of(found[-1].at)
    if _ends_absence(lower, found[-1].start):
        return (
            last if "until" in lower[: found[-1].end] or "till" in lower[: found[-1].end] else last + timedelta(days=1)
        )
    return None


def _ends_absence(sentence: str, start: int) -> bool:
    before = sentence[:start].rstrip()
    return before.endswith(_THROUGH) or any(f" {word} " in f" {before[-14:]} " for word in ("until", "till", "through"))
