"""Header text: encoded words (RFC 2047), raw 8-bit bytes, and nothing that could break out of a line.

Takes the Latin-1 values of `headers`. Words that follow each other are decoded together, because many mailers cut
a multibyte character in two.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64, a2b_qp

from dossier.mime import charset, transfer

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)(?:\?=|$)")
_FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\uffff]"
)

Flaws = set[str]


def decode(value: str, flaws: Flaws, hint: str = "") -> str:
    """Return the readable text of a header value; `hint` is the charset of the mail's body.

    Adds `charset-guessed` to `flaws` where bytes carried no charset, or a wrong one.
    """
    if "=?" not in value:
        return _raw(value, flaws, hint)
    out: list[str] = []
    run: list[tuple[str, str, str]] = []
    at = 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        label, encoding, payload = word.groups()
        if between.strip() or (run and run[0][0] != label.lower()):
            out.append(_run(run, flaws))
            run = []
        if between.strip() or not at:
            out.append(_raw(between, flaws, hint))
        run.append((label.lower(), encoding.lower(), payload))
        at = word.end()
    out.append(_run(run, flaws))
    out.append(_raw(value[at:], flaws, hint))
    return "".join(out)


def clean_header(text: str, limit: int) -> str:
    """Return `text` as one line: no control characters, line or paragraph separators, bidi controls or lone surrogates.

    Runs of blanks become one; the result has at most `limit` characters.
    """
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text)
    return " ".join(text[: 4 * limit].split())[:limit].rstrip()


def _raw(value: str, flaws: Flaws, hint: str) -> str:
    if value.isascii() and "\x1b" not in value:
        return value
    text, _ = charset.decode(value.encode("latin-1", "replace"), "", hint)
    flaws.add("header-8bit")
    return text


def _run(run: list[tuple[str, str, str]], flaws: Flaws) -> str:
    """Decode neighbouring words of one charset as the one text they were cut from; half a character at its end goes."""
    if not run:
        return ""
    label = run[0][0]
    text, guessed = charset.decode(_bytes(run), label)
    if guessed:
        flaws.add("charset-guessed")
    return text.rstrip("\ufffd")


def _bytes(run: list[tuple[str, str, str]]) -> bytes:
    """Return the bytes of a run; base64 that was cut between its groups of four is joined before it is decoded."""
    payloads = [payload for _, _, payload in run]
    if {encoding for _, encoding, _ in run} == {"b"} and any(len(payload) % 4 for payload in payloads[:-1]):
        return _base64("".join(payloads))
    return b"".join(_decoded(payload, encoding) for _, encoding, payload in run)


def _decoded(payload: str, encoding: str) -> bytes:
    return _base64(payload) if encoding == "b" else a2b_qp(payload.encode("latin-1", "replace"), header=True)


def _base64(payload: str) -> bytes:
    data = payload.encode("latin-1", "replace")
    try:
        return a2b_base64(data + b"=" * (-len(data) % 4))
    except Error:
        return transfer.base64(data)
