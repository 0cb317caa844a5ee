"""Writes the table of ready patterns: `uv run python -m tests.dossier.reading.ready_patterns`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dossier.reading
from dossier.reading.lexicon import packaged_phrases
from dossier.reading.notation import pattern
from dossier.reading.ready import NAME, checksum, row

TABLE = Path(dossier.reading.__file__).parent / "lexicon" / NAME


def table() -> dict[str, Any]:
    """Work the table out anew."""
    return {
        language: {
            "words": checksum(words),
            "phrases": {phrase: row(pattern(phrase, language, words)) for phrase in sorted(phrases)},
        }
        for language, (words, phrases) in sorted(packaged_phrases().items())
    }


if __name__ == "__main__":
    TABLE.write_text(json.dumps(table(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
