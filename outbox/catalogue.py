"""The sentences of wanglai in each language, read from `locale/<language>.po` when they are first wanted."""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES: Mapping[str, str] = {"en": "en", "zh_CN": "zh-CN"}
"""Catalogue → the name a web page or mail gives the language (BCP 47)."""


class UnknownPhraseError(LookupError):
    """No catalogue has a sentence of this id."""


def nearest_language(language: str) -> str:
    """Return the catalogue for a language as people write it (`zh`, `zh-Hans`, `zh_CN`, `en-GB`)."""
    return "zh_CN" if language.replace("_", "-").partition("-")[0].lower() == "zh" else "en"


class Catalogue:
    """One language's sentences, by symbolic id."""

    def __init__(self, translations: gettext.GNUTranslations, ids: frozenset[str]) -> None:
        self._translations = translations
        self.ids = ids

    def sentence(self, phrase: str, n: int | None = None) -> str:
        """Return the template of a sentence, in the plural form that `n` asks for. Raises UnknownPhraseError."""
        if phrase not in self.ids:
            raise UnknownPhraseError(phrase)
        if n is None:
            return self._translations.gettext(phrase)
        return self._translations.ngettext(phrase, phrase, n)


@cache
def catalogue(language: str) -> Catalogue:
    """Read and compile a catalogue in memory: there is no compiled file that could be older than its source."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - 70 ms that a command without sentences never pays
    from babel.messages.pofile import read_po  # noqa: PLC0415 - the same

    source = files("outbox").joinpath("locale", f"{language}.po").read_bytes()
    parsed = read_po(io.BytesIO(source), locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, parsed)
    compiled.seek(0)
    ids = frozenset(entry.id if isinstance(entry.id, str) else entry.id[0] for entry in parsed if entry.id)
    return Catalogue(gettext.GNUTranslations(compiled), ids)
