"""Of mail that is nothing to us only the envelope is taken; everything else about it is what reading it would say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossier.mime import parse, text
from dossier.model import Address, Message, MessageKind

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def letter(body: str = "See you there.", **more: str) -> bytes:
    fields = {
        "From": "Ann <ann@shop.example>",
        "To": "li@agency.example",
        "Cc": "bo@shop.example",
        "Date": "Mon, 2 Mar 2026 10:00:00 +0800",
        "Message-ID": "<1@shop.example>",
        "Subject": "Lunch",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return ("".join(f"{name}: {value}\n" for name, value in fields.items() if value) + "\n" + body).encode()


def envelope(raw: bytes) -> Message:
    message = parse(raw, received_at=NOW, concerns=lambda _: False)
    assert isinstance(message, Message)
    return message


def whole(raw: bytes) -> Message:
    message = parse(raw, received_at=NOW)
    assert isinstance(message, Message)
    return message


def bare(message: Message) -> Message:
    return replace(message, text="", signature="", quoted="", content="", flaws=())


def test_the_text_of_what_concerns_nobody_stays_undecoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(text, "read")
    found = envelope(letter())
    assert (found.text, found.signature, found.quoted) == ("", "", "")


def test_who_is_asked_about_are_sender_and_recipients() -> None:
    asked: list[str] = []

    def concerns(people: Iterable[Address]) -> bool:
        asked.extend(person.email for person in people)
        return True

    assert parse(letter(), received_at=NOW, concerns=concerns) == whole(letter())
    assert asked == ["ann@shop.example", "li@agency.example", "bo@shop.example"]


def test_two_mails_of_one_sender_and_second_are_told_apart_by_their_bytes() -> None:
    one, copy = envelope(letter()), envelope(letter(Message_ID="<2@shop.example>"))
    other = envelope(letter("Bring the poster.", Message_ID="<3@shop.example>"))
    assert one.content == copy.content != other.content


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (letter("I am away.", Auto_Submitted="auto-replied"), MessageKind.ABSENCE),
        (
            letter("<bo@shop.example>: 550 5.1.1 User unknown", From="MAILER-DAEMON@shop.example", Return_Path="<>"),
            MessageKind.BOUNCE,
        ),
    ],
)
def test_notices_are_read_whoever_they_went_to(raw: bytes, kind: MessageKind) -> None:
    """Whom a notice is about stands in it, not in its envelope."""
    assert envelope(raw) == whole(raw)
    assert envelope(raw).kind is kind


def test_what_has_no_id_gets_the_same_one() -> None:
    raw = letter(Message_ID="")
    assert (envelope(raw).key, envelope(raw).id) == (whole(raw).key, whole(raw).id)


def test_a_doubt_about_who_speaks_is_settled_by_the_text() -> None:
    """An answer to an invitation may have nothing but a subject; a letter may begin with the same word."""
    for body in ("", "I accept, and have a question."):
        raw = letter(body, Subject="Accepted: Kick-off")
        assert envelope(raw).kind is whole(raw).kind


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["csdmc2010", "zh_ccert", "bounces_sisimai", "mime_mikel", "talon_mail"])
def test_the_envelopes_of_real_mail_are_those_of_reading_it(corpora: Path, name: str) -> None:
    files = [path for path in sorted((corpora / name).rglob("*")) if path.is_file()][:1500:3]
    assert len(files) > 10
    for path in files:
        raw = path.read_bytes()
        read, taken = parse(raw, received_at=NOW), parse(raw, received_at=NOW, concerns=lambda _: False)
        if isinstance(read, Message) and isinstance(taken, Message):
            assert bare(read) == bare(taken), path
        else:
            assert read == taken, path
