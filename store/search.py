"""Full-text search over the subjects and kept texts of filed messages.

The index is brought up to date when somebody searches, not when mail comes in: indexing costs more than storing. What
is indexed already is taken out of it at once when its text goes.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model import Address
from store.rows import Found
from store.session import Session
from store.text import unpacked
from store.times import moment

SHORTEST = 3
"""Characters a word must have to be looked up in the index; shorter ones are looked for text by text."""


def forget(session: Session, messages: Sequence[int]) -> None:
    """Drop the text of messages, from the index too."""
    upto = session.value("indexed_upto")
    indexed = [number for number in messages if number <= upto]
    if indexed:
        session.run_among("unindex", indexed)
    session.run_among("drop_kept", messages)


def index_late(session: Session, messages: Sequence[int]) -> None:
    """Index texts that were written for messages the index has already passed by."""
    upto = session.value("indexed_upto") if messages else 0
    session.run_among("index_again", [number for number in messages if number <= upto])


class SearchReading(Session):
    """What can be asked of the search index."""

    def found(self, text: str, limit: int = 50) -> list[Found]:
        """Return the newest messages that contain every word of `text`, in what is indexed so far."""
        asked = text.split()
        if not asked:
            return []
        if all(len(word) >= SHORTEST for word in asked):
            query = " ".join('"' + word.replace('"', '""') + '"' for word in asked)
            rows = self.rows("search_index", query=query, limit=limit)
        else:
            rows = self._scanned(asked, limit)
        return [self._found(*row) for row in rows]

    def _scanned(self, asked: Sequence[str], limit: int) -> list[tuple[object, ...]]:
        longest = max(asked, key=len)
        pattern = "%" + longest.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = []
        for row in self.each("search_texts", pattern=pattern):
            text = f"{row[4]}\n{row[5]}".casefold()
            if all(word.casefold() in text for word in asked):
                rows.append(row)
                if len(rows) == limit:
                    break
        return rows

    def _found(self, *row: object) -> Found:
        number, message_id, at, addresses, subject, text = row
        sender = Address(*unpacked(str(addresses))[0][0])
        clients = tuple(key for (key,) in self.rows("clients_of_message", source=number))
        return Found(str(message_id), moment(int(str(at))), sender, str(subject), str(text), clients)


class SearchWriting(SearchReading):
    """What keeps the index."""

    def index_texts(self) -> int:
        """Take what came in since the last time into the index; return how many messages that was."""
        upto, last = self.value("indexed_upto"), self.value("last_kept")
        if last > upto:
            self.run("index_texts", upto=upto, last=last)
            self.run("set_indexed", upto=last)
        return int(max(last - upto, 0))

    def search(self, text: str, limit: int = 50) -> list[Found]:
        """Bring the index up to date and return the newest messages that contain every word of `text`."""
        self.index_texts()
        return self.found(text, limit)
