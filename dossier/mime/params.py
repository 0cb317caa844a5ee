"""Content-Type and Content-Disposition with their parameters (RFC 2045 §5.1, RFC 2231)."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote_to_bytes

from dossier.mime import charset, limits, words

MOST = 64
"""Parameters that are read."""

Params = dict[str, str]


def read(value: str) -> tuple[str, Params]:
    """Return the lower-cased value before the first semicolon, and the parameters with lower-cased names."""
    return _kept(value) if len(value) < 80 else _read(value)


def filename(disposition: Params, content_type: Params) -> str:
    """Return the decoded name of an attachment: continued, percent-encoded (RFC 2231) or encoded words, or nothing."""
    for params, key in ((disposition, "filename"), (content_type, "name")):
        name = _extended(params, key)
        if name:
            return words.clean_header(name.replace("\\", "/").rpartition("/")[2], limits.NAME)
    return ""


def _read(value: str) -> tuple[str, Params]:
    head, semicolon, rest = value.partition(";")
    params: Params = {}
    while semicolon and len(params) < MOST:
        name, equals, rest = rest.partition("=")
        if not equals:
            break
        name = name.rpartition(";")[2].strip().lower()
        rest = rest.lstrip()
        if rest.startswith('"'):
            text, rest = _quoted(rest[1:])
            _, semicolon, rest = rest.partition(";")
        else:
            text, semicolon, rest = rest.partition(";")
            text = text.strip()
        params.setdefault(name, text)
    return head.strip().lower(), params


_kept = lru_cache(maxsize=1024)(_read)


def _quoted(rest: str) -> tuple[str, str]:
    """Return a quoted string and what follows it; one that is never closed ends at the next semicolon."""
    end = rest.find('"')
    while end > 0 and rest[end - 1] == "\\" and not rest[:end].endswith("\\\\"):
        end = rest.find('"', end + 1)
    if end < 0:
        text, _, rest = rest.partition(";")
        return text, ";" + rest
    return rest[:end].replace('\\"', '"').replace("\\\\", "\\"), rest[end + 1 :]


def _extended(params: Params, key: str) -> str:
    """Return a parameter in whichever of its four spellings it came."""
    if f"{key}*" in params:
        return _percent(params[f"{key}*"])
    if f"{key}*0" in params or f"{key}*0*" in params:
        return _continued(params, key)
    return words.decode(params.get(key, ""), set())


def _percent(value: str) -> str:
    label, quote, rest = value.partition("'")
    _, second, text = rest.partition("'")
    if not (quote and second):
        return charset.decode(unquote_to_bytes(value.encode("latin-1", "replace")))[0]
    return charset.decode(unquote_to_bytes(text.encode("latin-1", "replace")), label)[0]


def _continued(params: Params, key: str) -> str:
    """Join `name*0*=utf-8''…; name*1*=…; name*2=…`; a character may be cut by the pieces' edges."""
    pieces: list[bytes] = []
    label = ""
    for number in range(MOST):
        plain, encoded = params.get(f"{key}*{number}"), params.get(f"{key}*{number}*")
        if plain is None and encoded is None:
            break
        text = encoded or plain or ""
        if encoded is not None and not number:
            label, _, text = text.partition("'")
            text = text.partition("'")[2]
        raw = text.encode("latin-1", "replace")
        pieces.append(raw if encoded is None else unquote_to_bytes(raw))
    joined = b"".join(pieces)
    if not label and b"=?" in joined:
        return words.decode(joined.decode("latin-1"), set())
    return charset.decode(joined, label)[0]
