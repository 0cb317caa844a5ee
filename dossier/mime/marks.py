"""What HTML elements of known mail programs mean: here a quote begins, here a signature, this is not shown.

The names are those that the programs write: Gmail, Outlook (desktop, web, mobile), Apple Mail, Thunderbird, Yahoo,
Zimbra, Proton, and of the Chinese ones QQ and WeCom mail, Foxmail, NetEase 163, 139, Alimail/DingTalk, Lark.
"""

from __future__ import annotations

import re
from enum import Enum


class Mark(Enum):
    """What an element does to the text in it; `QUOTED_ON` quotes everything to the end of the mail."""

    QUOTED = 1
    QUOTED_ON = 2
    SIGNATURE = 3
    HIDDEN = 4


_QUOTED_ON = (
    "divrplyfwdmsg appendonsend stopspelling zwchr reply-intro mail-editor-reference-message-container olk_src_body_section "
    "outlookmessageheader ms-outlook-mobile-reference-message"
).split()
_QUOTED = (
    "gmail_quote gmail_quote_container gmail_attr moz-cite-prefix moz-forward-container yahoo_quoted protonmail_quote "
    "zmail_extra isreplycontent includetail reply139content ntes-mailmaster-quote ntes-flashmail-quote ntes-quote "
    "xm_mail_oldbody qmorimail wpsmailquote lark-mail-quote history-quote-wrapper history-quote-meta-wrapper "
    "adit-html-block--collapsed alimail-quote ali-mail-quote dingtalk-quote ding-mail-quote foxdiv quote-container "
    "aolreplacedbody tutanota_quote freebirdquote appleoriginalcontents isforwardcontent mimail-quote fm-quote"
).split()
_SIGNATURE = (
    "gmail_signature gmail_signature_prefix moz-signature signature ms-outlook-mobile-signature lark-mail-signature "
    "__aliyun_signature_wrap applemailsignature protonmail_signature_block spneditorsign ntes-pcmac-signature "
    "ntes-mailmaster-signature fmsigseperator xm_write_sign tutanota_signature"
).split()
_NAMES = (
    dict.fromkeys(_QUOTED_ON, Mark.QUOTED_ON)
    | dict.fromkeys(_QUOTED, Mark.QUOTED)
    | dict.fromkeys(_SIGNATURE, Mark.SIGNATURE)
)
_PREFIXES = (
    ("lark-mail-quote", Mark.QUOTED), ("foxdiv", Mark.QUOTED), ("history-quote", Mark.QUOTED), ("lark-mail-sign", Mark.SIGNATURE),
)  # fmt: skip
_NAMED = re.compile(
    r"""\b(?:id|class)\s{0,4}=\s{0,4}(?:"([^"]{0,300})|'([^']{0,300})|([^\s"'>]{1,300}))""", re.IGNORECASE
)
_HIDING = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all"
    r"|font-size\s{0,3}:\s{0,3}0(?:px|pt|em)?\s{0,3}(?:[;\"'!]|$)|max-height\s{0,3}:\s{0,3}0(?:px)?\s{0,3}[;\"']",
    re.IGNORECASE,
)
_REPLY_RULE = re.compile(r"border-top:\s?solid #(?:e1e1e1|b5c4df) 1\.0pt", re.IGNORECASE)
_INDENT = re.compile(r"border:\s?none", re.IGNORECASE)


def of(name: str, attributes: str) -> Mark | None:
    """Return what the element `<name attributes>` means for the text in it, or None where nothing is known of it."""
    for match in _NAMED.finditer(attributes):
        for word in (match[1] or match[2] or match[3] or "").lower().split():
            mark = _NAMES.get(word.removeprefix("x_")) or _by_prefix(word)
            if mark:
                return mark
    if "style" in attributes or "STYLE" in attributes:
        if _HIDING.search(attributes):
            return Mark.HIDDEN
        if name == "div" and _REPLY_RULE.search(attributes):
            return Mark.QUOTED_ON
    if name == "hr" and "__DIVIDER__" in attributes:
        return Mark.QUOTED_ON
    if name == "blockquote":
        return None if "cite" not in attributes and _INDENT.search(attributes) else Mark.QUOTED
    return Mark.HIDDEN if re.search(r"\shidden(?:\s|=|$)", attributes) else None


def _by_prefix(word: str) -> Mark | None:
    if "quote" not in word and "fox" not in word and "sign" not in word:
        return None
    return next((mark for prefix, mark in _PREFIXES if word.startswith(prefix)), None)
