"""What wanglai says, in the reader's language: sentences by id, days, times, numbers with their units, lists.

    phrases = Phrases("zh-CN", timezone="Asia/Shanghai", today=date(2026, 11, 18))
    phrases.say("awaiting_reply.question.title", who="王芳")           → 回复王芳的提问
    phrases.say("digest.more", n=5)                                    → 另有 5 件
    phrases.moment(at)                                                 → 周三 11/18 15:02

Pure code yields ids and parameters; only this file makes sentences of them. A parameter is text, a number, a day or
a time, and the sentence says in which form it wants it (`{due:day}`, `{days:working_days}`); a sentence in the plural
goes by the parameter `n`. Text from outside is cleaned on its way in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from outbox.catalogue import LANGUAGES, UnknownPhraseError, catalogue, nearest_language
from outbox.clean import clean_line
from outbox.script import language_of
from outbox.sentence import Piece, Slot, pieces_of

__all__ = ["Param", "Phrases", "Span", "UnknownPhraseError"]

Param = str | int | date | datetime | None

_LOCALES = {"en": "en_GB", "zh_CN": "zh_Hans_CN"}
"""British English: day before month and no comma before `and`, as the rest of the world reads it."""


class Span(NamedTuple):
    """A stretch of a sentence, and the language it is in where that is not the sentence's own."""

    text: str
    lang: str = ""


class Phrases:
    """The sentences of one language, for readers in one time zone; `today` decides what `tomorrow` means."""

    def __init__(self, language: str = "en", *, timezone: str = "UTC", today: date | None = None) -> None:
        self.language = nearest_language(language)
        self.lang = LANGUAGES[self.language]
        self.zone = ZoneInfo(timezone)
        self.today = today
        self._catalogue = catalogue(self.language)
        self._forms: dict[str, Callable[[Param], Iterable[Span]]] = {
            "": self._plain,
            "quote": self._quote,
            "brief_quote": lambda value: self._quote(value, 24),
            "day": lambda value: [Span(self.day(_time(value)))],
            "month_day": lambda value: [Span(self._date("date.month_day", _time(value)))],
            "weekday": lambda value: [Span(self._date("date.weekday", _time(value)))],
            "full_day": lambda value: [Span(self._date("date.full_day", _time(value)))],
            "dated": lambda value: [Span(self._date("date.dated", _time(value)))],
            "moment": lambda value: [Span(self.moment(_time(value)))],
            "clock": lambda value: [Span(self._date("date.clock", _time(value)))],
            "when": lambda value: [Span(self.when(_time(value)))],
        }

    # --- sentences --------------------------------------------------------------------------------------------

    def has(self, phrase: str) -> bool:
        """Tell whether there is a sentence of this id."""
        return phrase in self._catalogue.ids

    def say(self, phrase: str, /, **params: Param) -> str:
        """Return a sentence. Raises UnknownPhraseError, and KeyError for a parameter it cannot do without."""
        return "".join(span.text for span in self.spans(phrase, **params))

    def spans(self, phrase: str, /, **params: Param) -> tuple[Span, ...]:
        """Return a sentence as stretches, so that a page can name the language of what is quoted in it."""
        n = params.get("n")
        template = self._catalogue.sentence(phrase, n if isinstance(n, int) else None)
        return self._spaced(span for piece in pieces_of(template) for span in self._piece(piece, params))

    def _piece(self, piece: Piece, params: dict[str, Param]) -> Iterable[Span]:
        if isinstance(piece, str):
            return [Span(piece)]
        if isinstance(piece, Slot):
            return self._formed(params[piece.name], piece.form)
        slots = [slot for slot in piece.pieces if isinstance(slot, Slot)]
        if any(params.get(slot.name) in {None, ""} for slot in slots):
            return []
        return [span for inner in piece.pieces for span in self._piece(inner, params)]

    def _formed(self, value: Param, form: str) -> Iterable[Span]:
        made = self._forms.get(form)
        return made(value) if made else [Span(self.count(form, int(str(value))))]

    def _plain(self, value: Param) -> Iterable[Span]:
        if isinstance(value, datetime):
            return [Span(self.moment(value))]
        if isinstance(value, date):
            return [Span(self.day(value))]
        text = clean_line(str(value))
        return [Span(text, self.foreign(text))]

    def _quote(self, value: Param, limit: int = 80) -> Iterable[Span]:
        text = clean_line(str(value), limit)
        opening, _, closing = self._catalogue.sentence("mark.quote").partition("{text}")
        return [Span(opening), Span(text, self.foreign(text)), Span(closing)]

    def _spaced(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """In Chinese, part Han characters from Latin letters and digits where a parameter meets the sentence."""
        joined: list[Span] = []
        for span in spans:
            if not span.text:
                continue
            if self.language == "zh_CN" and joined and _parted(joined[-1].text[-1], span.text[0]):
                joined.append(Span(" "))
            joined.append(span)
        return tuple(joined)

    def foreign(self, text: str) -> str:
        """Return the language of a text by its script where it is not ours; empty where it is, or nobody can say."""
        spoken = language_of(text)
        return "" if spoken == self.lang.partition("-")[0] else spoken

    # --- days, times, numbers, lists --------------------------------------------------------------------------

    def count(self, unit: str, n: int) -> str:
        """Return a number with its unit: `2 working days`, `2 个工作日`."""
        if n <= 0 and self.has(f"unit.{unit}.none"):
            return self._catalogue.sentence(f"unit.{unit}.none")
        return self._catalogue.sentence(f"unit.{unit}", n).replace("{n}", str(n))

    def day(self, day: date) -> str:
        """Return a day: `Wed 18 Nov`, `周三 11/18`; with its year where that is not this one."""
        return self._date("date.day", day)

    def moment(self, at: date) -> str:
        """Return a time: `Wed 18 Nov, 3:02 pm`, `周三 11/18 15:02`; a mere day stays one."""
        return self._date("date.moment" if isinstance(at, datetime) else "date.day", at)

    def when(self, at: date) -> str:
        """Return a day as people say it near today: `tomorrow`, `明天`; else like `day`."""
        local = self._local(at)
        if self.today is not None:
            name = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((_day(local) - self.today) // timedelta(days=1))
            if name:
                return self._catalogue.sentence(f"date.{name}")
        return self._date("date.day", at)

    def listed(self, items: Iterable[str]) -> str:
        """Return a list: `A, B and C`, `A、B和C`."""
        from babel.lists import format_list  # noqa: PLC0415 - only who lists something pays for it

        said = format_list(list(items), locale=_LOCALES[self.language])
        return "".join(span.text for span in self._spaced(map(Span, said)))

    def _local(self, at: date) -> date:
        return at.astimezone(self.zone) if isinstance(at, datetime) else at

    def _date(self, phrase: str, at: date) -> str:
        local = self._local(at)
        if self.today is not None and local.year != self.today.year and self.has(f"{phrase}_year"):
            phrase = f"{phrase}_year"
        pattern = _pattern(self._catalogue.sentence(phrase), _LOCALES[self.language])
        return pattern(local)


@cache
def _pattern(pattern: str, locale: str) -> Callable[[date], str]:
    """Compile a pattern of Unicode TR 35 for a locale, once."""
    from babel.core import Locale  # noqa: PLC0415 - 50 ms that a command without dates never pays
    from babel.dates import parse_pattern  # noqa: PLC0415 - the same

    parsed, spoken = parse_pattern(pattern), Locale.parse(locale)
    return lambda at: parsed.apply(at, spoken)


def _time(value: Param) -> date:
    if isinstance(value, date):
        return value
    raise TypeError(f"not a day or time: {value!r}")


def _day(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def _parted(left: str, right: str) -> bool:
    return (_han(left) and _latin(right)) or (_latin(left) and _han(right))


def _han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
