"""When two mails are one."""

from __future__ import annotations

from datetime import UTC, datetime

from dossier.mime import parse
from tests.dossier.letters import got, raw, read


def test_the_copy_in_another_mailbox_has_the_same_key() -> None:
    """The same mail as its sender, a recipient and a list of their colleagues hold it."""
    trace = ("Received: from a by b; Mon, 12 Oct 2026 10:30:00 +0800", "Delivered-To: liu@agency.example", "X-UID: 7")
    for head in ({}, {"message_id": ""}):
        ours, theirs = got(**head), got(*trace, **head)
        assert (ours.key, ours.id, ours.content) == (theirs.key, theirs.id, theirs.content)


def test_the_time_of_receipt_never_enters_a_key() -> None:
    """A date that cannot be read: each mailbox received the mail at another time."""
    for date in ("rubbish", "Mon, 12 Oct 2026 10:11:12 +0800"):
        one = parse(raw(date=date), received_at=datetime(2026, 10, 12, 3, tzinfo=UTC))
        two = parse(raw(date=date), received_at=datetime(2026, 10, 12, 4, tzinfo=UTC))
        assert one is not None
        assert getattr(one, "key", "") == getattr(two, "key", None)


def test_the_same_moment_in_another_zone_is_the_same_key() -> None:
    assert got().key == got(date="Mon, 12 Oct 2026 02:11:12 GMT").key


def test_a_message_id_that_was_given_twice_makes_two_keys() -> None:
    first = got()
    assert first.key != got(date="Mon, 12 Oct 2026 10:11:13 +0800").key
    assert first.key != got(**{"from": "li@client.example"}).key
    assert first.key == got(subject="[Team] Second version", body="list footer").key


def test_without_a_message_id_what_it_says_is_its_identity() -> None:
    first = got(message_id="")
    assert first.id == f"{first.key}@missing.invalid"
    assert "id-missing" in first.flaws
    others = [
        got(message_id="", body="Hullo"),
        got(message_id="", subject="Third"),
        got(message_id="", to="li@client.example"),
        got(message_id="", date="Mon, 12 Oct 2026 10:11:13 +0800"),
    ]
    assert len({first.key, *(other.key for other in others)}) == 5
    assert got(message_id="", body="  Hello \n").key == first.key


def test_brackets_and_blanks_are_no_part_of_an_id() -> None:
    assert got(message_id=" <2@client.example> (added by x)").id == "2@client.example"
    assert got(message_id="2@client.example").id == "2@client.example"
    assert got(message_id="<Ab@Client.example>").id == "Ab@Client.example"
    assert got(message_id="<a\n b@client.example>").id == "ab@client.example"


def test_equal_content_under_two_ids_is_one_message() -> None:
    first = got()
    assert (
        first.content
        == got(message_id="<other@relay.example>", subject="Re: [x] second VERSION", body="Hello\n\n").content
    )
    assert first.content != got(body="Hello there").content
    assert first.content != got(date="Mon, 12 Oct 2026 10:11:13 +0800").content


def test_two_bodies_count_as_one_where_only_their_quotation_differs() -> None:
    assert got(body="Agreed.").content == read(raw(body="Agreed.\n\n> old text")).content
