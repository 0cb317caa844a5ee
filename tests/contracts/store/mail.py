"""What is stored of mail, of its copies, and what goes."""

from __future__ import annotations

import pytest

from dossier.model import (
    Address,
    Client,
    Direction,
    Signal,
    SignalKind,
    Unreadable,
)
from store.dump import dump
from store.errors import UnknownClient
from store.rows import (
    CopyClass,
    FiledCopy,
)
from store.sqlite import Store
from tests.contracts.store.cast import (
    ANNA,
    CALENDAR,
    LEI,
    MEI,
    NOW,
    filed,
    item,
    letter,
    meeting,
    put,
)


class Pages:
    """What is stored of mail, of its copies, and what goes."""

    # --- pages ---

    def test_what_is_stored_comes_back_as_it_was(self, store: Store) -> None:
        message = letter("one", cc=(Address("李雷", "lei@agency.example"),), attachments=("报价.pdf",), text="海" * 700)
        put(store, MEI, filed(message))
        with store.reading() as look:
            (found,) = look.dossier_rows("acme").messages
        assert (found.id, found.at, found.direction) == ("one@mail.example", message.sent_at, Direction.IN)
        assert (found.sender, found.contacts) == (message.sender, (ANNA,))
        assert (found.addressed, found.members) == (("mei@agency.example",), ("mei@agency.example",))
        assert (found.subject, found.attachments) == ("Posters", ("报价.pdf",))
        assert found.text == "海" * 500
        assert found.signals == (Signal(SignalKind.QUESTION, "周五前可以吗", 0, 6, due=NOW),)

    def test_foreign_text_that_no_database_holds_is_stored_all_the_same(self, store: Store) -> None:
        message = letter("odd", subject="half \ud83d of a pair", text="a NUL \0 here", sender=ANNA)
        put(store, MEI, filed(message, key="odd\udcff\0key"))
        put(store, MEI, removed=["odd\udcff\0key"])
        with store.reading() as look:
            assert look.dossier_rows("acme").messages[0].text == ""

    def test_a_page_and_its_cursor_are_stored_together_or_not_at_all(self, store: Store) -> None:
        put(store, MEI, filed(letter("one")), cursor="1")
        before = list(dump(store))
        with pytest.raises(UnknownClient), store.transaction() as tx:  # noqa: PT012 (what came before it is undone)
            tx.put(MEI, [filed(letter("two"))], now=NOW, cursor="2")
            tx.put(
                MEI, [filed(letter("three"), book=(Client(key="ghost", name="", domains=("acme.example",)),))], now=NOW
            )
        assert list(dump(store)) == before
        with store.reading() as look:
            assert look.cursor(MEI) == "1"

    def test_no_cursor_holds_the_old_one(self, store: Store) -> None:
        put(store, MEI, cursor="1")
        put(store, MEI)
        with store.reading() as look:
            assert look.cursor(MEI) == "1"

    def test_starting_over_forgets_the_cursor_and_nothing_else(self, store: Store) -> None:
        put(store, MEI, filed(letter("one")), cursor="1")
        with store.transaction() as tx:
            tx.start_over(MEI)
            assert tx.cursor(MEI) is None
            assert len(tx.dossier_rows("acme").messages) == 1

    def test_the_same_page_again_changes_nothing(self, store: Store) -> None:
        page = [
            filed(letter("one")),
            filed(letter("two", sender="x@other.example")),
            filed(letter("three"), "one@mail.example"),
        ]
        put(store, MEI, *page, cursor="1")
        put(store, CALENDAR, item("i", meeting("m"), meeting("n", hours=-3)))
        before = list(dump(store))
        put(store, MEI, *page, cursor="1")
        put(store, CALENDAR, item("i", meeting("m"), meeting("n", hours=-3)))
        assert list(dump(store)) == before

    def test_a_filing_under_an_unknown_client_is_refused_whole(self, store: Store) -> None:
        book = (Client(key="ghost", name="Ghost", domains=("acme.example",)),)
        with pytest.raises(UnknownClient) as refused:
            put(store, MEI, filed(letter("one"), book=book))
        assert refused.value.keys == ("ghost",)
        with store.reading() as look:
            assert look.scopes() == []

    def test_known_messages_say_whether_they_need_reading(self, store: Store) -> None:
        message, stranger = letter("one"), letter("two", sender="x@other.example")
        put(store, MEI, filed(message), filed(stranger))
        with store.reading() as look:
            known = look.known([message.key, stranger.key, "never seen"])
        assert set(known) == {message.key, stranger.key}
        assert known[message.key].says(message)
        assert not known[message.key].says(letter("one", content="something else"))
        assert (known[message.key].filed, known[message.key].text) == (True, True)
        assert (known[stranger.key].filed, known[stranger.key].text) == (False, False)

    # --- copies of one message ---

    def test_two_mailboxes_hold_one_message(self, store: Store) -> None:
        message = letter("one")
        put(store, MEI, filed(message))
        put(store, LEI, FiledCopy("another", CopyClass.STORED, identity=message.key))
        with store.reading() as look:
            assert len(look.dossier_rows("acme").messages) == 1
            assert look.classes()[CopyClass.STORED] == 1
            assert look.classes()[CopyClass.DUPLICATE] == 1

    def test_of_two_versions_the_same_speaks_whatever_the_order(self, store: Store) -> None:
        """A gateway put "[EXTERNAL]" before the text of the copy that Lei received."""
        plain, marked = letter("one"), letter("one", text="[EXTERNAL] hello", content="marked")
        put(store, MEI, filed(plain))
        put(store, LEI, filed(marked))
        one_way = list(dump(store))
        put(store, MEI, removed=[plain.id])
        put(store, LEI, removed=[plain.id])
        put(store, LEI, filed(marked))
        put(store, MEI, filed(plain))
        assert list(dump(store)) == one_way

    def test_a_message_read_better_replaces_what_was_read_before(self, store: Store) -> None:
        for content in ("b", "a", "c"):
            put(store, MEI, filed(letter("one", text=content, content=content)))
            with store.reading() as look:
                assert look.dossier_rows("acme").messages[0].text == content

    def test_a_message_that_only_the_trash_holds_is_read_anew_all_the_same(self, store: Store) -> None:
        for content in ("b", "a", "c"):
            message = letter("one", content=content)
            put(store, MEI, filed(message, trashed=True))
            with store.reading() as look:
                assert look.known([message.key])[message.key].says(message)

    def test_a_file_that_holds_another_message_now_lets_go_of_the_first(self, store: Store) -> None:
        put(store, MEI, filed(letter("one"), key="file"))
        put(store, MEI, filed(letter("two"), key="file"))
        with store.reading() as look:
            texts = {message.id: message.text for message in look.dossier_rows("acme").messages}
        assert texts["one@mail.example"] == ""
        assert texts["two@mail.example"] != ""

    def test_every_message_read_falls_into_exactly_one_class(self, store: Store) -> None:
        put(
            store,
            MEI,
            filed(letter("one")),
            filed(letter("one"), key="again"),
            filed(letter("two", sender="x@other.example")),
            FiledCopy("list", CopyClass.MACHINE, identity="list"),
            FiledCopy("list2", CopyClass.MACHINE, identity="list"),
            FiledCopy("inside", CopyClass.INTERNAL, identity="inside"),
            FiledCopy("bomb", CopyClass.QUARANTINED, Unreadable("too-deep", 9)),
            FiledCopy("bomb2", CopyClass.QUARANTINED, Unreadable("too-deep", 9)),
        )
        with store.reading() as look:
            counts = look.classes()
            assert [status.present for status in look.scopes()] == [8]
        assert counts == {
            CopyClass.STORED: 1,
            CopyClass.UNMATCHED: 1,
            CopyClass.MACHINE: 1,
            CopyClass.INTERNAL: 1,
            CopyClass.QUARANTINED: 2,
            CopyClass.DUPLICATE: 2,
        }

    @pytest.mark.parametrize("first", ["sent", "received"])
    def test_twins_are_shown_once_by_the_smallest_key(self, store: Store, first: str) -> None:
        """Gmail gave the sent mail a new Message-ID: in Mei's Sent it has one id, in Lei's inbox another."""
        sent = letter("sent", content="same", key="00" * 16)
        received = letter("received", content="same", key="ff" * 16)
        order = (sent, received) if first == "sent" else (received, sent)
        for scope, message in zip((MEI, LEI), order, strict=True):
            put(store, scope, filed(message))
        put(store, LEI, filed(letter("answer", hours=2), "received@mail.example"))
        with store.reading() as look:
            found = look.dossier_rows("acme").messages
            assert [message.id for message in found] == ["sent@mail.example", "answer@mail.example"]
            assert found[0].conversation == found[1].conversation
            assert look.classes()[CopyClass.DUPLICATE] == 1

    def test_a_twin_speaks_again_when_the_other_turns_out_to_say_something_else(self, store: Store) -> None:
        sent, received = letter("sent", content="same", key="00" * 16), letter("got", content="same", key="ff" * 16)
        put(store, MEI, filed(sent), filed(received))
        put(store, MEI, filed(letter("sent", content="different", key="00" * 16)))
        with store.reading() as look:
            assert len(look.dossier_rows("acme").messages) == 2

    # --- what goes ---

    def test_a_trashed_mail_keeps_its_touch_and_loses_its_text(self, store: Store) -> None:
        message = letter("one")
        put(store, MEI, filed(message))
        put(store, MEI, filed(message, trashed=True))
        with store.reading() as look:
            (found,) = look.dossier_rows("acme").messages
            assert (found.id, found.text, found.subject, found.signals) == ("one@mail.example", "", "", ())
            assert look.scopes()[0].present == 0

    def test_a_mail_taken_out_of_the_trash_has_its_text_again(self, store: Store) -> None:
        put(store, MEI, filed(letter("one"), trashed=True))
        put(store, MEI, filed(letter("one")))
        with store.reading() as look:
            assert look.dossier_rows("acme").messages[0].text != ""

    def test_the_text_stays_as_long_as_one_mailbox_holds_it(self, store: Store) -> None:
        message = letter("one")
        put(store, MEI, filed(message))
        put(store, LEI, filed(message))
        for scope, kept in ((MEI, True), (LEI, False)):
            put(store, scope, removed=[message.id])
            with store.reading() as look:
                assert bool(look.dossier_rows("acme").messages[0].text) is kept

    def test_what_a_full_listing_does_not_name_is_gone(self, store: Store) -> None:
        put(store, MEI, *(filed(letter(f"n{number}")) for number in range(6)))
        put(store, LEI, filed(letter("other")))
        put(store, MEI, present=(f"n{number}@mail.example" for number in (1, 4)))
        with store.reading() as look:
            assert {status.scope: status.present for status in look.scopes()} == {MEI: 2, LEI: 1}
            texts = {message.id.partition("@")[0] for message in look.dossier_rows("acme").messages if message.text}
        assert texts == {"n1", "n4", "other"}

    def test_a_listing_longer_than_a_page_is_compared_whole(self, store: Store) -> None:
        copies = [FiledCopy(f"{number:05}", CopyClass.INTERNAL, identity=str(number)) for number in range(2100)]
        put(store, MEI, *copies)
        put(store, MEI, present=(f"{number:05}" for number in range(0, 3000, 2)))
        with store.reading() as look:
            assert look.scopes()[0].present == 1050

    def test_an_item_that_can_be_read_after_all_leaves_the_quarantine(self, store: Store) -> None:
        put(store, MEI, FiledCopy("a", CopyClass.QUARANTINED, Unreadable("too-deep", 7)))
        with store.reading() as look:
            assert [(row.key, row.reason, row.size) for row in look.quarantined()] == [("a", "too-deep", 7)]
        put(store, MEI, filed(letter("one"), key="a"))
        with store.reading() as look:
            assert look.quarantined() == []

    def test_an_item_that_is_gone_leaves_the_quarantine(self, store: Store) -> None:
        for how in ("removed", "present"):
            put(store, MEI, FiledCopy("a", CopyClass.QUARANTINED, Unreadable("too-deep", 7)))
            put(store, MEI, **{how: ["a"] if how == "removed" else []})
            with store.reading() as look:
                assert look.quarantined() == []
