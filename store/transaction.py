"""The verbs, gathered: what may be asked while reading, and what may be done while writing."""

from __future__ import annotations

from store.book import BookReading, BookWriting
from store.dossiers import DossierReading, DossierWriting
from store.nudges import NudgeReading, NudgeWriting
from store.outgoing import OutgoingReading, OutgoingWriting
from store.page import PageReading, PageWriting
from store.search import SearchReading, SearchWriting
from store.status import StatusReading


class Reading(PageReading, DossierReading, BookReading, NudgeReading, OutgoingReading, SearchReading, StatusReading):
    """Everything that can be asked, in one consistent state."""


class Transaction(Reading, PageWriting, DossierWriting, BookWriting, NudgeWriting, OutgoingWriting, SearchWriting):
    """Everything that can be asked and done; done together or not at all."""
