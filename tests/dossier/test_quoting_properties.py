"""What holds for any text: nothing invented, nothing lost, bounded work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.quoting import split

LINES = st.sampled_from(
    [
        "",
        " ",
        "Hi Ann,",
        "王总，您好！",
        "Could you send the budget by Friday?",
        "请周五前回复。",
        "> old text",
        ">> older",
        "On Nov 20, 2026, at 10:00, Ann Lee <ann@client.example> wrote:",
        "在 2026-11-20 10:00:00，王芳 写道：",
        "wrote:",
        "From: Ann Lee <ann@client.example>",
        "Sent: Friday, November 20, 2026 10:00 AM",
        "To: Bob",
        "Subject: Plan",
        "发件人: 王芳",
        "发送时间: 2026年11月20日 10:00",
        "主题: 报价",
        "-----Original Message-----",
        "________________",
        "--",
        "-Ann",
        "Thanks!",
        "谢谢",
        "Best regards,",
        "祝好！",
        "Bob Li",
        "王芳",
        "Account Director",
        "Tel: 021-5555 6666",
        "Sent from my iPhone",
        "发自我的iPhone",
        "This message is confidential. If you are not the intended recipient, delete it and notify the sender.",
        "2026年11月20日",
        "\u200b",
        "\ufeffHi",
        "11/20/2026 10:00 AM",
        "※ 来源",
        ": quoted on a board",
        "| 发件人 | 王芳 |",
    ]
)
MAILS = st.one_of(st.text(max_size=400), st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=30).map("\n".join))


@given(MAILS)
def test_every_visible_character_goes_to_exactly_one_part(text: str) -> None:
    parts = "".join(split(text))
    assert sorted(visible(parts)) == sorted(visible(text))


def visible(text: str) -> str:
    """Return a text without blank and zero-width characters."""
    return "".join(character for character in text if character.isprintable() and not character.isspace())


@given(MAILS)
def test_the_new_text_is_clean(text: str) -> None:
    new = split(text).new
    assert new == "\n".join(line.rstrip() for line in new.split("\n")).strip("\n")
    assert not set(new) & set("\r\u200b\u200d\ufeff")


@given(
    st.lists(
        st.sampled_from(["We shoot on Monday.", "Is that fine?", "周一拍摄。", "预算是多少？", ""]),
        min_size=1,
        max_size=8,
    )
)
def test_text_without_marks_is_new_text_and_stays_so(lines: list[str]) -> None:
    text = "\n".join(lines).strip("\n")
    assert split(text) == (text, "", "")


BODIES = st.lists(
    st.sampled_from(
        [
            "We shoot on Monday.",
            "Is that fine?",
            "周一拍摄。",
            "预算是多少？",
            "- a point",
            "Thanks for that!",
            "收到，谢谢！",
        ]
    ),
    min_size=1,
    max_size=5,
).map("\n\n".join)
SIGNATURES = st.sampled_from(
    [
        "",
        "Best regards,\nBob Li",
        "祝好！\n李明\n客户经理\n电话：021-55556666",
        "-- \nBob",
        "Sent from my iPhone",
        "发自我的iPhone",
    ]
)
QUOTATIONS = st.sampled_from(
    [
        "",
        "On Nov 20, 2026, at 10:00, Ann Lee wrote:\n> Shall we?\n> Ann",
        "发件人: 王芳\n发送时间: 2026年11月20日 10:00\n收件人: 李明\n主题: 报价\n\n请报价。\n祝好\n王芳",
    ]
)


@given(BODIES, SIGNATURES, QUOTATIONS)
def test_an_answer_is_told_apart_and_a_second_look_changes_nothing(body: str, signature: str, quotation: str) -> None:
    got = split(f"{body}\n\n{signature}\n\n{quotation}")
    assert got == (body, quotation, signature.replace("-- ", "--"))
    assert split(got.new) == (got.new, "", "")


@given(st.lists(LINES, max_size=12))
def test_a_second_look_adds_nothing(lines: list[str]) -> None:
    new = split("\n".join(lines)).new
    assert len(split(new).new) <= len(new)


@pytest.mark.parametrize(
    "unit",
    [
        "On ",
        "On Nov 20, 2026 ",
        "On Nov 20, 2026 Ann wrote:\n",
        "> > > ",
        "> x\n",
        "From: a@client.example\n",
        "To: Ann\n",
        "Date: 1\nTo: b@c.example\n",
        "Ann Lee 11/20/2026 10:00 AM\nTo: x\n",
        "--\n",
        "_____\n",
        "-----Original Message-----\n> x\n",
        "Regards\n",
        "Thanks\n",
        "Bob Li\n",
        "Tel: 5555 555 555\n",
        "1",
        "1 ",
        "<",
        "a@",
        ":\n",
        "\n",
        " ",
        "x",
        "Sent from my iPhone\n",
        "confidential privileged recipient disclosure\n\n",
        "在",
        "写道：\n",
        "hello On Mon, 20 Nov wrote:\n> x\n",
        "> " + "x" * 80 + "\nfoo\n",
        "| a | b |\n",
        "http://",
        "From: x,\n x,\n",
        "【",
        "王芳\n",
        "电话：\n",
    ],
)
def test_work_grows_with_the_length_and_no_faster(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (8_000, 32_000))
    assert work(lambda: split(large)) <= 6 * work(lambda: split(small)) + 2_000


def work(run: Callable[[], object]) -> int:
    """Return how many calls, of Python and of C, a run makes."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


def test_one_line_of_a_megabyte_is_just_a_line() -> None:
    text = "On Nov 20, 2026 " * 65_536
    assert split(text).new == text.rstrip()
    assert split(f"> {text}\n\nYes.").new == "Yes."


def test_newlines_and_invisible_characters_are_normalised() -> None:
    assert split("\ufeffHi\u200b Bob \r\n\r\n\r\nYes\t\r\n").new == "Hi Bob\n\n\nYes"
    assert split("one\rtwo\u2028three").new == "one\ntwo\nthree"
    assert split("  indented\n").new == "  indented"


@pytest.mark.corpus
@pytest.mark.parametrize(
    "folder", ["enron_sent/maildir/dean-c/inbox", "list_grase/eml/2012-05", "zh_ccert/data/normal"]
)
def test_real_mail_loses_nothing(corpora: Path, folder: str) -> None:
    paths = [path for path in sorted((corpora / folder).glob("*"))[:200] if path.is_file()]
    assert paths, os.fspath(corpora / folder)
    for path in paths:
        text = path.read_bytes().decode("gb18030", "replace")
        assert sorted(visible("".join(split(text)))) == sorted(visible(text)), path.name


@pytest.mark.corpus
def test_every_translation_of_a_reply_header_is_known(corpora: Path) -> None:
    benchmark = pytest.importorskip("benchmarks.quoting")
    cases = [case for case in benchmark.thunderbird(corpora) if not case.rejected]
    met = sum(benchmark.met(case) for case in cases)
    assert met >= 0.98 * len(cases)


@pytest.mark.corpus
@pytest.mark.parametrize("collect", ["listed", "talon_replies", "talon_signatures", "quotequail"])
def test_other_projects_expectations_are_met(corpora: Path, collect: str) -> None:
    benchmark = pytest.importorskip("benchmarks.quoting")
    cases = [case for case in getattr(benchmark, collect)(corpora) if not case.rejected]
    assert cases
    assert [case.name for case in cases if not benchmark.met(case)] == []
