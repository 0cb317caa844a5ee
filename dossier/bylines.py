"""Who signs: name, title, telephone number and company, read from a signature.

What is read is proposed to somebody, so the reader would rather leave a field empty than guess: a name needs two
words or a Chinese family name, a title needs a word for an office, a number must not be labelled as a fax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dossier.quoting.footers import is_device
from dossier.quoting.lines import RULE, is_rule, to_lines
from dossier.quoting.marks import (
    CARD_LABELS,
    COMPANY_FORMS,
    LABELS,
    LEGAL,
    LEGAL_TITLE,
    REGARDS,
    SURNAMES,
    THANKS,
    TITLES,
)
from dossier.quoting.particulars import HAN, PHONE, is_name, look

_LINES = 16
"""Filled lines of a signature that are read; what follows is law and advertising."""
_LONGEST = 60
_TRIMMED = RULE.replace(".", "") + ",，"
_POLITE = ("先生", "女士", "小姐", "老师", "总", "经理")
"""Endings of a form of address: the family name alone is no name."""
_BETWEEN = re.compile(
    r"\s*[|｜•·]\s*|\t+|\s{2,}|\u3000+|(?<=[\u3400-\u9fff）)]{2}) (?=[\u3400-\u9fff]{2})|(?<=\w)\s*[;；]\s*"
)
_BRACKETS = re.compile(r"\s*[(（][^()（）]{0,40}[)）]")
_LABEL = re.compile(r"([^\d\s:：+(][^\d:：+(]{0,13}?)[ \u3000]*(?:([:：])|\.?[ \u3000]+(?=[+(\d]))")
"""A label, and whether a colon follows it."""


_SPACED_LABEL = re.compile(r"([^:：]{1,20})[:：]")


class Card(NamedTuple):
    """A signature's particulars, as written; each may be empty."""

    name: str = ""
    title: str = ""
    phone: str = ""
    company: str = ""


def card(signature: str) -> Card:
    """Return what a signature says of its writer. Takes any text; reads at most its first lines."""
    found: dict[str, str] = {}
    for line in _own_lines(signature):
        for segment in _segments(line, nameless="name" not in found):
            kind, value = _particular(segment)
            if kind and value:
                found.setdefault(kind, value)
    return Card(
        found.get("name", ""),
        found.get("title", ""),
        found.get("mobile", "") or found.get("phone", ""),
        found.get("company", ""),
    )


def _own_lines(signature: str) -> Iterator[str]:
    """Yield the lines that tell of the writer: no farewell, no device, nothing from a disclaimer on."""
    lines = [line.strip() for line in to_lines(signature[:8_000]) if line.strip()]
    for line in lines[:_LINES]:
        low = line[:400].lower()
        if LEGAL.found_in(low) or low.strip(" :*") in LEGAL_TITLE:
            return
        plain = "".join(low.strip(RULE + ",!，。！").split())
        if not (is_rule(line, 2) or plain in REGARDS or plain in THANKS or is_device(line)):
            yield line[:200]


def _segments(line: str, *, nameless: bool) -> Iterator[str]:
    """Yield the parts of a line that stand between bars, wide gaps, and, while no name is known, commas."""
    for part in _BETWEEN.split(_with_plain_label(line)):
        head, comma, rest = part.partition("," if "," in part else "，")
        if nameless and comma and _plain(head) in REGARDS:
            yield rest.strip()
        elif nameless and comma and is_full_name(head) and TITLES.found_in(rest.lower()):
            yield from (head, rest.strip())
        else:
            yield part.strip(_TRIMMED)


def _with_plain_label(line: str) -> str:
    """Return a line with its label pulled together: `手  机 ：` is `手机：`."""
    match = _SPACED_LABEL.match(line)
    label = "".join(match[1].split()) if match else ""
    known = label.lower() in CARD_LABELS or label.lower() in LABELS
    return f"{label}{line[match.end() - 1 :]}" if match and known else line


def _particular(segment: str) -> tuple[str, str]:
    """Return what a part of a line tells, and its value; two empty texts where it tells nothing for certain."""
    match = _LABEL.match(segment)
    label = "".join(match[1].lower().split()) if match else ""
    if match and (label in CARD_LABELS or label in LABELS or match[2]):
        kind = CARD_LABELS.get(label, "")
        return (kind, _value(kind, segment[match.end() :].strip())) if kind else ("", "")
    kind = _unlabelled(segment) if segment and len(segment) <= _LONGEST else ""
    return (kind, _value(kind, segment)) if kind else ("", "")


def _value(kind: str, text: str) -> str:
    """Return the value of a particular, or nothing where the text is none of that kind."""
    if kind in ("phone", "mobile"):
        number = PHONE.search(text)
        return number[0].strip() if number else ""
    if kind == "name":
        name = _BRACKETS.sub("", text).strip()
        return ("".join(name.split()) if HAN.search(name) else name) if is_full_name(text) else ""
    return text.strip(_TRIMMED) if len(text) <= _LONGEST else ""


def _unlabelled(text: str) -> str:
    """Return what a text is that nothing announces."""
    if is_full_name(text):
        return "name"
    number = PHONE.search(text)
    if number and len(number[0]) * 4 >= len(text) * 3:
        return "phone"
    if "@" in text or any(character.isdigit() for character in text) or not look(text).fits:
        return ""
    low = text.lower()
    if TITLES.found_in(low):
        return "title"
    return "company" if COMPANY_FORMS.found_in(low) else ""


def is_full_name(text: str) -> bool:
    """Tell whether a text is a full name: two to four words in capitals, or a Chinese family name and what follows."""
    text = _BRACKETS.sub("", text).strip()
    if "," in text or not is_name(text) or TITLES.found_in(text.lower()) or COMPANY_FORMS.found_in(text.lower()):
        return False
    if HAN.search(text):
        text = "".join(text.split())
        return 2 <= len(text) <= 4 and text.startswith(SURNAMES) and not text.endswith(_POLITE)
    words = text.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words[:1] + words[-1:])


def _plain(text: str) -> str:
    return "".join(text.lower().split()).strip(".!")
