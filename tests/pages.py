"""The written pages as tests read them: their sections, tables, blocks and links."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent.parent
DOCS = HERE / "docs"
PAGES = sorted([*HERE.glob("*.md"), *DOCS.rglob("*.md")])
READMES = (HERE / "README.md", HERE / "README.zh-CN.md")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """Return what stands below a heading, down to the next one."""
    found = re.search(rf"^(#+) {re.escape(title)}$\n(.*?)(?=^#{{1,6}} |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[2] if found else ""


def rows(text: str) -> dict[str, str]:
    """Return the rows of all tables by the first cell's code words."""
    found = [line.strip("|").split(" | ", 1) for line in text.splitlines() if line.startswith("| `")]
    return {word: cells[-1] for cells in found for word in re.findall(r"`([^`]+)`", cells[0])}
