"""Lays the demo's world out on disk: every member's mailbox and calendar, and the client book."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from connectors.base import Connector
from connectors.local.detect import open_path
from connectors.local.parsing import Parse
from daemon.demo.letters import to_bytes
from daemon.demo.world import Appointment, World

COLUMNS = {
    "client": "客户",
    "name": "联系人",
    "email": "邮箱",
    "title": "职位",
    "role": "角色",
    "owner": "负责人",
    "tier": "等级",
    "notes": "备注",
}


def lay_out(world: World, folder: Path) -> None:
    """Write `mail/<member>/*.eml`, `calendars/<member>.ics` and `clients.csv` below `folder`."""
    letters = {letter.id: letter for letter in world.letters}
    for member in world.agency.members:
        name = member.address.partition("@")[0]
        mailbox = folder / "mail" / name
        mailbox.mkdir(parents=True, exist_ok=True)
        for letter in world.letters:
            if member.address in (letter.sender, *letter.to, *letter.cc):
                (mailbox / f"{letter.at:%Y%m%d-%H%M}-{letter.id}.eml").write_bytes(to_bytes(letter, letters))
        _calendar(world, member.address, folder / "calendars" / f"{name}.ics")
    _book(world, folder / "clients.csv")


def _book(world: World, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS.values())
        rows.writerows([getattr(person, field) for field in COLUMNS] for person in world.people)


def _calendar(world: World, address: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//wanglai//demo//EN"]
    for meeting in world.appointments:
        if address == meeting.organizer or address in meeting.guests:
            lines += _event(meeting)
    path.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]), encoding="utf-8", newline="")


def _event(meeting: Appointment) -> list[str]:
    end = meeting.start + timedelta(minutes=meeting.minutes)
    guests = [f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{guest}" for guest in (meeting.organizer, *meeting.guests)]
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.id}@demo.example",
        f"DTSTAMP:{meeting.start - timedelta(days=7):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{meeting.start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{end:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{meeting.title}",
        f"ORGANIZER:mailto:{meeting.organizer}",
        *guests,
        "END:VEVENT",
    ]


def connectors(world: World, folder: Path, parse: Parse) -> Iterator[Connector]:
    """Open every member's mailbox and calendar below `folder`, as `wanglai try` would."""
    window = (world.today - timedelta(days=300), world.today + timedelta(days=60))
    for member in world.agency.members:
        name = member.address.partition("@")[0]
        yield open_path(folder / "mail" / name, member.address, parse=parse)
        yield open_path(folder / "calendars" / f"{name}.ics", member.address, window=window)
