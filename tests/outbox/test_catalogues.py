"""Both catalogues hold the same ids with the same parameters, nothing empty, and everything the code asks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from outbox.catalogue import LANGUAGES, nearest_language
from outbox.phrases import Phrases
from outbox.sentence import slots_of

HERE = Path(__file__).parents[2]
ROOMS = ("config", "connectors", "daemon", "dossier", "outbox", "rules", "store")
VARIANTS = {
    "awaiting_reply": ("question", "request", "complaint", "brief", "acknowledged"),
    "contact_gap": ("tier", "rhythm", "never"),
    "promise_due": ("due", "overdue", "undated"),
    "minutes_due": ("default",),
    "people_changed": ("bounced", "absent", "hand_over", "new_name"),
}
EVERYTHING: dict[str, str | int | date] = {
    "who": "Wang Fang",
    "client": "Soda Works",
    "days": 2,
    "what": "can the budget come down?",
    "due": datetime(2026, 11, 20, 10, tzinfo=UTC),
    "gap": 38,
    "usual": 12,
    "meeting": "Kick-off",
    "deputy": "Liu",
    "until": date(2026, 11, 23),
}


def forms(language: str) -> dict[str, tuple[str, ...]]:
    with (HERE / "outbox" / "locale" / f"{language}.po").open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    return {
        (entry.id if isinstance(entry.id, str) else entry.id[0]): (
            tuple(entry.string) if isinstance(entry.string, list | tuple) else (entry.string or "",)
        )
        for entry in entries
    }


def asked_for(path: Path) -> Iterator[str]:
    """Yield the ids that a module asks for by name: the first argument of say, spans and sentence."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            first = node.args[0]
            if node.func.attr in {"say", "spans", "sentence"} and isinstance(first, ast.Constant):
                yield str(first.value)


def test_both_languages_hold_the_same_ids() -> None:
    assert set(forms("en")) == set(forms("zh_CN"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    assert [phrase for phrase, strings in forms(language).items() if not all(strings)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_is_given_twice(language: str) -> None:
    source = (HERE / "outbox" / "locale" / f"{language}.po").read_text(encoding="utf-8")
    ids = [line for line in source.splitlines() if line.startswith("msgid ")]
    assert len(ids) == len(set(ids))


def test_both_languages_ask_for_the_same_parameters() -> None:
    """A plural may leave the number out ("one thing"), so `n` is no difference; forms may differ, names may not."""

    def names(strings: tuple[str, ...]) -> set[tuple[str, bool]]:
        return {(name, spare) for text in strings for name, _, spare in slots_of(text) if name != "n"}

    english, chinese = forms("en"), forms("zh_CN")
    assert {phrase for phrase in english if names(english[phrase]) != names(chinese[phrase])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_that_a_sentence_wants_exists(language: str) -> None:
    phrases = Phrases(language)
    known = set(phrases._forms) | {name.removeprefix("unit.") for name in phrases._catalogue.ids if "unit." in name}
    wanted = {form for strings in forms(language).values() for text in strings for _, form, _ in slots_of(text)}
    assert wanted - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", VARIANTS)
def test_every_rule_can_say_what_why_and_what_next(language: str, rule: str) -> None:
    phrases = Phrases(language, today=date(2026, 11, 18))
    assert phrases.say(f"rule.{rule}")
    for variant in VARIANTS[rule]:
        for part in ("title", "why", "step"):
            said = phrases.say(f"{rule}.{variant}.{part}", **EVERYTHING)
            assert said
            assert "{" not in said


def test_every_id_that_code_asks_for_exists() -> None:
    ids = set(forms("en"))
    modules = [path for room in ROOMS for path in (HERE / room).rglob("*.py")]
    missing = {phrase: path.name for path in modules for phrase in asked_for(path) if phrase not in ids}
    assert missing == {}


@pytest.mark.parametrize("language", ["zh", "zh-CN", "zh_CN", "zh-Hans-CN", "ZH-cn"])
def test_chinese_is_found_however_it_is_written(language: str) -> None:
    assert nearest_language(language) == "zh_CN"


@pytest.mark.parametrize("language", ["en", "en-GB", "de", "", "zhuang"])
def test_everybody_else_reads_english(language: str) -> None:
    assert nearest_language(language) == "en"
