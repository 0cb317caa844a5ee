"""Addresses: the plain ones, the odd ones of RFC 5322, and those made to look like somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.mime import addresses
from dossier.model import Address
from tests.dossier.letters import got


def emails(value: str) -> list[str]:
    return [address.email for address in addresses.read(value)[0]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("wang@client.example", [Address("", "wang@client.example")]),
        ("Wang Lei <Wang@Client.EXAMPLE>", [Address("Wang Lei", "wang@client.example")]),
        ('"Wang, Lei" <w@c.example>, b@c.example', [Address("Wang, Lei", "w@c.example"), Address("", "b@c.example")]),
        ("w@c.example (Wang (the \\) boss) Lei)", [Address("Wang (the ) boss) Lei", "w@c.example")]),
        ('"He said \\"hi\\"" <w@c.example>', [Address('He said "hi"', "w@c.example")]),
        ("=?utf-8?b?546L56OK?= <w@c.example>", [Address("王磊", "w@c.example")]),
        ('"=?utf-8?b?546L56OK?=" <w@c.example>', [Address("王磊", "w@c.example")]),
        ("Team: a@c.example, B <b@c.example>;, c@c.example", [Address("", e) for e in ("a@c.example",)]
         + [Address("B", "b@c.example"), Address("", "c@c.example")]),
        ("undisclosed-recipients:;", []),
        ("undisclosed-recipients:", []),
        ("a@c.example; b@c.example", [Address("", "a@c.example"), Address("", "b@c.example")]),
        ("a@c.example,, ,b@c.example,", [Address("", "a@c.example"), Address("", "b@c.example")]),
        ("'w@c.example' <w@c.example>", [Address("", "w@c.example")]),
        ('"john.doe"@c.example', [Address("", "john.doe@c.example")]),
        ("root@localhost", [Address("", "root@localhost")]),
        ("w@[192.0.2.1]", [Address("", "w@[192.0.2.1]")]),
        ("w@b\u00c3\u00bccher.example", [Address("", "w@bücher.example")]),
    ],
)  # fmt: skip
def test_addresses_are_read(value: str, expected: list[Address]) -> None:
    found, flaws = addresses.read(value)
    assert list(found) == expected
    assert "address-dropped" not in flaws


TRICKS = [
    "alice@client.example)bob@evil.example",
    "alice@client.example(bob@evil.example",
    "(alice@client.example)",
    "<alice@client.example>bob@evil.example",
    "<alice@client.example> <bob@evil.example>",
    "<alice@client.example><bob@evil.example>",
    "<<alice@client.example>>",
    "<alice@client.example",
    "alice@client.example>",
    "alice@client.example@evil.example",
    '"alice@client.example"@evil.example',
    '<"alice@client.example"@evil.example>',
    '<"alice@client.example>"@evil.example>',
    '"alice@client.example" bob@evil.example',
    'alice@client.example" <bob@evil.example',
    '"alice@client.example',
    '"<alice@client.example>',
    '"x\\" <alice@client.example>',
    "alice@client.example\\",
    "\\alice@client.example",
    "alice@client.example bob@evil.example",
    "alice @client.example",
    "alice@ client.example",
    "alice@client. example",
    "al ice@client.example",
    "alice(x)@client.example",
    "alice@client(x).example",
    "alice@client.example.",
    "alice@.client.example",
    "alice@client..example",
    "alice@-client.example",
    "alice@client.example-",
    "@client.example",
    "alice@",
    "<@evil.example:alice@client.example>",
    "alice@client.example:bob@evil.example",
    "alice@client.example[evil.example]",
    "alice@[client.example]",
    "alice@client.example/x",
    "alice@client.example?x",
    "alice@client.example#x",
    "alice@client.example%x",
    "alice@cl\x00ient.example",
    "alice@client.example\x00.evil.example",
    "alice@client.example\x01",
    "alice\x7f@client.example",
    "=?utf-8?q?alice=40client.example?=",
    "=?utf-8?q?alice=40client.example_=3Cbob=40evil.example=3E?=",
    "<=?utf-8?q?alice=40client.example?=>",
    "=?utf-8?q?<alice@client.example>?=",
]
FOLDED = [
    "alice\uff20client.example",
    "alice@client\uff0eexample",
    "alice@client\u3002example",
    "alice@\u212alient.example",
    "alice@client.exampl\u212f",
    "alice@cl\u00adient.example",
    "alice@cli\u200bent.example",
    "alice@\u202eclient.example",
    "\u017flice@client.example",
    "alice@client.example\u2028",
]


@pytest.mark.parametrize("trick", TRICKS + [text.encode().decode("latin-1") for text in FOLDED])
def test_a_trick_is_nobody_and_the_doubt_is_said(trick: str) -> None:
    found, flaws = addresses.read(trick)
    assert "alice@client.example" not in [address.email for address in found]
    assert found == ()
    if not trick.startswith("("):
        assert "address-dropped" in flaws


@pytest.mark.parametrize(
    "trick",
    [
        "alice@client.example <bob@evil.example>",
        '"alice@client.example" <bob@evil.example>',
        "=?utf-8?q?Alice_=3Calice=40client.example=3E?= <bob@evil.example>",
        "(alice@client.example) bob@evil.example",
        "bob@evil.example (alice@client.example)",
        "alice@client.example: bob@evil.example;",
        "<bob@evil.example> (<alice@client.example>)",
        '"a\\"<alice@client.example>" <bob@evil.example>',
    ],
)
def test_a_name_may_say_anything_and_is_only_a_name(trick: str) -> None:
    assert emails(trick) == ["bob@evil.example"]


def test_a_sound_neighbour_of_a_trick_is_kept() -> None:
    assert emails("a@c.example, x@y@z.example, b@c.example") == ["a@c.example", "b@c.example"]


def test_behind_an_open_quote_nothing_is_believed() -> None:
    assert emails('a@c.example, "open, alice@client.example') == ["a@c.example"]


def test_of_several_authors_the_sender_speaks() -> None:
    message = got("Sender: b@client.example", **{"from": "a@client.example, b@client.example"})
    assert message.sender.email == "b@client.example"
    assert "several-senders" in message.flaws


def test_without_a_usable_from_the_sender_is_taken_or_nobody() -> None:
    assert got("Sender: b@client.example", **{"from": "nobody at all"}).sender.email == "b@client.example"
    message = got(**{"from": "MAILER-DAEMON"})
    assert message.sender == Address("MAILER-DAEMON", "")
    assert "sender-missing" in message.flaws


@given(st.text(alphabet='ab@.<>()",:;\\ [\t', max_size=60))
def test_whatever_the_field_each_address_stands_in_it(value: str) -> None:
    for address in addresses.read(value)[0]:
        local, _, domain = address.email.rpartition("@")
        assert local
        assert domain
        assert address.email.count("@") == 1
        assert address.email in value.lower().replace('"', "")
