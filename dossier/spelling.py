"""How an address is spelled: its two halves, its domain in one form, and which other spellings reach the same person.

What is filed under a client by its address has to be an address to the letter. Whatever a lenient reader could take
for another (a second `@`, a comment, a control or zero-width character, a look-alike letter) is no address here.
"""

from __future__ import annotations

import string
from functools import lru_cache
from typing import NamedTuple

LOCAL = frozenset(string.ascii_letters + string.digits + "!#$%&'*+-/=?^_`{|}~.")
"""RFC 5322 atext and the dot, which may stand anywhere: telephone companies and directories hand out `a..b@`.

Quoted local parts are not matched: too much of their meaning lies in their quoting."""
LONGEST_LOCAL = 128
"""RFC 5321 says 64; addresses that programs make up for one mail are longer."""
LABEL = frozenset(string.ascii_lowercase + string.digits + "-_")

PLUS_PROVIDERS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "fastmail.com",
        "fastmail.fm",
        "hey.com",
        "zoho.com",
    }
)
"""Providers of private mail where `anna+x@` reaches `anna@`; elsewhere among them it may be somebody else."""
DOTLESS = frozenset({"gmail.com", "googlemail.com"})
"""Where dots in the local part mean nothing, and both names are one (support.google.com/mail/answer/7436150)."""


class Parts(NamedTuple):
    """An address in its two halves; both are empty where it is none."""

    local: str
    domain: str


NO_ADDRESS = Parts("", "")


@lru_cache(1 << 16)
def plain_domain(domain: str) -> str:
    """Return a domain in lower-case ASCII (Unicode as punycode, RFC 3490), or `""` where it is no host name.

    A Unicode domain that only becomes one by mapping (full-width letters, soft hyphens) is refused: it is written
    to be taken for another.
    """
    plain = domain.lower() if domain.isascii() else _punycode(domain)
    labels = plain.split(".")
    if len(plain) > 253 or len(labels) < 2 or not all(_is_label(label) for label in labels):
        return ""
    return plain


def _punycode(domain: str) -> str:
    if len(domain) > 253:
        return ""
    lower = "".join(letter.lower() if letter.isascii() else letter for letter in domain)
    try:
        plain = lower.encode("idna").decode("ascii")
        return plain if plain.encode("ascii").decode("idna") == lower else ""
    except UnicodeError:
        return ""


def _is_label(label: str) -> bool:
    return 0 < len(label) <= 63 and label[0] != "-" and label[-1] != "-" and LABEL.issuperset(label)


def split_address(email: str) -> Parts:
    """Return local part and domain of a plain address (RFC 5321 §4.1.2, dot-string), domain in ASCII, both lowered."""
    local, at, domain = email.partition("@")
    if not at or not _is_local(local):
        return NO_ADDRESS
    plain = plain_domain(domain)
    return Parts(local.lower(), plain) if plain else NO_ADDRESS


def _is_local(local: str) -> bool:
    if not local or len(local) > LONGEST_LOCAL:
        return False
    if LOCAL.issuperset(local):
        return True
    foreign = [letter for letter in local if letter not in LOCAL]
    # RFC 6531 allows 王芳@例子.中国; Latin mixed with anything else is how a look-alike is made.
    return all(letter.isalpha() and not letter.isascii() for letter in foreign) and not any(
        letter.isascii() and letter.isalpha() for letter in local
    )


def main_address(local: str, domain: str, *, personal: bool) -> str:
    """Return the address that this one is another spelling of, which may be itself.

    `personal` says that the domain is a provider of private mail: there `+` counts only where it is known to.
    """
    if domain in DOTLESS:
        return local.partition("+")[0].replace(".", "") + "@gmail.com"
    base = local.partition("+")[0]
    if base and (not personal or domain in PLUS_PROVIDERS):
        return f"{base}@{domain}"
    return f"{local}@{domain}"
