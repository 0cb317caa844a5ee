"""Message-IDs out of headers that were written by many hands (RFC 5322 §3.6.4)."""

from __future__ import annotations

import re

from dossier.mime import limits
from dossier.mime.headers import Fields

_ANGLES = re.compile(r"<([^<>]{1,1000})>")
_FORBIDDEN = re.compile("[\\x00-\\x20\\x7f-\\xa0\\xad\u2028\u2029]")


def own(value: str) -> str:
    """Return the Message-ID of a mail without brackets, or an empty string."""
    if value.startswith("<") and value.endswith(">") and value.count("<") == 1:
        return _clean(value[1:-1])
    found = _ANGLES.search(value)
    return _clean(found[1] if found else value.strip("<> "))


def references(fields: Fields, message_id: str) -> tuple[str, ...]:
    """Return the ids a mail answers, oldest first, In-Reply-To last; the first and the latest where there are many."""
    refs, parents = fields.get("references", ""), fields.get("in-reply-to", "")
    if not refs and not parents:
        return ()
    found = dict.fromkeys(_all(refs))
    for parent in _all(parents):
        found.pop(parent, None)
        found[parent] = None
    found.pop(message_id, None)
    ids = tuple(found)
    return ids if len(ids) <= limits.REFERENCES else (ids[0], *ids[1 - limits.REFERENCES :])


def _all(value: str) -> list[str]:
    """Return every id of a field; without brackets, only a field that holds nothing else is believed."""
    if "<" in value:
        return [found for text in _ANGLES.findall(value) if (found := _clean(text))]
    words = value.replace(",", " ").split()
    return [_clean(word) for word in words] if all("@" in word for word in words) else []


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)[: limits.ID]
