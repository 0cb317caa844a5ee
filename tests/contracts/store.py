"""What every store does, whatever it keeps its rows in. A store joins by inheriting the class and giving `store`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from connectors.base import Scope
from dossier.conversations import linkable
from dossier.model import (
    Address,
    Attendee,
    Client,
    Contact,
    Direction,
    Evidence,
    Meeting,
    Message,
    MessageKind,
    Nudge,
    NudgeState,
    Severity,
    Signal,
    SignalKind,
    Tier,
    TrackingEntry,
    TrackingSection,
    Unreadable,
)
from dossier.nudges import StoredNudge
from store.dump import dump
from store.errors import UnknownClient
from store.rows import (
    CopyClass,
    Envelope,
    FiledCopy,
    Filing,
    MailFiling,
    Matcher,
    MeetingFiling,
    Outgoing,
    OutgoingState,
)
from store.sqlite import Store
from store.upkeep import check

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEI = Scope("mei@agency.example", "INBOX", "mail")
LEI = Scope("lei@agency.example", "INBOX", "mail")
CALENDAR = Scope("mei@agency.example", "Calendar", "calendar")
ANNA = "anna@acme.example"
BOOK = (
    Client(key="acme", name="Acme 极致", domains=("acme.example",), contacts=(Contact((ANNA,), "Anna"),)),
    Client(key="borg", name="Borg", domains=("borg.example",), owner="lei@agency.example", tier=Tier.VIP),
)


def by_domain(emails: list[str], book: tuple[Client, ...] = BOOK) -> tuple[Filing, ...]:
    """File addresses under the clients that own their domains."""
    found = []
    for client in book:
        contacts = tuple(sorted({email for email in emails if email.rpartition("@")[2] in client.domains}))
        if contacts:
            found.append(Filing(client.key, contacts))
    return tuple(found)


def matcher(book: tuple[Client, ...]) -> Matcher:
    """Return what files stored mail and meetings by a book."""

    def mail(envelope: Envelope) -> tuple[Filing, ...]:
        return by_domain([who.email for who in (envelope.sender, *envelope.to, *envelope.cc)], book)

    def meeting(item: Meeting) -> tuple[Filing, ...]:
        return by_domain([who.address.email for who in item.attendees], book)

    return Matcher(mail, meeting)


def letter(name: str, *, hours: float = 0, sender: str = ANNA, subject: str = "Posters", **more: object) -> Message:
    """Return a mail to Mei; `name` makes its id and what it says."""
    fields = {
        "key": f"key of {name}",
        "id": f"{name}@mail.example",
        "sent_at": NOW - timedelta(days=10) + hours * HOUR,
        "sender": Address("Anna", sender),
        "to": (Address("Mei", "mei@agency.example"),),
        "subject": subject,
        "text": f"The text of {name}: 海报周五前可以吗?",
        "content": f"content of {name}",
    }
    return Message(**{**fields, **more})  # type: ignore[arg-type]  # fields of different types in one mapping


def filed(
    message: Message, *refs: str, key: str = "", trashed: bool = False, book: tuple[Client, ...] = BOOK
) -> FiledCopy:
    """Return a mail's copy, filed by domain; unmatched where no client owns one."""
    filings = by_domain([message.sender.email, *(who.email for who in (*message.to, *message.cc))], book)
    signals = (Signal(SignalKind.QUESTION, "周五前可以吗", 0, 6, due=NOW),) if filings else ()
    out = message.sender.email.endswith("@agency.example")
    members = ("mei@agency.example",)
    direction = Direction.OUT if out else Direction.IN
    content = MailFiling(message, filings, members, direction, signals, (*message.references, *refs))
    cls = CopyClass.STORED if filings else CopyClass.UNMATCHED
    if message.kind is not MessageKind.PERSON:
        cls = CopyClass.MACHINE
    return FiledCopy(key or message.id, cls, content, trashed, message.key)


def meeting(name: str, *, hours: float = 0, guests: tuple[str, ...] = (ANNA,), **more: object) -> MeetingFiling:
    """Return a filed meeting of an hour."""
    start = NOW + hours * HOUR
    fields = {
        "key": f"{name}/1",
        "uid": f"{name}@calendar.example",
        "start": start,
        "end": start + HOUR,
        "title": f"About {name}",
        "organizer": Address("Mei", "mei@agency.example"),
        "attendees": tuple(Attendee(Address("", guest)) for guest in guests),
    }
    item = Meeting(**{**fields, **more})  # type: ignore[arg-type]  # fields of different types in one mapping
    return MeetingFiling(item, by_domain(list(guests)), ("mei@agency.example",))


def item(name: str, *meetings: MeetingFiling) -> FiledCopy:
    """Return a calendar item with its occurrences."""
    return FiledCopy(name, CopyClass.STORED, meetings, identity=name)


def put(store: Store, scope: Scope, *copies: FiledCopy, **more: object) -> None:
    """Store a page of its own."""
    with store.transaction() as tx:
        tx.put(scope, copies, now=NOW, **more)  # type: ignore[arg-type]  # whatever the test gives


class StoreContract:
    """What every store does."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _whole(self, store: Store) -> Iterator[None]:
        with store.transaction() as tx:
            tx.save_book(BOOK, matcher(BOOK), NOW)
            tx.unmark(tx.marked())
        yield
        assert check(store) == []

    # --- pages ------------------------------------------------------------------------------------------------------

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

    # --- copies of one message --------------------------------------------------------------------------------------

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

    # --- what goes --------------------------------------------------------------------------------------------------

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

    # --- conversations ----------------------------------------------------------------------------------------------

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

    # --- touches and marks ------------------------------------------------------------------------------------------

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

    # --- meetings ---------------------------------------------------------------------------------------------------

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

    # --- privacy ----------------------------------------------------------------------------------------------------

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

    # --- the book ---------------------------------------------------------------------------------------------------

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

    # --- nudges and outgoing ----------------------------------------------------------------------------------------

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

    # --- search -----------------------------------------------------------------------------------------------------

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


def stored_nudge(client: str) -> StoredNudge:
    """Return a nudge with something in every field."""
    nudge = Nudge(
        cause="one@mail.example",
        contact=ANNA,
        owner="mei@agency.example",
        since=NOW,
        due=NOW + HOUR,
        until=NOW + 9 * HOUR,
        severity=Severity.HIGH,
        variant="late",
        params=(("days", 3), ("who", "安娜"), ("day", date(2026, 11, 27)), ("at", NOW)),
        evidence=(Evidence("message", "one@mail.example", NOW, ANNA, "周五前可以吗"),),
        rule="awaiting_reply",
        client=client,
    )
    return StoredNudge(
        nudge=nudge,
        state=NudgeState.SNOOZED,
        fired_at=NOW,
        settled_at=NOW + HOUR,
        settled_by="two@mail.example",
        snoozed_until=NOW + 2 * HOUR,
        reason="下周再说",
    )
