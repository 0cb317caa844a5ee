"""The words of a mail's sender, told apart from what they quote and from their signature.

Written for what is actually sent: Chinese and English clients on desks and telephones, 71 languages of reply
headers, answers between quoted lines, forwards, disclaimers, list footers. What clients write is data
(`marks.toml`). Every step looks at a bounded number of lines, so the cost grows with the length of the text
and nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

from dossier.quoting.footers import banner_end
from dossier.quoting.lines import to_lines, to_paragraphs, to_text
from dossier.quoting.passages import Passages, find_passages
from dossier.quoting.signatures import signature_start

__all__ = ["NOTHING", "Split", "split"]


class Split(NamedTuple):
    """The three parts of a mail's text, newlines normalised, no outer blank lines."""

    new: str
    """What the sender wrote; the spans of signals index into it. Answers between quoted lines are paragraphs."""
    quoted: str
    """What others wrote, with the line that introduces it."""
    signature: str
    """Who the sender is, disclaimers and footers included. A thank-you is no signature."""


NOTHING = Split("", "", "")


def split(text: str) -> Split:
    """Separate the new text of a mail from quoted text and signature (RFC 3676 §4.3, §4.5, and every habit).

    Takes any text; zero-width characters and trailing space are dropped. Never fails.
    """
    lines = to_lines(text)
    found = find_passages(lines)
    runs = _new_runs(found)
    signatures: list[list[str]] = []
    top = banner_end(runs[0]) if runs else 0
    if top:
        signatures.append(runs[0][:top])
        runs[0] = runs[0][top:]
    _peel(runs, signatures)
    return Split(to_paragraphs(runs), to_text(_quoted(found)), to_paragraphs(signatures))


def _peel(runs: list[list[str]], signatures: list[list[str]]) -> None:
    """Move the signature from the last run; from the run above a quotation, if the last is nothing but a footer."""
    while runs:
        run = runs[-1]
        start = signature_start(run, len(run))
        if start < len(run):
            signatures.insert(0, run[start:])
            runs[-1] = run[:start]
        if any(runs[-1]):
            return
        runs.pop()


def _new_runs(found: Passages) -> list[list[str]]:
    """Return the runs of lines that are not quoted, without blank ones."""
    if not found.marked:
        return [list(found.lines)]
    runs: list[list[str]] = []
    run: list[str] = []
    for index, line in enumerate(found.lines):
        if not found.quoted[index]:
            run.append(line)
            continue
        if index in found.shared:
            run.append(line[: found.shared[index]])
        if run:
            runs.append(run)
            run = []
    runs.append(run)
    return [run for run in runs if any(run)]


def _quoted(found: Passages) -> list[str]:
    """Return the quoted lines."""
    if not found.marked:
        return []
    return [
        line[found.shared.get(index, 0) :].lstrip() if index in found.shared else line
        for index, line in enumerate(found.lines)
        if found.quoted[index]
    ]
