"""The lexicon as a value: which phrases say what, compiled once into sets of patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.reading.finders import Tongue, tongue
from dossier.reading.notation import NotationError, Pattern, Words, pattern
from dossier.reading.ready import ready


class LexiconError(ValueError):
    """A lexicon file is not of the form that lexicon/README.md tells; the message names the file."""


class Phrase(NamedTuple):
    """Phrases that count once together: their weight, and the ids of what must or must not stand beside them."""

    kind: str
    weight: float
    with_: frozenset[int]
    unless: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything wanglai can recognise. Immutable and safe to share; building one takes tenths of a second."""

    spaced: Tongue
    """The patterns of languages with words between spaces."""
    han: Tongue
    phrases: tuple[Phrase, ...]
    said_by: tuple[tuple[int, ...], ...]
    """By pattern id: the phrases it says (none for a mere neighbour)."""
    boilerplate: Any
    """One pattern that finds every polite form that is to be cut."""
    openers: frozenset[str]
    """Words that may stand before what a clause begins with."""

    @classmethod
    def of(cls, files: Mapping[str, Mapping[str, Any]]) -> Lexicon:
        """Compile parsed TOML files, by name (`request.en.toml`). Raises LexiconError."""
        build = _Build(_words(files))
        for name, content in sorted(files.items()):
            kind, language = _name(name)
            if kind == "words":
                continue
            try:
                build.file(kind, language, content)
            except (NotationError, TypeError, ValueError, AttributeError, KeyError) as error:
                raise LexiconError(f"{name}: {error}") from error
        try:
            return build.done()
        except NotationError as error:
            raise LexiconError(str(error)) from error

    @classmethod
    def packaged(cls, *more: Mapping[str, Mapping[str, Any]]) -> Lexicon:
        """Compile the files that come with wanglai, with an agency's own ones added."""
        files: dict[str, Mapping[str, Any]] = {f"0/{name}": content for name, content in _packaged_files().items()}
        for number, extra in enumerate(more, start=1):
            files.update({f"{number}/{name}": content for name, content in extra.items()})
        return cls.of(files)


@cache
def default_lexicon() -> Lexicon:
    """Return the packaged lexicon, compiled on first use."""
    return Lexicon.packaged()


@cache
def _packaged_files() -> Mapping[str, Mapping[str, Any]]:
    folder = resources.files("dossier.reading") / "lexicon"
    return {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }


def packaged_phrases() -> Mapping[str, tuple[Words, frozenset[str]]]:
    """Return the word lists and all phrases of the packaged files, by language."""
    files = _packaged_files()
    words = _words(files)
    found: dict[str, set[str]] = {}
    for name, content in files.items():
        kind, language = _name(name)
        phrases = found.setdefault(language, set())
        if kind != "words":
            for entry in (content, *content.get("phrase", ())):
                phrases.update(*(entry.get(key, ()) for key in ("say", "with", "unless")))
    return {language: (words.get(language, {}), frozenset(phrases)) for language, phrases in found.items()}


def _name(name: str) -> tuple[str, str]:
    parts = name.rpartition("/")[2].split(".")
    if len(parts) != 3:
        raise LexiconError(f"{name}: a lexicon file is called <kind>.<language>.toml")
    return parts[0], parts[1]


def _words(files: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    words: dict[str, dict[str, list[str]]] = {}
    for name, content in sorted(files.items()):
        kind, language = _name(name)
        if kind == "words":
            lists = words.setdefault(language, {})
            for key, values in content.items():
                lists[key] = [*lists.get(key, ()), *(str(value).lower() for value in values)]
    return words


class _Build:
    """Collects patterns and phrases while the files are read. Equal patterns share an id."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self.words = words
        self.ready: dict[str, Mapping[str, Pattern]] = {}
        self.ids: dict[tuple[bool, Pattern], int] = {}
        self.phrases: list[Phrase] = []
        self.said: list[frozenset[int]] = []
        self.boilerplate: list[str] = []

    def file(self, kind: str, language: str, content: Mapping[str, Any]) -> None:
        everywhere = self.all(content.get("unless", ()), language)
        for entry in content.get("phrase", ()):
            unless = everywhere | self.all(entry.get("unless", ()), language)
            beside = self.all(entry.get("with", ()), language)
            self.phrases.append(Phrase(kind, float(entry.get("weight", 1)), beside, unless))
            self.said.append(self.all(entry["say"], language))
            if kind == "boilerplate":
                self.boilerplate += [self.pattern(say, language).body for say in entry["say"]]

    def all(self, phrases: Iterable[str], language: str) -> frozenset[int]:
        if isinstance(phrases, str):
            raise TypeError(f"a list of phrases is needed, not {phrases!r}")
        found = ((language == "zh", self.pattern(phrase, language)) for phrase in phrases)
        return frozenset(self.ids.setdefault(key, len(self.ids)) for key in found)

    def pattern(self, phrase: str, language: str) -> Pattern:
        words = self.words.get(language, {})
        if language not in self.ready:
            self.ready[language] = ready(language, words)
        return self.ready[language].get(phrase) or pattern(phrase, language, words)

    def done(self) -> Lexicon:
        said_by: list[list[int]] = [[] for _ in self.ids]
        for index, said in enumerate(self.said):
            for number in said:
                said_by[number].append(index)
        return Lexicon(
            spaced=tongue({number: one for (han, one), number in self.ids.items() if not han}, by_character=False),
            han=tongue({number: one for (han, one), number in self.ids.items() if han}, by_character=True),
            phrases=tuple(self.phrases),
            said_by=tuple(map(tuple, said_by)),
            boilerplate=re2.compile("|".join(self.boilerplate) or r"$.^"),
            openers=frozenset(word for lists in self.words.values() for word in lists.get("opener", ())),
        )
