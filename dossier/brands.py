"""What a company is called, guessed from its domain and from what its people and machines call themselves.

brand("acme-beverages.example", ["Anna Li (Acme Beverages)", "Bo"])  → "Acme Beverages"
brand("yuanqi.example", ["王芳-元气饮料", "李雷-元气饮料"])             → "元气饮料"
brand("hsbc.example", [])                                            → "HSBC"
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dossier.domains import registrable

CUTS = "|/()[]{}<>【】（）《》「」,，;；:：@·•-–—_\"'“”"
"""What stands between a person's name and their company's in a display name."""
_CUT = str.maketrans(dict.fromkeys(CUTS, "\n"))
CHINESE_TAILS = ("有限责任公司", "股份有限公司", "有限公司", "集团", "客服", "客户服务", "官方", "团队", "公司")
NAMES_READ = 400
"""Display names looked at for one company."""


def brand(domain: str, names: Iterable[str]) -> str:
    """Return the likeliest name: what display names share with the domain, what two people share, else the domain's."""
    label = _label(domain)
    read = [name[:120] for _, name in zip(range(NAMES_READ), names, strict=False)]
    parts = Counter(part for name in set(read) for part in set(_parts(name)))
    return _like_domain(label, parts) or _shared(parts) or titled(label)


def titled(label: str) -> str:
    """Write a domain's label as a name: `acme-foods` → `Acme Foods`, `bmw` → `BMW`."""
    words = [word for word in label.replace("_", "-").split("-") if word]
    longest = 3 if len(words) == 1 else 0
    return " ".join(word.upper() if _is_acronym(word, longest) else word[0].upper() + word[1:] for word in words)


def _label(domain: str) -> str:
    label = (registrable(domain) or domain).partition(".")[0]
    if label.startswith("xn--"):
        try:
            return label.encode("ascii").decode("idna")
        except UnicodeError:
            return label
    return label


def _is_acronym(word: str, longest: int) -> bool:
    return word.isascii() and (len(word) <= longest or (len(word) <= 5 and set("aeiouy").isdisjoint(word)))


def _parts(name: str) -> list[str]:
    found = [part.strip(" .") for part in name.translate(_CUT).split("\n")]
    return [_without_tail(part) for part in (*found, name.strip()) if len(part) > 1]


def _without_tail(part: str) -> str:
    for tail in CHINESE_TAILS:
        if part.endswith(tail) and len(part) - len(tail) >= 2:
            return part[: -len(tail)]
    return part


def _like_domain(label: str, parts: Counter[str]) -> str:
    """Return the part that spells the domain's label: `Acme Foods` for acmefoods, `Pacific Bell Inc` for pbi."""
    squeezed = "".join(letter for letter in label.casefold() if letter.isalnum())
    best: tuple[int, int, str] = (0, 0, "")
    for part, times in parts.items():
        likeness = _likeness(squeezed, part)
        if likeness and part.casefold() != part:
            best = max(best, (likeness, times, part))
    return best[2]


def _likeness(label: str, part: str) -> int:
    words = part.split()
    spelled = "".join(letter for letter in part.casefold() if letter.isalnum())
    if spelled == label:
        return 3
    if len(words) >= 3 and "".join(word[0] for word in words).casefold() == label:
        return 2
    if len(spelled) >= 4 and len(spelled) * 2 >= len(label) and label.startswith(spelled):
        return 1
    return 0


def _shared(parts: Counter[str]) -> str:
    """Return what several people carry behind their own names."""
    found = [(times, len(part), part) for part, times in parts.items() if times >= 2 and not part.isdecimal()]
    return max(found)[2] if found else ""
