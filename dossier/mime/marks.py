"""What HTML elements of known mail programs mean: here a quote begins, here a signature, this is not shown.

The names are those that the programs write: Gmail, Outlook (desktop, web, mobile), Apple Mail, Thunderbird, Yahoo,
Zimbra, Proton, and of the Chinese ones QQ and WeCom mail, Foxmail, NetEase 163, 139, Alimail/DingTalk, Lark.
"""

from __future__ import annotations

import re
from enum import Enum

from dossier.programs import WORDS


class Mark(Enum):
    """What an element does to the text in it; `QUOTED_ON` quotes everything to the end of the mail."""

    QUOTED = 1
    QUOTED_ON = 2
    SIGNATURE = 3
    HIDDEN = 4


_NAMES = (
    dict.fromkeys(WORDS["html"]["quoted_on"], Mark.QUOTED_ON)
    | dict.fromkeys(WORDS["html"]["quoted"], Mark.QUOTED)
    | dict.fromkeys(WORDS["html"]["signature"], Mark.SIGNATURE)
)
_PREFIXES = tuple(WORDS["html"]["quoted_prefixes"])
_NAMED = re.compile(
    r"""\b(?:id|class)\s{0,4}=\s{0,4}(?:"([^"]{0,300})|'([^']{0,300})|([^\s"'>]{1,300}))""", re.IGNORECASE
)
_HIDING = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all"
    r"|font-size\s{0,3}:\s{0,3}0(?:px|pt|em)?\s{0,3}(?:[;\"'!]|$)|max-height\s{0,3}:\s{0,3}0(?:px)?\s{0,3}[;\"']",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"\shidden[\s=/>]")
_REPLY_RULE = re.compile(r"border-top:\s?solid #(?:e1e1e1|b5c4df) 1\.0pt", re.IGNORECASE)
_INDENT = re.compile(r"border:\s?none", re.IGNORECASE)


def of(name: str, attributes: str) -> Mark | None:
    """Return what the element `<name attributes>` means for the text in it, or None where nothing is known of it."""
    return _by_name(attributes) or _by_style(name, attributes) or _by_element(name, attributes)


def _by_name(attributes: str) -> Mark | None:
    for match in _NAMED.finditer(attributes):
        for word in (match[1] or match[2] or match[3] or "").lower().split():
            mark = _NAMES.get(word.removeprefix("x_")) or (Mark.QUOTED if word.startswith(_PREFIXES) else None)
            if mark:
                return mark
    return None


def _by_style(name: str, attributes: str) -> Mark | None:
    if "style" not in attributes and "STYLE" not in attributes:
        return None
    if _HIDING.search(attributes):
        return Mark.HIDDEN
    return Mark.QUOTED_ON if name == "div" and _REPLY_RULE.search(attributes) else None


def _by_element(name: str, attributes: str) -> Mark | None:
    if name == "blockquote":
        return None if "cite" not in attributes and _INDENT.search(attributes) else Mark.QUOTED
    if name == "includetail":
        return Mark.QUOTED
    if name == "hr" and "__DIVIDER__" in attributes:
        return Mark.QUOTED_ON
    return Mark.HIDDEN if "hidden" in attributes and _HIDDEN.search(attributes) else None
