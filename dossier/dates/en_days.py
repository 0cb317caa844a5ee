"""English words for days and stretches of days. Text comes in folded: half-width and lower-case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dossier.dates import calendar as days
from dossier.dates.calendar import Writing, plus
from dossier.dates.festivals import around
from dossier.dates.numerals import EN
from dossier.dates.numerals import en as number
from dossier.dates.piece import Days, Edge, Piece, Shape
from dossier.dates.scan import Found, Reader

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
MONTH = (
    "january|february|march|april|june|july|august|september|october|november|december|"
    "sept|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
)
WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|weds|thurs|thur|mon|tue|wed|thu|fri|sat|sun"
_PLACES_OF_DATES = frozenset("/-._:$€£¥#&=?@+")
"""Characters that make a path, a price or a version of what they touch."""
_FRACTIONS = frozenset(
    {(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 8), (1, 10), (9, 10)}
)
_MONTH_FIRST = frozenset({"US", "CN", "TW", "HK", "JP", "KR", "CA", "PH"})
"""Countries that write 11/12 for 12 November."""
_FESTIVALS = {
    "christmas": "christmas", "xmas": "christmas", "new year": "new year", "new years": "new year",
    "new year's": "new year", "chinese new year": "spring", "lunar new year": "spring", "cny": "spring",
    "spring festival": "spring", "golden week": "national", "national day": "national", "mid-autumn": "moon",
    "mid autumn": "moon", "mid-autumn festival": "moon", "dragon boat": "dragon", "thanksgiving": "thanksgiving",
    "easter": "easter", "holiday": "next", "break": "next", "holidays": "holidays", "labour day": "labour",
    "may day": "labour",
}  # fmt: skip


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _is_capital(found: Found, word: str) -> bool:
    """Say whether the month or weekday in this match was written with a capital: May, Sun, Mar are words too."""
    return found.original[found.text.index(word, found.start)].isupper()


def _dated(writing: Writing, found: Found) -> Iterator[Piece]:
    """2026-11-15, 2026/11/15, 2026.11.15, 15.11.2026."""
    day = days.exact(int(found["year"]), int(found["month"]), int(found["day"]))
    if day and found.before not in _PLACES_OF_DATES and not found.after().isdigit():
        yield found.piece(Days(day, day, sure=4))
    del writing


def _named(writing: Writing, found: Found) -> Iterator[Piece]:
    """Nov 15, 15 November 2026, the 15th of November."""
    name = found["name"]
    if name in {"may", "mar", "march"} and not (_is_capital(found, name) or found["ordinal"]):
        return
    month, day, year = _month_number(name), int(found["day"]), found["year"]
    if year:
        on = days.exact(int(year), month, day)
    else:
        on = days.day_in_year(writing, month, day, deadline=said_as_deadline(found))
    yield found.piece(Days(on, on, sure=3) if on else Edge.GONE)


def said_as_deadline(found: Found) -> bool:
    """Say whether a deadline word stands right in front."""
    lead = found.text[max(0, found.start - 16) : found.start].rstrip(" ")
    return lead.endswith(("by", "before", "until", "till", "due", "due on", "later than", "deadline", "deadline:"))


def _slashed(writing: Writing, found: Found) -> Iterator[Piece]:
    """11/15 or 15/11, whichever is a date; 1/2 is a fraction, 4/5G and 24/7 are names."""
    one, two, year = int(found["one"]), int(found["two"]), found["year"]
    touched = found.before in _PLACES_OF_DATES or found.before.isalnum()
    if touched or found.after() in {"/", "-", "%", "_"} or (found.after().isalnum() and found.after().isascii()):
        return
    deadline = said_as_deadline(found) or found.followed_by("前", "之前", "以前")
    if not year and not deadline and (one, two) in _FRACTIONS:
        return
    countries = writing.calendar.countries or ("",)
    month_first = two > 12 or (one <= 12 and countries[0].partition("-")[0] in _MONTH_FIRST)
    month, day = (one, two) if month_first else (two, one)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    if year:
        on = days.exact(int(year) + (2000 if len(year) == 2 else 0), month, day)
    else:
        on = days.day_in_year(writing, month, day, deadline=deadline)
    yield found.piece(Days(on, on, sure=3) if on else Edge.GONE)


def _ordinal(writing: Writing, found: Found) -> Iterator[Piece]:
    """Read the 15th, the 3rd of next month."""
    ahead = {"next": 1, "this": 0}.get(found["which"])
    day = days.day_in_month(writing, int(found["day"]), ahead, deadline=said_as_deadline(found))
    if day:
        yield found.piece(Days(day, day, sure=2), weak=not found["the"])


def _weekday(writing: Writing, found: Found) -> Iterator[Piece]:
    """Friday, this Friday, next Wednesday (of the week that follows); last and every are no deadlines."""
    which, name = found["which"].split(" ")[-1], found["name"]
    if which in {"last", "every", "each", "past", "black", "good", "previous"}:
        yield found.piece(Edge.GONE)
        return
    short = name in {"sun", "sat", "mon", "wed", "fri"}
    if short and not _is_capital(found, name):
        return
    weekday = _WEEKDAYS.index(name[:2])
    if which in {"next", "following"}:
        on = plus(days.week(writing.today, 1).first, weekday)
    else:
        on = days.next_weekday(writing.today, weekday)
    yield found.piece(Days(on, on, weekday=None if which else weekday), weak=name in {"sun", "sat"} and not which)


def _relative_day(writing: Writing, found: Found) -> Iterator[Piece]:
    """Today, tomorrow, the day after tomorrow."""
    ahead = 0 if found.word.startswith("today") or "later today" in found.word else 2 if "after" in found.word else 1
    day = plus(writing.today, ahead)
    yield found.piece(Days(day, day, sure=2))


def _span(writing: Writing, found: Found) -> Iterator[Piece]:
    """End of the week, early next month, this quarter, mid next week, next weekend."""
    which, part, unit = found["which"].strip().split(" ")[-1], found["part"], found["unit"]
    if which in {"last", "past", "previous", "every", "each"}:
        yield found.piece(Edge.GONE)
        return
    ahead = 1 if which in {"next", "following", "coming"} else 0
    if not part and (not which or (which in {"the", "same"} and unit != "weekend")):
        return
    if unit == "year":
        span = days.year_of(min(writing.today.year + ahead, 9998))
    else:
        span = {"week": days.week, "month": days.month, "quarter": days.quarter, "weekend": days.week}[unit](
            writing.today, ahead
        )
    if unit == "weekend":
        yield found.piece(Days(plus(span.first, 5), span.last, Shape.LEISURE))
        return
    if part:
        span = _narrow(span, unit, part.split(" ")[0].split("-")[0])
    yield found.piece(span)


def _narrow(span: Days, unit: str, part: str) -> Days:
    """Take the beginning, middle or end of a week, month or longer."""
    part = {"beginning": "early", "start": "early", "middle": "mid", "late": "end", "later": "end", "close": "end"}.get(
        part, part
    )
    if unit == "week":
        return days.part_of_week(span, part)
    if unit == "month":
        return days.part_of_month(span, part)
    length = (span.last - span.first).days
    last = plus(span.first, {"early": length // 6, "mid": length // 2}.get(part, length))
    return Days(span.first, last, Shape.EDGE)


def _short_span(writing: Writing, found: Found) -> Iterator[Piece]:
    """EOW, EOM, EOQ, EOY, month-end, year end."""
    unit = found.word.removeprefix("eo")[0]
    span = {"w": days.week, "m": days.month, "q": days.quarter}.get(unit)
    whole = span(writing.today, 0) if span else days.year_of(min(writing.today.year, 9998))
    yield found.piece(whole._replace(shape=Shape.EDGE))


def _month(writing: Writing, found: Found) -> Iterator[Piece]:
    """End of November, mid-December, early Jan; in November needs its edge word."""
    name, part, year = found["name"], found["part"].split(" ")[0].split("-")[0], found["year"]
    if not _is_capital(found, name) and not part:
        return
    span = days.named_month(writing.today, _month_number(name), int(year) if year else None)
    if part:
        span = _narrow(span, "month", part)
    yield found.piece(span, weak=not part)


def _quarter(writing: Writing, found: Found) -> Iterator[Piece]:
    """Q4, end of Q1 2027; alone it needs an edge word."""
    span = days.quarter_of(writing.today, int(found["number"]), int(found["year"]) if found["year"] else None)
    if found["part"]:
        span = _narrow(span, "quarter", found["part"].split(" ")[0])
    yield found.piece(span, weak=not found["part"])


def _within(writing: Writing, found: Found) -> Iterator[Piece]:
    """Within 2 days, in a week, in the next 48 hours, three business days from now; ago and last are the past."""
    if not (found["lead"] or found["tail"] or found["work"]) or found["past"] or found.followed_by(" ago", " old"):
        return
    count, unit = float(number(found["count"])) if found["count"] else 0.5, found["unit"]
    if unit[0] == "h" or unit.startswith("min"):
        yield found.piece(writing.at + timedelta(hours=count if unit[0] == "h" else count / 60))
        return
    if found["work"] and found["work"][0] != "c":
        on = writing.calendar.day_of(writing.calendar.add_days(writing.at, int(count) * (5 if unit[0] == "w" else 1)))
    elif unit[0] == "m":
        span = days.month(writing.today, int(count))
        on = min(plus(span.first, writing.today.day - 1), span.last)
    else:
        on = days.some_days(writing.today, int(count * (7 if unit[0] == "w" else 1)))
    yield found.piece(Days(on, on, sure=2))


def _festival(writing: Writing, found: Found) -> Iterator[Piece]:
    """Before Christmas, after the holidays, over the break, in the new year."""
    name, side = found["festival"], found["side"]
    if name == "holidays" and writing.today.month not in {11, 12, 1}:
        name = "holiday"
    if name.startswith("new year") and writing.calendar.countries[:1] in {("CN",), ("TW",)} and writing.today.month < 3:
        name = "cny"
    side = {"before": "before", "prior to": "before", "after": "after", "in": "after"}.get(side, "on")
    span = around(writing, _FESTIVALS[name], side)
    if span:
        yield found.piece(span)


_PART = r"(?:(?:the )?(?P<part>end|close|beginning|start|middle|early|mid|late|later)(?: of| in)?[ -])"
_YEAR = r"(?:,? (?P<year>20\d\d))?"
_WHICH = r"(?:(?:this|the) )?(?:coming|following|next|current)|this|last|every|each|past|previous"
_WITHIN = (
    r"\b(?:(?P<lead>within|inside|in|over)(?: the| about| around)?(?: next| coming| following)? |"
    r"(?P<past>last|past|previous) )?"
    rf"(?:(?:a )?(?P<count>\d{{1,3}}|{EN})|half an?|half)(?: of)?[ -]?(?P<work>business|working|work|calendar)?[ -]?"
    r"(?P<unit>minute|min|hour|hr|h|day|week|month)s?(?:'s?)?\b(?P<tail> from now| time\b)?"
)
TABLE: tuple[tuple[str, Reader], ...] = (
    (r"\b(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", _dated),
    (rf"\b(?P<name>{MONTH})\.? (?:the )?(?P<day>\d{{1,2}})(?P<ordinal>st|nd|rd|th)?\b{_YEAR}\b", _named),
    (rf"\b(?:the )?(?P<day>\d{{1,2}})(?P<ordinal>st|nd|rd|th)?(?: of)?[ -](?P<name>{MONTH})\b\.?{_YEAR}", _named),
    (r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)\b", _dated),
    (r"\b(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?", _slashed),
    (r"\b(?P<the>the )?(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?: (?:of )?(?P<which>this|next) month)?", _ordinal),
    (rf"\b(?:(?P<which>{_WHICH}|black|good) )?(?P<name>{WEEKDAY})\b", _weekday),
    (r"\b(?:(?:the )?day after tomorrow|tomorrow|tmrw|tmr|later today|today)\b", _relative_day),
    (r"\b(?:eow|eom|eoq|eoy|week[ -]end|month[ -]end|quarter[ -]end|year[ -]end)\b", _short_span),
    (rf"\b{_PART}?(?:(?P<which>{_WHICH}|the) )?(?P<unit>weekend|week|month|quarter|year)\b", _span),
    (rf"\b{_PART}?(?P<name>{MONTH})\b{_YEAR}", _month),
    (rf"\b{_PART}?q(?P<number>[1-4])\b{_YEAR}", _quarter),
    (_WITHIN, _within),
    (
        (
            r"\b(?P<side>before|prior to|after|over|by|until|during|in)(?: the)? "
            rf"(?P<festival>{'|'.join(sorted(_FESTIVALS, key=len, reverse=True))})\b(?: day| holidays?| break)?"
        ),
        _festival,
    ),
)
