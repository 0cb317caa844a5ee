"""Which files at and below a folder are mbox files, and the walk that finds them and calendars."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from connectors.local.folders import Role, path_role
from connectors.local.maildir import INSIDE
from connectors.local.parsing import clean
from connectors.local.spans import holds_several

SUFFIXES = (".mbox", ".mbx")
CALENDARS = (".ics", ".ical", ".ifb")
_INDEX = ".msf"
"""Thunderbird keeps one beside every mbox file; the file itself has no suffix."""
_DEPTH = 12
_FEW = 100
"""Files without a telling name that are opened per directory: mail programs keep some dozens of folders in one."""
_TOP = 1 << 18


def find(root: str) -> dict[str, str]:
    """Return the paths of the mbox files at or below `root` by name; drafts and junk are left out."""
    path = Path(root)
    if path.is_file():
        return {clean(path.name): root}
    paths = [f"{directory}/{name}" for directory, files in walk(root) for name in boxes(directory, files)]
    found = {clean(os.path.relpath(each, root)): each for each in paths}
    return {name: each for name, each in found.items() if _role(name) is not Role.SKIPPED}


def is_trash(name: str) -> bool:
    """Tell whether an mbox file's name below its folder says trash."""
    return _role(name) is Role.TRASH


def _role(name: str) -> Role:
    parts = (part.removesuffix(".sbd").removesuffix(".mbox").removesuffix(".mbx") for part in name.split("/"))
    return path_role("/".join(parts))


def walk(root: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the directories at and below `root`, with the names of their files; Maildir folders are not entered."""
    pending = [(root, 0)]
    while pending:
        directory, depth = pending.pop()
        files, directories = entries(directory)
        if {"cur", "new"}.issubset(directories):
            directories = [name for name in directories if name not in INSIDE]
        yield directory, files
        if depth < _DEPTH:
            pending += [(f"{directory}/{name}", depth + 1) for name in directories]


def boxes(directory: str, files: list[str]) -> list[str]:
    """Return the names that are mbox files: by suffix, by the index beside them, or by a look inside."""
    indexed = {name.removesuffix(_INDEX) for name in files if name.endswith(_INDEX)}
    sure = [name for name in files if name in indexed or name == "mbox" or name.lower().endswith(SUFFIXES)]
    plain = [name for name in files if "." not in name and name not in sure]
    if len(plain) <= _FEW:
        sure += [name for name in plain if is_box(f"{directory}/{name}")]
    return sorted(sure)


def is_box(path: str) -> bool:
    """Tell by its beginning whether a file holds several messages."""
    try:
        with Path(path).open("rb") as file:
            return holds_several(file.read(_TOP))
    except OSError:
        return False


def entries(directory: str, limit: int | None = None) -> tuple[list[str], list[str]]:
    """Return the names of a directory's files and of its directories, without hidden ones and symbolic links."""
    files: list[str] = []
    directories: list[str] = []
    try:
        with os.scandir(directory) as found:
            for entry in islice(found, limit):
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    directories.append(entry.name)
                elif entry.is_file(follow_symlinks=False):
                    files.append(entry.name)
    except (PermissionError, FileNotFoundError, NotADirectoryError):
        pass
    return files, directories
