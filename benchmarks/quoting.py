"""How well quotations and signatures are told apart: `uv run benchmarks/quoting.py CORPORA [--misses]`.

Scores `dossier.quoting.split` against the expectations that other projects' tests hold for their own mails, and
against the reply headers of 71 translations. Where a project ships its expectation beside the mail, it is read
from there; where it sits in a test program, `quoting_expected.tsv` names the lines of the file that are new text
(`-`: none), by number, so that nothing of a corpus is copied. Some are `rejected` there, with the reason.
"""

from __future__ import annotations

import argparse
import ast
import email
import json
import sys
import timeit
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from dossier.quoting import split  # noqa: E402 (run as a script, the project is put on the path first)


class Case(NamedTuple):
    """A mail's text, what is expected of it, and which parts the expectation speaks of."""

    name: str
    text: str
    expected: str
    part: str = "new"
    """`new`, `signature`, or `own`: new text with the signature, where a project tells only quotations apart."""
    rejected: str = ""


def main() -> None:
    """Print one line a set, and the misses if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for collect in (listed, read, talon_replies, talon_signatures, quotequail, thunderbird):
        score(collect.__name__, list(collect(options.corpora)), misses=options.misses)
    speed()


def score(name: str, cases: list[Case], *, misses: bool) -> None:
    """Print how many expectations of a set are met."""
    judged = [case for case in cases if not case.rejected]
    missed = [case for case in judged if not met(case)]
    share = 100 * (1 - len(missed) / len(judged)) if judged else 100.0
    rejected = len(cases) - len(judged)
    print(f"{name:18} {len(judged) - len(missed):5} of {len(judged):5} met  {share:5.1f} %  {rejected} rejected")
    for reason in sorted({f"{case.name}: {case.rejected}" for case in cases if case.rejected}) if misses else ():
        print(f"   rejected {reason}")
    for case in missed if misses else ():
        print(f"   missed {case.name}\n      expected {squeeze(case.expected)!r:.300}")
        print(f"      got {split(case.text)!r:.600}")


def met(case: Case) -> bool:
    """Tell whether the expectation is met, blank space aside."""
    got = split(case.text)
    part = f"{got.new}\n{got.signature}" if case.part == "own" else getattr(got, case.part)
    return squeeze(part) == squeeze(case.expected)


def squeeze(text: str) -> str:
    """Return a text without blank lines and outer blanks."""
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))


def listed(corpora: Path) -> Iterator[Case]:
    """Mails whose new lines are listed in `quoting_expected.tsv`, as their project's tests assert them."""
    return (case for case in rows(corpora) if case.part == "new")


def read(corpora: Path) -> Iterator[Case]:
    """Mails of the same projects that no test asserts the text of: the lines are what we read as new."""
    return (case._replace(part="new") for case in rows(corpora) if case.part == "read")


def rows(corpora: Path) -> Iterator[Case]:
    """Return the mails of `quoting_expected.tsv`: path, new lines, who says so, and why an expectation is not ours."""
    for row in (HERE / "quoting_expected.tsv").read_text("utf-8").splitlines()[1:]:
        place, ranges, source, reason = (row + "\t").split("\t")[:4]
        path = corpora / place
        if path.exists():
            text = body(path) if path.suffix == ".eml" else path.read_text("utf-8")
            part = "read" if source == "read" else "new"
            yield Case(place, text, lines_of(text, ranges), part, reason)


def lines_of(text: str, ranges: str) -> str:
    """Return the lines `1-3,7` of a text; `*` is all of them, `-` none."""
    lines = text.splitlines()
    if ranges in "*-":
        return text if ranges == "*" else ""
    bounds = [part.split("-") for part in ranges.split(",")]
    return "\n".join(line for bound in bounds for line in lines[int(bound[0]) - 1 : int(bound[-1])])


def body(path: Path) -> str:
    """Return the first plain text of a mail."""
    message = email.message_from_bytes(path.read_bytes())
    part = next((part for part in message.walk() if part.get_content_type() == "text/plain"), None)
    raw = part.get_payload(decode=True) if part else b""
    charset = part.get_content_charset() or "utf-8" if part else "utf-8"
    return raw.decode(charset, "replace") if isinstance(raw, bytes) else ""


def talon_replies(corpora: Path) -> Iterator[Case]:
    """Talon's standard replies: `Hello`, or what stands in the file beside the mail."""
    for path in sorted(corpora.glob("talon_mail/tests/fixtures/standard_replies/*.eml")):
        beside = path.with_name(path.stem + "_reply_text")
        yield Case(path.name, body(path), beside.read_text() if beside.exists() else "Hello", "own")


def talon_signatures(corpora: Path) -> Iterator[Case]:
    """Talon's mails with the signature in a file of its own."""
    for path in sorted(corpora.glob("talon_mail/tests/fixtures/signature/emails/stripped/*_body")):
        expected = path.with_name(path.name.replace("_body", "_signature")).read_text()
        rejected = "a thank-you stays with the text" if expected.startswith("Thank") else ""
        text = path.read_text().replace("#sig#", "")
        yield Case(path.name, text, expected.replace("#sig#", ""), "signature", rejected)


def quotequail(corpora: Path) -> Iterator[Case]:
    """Texts in quotequail's own tests: what stands above a reply or a forward."""
    tests = corpora / "quotequail/tests"
    for text, _, intro in parameters(tests / "test_quote.py"):
        yield Case("test_quote", text, "".join(part for own, part in intro if own))
    for text, unwrapped in parameters(tests / "test_unwrap.py"):
        if unwrapped is None:
            yield Case("test_unwrap", text, text, "own", "a single quoted line is quoted, too")
        else:
            own = [unwrapped.get("text_top", ""), unwrapped.get("text_bottom", "")]
            yield Case("test_unwrap", text, "\n".join(own), "own")
    for line, _ in parameters(tests / "test_internal.py"):
        yield Case("test_parse_reply", f"Hello\n\n{line}\n\n> text", "Hello")


def parameters(path: Path) -> list[Any]:
    """Return the literal parameters of the first parametrized test in a file, without running it."""
    if not path.exists():
        return []
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    marked = next(call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "parametrize")
    return list(ast.literal_eval(marked.args[1]))


def thunderbird(corpora: Path) -> Iterator[Case]:
    """Reply and forward headers of every translation, with plain and Chinese names and dates, above both styles."""
    path = corpora / "l10n_thunderbird/reply_headers_by_locale.json"
    locales = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for locale, patterns in locales.items():
        for name, pattern in patterns.items():
            for author in ("Ann Lee", "王芳 <wang@client.example>"):
                for date in ("20/11/2026", "2026-11-20", "20. Nov. 2026", "2026年11月20日"):
                    line = (
                        pattern.replace("%s", author).replace("#1", author).replace("#2", date).replace("#3", "10:00")
                    )
                    yield Case(f"{locale} {name}", f"Hello\n\n{line}\n> old text\n", "Hello")
                    bare = "single" in name and "@" not in author
                    rejected = "a name and a verb alone introduce only what is marked" if bare else ""
                    yield Case(f"{locale} {name}", f"Hello\n\n{line}\nold text\n", "Hello", rejected=rejected)


def speed() -> None:
    """Print what a typical mail costs."""
    mails = {
        "short": "Hi Ann,\n\nThe deck looks good. Could you send the budget by Friday?\n\nBest regards,\nBob Li\n",
        "reply": "收到，谢谢！\n\n在 2026-11-20 10:00:00，“王芳” <wang@client.example> 写道：\n"
        + "> 你好，请看报价。\n" * 10,
    }
    for name, text in mails.items():
        count = 5_000
        print(f"{name:18} {timeit.timeit(lambda text=text: split(text), number=count) / count * 1e6:5.1f} µs")  # type: ignore[misc]  # bound per mail


if __name__ == "__main__":
    main()
