"""Bounces: recognising them, and which addresses are gone (RFC 3464, RFC 3463, and what mailers did before them)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from dossier.mime import addresses, headers
from dossier.model import Address
from dossier.programs import WORDS

MOST = 100
"""Failed addresses that are kept."""

_DAEMONS = tuple(WORDS["bounce"]["daemons"])
_SUBJECTS = tuple(WORDS["bounce"]["subjects"])
_UNMISTAKABLE = tuple(WORDS["bounce"]["unmistakable"])
_NAMES = tuple(WORDS["bounce"]["names"])
_OPENINGS = tuple(WORDS["bounce"]["openings"])
_GONE = tuple(WORDS["bounce"]["gone"])
_STAYS = tuple(WORDS["bounce"]["stays"])
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"(?<![\d.])5[0-9]{2}[ -]")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}")
_COPY = re.compile(
    r"^[ \t>]*-{2,}.{0,20}(?:original message|copy of|unsent message|returned message|message follows|below this line|"
    r"message header|undelivered message|original mail)",
    re.IGNORECASE | re.MULTILINE,
)


class Report(Protocol):
    """What a mail holds, as far as it tells a bounce."""

    @property
    def text(self) -> str:
        """The new text."""
        ...

    @property
    def has_status(self) -> bool:
        """Whether a delivery-status part is there."""
        ...


def is_bounce(fields: Mapping[str, str], sender: Address, subject: str, content: Report) -> bool:
    """Tell whether a mail reports on the delivery of another: failed, delayed, or complained about (ARF)."""
    content_type = fields.get("content-type", "")
    if content.has_status or "x-failed-recipients" in fields:
        return True
    if content_type[:16].lower() == "multipart/report" and "disposition-notification" not in content_type.lower():
        return True
    local = sender.email.rpartition("@")[0] if sender.email else sender.name.lower()
    lowered = subject.lower()
    if local.startswith(_DAEMONS) or lowered.startswith(_UNMISTAKABLE) or _is_notice(lowered, content):
        return True
    returned = fields.get("return-path", "").strip() == "<>"
    name = sender.name.lower()
    is_system = returned or local == "postmaster" or any(known in name for known in _NAMES)
    if lowered.startswith(_SUBJECTS):
        return is_system or "auto-submitted" in fields
    return is_system and any(phrase in content.text[:1500].lower() for phrase in _OPENINGS)


def _is_notice(subject: str, content: Report) -> bool:
    """Tell whether a mail is Amazon's notice of a delivery, a bounce or a complaint: one line of JSON."""
    return subject.startswith("aws notification") and '"notificationType":"' in content.text[:1000]


def failed(fields: Mapping[str, str], status: bytes, text: str) -> tuple[str, ...]:
    """Return the addresses of a bounce that are gone for good.

    Only permanent failures (status 5.x.x) that blame the address: a full mailbox, a mail too large and a refusal by
    policy are permanent for that mail, not for the person. `text` is the whole text of the bounce.
    """
    found: dict[str, None] = {}
    if status:
        for group in status.replace(b"\r", b"").split(b"\n\n")[: 2 * MOST]:
            found |= dict.fromkeys(_of_group(headers.read(group + b"\n\n").fields))
    if not found:
        top = _before_copy(text)
        found |= dict.fromkeys(_of_header(fields, top) or _of_text(top))
    return tuple(found)[:MOST]


def _of_group(group: Mapping[str, str]) -> tuple[str, ...]:
    """Return the recipient of one group of a delivery-status part, if it is gone."""
    recipient = group.get("original-recipient") or group.get("final-recipient") or ""
    action = group.get("action", "failed").lower()
    email = addresses.email(recipient.rpartition(";")[2].partition("(")[0].strip("<> \t"))
    diagnostic = group.get("diagnostic-code", "")
    codes = _STATUS.findall(group.get("status", "")) + _STATUS.findall(diagnostic)
    permanent = next((code for code in codes if code[0] == "5"), "")
    if not codes and _CODE.search(diagnostic):
        permanent = "5.0.0"
    is_passing = bool(codes) and codes[0][0] != "5"
    if not email or not action.startswith("failed") or not permanent or is_passing:
        return ()
    return (email,) if _is_gone(permanent, diagnostic) else ()


def _is_gone(status: str, diagnostic: str) -> bool:
    """Tell whether a permanent failure means that the address does not exist (RFC 3463 §3.2), words before numbers."""
    said = diagnostic.lower()
    if any(phrase in said for phrase in _GONE):
        return True
    if any(phrase in said for phrase in _STAYS):
        return False
    return status.startswith(("5.1.", "5.0.", "5.2.1", "5.4.4")) and status not in ("5.1.7", "5.1.8")


def _of_header(fields: Mapping[str, str], text: str) -> tuple[str, ...]:
    """Return X-Failed-Recipients (Exim, Gmail), where the text says that they are gone."""
    value = fields.get("x-failed-recipients", "")
    if not value:
        return ()
    codes = [code for code in _STATUS.findall(text) if code[0] == "5"]
    if not _is_gone(codes[0] if codes else "5.0.0", text):
        return ()
    return tuple(address.email for address in addresses.read(value)[0])


def _of_text(text: str) -> list[str]:
    """Return the addresses that a line of the report calls unknown: in that line, else the last one named above it."""
    found: list[str] = []
    above = ""
    for line in text.split("\n", 300)[:300]:
        named = [email for word in _ADDRESS.findall(line[:500]) if (email := addresses.email(word.strip(".'")))]
        above = named[-1] if named else above
        lowered = line[:500].lower()
        gone = any(phrase in lowered for phrase in _GONE) or any(
            code.startswith("5.1.1") for code in _STATUS.findall(line[:500])
        )
        if gone and above and above not in found:
            found.append(above)
    return found


def _before_copy(text: str) -> str:
    """Return the report without the copy of the mail it reports on."""
    top = text[:16384]
    mark = _COPY.search(top)
    return top[: mark.start()] if mark and top[: mark.start()].strip() else top
