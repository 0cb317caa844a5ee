"""Charset labels as mail spells them, and the codec that is meant.

An allow-list: no label reaches `zlib`, `punycode` or `utf-7`. Labels mean what their senders mean by them: `gb2312` is
GBK, `iso-8859-1` is what Windows writes.
"""

from __future__ import annotations

from functools import lru_cache

_FAMILIES = {
    "gb18030": (
        "gb2312 gbk gb18030 cp936 936 ms936 windows-936 x-gbk gb-2312-80 gb2312-80 csgb2312 chinese "
        "euc-cn euccn x-euc-cn gb2312-1980 gb-2312 hgb gb csiso58gb231280 cn-gb gb18030-2000"
    ),
    "big5hkscs": (
        "big5 big5-hkscs big5hkscs x-big5 cn-big5 csbig5 cp950 950 windows-950 ms950 chinesebig5 big-5 x-x-big5"
    ),
    "cp932": ("shift-jis shiftjis sjis x-sjis ms-kanji csshiftjis windows-31j cswindows31j cp932 ms932 s-jis"),
    "euc_jp": "euc-jp eucjp x-euc-jp ujis",
    "cp949": (
        "euc-kr euckr ks-c-5601-1987 ks-c-5601-1989 ks-c-5601 ksc5601 ksc-5601 cp949 ms949 "
        "windows-949 korean uhc cseuckr csksc56011987 x-windows-949"
    ),
    "iso2022_jp_ext": (
        "iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-ms csiso2022jp cp50220 cp50221"
    ),
    "iso2022_kr": "iso-2022-kr csiso2022kr",
    "hz": "hz hz-gb-2312 hzgb",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 utf-8-sig unicode cp65001 65001 x-utf-8",
    "cp1252": (
        "us-ascii ascii ansi-x3.4-1968 ansi-x3.4-1986 iso646-us iso-8859-1 iso8859-1 latin1 latin-1 "
        "l1 iso-latin-1 windows-1252 cp1252 1252 x-cp1252 ansi-1252 iso-ir-100 csisolatin1 "
        "iso-8859-8859-1 8859-1 iso88591 cp-1252"
    ),
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


@lru_cache(maxsize=256)
def codec(label: str) -> str:
    """Return our codec for a charset label, or an empty string where it is unknown."""
    clean = label.strip(" \t\"'").lower().replace("_", "-").partition("*")[0]
    return _CODECS.get(clean) or _CODECS.get(clean.removeprefix("x-").removeprefix("charset=")) or ""
