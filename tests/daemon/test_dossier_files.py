"""Dossiers as files: names that every file system takes, and a page of links that knows them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from daemon.dossier_files import file_names, write_dossiers
from outbox.phrases import Phrases
from tests.outbox.dossier_cast import soda

WINDOWS_MINDS = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def test_a_chinese_key_stays_readable() -> None:
    assert file_names(["元气饮料", "harbour-finch"]) == {
        "harbour-finch": "harbour-finch.html",
        "元气饮料": "元气饮料.html",
    }


@given(st.lists(st.text(max_size=90), unique=True, max_size=12))
@example(["ss", "ß"])
@example(["a/b", "a?b", "A-B", "con", "..", "", "\ud800"])
def test_names_differ_and_no_file_system_minds_them(keys: list[str]) -> None:
    names = file_names(keys)
    assert set(names) == set(keys)
    assert len({name.casefold() for name in names.values()}) == len(keys)
    for name in names.values():
        assert not WINDOWS_MINDS & set(name)
        assert name.partition(".")[0].casefold() not in {"", "con", "nul"}
        assert len(name.encode()) <= 255


def test_every_client_gets_a_page_and_the_list_leads_to_it(tmp_path: Path) -> None:
    listed = list(write_dossiers({"soda": soda()}, tmp_path, Phrases("zh-CN")))
    assert [(one.name, one.contacts, one.touches, one.owner) for one in listed] == [("元气饮料", 3, 41, "李伟")]
    assert "元气饮料" in (tmp_path / listed[0].path).read_text(encoding="utf-8")
