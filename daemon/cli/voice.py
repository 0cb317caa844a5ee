"""In which language the command speaks: `WANGLAI_LANG`, else the terminal's."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outbox.phrases import Phrases

VARIABLES = ("WANGLAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@cache
def language() -> str:
    """Return `zh-CN` or `en`."""
    wanted = next((value for name in VARIABLES if (value := os.environ.get(name))), "en")
    return "zh-CN" if wanted.lower().startswith("zh") else "en"


@cache
def phrases(wanted: str | None = None) -> Phrases:
    """Return the catalogue of a language (None: the command's own)."""
    from daemon.zones import local_zone  # noqa: PLC0415 -- only who says a time needs it
    from outbox.phrases import Phrases  # noqa: PLC0415 -- babel takes a while to import

    return Phrases(wanted or language(), timezone=local_zone())


def told(phrase: str, **params: Any) -> str:  # noqa: ANN401 -- whatever the sentence has room for
    """Say a sentence of the catalogue in the command's language."""
    return phrases().say(phrase, **params)
