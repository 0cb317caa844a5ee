"""Real mail to measure with: a Maildir of it, and client books that make little or all of it client mail.

The mail is not part of the project; WANGLAI_CORPORA names the folder that holds it (default: .corpora).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from dossier.domains import is_personal, registrable
from dossier.mime import parse
from dossier.model import Agency, Client, Contact, Member, Message

SETS = ("csdmc2010", "zh_ccert", "enron_inbox")
HOUSE = "enron.com"
"""Whose staff most of the mail is from."""


def corpora() -> Path:
    """Return the folder of real mail. Raises SystemExit where it is missing."""
    folder = Path(os.environ.get("WANGLAI_CORPORA", ".corpora"))
    if not all((folder / name).is_dir() for name in SETS):
        raise SystemExit(f"real mail is missing: WANGLAI_CORPORA must name a folder with {', '.join(SETS)}")
    return folder


def real_mail(count: int) -> list[Path]:
    """Return so many files of real mail of all sets, the same ones every time."""
    files = [
        path
        for name in SETS
        for path in (corpora() / name).rglob("*")
        if path.is_file() and path.name not in {"ORIGIN.txt", "readme.txt", "SPAMTrain.label"}
    ]
    if len(files) < count:
        raise SystemExit(f"only {len(files)} real messages are here, {count} are wanted")
    return sorted(files, key=lambda path: (crc32(str(path).encode()), str(path)))[:count]


def maildir(files: list[Path], folder: Path) -> Path:
    """Copy mail into a new Maildir."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    for number, file in enumerate(files):
        (folder / "cur" / f"1600000000.M{number:06d}P1.host.example:2,S").write_bytes(file.read_bytes())
    return folder


def few_clients(files: list[Path]) -> tuple[Agency, list[Client]]:
    """Return the house itself as the agency, and every tenth of the other domains as a client."""
    domains = [domain for domain in sorted({*_domains(files)}) if domain != HOUSE and not is_personal(domain)]
    some = [Client(key=domain, name=domain, domains=(domain,)) for domain in domains[::10]]
    return _agency(f"me@{HOUSE}", HOUSE), some


def all_clients(files: list[Path]) -> tuple[Agency, list[Client]]:
    """Return an agency that nobody is of, and everybody else as somebody's contact: all mail is client mail."""
    emails = sorted({email for message in _read(files) for email in _people(message)})
    clients = {}
    for email in emails:
        domain = registrable(email.rpartition("@")[2])
        if domain and is_personal(domain):
            clients[email] = Client(key=email, name=email, contacts=(Contact(emails=(email,)),))
        elif domain:
            clients[domain] = Client(key=domain, name=domain, domains=(domain,))
    return _agency("me@agency.example", "agency.example"), list(clients.values())


def _agency(me: str, domain: str) -> Agency:
    member = Member(addresses=(me,), timezone="America/Chicago")
    return Agency(members=(member,), domains=frozenset({domain}), timezone="America/Chicago")


def _domains(files: list[Path]) -> Iterator[str]:
    for message in _read(files):
        for email in _people(message):
            domain = registrable(email.rpartition("@")[2])
            if domain:
                yield domain


def _people(message: Message) -> Iterator[str]:
    yield from (person.email for person in (message.sender, *message.to, *message.cc) if person.email)


def _read(files: list[Path]) -> Iterator[Message]:
    for file in files:
        message = parse(file.read_bytes(), received_at=datetime(2020, 1, 1, tzinfo=UTC))
        if isinstance(message, Message):
            yield message
