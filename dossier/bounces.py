"""Bounces: recognising them, and which addresses are gone (RFC 3464, RFC 3463, and what mailers did before them)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dossier.mime import addresses, headers
from dossier.model import Address

MOST = 100
"""Failed addresses that are kept."""

_DAEMONS = ("mailer-daemon", "mailerdaemon", "mailer_daemon", "mail-daemon", "maildaemon", "mail.daemon", "mdaemon")
_SUBJECTS = (
    "undelivered mail returned", "undeliverable", "undelivered:", "undelivered message", "delivery status notification",
    "mail delivery failed", "mail delivery failure", "mail delivery error", "mail system error", "returned mail",
    "delivery failure", "delivery failed", "delivery notification", "failure notice", "failure delivery", "failed mail",
    "message delivery failure", "message undeliverable", "message not delivered", "mail could not be delivered",
    "non-deliverable", "nondeliverable", "non delivery", "non-delivery", "non remis", "delivery report", "undeliverable mail",
    "warning: could not send message", "warning: message", "warning: mail delay", "delayed mail", "mail delivery delayed",
    "could not send message", "address not found", "message status - undeliverable", "email delivery failure", "return mail",
    "returned email", "postmaster notify", "postmaster warning", "mail transaction failed", "unable to deliver", "unzustellbar",
    "delivery has failed", "rejected mail", "returned to sender", "error sending message", "user unknown", "errors during delivery",
    "no se puede entregar", "non recapitabile", "no se puede entregar", "не доставлено", "недоставленное", "ваше сообщение не доставлено",
    "系统退信", "退信", "【退信】", "邮件退回", "投递失败", "邮件投递失败", "未能送达", "無法傳遞", "无法送达", "未送达", "未传递", "配信不能", "配信不可",
    "배달되지 않음", "전송 실패", "onbestelbaar", "não é possível entregar", "não entregue", "impossible de remettre",
)  # fmt: skip
_UNMISTAKABLE = (
    "undeliverable:", "undelivered mail returned to sender", "delivery status notification (", "mail delivery failed: returning",
    "returned mail: see transcript", "系统退信", "email feedback report", "complaint about message from",
)  # fmt: skip
_NAMES = (
    "mail delivery", "mailer-daemon", "mailer daemon", "postmaster", "system administrator", "mail administrator", "mail system",
    "delivery subsystem", "delivery service", "mail router", "系统管理员", "邮件系统", "smtp server", "internet mail delivery",
    "message delivery", "mdaemon", "sistema de correo", "mailsystem", "delivery system",
)  # fmt: skip
_OPENINGS = (
    "this message was created automatically by mail", "this is the mail system at host", "i'm afraid i wasn't able to deliver",
    "was not able to deliver", "could not be delivered", "delivery to the following recipient", "permanent fatal errors",
    "transcript of session follows", "did not reach the following recipient", "undeliverable to the following",
    "your message cannot be delivered", "could not deliver", "unable to deliver", "failed to deliver", "not delivered",
    "delivery has failed", "was undeliverable", "delivery failed", "was not delivered", "无法投递", "无法送达", "投递失败", "退回",
)  # fmt: skip
_GONE = (
    "user unknown", "unknown user", "no such user", "does not exist", "doesn't exist", "unknown or illegal", "user not found",
    "recipient not found", "unknown recipient", "no mailbox here", "invalid recipient", "address unknown", "no such recipient",
    "unknown address", "not our customer", "mailbox not found", "recipientnotfound", "invalid mailbox", "user doesn't have",
    "no such mailbox", "no such person", "no such address", "account is disabled", "account has been disabled",
    "account that you tried to reach is disabled", "user is unknown", "addressee unknown", "mailbox unknown", "unknown mailbox",
    "not listed in", "unrouteable address", "host unknown", "domain not found", "address not found", "not a valid mailbox",
    "mailbox is inactive", "disabled recipient", "inactive user", "user suspended", "no account by that name", "this user doesn't have", "isn't a valid",
    "不存在", "无此用户", "没有此用户", "無此",
)  # fmt: skip
_STAYS = (
    "quota", "mailbox full", "mailbox is full", "is full", "exceeded storage", "too large", "too big", "size limit", "maximum size",
    "exceeds size", "spam", "blocked", "blacklist", "block list", "blocklist", "policy", "denied", "greylist", "dmarc", "spf",
    "reputation", "timed out", "deferred", "temporar", "rejected due to", "not authorized", "relay", "virus", "try again",
    "dns block", "content", "too many hops", "loop",
)  # fmt: skip
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"(?<![\d.])5[0-9]{2}[ -]")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255}")
_COPY = re.compile(
    r"^[ \t>]*-{2,}.{0,20}(?:original message|copy of|unsent message|returned message|message follows|below this line|"
    r"message header|undelivered message|original mail)",
    re.IGNORECASE | re.MULTILINE,
)


def is_bounce(fields: Mapping[str, str], sender: Address, subject: str, text: str, *, has_status: bool) -> bool:
    """Tell whether a mail reports on the delivery of another: failed, delayed, or complained about (ARF)."""
    content_type = fields.get("content-type", "")
    if has_status or "x-failed-recipients" in fields:
        return True
    if content_type[:16].lower() == "multipart/report" and "disposition-notification" not in content_type.lower():
        return True
    local = sender.email.rpartition("@")[0] if sender.email else sender.name.lower()
    if local.startswith(_DAEMONS):
        return True
    lowered = subject.lower()
    if lowered.startswith(_UNMISTAKABLE) or (
        lowered.startswith("aws notification") and '"notificationtype":"' in text[:1000].lower()
    ):
        return True
    returned = fields.get("return-path", "").strip() == "<>"
    name = sender.name.lower()
    robot = returned or local == "postmaster" or any(known in name for known in _NAMES)
    if not robot and "auto-submitted" not in fields:
        return False
    if lowered.startswith(_SUBJECTS):
        return True
    opening = text[:1500].lower()
    return robot and any(phrase in opening for phrase in _OPENINGS)


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
    if not email or not action.startswith("failed") or not permanent or codes[:1] and codes[0][0] != "5":
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
    return top[: mark.start()] if mark and mark.start() > 40 else top
