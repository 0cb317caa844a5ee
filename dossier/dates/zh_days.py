"""Chinese words for days and stretches of days. Text comes in folded: simplified, half-width, lower-case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dossier.dates import calendar as days
from dossier.dates.calendar import Writing, plus
from dossier.dates.festivals import around
from dossier.dates.numerals import zh as number
from dossier.dates.piece import Days, Edge, Part, Piece, Shape
from dossier.dates.scan import Found, Reader

N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
QUANTITY = frozenset("0123456789一二两三四五六七八九十几多数半每百千万第.")
"""Characters that make a quantity of what follows: 三年前, 一周一次, 第3点."""
_BEFORE = ("前", "之前", "以前", "截")
_AHEAD = {"": None, "本": 0, "这": 0, "当": 0, "下": 1, "下下": 2}
_OF_MONTH = {"初": "start", "上旬": "early", "中旬": "mid", "下旬": "late", "中": "middle", "底": "end", "末": "end"}
_AFTER_WEEKDAY = {
    "一": frozenset("起定些样直次共般边个份旦致并半场轮月年批种部周"),
    "二": frozenset("个份次场轮批种天月年维"),
    "日": frozenset("程常报历期志均"),
    "天": frozenset("气然"),
}
_AFTER_ANY = frozenset("个份次场轮批种天月年")
_NO_DAY = frozenset("线楼机位门馆厅店仓柜桌厂院车票游元章套房铺会")
_FESTIVALS = {
    "春节": "spring", "过年": "spring", "大年": "spring", "年": "spring", "国庆": "national", "十一": "national",
    "五一": "labour", "劳动": "labour", "中秋": "moon", "端午": "dragon", "清明": "qingming", "元旦": "new year",
    "圣诞": "christmas", "感恩": "thanksgiving", "复活": "easter", "节": "next", "假期": "next", "长假": "next",
    "放假": "next", "双十一": "double eleven", "双11": "double eleven", "双十二": "double twelve",
    "双12": "double twelve", "618": "618", "小长假": "next", "黄金周": "next",
}  # fmt: skip


def _year(writing: Writing, said: str) -> int | None:
    """Return the year that 2026年, 今年, 明年 or 后年 names."""
    if not said:
        return None
    relative = {"今": 0, "本": 0, "明": 1, "后": 2}.get(said[0])
    return int(said[:4]) if relative is None else min(writing.today.year + relative, 9998)


def _dated(writing: Writing, found: Found) -> Iterator[Piece]:
    """2026-11-15, 2026年11月15日."""
    day = days.exact(int(found["year"]), int(found["month"]), int(found["day"]))
    if day and found.before not in QUANTITY:
        yield found.piece(Days(day, day, sure=4))
    del writing


def _date(writing: Writing, found: Found) -> Iterator[Piece]:
    """11月15日, 十一月十五号, 明年3月1日, 11.15前."""
    if found.before in QUANTITY or (found.before.isascii() and found.before.isalpha()):
        return
    if not found["sign"] and found.after() not in set("前之以截，。,；;上下中晚 ）)！!给交发") | {""}:
        return
    deadline = found.followed_by(*_BEFORE) or not found["moon"]
    year, month = _year(writing, found["year"]), number(found["month"])
    if not 1 <= month <= 12:
        return
    if year is not None:
        day = days.exact(year, month, number(found["day"]))
    else:
        day = days.day_in_year(writing, month, number(found["day"]), deadline=deadline)
    yield found.piece(Days(day, day, sure=3) if day else Edge.GONE)


def _day_of_month(writing: Writing, found: Found) -> Iterator[Piece]:
    """15号, 下个月10日."""
    if found.before in QUANTITY or (found.before.isascii() and found.before.isalnum()) or found.after() in _NO_DAY:
        return
    deadline = found.followed_by(*_BEFORE, "给", "交", "发")
    day = days.day_in_month(writing, number(found["day"]), _AHEAD[found["which"]], deadline=deadline)
    if day:
        yield found.piece(Days(day, day, sure=2))


def _month(writing: Writing, found: Found) -> Iterator[Piece]:
    """月底, 下月初, 11月中旬, 本月; a month alone (11月) needs an edge word."""
    if found.before in QUANTITY:
        return
    part, numbered = found["part"], number(found["month"])
    if found["month"] and not 1 <= numbered <= 12:
        return
    if numbered:
        span = days.named_month(writing.today, numbered, _year(writing, found["year"]))
    else:
        ahead = _AHEAD[found["which"]]
        span = days.month(writing.today, ahead or 0)
        if ahead is None and days.part_of_month(span, _OF_MONTH[part]).last < writing.today:
            span = days.month(writing.today, 1)
    if part:
        span = days.part_of_month(span, _OF_MONTH[part])
    yield found.piece(span, weak=not part and bool(numbered))


def _relative_day(writing: Writing, found: Found) -> Iterator[Piece]:
    """今天, 明早, 大后天."""
    day = plus(writing.today, {"今": 0, "本": 0, "明": 1, "后": 2, "大": 3}[found.word[0]])
    yield found.piece(Days(day, day, sure=2))
    part = {"早": Part.MORNING, "午": Part.NOON, "晚": Part.EVENING, "夜": Part.EVENING}.get(found.word[1])
    if part:
        yield Piece(found.end, found.end, part)


def _week(writing: Writing, found: Found) -> Iterator[Piece]:
    """周五, 下周三, 下下周, 本周内, 下周初."""
    which, day, end = found["which"], found["day"], found.end
    if which in {"上", "上上", "每", "隔", "逢"}:
        yield found.piece(Edge.GONE)
        return
    if day and _is_no_weekday(day, found.after(2)):
        day, end = "", end - 1
    if not which and (not (day or found["part"]) or found.before in QUANTITY):
        return
    span = days.week(writing.today, _AHEAD[which] or 0)
    if day:
        number_of_day = number(day) - 1
        on = plus(span.first, number_of_day) if which else days.next_weekday(writing.today, number_of_day)
        span = Days(on, on, weekday=None if which else number_of_day)
    elif found["part"]:
        span = days.part_of_week(span, {"初": "start", "中": "mid"}.get(found["part"], "end"))
        end -= found["part"] == "内" and found.followed_by("容", "部")
    yield Piece(found.start, end, span)


def _is_no_weekday(day: str, following: str) -> bool:
    """Tell 下周一定 and 下周日程, which say next week, from 下周一 and 下周日."""
    follower = following[:1]
    return bool(follower) and (
        follower in _AFTER_WEEKDAY.get(day, _AFTER_ANY)
        or following in {"会儿", "下子"}
        or (day == "三" and follower == "方" and following != "方案")
    )


def _weekend(writing: Writing, found: Found) -> Iterator[Piece]:
    """周末 ends on Sunday night; 周末前 with the week's work."""
    span = days.week(writing.today, _AHEAD[found["which"]] or 0)
    if found["edge"]:
        yield found.piece(span._replace(shape=Shape.EDGE))
    else:
        yield found.piece(Days(plus(span.first, 5), span.last, Shape.LEISURE))


def _within(writing: Writing, found: Found) -> Iterator[Piece]:
    """三天内, 两个工作日内, 24小时之内, 半天后, 接下来一周; 三天前 and 近三天内 are the past."""
    unit, side = found["unit"], found["side"]
    past = found.before and (found.before in "第每前近去" or found.before in QUANTITY)
    if (
        past
        or not (side or found["lead"] or unit == "工作日")
        or (not side and found.followed_by("前", "之前", "以前"))
    ):
        return
    count = 0.5 if found["count"] == "半" else float(number(found["count"])) + (0.5 if found["half"] else 0)
    yield found.piece(later(writing, count, unit))


def later(writing: Writing, count: float, unit: str) -> Days | datetime:
    """Count units on from the moment of writing: an exact moment for hours, the end of a day for the rest."""
    calendar, whole = writing.calendar, int(count)
    if unit in {"分钟", "小时", "钟头"} or (unit == "天" and count < 1):
        return writing.at + timedelta(hours=count * {"分钟": 1 / 60, "天": 8}.get(unit, 1))
    if unit == "工作日":
        day = calendar.day_of(calendar.add_days(writing.at, whole))
    elif unit in {"月", "季度", "年"}:
        halves = round(2 * count * {"月": 1, "季度": 3, "年": 12}[unit])
        span = days.month(writing.today, halves // 2)
        day = plus(min(plus(span.first, writing.today.day - 1), span.last), 15 * (halves % 2))
    else:
        day = days.some_days(writing.today, int(count * (7 if unit in {"周", "星期", "礼拜"} else 1)))
    return Days(day, day, sure=2)


def _quarter(writing: Writing, found: Found) -> Iterator[Piece]:
    """本季度末, 季末, 四季度内, Q4末; a numbered quarter alone needs an edge word."""
    numbered = number(found["number"])
    if numbered:
        span = days.quarter_of(writing.today, numbered, _year(writing, found["year"]))
    else:
        span = days.quarter(writing.today, _AHEAD[found["which"]] or 0)
    if found["part"]:
        span = span._replace(shape=Shape.EDGE)
    yield found.piece(span, weak=bool(numbered) and not (found["part"] or found["year"]))


def _part_of_year(writing: Writing, found: Found) -> Iterator[Piece]:
    """年底, 明年初, 年中, 上半年, 年内."""
    if found.before in QUANTITY or found.before in {"去", "前"}:
        return
    first, last = {"初": (1, 1), "中": (6, 6), "上半年": (1, 6), "下半年": (7, 12), "内": (1, 12)}.get(
        found["part"], (12, 12)
    )
    for year in (_year(writing, found["year"]) or writing.today.year, writing.today.year + 1):
        end = days.month_of(year, last).last if found["part"] != "初" else date(min(year, 9998), 1, 15)
        if end >= writing.today:
            span = Days(days.month_of(year, first).first, end, Shape.EDGE)
            yield found.piece(span, weak=found.word in {"上半年", "下半年"})
            return


def _festival(writing: Writing, found: Found) -> Iterator[Piece]:
    """节前, 国庆后, 年前, 春节后第一个工作日, 中秋节后第一周."""
    name, side = found["festival"], found["side"]
    if found.before in QUANTITY or (name in {"年", "节"} and found.before and found.before in _NO_FESTIVAL):
        return
    if name in {"年", "节", "十一", "五一"} and not side:
        return
    if side.endswith(("第一周", "首周")):
        side = "first week"
    elif side.endswith(("工作日", "第一天")):
        side = "first day"
    else:
        side = "before" if "前" in side else "after" if "后" in side else "on"
    span = around(writing, _FESTIVALS[name], side)
    if span:
        yield found.piece(span, weak=side == "on")


_NO_FESTIVAL = frozenset("去今明前后本当那些季环细章时春关新同往早成学全")

_YEAR = r"(?:(?P<year>20\d\d年|[今明后]年)的?)?"
_UNIT = r"(?P<unit>工作日|小时|钟头|分钟|星期|礼拜|季度|自然日|天|日|周|月|年)"
_FIRST = r"(?:第一个工作日|首个工作日|第一天|上班第一天|第一周|首周)"
TABLE: tuple[tuple[str, Reader], ...] = (
    (r"(?P<year>20\d\d)[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?", _dated),
    (_YEAR + rf"(?P<month>{N})(?P<moon>月)份?(?P<day>{N})(?P<sign>[日号]?)", _date),
    (r"(?P<month>\d{1,2})[./](?P<day>\d{1,2})(?P<sign>日|号|前|之前|以前)", _date),
    (_YEAR + rf"(?P<month>{N})月份?(?P<part>初|上旬|中旬|下旬|中|底|末)?", _month),
    (rf"(?:(?P<which>下下|下|这|本)个?月的?)?(?P<day>{N})[日号]", _day_of_month),
    (r"(?P<which>下下|下|这|本|当)个?月份?(?P<part>初|上旬|中旬|下旬|中|底|末)?", _month),
    (r"月?(?P<part>上旬|中旬|下旬)", _month),
    (r"月(?P<part>初|中|底|末)", _month),
    (r"大后天|后天|后日|今[天日早晚夜儿午]|明[天日早晚儿午]|本日", _relative_day),
    (r"(?P<which>下下|下|这|本)?个?(?:周|星期|礼拜)末(?P<edge>前|之前|以前)?", _weekend),
    (r"(?P<year>20\d\d年|[今明后]年)的?q(?P<number>[1-4])(?P<part>末|底|结束)?", _quarter),
    (_YEAR + r"(?:第?(?P<number>[一二三四1-4])季度|(?P<which>本|这|下)个?季度?)(?P<part>末|底|结束)?", _quarter),
    (
        r"(?P<which>上上|下下|下|这|本|上|每|隔|逢)?个?(?:周|星期|礼拜)(?:(?P<day>[一二三四五六日天1-6])|(?P<part>[初中内底]))?",
        _week,
    ),
    (
        (
            rf"(?P<lead>未来|接下来|今后|再|给我)?(?P<count>半|{N})个?(?P<half>半)?{_UNIT}(?:的?时间)?"
            r"(?P<side>之内|以内|内|之后|以后|后)?"
        ),
        _within,
    ),
    (r"季度?(?P<part>末|底)", _quarter),
    (r"(?P<year>[今明后本]年)的?年?(?P<part>底|末|初|中|内|上半年|下半年)", _part_of_year),
    (r"年(?P<part>底|末|初|中|内)", _part_of_year),
    (r"(?P<part>上半年|下半年)", _part_of_year),
    (
        (
            rf"(?P<festival>{'|'.join(sorted(_FESTIVALS, key=len, reverse=True))})(?:节|假期|长假|小长假|放假)?"
            rf"(?P<side>期间|当天|之前|以前|前|(?:之后|以后|后|假后)?的?{_FIRST}|之后|以后|后)?"
        ),
        _festival,
    ),
)
