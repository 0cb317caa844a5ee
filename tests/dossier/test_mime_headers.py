"""Header blocks as real mailers write them, and as somebody who means harm does."""

from __future__ import annotations

import unicodedata

import pytest

from dossier.mime import parse
from dossier.mime.words import clean_header
from dossier.model import Address, MessageKind, Unreadable
from tests.dossier.letters import HEAD, got, raw, read


def test_a_folded_field_is_one_line() -> None:
    assert got(subject="Budget\n  for\n\tNovember").subject == "Budget for November"


def test_a_character_cut_in_two_by_its_encoded_words_is_whole_again() -> None:
    """张 is E5 BC A0; the mailer broke its line after E5 BC."""
    assert got(subject="=?utf-8?q?=E5=BC?= =?utf-8?q?=A0=E4=B8=89?=").subject == "张三"
    assert got(subject="=?gb2312?B?1cXI?=\n =?gb2312?B?/bXE?=").subject == "张三的"


def test_a_word_that_is_never_closed_is_read_as_far_as_it_goes() -> None:
    assert got(subject="=?gb2312?B?1cXI/bXEsaj").subject == "张三的报"


def test_base64_cut_between_its_groups_is_joined() -> None:
    assert got(subject="=?utf-8?b?5byg5L?= =?utf-8?b?iJ?=").subject == "张三"


def test_words_of_different_charsets_stand_behind_each_other() -> None:
    assert got(subject="=?utf-8?q?caf=C3=A9?= =?iso-8859-1?q?_ol=E9?= end").subject == "café olé end"


def test_characters_outside_gb2312_survive_its_label() -> None:
    """王喆 is GBK; its sender says gb2312."""
    assert got(subject="=?gb2312?B?zfWGtA==?=").subject == "王喆"


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_raw_bytes_in_a_subject_are_read(codec: str) -> None:
    source = raw(body="正文".encode(codec)).replace(b"Second version", "关于报价的通知".encode(codec))
    message = read(source)
    assert message.subject == "关于报价的通知"
    assert "header-8bit" in message.flaws


def test_two_characters_of_gbk_are_not_taken_for_utf8() -> None:
    """通知 is CD A8 D6 AA: also two letters in UTF-8."""
    assert read(raw().replace(b"Second version", "通知".encode("gbk"))).subject == "通知"


def test_a_name_without_its_charset_is_read_like_the_body() -> None:
    source = raw("Content-Type: text/plain; charset=gbk", body="你好".encode("gbk"))
    assert read(source.replace(b"Wang Lei", "王磊".encode("gbk"))).sender == Address("王磊", "wang@client.example")


@pytest.mark.parametrize(
    "nasty",
    [
        "=?utf-8?q?Hello=0D=0ABcc:_victim@client.example?=",
        "=?utf-8?b?SGVsbG8KQmNjOiB2aWN0aW1AY2xpZW50LmV4YW1wbGU=?=",
        "Hello\x0b\x0c\x00\x1b\x7fworld",
        "=?utf-8?q?Hello=E2=80=A8world=E2=80=A9end?=",
        "=?utf-8?q?invoice=E2=80=AEfdp.exe?=",
        "=?utf-8?q?a=C2=85b=E2=81=A6c=EF=BB=BF?=",
        "=?utf-7?q?+AAoACg-x?=",
    ],
)
def test_a_decoded_header_is_one_printable_line(nasty: str) -> None:
    message = got("X-Other: 1", subject=nasty, **{"from": f"{nasty.replace(',', '')} <wang@client.example>"})
    for text in (message.subject, message.sender.name):
        assert len(text.splitlines()) <= 1
        assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs")]


def test_cleaning_cuts_and_collapses() -> None:
    assert clean_header("  a \t b\u3000c\n", 100) == "a b c"
    assert clean_header("abc " * 100, 7) == "abc abc"
    assert clean_header("\ud800a\u202eb", 9) == "ab"


def test_a_lone_carriage_return_makes_no_header() -> None:
    message = got(subject="Hi\rCc: victim@client.example")
    assert message.cc == ()
    assert message.subject == "Hi Cc: victim@client.example"


def test_a_line_without_a_colon_is_stepped_over_when_fields_follow() -> None:
    assert got("this is no field", "Cc: x@client.example").cc == (Address("", "x@client.example"),)


def test_a_body_that_begins_without_an_empty_line_is_the_body() -> None:
    source = (HEAD + "Dear Chen,\nlist-id: is what we need\n\nWang").encode()
    message = read(source)
    assert message.text.startswith("Dear Chen,")
    assert message.kind is MessageKind.PERSON


def test_the_line_of_a_mail_folder_and_line_ends_of_all_kinds_are_read() -> None:
    source = b"From wang@client.example Mon Oct 12 10:11:12 2026\n" + raw(body="One\nTwo")
    for variant in (source, source.replace(b"\n", b"\r\n"), source.replace(b"\n", b"\r"), b"\r\n\r\n" + source):
        message = read(variant)
        assert (message.id, message.text) == ("1@client.example", "One\nTwo")


def test_of_two_subjects_the_first_counts_and_recipients_add_up() -> None:
    message = got("Subject: other", "To: b@agency.example", "SUBJECT : third")
    assert message.subject == "Second version"
    assert [address.email for address in message.to] == ["chen@agency.example", "b@agency.example"]


def test_what_is_cut_never_makes_up_an_address() -> None:
    """The cut falls inside somebody's address: a shorter one would be somebody else's."""
    for shift in range(0, 60, 7):
        people = ", ".join(f"Somebody of theirs, {number} <p{number}@client.example.com>" for number in range(1000))
        message = got(to="x" * shift + ", " + people.replace("theirs,", "theirs"))
        assert {address.email.partition("@")[2] for address in message.to} == {"client.example.com"}
        assert "header-truncated" in message.flaws
        bare = got(
            to="x" * shift + "," + ",".join(f"p{number}@{'long.' * 9}client.example.com" for number in range(1000))
        )
        assert {address.email.rpartition(".")[2] for address in bare.to} == {"com"}


def test_what_follows_a_megabyte_of_recipients_is_still_read() -> None:
    head = HEAD.replace(
        "Chen Jie <chen@agency.example>", ", ".join(f"p{number}@client.example" for number in range(60_000))
    )
    message = read((head + "\n").encode())
    assert message.id == "1@client.example"
    assert message.sent_at.year == 2026
    assert len(message.to) == 500


@pytest.mark.parametrize(
    "junk",
    [b"", b"\n", b"\0" * 99, b"\x89PNG\r\n\x1a\n", b"just words", b"<message>\nFrom: a@b.example\n", b"X-A: 1\n\nb"],
)
def test_what_has_no_header_of_a_mail_is_refused(junk: bytes) -> None:
    assert parse(junk) == Unreadable("not-mail", len(junk))


def test_references_are_read_with_or_without_brackets_and_commas() -> None:
    assert got("References: <a@x.example>\n <b@x.example>", "In-Reply-To: <b@x.example>").references == (
        "a@x.example",
        "b@x.example",
    )
    assert got("References: a@x.example, b@x.example").references == ("a@x.example", "b@x.example")
    assert got("In-Reply-To: Your message of Monday <a@x.example>").references == ("a@x.example",)
    assert got("In-Reply-To: Your message of Monday to wang@client.example").references == ()


def test_the_parent_stands_last_and_a_mail_never_answers_itself() -> None:
    message = got("References: <p@x.example> <q@x.example> <1@client.example>", "In-Reply-To: <p@x.example>")
    assert message.references == ("q@x.example", "p@x.example")


def test_of_very_many_references_the_first_and_the_latest_are_kept() -> None:
    message = got("References: " + " ".join(f"<{number}@x.example>" for number in range(5000)))
    assert len(message.references) == 20
    assert (message.references[0], message.references[-1]) == ("0@x.example", "4999@x.example")
