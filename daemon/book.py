"""Saves a changed client book: what is stored already is filed anew, and what needs its text is read again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from daemon.filing import filings
from daemon.house import House
from dossier.matching import Book
from dossier.model import Client, Meeting
from store.rows import BookChange, Envelope, Filing, Matcher


def save(house: House, clients: Iterable[Client], now: datetime) -> BookChange:
    """Replace the book. Scopes that hold mail which has become a client's are listed anew, to read its text."""
    book = Book(tuple(clients), house.agency)
    with house.store.transaction(durable=True) as transaction:
        change = transaction.save_book(book.clients, matcher(book), now)
        for scope in change.unread:
            transaction.start_over(scope)
    return change


def matcher(book: Book) -> Matcher:
    """Return how a book files what is stored already."""

    def mail(envelope: Envelope) -> tuple[Filing, ...]:
        return tuple(filings(book.match_people(envelope.sender, (*envelope.to, *envelope.cc))))

    def meeting(found: Meeting) -> tuple[Filing, ...]:
        return tuple(filings(book.match_meeting(found)))

    return Matcher(mail, meeting)
