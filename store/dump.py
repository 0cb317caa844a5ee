"""The canonical dump: everything stored that is meant to last, the same for any two stores that mean the same.

Numbers of rows and of conversations, and the times at which something was done, are left out or expressed by what
they stand for: a conversation by the smallest key among its messages. A run that was killed and begun again must end
with the dump of one that was not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from store.sqlite import Store

PARTS = (
    "dump_scopes",
    "dump_copies",
    "dump_messages",
    "dump_links",
    "dump_kept",
    "dump_touches",
    "dump_meetings",
    "dump_quarantine",
    "dump_clients",
    "dump_contacts",
    "dump_tracking",
    "dump_nudges",
    "dump_outgoing",
)


def dump(store: Store) -> Iterator[str]:
    """Yield one line of JSON per row, in order: the part it belongs to, then its values. Memory stays bounded."""
    with store.reading() as session:
        for part in PARTS:
            for row in session.each(part):
                yield json.dumps([part.removeprefix("dump_"), *map(_value, row)], ensure_ascii=False)


def _value(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
