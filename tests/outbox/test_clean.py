"""Foreign text in one line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.clean import clean_line, is_printable_address


@given(st.text(st.characters(), max_size=400))
def test_nothing_harmful_survives(text: str) -> None:
    line = clean_line(text, 80)
    assert len(line) <= 80
    assert line == line.strip()
    assert line.isprintable() or all(unicodedata.category(c) in {"Cf", "Cn", "Co"} for c in line if not c.isprintable())
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cs", "Zl", "Zp"}
    line.encode("utf-8")


def test_what_is_harmless_stays() -> None:
    assert clean_line("预算能否再压 10%？ — “déjà” 👨‍👩‍👧") == "预算能否再压 10%？ — “déjà” 👨‍👩‍👧"


def test_a_cut_is_shown_and_falls_between_words() -> None:
    assert clean_line("the quick brown fox jumps", 22) == "the quick brown fox…"
    assert clean_line("一二三四五六七八九十", 6) == "一二三四五…"


def test_a_megabyte_costs_no_more_than_what_is_shown() -> None:
    assert clean_line("x" * 1_000_000, 10) == "xxxxxxxxx…"


@pytest.mark.parametrize("address", ["li.wei@agency.example", "a+b@x.example"])
def test_an_address_is_one_plain_address(address: str) -> None:
    assert is_printable_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@x.example",
        "a@",
        "a@b@c",
        "a@b>\r\nRCPT TO:<c@d",
        "a b@c.example",
        "a@b.example,c@d.example",
        "王@b.example",
    ],
)
def test_anything_else_is_not(address: str) -> None:
    assert not is_printable_address(address)
