"""Address headers (RFC 5322 §3.4): mailboxes, groups, comments, quoted and encoded names.

Stricter than the grammar on purpose. A header that can be read in two ways could make a stranger's mail look like a
client's (CVE-2023-27043), so whatever is in doubt is dropped, and said so, rather than read in the likelier way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from dossier.mime import limits, words
from dossier.model import Address

_SPECIAL = re.compile(r'["(<,;:\\)>]')
_PLAIN = re.compile(
    r"[^@\s<>,;:\"()\[\]\\\x00-\x20\x7f]{1,256}@(?:[A-Za-z0-9_.\x80-\U0010ffff-]{1,255}|\[[0-9A-Fa-f.:]{2,64}\])"
)
_QUOTED_END = re.compile(r'["\\]')
_COMMENT_MARK = re.compile(r"[()\\]")
_ESCAPED = re.compile(r"\\(.)")

Found = tuple[tuple[Address, ...], frozenset[str]]


def read(value: str, hint: str = "") -> Found:
    """Return the mailboxes of an address field in order, and the flaws met.

    Those are `address-dropped`, `recipients-cut`, `charset-guessed` and `header-8bit`.
    Group members count as mailboxes. `hint` is a charset for raw 8-bit names.
    """
    return _kept(value, hint) if len(value) < 400 else _read(value, hint)


def email(text: str) -> str:
    """Return one bare address lower-cased, or an empty string where it is not one beyond doubt."""
    match = _PLAIN.fullmatch(text)
    if not match or len(text) > 320:
        return ""
    domain = text[text.rindex("@") + 1 :]
    if domain[0] in ".-" or domain[-1] in ".-" or ".." in domain:
        return ""
    return text.lower() if text.isascii() else _international(text)


def _international(text: str) -> str:
    """Read an address in UTF-8 (RFC 6532): letters only, and none that could pass for another under folding."""
    try:
        decoded = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
    if normalize("NFKC", decoded) != decoded or not all(char.isalnum() or char < "\x80" for char in decoded):
        return ""
    return decoded.lower()


def _read(value: str, hint: str) -> Found:
    flaws: set[str] = set()
    found: list[Address] = []
    pieces = _pieces(value, flaws) if _SPECIAL.search(value) else [_bare(value)]
    for piece in pieces:
        if len(found) == limits.RECIPIENTS:
            flaws.add("recipients-cut")
            break
        address = piece.address(hint, flaws)
        if address:
            found.append(address)
        elif piece.said_something():
            flaws.add("address-dropped")
    return tuple(found), frozenset(flaws)


_kept = lru_cache(maxsize=4096)(_read)


class _Piece:
    """What stands between two commas."""

    __slots__ = ("angle", "broken", "comments", "texts")

    def __init__(self) -> None:
        self.texts: list[tuple[bool, str]] = []
        """Runs of text in order, and whether each was quoted."""
        self.comments: list[str] = []
        self.angle: str | None = None
        self.broken = False

    def text(self, text: str, *, quoted: bool = False) -> None:
        text = text if quoted else text.strip()
        if text or quoted:
            self.broken |= self.angle is not None
            self.texts.append((quoted, text))

    def said_something(self) -> bool:
        return self.broken or self.angle is not None or bool(self.texts)

    def address(self, hint: str, flaws: set[str]) -> Address | None:
        if self.broken:
            return None
        if self.angle is not None:
            found = email(self.angle)
            name = " ".join(text for _, text in self.texts) if self.texts else " ".join(self.comments)
        else:
            found = email(self._bare())
            name = " ".join(self.comments)
        if not found:
            return None
        return Address(_name(name, found, hint, flaws) if name else "", found)

    def _bare(self) -> str:
        """Return the address that stands without angle brackets: one run of text, or `"john.doe"@example.com`."""
        if len(self.texts) == 1 and not self.texts[0][0]:
            return self.texts[0][1]
        if len(self.texts) == 2 and self.texts[0][0] and self.texts[1][1].startswith("@"):
            return self.texts[0][1] + self.texts[1][1]
        return ""


def _bare(value: str) -> _Piece:
    piece = _Piece()
    piece.text(value)
    return piece


def _name(name: str, found: str, hint: str, flaws: set[str]) -> str:
    text = words.clean_header(words.decode(name, flaws, hint), limits.NAME)
    while len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    return "" if text.lower() == found else text


def _pieces(value: str, flaws: set[str]) -> list[_Piece]:
    """Split a field at its commas, minding quotes, comments, groups and angle brackets; one pass."""
    pieces = [_Piece()]
    at = 0
    in_group = False
    while special := _SPECIAL.search(value, at):
        piece = pieces[-1]
        piece.text(value[at : special.start()])
        mark, at = special.group(), special.end()
        if mark == '"':
            end = _closing_quote(value, at)
            piece.text(_ESCAPED.sub(r"\1", value[at:end]), quoted=True)
            at = end + 1
        elif mark == "(":
            end = _closing_bracket(value, at)
            piece.comments.append(_ESCAPED.sub(r"\1", value[at : end - 1]))
            at = end
        elif mark == "<":
            end = value.find(">", at)
            piece.broken |= piece.angle is not None or end < 0
            piece.angle = _inside(value[at:end])
            at = end + 1
        elif mark == ":" and not in_group and piece.angle is None and _opens_group(value[at:]):
            pieces[-1] = _Piece()
            in_group = True
        elif mark in ",;":
            in_group &= mark == ","
            pieces.append(_Piece())
        else:
            piece.broken = True
        if at <= 0 or at > len(value):
            flaws.add("address-dropped")
            pieces.pop()
            return pieces
    pieces[-1].text(value[at:])
    return pieces


def _opens_group(rest: str) -> bool:
    """Tell whether a colon names a group: one that is closed, or holds nobody (`undisclosed-recipients:`)."""
    return ";" in rest or not rest.strip()


def _inside(angle: str) -> str:
    """Return what angle brackets hold, without quotes; an obsolete route (`<@relay.example:…>`) stays, and fails."""
    angle = angle.strip()
    if angle.startswith('"'):
        local, _, domain = angle[1:].partition('"@')
        return f"{local}@{domain}"
    return angle


def _closing_quote(value: str, at: int) -> int:
    """Return where the quoted string that begins at `at` ends, or one past the end of the value."""
    while mark := _QUOTED_END.search(value, at):
        if mark.group() == '"':
            return mark.start()
        at = mark.end() + 1
    return len(value) + 1


def _closing_bracket(value: str, at: int) -> int:
    """Return where the comment that begins at `at` is over, or past the end of the value."""
    depth = 1
    while mark := _COMMENT_MARK.search(value, at):
        at = mark.end()
        if mark.group() == "\\":
            at += 1
        else:
            depth += 1 if mark.group() == "(" else -1
            if not depth:
                return at
    return len(value) + 2
