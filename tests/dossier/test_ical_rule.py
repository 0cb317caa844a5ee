"""Recurrence rules, against what RFC 5545 says and what dateutil makes of random ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # its stubs are another package
from hypothesis import assume, given
from hypothesis import strategies as st

from dossier.ical.limits import Budget, Refusal
from dossier.ical.rule import expand, occurrences, rule

START = datetime(1997, 9, 2, 9)  # noqa: DTZ001  (walls everywhere here, as in the rules)


def days(text: str, start: datetime = START, years: int = 4) -> list[str]:
    found = expand(rule(text), start, start, start + timedelta(days=366 * years), Budget())
    return [f"{at:%y%m%d}" for at in found][:6]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=DAILY;COUNT=10;INTERVAL=10", "970902 970912 970922 971002 971012 971022"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "970902 970916 970930 971014 971028 971111"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "970902 970904 970916 970918 970930 971002"),
        ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "970905 971003 971107 971205 980102 980206"),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "970907 970928 971102 971130 980104 980125"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "970928 971029 971128 971229 980129 980226"),
        ("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "970910 970911 970912 970913 970914 970915"),
        ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "980602 980702 990602 990702 000602 000702"),
        ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "000101 000409 000718"),
        ("FREQ=YEARLY;BYDAY=20MO", "980518 990517 000515 010514"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "980511 990517 000515 010514"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "980305 980312 980319 980326 990304 990311"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "980213 980313 981113 990813 001013 010413"),
        ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "970913 971011 971108 971213 980110 980207"),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "971104"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "970904 971007 971106"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "970929 971030 971127 971230 980129 980226"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "970915 970930 971015 971030 971115"),
        ("FREQ=DAILY;BYMONTH=1;BYDAY=SU", "980104 980111 980118 980125 990103 990110"),
    ],
)
def test_the_examples_of_rfc_5545(text: str, expected: str) -> None:
    assert days(text) == expected.split()


def test_hours_follow_each_other() -> None:
    found = expand(rule("FREQ=HOURLY;INTERVAL=3"), START, START, START + timedelta(hours=8), Budget())
    assert [at.hour for at in found] == [9, 12, 15]


def test_the_31st_and_29_february_come_when_they_come() -> None:
    long, leap = datetime(2026, 1, 31), datetime(2024, 2, 29)  # noqa: DTZ001
    assert days("FREQ=MONTHLY", long, 1) == ["260131", "260331", "260531", "260731", "260831", "261031"]
    assert days("FREQ=YEARLY", leap, 9) == ["240229", "280229", "320229"]


def test_a_start_beside_its_rule_is_counted() -> None:
    high = START + timedelta(days=99)
    assert len(list(occurrences(rule("FREQ=WEEKLY;BYDAY=MO;COUNT=3"), START, START, high, Budget()))) == 3
    assert len(list(expand(rule("FREQ=WEEKLY;BYDAY=MO;COUNT=3"), START, START, high, Budget()))) == 3
    assert list(occurrences(rule("FREQ=WEEKLY;BYDAY=MO;COUNT=1"), START, START, high, Budget())) == [START]


PARTS = {
    "INTERVAL": st.integers(1, 5),
    "COUNT": st.integers(1, 40),
    "BYMONTH": st.integers(1, 12),
    "BYMONTHDAY": st.sampled_from([1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -31]),
    "BYHOUR": st.integers(0, 23),
    "BYMINUTE": st.integers(0, 59),
    "WKST": st.sampled_from(["MO", "SU", "WE"]),
}
SINGLE = {"INTERVAL", "COUNT", "WKST"}


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules on which dateutil and RFC 5545 agree: BYSETPOS not by weeks, BYWEEKNO never without BYDAY."""
    freq = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]))
    words = [f"FREQ={freq}"]
    for name, values in PARTS.items():
        if draw(st.booleans()) and not (name == "BYMONTHDAY" and freq == "WEEKLY"):
            chosen = draw(st.lists(values, min_size=1, max_size=1 if name in SINGLE else 3, unique=True))
            words.append(f"{name}={','.join(map(str, chosen))}")
    weekdays = draw(st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), max_size=3, unique=True))
    ordinal = draw(st.sampled_from(["", "1", "-1", "2", "5"])) if freq in {"YEARLY", "MONTHLY"} else ""
    if weekdays:
        words.append("BYDAY=" + ",".join(ordinal + day for day in weekdays))
    if freq == "YEARLY" and weekdays and not ordinal and draw(st.booleans()):
        words.append("BYWEEKNO=" + draw(st.sampled_from(["1", "20,53", "52", "-1"])))
    if len(words) > 2 and freq != "WEEKLY" and draw(st.booleans()):
        words.append("BYSETPOS=" + draw(st.sampled_from(["1", "-1", "2,-1"])))
    return ";".join(words)


@given(rules(), st.datetimes(datetime(2023, 1, 1), datetime(2026, 12, 31)), st.sampled_from([0, 90, 800]))  # noqa: DTZ001
def test_random_rules_say_what_dateutil_says(text: str, start: datetime, skipped: int) -> None:
    start = start.replace(microsecond=0)
    low, high = start + timedelta(days=skipped), start + timedelta(days=skipped + 400)
    assume(
        "BYMONTHDAY" not in text or "BYMONTH=" not in text or "FREQ=DAILY" not in text
    )  # dateutil would search for ever
    ours = list(expand(rule(text), start, low, high, Budget()))
    theirs = []
    for at in rrulestr(text + f";UNTIL={high:%Y%m%dT%H%M%S}" if "COUNT" not in text else text, dtstart=start).xafter(
        low, inc=True
    ):
        if at > high:
            break
        theirs.append(at)
    assert ours == theirs


@given(st.text(alphabet="FREQ=DAILYWEKMONTHSU;,-0123456789BYPCG", max_size=80))
def test_any_rule_is_read_or_refused(text: str) -> None:
    try:
        ruled = rule(f"FREQ=YEARLY;{text}")
    except Refusal as refusal:
        assert refusal.reason in {"bad-rule", "too-frequent", "bad-interval", "too-complex", "rscale", "bad-date"}  # noqa: PT017
    else:
        list(expand(ruled, START, START, START + timedelta(days=400), Budget()))


@pytest.mark.corpus
def test_it_expands_as_the_expectations_of_sabre_say(corpora: Path) -> None:
    """Nine differ: six where a clock jumps (the zone moves ours later), BYYEARDAY=-366, BYWEEKNO=-20, and nonsense."""
    path = corpora / "ics_sabre/tests/VObject/Recur/RRuleIteratorTest.php"
    right = wrong = 0
    for case in path.read_text().split("$this->parse(")[1:]:
        words = case.partition(");")[0].replace("null", "''").split("'")[1::2]
        if len(words) < 3 or not words[0].startswith("FREQ=") or "UNTIL" in words[0] or "]" not in case:
            continue
        expected = case.partition("[")[2].partition("]")[0].split("'")[1::2]
        if not (words[1] and expected):
            continue
        start = datetime.fromisoformat(words[1])
        low = min(datetime.fromisoformat(day) for day in expected)
        found = occurrences(rule(words[0]), start, low, datetime(2039, 1, 1), Budget())  # noqa: DTZ001
        agrees = [f"{at:%Y-%m-%d %H:%M:%S}" for at, _ in zip(found, expected, strict=False)] == expected
        right, wrong = right + agrees, wrong + (not agrees)
    assert right >= 34
    assert wrong <= 9
