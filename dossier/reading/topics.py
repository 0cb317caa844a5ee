"""What a text is about: its content words, for telling whether a later mail speaks of the same thing."""

from __future__ import annotations

from dossier.reading.clauses import folded

SCANNED = 8_192
_HAN_FIRST, _HAN_LAST = "㐀", "鿿"

_STOP_CHARACTERS = frozenset(
    "的了吗呢吧啊呀哦嘛么请您你我他她它们这那是在有和与及或就都也还很太再又把被将给向对从到为以于之而且但可能会要想该得着过不没无好谢麻烦辛苦问一下个些上里中等各位什么怎哪几多少时候"
)
_STOP_WORDS = frozenset(
    (
        "a about above after again all also always am an and any are as ask asked at attached back be because been before being below best but by call can cannot"
        " come could dear did do does doing done down each email even ever everyone few find first for forward from further get gets getting give go going"
        " good got great had has have having he hello help her here hi him his hope how however i if in information into is it its just keep kind know last"
        " let like ll look looking made mail make many may me might more most much must my need new next no not now of off ok on once one only"
        " or other our out over own per please pls possible put question questions re really regard regards regarding right said same say see send sent shall"
        " she should since so some soon still such sure take team tell than thank thanks that the their them then there these they thing think"
        " this those though thought through time to today together tomorrow too try until up update us use very via want was way we week well were what"
        " when where whether which while who whom whose why will with within work would yes yesterday yet you your yours ve d s t m don doesn didn isn"
        " monday tuesday wednesday thursday friday saturday sunday morning afternoon am pm"
    ).split()
)
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "edly",
    "ed",
    "ers",
    "er",
    "es",
    "ly",
    "s",
    "y",
    "e",
)
_SHORTEST_STEM = 4
_SHORTEST_WORD = 2
_WORD_SIGNS = "._-/&+#@'"


def topic(text: str) -> frozenset[str]:
    """Return the terms a text is about: Chinese pairs of characters, stems of words, numbers, file names."""
    terms: set[str] = set()
    start = 0
    plain = folded(text[:SCANNED])
    length = len(plain)
    while start < length:
        character = plain[start]
        end = start + 1
        if _HAN_FIRST <= character <= _HAN_LAST:
            while end < length and _HAN_FIRST <= plain[end] <= _HAN_LAST:
                end += 1
            _pairs(plain[start:end], terms)
        elif character.isalnum():
            while end < length and _in_word(plain[end]):
                end += 1
            _word(plain[start:end].strip(_WORD_SIGNS), terms)
        start = end
    return frozenset(terms)


def overlap(asked: frozenset[str], said: frozenset[str]) -> float:
    """Return the share of what was asked about that the other text speaks of, 0 to 1."""
    return len(asked & said) / len(asked) if asked else 0.0


def _in_word(character: str) -> bool:
    return (character.isalnum() and not _HAN_FIRST <= character <= _HAN_LAST) or character in _WORD_SIGNS


def _pairs(run: str, terms: set[str]) -> None:
    for first, second in zip(run, run[1:], strict=False):
        if first not in _STOP_CHARACTERS and second not in _STOP_CHARACTERS:
            terms.add(first + second)


def _word(word: str, terms: set[str]) -> None:
    if "@" in word:
        return
    if "." in word or "_" in word or any(character.isdigit() for character in word):
        terms.add(word)
        return
    for part in word.replace("/", " ").replace("-", " ").replace("'", " ").replace("&", " ").split():
        if part not in _STOP_WORDS and len(part) >= _SHORTEST_WORD:
            terms.add(_stem(part))


def _stem(word: str) -> str:
    if not word.isascii():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - 1:
            return word[: -len(ending)]
    return word
