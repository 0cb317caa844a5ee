"""Dossiers as files to open and print: one page a client, beside the page that leads to them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dossier.model import Agency, Client, Dossier
from outbox.dossier import dossier_page
from outbox.phrases import Phrases
from outbox.preview import DossierFile

FOLDER = "dossiers"
LONGEST = 60
"""Characters of a name: a file system counts bytes, up to 255, and a Chinese character has three."""
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices, whatever follows the dot."""


def write_dossiers(dossiers: Mapping[str, Dossier], out: Path, phrases: Phrases) -> Iterator[DossierFile]:
    """Write every client's dossier below `out`, and yield what the page of links shows; the latest touched first."""
    names = file_names(dossiers)
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    for key, dossier in sorted(dossiers.items(), key=lambda item: _last(item[1]), reverse=True):
        path = f"{FOLDER}/{names[key]}"
        (out / path).write_text(dossier_page(dossier, phrases), encoding="utf-8")
        yield _listed(dossier, path)


def file_names(keys: Iterable[str]) -> dict[str, str]:
    """Return a file name for each key: letters of any script stay, what a file system minds does not, none twice."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(keys):
        kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in key)[:LONGEST].strip("-")
        base = f"{kept}-" if kept.casefold() in _RESERVED else kept or "client"
        name, number = base, 2
        while name.casefold() in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name.casefold())
        names[key] = f"{name}.html"
    return names


def _last(dossier: Dossier) -> float:
    whole = dossier.rhythms.get("")
    return whole.last.timestamp() if whole else 0.0


def _listed(dossier: Dossier, path: str) -> DossierFile:
    client, whole = dossier.client, dossier.rhythms.get("")
    return DossierFile(
        name=client.name or client.key,
        contacts=len(client.contacts),
        touches=whole.touches if whole else 0,
        last=whole.last if whole else None,
        path=path,
        owner=_owner(client, dossier.agency),
    )


def _owner(client: Client, agency: Agency) -> str:
    member = agency.member(client.owner)
    return member.name or member.address if member else ""
