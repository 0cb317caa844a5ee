"""Which of a mail's parts are its text, and that text; what is not text is an attachment.

Plain text is preferred to HTML unless it is empty or says no more than that there is HTML. Inline texts behind each
other belong together; of alternatives one is taken.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from dossier.mime import charset, flowed, html, limits, transfer
from dossier.mime.parts import Leaf
from dossier.programs import WORDS

_UNWANTED = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SHORT = 16
"""Characters below which plain text is compared with HTML: programs leave `--` or a blank line there."""
_STUB = 300
"""Characters below which plain text may be an excuse for not being HTML."""
_EXCUSES = ("html", "view this email", "view it in your browser", "网页版", "浏览器")
_UNNAMED = {"message/rfc822": "message.eml", "application/ms-tnef": "winmail.dat", "text/calendar": "invite.ics"}
_TEXTS = frozenset(WORDS["parts"]["texts"])
_REPORTS = frozenset(WORDS["parts"]["reports"])


class Files(NamedTuple):
    """What a mail's parts hold besides its text."""

    attachments: tuple[str, ...]
    method: str
    """METHOD of a calendar part that is meant to be shown, upper case; empty: none."""
    status: bytes
    """The delivery-status part of a bounce, or nothing."""


NO_FILES = Files((), "", b"")


def read(raw: bytes, leaves: list[Leaf], flaws: set[str]) -> str:
    """Return the text of a mail's leaves."""
    chosen = _texts(leaves)
    return _text(raw, chosen, flaws) if chosen else ""


def files(raw: bytes, leaves: list[Leaf], flaws: set[str]) -> Files:
    """Return attachment names, calendar method and delivery status of a mail's leaves."""
    chosen = _texts(leaves)
    if len(leaves) == len(chosen) <= 1:
        return NO_FILES
    method, status, names = "", b"", []
    for leaf in leaves:
        if leaf.kind == "text/calendar" and not method:
            method = _method(raw, leaf)
        elif leaf.kind in ("message/delivery-status", "message/global-delivery-status"):
            status = status or transfer.decode(raw[leaf.start : leaf.end], leaf.encoding)
        if name := _attachment(leaf, chosen):
            names.append(name)
    if len(names) > limits.ATTACHMENTS:
        flaws.add("attachments-cut")
    return Files(tuple(names[: limits.ATTACHMENTS]), method, status)


def _texts(leaves: list[Leaf]) -> list[Leaf]:
    return [leaf for index, leaf in enumerate(leaves) if _is_text(leaf, index)]


def _is_text(leaf: Leaf, index: int) -> bool:
    """Tell whether a leaf is read as text: a named one only where nothing came before it."""
    if leaf.kind not in _TEXTS:
        return False
    if leaf.disposition == "attachment" or leaf.encoding.lower().startswith(("x-uu", "uu", "x-yenc")):
        return False
    return not leaf.name or index == 0


def _attachment(leaf: Leaf, chosen: list[Leaf]) -> str:
    """Return the name a leaf has as an attachment, or nothing where it is text, a report or a picture of the layout."""
    if leaf in chosen or leaf.kind in _REPORTS:
        return ""
    if leaf.kind.startswith("image/") and leaf.has_id and leaf.disposition != "attachment":
        return ""
    if leaf.kind in ("text/plain", "text/html", "text/calendar") and not leaf.name and leaf.disposition != "attachment":
        return ""
    return leaf.name or _UNNAMED.get(leaf.kind, f"unnamed.{leaf.kind.rpartition('/')[2][:20]}")


def _text(raw: bytes, chosen: list[Leaf], flaws: set[str]) -> str:
    if len(chosen) == 1:
        text = _decoded(raw, chosen[0], flaws)
    else:
        groups = _grouped(chosen)
        if any(leaf.kind != "text/html" for leaf in chosen):
            groups = [group for group in groups if any(leaf.kind != "text/html" for leaf in group)]
        text = "\n".join(_of_group(raw, group, flaws) for group in groups[:20])
    if len(text) > limits.TEXT:
        flaws.add("text-cut")
    return text[: limits.TEXT]


def _grouped(chosen: list[Leaf]) -> list[list[Leaf]]:
    """Put the alternatives of one thing together; everything else stands for itself.

    HTML behind plain text that is no alternative of it says the same again, or is a footer.
    """
    groups: list[list[Leaf]] = []
    for leaf in chosen:
        if leaf.group and groups and groups[-1][0].group == leaf.group:
            groups[-1].append(leaf)
        else:
            groups.append([leaf])
    return groups


def _of_group(raw: bytes, group: list[Leaf], flaws: set[str]) -> str:
    plain = [leaf for leaf in group if leaf.kind != "text/html"]
    rich = [leaf for leaf in group if leaf.kind == "text/html"]
    if not plain or not rich:
        return "\n".join(_decoded(raw, leaf, flaws) for leaf in group[:20])
    text = "\n".join(_decoded(raw, leaf, flaws) for leaf in plain[:20])
    short = text.strip()
    excused = _is_excuse(short) or _is_broken(short)
    if len(short) >= _SHORT and not excused:
        return text
    other = "\n".join(_decoded(raw, leaf, flaws) for leaf in rich[:20])
    return other if other.strip() and (excused or len(other.strip()) > len(short)) else text


def _is_excuse(text: str) -> bool:
    """Tell whether plain text only says that the mail is HTML."""
    folded = text.lower() if len(text) < _STUB else ""
    return any(excuse in folded for excuse in _EXCUSES)


def _is_broken(text: str) -> bool:
    head = text[:2000]
    return head.count("?") * 4 > len(head) or head.count("\ufffd") * 10 > len(head)


def _decoded(raw: bytes, leaf: Leaf, flaws: set[str]) -> str:
    is_html = leaf.kind == "text/html"
    limit = limits.HTML if is_html else limits.DECODED
    length = leaf.end - leaf.start
    data = transfer.decode(raw[leaf.start : min(leaf.end, leaf.start + limits.ENCODED)], leaf.encoding, limit)
    if length > limits.ENCODED:
        flaws.add("text-cut")
    text, guessed = charset.decode(data, leaf.params.get("charset", ""))
    if guessed:
        flaws.add("charset-guessed")
    if not is_html and text[:200].lstrip().lower().startswith(("<html", "<!doctype html")):
        is_html = True
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_html:
        text = html.to_text(text)
    elif leaf.params.get("format", "").lower() == "flowed":
        text = flowed.join(text, spaces_go=leaf.params.get("delsp", "").lower() == "yes")
    elif "\nbegin " in text or "\n=ybegin " in text:
        text = _without_binary(text)
    if not text.isascii() or _UNWANTED.search(text):
        text = _UNWANTED.sub("", text).replace("\u2028", "\n").replace("\u2029", "\n")
    return text


def _method(raw: bytes, leaf: Leaf) -> str:
    """Return the METHOD of a calendar part: of its Content-Type, else of its own text."""
    if leaf.disposition == "attachment":
        return ""
    method = leaf.params.get("method", "")
    if not method:
        data = transfer.decode(raw[leaf.start : min(leaf.end, leaf.start + 8192)], leaf.encoding).upper()
        method = data.partition(b"\nMETHOD:")[2][:40].partition(b"\n")[0].decode("ascii", "replace")
    return method.strip().upper()


def _without_binary(text: str) -> str:
    """Leave out files that were written into the text (uuencode, yEnc)."""
    kept: list[str] = []
    closing = ""
    for line, following in pairwise([*text.split("\n"), ""]):
        if closing:
            closing = "" if line.startswith(closing) else closing
        elif line.startswith("begin ") and line[6:9].isdigit() and _is_uuencoded(following):
            closing = "end"
        elif line.startswith("=ybegin "):
            closing = "=yend"
        else:
            kept.append(line)
    return "\n".join(kept)


def _is_uuencoded(line: str) -> bool:
    """Tell whether a line is as long as its first character says: groups of four for three bytes each."""
    return bool(line) and 0 <= len(line.rstrip()) - 1 - ((ord(line[0]) - 32) % 64 + 2) // 3 * 4 <= 1
