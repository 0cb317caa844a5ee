"""Chinese words for times of day, for haste, and the words beside a time that say how it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from dossier.dates.calendar import Writing
from dossier.dates.numerals import zh as number
from dossier.dates.piece import Clock, Edge, Part, Piece, Vague
from dossier.dates.scan import Found, Reader
from dossier.dates.zh_days import QUANTITY, N

_PARTS = {
    "一早": Part.EARLY, "一大早": Part.EARLY, "早上": Part.MORNING, "早晨": Part.MORNING, "上午": Part.MORNING,
    "中午": Part.NOON, "正午": Part.NOON, "午饭": Part.LUNCH, "午休": Part.LUNCH, "下午": Part.AFTERNOON,
    "午后": Part.AFTERNOON, "傍晚": Part.AFTERNOON, "晚上": Part.EVENING, "晚间": Part.EVENING,
    "夜里": Part.EVENING, "半夜": Part.EVENING, "凌晨": Part.SMALL_HOURS, "下班": Part.CLOSE, "收工": Part.CLOSE,
    "上班": Part.OPENING,
}  # fmt: skip
_POINTS = frozenset({"下班", "收工", "上班", "午饭", "午休"})
"""They are deadlines only with 前: 下班前, but not 下班后."""
_GREETING_AFTER = ("好", "安")
_ZONES = {
    "北京": "Asia/Shanghai", "中国": "Asia/Shanghai", "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei",
    "东京": "Asia/Tokyo", "新加坡": "Asia/Singapore", "伦敦": "Europe/London", "英国": "Europe/London",
    "纽约": "America/New_York", "美东": "America/New_York", "美西": "America/Los_Angeles", "巴黎": "Europe/Paris",
}  # fmt: skip
_WEEK = frozenset("周期拜")
_NO_EDGE = {
    "前": "期面台提去者端沿景",
    "内": "容部测审网存",
    "后": "续期面台方来者果",
    "起": "草床来码飞诉到初源",
    "以": "",
}


def _clock(writing: Writing, found: Found) -> Iterator[Piece]:
    """3点半, 15:30, 十点一刻; a bare 3点 or 15:00 needs a neighbour or an edge word."""
    counted = found.before in QUANTITY and found.text[max(0, found.start - 2) : found.start - 1] not in _WEEK
    if counted or found.before == ":" or found.after() in {":", "-", "~", "至", "到"}:
        return
    hour, minute = number(found["hour"]), found["minute"]
    minutes = 30 if found["half"] else 15 * number(minute[0]) if minute.endswith("刻") else number(minute.rstrip("分"))
    if hour <= 24 and minutes < 60:
        exactly = bool(found["half"] or found["part"] or (minute and found["sign"] != ":") or found.word[-1] in "钟整")
        if found["part"]:
            yield Piece(found.start, found.start, Part.MORNING if found["part"] == "早" else Part.EVENING)
        yield found.piece(Clock(hour % 24, minutes, guessed=0 < hour <= 12), weak=not exactly)
    del writing


def _range(writing: Writing, found: Found) -> Iterator[Piece]:
    """10:00-11:00 is a schedule."""
    yield found.piece(Edge.GONE)
    del writing


def _zone(writing: Writing, found: Found) -> Iterator[Piece]:
    """北京时间."""
    yield found.piece(ZoneInfo(_ZONES[found["place"]]), weak=True)
    del writing


def _part(writing: Writing, found: Found) -> Iterator[Piece]:
    """下午, 下班前, 一早; 下午好 is a greeting."""
    word = found.word
    if found.followed_by(*_GREETING_AFTER) or (word in _POINTS and not found.followed_by("前", "之前", "以前")):
        return
    yield found.piece(_PARTS[word], weak=word in {"上班", "早上", "早晨", "一早", "凌晨", "半夜"})
    del writing


def _vague(writing: Writing, found: Found) -> Iterator[Piece]:
    """尽快, 稍后."""
    yield found.piece(Vague())
    del writing


def _edge(writing: Writing, found: Found) -> Iterator[Piece]:
    """前, 之内, 起."""
    word, follower = found.word, found.after()
    if follower and follower in _NO_EDGE.get(word, ""):
        return
    not_meant = word in {"起", "之后", "以后", "以来", "后", "开始"}
    yield found.piece(Edge.BEFORE if "前" in word else Edge.NOT if not_meant else Edge.BY)
    del writing


_VAGUE = (
    "尽快|尽早|稍后|稍晚|晚点|晚些时候|回头|抓紧|马上|立刻|立即|第一时间|近期|近日|这几天|这两天|几天内|过几天|改天"
)
TABLE: tuple[tuple[str, Reader], ...] = (
    (r"\d{1,2}:\d\d ?(?:-|~|–|—|至|到) ?\d{1,2}:\d\d", _range),
    (
        rf"(?P<part>[早晚])?(?P<hour>{N})(?P<sign>点|时)(?:(?P<half>半)|钟|整|(?P<minute>\d\d分?|{N}分|[一三]刻))?",
        _clock,
    ),
    (r"(?P<part>[早晚])?(?P<hour>\d{1,2})(?P<sign>:)(?P<minute>\d\d)", _clock),
    (rf"(?P<place>{'|'.join(_ZONES)})时间", _zone),
    ("|".join(sorted(_PARTS, key=len, reverse=True)), _part),
    (_VAGUE, _vague),
    (r"之前|以前|前|之内|以内|内|截止|为止|之后|以后|以来|后|起|开始", _edge),
)
