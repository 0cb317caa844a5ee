"""Birthdays as people write them, in the one form the model keeps.

birthday("1985年3月2日")  → "1985-03-02"        birthday("3/2", "3月2日")       → "03-02"
birthday("农历八月十五")   → "农历八月十五"       birthday("05/06/1985")           → None: May or June?
"""

from __future__ import annotations

import re
from datetime import date

LUNAR_MARKS = ("农历", "阴历", "旧历", "農曆", "陰曆", "lunar")
MONTHS = {"janfebmaraprmayjunjulaugsepoctnovdec"[3 * index :][:3]: index + 1 for index in range(12)}
NO_YEAR = frozenset({0, 1604, 1900, 1904})
"""Years that address books write where they know none (Apple: 1604; spreadsheets: the first of their calendar)."""

_NUMBERS = re.compile(r"[0-9]+")
_WORDS = re.compile(r"[a-z]+")
_LUNAR_DAY = re.compile(
    r"(?:[0-9]{4}年?)?闰?([正一二三四五六七八九十冬腊0-9]{1,2})月(初?[一二三四五六七八九十廿卅0-9]{1,3})"
)


def birthday(text: str) -> str | None:
    """Return `YYYY-MM-DD`, `MM-DD` or the lunar day as written; None where it is no day or could be two.

    Numbers in the order of ISO 8601 and of China (year, month, day; month, day), vCard's `--0302` and `19850302`,
    names of months in English; day and month of an American or European date only where one is above 12.
    """
    plain = text.strip().casefold()[:60]
    if any(mark in plain for mark in LUNAR_MARKS):
        return text.strip()[:60] if _LUNAR_DAY.search(plain) or len(_NUMBERS.findall(plain)) >= 2 else None
    if re.fullmatch(r"[0-9]{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    elif re.fullmatch(r"--[0-9]{4}", plain):
        plain = f"{plain[2:4]}-{plain[4:]}"
    # An instant's day is what stands before its time of day.
    numbers = [int(number) for number in _NUMBERS.findall(re.split(r"[t ][0-9]{1,2}:", plain)[0])[:4]]
    month = next((MONTHS[word[:3]] for word in _WORDS.findall(plain) if word[:3] in MONTHS), 0)
    return _named_month(month, numbers) if month else _ordered(numbers)


def _named_month(month: int, numbers: list[int]) -> str | None:
    day = next((number for number in numbers if number <= 31), 0)
    year = next((number for number in numbers if number > 31), 0)
    return _day(year, month, day)


def _ordered(numbers: list[int]) -> str | None:
    if len(numbers) == 2:
        return _day(0, *numbers)
    if len(numbers) != 3:
        return None
    first, second, third = numbers
    if first > 31 or first == 0:
        return _day(first, second, third)
    if third <= 31:
        return None
    if first == second or (first <= 12 < second):
        return _day(third, first, second)
    return _day(third, second, first) if second <= 12 < first else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        if year in NO_YEAR:
            return date(2000, month, day).strftime("%m-%d")  # 2000 has a 29 February
        return date(year, month, day).isoformat() if 1900 < year < 2100 else None
    except ValueError:
        return None
