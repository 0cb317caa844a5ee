"""Numbers as mail writes them, in digits and in words."""

from __future__ import annotations

_ZH = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "日": 7, "天": 7}
_EN = {
    word: value
    for value, words in {
        1: "a an one",
        2: "two couple",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        14: "fourteen",
        15: "fifteen",
        20: "twenty",
        24: "twenty-four",
        30: "thirty",
        48: "forty-eight",
        72: "seventy-two",
    }.items()
    for word in words.split()
}
EN = "|".join(sorted(map(str, _EN), key=len, reverse=True))
"""English number words, for a pattern."""


def zh(text: str) -> int:
    """Read a Chinese or Arabic number below 100, which a pattern has already recognised; 0 where it is none."""
    if text.isascii():
        return int(text) if text.isdigit() else 0
    tens, ten, ones = text.rpartition("十")
    value = _ZH.get(ones, 0) if ones else 0
    return value if not ten else 10 * (_ZH.get(tens, 1) if tens else 1) + value


def en(text: str) -> int:
    """Read an English or Arabic number, which a pattern has already recognised."""
    return int(text) if text.isdigit() else _EN[text]
