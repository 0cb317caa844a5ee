"""One spelling for many: half-width, lower-case ASCII, simplified characters; every character stays in its place."""

from __future__ import annotations

_TRADITIONAL = "週禮號後內點個時兩節國慶這鐘儘盡馬過聖誕勞動復還給發幾緊實間訂鍾爾約紐倫東臺灣長黃開結"
_SIMPLIFIED = "周礼号后内点个时两节国庆这钟尽尽马过圣诞劳动复还给发几紧实间订钟尔约纽伦东台湾长黄开结"
_TABLE = (
    {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys((0x3000, 0xA0, 0x202F, *range(0x09, 0x0E)), " ")
    | {0x2019: "'"}
)
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_FULL = _TABLE | _LOWER | {0xFF21 + step: chr(ord("a") + step) for step in range(26)}


def fold(text: str) -> str:
    """Return the text folded; it has the same length."""
    return text.translate(_FULL)
