"""Every sentence the code asks for by its name is in both catalogues, with everything it needs.

`test_catalogues.py` compares the two languages with each other; here the code is compared with them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from outbox.catalogue import LANGUAGES, Catalogue, catalogue
from outbox.sentence import slots_of
from tests.pages import HERE, read

ROOMS = ("config", "connectors", "daemon", "dossier", "outbox", "rules", "store")
SPEAKERS = {"told", "say", "spans"}
"""Functions and methods whose first argument is the id of a sentence, and whose others are its parameters."""
FAILURES = {"Failure", "Rejected", "Unavailable", "NeedsLogin", "CursorExpired"}
PARTS = ("what", "why", "do")
NOT_PARAMS = {"exit_code", "after"}


class Asked(NamedTuple):
    """A sentence that the code asks for: its id as a pattern, and the parameters it is given (None: not known)."""

    where: str
    id: str
    params: frozenset[str] | None


def asked(source: str, where: str) -> Iterator[Asked]:
    """Yield what a module asks for, by a literal or by an f-string; in templates too."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        given = {keyword.arg for keyword in node.keywords}
        params = None if None in given else frozenset(filter(None, given - NOT_PARAMS))
        for text in _ids(node.args[0]):
            if name in SPEAKERS:
                yield Asked(f"{where}:{node.lineno}", text, params)
            elif name in FAILURES:
                yield from (Asked(f"{where}:{node.lineno}", f"error\\.{text}\\.{part}", params) for part in PARTS)


def _ids(node: ast.expr) -> Iterator[str]:
    """Yield the ids an expression may be, as patterns."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        pieces = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+" for one in node.values)
        yield "".join(pieces)
    elif isinstance(node, ast.IfExp):
        yield from (*_ids(node.body), *_ids(node.orelse))


def asked_by_templates() -> Iterator[Asked]:
    """Yield what the templates ask for: `{{ say("preview.day", day=day) }}`."""
    for path in (HERE / "outbox" / "templates").iterdir():
        for call in re.findall(r"\bsay\([^()]*\)", read(path)):
            yield from asked(call, path.name)


def needs(sentences: Catalogue, phrase: str) -> tuple[set[str], bool]:
    """Return the parameters that a sentence cannot do without, and whether it is a plural."""
    forms = {sentences.sentence(phrase), *(sentences.sentence(phrase, n) for n in (1, 2, 5))}
    plural = sentences.sentence(phrase, 2) != phrase
    texts = forms - {phrase} if plural else {sentences.sentence(phrase)}
    wanted = {name for text in texts for name, _, spare in slots_of(text) if not spare}
    return wanted | ({"n"} if plural else set()), plural


def mistakes(calls: Iterator[Asked], sentences: Catalogue) -> list[str]:
    """Return what is asked for and is not there, or is asked for without what it needs."""
    wrong = []
    for where, pattern, params in calls:
        found = [phrase for phrase in sentences.ids if re.fullmatch(pattern, phrase)]
        if not found:
            wrong.append(f"{where}: no sentence {pattern}")
        for phrase in found if params is not None and ".+" not in pattern else ():
            wanted, plural = needs(sentences, phrase)
            if wanted - params:
                wrong.append(f"{where}: {phrase} needs {sorted(wanted - params)}")
            if "n" in params and not plural:
                wrong.append(f"{where}: {phrase} is no plural")
    return wrong


def everything_asked() -> Iterator[Asked]:
    for room in ROOMS:
        for path in sorted((HERE / room).rglob("*.py")):
            yield from asked(read(path), str(path.relative_to(HERE)))
    yield from asked_by_templates()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_that_is_asked_for_is_there_and_gets_what_it_needs(language: str) -> None:
    calls = list(everything_asked())
    assert len(calls) > 150
    assert mistakes(iter(calls), catalogue(language)) == []


def test_the_check_can_fail() -> None:
    source = (
        'told("cli.no.such")\n'
        'told("cli.try.meetings")\n'
        'phrases.say("cli.try.meetings", n=3, count=3)\n'
        'phrases.say(f"rule.{name}")\n'
        'phrases.say("preview.items")\n'
        'phrases.say(f"never.{name}.said")\n'
        'phrases.say("digest.hello")\n'
        'raise Failure("E-NO-NUDGE", ExitCode.USAGE, key=key)\n'
        'raise Failure("E-UNHEARD-OF")\n'
    )
    assert mistakes(asked(source, "x"), catalogue("en")) == [
        "x:1: no sentence cli\\.no\\.such",
        "x:2: cli.try.meetings needs ['count']",
        "x:3: cli.try.meetings is no plural",
        "x:5: preview.items needs ['n']",
        "x:6: no sentence never\\..+\\.said",
        "x:8: error.E-NO-NUDGE.what needs ['count']",
        *(f"x:9: no sentence error\\.E\\-UNHEARD\\-OF\\.{part}" for part in PARTS),
    ]


def test_the_templates_are_searched() -> None:
    assert {call.where.partition(":")[0] for call in asked_by_templates()} >= {"preview.html"}


def test_both_languages_say_the_same_things() -> None:
    assert catalogue("en").ids == catalogue("zh_CN").ids
