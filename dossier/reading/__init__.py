"""What a message says: signals, each with the words that say it. A lexicon and no model; linear in the text."""

from dossier.reading.languages import language
from dossier.reading.lexicon import Lexicon, LexiconError, default_lexicon
from dossier.reading.lines import ReadLine, signals_of_lines
from dossier.reading.reader import read
from dossier.reading.topics import overlap, topic
from dossier.reading.verdicts import asks, delivers, is_bare_acknowledgement, owes_nothing

__all__ = [
    "Lexicon",
    "LexiconError",
    "ReadLine",
    "asks",
    "default_lexicon",
    "delivers",
    "is_bare_acknowledgement",
    "language",
    "overlap",
    "owes_nothing",
    "read",
    "signals_of_lines",
    "topic",
]
