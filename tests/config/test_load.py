"""wanglai.toml: what it may say, and how mistakes are named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.load import ConfigError, find, load
from config.settings import Settings

GOOD = """
[agency]
name = "蓝鲸广告"
domains = ["bluewhale.example"]
timezone = "Asia/Shanghai"

[[member]]
address = "Li.Wei@BlueWhale.example"
name = "李伟"

[[mailbox]]
address = "li.wei@bluewhale.example"
path = "mail/li.wei"

[rules.awaiting_reply]
after = "2 working days"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "wanglai.toml"


def mistakes(file: Path, text: str, environ: dict[str, str] | None = None) -> list[tuple[str, int, str, str]]:
    """Return where, line, code and nearest word of everything wrong with a text."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(file, environ or {})
    return [(one.where, one.line, one.code, one.nearest) for one in caught.value.mistakes]


def test_a_good_file_is_read_and_addresses_are_folded(file):
    file.write_text(GOOD, encoding="utf-8")

    settings = load(file, {})

    assert settings.member[0].address == "li.wei@bluewhale.example"
    assert settings.rules == {"awaiting_reply": {"after": "2 working days"}}
    assert settings.digest.max_items == 7


def test_without_a_file_the_defaults_hold():
    assert load(None, {}) == Settings()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[agency]\nlangauge = "en"', ("agency.langauge", 2, "extra_forbidden", "language")),
        ('[agency]\nlanguage = "fr"', ("agency.language", 2, "literal_error", "")),
        ('[agency]\ntimezone = "Mars/Base"', ("agency.timezone", 2, "zone", "")),
        ('[agency]\nwork_hours = "9-5"', ("agency.work_hours", 2, "hours", "")),
        ('[agency]\nwork_hours = "18:00-09:00"', ("agency.work_hours", 2, "hours_order", "")),
        ('[digest]\nsend_at = "25:00"', ("digest.send_at", 2, "clock", "")),
        ("[digest]\nmax_items = 0", ("digest.max_items", 2, "greater_than_equal", "")),
        ("[shadwo]\nx = 1", ("shadwo", 1, "extra_forbidden", "")),
        ('[[member]]\naddress = "a@b.example"\n[[member]]\naddress = "me"', ("member.1.address", 4, "address", "")),
        ('[[member]]\nname = "Li"', ("member.0.address", 1, "missing", "")),
        ("[agency\n", ("", 1, "not_toml", "")),
        ("[digest]\nmax_item = 3", ("digest.max_item", 2, "extra_forbidden", "max_items")),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_word(file, text, expected):
    assert mistakes(file, text) == [expected]


def test_every_mistake_is_told_at_once(file):
    found = mistakes(file, '[agency]\nnam = "x"\n[digest]\nmax_itms = 3\n')

    assert [where for where, *_ in found] == ["agency.nam", "digest.max_itms"]


def test_the_environment_overrides_the_file(file):
    file.write_text(GOOD, encoding="utf-8")

    settings = load(file, {"WANGLAI_DIGEST__MAX_ITEMS": "3", "WANGLAI_AGENCY__HOLIDAYS": '["CN", "HK"]'})

    assert (settings.digest.max_items, settings.agency.holidays) == (3, ("CN", "HK"))


def test_a_mistake_in_the_environment_names_the_variable(file):
    file.write_text(GOOD, encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        load(file, {"WANGLAI_DIGEST__SEND_AT": "late"})

    [mistake] = caught.value.mistakes
    assert (mistake.line, mistake.source) == (0, "WANGLAI_DIGEST__SEND_AT")


def test_a_file_that_cannot_be_read_is_a_mistake_too(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "nowhere.toml", {})

    assert caught.value.mistakes[0].code == "unreadable"


def test_the_named_file_comes_before_the_variable_and_the_variable_before_the_folder(tmp_path):
    here = tmp_path / "wanglai.toml"
    here.touch()

    assert find("a.toml", {"WANGLAI_CONFIG": "b.toml"}, tmp_path) == Path("a.toml")
    assert find(None, {"WANGLAI_CONFIG": "b.toml"}, tmp_path) == Path("b.toml")
    assert find(None, {}, tmp_path) == here


def test_a_real_environment_holds_no_override_by_accident():
    assert load(None, {name: value for name, value in os.environ.items() if "__" not in name}) == Settings()
