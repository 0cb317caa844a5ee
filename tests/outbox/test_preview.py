"""The page that leads to everything `--out` wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outbox.phrases import Phrases
from outbox.preview import DigestFile, DossierFile, FollowUpFile, Preview, digest_file, preview_page
from outbox.render import phrases_for
from tests.outbox.cast import EMMA, LI_WEI, TODAY, at, digest_for
from tests.outbox.test_hostile import PAYLOADS
from tests.outbox.test_render import Tags

ENGLISH = Phrases("en", timezone="Europe/London", today=TODAY)


def preview(word: str = "") -> Preview:
    made = [digest_for(member) for member in (LI_WEI, EMMA)]
    return Preview(
        agency=word or "Blue Whale",
        day=TODAY,
        digests=[
            *(
                digest_file(digest, phrases_for(digest), html=f"{at_}.html", text=f"{at_}.txt", mail=f"{at_}.eml")
                for at_, digest in enumerate(made)
            ),
            DigestFile(word or "Zhou", "zhou@bluewhale.example", 0),
        ],
        followups=[FollowUpFile(word or "李伟", word or "跟进 Acme：storyboard", at(18, 1, 30), word or "f/1.ics")],
        dossiers=[
            DossierFile(word or "元气饮料", 2, 41, at(16, 7), word or "d/soda.html", word or "李伟"),
            DossierFile(word or "Acme Outdoor", 1, 1, None, "d/acme.html"),
        ],
        read=1234,
        stored=567,
    )


def test_the_page_tells_what_there_is() -> None:
    words = " ".join(Tags(preview_page(preview(), ENGLISH)).words)
    for said in (
        "What wanglai would say",
        "As of Wednesday 18 November 2026",
        "1234 messages read, 567 filed under 2 clients.",
        "nothing has been sent",
        "回复王芳的提问",
        "Deliver what Sarah Lee was promised",
        "Nothing to say today",
        "2 contacts · 41 touches · last on Mon 16 Nov",
        "1 contact · 1 touch",
    ):
        assert said in words


def test_every_file_is_linked_and_nothing_else_is_loaded() -> None:
    page = preview_page(preview(), ENGLISH)
    assert {"0.html", "0.txt", "0.eml", "1.html", "f/1.ics", "d/soda.html"} <= set(Tags(page).links)
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text_here_too(payload: str) -> None:
    plain, hostile = (Tags(preview_page(preview(word), ENGLISH)) for word in ("Harmless words", payload))
    assert plain.tags == hostile.tags
    assert all("://" not in link and not link.startswith("javascript:") for link in hostile.links)


def test_a_path_stays_beside_the_page() -> None:
    strange = replace(preview(), dossiers=[DossierFile("x", 0, 0, None, "../../etc/./a b#c?.html")])
    assert "etc/a%20b%23c%3F.html" in Tags(preview_page(strange, ENGLISH)).links


def test_an_empty_house_still_has_a_page() -> None:
    page = preview_page(Preview(agency="", day=TODAY), Phrases("zh-CN", today=TODAY))
    assert "往来会怎么说" in page
    assert "<iframe" not in page
