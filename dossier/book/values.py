"""The values of a client book as people write them: tiers, cadences, languages, addresses, domains.

Every function returns None (or nothing) for what it does not understand, and the caller says in which row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from dossier.domains import registrable
from dossier.model import Tier
from dossier.spelling import plain_domain, split_address

TIERS = {
    Tier.VIP: "vip svip s 战略 核心 key ka top platinum diamond strategic 钻石 铂金 vvip",
    Tier.A: "a 重点 重要 major gold high 大 高 important 1 一 aa aaa",
    Tier.B: "b 普通 一般 normal medium standard regular silver 中 常规 2 二 bb bbb",
    Tier.C: "c 低 小 潜在 low minor bronze small prospect lead d 次要 3 三 长尾",
}
_TIERS = {word: tier for tier, words in TIERS.items() for word in words.split()}
_TIER_TAIL = re.compile(r"(tier|grade|level|class|级|类|等|客户|客戶|級|priority|client|account|[-_ .])")

LANGUAGES = {
    "zh": "zh 中文 汉语 漢語 普通话 chinese 简体中文 简体 国语 中",
    "zh-TW": "繁体 繁體 繁体中文 繁體中文 cantonese 粤语",
    "en": "en 英文 英语 english 英",
    "ja": "ja 日文 日语 japanese 日",
    "ko": "ko 韩文 韩语 korean 韩",
    "de": "de 德语 german deutsch",
    "fr": "fr 法语 french français",
    "es": "es 西班牙语 spanish español",
}
_LANGUAGES = {word: tag for tag, words in LANGUAGES.items() for word in words.split()}
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{2}|[a-z]{4}))?")

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2, "兩": 2, "双": 2, "单": 1}
UNITS = {
    1: "d day days daily 天 日",
    7: "w wk week weeks weekly 周 週 星期 礼拜",
    14: "biweekly fortnight fortnightly 双周 雙週",
    30: "m mo month months monthly 月 个月",
    91: "q quarter quarters quarterly 季 季度",
    365: "y year years yearly annually annual 年",
}
_UNITS = {word: days for days, words in UNITS.items() for word in words.split()}
_CADENCE = re.compile(
    r"([0-9]{1,3}|[一二两兩三四五六七八九十半双]{0,3}) ?(?:个|個)? ?([a-z]+|天|日|周|週|星期|礼拜|月|季度|季|年)"
)
LONGEST_CADENCE = 366

_BETWEEN = re.compile(r"[;,；，、|\n/]+")
_BETWEEN_NAMES = re.compile(r"[;；、|\n/]+|:::")
YES = frozenset({"yes", "y", "true", "1", "是", "已离职", "离职", "x", "✓", "√", "对", "left", "gone", "former"})


def clean(cell: str) -> str:
    """Return a cell's text without control characters, outer blanks and Windows line ends."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    kept = (letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Co"})
    return "".join(kept).strip("\ufeff\u200b \n\t\u3000\xa0")


def tier(text: str) -> Tier | None:
    """Understand `VIP`, `A级`, `重点客户`, `Tier 2`."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return _TIERS.get(plain) or _TIERS.get(_TIER_TAIL.sub("", plain[:40]))


def language(text: str) -> str | None:
    """Understand `中文`, `English`, `zh_cn`; returns a BCP 47 tag."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    known = _LANGUAGES.get(plain)
    tag = _TAG.fullmatch(plain)
    if known or not tag:
        return known
    base, more = tag.groups()
    return base if not more else f"{base}-{more.upper() if len(more) == 2 else more.title()}"


def cadence(text: str) -> timedelta | None:
    """Understand `14d`, `2 weeks`, `monthly`, `每两周`, `半个月`, `季度`, and a bare number of days."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()[:40]
    for filler in ("every ", "each ", "once a ", "per ", "每", "一次", "/次", "次", "隔"):
        plain = plain.replace(filler, "")
    plain = plain.strip()
    if plain.isdecimal() and plain.isascii():
        return _days(float(plain))
    found = _CADENCE.fullmatch(plain)
    days = _UNITS.get(found[2]) if found else None
    return _days(_count(found[1]) * days) if found and days else None


def _count(number: str) -> float:
    if not number:
        return 1
    if number.isdecimal():
        return int(number)
    if number == "半":
        return 0.5
    tens, ten, ones = number.rpartition("十")
    if ten:
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return _DIGITS.get(number, 0)


def _days(days: float) -> timedelta | None:
    return timedelta(days=round(days)) if 1 <= days <= LONGEST_CADENCE else None


def day(text: str) -> date | None:
    """Understand an ISO, slashed or Chinese date of a full year."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", text[:40])[:3]]
    try:
        return date(*numbers) if len(numbers) == 3 and numbers[0] > 1999 else None
    except ValueError:
        return None


def said_yes(text: str) -> bool:
    """Understand a ticked cell."""
    return unicodedata.normalize("NFKC", text).casefold().strip() in YES


def several(text: str) -> list[str]:
    """Split names written into one cell; commas belong to names (Acme, Inc.)."""
    return [part for raw in _BETWEEN_NAMES.split(text) if (part := raw.strip())]


def emails(text: str) -> Iterator[tuple[str, str]]:
    """Yield (as written, address) for each address in a cell; the address is empty where it is none."""
    for part in _BETWEEN.split(unicodedata.normalize("NFKC", text.replace(":::", ";"))[:4000]):
        angled = part.partition("<")[2].partition(">")[0]
        words = [angled] if "@" in angled else [word for word in part.split() if "@" in word] or part.split()[:1]
        for word in words:
            local, domain = split_address(word.strip(" <>()'\"").removeprefix("mailto:"))
            yield word, f"{local}@{domain}" if domain else ""


def domains(text: str) -> Iterator[tuple[str, str]]:
    """Yield (as written, domain) for each domain or web address in a cell; the domain is empty where it is none."""
    for word in re.split(r"[;,；，、|\s]+", unicodedata.normalize("NFKC", text.replace(":::", " "))[:4000]):
        if word:
            host = word.casefold().rpartition("://")[2].partition("/")[0].partition(":")[0].rpartition("@")[2]
            plain = plain_domain(host.removeprefix("www.").strip("."))
            yield word, plain if registrable(plain) else ""
