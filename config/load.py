"""Finds wanglai.toml, reads it, lays the environment over it, and explains every mistake."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError

from config.settings import Section, Settings

FILE = "wanglai.toml"
PREFIX = "WANGLAI_"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in a configuration."""

    where: str
    """Dotted name of the setting, e.g. `agency.timezone`."""
    line: int
    """Line of the file, 0 where the mistake is not in the file (the environment)."""
    source: str
    """That line's text, or the environment variable."""
    code: str
    """What is wrong, as a stable word; the catalogues hold `config.<code>` with a sentence for those that are usual."""
    what: str
    """The same in plain English, for a code that the catalogues do not hold."""
    params: tuple[tuple[str, str], ...] = ()
    nearest: str = ""
    """The right word this looks like, where there is one."""


class ConfigError(Exception):
    """The configuration cannot be used; all mistakes are in it."""

    def __init__(self, path: Path | None, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(path, mistakes)
        self.path = path
        self.mistakes = mistakes


def find(explicit: str | None, environ: Mapping[str, str], folder: Path) -> Path | None:
    """Return the configuration file: the one named, `WANGLAI_CONFIG`, ./wanglai.toml, or the platform's own."""
    named = explicit or environ.get("WANGLAI_CONFIG")
    if named:
        return Path(named)
    usual = (folder / FILE, Path(platformdirs.user_config_dir("wanglai")) / FILE)
    return next((path for path in usual if path.is_file()), None)


def load(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read settings from a file (none: all defaults) and the environment. Raises ConfigError with every mistake."""
    text = _text(path) if path else ""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, (_syntax(text, error),)) from None
    over = dict(_overrides(environ))
    for keys, (_, value) in over.items():
        _lay(values, keys, value)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(path, tuple(_mistakes(error, text, over))) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, (Mistake("", 0, "", "unreadable", str(error), (("why", str(error)),)),)) from None


def _syntax(text: str, error: tomllib.TOMLDecodeError) -> Mistake:
    said = str(error)
    digits = "".join(letter for letter in said.partition("line ")[2].partition(",")[0] if letter.isdigit())
    line = int(digits) if digits else len(text.splitlines())
    return Mistake("", line, _line(text, line), "not_toml", said, (("why", said),))


# --- the environment ----------------------------------------------------------------------------------------------


def _overrides(environ: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], tuple[str, Any]]]:
    """Yield `WANGLAI_DIGEST__SEND_AT=08:30` as (digest, send_at)."""
    for name, written in sorted(environ.items()):
        if name.startswith(PREFIX) and "__" in name:
            yield tuple(name.removeprefix(PREFIX).lower().split("__")), (name, _value(written))


def _value(written: str) -> Any:  # noqa: ANN401 -- whatever TOML says it is
    """Read an environment value as TOML would (`true`, `7`, `["CN"]`), else as plain text."""
    try:
        return tomllib.loads(f"value = {written}")["value"]
    except tomllib.TOMLDecodeError:
        return written


def _lay(values: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:  # noqa: ANN401 -- as above
    for key in keys[:-1]:
        inner = values.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        values = inner
    values[keys[-1]] = value


# --- mistakes -----------------------------------------------------------------------------------------------------


def _mistakes(error: ValidationError, text: str, over: Mapping[tuple[str, ...], tuple[str, Any]]) -> Iterator[Mistake]:
    for detail in error.errors():
        place = tuple(detail["loc"])
        names = tuple(str(part) for part in place)
        unknown = detail["type"] == "extra_forbidden"
        nearest = _nearest(names[-1], _known(names[:-1])) if unknown else ""
        params = tuple((name, str(value)) for name, value in detail.get("ctx", {}).items())
        line = 0 if names in over else _find(text, place)
        source = over[names][0] if names in over else _line(text, line)
        yield Mistake(".".join(names), line, source, detail["type"], detail["msg"], params, nearest)


def _known(names: tuple[str, ...]) -> list[str]:
    """Return the settings there are in the table that `names` lead to."""
    model: type[Section] = Settings
    for name in names:
        if not name.isdigit() and name in model.model_fields:
            inner = _section(model.model_fields[name].annotation)
            model = inner or model
    return list(model.model_fields)


def _section(annotation: object) -> type[Section] | None:
    candidates = (annotation, *getattr(annotation, "__args__", ()))
    return next((one for one in candidates if isinstance(one, type) and issubclass(one, Section)), None)


def _nearest(word: str, known: list[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), "")


def _find(text: str, place: tuple[str | int, ...]) -> int:
    """Return the line a setting stands on (tomllib keeps no positions): its table's header first, then its key."""
    lines = text.splitlines()
    start = 0
    for table, count in _headers(place):
        seen = -1
        for number, line in enumerate(lines):
            if line.split("#")[0].strip().strip("[] ") == table and line.lstrip().startswith("["):
                seen += 1
                if seen == count:
                    start = number + 1
    key = str(place[-1])
    for number in range(start, len(lines)):
        if lines[number].partition("=")[0].strip().strip('"') == key:
            return number + 1
        if number > start and lines[number].lstrip().startswith("[") and "=" not in lines[number]:
            break
    return start


def _headers(place: tuple[str | int, ...]) -> Iterator[tuple[str, int]]:
    """Yield the table headers on the way to a setting, with which of several of that name is meant."""
    names: list[str] = []
    for position, part in enumerate(place):
        if isinstance(part, str):
            names.append(part)
            following = place[position + 1] if position + 1 < len(place) else 0
            yield ".".join(names), following if isinstance(following, int) else 0


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
