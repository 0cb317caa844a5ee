"""The client book: what a new version changes, and that it comes back as it went out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from dossier.book.diff import Change, Missing, diff, merge
from dossier.book.keys import client_key
from dossier.book.problems import Row
from dossier.book.rows import read_rows
from dossier.book.sheet import lines
from dossier.model import Client, Contact, Tier

ANNA = Contact(("anna@acme.example",), "Anna", title="CMO")
BO = Contact(("bo@acme.example",), "Bo")
ACME = Client("acme", "Acme", ("acme.example",), contacts=(ANNA, BO), tier=Tier.A, owner="li@agency.example")
BETA = Client("beta", "Beta", ("beta.example",), contacts=(Contact(("b@beta.example",)),))


def test_importing_the_same_again_changes_nothing() -> None:
    found = diff((ACME, BETA), (BETA, ACME))

    assert (found.added, found.changed, found.unchanged, found.missing) == ((), (), ("acme", "beta"), ())


def test_every_change_is_named() -> None:
    """Anna is promoted, Bo is gone from the file, Cy is new, and so is Gamma; Beta is not in the file."""
    cy = Contact(("cy@acme.example",), "Cy")
    gamma = Client("gamma", "Gamma")
    new = replace(ACME, tier=Tier.VIP, contacts=(replace(ANNA, title="CEO"), cy))

    found = diff((ACME, BETA), (new, gamma))

    assert found.added == (gamma,)
    assert set(found.changed) == {
        Change("acme", "", "tier", Tier.A, Tier.VIP),
        Change("acme", "anna@acme.example", "title", "CMO", "CEO"),
        Change("acme", "cy@acme.example", "contact", None, cy),
    }
    assert found.missing == (Missing("beta"), Missing("acme", "bo@acme.example"))


def test_nothing_is_deleted_unless_pruning_is_asked_for() -> None:
    new = replace(ACME, contacts=(ANNA,))

    assert merge((ACME, BETA), (new,)) == (ACME, BETA)
    assert merge((ACME, BETA), (new,), prune=True) == (new,)


def test_a_blank_cell_erases_nothing() -> None:
    bare = Client("acme", "Acme", contacts=(Contact(("anna@acme.example",)),))

    assert merge((ACME,), (bare,)) == (ACME,)


def test_what_a_person_edited_stays_until_the_file_says_something_new() -> None:
    """The file says A; Li Wei makes it VIP; the file comes again, then with another owner, then with tier C."""
    edited = replace(ACME, tier=Tier.VIP)

    assert merge((edited,), (ACME,), (ACME,)) == (edited,)
    handed = replace(ACME, owner="zhou@agency.example")
    assert merge((edited,), (handed,), (ACME,)) == (replace(edited, owner="zhou@agency.example"),)
    assert merge((edited,), (replace(ACME, tier=Tier.C),), (ACME,))[0].tier is Tier.C


def test_what_the_file_takes_back_is_taken_back() -> None:
    told = replace(ACME, aliases=("AC",))

    assert merge((told,), (ACME,), (told,)) == (ACME,)


def test_a_renamed_client_is_known_by_its_people() -> None:
    renamed = replace(ACME, key="acme-group", name="Acme Group")

    (merged,) = merge((ACME,), (renamed,))

    assert (merged.key, merged.name) == ("acme", "Acme Group")
    assert diff((ACME,), (renamed,)).changed == (Change("acme", "", "name", "Acme", "Acme Group"),)


def test_two_who_share_people_are_not_made_one() -> None:
    """The file splits Acme in two: both keep Anna."""
    north, south = (replace(ACME, key=key, name=key.title()) for key in ("north", "south"))

    assert [client.key for client in merge((ACME,), (north, south))] == ["acme", "south"]


def test_a_contact_is_recognised_by_any_of_its_addresses() -> None:
    moved = replace(ANNA, emails=("anna@acme.test", "anna@acme.example"))

    (merged,) = merge((ACME,), (replace(ACME, contacts=(moved, BO)),))

    assert merged.contacts[0].emails == ("anna@acme.example", "anna@acme.test")


WORD = st.text("abcXYZ王芳元气 ,'&=+-@", min_size=1, max_size=8).map(str.strip).filter(bool)
PLAIN = st.just("") | WORD
LOCALS = st.text("abcdefgh.+-", min_size=1, max_size=6)
DOMAINS = st.sampled_from(["acme.example", "beta.example", "mail.gamma.example", "delta.example"])
EMAILS = st.builds("{}@{}".format, LOCALS, DOMAINS)
CONTACTS = st.builds(
    Contact,
    emails=st.lists(EMAILS, min_size=1, max_size=2, unique=True).map(tuple),
    name=PLAIN,
    title=PLAIN,
    role=PLAIN,
    phone=PLAIN,
    language=st.sampled_from(["", "zh", "en", "zh-TW"]),
    channel=PLAIN,
    birthday=st.sampled_from(["", "03-02", "1985-03-02", "农历八月十五"]),
    notes=PLAIN,
    gone=st.booleans(),
)


@st.composite
def books(draw: st.DrawFn) -> tuple[Client, ...]:
    clients: dict[str, Client] = {}
    seen: set[str] = set()
    for name in draw(st.lists(WORD.filter(client_key), max_size=4)):
        contacts = []
        for contact in draw(st.lists(CONTACTS, max_size=3)):
            if seen.isdisjoint(contact.emails):
                seen.update(contact.emails)
                contacts.append(contact)
        key = client_key(name)
        clients[key] = Client(
            key,
            name,
            domains=draw(st.lists(DOMAINS, max_size=2, unique=True).map(tuple)),
            contacts=tuple(contacts),
            owner=draw(st.sampled_from(["", "li@agency.example"])),
            tier=draw(st.sampled_from(list(Tier))),
            language=draw(st.sampled_from(["", "zh", "en"])),
            cadence=draw(st.sampled_from([None, timedelta(days=14)])),
            quiet_until=draw(st.sampled_from([None, date(2026, 12, 31)])),
            notes=draw(st.dictionaries(st.sampled_from(["notes", "合同到期", "City"]), WORD, max_size=2).map(
                lambda notes: tuple(sorted(notes.items())))),
        )  # fmt: skip
    return tuple(clients[key] for key in sorted(clients))


def rows(clients: tuple[Client, ...], language: str) -> list[Row]:
    table = list(lines(clients, language))
    return [
        Row(number, dict(zip(table[0], line, strict=True))) for number, line in islice(enumerate(table, 1), 1, None)
    ]


@given(books(), st.sampled_from(["en", "zh-CN"]))
def test_a_book_comes_back_as_it_went_out(clients: tuple[Client, ...], language: str) -> None:
    reading = read_rows(rows(clients, language))

    assert reading.clients == clients
    assert reading.problems == ()


@given(books(), books(), books())
def test_importing_twice_gives_the_same_book(
    stored: tuple[Client, ...], new: tuple[Client, ...], base: tuple[Client, ...]
) -> None:
    for last in ((), base):
        once = merge(stored, new, last)

        assert merge(once, new, new) == once
        assert {client.key for client in stored} <= {client.key for client in once}


def test_a_contacts_note_stays_one_text_however_often_it_is_imported():
    contact = Contact(emails=("anna@acme.example",), notes="prefers mail")
    book = (Client("acme", "Acme", contacts=(contact,)),)

    assert merge(book, book) == book
    assert diff(book, book).changed == ()
