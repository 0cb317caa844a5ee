"""A client's dossier as a page to print and as text: golden files, and what must be true of any of them.

After a change that is meant: `WANGLAI_GOLDEN=write uv run pytest tests/outbox/test_dossier.py`, and read the diff.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dossier.model import Address, Client, Contact, Debtor, Dossier, SignalKind
from outbox.dossier import dossier_page, dossier_text
from outbox.palette import DARK, LIGHT
from outbox.phrases import Phrases
from tests.outbox.cast import AGENCY, EMMA, TODAY, at
from tests.outbox.dossier_cast import ASKED, CALENDARS, MET, PROMISED, WANG, letter, owed, personnel, soda
from tests.outbox.test_hostile import PAYLOADS, shape
from tests.outbox.test_render import GOLDEN, Tags

CHINESE, ENGLISH = Phrases("zh-CN"), Phrases("en")
BOTH = pytest.mark.parametrize("phrases", [CHINESE, ENGLISH], ids=["zh", "en"])


def bare(**known: object) -> Dossier:
    """Return the dossier of a client of whom nothing is known but what is said here."""
    empty = Dossier(client=Client("bay", "蓝海地产"), agency=AGENCY, today=TODAY, horizon=TODAY, calendars=CALENDARS)
    return replace(empty, **known)  # type: ignore[arg-type] # fields of the dossier


@BOTH
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_dossier_reads_as_it_did(phrases: Phrases, kind: str) -> None:
    said = dossier_text(soda(), phrases) if kind == "txt" else dossier_page(soda(), phrases)
    path = GOLDEN / f"dossier.{phrases.lang}.{kind}"
    if os.environ.get("WANGLAI_GOLDEN") == "write":
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@BOTH
def test_the_handbook_s_four_sections_come_first_even_when_nothing_is_known(phrases: Phrases) -> None:
    titles = [line for line in dossier_text(bare(), phrases).splitlines() if line.startswith("==")]
    names = ("basics", "business", "preferences", "tracking", "owed.us", "owed.them", "meetings")
    assert [line.strip("= ") for line in titles[:7]] == [phrases.say(f"dossier.{name}") for name in names]


@BOTH
def test_an_empty_section_says_what_belongs_there(phrases: Phrases) -> None:
    page = dossier_page(bare(), phrases)
    for part in ("business", "preferences", "tracking", "meetings", "conversations", "people", "owed"):
        assert f'<p class="note">{phrases.say(f"dossier.{part}.none")}</p>' in page


def test_what_is_settled_is_not_owed_and_a_meeting_to_come_settles_nothing_yet() -> None:
    open_, done = owed(ASKED, Debtor.US, SignalKind.QUESTION), owed(PROMISED, Debtor.US, SignalKind.PROMISE)
    done, later = replace(done, settled_at=at(17, 1)), replace(open_, settled_at=at(20, 6))
    text = dossier_text(bare(obligations=(done, later)), ENGLISH)
    assert "We owe them: 1" in text
    assert ASKED.text in text
    assert PROMISED.text not in text


def test_dated_things_come_first_and_old_ones_are_only_counted() -> None:
    soon = owed(letter(2, WANG, "a", "dated"), Debtor.US, SignalKind.REQUEST, at(19, 10))
    new, old = (owed(letter(day, WANG, "b", f"day {day}"), Debtor.US, SignalKind.REQUEST) for day in (16, 3))
    ancient = owed(letter(1, WANG, "c", "long ago", month=10), Debtor.US, SignalKind.REQUEST)
    text = dossier_text(bare(obligations=(ancient, old, new, soon)), ENGLISH)
    assert text.index("dated") < text.index("day 16") < text.index("day 3")
    assert "long ago" not in text
    assert "and 1 older thing" in text


def test_a_missed_date_is_told_as_missed() -> None:
    text = dossier_text(bare(obligations=(owed(ASKED, Debtor.THEM, SignalKind.PROMISE, at(13, 10)),)), ENGLISH)
    assert "[was due Fri 13 Nov]" in text


def test_times_are_those_of_whoever_looks_after_the_client() -> None:
    client = Client("bay", "Bay", owner=EMMA.address)
    assert "Mon 16 Nov, 6:00 am" in dossier_text(bare(client=client, meetings=(MET,)), ENGLISH)
    assert "Mon 16 Nov, 2:00 pm" in dossier_text(bare(meetings=(MET,)), ENGLISH)
    last_night = replace(MET, start=at(17, 20), end=at(17, 21))  # this morning already in Shanghai
    assert "Next meeting: none" in dossier_text(bare(client=client, meetings=(last_night,)), ENGLISH)


def test_a_meeting_of_today_is_still_ahead() -> None:
    today = replace(MET, start=at(18, 1), end=at(18, 2))
    assert "Next meeting: Wed 18 Nov, 9:00 am" in dossier_text(bare(meetings=(today,)), ENGLISH)


def test_somebody_who_writes_but_is_not_in_the_book_is_listed_as_such() -> None:
    assert "[not in the client book] he@soda.example" in dossier_text(soda(), ENGLISH)


def test_a_superseded_line_is_left_out_and_an_unknown_kind_is_told_by_its_quote() -> None:
    text = dossier_text(soda(), CHINESE)
    assert text.count("地址已不存在") == 1
    assert "竞品上新了" in text


@BOTH
def test_a_page_loads_nothing_and_links_nowhere(phrases: Phrases) -> None:
    tags = Tags(dossier_page(soda(), phrases))
    assert {tag for tag, _ in tags.tags} & {"img", "script", "link", "iframe", "object", "form", "base", "a"} == set()
    assert tags.links == []
    assert "url(" not in dossier_page(soda(), phrases)


def test_a_page_has_both_palettes_and_a_sheet_for_paper() -> None:
    page = dossier_page(soda(), ENGLISH)
    assert LIGHT.paper in page
    assert DARK.paper in page
    assert "@media screen and (prefers-color-scheme: dark)" in page  # a printer at night still has white paper
    assert "@media print" in page


def hostile(word: str) -> Dossier:
    """Return a dossier in which every foreign word is this one."""
    contact = Contact((word or "x",), word, word, word, word, word, word, word, word)
    client = Client(
        "bay", word, (word,), (word,), (contact,), owner=word, lead=word, language=word, notes=((word, word),)
    )
    mail = replace(letter(16, WANG, word, word), sender=Address(word, word), contacts=(word,))
    return bare(
        client=client,
        agency=replace(AGENCY, name=word),
        messages=(mail,),
        meetings=(replace(MET, title=word, contacts=(word,), organizer=word),),
        obligations=(owed(mail, Debtor.US, SignalKind.QUESTION), owed(mail, Debtor.THEM, SignalKind.PROMISE)),
        tracking=(
            personnel("personnel.absent", 17, word, word, person=Address(word, word)),
            personnel(f"unheard.{word}", 17, word, word),
        ),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text(payload: str) -> None:
    assert shape(dossier_page(hostile(payload), ENGLISH)) == shape(dossier_page(hostile("Harmless words"), ENGLISH))
    assert not {"\r", "\x00", "\x1b", "\u2028", "\u202e"} & set(dossier_text(hostile(payload), CHINESE))


def test_a_flood_costs_a_page_of_bounded_length() -> None:
    word = "很长的名字" * 400
    many = [letter(1 + day % 17, WANG, f"{word}{day}", word, hour=day % 24) for day in range(400)]
    flood = bare(
        client=Client("bay", word, contacts=tuple(Contact((f"p{n}@soda.example",), word) for n in range(300))),
        messages=tuple(sorted(many, key=lambda one: one.at)),
        meetings=tuple(replace(MET, start=MET.start + timedelta(days=n % 9)) for n in range(300)),
        obligations=tuple(owed(one, Debtor.US, SignalKind.REQUEST) for one in many),
        tracking=tuple(personnel("personnel.absent", 2, WANG, word) for _ in range(300)),
    )
    assert len(dossier_page(flood, ENGLISH)) < 60_000


def test_the_golden_files_are_there() -> None:
    assert {path.name for path in Path(GOLDEN).glob("dossier.*")} == {
        f"dossier.{lang}.{kind}" for lang in ("en", "zh-CN") for kind in ("txt", "html")
    }
