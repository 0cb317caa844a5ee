"""What two mails have in common, and which language they are in."""

from __future__ import annotations

import pytest

from dossier.reading import language, overlap, topic


def test_an_answer_takes_up_the_words_of_the_ask():
    ask = topic("Could you send the media plan for the Nanjing store opening?")

    assert overlap(ask, topic("The media plan for Nanjing is attached, the store opens on the 12th.")) > 0.6
    assert overlap(ask, topic("Thank you very much for the flowers.")) == 0


def test_so_it_does_in_chinese():
    ask = topic("麻烦发一下南京门店开业的媒介排期")

    assert overlap(ask, topic("南京门店的媒介排期见附件。")) > 0.5
    assert overlap(ask, topic("谢谢，祝周末愉快。")) == 0


def test_file_names_and_numbers_are_terms():
    assert {"plan_v3.pdf", "38.6"} <= topic("Plan_V3.pdf kostet 38.6")


def test_courtesy_is_no_topic():
    assert topic("Hi, thank you very much! 请问您好，谢谢你们了。") == frozenset()


def test_nothing_asked_is_nothing_shared():
    assert overlap(frozenset(), topic("media plan")) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Could you call me?", "en"),
        ("请帮忙确认一下KV的deadline和media budget", "zh"),
        ("The slogan 你好 stays.", "en"),
        ("よろしくお願いします", "ja"),
        ("안녕하세요", "ko"),
        ("Спасибо", "ru"),
        ("2026-11-18", ""),
        ("", ""),
    ],
)
def test_the_script_tells_the_language(text, expected):
    assert language(text) == expected
