"""What a rule is, and the list of them all: every module of this room holds one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import rules
from dossier.model import Dossier, Nudge

Judge = Callable[..., Iterator[Nudge]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the handbook: a pure function of a dossier, its name, its options and where it comes from."""

    name: str
    section: str
    """The handbook's section it serves, e.g. `3.2`."""
    summary: str
    options: Mapping[str, Any]
    """Name → default, read from the function's keyword-only parameters."""
    judge: Judge

    def __call__(self, dossier: Dossier, options: Mapping[str, Any] | None = None) -> Iterator[Nudge]:
        """Yield this rule's nudges for one client; `options` override the defaults."""
        for nudge in self.judge(dossier, **(options or {})):
            yield replace(nudge, rule=self.name, client=dossier.client.key)


def rule(section: str) -> Callable[[Judge], Rule]:
    """Make a function of a dossier a rule: name from the function, summary from its docstring."""

    def decorate(judge: Judge) -> Rule:
        options = {
            name: parameter.default
            for name, parameter in inspect.signature(judge).parameters.items()
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        }
        summary = (inspect.getdoc(judge) or "").partition("\n")[0]
        return Rule(judge.__name__, section, summary, options, judge)

    return decorate


def evaluate(dossier: Dossier, options: Mapping[str, Mapping[str, Any]] | None = None) -> Iterator[Nudge]:
    """Yield what every rule says of one client; `options` by rule name, and `{"enabled": False}` silences one."""
    for name, judge in all_rules().items():
        chosen = dict((options or {}).get(name, {}))
        if chosen.pop("enabled", True):
            yield from judge(dossier, chosen)


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by name: one file of this room, one rule of the same name."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__) if module.name != "registry")
    return {name: getattr(importlib.import_module(f"rules.{name}"), name) for name in names}
