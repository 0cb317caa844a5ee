"""The client book as a table that people edit and give back: read again, it means the same.

    lines(clients, "zh-CN")  → [("代号", "客户", "域名", …), ("acme", "Acme", "acme.example", …), …]

What is said of a client is repeated on each of its contacts' lines, so that a spreadsheet can filter by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dossier.book.columns import Field
from dossier.model import Client, Contact

BETWEEN = "; "

HEADERS: dict[Field, tuple[str, str]] = {
    Field.KEY: ("key", "代号"),
    Field.CLIENT: ("client", "客户"),
    Field.DOMAIN: ("domains", "域名"),
    Field.ALIAS: ("aliases", "别名"),
    Field.CONTACT: ("contact", "联系人"),
    Field.EMAIL: ("email", "邮箱"),
    Field.TITLE: ("title", "职位"),
    Field.ROLE: ("role", "角色"),
    Field.PHONE: ("phone", "电话"),
    Field.LANGUAGE: ("language", "语言"),
    Field.CHANNEL: ("channel", "渠道"),
    Field.BIRTHDAY: ("birthday", "生日"),
    Field.GONE: ("gone", "离职"),
    Field.NOTES: ("notes", "备注"),
    Field.OWNER: ("owner", "负责人"),
    Field.LEAD: ("lead", "团队负责人"),
    Field.TIER: ("tier", "等级"),
    Field.CLIENT_LANGUAGE: ("client language", "客户语言"),
    Field.CADENCE: ("cadence", "联系频率"),
    Field.QUIET: ("quiet until", "静默至"),
    Field.CLIENT_NOTES: ("client notes", "客户备注"),
}
"""The columns in their order, in English and Chinese."""

OF_CLIENT: dict[Field, Callable[[Client], str]] = {
    Field.KEY: lambda client: client.key,
    Field.CLIENT: lambda client: client.name,
    Field.DOMAIN: lambda client: BETWEEN.join(client.domains),
    Field.ALIAS: lambda client: BETWEEN.join(client.aliases),
    Field.OWNER: lambda client: client.owner,
    Field.LEAD: lambda client: client.lead,
    Field.TIER: lambda client: client.tier.value.upper(),
    Field.CLIENT_LANGUAGE: lambda client: client.language,
    Field.CADENCE: lambda client: f"{client.cadence.days}d" if client.cadence else "",
    Field.QUIET: lambda client: client.quiet_until.isoformat() if client.quiet_until else "",
    Field.CLIENT_NOTES: lambda client: dict(client.notes).get("notes", ""),
}
OF_CONTACT: dict[Field, Callable[[Contact], str]] = {
    Field.CONTACT: lambda contact: contact.name,
    Field.EMAIL: lambda contact: BETWEEN.join(contact.emails),
    Field.TITLE: lambda contact: contact.title,
    Field.ROLE: lambda contact: contact.role,
    Field.PHONE: lambda contact: contact.phone,
    Field.LANGUAGE: lambda contact: contact.language,
    Field.CHANNEL: lambda contact: contact.channel,
    Field.BIRTHDAY: lambda contact: contact.birthday,
    Field.GONE: lambda contact: "yes" if contact.gone else "",
    Field.NOTES: lambda contact: contact.notes,
}


def lines(clients: Iterable[Client], language: str = "en") -> Iterator[tuple[str, ...]]:
    """Yield the headers, then one line a contact (one for a client without any), in the order of the clients."""
    listed = tuple(clients)
    which = 1 if language.startswith("zh") else 0
    extra = sorted({name for client in listed for name, _ in client.notes} - {"notes"})
    yield (*(names[which] for names in HEADERS.values()), *extra)
    for client in listed:
        notes = dict(client.notes)
        for contact in client.contacts or (None,):
            yield (*(_cell(field, client, contact) for field in HEADERS), *(notes.get(name, "") for name in extra))


def _cell(field: Field, client: Client, contact: Contact | None) -> str:
    if field in OF_CLIENT:
        return OF_CLIENT[field](client)
    return OF_CONTACT[field](contact) if contact else ""
