"""A client's letters are judged again with every letter that comes in: each text is read once."""

from __future__ import annotations

import pytest

from dossier.model import KEPT_TEXT, Signal, SignalKind
from dossier.reading import delivers, is_bare_acknowledgement, verdicts

ACKNOWLEDGED = (Signal(SignalKind.ACKNOWLEDGEMENT, "", 0, 0),)


@pytest.fixture(autouse=True)
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were scanned, in order; nothing is remembered at the beginning nor at the end."""
    texts: list[str] = []
    scan = verdicts.scan
    monkeypatch.setattr(verdicts, "scan", lambda text, lexicon: texts.append(text) or scan(text, lexicon))
    monkeypatch.setattr(verdicts, "_remembered", {})
    return texts


def test_two_questions_about_a_text_read_it_once(scanned):
    for _ in range(2):
        assert delivers("Please find the plan attached.")
        assert not is_bare_acknowledgement("Please find the plan attached.", ACKNOWLEDGED)
        assert is_bare_acknowledgement("收到，我看一下。", ACKNOWLEDGED)
    assert scanned == ["Please find the plan attached.", "收到，我看一下。"]


def test_what_was_read_for_its_signals_need_not_be_read_again(scanned, signals):
    signals("附件是报价单，请查收。")
    assert delivers("附件是报价单，请查收。")
    assert scanned == []


def test_a_text_that_is_kept_cut_is_judged_by_what_is_kept(scanned, signals):
    whole = "We talked about it. " * 30 + "Please find the plan attached."
    signals(whole)
    assert not delivers(whole[:KEPT_TEXT])
    assert scanned == [whole[:KEPT_TEXT]]


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(verdicts, "REMEMBERED", 3)
    for number in range(10):
        delivers(f"Number {number}")
        assert len(verdicts._remembered) <= 3
