"""Subjects and what is put before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.subject import base_subject, is_reply


@pytest.mark.parametrize(
    "subject",
    [
        "Budget",
        "Re: Budget",
        "RE: re:Re : Budget",
        "Fwd: Re: Budget",
        "FW: Budget",
        "AW: Budget",
        "WG: AW: Budget",
        "SV: Budget",
        "回复：Budget",
        "回复: 答复: Budget",
        "转发：回复：Budget",
        "答覆: Budget",
        "轉寄: Budget",
        "Re[2]: Budget",
        "RE(3): Budget",
        "Re^2: Budget",
        "[client] Re: Budget",
        "Re: [client] Budget",
        "TR: Budget",
        "RV: Budget",
        "R: Budget",
        "I: Budget",
        "Odp: Budget",
        "YNT: Budget",
        "VS: Budget",
        "Vá: Budget",
        "Antw: Budget",
        "Ответ".replace("Ответ", "Отв") + ": Budget",
        "返信: Budget",
        "회신: Budget",
        "Budget (fwd)",
        "  Re:\tBudget ",
        "Re: Fwd: [a] [b] Budget",
        "Re:\u3000Budget",
    ],
)
def test_prefixes_tags_and_counters_are_taken_off(subject: str) -> None:
    assert base_subject(subject) == "Budget"


@pytest.mark.parametrize(
    "subject",
    [
        "Report: Budget",
        "Q3: Budget",
        "Reg: x",
        "[done]",
        "10:30 call",
        "项目：预算",
        "【重要】预算",
        ": x",
        "",
        "Re",
        "Tre: x",
        "https://x.example",
    ],
)
def test_other_words_before_a_colon_stay(subject: str) -> None:
    assert base_subject(subject) == subject


def test_a_subject_of_prefixes_only_is_empty() -> None:
    assert base_subject("Re: Fwd:") == ""


@pytest.mark.parametrize("subject", ["Re: x", "回复：x", "答复: x", "AW: x", "[t] Re: x", "Re: Fwd: x", "RE[4]: x"])
def test_an_answer_says_so(subject: str) -> None:
    assert is_reply(subject)


@pytest.mark.parametrize("subject", ["x", "Fwd: x", "Fwd: Re: x", "转发：x", "Report: x", "", "re x"])
def test_a_forward_or_a_new_subject_is_no_answer(subject: str) -> None:
    assert not is_reply(subject)


@given(st.text(max_size=80), st.sampled_from(["Re: ", "Fwd: ", "回复：", "AW: ", "[list] Re: "]))
def test_one_more_prefix_changes_nothing(subject: str, prefix: str) -> None:
    base = base_subject(subject)
    assert base_subject(base) == base
    if base and not base.startswith("["):
        assert base_subject(prefix + base) == base


def test_a_subject_of_ten_thousand_prefixes_ends() -> None:
    assert len(base_subject("Re: " * 10_000)) > 1000
