"""The command as a user types it: output, shapes, exit codes, errors in three lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.daemon.conftest import Run

CONFIG = """
[agency]
domains = ["bluewhale.example"]

[[member]]
address = "li.wei@bluewhale.example"
name = "李伟"

[[mailbox]]
address = "li.wei@bluewhale.example"
path = "{mail}"
"""


@pytest.fixture
def agency(tmp_path: Path, demo_folder: Path) -> Path:
    """A configured agency with one mailbox; nothing synced yet."""
    path = tmp_path / "wanglai.toml"
    path.write_text(CONFIG.format(mail=(demo_folder / "mail" / "li.wei").as_posix()), encoding="utf-8")
    return path


def test_without_a_configuration_it_says_what_to_type(run: Run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    done = run("nudge", "list")

    assert done.code == 10
    assert len(done.err.strip().splitlines()) == 3
    assert "wanglai demo" in done.err


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("try", "/nowhere", "--me", "a@agency.example"), 1),
        (("try", ".", "--me", "nobody"), 2),
        (("try", ".", "--me", "a@agency.example", "--timezone", "Mars/Base"), 2),
        (("try", ".", "--me", "a@agency.example", "--as-of", "yesterday"), 2),
        (("rule", "show", "no_such_rule"), 2),
        (("holiday", "list", "XX", "2026"), 2),
        (("no-such-command",), 2),
    ],
)
def test_a_mistake_has_its_exit_code_and_no_traceback(run: Run, args, code):
    done = run(*args)

    assert done.code == code
    assert "Traceback" not in done.err


def test_every_rule_is_listed_with_its_section(run: Run):
    rules = run("rule", "list", "--json").json

    assert {"awaiting_reply", "contact_gap", "minutes_due", "people_changed", "promise_due"} <= {
        one["name"] for one in rules
    }
    assert all(one["section"] and one["summary"] and one["options"] for one in rules)


def test_a_wrong_option_of_a_rule_fails_at_start(run: Run, agency):
    agency.write_text(agency.read_text() + "\n[rules.awaiting_reply]\naftr = '1 working day'\n")

    done = run("--config", str(agency), "config", "check")

    assert done.code == 2
    assert "after" in done.err


def test_a_configured_agency_from_import_to_digest(run: Run, agency, demo_folder):
    """Import the book, read the mailbox, list what is owed, preview the digest, answer a nudge."""
    config = ("--config", str(agency))
    assert run(*config, "client", "import", str(demo_folder / "clients.csv")).code == 0
    assert run(*config, "sync", "--json").json["scopes"][0]["items"] > 50

    again = run(*config, "sync", "--json").json
    clients = run(*config, "client", "list", "--json").json
    status = run(*config, "status", "--json").json
    shown = run(*config, "client", "show", "元气饮料", "--json").json

    assert again["scopes"][0]["items"] == 0
    assert len(clients) == 12
    assert status["mailboxes"][0]["state"] == "ok"
    assert status["mailboxes"][0]["messages"] > 50
    assert {
        "basics",
        "business",
        "preferences",
        "tracking",
        "obligations",
        "conversations",
        "meetings",
        "rhythm",
    } <= set(shown)


def test_importing_the_same_book_twice_changes_nothing(run: Run, agency, demo_folder):
    config = ("--config", str(agency))
    book = str(demo_folder / "clients.csv")
    first = run(*config, "client", "import", book, "--json").json
    second = run(*config, "client", "import", book, "--json").json

    assert len(first["added"]) == 12
    assert (second["added"], second["changed"], len(second["unchanged"])) == ([], [], 12)


def test_a_dry_run_leaves_the_book_alone(run: Run, agency, demo_folder):
    config = ("--config", str(agency))
    run(*config, "client", "import", str(demo_folder / "clients.csv"), "--dry-run")

    assert run(*config, "client", "list", "--json").json == []


def test_an_exported_book_comes_back_as_it_was(run: Run, agency, demo_folder, tmp_path):
    config = ("--config", str(agency))
    run(*config, "client", "import", str(demo_folder / "clients.csv"))
    run(*config, "client", "export", str(tmp_path / "out.csv"))

    again = run(*config, "client", "import", str(tmp_path / "out.csv"), "--json").json

    assert (again["added"], again["changed"]) == ([], [])


def test_try_answers_in_the_stable_shape(run: Run, demo_folder, tmp_path):
    done = run(
        "try",
        str(demo_folder / "mail" / "li.wei"),
        str(demo_folder / "calendars" / "li.wei.ics"),
        "--me",
        "li.wei@bluewhale.example",
        "--clients",
        str(demo_folder / "clients.csv"),
        "--as-of",
        "2026-10-09T08:45",
        "--timezone",
        "Asia/Shanghai",
        "--backtest",
        "--since",
        "all",
        "--out",
        str(tmp_path),
        "--json",
    )

    told = done.json
    messages = told["messages"]
    assert messages["read"] == sum(count for name, count in messages.items() if name != "read")
    assert messages["read"] == len(list((demo_folder / "mail" / "li.wei").iterdir()))
    assert {"key", "rule", "client", "contact", "owner", "severity", "since", "due", "until", "state", "title", "why",
            "evidence"} == set(told["nudges"][0])  # fmt: skip
    assert {"fired", "settled", "settled_by"} <= set(told["backtest"][0])
    assert all(Path(one["path"]).is_file() for one in told["outgoing"])
    assert (tmp_path / "index.html").is_file()


def test_every_nudge_rests_on_words_that_are_in_the_source(run: Run, demo_folder):
    """The evidence of each nudge is found in the mailbox it came from."""
    told = run(
        "try", str(demo_folder / "mail"), "--me", "li.wei@bluewhale.example", "--clients",
        str(demo_folder / "clients.csv"), "--as-of", "2026-10-09T08:45", "--timezone", "Asia/Shanghai", "--json",
    ).json  # fmt: skip
    known = {f"{path.stem.split('-', 2)[2]}@demo.example" for path in (demo_folder / "mail").rglob("*.eml")}

    assert told["nudges"]
    assert {one["id"] for nudge in told["nudges"] for one in nudge["evidence"]} <= known


def test_lines_are_read_one_by_one(run: Run, tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("Could you send the quote?\nThanks a lot!\n", encoding="utf-8")

    told = run("read", "--lines", str(path), "--json").json

    assert [one["id"] for one in told] == ["1", "2"]
    assert told[0]["signals"]
    assert all(one["text"][s["start"] : s["end"]] == s["quote"] for one in told for s in one["signals"])


def test_the_holidays_of_a_year_name_the_make_up_days(run: Run):
    rows = run("holiday", "list", "CN", "2026", "--json").json

    assert {
        key: value for key, value in next(one for one in rows if one["day"] == "2026-10-10").items() if key != "name"
    } == {"day": "2026-10-10", "working": True}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_told_how_to_complete(run: Run, shell):
    assert "_WANGLAI_COMPLETE" in run("completion", shell).out


def test_the_schema_is_json(run: Run):
    assert "properties" in json.loads(run("config", "schema").out)


def test_one_mailbox_that_is_gone_stops_nobody_else(run: Run, agency, demo_folder):
    """The other mailbox is read, the command says partly, and the status names the one that failed."""
    gone = '\n[[mailbox]]\naddress = "gone@bluewhale.example"\npath = "nowhere"\n'
    agency.write_text(agency.read_text(encoding="utf-8") + gone, encoding="utf-8")
    config = ("--config", str(agency))
    run(*config, "client", "import", str(demo_folder / "clients.csv"))

    done = run(*config, "sync", "--json")
    status = {one["address"]: one["state"] for one in run(*config, "status", "--json").json["mailboxes"]}

    assert done.code == 3
    assert max(one["items"] for one in done.json["scopes"]) > 50
    assert status["li.wei@bluewhale.example"] == "ok"
    assert status["gone@bluewhale.example"] == "Unavailable"


def test_a_folder_with_mail_and_calendars_is_read_whole(run: Run, demo_folder):
    """Mail and meetings below one folder are two scopes, and neither takes the other for gone."""
    told = run("try", str(demo_folder), "--me", "li.wei@bluewhale.example", "--json").json

    assert told["messages"]["read"] == len(list((demo_folder / "mail").rglob("*.eml")))
    assert told["meetings"]["read"] > 0


@pytest.mark.parametrize(
    "args",
    [
        ("try", "{mail}", "--me", "a@agency.example", "--holidays", "XX"),
        ("demo", "--out", "/proc/nowhere"),
        ("try", "{mail}", "--me", "li.wei@bluewhale.example", "--out", "/proc/nowhere"),
        ("--config", "{config}", "client", "import", "{book}", "--map", "品牌=klient"),
        ("--config", "{config}", "client", "export", "/nowhere/clients.csv"),
    ],
)
def test_nothing_a_user_types_ends_in_a_traceback(run: Run, args, agency, demo_folder):
    places = {"mail": demo_folder / "mail" / "li.wei", "config": agency, "book": demo_folder / "clients.csv"}
    done = run(*(arg.format(**places) for arg in args))

    assert done.code in {1, 2}
    assert len(done.err.strip().splitlines()) >= 3


def test_a_span_that_is_none_is_a_mistake_at_start(run: Run, agency):
    agency.write_text(agency.read_text() + "\n[rules.awaiting_reply]\nafter = 'soon'\n")

    assert run("--config", str(agency), "config", "check").code == 2
