"""Real mail: nothing raises, and what is read is what it says."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossier.mime import charset, headers, parse, parts, transfer
from dossier.model import Message, MessageKind, Unreadable

pytestmark = pytest.mark.corpus

EVERY = 15
"""Of the large sets, one file in so many is read here."""


def files(corpora: Path, *sets: str, every: int = 1) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of some sets, in order."""
    for name in sets:
        for index, path in enumerate(sorted((corpora / name).rglob("*"))):
            if index % every == 0 and path.is_file():
                yield path, path.read_bytes()


def kinds(corpora: Path, *sets: str, every: int = 1) -> Counter[str]:
    read = (parse(raw) for _, raw in files(corpora, *sets, every=every))
    return Counter(message.reason if isinstance(message, Unreadable) else message.kind for message in read)


def test_no_file_raises(corpora: Path) -> None:
    sets = [path.name for path in corpora.iterdir() if path.is_dir()]
    large = {"enron_inbox", "enron_sent", "enron_categories", "zh_ccert", "list_cf", "list_grase", "feeds_feedparser"}
    for name in sets:
        for path, raw in files(corpora, name, every=EVERY if name in large else 2):
            assert isinstance(parse(raw), Message | Unreadable), path


def test_bounces_are_found(corpora: Path) -> None:
    """All but two mails of the set are reports; those two are people who pass one on."""
    found = kinds(corpora, "bounces_sisimai")
    assert found[MessageKind.BOUNCE] / (found.total() - found["not-mail"] - 2) >= 0.99


@pytest.mark.parametrize("name", ["list_cf", "list_grase"])
def test_people_are_people(corpora: Path, name: str) -> None:
    found = kinds(corpora, name, every=EVERY)
    assert found[MessageKind.PERSON] / (found.total() - found["not-mail"]) > 0.995


def test_mail_that_people_sent_is_theirs(corpora: Path) -> None:
    sent = [path for path, _ in files(corpora, "enron_sent", every=EVERY) if "sent" in path.parent.name]
    read = [message for path in sent if isinstance(message := parse(path.read_bytes()), Message)]
    assert len(read) > 100
    assert {message.kind for message in read} == {MessageKind.PERSON}


def test_chinese_bytes_without_a_label_are_known(corpora: Path) -> None:
    """Bodies that are GBK by their label or by nothing: the guess must not need the label."""
    found: Counter[bool] = Counter()
    for _, raw in files(corpora, "zh_ccert", every=EVERY):
        head = headers.read(raw)
        for leaf in parts.walk(raw, head):
            data = transfer.decode(raw[leaf.start : leaf.end], leaf.encoding)
            if leaf.kind == "text/plain" and not data.isascii() and is_gbk(data):
                found[charset.guess(data) == "gb18030"] += 1
    assert found.total() > 150
    assert found[True] / found.total() > 0.99


def is_gbk(data: bytes) -> bool:
    try:
        return len(data.decode("gb18030").encode("ascii", "ignore")) < len(data) * 0.9
    except UnicodeDecodeError:
        return False


SETS = ["mime_mikel", "mime_enmime", "mime_cpython", "redmine_mail", "talon_mail", "multi_mail"]


@pytest.mark.parametrize("name", [*SETS, "csdmc2010", "zh_ccert", "bounces_sisimai"])
def test_headers_are_those_that_the_standard_library_reads(corpora: Path, name: str) -> None:
    """Ours differ where it gives up: GBK called gb2312, raw bytes, addresses that could be read in two ways."""
    same: Counter[tuple[str, bool]] = Counter()
    for _, raw in files(corpora, name, every=20 if name in ("csdmc2010", "zh_ccert") else 1):
        message = parse(raw)
        if isinstance(message, Unreadable) or len(raw) > 200_000:
            continue
        try:
            theirs = email.message_from_bytes(raw, policy=email.policy.default)
            subject = " ".join(str(theirs.get("subject", "")).split())
            sender = [address.addr_spec.lower() for address in theirs["from"].addresses]
        except Exception:  # noqa: BLE001, S112 - it raises all sorts of things on such mail
            continue
        if "\ufffd" not in subject and subject.isprintable():
            same["subject", message.subject == subject] += 1
        if len(sender) == 1 and sender[0].isascii() and "@" in sender[0] and message.sender.email:
            same["sender", message.sender.email == sender[0]] += 1
    for what in ("subject", "sender"):
        assert same[what, True] / max(1, same[what, True] + same[what, False]) >= 0.95, same
