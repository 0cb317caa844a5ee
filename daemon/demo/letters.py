"""Puts the demo's letters into the bytes that real mail programs would send."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from zoneinfo import ZoneInfo

from daemon.demo.world import Letter

SHANGHAI = ZoneInfo("Asia/Shanghai")
POLICY = SMTP.clone(max_line_length=998)


def message_id(letter: str) -> str:
    """Return the Message-ID of a letter of the story."""
    return f"<{letter}@demo.example>"


def to_bytes(letter: Letter, letters: Mapping[str, Letter]) -> bytes:
    """Write a letter as RFC 5322 bytes, quoting the one it answers as its writer's program does."""
    return _bounce(letter, letters) if letter.bounce else _mail(letter, letters)


def _mail(letter: Letter, letters: Mapping[str, Letter]) -> bytes:
    mail = EmailMessage(policy=POLICY)
    _address(mail, letter)
    answered = letters.get(letter.answers)
    if answered:
        chain = _chain(answered, letters)
        mail["In-Reply-To"] = message_id(answered.id)
        mail["References"] = " ".join(message_id(one) for one in chain)
    if letter.absence:
        mail["Auto-Submitted"] = "auto-replied"
        answered = None
    if letter.list:
        mail["List-Id"] = f"<{letter.list}>"
        mail["List-Unsubscribe"] = f"<https://{letter.list}/leave>"
        mail["Precedence"] = "bulk"
    mail.set_content(letter.text + (quoted(answered, letter.software) if answered else "") + "\n", cte="base64")
    for name in letter.attachments:
        mail.add_attachment(b"made up", maintype="application", subtype="octet-stream", filename=name)
    return _labelled(mail.as_bytes(), letter)


def _labelled(raw: bytes, letter: Letter) -> bytes:
    """Rewrite a plain letter in the charset its writer's program claims: gb2312 that really is GBK is the rule."""
    if letter.charset == "utf-8":
        return raw
    head, _, _ = raw.partition(b"\r\n\r\n")
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-", b"mime-"))]
    kept += [
        b"MIME-Version: 1.0",
        b'Content-Type: text/plain; charset="' + letter.charset.encode() + b'"',
        b"Content-Transfer-Encoding: 8bit",
    ]
    return b"\r\n".join(kept) + b"\r\n\r\n" + letter.text.replace("\n", "\r\n").encode("gbk") + b"\r\n"


def _address(mail: EmailMessage, letter: Letter) -> None:
    mail["From"] = formataddr((letter.name, letter.sender))
    mail["To"] = ", ".join(letter.to)
    if letter.cc:
        mail["Cc"] = ", ".join(letter.cc)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.at)
    mail["Message-ID"] = message_id(letter.id)


def _chain(letter: Letter, letters: Mapping[str, Letter]) -> list[str]:
    chain = [letter.id]
    while letter.answers in letters:
        letter = letters[letter.answers]
        chain.append(letter.id)
    return chain[::-1]


def _bounce(letter: Letter, letters: Mapping[str, Letter]) -> bytes:
    """Write a delivery report (RFC 3464) about the letter it answers."""
    original = EmailMessage(policy=POLICY)
    _address(original, letters[letter.answers])
    report = EmailMessage(policy=POLICY)
    _address(report, letter)
    report["Auto-Submitted"] = "auto-replied"
    status = STATUS.replace("{address}", letter.bounce)
    parts = ("text/plain", SORRY.replace("{address}", letter.bounce)), ("message/delivery-status", status)
    body = [f"--demo\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts]
    body += [f"--demo\r\nContent-Type: message/rfc822\r\n\r\n{original.as_string()}\r\n", "--demo--\r\n"]
    head = report.as_bytes().partition(b"\r\n\r\n")[0]
    return head + REPORT + "".join(body).encode()


REPORT = (
    b'\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="demo"\r\n\r\n'
)


SORRY = "This is the mail system. Your message to {address} could not be delivered: 550 5.1.1 User unknown."
STATUS = (
    "Reporting-MTA: dns; mx.demo.example\r\n\r\n"
    "Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
)


# --- quoting ------------------------------------------------------------------------------------------------------


def quoted(letter: Letter, software: str) -> str:
    """Quote a letter as one mail program or another does."""
    at = letter.at.astimezone(SHANGHAI)
    marked = "\n".join(f"> {line}" for line in letter.text.splitlines())
    told = {
        "name": letter.name,
        "sender": letter.sender,
        "to": ", ".join(letter.to),
        "subject": letter.subject,
        "day": f"{at:%Y年%m月%d日}",
        "date": f"{at:%Y-%m-%d}",
        "english": f"{at:%a, %d %b %Y}",
        "clock": f"{at:%H:%M}",
        "seconds": f"{at:%H:%M:%S}",
        "text": letter.text,
        "marked": marked,
    }
    return "\n\n" + HEADS[software].format_map(told)


HEADS = {
    "outlook": "发件人: {name} <{sender}>\n发送时间: {day} {clock}\n收件人: {to}\n主题: {subject}\n\n{text}",
    "foxmail": "发件人： {name}\n发送时间： {date} {clock}\n收件人： {to}\n主题： {subject}\n{text}",
    "qq": "------------------ 原始邮件 ------------------\n发件人: '{name}' <{sender}>;\n发送时间: {day} {clock}\n"
    "收件人: {to};\n主题: {subject}\n\n{text}",
    "netease": "在 {date} {seconds}，'{name}' <{sender}> 写道：\n{marked}",
    "gmail": "On {english} at {clock}, {name} <{sender}> wrote:\n\n{marked}",
    "apple": "> On {english}, at {clock}, {name} <{sender}> wrote:\n>\n{marked}",
    "dingtalk": "------------------------------------------------------------------\n发件人：{name}<{sender}>\n"
    "日　期：{day} {seconds}\n收件人：{to}\n主　题：{subject}\n\n{text}",
    "lark": "发件人：{name}<{sender}>\n时间：{day} {clock}\n主题：{subject}\n收件人：{to}\n{text}",
}
