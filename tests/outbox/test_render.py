"""What a digest looks like as text and as a page: golden files, and what must be true of any of them.

After a change that is meant: `WANGLAI_GOLDEN=write uv run pytest tests/outbox/test_render.py`, and read the diff.
"""

from __future__ import annotations

import os
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dossier.model import Client, Contact, Member, Nudge
from dossier.worktime import WorkCalendar
from outbox.digest import Blind, Coverage, compose
from outbox.palette import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS, Palette, contrast
from outbox.render import Rendered, render
from tests.outbox.cast import AGENCY, CLIENTS, EMMA, LI_WEI, TODAY, at, digest_for, nudges

GOLDEN = Path(__file__).parent / "golden"
MOST_BYTES = 30_000
BOTH = pytest.mark.parametrize("member", [LI_WEI, EMMA], ids=["zh", "en"])


class Tags(HTMLParser):
    """Every tag with its attributes' names, every link, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.langs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links.extend(value or "" for name, value in attrs if name in {"href", "src", "background"})
        self.langs.extend(value or "" for name, value in attrs if name == "lang")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@BOTH
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_digest_reads_as_it_did(member: Member, kind: str) -> None:
    rendered = render(digest_for(member))
    said = rendered.text if kind == "txt" else rendered.html
    path = GOLDEN / f"{member.language}.{kind}"
    if os.environ.get("WANGLAI_GOLDEN") == "write":
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@BOTH
def test_a_page_loads_nothing_and_links_only_to_mail(member: Member) -> None:
    tags = Tags(render(digest_for(member)).html)
    assert {tag for tag, _ in tags.tags} & {"img", "script", "link", "iframe", "object", "form", "base"} == set()
    assert tags.links
    assert all(link.startswith("mailto:care@bluewhale.example?subject=") for link in tags.links)
    assert "url(" not in render(digest_for(member)).html


@BOTH
def test_tables_are_only_for_looks_and_the_page_says_its_language(member: Member) -> None:
    rendered = render(digest_for(member))
    tags = Tags(rendered.html)
    assert all("role" in names for tag, names in tags.tags if tag == "table")
    assert f'<html lang="{rendered.lang}"' in rendered.html


def test_quotes_keep_their_language() -> None:
    assert 'lang="zh"' in render(digest_for(EMMA)).html
    assert '<span lang="en">We will send you storyboard' in render(digest_for(LI_WEI)).html


def test_night_colours_survive_the_inliner() -> None:
    assert "prefers-color-scheme: dark" in render(digest_for(LI_WEI)).html


def test_the_subject_is_the_same_all_week_and_holds_no_name() -> None:
    week = [render(replace(digest_for(EMMA), day=TODAY.replace(day=day))).subject for day in (16, 18, 20)]
    assert set(week) == {"Client follow-ups · week of 16 Nov"}
    assert render(replace(digest_for(EMMA), day=TODAY.replace(day=23))).subject != week[0]


def test_a_passed_deadline_turns_the_sentence() -> None:
    promise = nudges(EMMA.address)[1]
    late = replace(promise, params=(("who", "Sarah Lee"), ("due", at(16, 17))))
    digest = replace(digest_for(EMMA), sections=())
    made = compose(
        EMMA, TODAY, [late], calendar=digest.calendar, agency=AGENCY, clients=CLIENTS, coverage=None, settled=()
    )
    assert made is not None
    text = render(made).text
    assert "Settle the late promise to Sarah Lee" in text
    assert "was due Mon 16 Nov" in text


def test_a_rule_without_sentences_still_speaks() -> None:
    odd = replace(nudges(EMMA.address)[0], rule="weather", variant="rain")
    text = rendered_of(EMMA, [odd]).text
    assert "Take a look at 元气饮料" in text
    assert "rule: weather" in text


def test_a_rule_that_forgot_a_parameter_still_speaks() -> None:
    silence = nudges(EMMA.address)[4]
    for params in ((), (("usual", "often"),), (("usual", TODAY),)):
        assert "Take a look at 蓝海地产" in rendered_of(EMMA, [replace(silence, params=params)]).text


def test_without_an_address_that_reads_answers_no_buttons_are_shown() -> None:
    rendered = rendered_of(EMMA, nudges(EMMA.address))
    assert "mailto:" not in rendered.html
    assert "Reply to this mail" not in rendered.text


def test_only_what_cannot_be_seen_makes_a_short_mail() -> None:
    blind = Coverage(0, 1, at(18, 8), (Blind("emma@bluewhale.example", "Gmail", at(17, 2), "strange new reason"),))
    text = rendered_of(EMMA, [], blind).text
    assert "Nothing is owed as far as can be seen" in text
    assert "Not seen: Gmail of emma@bluewhale.example since Tue 17 Nov: strange new reason." in text


def rendered_of(member: Member, given: list[Nudge] | tuple[Nudge, ...], coverage: Coverage | None = None) -> Rendered:
    calendar = WorkCalendar.for_member(member, AGENCY)
    made = compose(member, TODAY, given, calendar=calendar, agency=AGENCY, clients=CLIENTS, coverage=coverage)
    assert made is not None
    return render(made)


@BOTH
def test_the_longest_digest_stays_below_what_gmail_clips(member: Member) -> None:
    """Seven items, each at another client and each with all that can be long about it."""
    long = "极" * 300
    contacts = (Contact(("a@long.example",), long, title=long, channel=long),)
    clients = {str(n): Client(str(n), f"{n}{long}", contacts=contacts) for n in range(12)}
    told = nudges(member.address)[0]
    given = [
        replace(
            told,
            client=str(n),
            cause=str(n),
            contact="a@long.example",
            params=(("who", long), ("due", at(18, 9))),
            evidence=tuple(one._replace(quote=long, id=f"{n}.{one.id}") for one in told.evidence * 2),
        )
        for n in range(12)
    ]
    calendar = WorkCalendar.for_member(member, AGENCY)
    made = compose(
        member, TODAY, given, calendar=calendar, agency=AGENCY, clients=clients, reply_to="care@bluewhale.example"
    )
    assert made is not None
    assert len(render(made).html.encode()) < MOST_BYTES
    assert len(render(digest_for(member)).html.encode()) < MOST_BYTES


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["day", "night"])
def test_every_text_can_be_read_on_its_ground(palette: Palette) -> None:
    weak = {pair: contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) for pair in TEXT_PAIRS}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}
    shapes = {pair: contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) for pair in SHAPE_PAIRS}
    assert {pair: value for pair, value in shapes.items() if value < 3} == {}


def test_contrast_is_that_of_the_guideline() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_templates_use_only_the_palette_s_colours() -> None:
    source = (Path(__file__).parents[2] / "outbox" / "templates" / "digest.html").read_text(encoding="utf-8")
    assert "#" not in source.replace("#{", "").split("</head>")[0].replace("&#", "")
