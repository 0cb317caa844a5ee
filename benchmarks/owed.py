"""Scores `wanglai try --backtest` on a vendor's mailbox with known answers.

    python benchmarks/owed.py FOLDER [--labels FILE] [--me ADDR …]

FOLDER holds mail/, clients.csv and truth.jsonl (a line per customer message: id, last, answered_at). FILE is a table
of message id and `asks` or `nothing`, labelled by reading; without it the last messages are counted together.

    false chases   fired although one of us had answered in that conversation before
    recall         of the last messages never answered that ask for something, how many fired
    needless       of those that ask for nothing (thanks, solved), how many fired
    advice         of those that tell a third person what to do, how many fired (a list has them, a mailbox hardly)
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from datetime import datetime
from pathlib import Path

ME = ("tim@vendor.example", "tracker@vendor.example")


def backtest(folder: Path, me: list[str]) -> list[dict]:
    """Run the command as a user would and return what would have fired."""
    addresses = [word for address in me for word in ("--me", address)]
    command = ["wanglai", "try", str(folder / "mail"), *addresses, "--clients", str(folder / "clients.csv")]
    command += ["--backtest", "--since", "all", "--json", "--timezone", "Australia/Brisbane"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["backtest"]


def moment(written: str) -> datetime:
    """Read a time."""
    return datetime.fromisoformat(written)


def by_message(fired: list[dict]) -> dict[str, dict]:
    """Return the nudges of unanswered asks by the message they rest on."""
    return {nudge["evidence"][0]["id"]: nudge for nudge in fired if nudge["rule"] == "awaiting_reply"}


def main() -> int:
    """Print the three figures, and with -v what they rest on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--me", action="append")
    parser.add_argument("--result", type=Path, help="a saved `try --backtest --json`, instead of running it")
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    fired = (
        json.loads(given.result.read_text())["backtest"]
        if given.result
        else backtest(given.folder, given.me or list(ME))
    )
    truth = [json.loads(line) for line in (given.folder / "truth.jsonl").read_text().splitlines()]
    for line in truth:
        line["id"] = line["id"].strip("<>")
    chased = by_message(fired)
    _false_chases(truth, chased, verbose=given.v)
    _unanswered(truth, chased, _labels(given.labels), verbose=given.v)
    return 0


def _false_chases(truth: list[dict], chased: dict[str, dict], *, verbose: bool) -> None:
    known = [line for line in truth if line["id"] in chased]
    false = [
        line
        for line in known
        if line["answered_at"] and moment(line["answered_at"]) < moment(chased[line["id"]]["fired"])
    ]
    print(f"false chases   {len(false)} of {len(known)} = {len(false) / max(len(known), 1):.1%}")
    waits = [(moment(chased[line["id"]]["fired"]) - moment(line["at"])).total_seconds() / 86400 for line in known]
    print(f"days from the message to the nudge: median {statistics.median(waits or [0]):.1f}")
    if verbose:
        for line in false:
            print("  false", line["id"], line["at"], line["answered_at"], chased[line["id"]]["evidence"][0]["quote"])


def _unanswered(truth: list[dict], chased: dict[str, dict], labels: dict[str, str], *, verbose: bool) -> None:
    last = [line["id"] for line in truth if line["last"] and not line["answered_at"]]
    if not labels:
        print(f"last, never answered: {sum(one in chased for one in last)} of {len(last)} fired (no labels given)")
        return
    for label, name in (("asks", "recall"), ("nothing", "needless"), ("advice", "advice")):
        ours = [one for one in last if labels.get(one) == label]
        hit = [one for one in ours if one in chased]
        print(f"{name:<14} {len(hit)} of {len(ours)} = {len(hit) / max(len(ours), 1):.1%}")
        if verbose:
            for one in ours:
                if (one in chased) != (label == "asks"):
                    print("  ", "missed" if label == "asks" else "needless", one)


def _labels(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    lines = (line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return {fields[0].strip("<>"): fields[1].strip() for fields in lines}


if __name__ == "__main__":
    sys.exit(main())
