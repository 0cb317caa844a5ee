"""What is told of a client: conversations, touches, meetings; and what is kept from everybody."""

from __future__ import annotations

from datetime import date, timedelta

from connectors.base import Scope
from dossier.conversations import linkable
from dossier.model import (
    Address,
    MessageKind,
    TrackingEntry,
    TrackingSection,
)
from store.dump import dump
from store.rows import (
    CopyClass,
    FiledCopy,
)
from store.sqlite import Store
from tests.contracts.store.cast import (
    ANNA,
    CALENDAR,
    HOUR,
    MEI,
    NOW,
    filed,
    item,
    letter,
    meeting,
    put,
)


class Clients:
    """What is told of a client: conversations, touches, meetings; and what is kept from everybody."""

    # --- conversations ---

    def conversations(self, store: Store) -> set[frozenset[str]]:
        """Return the ids of each conversation's messages."""
        found: dict[str, set[str]] = {}
        with store.reading() as look:
            for message in look.dossier_rows("acme").messages:
                found.setdefault(message.conversation, set()).add(message.id.partition("@")[0])
        return {frozenset(ids) for ids in found.values()}

    def test_answers_join_their_conversation_whichever_comes_first(self, store: Store) -> None:
        """B answers a, c answers both, and d names b only; e is something else."""
        page = [
            filed(letter("d"), "b@mail.example"),
            filed(letter("c"), "a@mail.example", "b@mail.example"),
            filed(letter("e")),
            filed(letter("a")),
            filed(letter("b"), "a@mail.example"),
        ]
        for copy in page:
            put(store, MEI, copy)
        assert self.conversations(store) == {frozenset("abcd"), frozenset("e")}

    def test_a_message_that_names_two_conversations_makes_them_one(self, store: Store) -> None:
        put(store, MEI, filed(letter("a")), filed(letter("b"), "a@mail.example"))
        put(store, MEI, filed(letter("x")), filed(letter("y"), "x@mail.example"))
        put(store, MEI, filed(letter("both"), "b@mail.example", "y@mail.example"))
        assert self.conversations(store) == {frozenset(["a", "b", "x", "y", "both"])}

    def test_refs_tell_their_conversation(self, store: Store) -> None:
        put(store, MEI, filed(letter("b"), "a@mail.example"))
        with store.reading() as look:
            links = look.links(["a@mail.example", "b@mail.example", "unknown@mail.example"])
        assert set(links) == {"a@mail.example", "b@mail.example"}
        assert len(set(links.values())) == 1

    def test_neighbours_by_subject_are_found_in_both_directions(self, store: Store) -> None:
        first = letter("first")
        bare = letter("bare", hours=30 * 24 - 1, subject="Re: Posters")
        late = letter("late", hours=30 * 24 + 1, subject="Re: Posters")
        other = letter("other", hours=1, subject="Re: Something else")
        for one, another, expected in (
            (first, bare, {"bare@mail.example"}),
            (bare, first, {"first@mail.example"}),
            (late, first, set()),
            (other, first, set()),
        ):
            put(store, MEI, filed(another))
            with store.reading() as look:
                found = look.subject_neighbours([linkable(one)])
            put(store, MEI, present=[])
            assert {neighbour.id for neighbour in found} == expected
            assert all(neighbour == linkable(another) for neighbour in found)

    # --- touches and marks ---

    def test_days_of_contact_are_told_by_contact_and_for_the_whole_client(self, store: Store) -> None:
        ben = "ben@acme.example"
        put(
            store,
            MEI,
            filed(letter("a", hours=0)),
            filed(letter("b", hours=2)),
            filed(letter("c", hours=48, sender=ben)),
            filed(letter("auto", hours=96, kind=MessageKind.ABSENCE)),
        )
        put(store, CALENDAR, item("m", meeting("m", hours=-24)), item("n", meeting("n", hours=24)))
        with store.reading() as look:
            days = look.rhythm_days("acme", NOW)
        start = NOW - timedelta(days=10)
        assert [day.at for day in days[ANNA]] == [start + 2 * HOUR, NOW - 24 * HOUR]
        assert days[ANNA][-1].id == "m@calendar.example"
        assert [(day.at, day.id) for day in days[ben]] == [(start + 48 * HOUR, "c@mail.example")]
        assert [day.at for day in days[""]] == [start + 2 * HOUR, start + 48 * HOUR, NOW - 24 * HOUR]

    def test_the_newest_touch_is_the_newest_mail_of_a_person(self, store: Store) -> None:
        with store.reading() as look:
            assert look.newest_touch() is None
        put(
            store,
            MEI,
            filed(letter("a")),
            filed(letter("b", hours=3)),
            filed(letter("auto", hours=9, kind=MessageKind.BOUNCE)),
        )
        with store.reading() as look:
            assert look.newest_touch() == NOW - timedelta(days=10) + 3 * HOUR
            assert look.newest_touch(NOW - timedelta(days=10) + HOUR) == NOW - timedelta(days=10)

    def test_a_window_leaves_out_what_is_older(self, store: Store) -> None:
        put(store, MEI, filed(letter("old")), filed(letter("new", hours=5)))
        with store.reading() as look:
            found = look.dossier_rows("acme", NOW - timedelta(days=10) + HOUR)
        assert [message.id for message in found.messages] == ["new@mail.example"]

    def test_clients_are_marked_until_they_were_evaluated(self, store: Store) -> None:
        put(store, MEI, filed(letter("one")))
        with store.transaction() as tx:
            marks = tx.marked()
            assert [mark.client for mark in marks] == ["acme"]
            tx.put(MEI, [filed(letter("two"))], now=NOW)
            tx.unmark(marks)
            assert [mark.client for mark in tx.marked()] == ["acme"], "it was marked again meanwhile"
            tx.unmark(tx.marked())
            assert tx.marked() == []
            tx.mark_all()
            assert [mark.client for mark in tx.marked()] == ["acme", "borg"]

    def test_what_is_trashed_marks_its_client(self, store: Store) -> None:
        put(store, MEI, filed(letter("one")))
        with store.transaction() as tx:
            tx.unmark(tx.marked())
            tx.put(MEI, [], now=NOW, removed=["one@mail.example"])
            assert [mark.client for mark in tx.marked()] == ["acme"]

    def test_tracking_entries_are_replaced_within_their_window_only(self, store: Store) -> None:
        def entry(name: str, days: int) -> TrackingEntry:
            return TrackingEntry(
                key=name,
                section=TrackingSection.PERSONNEL,
                kind="personnel.absent",
                at=NOW - timedelta(days=days),
                source="one@mail.example",
                quote="休假",
                person=Address("Ben", "ben@acme.example"),
                until=date(2026, 12, 1),
            )

        with store.transaction() as tx:
            tx.save_tracking("acme", NOW - timedelta(days=90), [entry("old", 80), entry("new", 3)])
            tx.save_tracking("acme", NOW - timedelta(days=30), [entry("newer", 2)])
            assert tx.dossier_rows("acme").tracking == (entry("old", 80), entry("newer", 2))

    # --- meetings ---

    def test_a_calendar_item_is_replaced_whole(self, store: Store) -> None:
        put(store, CALENDAR, item("series", meeting("a", hours=1), meeting("b", hours=25)))
        put(store, CALENDAR, item("series", meeting("b", hours=26), meeting("c", hours=50)))
        with store.reading() as look:
            found = look.dossier_rows("acme").meetings
        assert [(one.id.partition("@")[0], one.start) for one in found] == [
            ("b", NOW + 26 * HOUR),
            ("c", NOW + 50 * HOUR),
        ]
        assert found[0].title == "About b"
        assert (found[0].organizer, found[0].contacts) == ("mei@agency.example", (ANNA,))

    def test_a_meeting_that_took_place_keeps_its_touch_and_one_to_come_does_not(self, store: Store) -> None:
        put(store, CALENDAR, item("past", meeting("past", hours=-5)), item("next", meeting("next", hours=5)))
        put(store, CALENDAR, removed=["past", "next"])
        with store.reading() as look:
            found = look.dossier_rows("acme").meetings
        assert [(one.id, one.title) for one in found] == [("past@calendar.example", "")]

    def test_one_meeting_in_two_calendars_is_one_and_the_organisers_copy_speaks(self, store: Store) -> None:
        other = Scope("lei@agency.example", "Calendar", "calendar")
        own, copied = meeting("m"), meeting("m", title="FW: About m")
        for scopes in ((CALENDAR, other), (other, CALENDAR)):
            for scope in scopes:
                put(store, scope, item("x", own if scope is CALENDAR else copied))
            with store.reading() as look:
                assert [one.title for one in look.dossier_rows("acme").meetings] == ["About m"]
            put(store, CALENDAR, removed=["x"])
            with store.reading() as look:
                assert [one.title for one in look.dossier_rows("acme").meetings] == ["FW: About m"]
            put(store, other, removed=["x"])

    def test_a_cancelled_meeting_is_no_touch(self, store: Store) -> None:
        put(store, CALENDAR, item("x", meeting("m", hours=-2, cancelled=True)))
        with store.reading() as look:
            assert look.dossier_rows("acme").meetings[0].cancelled
            assert look.rhythm_days("acme", NOW) == {}

    def test_a_meeting_nobody_is_filed_under_has_no_title(self, store: Store) -> None:
        put(store, CALENDAR, item("x", meeting("m", guests=("x@other.example",))))
        assert "About m" not in "".join(dump(store))

    # --- privacy ---

    def test_internal_and_machines_mail_leave_no_address_and_no_id(self, store: Store) -> None:
        put(
            store,
            MEI,
            FiledCopy("1", CopyClass.INTERNAL, identity="secret@agency.example"),
            FiledCopy("2", CopyClass.MACHINE, identity="secret@list.example"),
        )
        assert "secret" not in "".join(dump(store))

    def test_unmatched_mail_leaves_an_envelope_only(self, store: Store) -> None:
        put(store, MEI, filed(letter("one", sender="x@other.example", subject="SECRET", text="SECRET")))
        said = "".join(dump(store))
        assert "SECRET" not in said
        assert "x@other.example" in said
        with store.reading() as look:
            (envelope,) = look.envelopes()
        assert (envelope.id, envelope.sender.email) == ("one@mail.example", "x@other.example")
