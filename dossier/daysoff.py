"""Which days a country has off: its weekend, its holidays, and the Saturdays and Sundays it works instead.

The only door to the `holidays` package, which takes 0.2 s and more to import: nothing here imports it before the
first question is asked. Its tables are read once per country and year. Three choices differ from its defaults,
because agencies are offices: Hong Kong has a five-day week and keeps the general holidays (Good Friday …), not the
statutory ones alone, and `GB` means England and Wales (a region is written `GB-SCT`, `US-CA`, `AU-NSW`).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 1970, 2099
"""Outside of these years there are weekends and nothing else: lunar tables end in 2099."""

_SATURDAY_SUNDAY = frozenset({5, 6})
_OFFICE: dict[str, dict[str, Any]] = {
    "HK": {"categories": ("public", "optional")},
    "GB": {"subdiv": "ENG"},
}
_OFFICE_WEEKEND = {"HK": _SATURDAY_SUNDAY}
_MAKE_UP_SINCE = {"CN": 2001}
"""Countries that swap working days every year, by a notice published late in the year before."""


class UnknownCountryError(ValueError):
    """No table for this country or region; `code` as it was written."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no holidays are known for {code!r}: use ISO 3166 codes such as CN, HK, GB-SCT")
        self.code = code


class CountryYear(NamedTuple):
    """One country's year: weekday numbers off (Monday 0), holidays with their names, weekend days worked."""

    weekend: frozenset[int]
    holidays: dict[date, str]
    worked: frozenset[date]


def is_country(code: str) -> bool:
    """Say whether holidays are known for this code."""
    try:
        _table(code, 2026, "")
    except UnknownCountryError:
        return False
    return True


@cache
def country_year(code: str, year: int, language: str = "") -> CountryYear:
    """Return a country's year; names in `language` (`en`, `zh-CN`) where the tables have it, else the country's own.

    Raises UnknownCountryError.
    """
    asked = min(max(year, FIRST_YEAR), LAST_YEAR)
    table = _table(code, asked, language)
    weekend = _OFFICE_WEEKEND.get(code.upper(), frozenset(table.weekend))
    if asked != year:
        return CountryYear(weekend, {}, frozenset())
    holidays = {day: name for day, name in table.items() if day.year == year}
    return CountryYear(weekend, holidays, frozenset(day for day in table.weekend_workdays if day.year == year))


def swaps_known(code: str, year: int) -> bool:
    """Say whether the tables hold that year's make-up days, for a country that has them; True for all others."""
    since = _MAKE_UP_SINCE.get(code.upper())
    return since is None or year < since or bool(country_year(code, year).worked)


def _table(code: str, year: int, language: str) -> HolidayBase:
    """Build the package's table of one year."""
    import holidays  # noqa: PLC0415  (0.2 s, and most commands never ask)

    country, _, region = code.upper().partition("-")
    options = dict(_OFFICE.get(country, {}))
    if region:
        options["subdiv"] = region
    try:
        entity = getattr(holidays, country)
        names = _spoken(entity.supported_languages, language) or entity.default_language
        return holidays.country_holidays(country, years=year, expand=False, language=names, **options)
    except (NotImplementedError, AttributeError) as error:
        raise UnknownCountryError(code) from error


def _spoken(supported: tuple[str, ...], language: str) -> str | None:
    """Pick the table's language nearest to ours; None: the country's own (never the environment's LANG)."""
    if not language:
        return None
    wanted = language.replace("-", "_")
    near = [name for name in supported if name == wanted or name.partition("_")[0] == wanted.partition("_")[0]]
    return wanted if wanted in near else min(near, default=None)
