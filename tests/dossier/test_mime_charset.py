"""Bytes whose charset is said, said wrongly, or not said at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.mime import charset
from dossier.mime.labels import codec

LETTERS = {
    "gb18030": "王经理您好，报价单已经收到，我们会在周五前确认第二版的时间和价格，谢谢！",
    "big5hkscs": "王經理您好，報價單已經收到，我們會在週五前確認第二版的時間和價格，謝謝！",
    "cp932": "お世話になっております。見積書を受け取りました。金曜日までに確認いたします。",
    "euc_jp": "お世話になっております。見積書を受け取りました。金曜日までに確認いたします。",
    "cp949": "안녕하세요, 견적서를 잘 받았습니다. 금요일까지 확인하고 연락 드리겠습니다.",
    "cp1251": "Добрый день, мы получили ваше предложение и ответим до пятницы.",
    "koi8-r": "Добрый день, мы получили ваше предложение и ответим до пятницы.",
    "cp1252": "Très chère équipe, nous avons bien reçu le devis à vérifier; Grüße aus Köln – “à bientôt”",
    "cp1253": "Καλημέρα σας, λάβαμε την προσφορά και θα απαντήσουμε έως την Παρασκευή.",
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_without_a_charset_is_guessed(name: str) -> None:
    text, guessed = charset.decode(LETTERS[name].encode(name))
    assert text == LETTERS[name]
    assert guessed


@pytest.mark.parametrize(
    "label", ["us-ascii", "iso-8859-1", "windows-1252", "utf-8", "x-unknown", "8bit", '"gb2312"', "GBK"]
)
def test_gbk_is_read_whatever_it_is_called(label: str) -> None:
    assert charset.decode(LETTERS["gb18030"].encode("gbk"), label)[0] == LETTERS["gb18030"]


@pytest.mark.parametrize("label", ["gb2312", "iso-8859-1", "big5", ""])
def test_utf8_is_read_whatever_it_is_called(label: str) -> None:
    assert charset.decode(LETTERS["gb18030"].encode(), label)[0] == LETTERS["gb18030"]


def test_what_its_own_label_explains_is_not_guessed() -> None:
    for name, label in (
        ("gb18030", "gb2312"),
        ("cp932", "Shift_JIS"),
        ("cp949", "ks_c_5601-1987"),
        ("koi8-r", "KOI8-R"),
    ):
        assert charset.decode(LETTERS[name].encode(name), label) == (LETTERS[name], False)


def test_a_rare_surname_is_believed_to_its_label() -> None:
    assert charset.decode("王喆".encode("gbk"), "gb2312") == ("王喆", False)


def test_western_text_is_what_windows_writes() -> None:
    assert charset.decode(b"\x93caf\xe9\x94 \x80 5", "iso-8859-1") == ("“café” € 5", False)


def test_japanese_by_escape_sequences_is_read_with_and_without_its_label() -> None:
    data = "金曜日までに確認".encode("iso-2022-jp")
    assert charset.decode(data, "iso-2022-jp") == ("金曜日までに確認", False)
    assert charset.decode(data) == ("金曜日までに確認", True)


def test_one_broken_byte_does_not_make_utf8_something_else() -> None:
    data = LETTERS["gb18030"].encode() * 3 + b"\xe5\xbc"
    text, _ = charset.decode(data, "utf-8")
    assert text.startswith(LETTERS["gb18030"])
    assert text.endswith("\ufffd")


@pytest.mark.parametrize(
    "label", ["utf-7", "zlib", "rot13", "punycode", "idna", "unicode_escape", "base64", "hex", "mbcs", "a" * 9999]
)
def test_no_label_reaches_a_codec_that_is_no_charset(label: str) -> None:
    assert codec(label) == ""
    assert charset.decode(b"+ADw-b+AD4-", label) == ("+ADw-b+AD4-", True)


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "gb2312", "utf-8", "big5", "iso-2022-jp", "iso-2022-kr", "hz", "utf-16", "ascii", "?"]),
)
def test_any_bytes_become_text(data: bytes, label: str) -> None:
    text, _ = charset.decode(data, label, label)
    assert isinstance(text, str)
