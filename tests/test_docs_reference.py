"""The pages of reference say what the code says: rules, options, settings, columns, errors, shapes, and nothing more.

Each check is a function of text, so that a test beside it can see it fail.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import PydanticUndefined

from config.settings import Section, Settings
from daemon.cli.failure import ExitCode
from daemon.dossiers import dossier_json
from dossier.book.columns import Field
from outbox.catalogue import catalogue
from rules.registry import all_rules
from tests.outbox.dossier_cast import soda
from tests.pages import BLOCK, DOCS, HERE, read, rows, section

# --- rules and settings -------------------------------------------------------------------------------------------


def toml(value: object) -> str:
    """Return a default as it would be written into wanglai.toml."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def undocumented_options(page: str) -> list[str]:
    """Return what the page of rules does not say: a rule, an option, its default."""
    wrong = []
    for name, rule in all_rules().items():
        part = section(page, name)
        told = rows(part)
        wrong += [] if rule.summary in part else [f"{name}: {rule.summary}"]
        wrong += [
            f"{name}.{option} = {toml(default)}"
            for option, default in rule.options.items()
            if not told.get(option, "").startswith(f"`{toml(default)}`")
        ]
        wrong += [f"{name} has no {option}" for option in told if option not in rule.options]
    return wrong


def test_every_rule_is_documented_with_every_option_and_its_default() -> None:
    page = read(DOCS / "rules.md")
    assert undocumented_options(page) == []
    broken = page.replace("| `vip` | `7`", "| `vip` | `8`").replace("| `new_names`", "| `old_names`")
    assert undocumented_options(broken) == [
        "contact_gap.vip = 7",
        "people_changed.new_names = true",
        "people_changed has no old_names",
    ]


def settings(model: type[Section] = Settings) -> Iterator[tuple[str, str, Any]]:
    """Yield table, name and default of every setting."""
    for table, outer in model.model_fields.items():
        inner = [one for one in (outer.annotation, *getattr(outer.annotation, "__args__", ())) if _is_section(one)]
        for name, field in inner[0].model_fields.items() if inner else ():
            yield table, name, field.default


def _is_section(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Section)


def undocumented_settings(page: str) -> list[str]:
    """Return the settings that the page of configuration does not tell, or tells with another default."""
    wrong = []
    for table, name, default in settings():
        heading = next((one for one in (f"[{table}]", f"[[{table}]]") if section(page, one)), "[mode] and [people]")
        told = rows(section(page, heading))
        said = told.get(name) or told.get(f"{table}.{name}", "")
        required, inherited = default is PydanticUndefined, default is None
        wanted = ("required",) if required else ("none", "the agency's") if inherited else (f"`{toml(default)}`",)
        if not said.startswith(wanted):
            wrong.append(f"{table}.{name}: {wanted[0]}")
    return wrong


def test_every_setting_is_documented_with_its_default() -> None:
    page = read(DOCS / "configure.md")
    assert undocumented_settings(page) == []
    assert undocumented_settings(page.replace("| `max_items` | `7`", "| `max_items` | `9`")) == [
        "digest.max_items: `7`"
    ]


def test_every_exit_code_is_told() -> None:
    told = {
        int(code)
        for code in re.findall(r"^\| (\d+) \|", section(read(DOCS / "configure.md"), "Exit codes"), re.MULTILINE)
    }
    assert told == {0, 130, *(int(code) for code in ExitCode)}


def test_every_column_and_every_problem_of_a_client_book_is_told() -> None:
    told = rows(read(DOCS / "clients.md"))
    problems = {phrase for phrase in catalogue("en").ids if phrase.startswith("book.")}
    assert set(map(str, Field)) | problems <= set(told)
    assert {word for word in told if word.startswith("book.")} == problems


# --- errors -------------------------------------------------------------------------------------------------------

RAISED = {"Failure", "Rejected", "Unavailable", "NeedsLogin", "CursorExpired"}
REFUSED = {"Unreadable", "Refusal", "Refused", "_LineError", "Flaw"}


def codes(source: str) -> Iterator[str]:
    """Yield the codes and reasons that a module gives its errors."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED | REFUSED:
            yield from (one.value for one in _constants(node.args[:2]))
        elif isinstance(node, ast.Assign) and _names(node.targets) & {"code", "flaw", "_NO_MAIL"}:
            yield from (one.value for one in _constants([node.value]))
        elif isinstance(node, ast.FunctionDef) and node.name == "reason":
            returned = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value]
            yield from (one.value for one in _constants(returned))


def _constants(nodes: list[ast.expr]) -> Iterator[ast.Constant]:
    for node in nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"[A-Za-z-]{6,}", node.value)
        ):
            yield node
        elif isinstance(node, ast.IfExp):
            yield from _constants([node.body, node.orelse])
        elif isinstance(node, ast.BoolOp):
            yield from _constants(node.values)


def _names(targets: list[ast.expr]) -> set[str]:
    return {getattr(target, "id", "") or getattr(target, "attr", "") for target in targets}


def all_codes() -> set[str]:
    rooms = ("config", "connectors", "daemon", "dossier", "outbox", "store")
    return {code for room in rooms for path in (HERE / room).rglob("*.py") for code in codes(read(path))}


def test_every_error_and_every_reason_is_explained_and_no_other_is() -> None:
    errors = read(DOCS / "errors.md")
    told = set(rows(errors)) | set(re.findall(r"^## (E-[A-Z-]+)$", errors, re.MULTILINE))
    told |= set(rows(read(DOCS / "holidays.md")))
    assert all_codes() - told == set()
    assert told - all_codes() == set()


def test_the_search_for_codes_finds_them_however_they_are_written() -> None:
    source = (
        'raise Failure("E-SOMETHING", 2)\nclass X:\n    code = "E-OTHER"\n'
        'y = Unreadable("parser-hung" if z else "parser-killed", 3)\nevent.flaw = event.flaw or "unfinished"\n'
        'def reason(e):\n    return "no-permission" if e else "read-error"\n'
    )
    assert set(codes(source)) == {
        "E-SOMETHING", "E-OTHER", "parser-hung", "parser-killed", "unfinished", "no-permission", "read-error",
    }  # fmt: skip
    assert len(all_codes()) > 50


# --- shapes -------------------------------------------------------------------------------------------------------


def keys(value: object) -> set[str]:
    """Return every key of a JSON value, except those of mappings by address or by column."""
    if isinstance(value, list):
        return {key for one in value for key in keys(one)}
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if isinstance(key, str) and key.isidentifier() and key.isascii()}
    return own | {key for one in value.values() for key in keys(one)}


def test_the_shape_of_a_dossier_is_the_one_that_is_told() -> None:
    block = BLOCK.search(section(read(DOCS / "json.md"), "wanglai client show"))
    assert block is not None
    assert keys(json.loads(block[2])) == keys(dossier_json(soda()))


def test_every_shape_is_json() -> None:
    blocks = [block for language, block in BLOCK.findall(read(DOCS / "json.md")) if language == "json"]
    assert [json.loads(block) for block in blocks]
