-- Every statement the store executes, by name. The same for SQLite and PostgreSQL, but for the last section (search).
-- `:name` is a value, `(:keys...)` a list. Where tuples are executed, their order is that of the placeholders.

-- SCOPES ----------------------------------------------------------------------------------------------------------

-- name: scope_number
-- The number a scope is stored under.
SELECT id FROM scope WHERE mailbox = :mailbox AND name = :name;

-- name: add_scope
-- A scope that is seen for the first time.
INSERT INTO scope (mailbox, name, kind) VALUES (:mailbox, :name, :kind) ON CONFLICT (mailbox, name) DO NOTHING;

-- name: scope_cursor
-- Where to resume a scope.
SELECT cursor FROM scope WHERE mailbox = :mailbox AND name = :name;

-- name: scope_fresh
-- A page was stored: the cursor it allows (none holds the old one), and when.
UPDATE scope SET cursor = coalesce(:cursor, cursor), fresh_at = :fresh_at, state = 'ok', error = '' WHERE id = :id;

-- name: scope_state
-- How a scope is doing.
UPDATE scope SET state = :state, error = :error WHERE id = :id;

-- name: scope_start_over
-- The next listing of a scope is a full one.
UPDATE scope SET cursor = NULL WHERE id = :id;

-- name: scopes
-- Every scope and how fresh it is.
SELECT id, mailbox, name, kind, cursor, fresh_at, state, error FROM scope ORDER BY mailbox, name;

-- name: scopes_by_number
-- The names of some scopes.
SELECT mailbox, name, kind FROM scope WHERE id IN (:ids...);

-- COPIES ----------------------------------------------------------------------------------------------------------

-- name: copies_by_key
-- What a scope holds under some keys.
SELECT key, class, trashed, message, same FROM copy WHERE scope = :scope AND key IN (:keys...);

-- name: put_copy
-- A copy as it is now.
INSERT INTO copy (scope, key, class, trashed, message, same)
VALUES (:scope, :key, :class, :trashed, :message, :same)
ON CONFLICT (scope, key) DO UPDATE SET
    class = excluded.class, trashed = excluded.trashed, message = excluded.message, same = excluded.same;

-- name: drop_copy
-- A copy that is gone.
DELETE FROM copy WHERE scope = :scope AND key = :key;

-- name: copies_of_messages
-- All copies of some messages.
SELECT message, scope, key, trashed FROM copy WHERE message IN (:messages...);

-- name: live_messages
-- Which of some messages a mailbox still holds outside its trash.
SELECT DISTINCT message FROM copy WHERE trashed = 0 AND message IN (:messages...);

-- name: scopes_of_messages
-- The scopes that hold some messages outside their trash.
SELECT DISTINCT scope FROM copy WHERE trashed = 0 AND message IN (:messages...);

-- name: reclass_copies
-- The copies of some messages changed class because the book changed.
UPDATE copy SET class = :class WHERE class = :before AND message IN (:messages...);

-- name: make_present
-- A place for the keys of a full listing.
CREATE TEMPORARY TABLE IF NOT EXISTS present (key TEXT PRIMARY KEY);

-- name: clear_present
-- Make room for the next listing.
DELETE FROM present;

-- name: add_present
-- A key that exists.
INSERT INTO present (key) VALUES (:key) ON CONFLICT (key) DO NOTHING;

-- name: absent_copies
-- Stored copies of a scope that the full listing does not name, in steps.
SELECT key FROM copy
WHERE scope = :scope AND key > :after AND NOT EXISTS (SELECT 1 FROM present WHERE present.key = copy.key)
ORDER BY key LIMIT :limit;

-- name: put_quarantine
-- An item that was refused whole.
INSERT INTO quarantine (scope, key, reason, size, at) VALUES (:scope, :key, :reason, :size, :at)
ON CONFLICT (scope, key) DO UPDATE SET reason = excluded.reason, size = excluded.size;

-- name: any_quarantine
-- Whether a scope holds anything that was refused.
SELECT 1 FROM quarantine WHERE scope = :scope LIMIT 1;

-- name: drop_quarantine
-- An item that can be read after all, or is gone.
DELETE FROM quarantine WHERE scope = :scope AND key = :key;

-- name: quarantined
-- Everything that was refused.
SELECT scope.mailbox, scope.name, scope.kind, quarantine.key, quarantine.reason, quarantine.size, quarantine.at
FROM quarantine JOIN scope ON scope.id = quarantine.scope ORDER BY scope.mailbox, scope.name, quarantine.key;

-- name: present_copies
-- How many copies each scope holds outside its trash.
SELECT scope, count(*) FROM copy WHERE trashed = 0 GROUP BY scope;

-- name: classes
-- How many things, and how many copies of them, fell into which class; the best class of a thing's copies counts.
SELECT best, count(*), sum(copies) FROM (
    SELECT
        CASE WHEN max(message.twin) = 1 THEN 5
        ELSE min(CASE copy.class WHEN 'stored' THEN 0 WHEN 'unmatched' THEN 1 WHEN 'machine' THEN 2 ELSE 3 END)
        END AS best,
        count(*) AS copies
    FROM copy JOIN message ON message.id = copy.message JOIN scope ON scope.id = copy.scope
    WHERE copy.message IS NOT NULL AND scope.kind = :kind
    GROUP BY copy.message
    UNION ALL
    SELECT
        min(CASE copy.class WHEN 'stored' THEN 0 WHEN 'unmatched' THEN 1 WHEN 'machine' THEN 2 ELSE 3 END),
        count(*)
    FROM copy JOIN scope ON scope.id = copy.scope
    WHERE copy.message IS NULL AND copy.class <> 'quarantined' AND scope.kind = :kind
    GROUP BY copy.same
    UNION ALL
    SELECT 4, 1 FROM copy JOIN scope ON scope.id = copy.scope
    WHERE copy.class = 'quarantined' AND scope.kind = :kind
) AS thing GROUP BY best;

-- MESSAGES --------------------------------------------------------------------------------------------------------

-- name: known_messages
-- Which of some messages are stored, whether they are filed, and whether their text is kept.
SELECT key, content,
    EXISTS (SELECT 1 FROM touch WHERE touch.source = message.id AND touch.kind = 'message'),
    EXISTS (SELECT 1 FROM kept WHERE kept.id = message.id)
FROM message WHERE key IN (:keys...);

-- name: stored_messages
-- The numbers and contents of some messages.
SELECT key, id, content FROM message WHERE key IN (:keys...);

-- name: last_message
-- The highest number given to a message.
SELECT coalesce(max(id), 0) FROM message;

-- name: put_message
-- A message as the best of its copies says.
INSERT INTO message (id, key, message_id, ref, at, kind, direction, addresses, members, failed, content, twin)
VALUES (:id, :key, :message_id, :ref, :at, :kind, :direction, :addresses, :members, :failed, :content, :twin)
ON CONFLICT (id) DO UPDATE SET
    message_id = excluded.message_id, ref = excluded.ref, at = excluded.at, kind = excluded.kind,
    direction = excluded.direction, addresses = excluded.addresses, members = excluded.members,
    failed = excluded.failed, content = excluded.content, twin = excluded.twin;

-- name: put_kept
-- What is kept of a filed message's text.
INSERT INTO kept (id, subject_key, bare, at, subject, text, signals, attachments)
VALUES (:id, :subject_key, :bare, :at, :subject, :text, :signals, :attachments);

-- name: drop_kept
-- Texts that are to be forgotten.
DELETE FROM kept WHERE id IN (:ids...);

-- name: last_kept
-- The highest number of a message whose text is kept.
SELECT coalesce(max(id), 0) FROM kept;

-- name: messages_after
-- All messages, in steps, as far as filing them anew needs it.
SELECT id, message_id, at, addresses, kind, direction FROM message WHERE id > :after ORDER BY id LIMIT :limit;

-- name: envelopes
-- Persons' mail that is filed under nobody.
SELECT message_id, at, addresses FROM message
WHERE kind = 'person' AND twin = 0
    AND NOT EXISTS (SELECT 1 FROM touch WHERE touch.source = message.id AND touch.kind = 'message')
ORDER BY id;

-- name: speaking
-- The messages that speak for some contents.
SELECT id, key, ref, content FROM message WHERE twin = 0 AND content IN (:contents...);

-- name: set_twin
-- Whether another message of the same content speaks for this one.
UPDATE message SET twin = :twin WHERE id = :id;

-- name: leave_twins
-- A message whose content changed stands in another group.
UPDATE message SET twin = 1, content = :content WHERE id = :id;

-- name: heir
-- Who speaks for a content when the one that did has changed.
SELECT id FROM message WHERE content = :content ORDER BY key LIMIT 1;

-- name: bare_by_subject
-- Replies that name nothing, by subject and time.
SELECT message.message_id, kept.subject_key, kept.at, kept.bare, message.addresses
FROM kept JOIN message ON message.id = kept.id
WHERE kept.bare = 1 AND kept.subject_key IN (:subjects...);

-- name: before_by_subject
-- The mails of one subject just before a time.
SELECT message.message_id, kept.subject_key, kept.at, kept.bare, message.addresses
FROM kept JOIN message ON message.id = kept.id
WHERE kept.subject_key = :subject_key AND kept.bare = :bare AND kept.at BETWEEN :start AND :end
ORDER BY kept.at DESC LIMIT :limit;

-- CONVERSATIONS ---------------------------------------------------------------------------------------------------

-- name: links
-- The conversations of some refs.
SELECT ref, conversation FROM link WHERE ref IN (:refs...);

-- name: last_conversation
-- The highest number given to a conversation.
SELECT coalesce(max(conversation), 0) FROM link;

-- name: put_link
-- A ref seen for the first time.
INSERT INTO link (ref, conversation) VALUES (:ref, :conversation);

-- name: conversation_size
-- How many refs a conversation has, as far as it matters.
SELECT count(*) FROM (SELECT 1 FROM link WHERE conversation = :conversation LIMIT :most) AS counted;

-- name: relabel
-- One conversation turned out to be part of another.
UPDATE link SET conversation = :larger WHERE conversation = :smaller;

-- TOUCHES ---------------------------------------------------------------------------------------------------------

-- name: put_touch
-- Something is filed under a client, by one of its contacts.
INSERT INTO touch (client, at, kind, source, contact, counts)
VALUES (:client, :at, :kind, :source, :contact, :counts)
ON CONFLICT (client, at, kind, source, contact) DO NOTHING;

-- name: drop_touches
-- Filings that are to be written anew.
DELETE FROM touch WHERE kind = :kind AND source IN (:sources...);

-- name: clients_of_sources
-- The clients some messages or meetings are filed under.
SELECT DISTINCT client FROM touch WHERE kind = :kind AND source IN (:sources...);

-- name: touches_of_sources
-- How some messages or meetings are filed.
SELECT source, client, contact FROM touch WHERE kind = :kind AND source IN (:sources...);

-- name: clients_of_message
-- The clients a message is filed under, by key.
SELECT DISTINCT client.key FROM touch JOIN client ON client.id = touch.client
WHERE touch.kind = 'message' AND touch.source = :source ORDER BY client.key;

-- name: touch_days
-- The days of contact with each contact of a client, and when last that day.
SELECT contact, at / :day, max(at) FROM touch
WHERE client = :client AND at <= :until AND counts = 1 GROUP BY contact, at / :day;

-- name: last_touches
-- The last touch with each contact of a client.
SELECT touch.contact, touch.at, coalesce(max(message.message_id), max(meeting.uid))
FROM touch
JOIN (
    SELECT contact, max(at) AS at FROM touch WHERE client = :client AND at <= :until AND counts = 1 GROUP BY contact
) AS latest ON latest.contact = touch.contact AND latest.at = touch.at
LEFT JOIN message ON touch.kind = 'message' AND message.id = touch.source AND message.twin = 0
LEFT JOIN meeting ON touch.kind = 'meeting' AND meeting.id = touch.source
WHERE touch.client = :client AND touch.counts = 1
GROUP BY touch.contact, touch.at;

-- name: newest_touch
-- The time of the newest filed message: one look at the end of each client's touches.
SELECT max(newest) FROM (
    SELECT (
        SELECT touch.at FROM touch
        WHERE touch.client = client.id AND touch.kind = 'message' AND touch.counts = 1 AND touch.at <= :until
        ORDER BY touch.at DESC LIMIT 1
    ) AS newest
    FROM client
) AS latest;

-- DOSSIERS --------------------------------------------------------------------------------------------------------

-- name: dossier_messages
-- Messages filed under a client since a time: a row per contact, those of one message behind one another.
SELECT touch.contact, touch.source, message.direction, message.message_id, message.at, message.kind,
    message.addresses, message.members, message.failed, link.conversation,
    kept.subject, kept.text, kept.signals, kept.attachments
FROM touch
JOIN message ON message.id = touch.source
JOIN link ON link.ref = message.ref
LEFT JOIN kept ON kept.id = message.id
WHERE touch.client = :client AND touch.at >= :since AND touch.kind = 'message' AND message.twin = 0
ORDER BY touch.client, touch.at, touch.kind, touch.source, touch.contact;

-- name: dossier_meetings
-- Meetings filed under a client since a time: a row per contact, those of one meeting behind one another.
SELECT touch.contact, touch.source, meeting.uid, meeting.key, meeting.starts, meeting.ends, meeting.title,
    meeting.organizer, meeting.members, meeting.cancelled, meeting.all_day
FROM touch JOIN meeting ON meeting.id = touch.source
WHERE touch.client = :client AND touch.at >= :since AND touch.kind = 'meeting'
ORDER BY touch.client, touch.at, touch.kind, touch.source, touch.contact;

-- name: dossier_tracking
-- Tracking entries of a client since a time.
SELECT key, section, kind, at, source, quote, contact, person, until, superseded_by FROM tracking
WHERE client = :client AND at >= :since ORDER BY at, key;

-- name: put_tracking
-- A tracking entry as it was read off last.
INSERT INTO tracking (client, at, key, section, kind, source, quote, contact, person, until, superseded_by)
VALUES (:client, :at, :key, :section, :kind, :source, :quote, :contact, :person, :until, :superseded_by)
ON CONFLICT (client, at, key) DO UPDATE SET
    section = excluded.section, kind = excluded.kind, source = excluded.source, quote = excluded.quote,
    contact = excluded.contact, person = excluded.person, until = excluded.until,
    superseded_by = excluded.superseded_by;

-- name: drop_tracking
-- Tracking entries that are to be written anew.
DELETE FROM tracking WHERE client = :client AND at >= :since;

-- name: put_mark
-- A client is to be evaluated; a new ticket says that it is so again.
INSERT INTO mark (client, ticket) VALUES (:client, :ticket)
ON CONFLICT (client) DO UPDATE SET ticket = excluded.ticket;

-- name: marked
-- The clients to evaluate.
SELECT client.key, mark.ticket FROM mark JOIN client ON client.id = mark.client ORDER BY client.key;

-- name: unmark
-- A client was evaluated, and not marked again since.
DELETE FROM mark WHERE client = (SELECT id FROM client WHERE key = :client) AND ticket = :ticket;

-- MEETINGS --------------------------------------------------------------------------------------------------------

-- name: any_meeting
-- Whether a scope holds any meeting.
SELECT 1 FROM meeting WHERE scope = :scope LIMIT 1;

-- name: meetings_of_copies
-- The occurrences that some copies hold.
SELECT meeting.id, meeting.key, meeting.scope, scope.mailbox, meeting.organizer, meeting.digest, meeting.chosen,
    meeting.starts, meeting.cancelled, meeting.filings
FROM meeting JOIN scope ON scope.id = meeting.scope
WHERE meeting.scope = :scope AND meeting.copy IN (:copies...);

-- name: meetings_by_key
-- All that is held of some occurrences.
SELECT meeting.id, meeting.key, meeting.scope, scope.mailbox, meeting.organizer, meeting.digest, meeting.chosen,
    meeting.starts, meeting.cancelled, meeting.filings
FROM meeting LEFT JOIN scope ON scope.id = meeting.scope
WHERE meeting.key IN (:keys...);

-- name: unhold_meetings
-- Copies that hold their occurrences no longer.
UPDATE meeting SET scope = NULL, copy = NULL, title = '', chosen = 0 WHERE scope = :scope AND copy IN (:copies...);

-- name: put_meeting
-- An occurrence as one copy holds it.
INSERT INTO meeting (
    scope, copy, key, uid, starts, ends, all_day, cancelled, title, organizer, attendees, members, filings, digest,
    chosen
) VALUES (
    :scope, :copy, :key, :uid, :starts, :ends, :all_day, :cancelled, :title, :organizer, :attendees, :members,
    :filings, :digest, 0
);

-- name: choose_meeting
-- Which of the copies of an occurrence speaks.
UPDATE meeting SET chosen = :chosen WHERE id = :id;

-- name: drop_meetings
-- Occurrences that nobody holds and that never took place.
DELETE FROM meeting WHERE id IN (:ids...);

-- name: all_meetings
-- All occurrences, as far as filing them anew needs it.
SELECT id, scope, filings, key, uid, starts, ends, all_day, cancelled, title, organizer, attendees, members
FROM meeting ORDER BY id;

-- name: update_meeting
-- An occurrence filed anew.
UPDATE meeting SET key = :key, uid = :uid, starts = :starts, ends = :ends, all_day = :all_day,
    cancelled = :cancelled, title = :title, organizer = :organizer, attendees = :attendees, members = :members,
    filings = :filings, digest = :digest
WHERE id = :id;

-- THE BOOK --------------------------------------------------------------------------------------------------------

-- name: clients
-- All clients.
SELECT id, key, name, domains, aliases, owner, lead, tier, language, cadence, quiet_until, notes
FROM client ORDER BY key;

-- name: contacts
-- All contacts, in the order of the book.
SELECT client, emails, name, title, role, phone, language, channel, birthday, notes, gone
FROM contact ORDER BY client, place;

-- name: all_clients
-- The numbers of all clients.
SELECT id, key FROM client;

-- name: client_number
-- The number of one client.
SELECT id FROM client WHERE key = :key;

-- name: client_numbers
-- The numbers of some clients.
SELECT key, id FROM client WHERE key IN (:keys...);

-- name: put_client
-- A client as the book has it now.
INSERT INTO client (key, name, domains, aliases, owner, lead, tier, language, cadence, quiet_until, notes)
VALUES (:key, :name, :domains, :aliases, :owner, :lead, :tier, :language, :cadence, :quiet_until, :notes)
ON CONFLICT (key) DO UPDATE SET
    name = excluded.name, domains = excluded.domains, aliases = excluded.aliases, owner = excluded.owner,
    lead = excluded.lead, tier = excluded.tier, language = excluded.language, cadence = excluded.cadence,
    quiet_until = excluded.quiet_until, notes = excluded.notes;

-- name: put_contact
-- A contact as the book has it now.
INSERT INTO contact (client, place, emails, name, title, role, phone, language, channel, birthday, notes, gone)
VALUES (:client, :place, :emails, :name, :title, :role, :phone, :language, :channel, :birthday, :notes, :gone);

-- name: drop_contacts
-- Contacts that are to be written anew.
DELETE FROM contact WHERE client = :client;

-- name: drop_client
-- A client that left the book.
DELETE FROM client WHERE id = :client;

-- name: drop_client_touches
-- What is still filed under a client that left the book.
DELETE FROM touch WHERE client = :client;

-- name: drop_client_mark
-- Nothing is to be evaluated for a client that left the book.
DELETE FROM mark WHERE client = :client;

-- name: drop_client_tracking
-- The tracking entries of a client that left the book.
DELETE FROM tracking WHERE client = :client;

-- name: settle_client_nudges
-- The nudges of a client that left the book.
UPDATE nudge SET state = 'settled', settled_at = :settled_at
WHERE client = :client AND state IN ('planned', 'open', 'snoozed');

-- NUDGES ----------------------------------------------------------------------------------------------------------

-- name: nudges_of_client
-- All nudges of a client.
SELECT key, rule, client, cause, contact, owner, severity, variant, since, due, until, payload, state, fired_at,
    settled_at, settled_by, snoozed_until, reason
FROM nudge WHERE client = :client ORDER BY key;

-- name: nudge
-- One nudge.
SELECT key, rule, client, cause, contact, owner, severity, variant, since, due, until, payload, state, fired_at,
    settled_at, settled_by, snoozed_until, reason
FROM nudge WHERE key = :key;

-- name: nudges_in_states
-- The nudges in some states.
SELECT key, rule, client, cause, contact, owner, severity, variant, since, due, until, payload, state, fired_at,
    settled_at, settled_by, snoozed_until, reason
FROM nudge WHERE state IN (:states...);

-- name: nudges_due
-- What time alone changes.
SELECT key, rule, client, cause, contact, owner, severity, variant, since, due, until, payload, state, fired_at,
    settled_at, settled_by, snoozed_until, reason
FROM nudge
WHERE (state = 'planned' AND due <= :now)
    OR (state = 'snoozed' AND snoozed_until <= :now)
    OR (state IN ('open', 'snoozed', 'planned') AND until <= :now)
ORDER BY due, key;

-- name: put_nudge
-- A nudge as it is now.
INSERT INTO nudge (
    key, rule, client, cause, contact, owner, severity, variant, since, due, until, payload, state, fired_at,
    settled_at, settled_by, snoozed_until, reason
) VALUES (
    :key, :rule, :client, :cause, :contact, :owner, :severity, :variant, :since, :due, :until, :payload, :state,
    :fired_at, :settled_at, :settled_by, :snoozed_until, :reason
)
ON CONFLICT (key) DO UPDATE SET
    contact = excluded.contact, owner = excluded.owner, severity = excluded.severity, variant = excluded.variant,
    since = excluded.since, due = excluded.due, until = excluded.until, payload = excluded.payload,
    state = excluded.state, fired_at = excluded.fired_at, settled_at = excluded.settled_at,
    settled_by = excluded.settled_by, snoozed_until = excluded.snoozed_until, reason = excluded.reason;

-- name: nudge_states
-- How many nudges are in which state.
SELECT state, count(*) FROM nudge GROUP BY state;

-- OUTGOING --------------------------------------------------------------------------------------------------------

-- name: enqueue
-- Something to send, once.
INSERT INTO outgoing (
    key, kind, recipient, payload, state, created, claimed_at, settled_at, receipt, error, attempts, not_before
) VALUES (
    :key, :kind, :recipient, :payload, :state, :created, :claimed_at, :settled_at, :receipt, :error, :attempts,
    :not_before
)
ON CONFLICT (key) DO NOTHING;

-- name: outgoing
-- One outgoing.
SELECT key, kind, recipient, payload, state, created, claimed_at, settled_at, receipt, error, attempts, not_before
FROM outgoing WHERE key = :key;

-- name: outgoing_in_states
-- The outgoing in some states.
SELECT key, kind, recipient, payload, state, created, claimed_at, settled_at, receipt, error, attempts, not_before
FROM outgoing WHERE state IN (:states...);

-- name: next_outgoing
-- What has waited longest and may be sent now.
SELECT key FROM outgoing
WHERE state = 'waiting' AND (:kind = '' OR kind = :kind) AND (not_before IS NULL OR not_before <= :now)
ORDER BY created, key LIMIT 1;

-- name: claim
-- Somebody sends it now, and nobody else.
UPDATE outgoing SET state = 'sending', claimed_at = :claimed_at, attempts = attempts + 1
WHERE key = :key AND state = 'waiting';

-- name: set_receipt
-- What the provider calls it.
UPDATE outgoing SET receipt = :receipt WHERE key = :key;

-- name: settle
-- How sending it ended.
UPDATE outgoing SET state = :state, settled_at = :settled_at, error = :error WHERE key = :key AND state = 'sending';

-- name: retry
-- It certainly did not leave.
UPDATE outgoing SET state = 'waiting', claimed_at = NULL, not_before = :not_before, error = :error
WHERE key = :key AND state = 'sending';

-- name: doubt
-- Whoever sent it died.
UPDATE outgoing SET state = 'unsure', settled_at = :settled_at WHERE state = 'sending' AND claimed_at < :before;

-- name: outgoing_states
-- How many outgoing are in which state.
SELECT state, count(*) FROM outgoing GROUP BY state;

-- THE CANONICAL DUMP ----------------------------------------------------------------------------------------------

-- name: dump_scopes
-- Scopes and their cursors.
SELECT mailbox, name, kind, cursor, state, error FROM scope ORDER BY mailbox, name;

-- name: dump_copies
-- Copies and the keys of their messages.
SELECT scope.mailbox, scope.name, copy.key, copy.class, copy.trashed, copy.same, message.key
FROM copy JOIN scope ON scope.id = copy.scope LEFT JOIN message ON message.id = copy.message
ORDER BY scope.mailbox, scope.name, copy.key;

-- name: dump_messages
-- Messages, and the smallest key of their conversation.
SELECT message.key, message.message_id, message.at, message.kind, message.direction, message.addresses,
    message.members, message.failed, message.content, message.twin, together.first
FROM message JOIN link ON link.ref = message.ref
JOIN (
    SELECT link.conversation, min(message.key) AS first FROM message JOIN link ON link.ref = message.ref
    GROUP BY link.conversation
) AS together ON together.conversation = link.conversation
ORDER BY message.key;

-- name: dump_links
-- Refs, and the smallest key of their conversation.
SELECT link.ref, together.first FROM link
LEFT JOIN (
    SELECT link.conversation, min(message.key) AS first FROM message JOIN link ON link.ref = message.ref
    GROUP BY link.conversation
) AS together ON together.conversation = link.conversation
ORDER BY link.ref;

-- name: dump_kept
-- Kept texts.
SELECT message.key, kept.subject_key, kept.bare, kept.at, kept.subject, kept.text, kept.signals, kept.attachments
FROM kept JOIN message ON message.id = kept.id ORDER BY message.key;

-- name: dump_touches
-- What is filed under whom.
SELECT client.key, touch.at, touch.kind, message.key, meeting.key, touch.contact, touch.counts
FROM touch JOIN client ON client.id = touch.client
LEFT JOIN message ON touch.kind = 'message' AND message.id = touch.source
LEFT JOIN meeting ON touch.kind = 'meeting' AND meeting.id = touch.source
ORDER BY client.key, touch.at, touch.kind, message.key, meeting.key, touch.contact;

-- name: dump_meetings
-- Occurrences, as each calendar holds them.
SELECT meeting.key, scope.mailbox, scope.name, meeting.copy, meeting.uid, meeting.starts, meeting.ends,
    meeting.all_day, meeting.cancelled, meeting.title, meeting.organizer, meeting.attendees, meeting.members,
    meeting.digest, meeting.chosen
FROM meeting LEFT JOIN scope ON scope.id = meeting.scope
ORDER BY meeting.key, scope.mailbox, scope.name, meeting.copy;

-- name: dump_quarantine
-- What was refused.
SELECT scope.mailbox, scope.name, quarantine.key, quarantine.reason, quarantine.size
FROM quarantine JOIN scope ON scope.id = quarantine.scope ORDER BY scope.mailbox, scope.name, quarantine.key;

-- name: dump_clients
-- The book.
SELECT key, name, domains, aliases, owner, lead, tier, language, cadence, quiet_until, notes FROM client ORDER BY key;

-- name: dump_contacts
-- The book's contacts.
SELECT client.key, contact.place, contact.emails, contact.name, contact.title, contact.role, contact.phone,
    contact.language, contact.channel, contact.birthday, contact.notes, contact.gone
FROM contact JOIN client ON client.id = contact.client ORDER BY client.key, contact.place;

-- name: dump_tracking
-- Tracking entries.
SELECT client.key, tracking.at, tracking.key, tracking.section, tracking.kind, tracking.source, tracking.quote,
    tracking.contact, tracking.person, tracking.until, tracking.superseded_by
FROM tracking JOIN client ON client.id = tracking.client ORDER BY client.key, tracking.at, tracking.key;

-- name: dump_nudges
-- Nudges, without when they were shown or answered.
SELECT key, rule, client, cause, contact, owner, severity, variant, since, due, until, payload, state, settled_by,
    reason
FROM nudge ORDER BY key;

-- name: dump_outgoing
-- Outgoing, without when they left.
SELECT key, kind, recipient, payload, state FROM outgoing ORDER BY key;

-- INVARIANTS: each counts what must not be ------------------------------------------------------------------------

-- name: check_copies
-- Copies of messages that are not there.
SELECT count(*) FROM copy WHERE message IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM message WHERE message.id = copy.message);

-- name: check_touches
-- Filings of messages or meetings that are not there, or under clients that are not.
SELECT count(*) FROM touch WHERE NOT EXISTS (SELECT 1 FROM client WHERE client.id = touch.client)
    OR (kind = 'message' AND NOT EXISTS (SELECT 1 FROM message WHERE message.id = touch.source))
    OR (kind = 'meeting' AND NOT EXISTS (SELECT 1 FROM meeting WHERE meeting.id = touch.source));

-- name: check_texts
-- Texts that no mailbox holds outside its trash, or that are filed under nobody.
SELECT count(*) FROM kept
WHERE NOT EXISTS (SELECT 1 FROM copy WHERE copy.message = kept.id AND copy.trashed = 0)
    OR NOT EXISTS (SELECT 1 FROM touch WHERE touch.source = kept.id AND touch.kind = 'message');

-- name: check_twins
-- Contents for which none or several messages speak.
SELECT count(*) FROM (SELECT content FROM message GROUP BY content HAVING sum(1 - twin) <> 1) AS wrong;

-- name: check_links
-- Messages without a conversation.
SELECT count(*) FROM message WHERE NOT EXISTS (SELECT 1 FROM link WHERE link.ref = message.ref);

-- name: check_chosen
-- Occurrences for which none or several copies speak.
SELECT count(*) FROM (SELECT key FROM meeting GROUP BY key HAVING sum(chosen) <> 1) AS wrong;

-- SEARCH (SQLite's FTS5; PostgreSQL has its own section) ------------------------------------------------------------

-- name: indexed_upto
-- How far the index has come.
SELECT upto FROM searchable;

-- name: set_indexed
-- The index has come further.
UPDATE searchable SET upto = :upto;

-- name: index_texts
-- Take texts into the index.
INSERT INTO kept_fts (rowid, subject, text) SELECT id, subject, text FROM kept WHERE id > :upto AND id <= :last;

-- name: index_again
-- Texts that came back after the index had passed them by.
INSERT INTO kept_fts (rowid, subject, text) SELECT id, subject, text FROM kept WHERE id IN (:ids...);

-- name: unindex
-- Take texts out of the index; it has to be told what it held.
INSERT INTO kept_fts (kept_fts, rowid, subject, text)
SELECT 'delete', id, subject, text FROM kept WHERE id IN (:ids...);

-- name: search_index
-- The newest messages with these words.
SELECT kept.id, message.message_id, kept.at, message.addresses, kept.subject, kept.text
FROM kept_fts JOIN kept ON kept.id = kept_fts.rowid JOIN message ON message.id = kept.id
WHERE kept_fts MATCH :query ORDER BY kept.at DESC LIMIT :limit;

-- name: search_texts
-- The newest messages whose text or subject is like this, without the index.
SELECT kept.id, message.message_id, kept.at, message.addresses, kept.subject, kept.text
FROM kept JOIN message ON message.id = kept.id
WHERE kept.text LIKE :pattern ESCAPE '\' OR kept.subject LIKE :pattern ESCAPE '\'
ORDER BY kept.at DESC;
