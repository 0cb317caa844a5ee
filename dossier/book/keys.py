"""The key of a client: what one types on the command line, made from the name and nothing else.

    client_key("Acme Beverages (Asia) Ltd.")  → "acme-beverages-asia-ltd"
    client_key("元气饮料")                     → "元气饮料"

A Chinese name stays Chinese: whoever serves the client can type it, and no romanisation of it is the right one
(单于, 重庆, 乐). The same name always gives the same key, so importing twice finds the same client.
"""

from __future__ import annotations

import unicodedata

LONGEST = 64


def client_key(name: str) -> str:
    """Return letters and digits in lower case with `-` between words, or `""` where the name has none."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name[: 4 * LONGEST]).casefold()):
        if unicodedata.combining(letter):
            if not (letters and letters[-1].isascii()):
                letters.append(letter)  # part of the letter everywhere but in Latin: が is not か
        elif letter.isalnum():
            letters.append(letter)
        elif letter not in "'’.&" and letters and letters[-1] != "-":
            letters.append("-")
    return unicodedata.normalize("NFC", "".join(letters))[:LONGEST].strip("-")


def distinct_key(name: str, taken: set[str], hint: str = "") -> str:
    """Return a key that is not in `taken`: the name's, else with `hint` behind it, else numbered; and take it."""
    base = client_key(name) or client_key(hint) or "client"
    behind = client_key(hint.replace(".", " "))
    wished = [base, behind if behind.startswith(base) else client_key(f"{base[:40]} {behind}")]
    key = next((one for one in wished if one not in taken), "")
    number = 2
    while not key:
        if f"{base}-{number}" not in taken:
            key = f"{base}-{number}"
        number += 1
    taken.add(key)
    return key
