"""The schema, as a list of steps that are applied once each, in order.

Times are microseconds since 1970 in UTC. Digests (store/digests.py) stand where only
equality is asked for. What is never searched for is one JSON column rather than a table.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

STEPS = Migrations("wanglai")

SCHEMA = """
CREATE TABLE scope (
    id INTEGER PRIMARY KEY, mailbox TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    cursor TEXT, fresh_at INTEGER, state TEXT NOT NULL DEFAULT 'ok', error TEXT NOT NULL DEFAULT '',
    UNIQUE (mailbox, name)
) STRICT;

-- What a scope holds: one row per copy, whatever its class. `same` is the digest of its identity.
CREATE TABLE copy (
    scope INTEGER NOT NULL, key TEXT NOT NULL, class TEXT NOT NULL, trashed INTEGER NOT NULL,
    message INTEGER, same INTEGER,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_message ON copy (message) WHERE message IS NOT NULL;

-- Who wrote to whom and when: filed messages and the envelopes of the others. `addresses` is [[from], to, cc].
CREATE TABLE message (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL, message_id TEXT NOT NULL, ref INTEGER NOT NULL, at INTEGER NOT NULL,
    kind TEXT NOT NULL, direction TEXT NOT NULL, addresses TEXT NOT NULL, members TEXT NOT NULL, failed TEXT NOT NULL,
    content BLOB NOT NULL, twin INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX message_key ON message (key);
CREATE INDEX message_content ON message (content, twin);

-- What is kept of a filed message's text, for as long as a mailbox holds a copy that is not in the trash.
CREATE TABLE kept (
    id INTEGER PRIMARY KEY, subject_key INTEGER, bare INTEGER NOT NULL, at INTEGER NOT NULL,
    subject TEXT NOT NULL, text TEXT NOT NULL, signals TEXT NOT NULL, attachments TEXT NOT NULL
) STRICT;
CREATE INDEX kept_subject ON kept (subject_key, bare, at) WHERE subject_key IS NOT NULL;

-- Messages that share a ref are one conversation.
CREATE TABLE link (ref INTEGER PRIMARY KEY, conversation INTEGER NOT NULL) STRICT;
CREATE INDEX link_conversation ON link (conversation);

-- What is filed under a client. `counts` is 0 for what is nobody's touch: a machine's answer,
-- a third party's mail, a cancelled meeting.
CREATE TABLE touch (
    client INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, source INTEGER NOT NULL, contact TEXT NOT NULL,
    counts INTEGER NOT NULL,
    PRIMARY KEY (client, at, kind, source, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX touch_source ON touch (source, kind);

-- Occurrences as each calendar holds them; `chosen` speaks for all of one `key`. One that took place and that no
-- calendar holds any more has no scope and no title.
CREATE TABLE meeting (
    id INTEGER PRIMARY KEY, scope INTEGER, copy TEXT, key TEXT NOT NULL, uid TEXT NOT NULL,
    starts INTEGER NOT NULL, ends INTEGER NOT NULL, all_day INTEGER NOT NULL, cancelled INTEGER NOT NULL,
    title TEXT NOT NULL, organizer TEXT NOT NULL, attendees TEXT NOT NULL, members TEXT NOT NULL,
    filings TEXT NOT NULL, digest INTEGER NOT NULL, chosen INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_key ON meeting (key);
CREATE INDEX meeting_copy ON meeting (scope, copy);

CREATE TABLE quarantine (
    scope INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL, size INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, domains TEXT NOT NULL, aliases TEXT NOT NULL,
    owner TEXT NOT NULL, lead TEXT NOT NULL, tier TEXT NOT NULL, language TEXT NOT NULL, cadence INTEGER,
    quiet_until TEXT NOT NULL, notes TEXT NOT NULL
) STRICT;
CREATE TABLE contact (
    client INTEGER NOT NULL, place INTEGER NOT NULL, emails TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
    role TEXT NOT NULL, phone TEXT NOT NULL, language TEXT NOT NULL, channel TEXT NOT NULL, birthday TEXT NOT NULL,
    notes TEXT NOT NULL, gone INTEGER NOT NULL,
    PRIMARY KEY (client, place)
) STRICT, WITHOUT ROWID;

-- Clients to evaluate; the ticket tells a later mark from the one that was seen.
CREATE TABLE mark (client INTEGER PRIMARY KEY, ticket INTEGER NOT NULL) STRICT;

CREATE TABLE tracking (
    client INTEGER NOT NULL, at INTEGER NOT NULL, key TEXT NOT NULL, section TEXT NOT NULL, kind TEXT NOT NULL,
    source TEXT NOT NULL, quote TEXT NOT NULL, contact TEXT NOT NULL, person TEXT NOT NULL, until TEXT NOT NULL,
    superseded_by TEXT NOT NULL,
    PRIMARY KEY (client, at, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE nudge (
    key TEXT PRIMARY KEY, rule TEXT NOT NULL, client TEXT NOT NULL, cause TEXT NOT NULL, contact TEXT NOT NULL,
    owner TEXT NOT NULL, severity TEXT NOT NULL, variant TEXT NOT NULL, since INTEGER NOT NULL, due INTEGER NOT NULL,
    until INTEGER, payload TEXT NOT NULL, state TEXT NOT NULL, fired_at INTEGER, settled_at INTEGER,
    settled_by TEXT NOT NULL, snoozed_until INTEGER, reason TEXT NOT NULL
) STRICT;
CREATE INDEX nudge_client ON nudge (client);
CREATE INDEX nudge_state ON nudge (state, due);
CREATE INDEX nudge_until ON nudge (state, until) WHERE until IS NOT NULL;

CREATE TABLE outgoing (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, recipient TEXT NOT NULL, payload BLOB NOT NULL, state TEXT NOT NULL,
    created INTEGER NOT NULL, claimed_at INTEGER, settled_at INTEGER, receipt TEXT NOT NULL, error TEXT NOT NULL,
    attempts INTEGER NOT NULL, not_before INTEGER
) STRICT;
CREATE INDEX outgoing_state ON outgoing (state, created);

-- How far the search index has come; messages above it are indexed when somebody searches.
CREATE TABLE searchable (id INTEGER PRIMARY KEY CHECK (id = 1), upto INTEGER NOT NULL) STRICT;
INSERT INTO searchable (id, upto) VALUES (1, 0);
"""


@STEPS()
def begin(db: Database) -> None:
    """Everything there is at the beginning."""
    db.executescript(SCHEMA)
    # Substrings of three characters: the only tokens that find words in Chinese, which has no spaces.
    db.table("kept").enable_fts(["subject", "text"], tokenize="trigram")


def known() -> frozenset[str]:
    """Return the names of every step this version knows."""
    return frozenset(step.name for step in STEPS._migrations)  # noqa: SLF001 (no public list in sqlite-utils 4.2)
