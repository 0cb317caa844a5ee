"""Domains and mailboxes: whose, what kind, and which spelling."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.domains import house_domains, is_disposable, is_freemail, is_personal, organisation, registrable
from dossier.mailboxes import is_robot, is_role, is_room
from dossier.spelling import NO_ADDRESS, main_address, plain_domain, split_address

CHINESE_FREEMAIL = """qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net 188.com sina.com vip.sina.com
    sina.cn sohu.com 139.com 189.cn wo.cn wo.com.cn aliyun.com 21cn.com tom.com 263.net eyou.com sogou.com"""
COMPANIES = "alibaba.com alibaba-inc.com tencent.com netease.com baidu.com huawei.com jd.com sohu-inc.com cntv.cn"


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("mail.brand.com.cn", "brand.com.cn"),
        ("brand.com.hk", "brand.com.hk"),
        ("news.brand.co.uk", "brand.co.uk"),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s"),
        ("mail.例子.公司.cn", "xn--fsqu00a.xn--55qx5d.cn"),
        ("MAIL.Brand.Example", "brand.example"),
        ("eu.acme.onmicrosoft.com", "acme.onmicrosoft.com"),
        ("com.cn", ""),
        ("localhost", ""),
        ("192.0.2.1", ""),
        ("", ""),
        ("brand..example", ""),
        ("brand.example.", ""),
        ("ｂｒａｎｄ.example", ""),
    ],
)
def test_the_registrable_domain_is_told_by_the_public_suffix(domain: str, expected: str) -> None:
    assert expected == registrable(domain)


@pytest.mark.parametrize("domain", CHINESE_FREEMAIL.split())
def test_chinese_private_mail_is_nobodys_company(domain: str) -> None:
    assert is_freemail(domain)
    assert organisation(domain) == ""


@pytest.mark.parametrize("domain", COMPANIES.split())
def test_companies_that_also_run_private_mail_are_companies(domain: str) -> None:
    assert not is_personal(domain)
    assert domain == organisation(domain)


def test_a_providers_own_staff_are_an_organisation_of_their_own() -> None:
    assert organisation("staff.sina.com.cn") == "staff.sina.com.cn"
    assert is_freemail("3g.sina.com.cn")


def test_throw_away_mail_is_personal() -> None:
    assert is_disposable("mailinator.com")
    assert is_personal("eu.mailinator.com")


def test_the_house_is_known_by_its_addresses_but_not_by_private_mail() -> None:
    addresses = ("li.wei@mail.agency.example", "zhou@gmail.com", "not an address")

    assert house_domains(addresses) == {"agency.example"}


@pytest.mark.parametrize(
    "email",
    [
        "noreply@brand.example", "no-reply@brand.example", "do_not_reply@brand.example", "mailer-daemon@mx.example",
        "postmaster@brand.example", "notifications@brand.example", "calendar-notification@brand.example",
        "bounce+anna=brand.example@mail.example", "alerts-2@brand.example", "edm3@brand.example",
        "drive-shares-dm-noreply@brand.example", "prvs=0123abc=anna@brand.example", "newsletter@brand.example",
    ],
)  # fmt: skip
def test_nobody_reads_a_robots_mail(email: str) -> None:
    assert is_robot(email)


@pytest.mark.parametrize(
    "email",
    ["info@brand.example", "sales@brand.example", "anna.root@brand.example", "boto@brand.example",
     "systemair.li@brand.example", "wang.notice@brand.example", "kefu@brand.example"],
)  # fmt: skip
def test_posts_and_people_are_not_robots(email: str) -> None:
    assert not is_robot(email)


def test_rooms_are_known_by_address_and_by_name() -> None:
    assert is_room("c_1882abc@resource.calendar.google.com")
    assert is_room("meetingroom-3a@brand.example")
    assert is_room("a301@brand.example", "三楼会议室 A301")
    assert not is_room("roomba.li@brand.example", "Li Roomba")


def test_posts_are_shared_by_several_people() -> None:
    assert is_role("info@brand.example")
    assert not is_role("infante@brand.example")


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("anna.li+news@gmail.com", "annali@gmail.com"),
        ("a.n.n.a@googlemail.com", "anna@gmail.com"),
        ("anna+x@outlook.com", "anna@outlook.com"),
        ("anna.li@outlook.com", "anna.li@outlook.com"),
        ("anna+x@qq.com", "anna+x@qq.com"),
        ("anna+x@brand.example", "anna@brand.example"),
        ("+anna@brand.example", "+anna@brand.example"),
    ],
)
def test_other_spellings_count_only_where_they_reach_the_same_person(email: str, expected: str) -> None:
    local, domain = email.split("@")

    assert expected == main_address(local, domain, personal=is_personal(domain))


@given(st.text(max_size=80))
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    for domain in (plain_domain(text), registrable(text), organisation(text)):
        assert domain.isascii()
    parts = split_address(text)
    assert parts == NO_ADDRESS or (parts.local and parts.domain)
    is_robot(text)
    is_room(text, text)


@given(st.text(max_size=80))
def test_a_domain_in_plain_form_stays_as_it_is(text: str) -> None:
    plain = plain_domain(text)

    assert plain == plain_domain(plain)


@pytest.mark.corpus
def test_the_lists_agree_with_a_second_list_about_the_great_providers(corpora: Path) -> None:
    """Every domain both other lists hold is personal, but for the companies that we know better."""
    first = set(json.loads((corpora / "domains_free_kikobeats" / "domains.json").read_text()))
    second = set((corpora / "domains_freemail" / "data" / "free.txt").read_text().split())
    missed = sorted(domain for domain in first & second if not is_personal(domain))

    assert len(missed) < len(first & second) * 0.01, missed
