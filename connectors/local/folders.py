"""What a mail folder is for, told by the name that mail programs and providers give it.

Names are compared without case, by their last part (`[Gmail]/Spam`, `.INBOX.Junk`), in the languages our members'
mail programs speak. Maildir++ and Dovecot write them in modified UTF-7 (RFC 3501 §5.1.3).
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from enum import StrEnum


class Role(StrEnum):
    """What becomes of a folder's mail."""

    MAIL = "mail"
    SKIPPED = "skipped"
    """Drafts, chats and junk, which never become copies, and what has not been sent."""
    TRASH = "trash"


_SKIPPED = frozenset(
    """
    draft|drafts|template|templates|outbox|unsent messages|queue|scheduled
    junk|spam|junk e-mail|junk email|junk mail|bulk|bulk mail|chat|chats|hangouts
    草稿|草稿箱|草稿夹|草稿匣|模板|发件箱|待发送|待发邮件|寄件匣|已排定
    垃圾邮件|垃圾郵件|垃圾箱|垃圾信件|广告邮件|订阅垃圾|聊天|聊天记录|聊天紀錄|即時通訊
    entwürfe|spamverdacht|brouillons|courrier indésirable|borradores|correo no deseado
    下書き|迷惑メール|送信トレイ|임시보관함|스팸함
    """.replace("\n", "|")
    .replace("  ", "")
    .split("|")
) - {""}
_TRASH = frozenset(
    """
    trash|bin|deleted|deleted items|deleted messages|wastebasket
    已删除|已删除邮件|已删除的邮件|已刪除郵件|刪除的郵件|垃圾桶|回收站|废件箱|废纸篓
    papierkorb|gelöschte elemente|corbeille|éléments supprimés|papelera|elementos eliminados
    ゴミ箱|削除済みアイテム|휴지통
    """.replace("\n", "|")
    .replace("  ", "")
    .split("|")
) - {""}


def role(name: str) -> Role:
    """Tell what the folder or label `name` is for; its parts may be separated by `/`."""
    last = name.rstrip("/").rpartition("/")[2].strip().casefold()
    if last in _SKIPPED:
        return Role.SKIPPED
    return Role.TRASH if last in _TRASH else Role.MAIL


def path_role(name: str) -> Role:
    """Tell the same of a folder together with those above it: what lies in the trash's subfolders is trashed too."""
    roles = {role(part) for part in name.split("/")}
    if Role.SKIPPED in roles:
        return Role.SKIPPED
    return Role.TRASH if Role.TRASH in roles else Role.MAIL


def from_utf7(name: str) -> str:
    """Decode a folder name from modified UTF-7; one that is not well formed is returned as it is."""
    if "&" not in name or not name.isascii():
        return name
    first, *rest = name.split("&")
    out = [first]
    for piece in rest:
        coded, dash, plain = piece.partition("-")
        if not dash:
            return name
        try:
            out.append(_shifted(coded) if coded else "&")
        except (Error, UnicodeDecodeError):
            return name
        out.append(plain)
    return "".join(out)


def _shifted(coded: str) -> str:
    return b64decode(coded.replace(",", "/") + "=" * (-len(coded) % 4), validate=True).decode("utf-16-be")
