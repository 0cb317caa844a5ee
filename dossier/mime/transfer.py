"""Content-Transfer-Encoding undone (RFC 2045 §6); damage costs what it damaged and no more."""

from __future__ import annotations

from binascii import Error, a2b_base64, a2b_qp

from dossier.mime import limits

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_FOREIGN = bytes(set(range(256)) - set(_ALPHABET) - {ord("=")})


def decode(data: bytes, encoding: str, limit: int = limits.DECODED) -> bytes:
    """Return at most `limit` decoded bytes of a body; an unknown encoding is taken as none.

    What is over is cut behind a line where there is one, so that no character is cut in two.
    """
    encoding = encoding.strip(" \t\"';").lower()
    if encoding == "base64":
        data = base64(data[: limits.ENCODED])
    elif encoding == "quoted-printable":
        data = a2b_qp(data[: limits.ENCODED])
    if len(data) <= limit:
        return data
    kept = data[:limit]
    line = kept.rfind(b"\n")
    return kept[: line + 1] if line > limit // 2 else kept


def base64(data: bytes) -> bytes:
    """Decode base64 that may hold foreign bytes, lack its padding, or be several pieces set behind each other."""
    try:
        return a2b_base64(data)
    except Error:
        pass
    clean = data.translate(None, _FOREIGN)
    pieces = [piece for piece in clean.split(b"=", limits.PARTS) if piece]
    return b"".join(_piece(piece.replace(b"=", b"")) for piece in pieces)


def _piece(piece: bytes) -> bytes:
    """Decode one unpadded piece; a last lonely character holds no whole byte."""
    if len(piece) % 4 == 1:
        piece = piece[:-1]
    return a2b_base64(piece + b"=" * (-len(piece) % 4))
