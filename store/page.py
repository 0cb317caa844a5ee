"""Storing a page: its copies, what was derived from them and the cursor, in the caller's one transaction.

The result depends on what is in the page and not on how often or in which order pages come: copies are replaced by
their key, a message is what the best of its copies says, and what was derived from it is written anew as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from connectors.base import PAGE, Scope
from dossier.conversations import NEIGHBOURS, SAME_SUBJECT_WITHIN, Linkable
from dossier.model import Unreadable
from store import mail, meetings
from store.digests import fingerprint, identity, short, subject_digest
from store.rows import FiledCopy, Known, PutReport
from store.session import Row, Session
from store.text import clean, unpacked
from store.times import micros, moment


class PageReading(Session):
    """What is asked to derive a page."""

    def links(self, refs: Iterable[str]) -> dict[str, int]:
        """Return the conversation of every ref that is stored."""
        texts = {fingerprint(ref): ref for ref in refs}
        return {texts[ref]: conversation for ref, conversation in self.among("links", texts)}

    def known(self, keys: Iterable[str]) -> dict[str, Known]:
        """Return, of these message keys, those that are stored."""
        texts = {identity(key): key for key in keys}
        rows = self.among("known_messages", texts)
        return {texts[key]: Known(content, bool(filed), bool(text)) for key, content, filed, text in rows}

    def subject_neighbours(self, items: Sequence[Linkable]) -> list[Linkable]:
        """Return what is stored and may belong to these messages by its subject (`conversations.by_subject`).

        That is every later bare reply, and before a bare reply the nearest fifty mails, within 30 days.
        """
        named = [item for item in items if item.subject]
        later = {subject_digest(item.subject, item.at, months): item.subject for item in named for months in (0, 1)}
        rows = [(row, later[row[1]]) for row in self.among("bare_by_subject", later)]
        for item in named:
            if item.bare:
                rows += [(row, item.subject) for row in self._before(item)]
        return list({row[0]: _linkable(row, subject) for row, subject in rows}.values())

    def _before(self, item: Linkable) -> list[Row]:
        near = {"start": micros(item.at - SAME_SUBJECT_WITHIN), "end": micros(item.at), "limit": NEIGHBOURS}
        keys = [subject_digest(item.subject, item.at, months) for months in (-1, 0)]
        return [
            row
            for key in keys
            for bare in (0, 1)
            for row in self.rows("before_by_subject", subject_key=key, bare=bare, **near)
        ]

    def cursor(self, scope: Scope) -> str | None:
        """Return where to resume a scope; None: from the beginning."""
        row = self.one("scope_cursor", mailbox=scope.mailbox, name=scope.name)
        return None if row is None else row[0]


class PageWriting(PageReading):
    """What stores a page."""

    def put(  # noqa: PLR0913 (a page is these things)
        self,
        scope: Scope,
        copies: Sequence[FiledCopy],
        *,
        now: datetime,
        removed: Iterable[str] = (),
        present: Iterable[str] | None = None,
        cursor: str | None = None,
    ) -> PutReport:
        """Store a page. `cursor` None holds the old one; `present` names every key of the scope, lazily if long.

        What is no longer there loses its text when no other mailbox holds it, and keeps its touch. Raises
        UnknownClient when a filing names a client the book does not hold.
        """
        number = self.scope_number(scope)
        stamp = micros(now)
        added, changed = _put_copies(self, number, {clean(copy.key): copy for copy in copies}, stamp)
        gone = _remove(self, number, map(clean, removed), stamp)
        if present is not None:
            gone += _keep_only(self, number, map(clean, present), stamp)
        self.run("scope_fresh", id=number, cursor=cursor, fresh_at=stamp)
        return PutReport(added, changed, gone)

    def scope_number(self, scope: Scope) -> int:
        """Return the number a scope is stored under; a new one is given one."""
        row = self.one("scope_number", mailbox=scope.mailbox, name=scope.name)
        if row is None:
            self.run("add_scope", mailbox=scope.mailbox, name=scope.name, kind=scope.kind)
            row = self.one("scope_number", mailbox=scope.mailbox, name=scope.name)
        return int(row[0]) if row else 0

    def scope_state(self, scope: Scope, state: str, error: str = "") -> None:
        """Remember how a scope is doing: `ok`, or a word of the error tree, and the error's stable code."""
        self.run("scope_state", id=self.scope_number(scope), state=state, error=error)

    def start_over(self, scope: Scope) -> None:
        """Forget a scope's cursor: its next listing is a full one. Nothing stored is lost by it."""
        self.run("scope_start_over", id=self.scope_number(scope))


def _put_copies(session: Session, scope: int, copies: dict[str, FiledCopy], stamp: int) -> tuple[int, int]:
    """Write the copies and all that hangs on them; return how many were new and how many changed."""
    before = {row[0]: row[1:] for row in session.among("copies_by_key", copies, scope)}
    numbers = mail.put(session, scope, copies)
    rows = {}
    for key, copy in copies.items():
        same = short(identity(copy.identity)) if copy.identity else None
        rows[key] = (str(copy.cls), int(copy.trashed), numbers.get(key), same)
    written = [key for key, row in rows.items() if before.get(key) != row]
    session.many("put_copy", ((scope, key, *rows[key]) for key in written))
    meetings.put(session, scope, copies, stamp)
    _quarantine(session, scope, copies, stamp)
    # A copy that now holds another message, or went to the trash, may have been the last to hold its text.
    left = [before[key][2] for key in written if key in before and before[key][2] is not None]
    mail.forget_texts(session, left)
    known = sum(key in before for key in written)
    return len(written) - known, known


def _quarantine(session: Session, scope: int, copies: dict[str, FiledCopy], stamp: int) -> None:
    refused = {key: copy.filed for key, copy in copies.items() if isinstance(copy.filed, Unreadable)}
    session.many("put_quarantine", ((scope, key, why.reason, why.size, stamp) for key, why in refused.items()))
    if session.one("any_quarantine", scope=scope):
        session.many("drop_quarantine", ((scope, key) for key in copies if key not in refused))


def _remove(session: Session, scope: int, keys: Iterable[str], stamp: int) -> int:
    """Take copies out of a scope, a bounded number at a time."""
    rest = iter(keys)
    return sum(_remove_some(session, scope, chunk, stamp) for chunk in iter(lambda: list(islice(rest, PAGE)), []))


def _remove_some(session: Session, scope: int, keys: list[str], stamp: int) -> int:
    held = {row[0]: row[3] for row in session.among("copies_by_key", keys, scope)}
    if not held:
        return 0
    session.many("drop_copy", ((scope, key) for key in held))
    session.many("drop_quarantine", ((scope, key) for key in held))
    meetings.remove(session, scope, held, stamp)
    mail.forget_texts(session, [message for message in held.values() if message is not None])
    return len(held)


def _keep_only(session: Session, scope: int, present: Iterable[str], stamp: int) -> int:
    """Remove every copy of a scope that is not present. Both sides may be long: neither is held in memory."""
    session.run("make_present")
    session.run("clear_present")
    session.many("add_present", ((key,) for key in present))
    gone = sum(_remove_some(session, scope, chunk, stamp) for chunk in _absent(session, scope))
    session.run("clear_present")
    return gone


def _absent(session: Session, scope: int) -> Iterator[list[str]]:
    after = ""
    while chunk := [row[0] for row in session.rows("absent_copies", scope=scope, after=after, limit=PAGE)]:
        after = chunk[-1]
        yield chunk


def _linkable(row: Row, subject: str) -> Linkable:
    message_id, _, at, bare, addresses = row
    groups = unpacked(addresses)
    people = frozenset(email for group in groups for _, email in group)
    return Linkable(message_id, moment(at), subject, groups[0][0][1], people, bool(bare))
