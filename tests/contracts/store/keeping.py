"""The book, nudges, outgoing, and search."""

from __future__ import annotations

from datetime import date, timedelta

from dossier.model import (
    Client,
    Contact,
    Nudge,
    NudgeState,
    Tier,
)
from dossier.nudges import StoredNudge
from store.dump import dump
from store.rows import (
    CopyClass,
    Outgoing,
    OutgoingState,
)
from store.sqlite import Store
from tests.contracts.store.cast import (
    BOOK,
    CALENDAR,
    HOUR,
    MEI,
    NOW,
    filed,
    item,
    letter,
    matcher,
    meeting,
    put,
    stored_nudge,
)


class Keeping:
    """The book, nudges, outgoing, and search."""

    # --- the book ---

    def test_the_book_comes_back_as_it_was(self, store: Store) -> None:
        client = Client(
            key="full",
            name="全",
            domains=("full.example",),
            aliases=("Full & Co",),
            contacts=(
                Contact(
                    ("a@full.example", "a2@full.example"),
                    "甲",
                    "总监",
                    "决策人",
                    "1",
                    "zh",
                    "WeChat",
                    "03-02",
                    "n",
                    gone=True,
                ),
                Contact(("b@full.example",)),
            ),
            owner="mei@agency.example",
            lead="lei@agency.example",
            tier=Tier.A,
            language="zh",
            cadence=timedelta(days=9),
            quiet_until=date(2026, 12, 1),
            notes=(("行业", "快消"),),
        )
        with store.transaction() as tx:
            tx.save_book((*BOOK, client), matcher(BOOK), NOW)
            assert tx.book() == (*BOOK, client)

    def test_a_new_client_finds_its_mail_and_its_meetings(self, store: Store) -> None:
        """Mail of other.example was unmatched until the book learnt about it."""
        put(
            store,
            MEI,
            filed(letter("one", sender="x@mail.other.example")),
            filed(letter("two", sender="y@else.example")),
        )
        put(store, MEI, filed(letter("mine")))
        put(store, CALENDAR, item("i", meeting("m", guests=("x@mail.other.example",))))
        book = (*BOOK, Client(key="other", name="Other", domains=("mail.other.example",)))
        with store.transaction() as tx:
            change = tx.save_book(book, matcher(book), NOW)
            found = tx.dossier_rows("other")
            marks = [mark.client for mark in tx.marked()]
            assert (tx.classes()[CopyClass.STORED], tx.classes()[CopyClass.UNMATCHED]) == (2, 1)
        assert change.changed == {"other"}
        assert change.refiled == 1
        assert set(change.unread) == {MEI, CALENDAR}
        assert [(message.id, message.text) for message in found.messages] == [("one@mail.example", "")]
        assert [one.id for one in found.meetings] == ["m@calendar.example"]
        assert "other" in marks

    def test_refiled_and_read_again_is_as_if_the_book_had_always_known(self, store: Store) -> None:
        book = (*BOOK, Client(key="other", name="Other", domains=("other.example",)))
        stranger = letter("one", sender="x@other.example")
        put(store, MEI, filed(stranger))
        with store.transaction() as tx:
            tx.save_book(book, matcher(book), NOW)
        put(store, MEI, filed(stranger, book=book))
        late = list(dump(store))
        with Store.open() as fresh:
            with fresh.transaction() as tx:
                tx.save_book(book, matcher(book), NOW)
            put(fresh, MEI, filed(stranger, book=book))
            assert list(dump(fresh)) == late

    def test_a_client_that_leaves_the_book_takes_its_texts_and_nudges_along(self, store: Store) -> None:
        put(store, MEI, filed(letter("one")))
        put(store, CALENDAR, item("i", meeting("m")))
        with store.transaction() as tx:
            tx.save_nudges([stored_nudge("acme")])
            change = tx.save_book(BOOK[1:], matcher(BOOK[1:]), NOW)
            assert change.removed == {"acme"}
            assert [nudge.state for nudge in tx.nudges("acme").values()] == [NudgeState.SETTLED]
            assert tx.dossier_rows("acme").messages == ()
        assert "The text of one" not in "".join(dump(store))
        assert "About m" not in "".join(dump(store))

    def test_mail_moves_with_a_domain_to_another_client(self, store: Store) -> None:
        put(store, MEI, filed(letter("one")))
        book = (
            Client(key="acme", name="Acme"),
            Client(key="borg", name="Borg", domains=("borg.example", "acme.example")),
        )
        with store.transaction() as tx:
            tx.save_book(book, matcher(book), NOW)
            assert tx.dossier_rows("acme").messages == ()
            assert tx.dossier_rows("borg").messages[0].text != ""

    # --- nudges and outgoing ---

    def test_nudges_come_back_as_they_were(self, store: Store) -> None:
        stored = stored_nudge("acme")
        with store.transaction() as tx:
            tx.save_nudges([stored])
            assert tx.nudges("acme") == {stored.key: stored}
            assert tx.nudge(stored.key) == stored
            assert tx.nudges_in(NudgeState.SNOOZED) == [stored]
            assert tx.nudges_in(NudgeState.OPEN) == []
            assert tx.states("nudge") == {"snoozed": 1}

    def test_due_is_what_time_alone_changes(self, store: Store) -> None:
        def at(name: str, state: NudgeState, due: float, **more: object) -> StoredNudge:
            until = more.pop("until", None)
            nudge = Nudge(cause=name, contact="", owner="", since=NOW, due=NOW + due * HOUR, until=until, rule="r")  # type: ignore[arg-type]  # a time or None
            return StoredNudge(nudge=nudge, state=state, **more)  # type: ignore[arg-type]  # whatever is given

        with store.transaction() as tx:
            tx.save_nudges(
                [
                    at("ripe", NudgeState.PLANNED, -1),
                    at("unripe", NudgeState.PLANNED, 1),
                    at("open", NudgeState.OPEN, -1),
                    at("over", NudgeState.OPEN, -9, until=NOW - HOUR),
                    at("awake", NudgeState.SNOOZED, -9, snoozed_until=NOW),
                    at("asleep", NudgeState.SNOOZED, -9, snoozed_until=NOW + HOUR),
                    at("no", NudgeState.DISMISSED, -9, until=NOW - HOUR),
                ]
            )
            assert {stored.nudge.cause for stored in tx.due(NOW)} == {"ripe", "over", "awake"}

    def test_an_outgoing_is_enqueued_once_and_claimed_once(self, store: Store) -> None:
        digest = Outgoing(
            key="digest:mei:1", kind="digest", recipient="mei@agency.example", payload=b"\xff", created=NOW
        )
        with store.transaction(durable=True) as tx:
            assert tx.enqueue(digest)
            assert not tx.enqueue(digest)
            assert tx.outgoing_in() == [digest]
        with store.transaction(durable=True) as tx:
            claimed = tx.claim(NOW)
            assert claimed is not None
            assert (claimed.state, claimed.attempts, claimed.payload) == (OutgoingState.SENDING, 1, b"\xff")
            assert tx.claim(NOW) is None
            tx.receipt(digest.key, "draft-1")
            assert tx.settle(digest.key, OutgoingState.SENT, NOW)
            assert not tx.settle(digest.key, OutgoingState.FAILED, NOW)
            assert not tx.enqueue(digest)
            sent = tx.outgoing(digest.key)
            assert sent is not None
            assert (sent.state, sent.receipt) == (OutgoingState.SENT, "draft-1")

    def test_what_did_not_leave_waits_and_what_may_have_left_is_parked(self, store: Store) -> None:
        with store.transaction() as tx:
            for name in "ab":
                tx.enqueue(Outgoing(key=name, kind="digest", recipient="mei@agency.example", created=NOW))
            assert tx.claim(NOW, "followup") is None
            assert tx.claim(NOW) is not None
            assert tx.retry("a", NOW + HOUR, "E-SMTP")
            second = tx.claim(NOW)
            assert second is not None
            assert second.key == "b"
            assert tx.claim(NOW) is None
            assert tx.doubt(NOW + HOUR, NOW + HOUR) == 1
            assert tx.states("outgoing") == {"waiting": 1, "unsure": 1}
            again = tx.claim(NOW + HOUR)
            assert again is not None
            assert (again.key, again.attempts) == ("a", 2)

    # --- search ---

    def search(self, store: Store, text: str) -> list[str]:
        """Return the ids of what a search finds."""
        with store.transaction() as tx:
            return [found.id.partition("@")[0] for found in tx.search(text)]

    def test_filed_mail_is_found_by_its_words_in_both_languages(self, store: Store) -> None:
        put(
            store,
            MEI,
            filed(letter("one", subject="媒体排期表确认")),
            filed(letter("two", hours=1, text="Budget 100%")),
        )
        put(store, MEI, filed(letter("hidden", sender="x@other.example", subject="媒体排期表确认")))
        assert self.search(store, "排期表") == ["one"]
        assert self.search(store, "媒体") == ["one"], "two characters are below the index"
        assert self.search(store, "budget") == ["two"]
        assert self.search(store, "0%") == ["two"]
        assert self.search(store, 'no "such" thing') == []
        assert self.search(store, "posters BUD") == ["two"]
        assert self.search(store, " ") == []

    def test_what_lost_its_text_is_not_found_any_more(self, store: Store) -> None:
        put(store, MEI, filed(letter("one", text="unforgettable")))
        assert self.search(store, "unforgettable") == ["one"]
        put(store, MEI, filed(letter("one", text="unforgettable"), trashed=True))
        assert self.search(store, "unforgettable") == []
        indexed = "SELECT count(*) FROM kept_fts WHERE kept_fts MATCH 'unforgettable'"
        assert store.db.conn.execute(indexed).fetchone() == (0,), "nor is it in the index"
        put(store, MEI, filed(letter("one", text="unforgettable")))
        assert self.search(store, "unforgettable") == ["one"]
