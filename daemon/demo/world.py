"""The demo's world as values: its cast, its letters in order of time, its meetings. Made from the files beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dossier.model import Agency, Member, MemberRole

HISTORY = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at a client, as a row of the client book; `software` is what their mail looks like."""

    client: str
    name: str
    email: str
    title: str
    role: str
    owner: str
    tier: str
    notes: str = ""
    software: str = "gmail"

    @property
    def called(self) -> str:
        """What our side calls them in a letter."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail of the story."""

    id: str
    at: datetime
    sender: str
    name: str
    to: tuple[str, ...]
    subject: str
    text: str
    cc: tuple[str, ...] = ()
    answers: str = ""
    software: str = "gmail"
    charset: str = "utf-8"
    attachments: tuple[str, ...] = ()
    bounce: str = ""
    absence: bool = False
    list: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One meeting of the story."""

    id: str
    start: datetime
    minutes: int
    title: str
    organizer: str
    guests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everything there is in the demo, at `today`."""

    today: date
    agency: Agency
    people: tuple[Person, ...]
    letters: tuple[Letter, ...]
    appointments: tuple[Appointment, ...]

    @property
    def as_of(self) -> datetime:
        """The moment the demo is seen from: the digest hour of its day."""
        return datetime.combine(self.today, time(8, 45), ZoneInfo(self.agency.timezone)).astimezone(UTC)


def world(language: str) -> World:
    """Make the demo's world; `language` is the one the agency's members read their digests in."""
    cast, story, routine = _read("cast.toml"), _read("story.toml"), _read("routine.toml")
    people = tuple(Person(**person) for person in cast["person"])
    agency = _agency(cast, language)
    names = {person.email: person for person in people}
    zone = ZoneInfo(agency.timezone)
    letters = [_letter(told, names, agency, zone) for told in story["letter"]]
    letters += _routine(routine, people, agency, cast["today"])
    return World(
        today=cast["today"],
        agency=agency,
        people=people,
        letters=tuple(sorted(letters, key=lambda letter: (letter.at, letter.id))),
        appointments=tuple(_appointment(told, zone) for told in story["meeting"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("daemon.demo").joinpath(name).read_text(encoding="utf-8"))


def _agency(cast: Mapping[str, Any], language: str) -> Agency:
    house = cast["agency"]
    members = tuple(_member(told, house, language) for told in cast["member"])
    return Agency(
        members=members,
        domains=frozenset(house["domains"]),
        timezone=house["timezone"],
        language=language,
        holidays=tuple(house["holidays"]),
        name=house["name"][language],
    )


def _member(told: Mapping[str, Any], house: Mapping[str, Any], language: str) -> Member:
    return Member(
        addresses=(told["address"],),
        name=told["name"][language],
        role=MemberRole(told.get("role", "manager")),
        language=told.get("language", language),
        timezone=told.get("timezone", house["timezone"]),
        holidays=tuple(told.get("holidays", house["holidays"])),
        lead=told.get("lead", ""),
    )


def _letter(told: Mapping[str, Any], people: Mapping[str, Person], agency: Agency, zone: ZoneInfo) -> Letter:
    sender = told["from"]
    person, member = people.get(sender), agency.member(sender)
    name = told.get("name") or (person.name if person else member.name if member else "")
    local = told["at"].replace(tzinfo=ZoneInfo(told["zone"]) if "zone" in told else zone)
    plain = {key: told[key] for key in ("subject", "answers", "charset", "bounce", "absence", "list") if key in told}
    return Letter(
        id=told["id"],
        at=local.astimezone(UTC),
        sender=sender,
        name=name,
        to=tuple(told["to"]),
        cc=tuple(told.get("cc", ())),
        text=told["text"].strip(),
        software=person.software if person else _software(member),
        attachments=tuple(told.get("attachments", ())),
        **plain,
    )


def _software(member: Member | None) -> str:
    return "gmail" if member and member.timezone == "Europe/London" else "outlook"


def _appointment(told: Mapping[str, Any], zone: ZoneInfo) -> Appointment:
    start = told["start"].replace(tzinfo=ZoneInfo(told["zone"]) if "zone" in told else zone)
    return Appointment(
        id=told["id"],
        start=start.astimezone(UTC),
        minutes=told["minutes"],
        title=told["title"],
        organizer=told["organizer"],
        guests=tuple(told["with"]),
    )


# --- the routine of the weeks before ------------------------------------------------------------------------------


def _routine(routine: Mapping[str, Any], people: tuple[Person, ...], agency: Agency, today: date) -> list[Letter]:
    return [letter for plan in routine["client"] for letter in _weeks(plan, routine, people, agency, today)]


def _weeks(
    plan: Mapping[str, Any], routine: Mapping[str, Any], people: tuple[Person, ...], agency: Agency, today: date
) -> Iterator[Letter]:
    """Write one client's letters, week by week, with its people and its exchanges in turn."""
    staff = [person for person in people if person.client == plan["name"]]
    exchanges = routine["zh" if any("\u4e00" <= letter <= "\u9fff" for letter in staff[0].name) else "en"]
    day, week = plan["last"], 0
    weeks = []
    while day >= today - HISTORY:
        weeks.append(day)
        day -= timedelta(days=7)
    for week, day in enumerate(reversed(weeks), start=1):
        person, exchange = staff[week % len(staff)], exchanges[week % len(exchanges)]
        yield from _exchange(exchange, person, agency, day, week)


def _exchange(exchange: Mapping[str, Any], person: Person, agency: Agency, day: date, week: int) -> Iterator[Letter]:
    member = agency.member(person.owner) or agency.members[0]
    at = datetime.combine(day, time(10, 7 + week), ZoneInfo(member.timezone)).astimezone(UTC)
    filling = {"n": str(week), "who": person.called, "me": member.name.split()[0]}
    stem = f"{person.email.partition('@')[2].partition('.')[0]}-{day:%m%d}"
    before = ""
    for number, turn in enumerate(islice(exchange["turns"], 9), start=1):
        ours = turn["by"] == "us"
        at += timedelta(hours=turn["after"])
        subject = _filled(exchange["subject"], filling)
        yield Letter(
            id=f"{stem}-{number}",
            at=at,
            sender=member.address if ours else person.email,
            name=member.name if ours else person.name,
            to=(person.email if ours else member.address,),
            subject=f"Re: {subject}" if before else subject,
            text=_filled(turn["text"], filling),
            answers=before,
            software=_software(member) if ours else person.software,
            attachments=tuple(turn.get("attachments", ())),
        )
        before = f"{stem}-{number}"


def _filled(text: str, filling: Mapping[str, str]) -> str:
    for name, value in filling.items():
        text = text.replace(f"{{{name}}}", value)
    return text
