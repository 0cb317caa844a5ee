"""Bytes to text, whatever their label says.

Labels are wrong often enough that they are advice: GBK is sent as `gb2312`, as `iso-8859-1` and as nothing at all.
UTF-8 that decodes strictly is believed before every label; after that a label is believed unless its own codec
disagrees; what is left is guessed by how common the characters are that each codec would give.
"""

from __future__ import annotations

import re

from dossier.mime import frequent
from dossier.mime.labels import codec

SAMPLE = 1024
"""Bytes that a guess looks at."""

_STATEFUL = frozenset(["iso2022_jp_ext", "iso2022_kr", "hz", "utf-16", "utf-16-le", "utf-16-be"])
CERTAIN = 0.5
"""The share from which a first guess needs no comparison."""

_ASIAN = ("gb18030", "big5hkscs", "cp932", "cp949", "euc_jp")
_SINGLE = ("cp1252", "cp1251", "koi8-r", "cp1250", "cp1253")
_HIGH = re.compile(rb"[\x80-\xff]")
_EIGHT_BIT = bytes(range(128, 256))


def decode(data: bytes, label: str = "", hint: str = "") -> tuple[str, bool]:
    """Return the text of `data`, and whether the charset had to be guessed.

    `label` is what the mail says of these bytes, `hint` what it says of other bytes beside them. Never raises;
    what fits nothing becomes U+FFFD.
    """
    named = codec(label)
    if named in _STATEFUL:
        return data.decode(named, "replace"), False
    if data.isascii():
        return _seven_bit(data, known=bool(named) or not label)
    text = _strict(data, "utf-8")
    if text is not None:
        if named == "utf-8" or not _by_accident(data, text):
            return text.removeprefix("\ufeff"), named not in ("utf-8", "")
        return data.decode("gb18030"), named != "gb18030"
    if named not in ("", "cp1252", "utf-8"):
        text = _strict(data, named)
        if text is not None and (named not in _ASIAN or _plausible(text, named)):
            return text, False
    return _guessed(data, named, codec(hint))


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _seven_bit(data: bytes, *, known: bool) -> tuple[str, bool]:
    """Decode ASCII, or the encodings that switch character sets by escape sequences (RFC 1468, RFC 1557)."""
    if b"\x1b$" in data:
        return data.decode("iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext", "replace"), True
    return data.decode("ascii"), not known


def _by_accident(data: bytes, text: str) -> bool:
    """Tell whether a few bytes are UTF-8 by chance: 通知 in GBK is also `֪ͨ` in UTF-8."""
    if len(data) > 400 or len(_HIGH.findall(data)) > 24 or any(char > "\u07ff" for char in text):
        return False
    other = _strict(data, "gb18030")
    return other is not None and frequent.share(other, "gb18030") >= 0.5 and frequent.share(text, "cp1252") < 0.5


def _plausible(text: str, named: str) -> bool:
    """Tell whether text decoded by its own label reads like the language of that label."""
    sample = text[: SAMPLE // 4]
    return frequent.share(sample, named) >= frequent.PLAUSIBLE or frequent.few(sample)


def _guessed(data: bytes, named: str, hint: str) -> tuple[str, bool]:
    """Decode by the codec that makes the most sense; one or two broken bytes do not make a label wrong."""
    if named == "utf-8":
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 20 <= len(data) - len(data.translate(None, _EIGHT_BIT)):
            return text, False
    best = guess(data, named, hint)
    text = data.decode(best, "replace")
    if best == "cp1252" and "\ufffd" in text:
        text = data.decode("latin-1")
    return text, best != named


def guess(data: bytes, named: str = "", hint: str = "") -> str:
    """Return the codec under which these 8-bit bytes hold the most common characters of a language.

    The label's own codec and the neighbours' win what is nearly even.
    """
    first = _HIGH.search(data)
    start = max(0, first.start() - 64) if first else 0
    sample = data[start : start + SAMPLE]
    best, best_score = named or hint or "gb18030", -1.0
    for candidate in dict.fromkeys(first for first in (named, hint, *_ASIAN, *_SINGLE) if first in frequent.KNOWN):
        score = frequent.share(sample.decode(candidate, "replace"), candidate)
        score += 0.15 * (candidate == named) + 0.15 * (candidate == hint)
        if score > best_score:
            best, best_score = candidate, score
        if score > CERTAIN and candidate == "gb18030":
            break
    return best
