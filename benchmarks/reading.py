"""How well mail is read, on any labelled set of the kinds below, and how fast.

    uv run python -m benchmarks.reading lines FILE.tsv…        label, tab, sentence (labels: see `_MEANS`)
    uv run python -m benchmarks.reading mails FILE.jsonl…      {"label": "A" or "N", "subject", "text"} a line
    uv run python -m benchmarks.reading intents FILE           Yes or No, tab, sentence: request, proposal, promise?
    uv run python -m benchmarks.reading complaints FILE.csv    id, text, 0 or 1 (is it a complaint?), domain
    uv run python -m benchmarks.reading reviews FILE.csv       label (1 praises, 0 complains), text; with a heading
    uv run python -m benchmarks.reading tones FOLDER           *.txt beside *.cats (level, number, weight a line)
    uv run python -m benchmarks.reading speed FILE.jsonl…      microseconds a mail of at most 500 characters

`--fold N` takes one fifth by checksum, 0 to 4; `--rest N` the other four: what was looked at while the lexicon was
written is `--rest 0` of the intents and complaints; `--odd`, `--even` halve lines and mails. `--show` prints what
went wrong. With scikit-learn installed (`uv run --with scikit-learn`), `intents --fold N` learns TF-IDF with logistic
regression from the rest, as a peer.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from dossier.model import Signal, SignalKind, WorkHours
from dossier.reading import asks, is_bare_acknowledgement, read
from dossier.worktime import WorkCalendar

CALENDAR = WorkCalendar(ZoneInfo("Asia/Shanghai"), WorkHours(), ("CN",))
AT = datetime(2026, 11, 18, 2, tzinfo=UTC)
INTENTS = (SignalKind.REQUEST, SignalKind.PROPOSAL, SignalKind.PROMISE, SignalKind.QUESTION)
FOLDS = 5


class Case(NamedTuple):
    """A text and what somebody says it is."""

    label: str
    text: str
    subject: str = ""
    name: str = ""

    def signals(self) -> tuple[Signal, ...]:
        """Read it."""
        return read(self.text, subject=self.subject, at=AT, calendar=CALENDAR)


class Score:
    """Counts of right and wrong for one yes-or-no matter."""

    def __init__(self) -> None:
        self.hits = self.false = self.missed = self.quiet = 0

    def add(self, *, truth: bool, found: bool) -> None:
        """Count one case."""
        self.hits += truth and found
        self.false += found and not truth
        self.missed += truth and not found
        self.quiet += not truth and not found

    def __str__(self) -> str:
        precision = self.hits / max(1, self.hits + self.false)
        recall = self.hits / max(1, self.hits + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        kept = self.quiet / max(1, self.quiet + self.false)
        total = self.hits + self.false + self.missed + self.quiet
        return (
            f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  of those without, left alone {kept:.3f}  ({total} cases)"
        )


def _says(signals: Iterable[Signal], *kinds: SignalKind) -> bool:
    return any(signal.kind in kinds for signal in signals)


_MEANS: dict[str, Callable[[Case, tuple[Signal, ...]], bool]] = {
    "A": lambda _, found: asks(found) is not None,
    "N": lambda _, found: asks(found) is None,
    "P": lambda _, found: _says(found, SignalKind.PROMISE),
    "K": lambda case, found: is_bare_acknowledgement(case.text, found),
    "KP": lambda case, found: is_bare_acknowledgement(case.text, found) and _says(found, SignalKind.PROMISE),
    "S": lambda case, found: not is_bare_acknowledgement(case.text, found) and not _says(found, SignalKind.PROMISE),
    "C": lambda _, found: _says(found, SignalKind.COMPLAINT),
    "R": lambda _, found: _says(found, SignalKind.PRAISE) and asks(found) is None,
}
"""Asks, owes nothing, promises, acknowledges, acknowledges with a promise, answers, complains, praises."""


def _lines(cases: list[Case], *, show: bool) -> None:
    right: Counter[str] = Counter()
    for case in cases:
        found = case.signals()
        good = _MEANS[case.label](case, found)
        right[case.label] += good
        if show and not good:
            print(f"  {case.label}  {case.text}  {[signal.kind.value for signal in found]}")
    total = Counter(case.label for case in cases)
    print(
        "  ".join(f"{label} {right[label]}/{total[label]}" for label in total), f"  all {right.total()}/{total.total()}"
    )


def _mails(cases: list[Case], *, show: bool) -> None:
    score = Score()
    for case in cases:
        ask = asks(case.signals())
        score.add(truth=case.label == "A", found=ask is not None)
        if show and (ask is not None) != (case.label == "A"):
            print(f"  {case.label}  {case.name}  {ask.quote if ask else case.text[:200]!r}")
    print(score)


def _has(kinds: tuple[SignalKind, ...]) -> Callable[..., None]:
    def measure(cases: list[Case], *, show: bool) -> None:
        score = Score()
        for case in cases:
            found = _says(case.signals(), *kinds)
            score.add(truth=case.label == "1", found=found)
            if show and found != (case.label == "1"):
                print(f"  {case.label}  {case.text[:200]}")
        print(score)

    return measure


def _reviews(cases: list[Case], *, show: bool) -> None:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        found = case.signals()
        said[case.label]["all"] += 1
        for kind in (SignalKind.PRAISE, SignalKind.COMPLAINT):
            said[case.label][kind.value] += _says(found, kind)
        if show and case.label == "0" and not _says(found, SignalKind.COMPLAINT):
            print(f"  {case.text[:100]}")
    for label, counts in sorted(said.items()):
        shares = "  ".join(f"{kind} {count / counts['all']:.2f}" for kind, count in counts.items() if kind != "all")
        print(f"{label}: {shares}  ({counts['all']} cases)")


def _speed(cases: list[Case], *, show: bool) -> None:
    texts = [case._replace(text=case.text[:500]) for case in cases if len(case.text) >= 300]
    print(f"{sum(len(case.text) for case in texts) / len(texts):.0f} characters a mail, {len(texts)} mails")
    for turn in range(6):
        begun = time.process_time()
        for case in texts:
            case.signals()
        print(f"turn {turn}: {(time.process_time() - begun) / len(texts) * 1e6:.0f} µs a mail")
    begun = time.process_time()
    sum(range(10**7))
    print(
        f"adding up ten million numbers took {time.process_time() - begun:.3f} s: how fast this machine was meanwhile"
    )
    if show:
        print(*(case.name for case in texts))


def _tsv(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        label, tab, text = line.partition("\t")
        if tab:
            yield Case({"Yes": "1", "No": "0"}.get(label, label), text, name=text)


def _jsonl(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Case(row["label"], row["text"], row.get("subject", ""), row.get("id", row["text"]))


def _complaints(path: Path) -> Iterator[Case]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            if len(row) >= 3:
                yield Case(row[2], row[1], name=row[0])


def _review_rows(path: Path) -> Iterator[Case]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from (Case(row[0], row[1], name=row[1]) for row in list(csv.reader(file))[1:] if len(row) >= 2)


def _toned(path: Path) -> Iterator[Case]:
    """Mails with a tone (level 4 of the Berkeley categories): each tone of a mail is a case of its own."""
    for categories in sorted(path.rglob("*.cats")):
        mail = categories.with_suffix(".txt").read_text(encoding="utf-8", errors="replace")
        body = mail.partition("\n\n")[2].partition("-----Original")[0].partition("---------------------- Forwarded")[0]
        for line in categories.read_text().splitlines():
            level, number, _ = line.split(",")
            if level == "4":
                yield Case(number, body, name=categories.stem)


def _tones(cases: list[Case], *, show: bool) -> None:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        kinds = {signal.kind.value for signal in case.signals()}
        said[case.label].update(["all", *kinds & {"complaint", "praise", "closing", "request", "question"}])
    for label, counts in sorted(said.items(), key=lambda item: int(item[0])):
        shares = "  ".join(
            f"{kind} {count / counts['all']:.2f}" for kind, count in sorted(counts.items()) if kind != "all"
        )
        print(f"4.{label}: {shares}  ({counts['all']} mails)")
    if show:
        print(*sorted({case.name for case in cases}))


_SETS: dict[str, tuple[Callable[[Path], Iterator[Case]], Callable[..., None]]] = {
    "lines": (_tsv, _lines),
    "mails": (_jsonl, _mails),
    "intents": (_tsv, _has(INTENTS)),
    "complaints": (_complaints, _has((SignalKind.COMPLAINT,))),
    "reviews": (_review_rows, _reviews),
    "tones": (_toned, _tones),
    "speed": (_jsonl, _speed),
}


def _peer(known: list[Case], asked: list[Case]) -> None:
    try:
        text = import_module("sklearn.feature_extraction.text")
        linear = import_module("sklearn.linear_model")
    except ImportError:
        print("TF-IDF with logistic regression: scikit-learn is not installed")
        return
    words = text.TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = linear.LogisticRegression(C=4, max_iter=1000)
    model.fit(words.fit_transform(case.text for case in known), [case.label for case in known])
    score = Score()
    for case, label in zip(asked, model.predict(words.transform(case.text for case in asked)), strict=True):
        score.add(truth=case.label == "1", found=label == "1")
    print("TF-IDF with logistic regression:", score)


def _chosen(cases: Iterable[Case], options: argparse.Namespace) -> tuple[list[Case], list[Case]]:
    def taken(case: Case) -> bool:
        number = crc32(case.name.encode())
        if options.fold is not None:
            return bool(number % FOLDS == options.fold)
        if options.rest is not None:
            return bool(number % FOLDS != options.rest)
        if options.odd or options.even:
            return bool(number % 2 == options.odd)
        return True

    every = list(cases)
    return [case for case in every if taken(case)], [case for case in every if not taken(case)]


def main() -> None:
    """Measure one set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=_SETS)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--rest", type=int)
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--even", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    load, measure = _SETS[options.set]
    cases, others = _chosen((case for path in options.paths for case in load(path)), options)
    measure(cases, show=options.show)
    if options.set == "intents" and options.fold is not None:
        _peer(others, cases)


if __name__ == "__main__":
    main()
