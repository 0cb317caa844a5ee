"""Local mail in the hands of a test."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from connectors.local.eml import Eml
from connectors.local.ics import Ics
from connectors.local.maildir import Maildir
from connectors.local.mbox import Mbox
from tests.contracts.connector import World

MEMBER = "lin@agency.example"
FROM_LINE = b"From alice@client.example Mon Nov 23 09:30:00 2026\n"
POISON = b"Subject: no mail has so many parts\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 1500


def mail(name: str, revision: str, body: str = "Could you send the figures by Friday?", fields: str = "") -> bytes:
    """Return the bytes of a mail whose Message-ID is `name` and whose subject is `revision`."""
    return (
        f"From: Alice <alice@client.example>\nTo: {MEMBER}\nDate: Mon, 23 Nov 2026 09:30:00 +0000\n"
        f"Message-ID: <{name}>\nSubject: {revision}\n{fields}\n{body}\n"
    ).encode()


class Tree(World):
    """Mail files in two directories, written beside and renamed into place, as programs do."""

    def __init__(self, path: Path) -> None:
        self.path = path / "export"
        for part in ("inbox", "projects/spring"):
            (self.path / part).mkdir(parents=True)
        self.files: dict[str, Path] = {}

    def connector(self) -> Eml:
        return Eml(self.path, MEMBER)

    def deliver(self, name: str, revision: str) -> None:
        part = ("inbox", "projects/spring")[len(self.files) % 2]
        self.files[name] = self.path / part / f"{name}.eml"
        self.change(name, revision)

    def remove(self, name: str) -> None:
        self.files.pop(name).unlink()

    def change(self, name: str, revision: str) -> None:
        beside = self.path.parent / "beside"
        beside.write_bytes(mail(name, revision))
        beside.rename(self.files[name])

    def poison(self) -> None:
        (self.path / "inbox" / "poison.eml").write_bytes(POISON)

    def twice(self, name: str, revision: str) -> bool:
        twins = len(list(self.path.glob("inbox/twin-*")))
        (self.path / "inbox" / f"twin-{twins}.eml").write_bytes(mail(name, revision))
        return True


class OverwrittenTree(Tree):
    """The same, overwritten in place: no directory says so."""

    def change(self, name: str, revision: str) -> None:
        self.files[name].write_bytes(mail(name, revision))


class Folder(World):
    """A Maildir, delivered to as its description says: into `tmp`, then renamed into `new`."""

    def __init__(self, path: Path) -> None:
        self.path = path / "Maildir"
        for part in ("cur", "new", "tmp"):
            (self.path / part).mkdir(parents=True)
        self.count = 0
        self.files: dict[str, Path] = {}

    def connector(self) -> Maildir:
        return Maildir(self.path, MEMBER)

    def deliver(self, name: str, revision: str) -> None:
        self.files[name] = self._put(mail(name, revision))

    def remove(self, name: str) -> None:
        self.files.pop(name).unlink()

    def change(self, name: str, revision: str) -> None:
        self.remove(name)
        self.deliver(name, revision)

    def poison(self) -> None:
        self._put(POISON)

    def twice(self, name: str, revision: str) -> bool:
        self._put(mail(name, revision))
        return True

    def flag(self, name: str, flags: str) -> None:
        """Set a message's flags, as a mail program does when it has been seen."""
        path = self.files[name]
        self.files[name] = path.rename(self.path / "cur" / f"{path.name.partition(':')[0]}:2,{flags}")

    def _put(self, data: bytes) -> Path:
        self.count += 1
        unique = f"1795426200.M{self.count}P7.agency"
        (self.path / "tmp" / unique).write_bytes(data)
        return (self.path / "tmp" / unique).rename(self.path / "new" / unique)


class Box(World):
    """An mbox file: appended to, and rewritten in place for everything else."""

    def __init__(self, path: Path) -> None:
        self.path = path / "archive.mbox"
        self.path.touch()
        self.mails: list[tuple[str, bytes]] = []

    def connector(self) -> Mbox:
        return Mbox(self.path, MEMBER)

    def deliver(self, name: str, revision: str) -> None:
        self.append(name, mail(name, revision))

    def append(self, name: str, data: bytes) -> None:
        """Append a mail as a delivery agent does."""
        self.mails.append((name, FROM_LINE + data + b"\n"))
        with self.path.open("ab") as file:
            file.write(self.mails[-1][1])

    def remove(self, name: str) -> None:
        self._rewrite([each for each in self.mails if each[0] != name])

    def change(self, name: str, revision: str) -> None:
        changed = FROM_LINE + mail(name, revision) + b"\n"
        self._rewrite([(each, changed if each == name else data) for each, data in self.mails])

    def poison(self) -> None:
        self.append("poison", POISON)

    def twice(self, name: str, revision: str) -> bool:
        self.deliver(name, revision)
        return True

    def _rewrite(self, mails: list[tuple[str, bytes]]) -> None:
        self.mails = mails
        self.path.write_bytes(b"".join(data for _, data in mails))


class ReplacedBox(Box):
    """The same, rewritten beside and renamed into place."""

    def _rewrite(self, mails: list[tuple[str, bytes]]) -> None:
        self.mails = mails
        beside = self.path.with_suffix(".tmp")
        beside.write_bytes(b"".join(data for _, data in mails))
        os.replace(beside, self.path)  # noqa: PTH105 -- says that it replaces


def event(name: str, revision: str) -> str:
    """Return an event whose UID is `name` and whose summary is `revision`."""
    return (
        f"BEGIN:VEVENT\r\nUID:{name}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261123T013000Z\r\n"
        f"DTEND:20261123T023000Z\r\nSUMMARY:{revision}\r\nEND:VEVENT\r\n"
    )


def calendar(*events: str) -> bytes:
    """Return the bytes of a calendar file."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


WINDOW = (date(2026, 6, 1), date(2027, 1, 31))


class Calendars(World):
    """A folder with a file for every event, as CalDAV clients keep it."""

    def __init__(self, path: Path) -> None:
        self.path = path / "calendars"
        (self.path / "team").mkdir(parents=True)

    def connector(self) -> Ics:
        return Ics(self.path, MEMBER, window=WINDOW)

    def deliver(self, name: str, revision: str) -> None:
        self.change(name, revision)

    def remove(self, name: str) -> None:
        (self.path / "team" / f"{name}.ics").unlink()

    def change(self, name: str, revision: str) -> None:
        (self.path / "team" / f"{name}.ics").write_bytes(calendar(event(name, revision)))

    def poison(self) -> None:
        (self.path / "poison.ics").write_bytes(
            calendar(event("poison", "x").replace("DTEND", "RRULE:FREQ=SECONDLY\r\nDTEND"))
        )


class OneCalendar(World):
    """One file with all events, exported again and again."""

    def __init__(self, path: Path) -> None:
        self.path = path / "basic.ics"
        self.events: dict[str, str] = {}
        self._write()

    def connector(self) -> Ics:
        return Ics(self.path, MEMBER, window=WINDOW)

    def deliver(self, name: str, revision: str) -> None:
        self.events[name] = event(name, revision)
        self._write()

    def remove(self, name: str) -> None:
        del self.events[name]
        self._write()

    def change(self, name: str, revision: str) -> None:
        self.deliver(name, revision)

    def poison(self) -> None:
        self.events["poison"] = event("poison", "x").replace("DTEND", "RRULE:FREQ=SECONDLY\r\nDTEND")
        self._write()

    def _write(self) -> None:
        self.path.write_bytes(calendar(*self.events.values()))
