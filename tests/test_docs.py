"""The pages name every command and option, parse, link to what is there, and tell nothing that is nobody's business.

Each check is a function of text, so that a test beside it can see it fail.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from daemon.cli import wanglai
from tests.pages import BLOCK, DOCS, HERE, PAGES, READMES, read, rows, section

COMMANDS = ("python3 -m pip install uv && uv run wanglai demo", "uv run pytest")
FORBIDDEN = ("/work/", "pypi.", "pythonhosted", "npmjs", "anaconda.org", "docker.io", "ghcr.io", "quay.io", "crates.io")
"""Hosts of package registries, and where this tree may happen to lie: neither is a reader's business."""
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)|src=\"([^\"]+)\"")


# --- commands -----------------------------------------------------------------------------------------------------


def commands(
    command: click.Command = wanglai, path: tuple[str, ...] = ("wanglai",)
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its words."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command, info_name=path[-1])
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None, name
        yield from commands(inner, (*path, name))


def test_every_command_is_on_the_page_of_commands_and_no_other_is() -> None:
    told = re.findall(r"^### (wanglai .+)$", read(DOCS / "commands.md"), re.MULTILINE)
    assert sorted(told) == sorted(name for name, _ in commands())


def missing_options(page: str) -> list[str]:
    """Return the options that a command has and the page does not tell of."""
    return [
        f"{name} {option}"
        for name, command in commands()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if not re.search(rf"`{re.escape(option)}[ `]", _told_of(page, name))
    ]


def _told_of(page: str, name: str) -> str:
    """Return what is told of a command; of those that stand together the options stand below the last one."""
    own = section(page, name)
    if "```sh" in own:
        return own
    following = page[page.find(f"### {name}\n") :]
    return following.partition("\n## ")[0]


def test_every_option_of_every_command_is_told() -> None:
    assert missing_options(read(DOCS / "commands.md")) == []
    assert missing_options(read(DOCS / "commands.md").replace("`--prune`", "")) == ["wanglai client import --prune"]


def test_the_options_of_try_have_a_page() -> None:
    options = rows(section(read(DOCS / "try.md"), "Options"))
    told = dict(commands())["wanglai try"].params
    assert {name.split()[0] for name in options if name.startswith("--")} == {
        option for parameter in told if isinstance(parameter, click.Option) for option in parameter.opts
    }


def shell_lines(text: str) -> Iterator[list[str]]:
    """Yield the wanglai commands of the shell blocks as words, without what only the shell reads."""
    for language, block in BLOCK.findall(text):
        for line in block.replace("\\\n", " ").splitlines() if language == "sh" else ():
            for part in line.split("&&"):
                words = shlex.split(part, comments=True)
                while words and ("=" in words[0] or words[:2] == ["uv", "run"]):
                    words = words[2:] if words[0] == "uv" else words[1:]
                if words[:1] == ["wanglai"]:
                    ends = [place for place, word in enumerate(words) if word in {">", "|", "<"}]
                    yield words[1 : min(ends, default=len(words))]


def parse(words: list[str]) -> None:
    """Parse a command line as click would, down to the last command. Raises click.UsageError."""
    command: click.Command = wanglai
    context = command.make_context("wanglai", list(words))
    while isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        name, inner, rest = command.resolve_command(context, rest)
        assert inner is not None
        command, context = inner, inner.make_context(name, rest, parent=context)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(HERE)))
def test_every_command_line_parses(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click.Path, "convert", lambda _self, value, _parameter, _context: Path(value))
    for words in shell_lines(read(page)):
        parse(words)


def test_the_check_of_command_lines_can_fail() -> None:
    page = (
        "```sh\nuv run wanglai demo --long zh  # no\nA=1 wanglai client shaw x > y\nls\n```\n```toml\nwanglai no\n```\n"
    )
    lines = list(shell_lines(page))
    assert lines == [["demo", "--long", "zh"], ["client", "shaw", "x"]]
    for words in (*lines, ["client", "show"], ["nudge", "forecast", "--days", "0"]):
        with pytest.raises(click.UsageError):
            parse(words)


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", READMES, ids=lambda path: path.name)
def test_a_newcomer_finds_the_two_commands(page: Path) -> None:
    lines = [line for language, block in BLOCK.findall(read(page)) if language == "sh" for line in block.splitlines()]
    assert set(COMMANDS) <= set(lines)


def links(text: str) -> set[str]:
    return {file or picture for file, _, picture in LINK.findall(text)} - {""}


def test_both_readmes_lead_to_the_same_pages_and_to_all_of_them() -> None:
    english, chinese = (
        {link for link in links(read(page)) if link.endswith(".md") and "README" not in link} for page in READMES
    )
    assert english == chinese
    assert {f"docs/{path.name}" for path in DOCS.glob("*.md")} <= english


def lost(text: str, folder: Path) -> list[str]:
    """Return the links that lead nowhere, to a file or to a heading."""
    wrong = []
    for file, anchor, picture in LINK.findall(text):
        target = folder / (file or picture) if file or picture else None
        if "://" in (file or picture):
            continue
        if target is not None and not target.exists():
            wrong.append(str(target.name))
        elif anchor and anchor[1:] not in anchors(read(target) if target else text):
            wrong.append(anchor)
    return wrong


def anchors(text: str) -> set[str]:
    """Return the names that a forge gives to the headings of a page."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(HERE)))
def test_no_link_leads_nowhere_and_nothing_private_is_named(page: Path) -> None:
    text = read(page)
    assert lost(text, page.parent) == []
    assert [word for word in FORBIDDEN if word in text.lower()] == []


def test_the_check_of_links_can_fail() -> None:
    text = '# A page\n[a](nowhere.md) [b](#a-page) [c](#no) [d](https://x.example/y) <img src="no.png">'
    assert lost(text, HERE) == ["nowhere.md", "#no", "no.png"]


def test_a_picture_is_small() -> None:
    sizes = {path.name: path.stat().st_size for path in DOCS.glob("*.png")}
    assert set(sizes) == {"digest.png", "digest.zh-CN.png"}
    assert max(sizes.values()) <= 150_000


def test_a_decision_is_told_in_twenty_lines() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    assert len(decisions) >= 5
    assert {path.name: lines for path in decisions if (lines := len(read(path).splitlines())) > 20} == {}


def missing_proofs(page: str) -> list[str]:
    """Return the tests that a page names and that are not there; a file may have become a folder of files."""
    named = re.findall(r"`(tests/[\w/]+)(?:\.py)?(?:::(\w+))?`", page)
    assert named
    sought = [(path, name, f"def {name}(" if name else "def test_") for path, name in named]
    return [f"{path}::{name}" for path, name, words in sought if not any(words in read(one) for one in _files(path))]


def _files(path: str) -> list[Path]:
    folder = HERE / path
    return sorted(folder.rglob("*.py")) if folder.is_dir() else list(folder.parent.glob(f"{folder.name}.py"))


def test_every_promise_names_a_test_that_is_there() -> None:
    page = read(DOCS / "how-it-works.md")
    assert missing_proofs(page) == []
    assert missing_proofs(page.replace("test_poison_stops", "test_poison_kills")) == [
        "tests/contracts/connector::test_poison_kills_nobody_else"
    ]
