"""A changed client book: what is stored is filed anew, and its text is read again."""

from __future__ import annotations

from tests.daemon.conftest import Run
from tests.daemon.test_cli import CONFIG


def test_a_client_added_later_gets_the_conversations_it_had_before(run: Run, tmp_path, demo_folder):
    """Mail read while nobody knew the client is a touch at once, and is read in full on the next sync."""
    path = tmp_path / "wanglai.toml"
    path.write_text(CONFIG.format(mail=(demo_folder / "mail" / "li.wei").as_posix()), encoding="utf-8")
    config = ("--config", str(path))
    run(*config, "sync")
    before = run(*config, "client", "list", "--json").json
    found = run(*config, "client", "discover", "--json").json

    run(*config, "client", "import", str(demo_folder / "clients.csv"))
    known = {one["key"]: one for one in run(*config, "client", "list", "--json").json}
    run(*config, "sync")
    shown = run(*config, "client", "show", "元气饮料", "--json").json

    assert before == []
    assert {"lanhai.example", "yuanqi.example"} <= {one["domain"] for one in found}
    assert known["元气饮料"]["touches"] > 5
    assert any(one["subject"] == "双十一投放方案 v2" for one in shown["conversations"])


def test_the_store_after_a_late_book_equals_one_that_had_it_from_the_start(run: Run, tmp_path, demo_folder):
    """Order of book and mail does not matter."""
    shown = []
    for order in (("book", "mail"), ("mail", "book", "mail")):
        folder = tmp_path / "-".join(order)
        folder.mkdir()
        path = folder / "wanglai.toml"
        path.write_text(CONFIG.format(mail=(demo_folder / "mail" / "li.wei").as_posix()), encoding="utf-8")
        for step in order:
            args = ("sync",) if step == "mail" else ("client", "import", str(demo_folder / "clients.csv"))
            run("--config", str(path), *args)
        shown.append(run("--config", str(path), "client", "show", "蓝海地产", "--json").json)

    assert shown[0] == shown[1]
