"""The lexicon as a value: which phrases say what, compiled once into two sets of patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from dossier.reading.notation import NotationError, Words, anchor, pattern

MEMORY = 256 << 20
"""Bytes each set may use for its states, which it builds as it meets text; real mail needs a tenth of it."""


class LexiconError(ValueError):
    """A lexicon file is not of the form that lexicon/README.md tells; the message names the file."""


class Phrase(NamedTuple):
    """Phrases that count once together: their weight, and the ids of what must or must not stand beside them."""

    kind: str
    weight: float
    with_: frozenset[int]
    unless: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything wanglai can recognise. Immutable and safe to share; building one takes tenths of a second."""

    anywhere: Any
    """re2 set of the patterns that are looked for in a whole sentence; their ids count from 0."""
    heads: Any
    """re2 set of those that are looked for in a marked sentence, at its marks; their ids go on from `first_head`."""
    first_head: int
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
            except (NotationError, TypeError, AttributeError, KeyError) as error:
                raise LexiconError(f"{name}: {error}") from error
        return build.done()

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
        self.ids: dict[tuple[bool, str], int] = {}
        self.counts = [0, 0]
        self.phrases: list[tuple[Phrase, frozenset[int]]] = []
        self.boilerplate: list[str] = []

    def file(self, kind: str, language: str, content: Mapping[str, Any]) -> None:
        everywhere = self.all(content.get("unless", ()), language)
        for entry in content.get("phrase", ()):
            said = self.all(entry["say"], language)
            unless = everywhere | self.all(entry.get("unless", ()), language)
            phrase = Phrase(kind, float(entry.get("weight", 1)), self.all(entry.get("with", ()), language), unless)
            self.phrases.append((phrase, said))
            if kind == "boilerplate":
                self.boilerplate += [pattern(say, language, self.words.get(language, {})) for say in entry["say"]]

    def all(self, phrases: Iterable[str], language: str) -> frozenset[int]:
        if isinstance(phrases, str):
            raise TypeError(f"a list of phrases is needed, not {phrases!r}")
        return frozenset(self.id(phrase, language) for phrase in phrases)

    def id(self, phrase: str, language: str) -> int:
        """Give a pattern its number: even where it is found anywhere, odd at a clause's head."""
        mark = anchor(phrase)
        anchored = bool(mark)
        key = (anchored, mark + pattern(phrase, language, self.words.get(language, {})))
        if key not in self.ids:
            self.ids[key] = 2 * self.counts[anchored] + anchored
            self.counts[anchored] += 1
        return self.ids[key]

    def done(self) -> Lexicon:
        anywhere = [body for head, body in self.ids if not head]
        heads = [body for head, body in self.ids if head]
        final = {key: key_id // 2 + (len(anywhere) if key[0] else 0) for key, key_id in self.ids.items()}
        renumbered = {self.ids[key]: number for key, number in final.items()}
        said_by: list[list[int]] = [[] for _ in self.ids]
        phrases = []
        for index, (phrase, said) in enumerate(self.phrases):
            for old in said:
                said_by[renumbered[old]].append(index)
            phrases.append(
                phrase._replace(
                    with_=frozenset(map(renumbered.__getitem__, phrase.with_)),
                    unless=frozenset(map(renumbered.__getitem__, phrase.unless)),
                )
            )
        openers = frozenset(word for lists in self.words.values() for word in lists.get("opener", ()))
        return Lexicon(
            anywhere=_compiled(anywhere),
            heads=_compiled(heads),
            first_head=len(anywhere),
            phrases=tuple(phrases),
            said_by=tuple(map(tuple, said_by)),
            boilerplate=re2.compile("|".join(self.boilerplate) or r"$.^"),
            openers=openers,
        )


def _compiled(patterns: list[str]) -> Any:  # noqa: ANN401 - google-re2 ships no types
    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    found = re2.Set.SearchSet(options)
    for body in patterns:
        found.Add(body)
    found.Compile()
    return found
