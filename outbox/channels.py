"""How a contact likes to be reached, as client books write it."""

from __future__ import annotations

from dossier.model import Contact
from outbox.clean import clean_line
from outbox.phrases import Phrases

_CHANNELS = {
    "wechat": "wechat",
    "微信": "wechat",
    "wecom": "wecom",
    "企业微信": "wecom",
    "企微": "wecom",
    "phone": "phone",
    "call": "phone",
    "telephone": "phone",
    "电话": "phone",
    "手机": "phone",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "邮件": "email",
    "邮箱": "email",
    "dingtalk": "dingtalk",
    "钉钉": "dingtalk",
    "feishu": "feishu",
    "lark": "feishu",
    "飞书": "feishu",
    "teams": "teams",
    "slack": "slack",
    "whatsapp": "whatsapp",
    "sms": "sms",
    "短信": "sms",
    "meeting": "meeting",
    "in person": "meeting",
    "当面": "meeting",
    "面谈": "meeting",
}


def preferred_channel(contact: Contact | None, phrases: Phrases) -> str:
    """Return a contact's preferred channel in the reader's language, or as the book has it, or empty."""
    written = clean_line(contact.channel if contact else "", 20)
    known = _CHANNELS.get(written.lower())
    return phrases.say(f"channel.{known}") if known else written
