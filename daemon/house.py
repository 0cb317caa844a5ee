"""The agency as configured: its people and their working time, its book, its store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from config.settings import MemberSettings, Settings
from daemon.clocks import calendars
from daemon.evaluate import Evaluator
from daemon.filing import Clerk
from dossier.matching import Book
from dossier.model import Agency, Member, MemberRole, WorkHours
from dossier.patience import patience
from dossier.worktime import NO_OVERLAY, Overlay, WorkCalendar, overlay
from store.sqlite import Store


@dataclass(frozen=True, slots=True)
class House:
    """Everything the service works with, put together once."""

    settings: Settings
    agency: Agency
    calendars: Mapping[str, WorkCalendar]
    store: Store
    book: Book

    @property
    def clerk(self) -> Clerk:
        """Who files mail, by the book as it stands."""
        return Clerk(self.book, self.calendars)

    @property
    def evaluator(self) -> Evaluator:
        """Who asks the rules."""
        return Evaluator(self.book, self.calendars, self.settings.rules)


def open_house(settings: Settings, folder: Path) -> House:
    """Put the configured agency together; the store lies in `folder` unless the settings say otherwise.

    Raises what opening the store raises, OverlayError for a broken file of extra working days.
    """
    agency = agency_of(settings)
    store = Store.open(settings.store.url or folder / "wanglai.db")
    with store.reading() as reading:
        book = Book(reading.book(), agency)
    return House(settings, agency, calendars(agency, _overlay(settings)), store, book)


def agency_of(settings: Settings) -> Agency:
    """Make the agency that the settings describe."""
    house = settings.agency
    return Agency(
        members=tuple(_member(member, settings) for member in settings.member),
        domains=frozenset(domain.lower() for domain in house.domains),
        timezone=house.timezone,
        language=house.language,
        holidays=house.holidays,
        name=house.name,
    )


def _overlay(settings: Settings) -> Overlay:
    path = settings.calendar.overlay
    return overlay(path.read_text(encoding="utf-8-sig")) if path else NO_OVERLAY


def _member(member: MemberSettings, settings: Settings) -> Member:
    house = settings.agency
    start, end = _span(member.work_hours or house.work_hours)
    lunch_start, lunch_end = _span(house.lunch)
    return Member(
        addresses=(member.address, *member.aliases),
        name=member.name,
        role=MemberRole(member.role),
        language=member.language or house.language,
        timezone=member.timezone or house.timezone,
        hours=WorkHours(start, end, lunch_start, lunch_end),
        holidays=house.holidays if member.holidays is None else member.holidays,
        lead=member.lead,
    )


def _span(written: str) -> tuple[time, time]:
    start, _, end = written.partition("-")
    return time.fromisoformat(start.strip()), time.fromisoformat(end.strip())


def rule_mistakes(options: Mapping[str, Mapping[str, Any]], rules: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what is wrong with the rules' options: (where, code, nearest right word)."""
    import difflib  # noqa: PLC0415 -- only for who made a mistake

    found = []
    for name, chosen in options.items():
        if name not in rules:
            near = difflib.get_close_matches(name, list(rules), n=1)
            found.append((f"rules.{name}", "no_such_rule", next(iter(near), "")))
            continue
        known = {**rules[name].options, "enabled": True}
        for option, value in chosen.items():
            if option not in known:
                near = difflib.get_close_matches(option, list(known), n=1)
                found.append((f"rules.{name}.{option}", "no_such_option", next(iter(near), "")))
            elif type(value) is not type(known[option]):
                found.append((f"rules.{name}.{option}", "wrong_type", repr(known[option])))
            elif wrong := _value_mistake(value):
                found.append((f"rules.{name}.{option}", "bad_option", wrong))
    return found


def _value_mistake(value: object) -> str:
    """Return what is wrong with an option of the right type: all texts are spans of time, numbers count something."""
    if isinstance(value, int) and value < 0:
        return f"{value} < 0"
    if isinstance(value, str):
        try:
            patience(value)
        except ValueError as error:
            return str(error)
    return ""
