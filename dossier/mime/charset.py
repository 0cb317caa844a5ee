"""Bytes to text, whatever their label says.

Labels are wrong often enough that they are advice: GBK is sent as `gb2312`, as `iso-8859-1` and as nothing at all.
UTF-8 that decodes strictly is believed before every label; after that a label is believed unless its own codec
disagrees; what is left is guessed by how common the characters are that each codec would give.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dossier.mime import frequent

SAMPLE = 1024
"""Bytes that a guess looks at."""

_FAMILIES = {
    "gb18030": "gb2312 gbk gb18030 cp936 936 ms936 windows-936 x-gbk gb-2312-80 gb2312-80 csgb2312 chinese euc-cn "
    "euccn x-euc-cn gb2312-1980 gb-2312 hgb gb csiso58gb231280 cn-gb gb18030-2000",
    "big5hkscs": "big5 big5-hkscs big5hkscs x-big5 cn-big5 csbig5 cp950 950 windows-950 ms950 chinesebig5 big-5 x-x-big5",
    "cp932": "shift-jis shiftjis sjis x-sjis ms-kanji csshiftjis windows-31j cswindows31j cp932 ms932 s-jis",
    "euc_jp": "euc-jp eucjp x-euc-jp ujis",
    "cp949": "euc-kr euckr ks-c-5601-1987 ks-c-5601-1989 ks-c-5601 ksc5601 ksc-5601 cp949 ms949 windows-949 korean uhc "
    "cseuckr csksc56011987 x-windows-949",
    "iso2022_jp_ext": "iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-ms csiso2022jp cp50220 cp50221",
    "iso2022_kr": "iso-2022-kr csiso2022kr",
    "hz": "hz hz-gb-2312 hzgb",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 utf-8-sig unicode cp65001 65001 x-utf-8",
    "cp1252": "us-ascii ascii ansi-x3.4-1968 ansi-x3.4-1986 iso646-us iso-8859-1 iso8859-1 latin1 latin-1 l1 iso-latin-1 "
    "windows-1252 cp1252 1252 x-cp1252 ansi-1252 iso-ir-100 csisolatin1 iso-8859-8859-1 8859-1 iso88591 cp-1252",
    "utf-16": "utf-16 utf16",
    "utf-16-le": "utf-16le utf-16-le",
    "utf-16-be": "utf-16be utf-16-be",
    "koi8-r": "koi8-r koi8r koi8 cskoi8r",
    "koi8-u": "koi8-u",
    "cp874": "tis-620 tis620 windows-874 cp874 iso-8859-11",
    "mac-roman": "macintosh mac x-mac-roman macroman",
    "iso8859-15": "latin9 latin-9 iso-8859-15 iso8859-15",
    "cp866": "cp866 ibm866",
    "cp437": "cp437 ibm437",
    "cp850": "cp850 ibm850",
    "cp1254": "iso-8859-9 iso8859-9 latin5",
    "cp1255": "iso-8859-8-i iso-8859-8-e",
}
_CODECS = {label: codec for codec, labels in _FAMILIES.items() for label in labels.split()}
for _part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 16):
    _CODECS |= {f"iso-8859-{_part}": f"iso8859-{_part}", f"iso8859-{_part}": f"iso8859-{_part}"}
for _page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258):
    _CODECS |= {f"windows-{_page}": f"cp{_page}", f"cp{_page}": f"cp{_page}", f"x-cp{_page}": f"cp{_page}"}

_STATEFUL = frozenset(["iso2022_jp_ext", "iso2022_kr", "hz", "utf-16", "utf-16-le", "utf-16-be"])
CERTAIN = 0.5
"""The share from which a first guess needs no comparison."""

_ASIAN = ("gb18030", "big5hkscs", "cp932", "cp949", "euc_jp")
_SINGLE = ("cp1252", "cp1251", "koi8-r", "cp1250", "cp1253")
_HIGH = re.compile(rb"[\x80-\xff]")
_EIGHT_BIT = bytes(range(128, 256))


@lru_cache(maxsize=256)
def codec(label: str) -> str:
    """Return our codec for a charset label, or an empty string: an allow-list, so that no label reaches `zlib` or `utf-7`."""
    clean = label.strip(" \t\"'").lower().replace("_", "-").partition("*")[0]
    return _CODECS.get(clean) or _CODECS.get(clean.removeprefix("x-").removeprefix("charset=")) or ""


def decode(data: bytes, label: str = "", hint: str = "") -> tuple[str, bool]:
    """Return the text of `data`, and whether the charset had to be guessed.

    `label` is what the mail says of these bytes, `hint` what it says of other bytes beside them. Never raises;
    what fits nothing becomes U+FFFD.
    """
    named = codec(label)
    if named in _STATEFUL:
        return data.decode(named, "replace"), False
    if data.isascii():
        if b"\x1b$" in data:
            return data.decode("iso2022_kr" if b"\x1b$)C" in data else "iso2022_jp_ext", "replace"), True
        return data.decode("ascii"), bool(label) and not named
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if named == "utf-8" or not _by_accident(data, text):
            return text.removeprefix("\ufeff"), named not in ("utf-8", "")
        return data.decode("gb18030"), named != "gb18030"
    if named and named not in ("cp1252", "utf-8"):
        try:
            text = data.decode(named)
        except UnicodeDecodeError:
            pass
        else:
            if named not in _ASIAN or _plausible(text, named):
                return text, False
    return _guessed(data, named, codec(hint))


def _by_accident(data: bytes, text: str) -> bool:
    """Tell whether a few bytes are UTF-8 by chance: 通知 in GBK is also `֪ͨ` in UTF-8."""
    if len(data) > 400 or len(_HIGH.findall(data)) > 24 or any(char > "\u07ff" for char in text):
        return False
    try:
        return frequent.share(data.decode("gb18030"), "gb18030") >= 0.5 and frequent.share(text, "cp1252") < 0.5
    except UnicodeDecodeError:
        return False


def _plausible(text: str, named: str) -> bool:
    """Tell whether text decoded by its own label reads like the language of that label."""
    sample = text[: SAMPLE // 2]
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
