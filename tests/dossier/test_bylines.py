"""Who signs, read from signatures in Chinese and English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.bylines import Card, card


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (
            "Best regards,\nBob Li\nAccount Director\nSome Agency Ltd.\nTel: +86 21 5555 6666\nM: +86 138 0000 0000",
            Card("Bob Li", "Account Director", "+86 138 0000 0000", "Some Agency Ltd."),
        ),
        (
            "Bob Li | Account Director | Some Agency Ltd.\nT +86 21 5555 6666",
            Card("Bob Li", "Account Director", "+86 21 5555 6666", "Some Agency Ltd."),
        ),
        ("--\nAnn Lee, Head of Media\nwww.client.example", Card("Ann Lee", "Head of Media")),
        ("Regards, Ann Lee", Card("Ann Lee")),
        ("Ann Lee\n(021) 5555-6666", Card("Ann Lee", "", "(021) 5555-6666")),
        (
            "祝好！\n李明\n客户经理\n某某广告有限公司\n电话：021-55556666\n手机：13800000000\n地址：上海市徐汇区某某路1号",
            Card("李明", "客户经理", "13800000000", "某某广告有限公司"),
        ),
        (
            "此致\n敬礼！\n\n王芳 市场总监\n某某科技股份有限公司\nTel：010-5555 6666 转 801",
            Card("王芳", "市场总监", "010-5555 6666", "某某科技股份有限公司"),
        ),
        (
            "姓名：欧阳小明\n职位：采购经理\n公司：某某集团\n手机:138-0000-0000",
            Card("欧阳小明", "采购经理", "138-0000-0000", "某某集团"),
        ),
        ("李明（Leo）\n客户总监 | 某某传媒", Card("李明", "客户总监", "", "某某传媒")),
        ("联 系 人  ：陈 浩\n手    机    ：13800000000", Card("陈浩", "", "13800000000")),
        ("联系人：张先生\n联系电话：021-55556666", Card("", "", "021-55556666")),
    ],
)
def test_a_card_is_read(signature: str, expected: Card) -> None:
    assert card(signature) == expected


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "Sent from my iPhone",
        "王",
        "Build Faster, Test Better",
        "Call 021-5555 6666 between nine and five",
        "发自我的iPhone",
        "Bob",
        "Cheers\nbob",
        "Fax: 021-55556666",
        "传真：021-55556666\n邮编：200030\nQQ：123456789",
        "2026-11-20 10:00",
        "This e-mail is intended only for the use of the addressee. Call our director at +86 21 5555 6666.",
        "Disclaimer\nBob Li",
        "----------\n******",
    ],
)
def test_what_is_not_certain_stays_empty(signature: str) -> None:
    assert card(signature) == Card()


def test_the_first_of_two_titles_is_the_writers() -> None:
    assert card("Ann Lee\nAccount Manager\nAssistant: Carl Roe, Office Manager").title == "Account Manager"


@given(st.text(max_size=300))
def test_a_card_is_made_of_its_signature(text: str) -> None:
    clean = "".join(text.split())
    assert all("".join(field.split()) in clean or not text.isprintable() for field in card(text))


def test_a_huge_signature_is_read_as_far_as_its_head() -> None:
    assert card("Ann Lee\n" + "Account Director | " * 100_000).name == "Ann Lee"
