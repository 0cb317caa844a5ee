"""The client book: what its columns and rows mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.book import values
from dossier.book.birthdays import birthday
from dossier.book.columns import Field, Source, recognise, squeezed
from dossier.book.keys import client_key, distinct_key
from dossier.book.problems import Row
from dossier.book.rows import Reading, read_rows
from dossier.model import Agency, Client, Member, Tier

HOUSE = Agency(members=(Member(("li.wei@agency.example",), "李伟"),), domains=frozenset({"agency.example"}))


def read(header: str, *lines: str, source: str = "", wishes: dict[str, str] | None = None) -> Reading:
    """A table whose cells are separated by `|`."""
    names = header.split("|")
    rows = [Row(number, dict(zip(names, line.split("|"), strict=True))) for number, line in enumerate(lines, 2)]
    return read_rows(rows, agency=HOUSE, source=source, wishes=wishes)


def problems(reading: Reading) -> list[tuple[int, str]]:
    return [(one.row, one.id) for one in reading.problems]


def test_a_chinese_book_is_understood() -> None:
    reading = read(
        "客户名称|联系人|邮箱（必填）|职务|角色|负责人|客户等级|沟通语言|生日|跟进频率|静默至|合同到期|备注",
        "元气饮料|王芳|WangFang@yuanqi.example|市场总监|决策人|李伟|重点客户|中文|农历八月十五|每两周|2026-12-31|2027-03-31|不喜欢电话",
        "元气饮料|李雷|lilei@mail.yuanqi.example||对接人|||||||2027-03-31|",
    )

    (client,) = reading.clients
    assert reading.problems == ()
    assert (client.key, client.name, client.domains) == ("元气饮料", "元气饮料", ("yuanqi.example",))
    assert (client.owner, client.tier, client.language) == ("li.wei@agency.example", Tier.A, "zh")
    assert (client.cadence, client.quiet_until) == (timedelta(days=14), date(2026, 12, 31))
    assert client.notes == (("合同到期", "2027-03-31"),)
    wang, li = client.contacts
    assert (wang.emails, wang.name, wang.title, wang.role) == (
        ("wangfang@yuanqi.example",),
        "王芳",
        "市场总监",
        "决策人",
    )
    assert (wang.birthday, wang.notes) == ("农历八月十五", "不喜欢电话")
    assert li.name == "李雷"


@pytest.mark.parametrize(
    ("header", "source", "client", "contact", "email"),
    [
        (
            "Record ID|First Name|Last Name|Email|Contact owner|Associated Company|Job Title",
            "hubspot",
            "Associated Company",
            "First Name",
            "Email",
        ),
        (
            "First Name|Last Name|Organization Name|Labels|E-mail 1 - Label|E-mail 1 - Value",
            "google",
            "Organization Name",
            "First Name",
            "E-mail 1 - Value",
        ),
        (
            "Name|Given Name|Family Name|Group Membership|E-mail 1 - Value|Organization 1 - Name",
            "google",
            "Organization 1 - Name",
            "Name",
            "E-mail 1 - Value",
        ),
        (
            "First Name|Last Name|Company|Business Phone|E-mail Address|E-mail Display Name",
            "outlook",
            "Company",
            "First Name",
            "E-mail Address",
        ),
        ("名|姓|公司|职务|电子邮件地址|商务电话", "plain", "公司", "名", "电子邮件地址"),
        ("Client|Name|E-Mail*", "plain", "Client", "Name", "E-Mail*"),
        ("Name|Contact person|Mail", "plain", "Name", "Contact person", "Mail"),
        ("品牌|姓名|电子邮箱", "plain", "品牌", "姓名", "电子邮箱"),
        ("key|client|contact|email", "wanglai", "client", "contact", "email"),
    ],
)
def test_headers_are_known_by_many_names(header: str, source: str, client: str, contact: str, email: str) -> None:
    columns = recognise(header.split("|"))

    assert source == columns.source
    assert columns.named(Field.CLIENT) == [client]
    assert contact in columns.named(Field.CONTACT) + columns.named(Field.GIVEN)
    assert columns.named(Field.EMAIL) == [email]


def test_a_person_may_say_what_a_column_is() -> None:
    reading = read("甲|乙", "Acme|anna@acme.example", wishes={"甲": "client", "乙": "email"})

    assert reading.clients[0].contacts[0].email == "anna@acme.example"
    with pytest.raises(ValueError, match="cleint"):
        read("甲|乙", "Acme|anna@acme.example", wishes={"甲": "cleint"})


def test_several_columns_and_cells_hold_several_addresses() -> None:
    reading = read(
        "client|contact|email|email 2|domains|aliases",
        "Acme|Anna|anna@acme.example; Anna <ANNA.LI@gmail.com>|anna@acme.test|"
        "https://www.acme.example/about, acme.test|AC; 爱可美",
    )

    (client,) = reading.clients
    assert client.contacts[0].emails == ("anna@acme.example", "anna.li@gmail.com", "anna@acme.test")
    assert client.domains == ("acme.example", "acme.test")
    assert client.aliases == ("AC", "爱可美")


class TestWhoseRowItIs:
    def test_merged_cells_mean_the_client_above_and_it_is_said(self) -> None:
        reading = read("客户|联系人|邮箱", "元气饮料|王芳|w@yuanqi.example", "|李雷|lilei@163.com")

        assert [contact.name for contact in reading.clients[0].contacts] == ["王芳", "李雷"]
        assert problems(reading) == [(3, "book.client.from_above")]

    def test_in_an_address_book_nobody_belongs_to_the_one_above(self) -> None:
        reading = read(
            "First Name|Organization Name|E-mail 1 - Value",
            "Anna|Acme|anna@acme.example",
            "Tom||tom@gmail.com",
            "Bo||bo@acme.example",
            "Cy||cy@beta.example",
        )

        assert [(client.name, len(client.contacts)) for client in reading.clients] == [("Acme", 2), ("Beta", 1)]
        assert problems(reading) == [(3, "book.row.no_client")]

    def test_an_address_on_a_clients_domain_goes_to_that_client(self) -> None:
        reading = read(
            "client|email|domain", "Acme|a@acme.example|acme.example", "Beta|b@beta.example|", "|x@acme.example|"
        )

        assert [len(client.contacts) for client in reading.clients] == [2, 1]
        assert reading.problems == ()

    def test_our_own_people_are_not_contacts(self) -> None:
        reading = read("client|contact|email", "Acme|李伟|li.wei@agency.example", "Acme|Anna|anna@acme.example")

        assert [contact.name for contact in reading.clients[0].contacts] == ["Anna"]
        assert reading.clients[0].domains == ("acme.example",)
        assert problems(reading) == [(2, "book.contact.ours")]


class TestDomains:
    def test_private_mail_is_never_learnt_as_a_domain(self) -> None:
        reading = read("client|email", "Acme|anna@163.com", "Acme|bo@vip.qq.com")

        assert reading.clients[0].domains == ()

    def test_private_mail_given_as_a_domain_is_refused_and_said(self) -> None:
        reading = read("client|email|domain", "Acme|anna@qq.com|qq.com, com.cn")

        assert reading.clients[0].domains == ()
        assert problems(reading) == [(2, "book.domain.personal"), (2, "book.domain.unknown")]

    def test_what_is_another_clients_given_domain_is_not_learnt(self) -> None:
        reading = read("client|email|domain", "Acme|guest@beta.example|", "Beta|b@beta.example|beta.example")

        assert [client.domains for client in reading.clients] == [(), ("beta.example",)]

    def test_an_address_with_two_clients_is_said(self) -> None:
        reading = read("client|email", "Acme|x@media.example", "Beta|x@media.example")

        assert problems(reading) == [(3, "book.email.shared")]


class TestWhatIsNotUnderstood:
    def test_is_reported_by_row_and_the_rest_is_kept(self) -> None:
        reading = read(
            "client|contact|email|tier|language|birthday|cadence|owner|quiet until",
            "Acme|Anna|anna＠acme.example|platinum plus|Klingon|05/06/1985|now and then|nobody|soon",
            "Acme|Bo|not an address||||||",
        )

        assert reading.clients[0].contacts[0].email == "anna@acme.example"
        assert problems(reading) == [
            (2, "book.language.unknown"),
            (2, "book.birthday.unknown"),
            (2, "book.tier.unknown"),
            (2, "book.owner.unknown"),
            (2, "book.cadence.unknown"),
            (2, "book.quiet.unknown"),
            (3, "book.email.unknown"),
            (3, "book.contact.no_address"),
        ]

    def test_rows_that_contradict_each_other_are_said_and_the_first_counts(self) -> None:
        reading = read("client|email|tier", "Acme|a@acme.example|VIP", "Acme|b@acme.example|C")

        assert reading.clients[0].tier is Tier.VIP
        assert reading.problems[0].params == (
            ("client", "Acme"),
            ("field", "tier"),
            ("kept", "vip"),
            ("not_taken", "c"),
        )

    def test_a_table_without_known_columns_is_said(self) -> None:
        assert problems(read("foo|bar", "1|2"))[0] == (0, "book.columns.unknown")


def test_unknown_columns_are_kept_with_the_person_they_belong_to_where_they_differ() -> None:
    reading = read("client|contact|email|合同到期|星座", "A|Anna|a@a.example|2027|狮子", "A|Bo|b@a.example|2027|处女")

    assert reading.clients[0].notes == (("合同到期", "2027"), ("星座", "Anna: 狮子; Bo: 处女"))


def test_a_person_on_two_rows_is_one_contact() -> None:
    reading = read("client|contact|email|phone", "A|Anna|a@a.example|", "A||a@a.example; a2@a.example|123")

    (anna,) = reading.clients[0].contacts
    assert (anna.name, anna.phone, anna.emails) == ("Anna", "123", ("a@a.example", "a2@a.example"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985-03-02", "1985-03-02"),
        ("1985/3/2", "1985-03-02"),
        ("1985年3月2日", "1985-03-02"),
        ("19850302", "1985-03-02"),
        ("3月2日", "03-02"),
        ("03-02", "03-02"),
        ("--0302", "03-02"),
        ("--03-02", "03-02"),
        ("2 March 1985", "1985-03-02"),
        ("Mar 2, 1985", "1985-03-02"),
        ("March 2", "03-02"),
        ("3/22/1985", "1985-03-22"),
        ("22.3.1985", "1985-03-22"),
        ("1604-02-29", "02-29"),
        ("1985-03-02 00:00:00", "1985-03-02"),
        ("1985-03-02T00:00:00Z", "1985-03-02"),
        ("农历八月十五", "农历八月十五"),
        ("阴历 1985年正月初一", "阴历 1985年正月初一"),
        ("农历", None),
        ("05/06/1985", None),
        ("1985-13-02", None),
        ("30 February", None),
        ("", None),
        ("soon", None),
        ("3", None),
    ],
)
def test_birthdays_are_read_as_people_write_them(text: str, expected: str | None) -> None:
    assert expected == birthday(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14d", 14),
        ("14", 14),
        ("2 weeks", 14),
        ("every 2 weeks", 14),
        ("每两周", 14),
        ("两周一次", 14),
        ("双周", 14),
        ("biweekly", 14),
        ("每周", 7),
        ("weekly", 7),
        ("每月", 30),
        ("半个月", 15),
        ("1个月", 30),
        ("季度", 91),
        ("每季度", 91),
        ("quarterly", 91),
        ("半年", 182),
        ("十五天", 15),
        ("二十一天", 21),
        ("0d", 0),
        ("1000d", 0),
        ("never", 0),
        ("", 0),
    ],
)
def test_cadences_are_read_as_people_write_them(text: str, days: int) -> None:
    assert values.cadence(text) == (timedelta(days=days) if days else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VIP", Tier.VIP),
        ("战略客户", Tier.VIP),
        ("KA", Tier.VIP),
        ("Ａ类", Tier.A),
        ("A级", Tier.A),
        ("重点", Tier.A),
        ("Tier 1", Tier.A),
        ("普通客户", Tier.B),
        ("b", Tier.B),
        ("潜在", Tier.C),
        ("C-Level", Tier.C),
        ("???", None),
    ],
)
def test_tiers_have_many_words(text: str, expected: Tier | None) -> None:
    assert values.tier(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("中文", "zh"), ("English", "en"), ("zh_cn", "zh-CN"), ("zh-hans", "zh-Hans"), ("繁體中文", "zh-TW"), ("?", None)],
)
def test_languages_have_many_names(text: str, expected: str | None) -> None:
    assert expected == values.language(text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Acme Beverages (Asia) Ltd.", "acme-beverages-asia-ltd"),
        ("元气饮料", "元气饮料"),
        ("Café Blå", "cafe-bla"),
        ("P&G", "pg"),
        ("L’Oréal", "loreal"),
        ("ＡＣＭＥ", "acme"),
        ("がくや", "がくや"),
        ("Straße 7", "strasse-7"),
        ("！！", ""),
    ],
)
def test_a_key_is_what_one_types(name: str, key: str) -> None:
    assert key == client_key(name)


@given(st.text(max_size=100))
def test_a_key_is_its_own_key(name: str) -> None:
    key = client_key(name)

    assert key == client_key(key)
    assert not key.startswith("-")


def test_taken_keys_are_told_apart() -> None:
    taken: set[str] = set()

    assert [distinct_key("Acme", taken, "acme.test") for _ in range(3)] == ["acme", "acme-test", "acme-2"]


def test_every_column_name_means_one_thing() -> None:
    from importlib.resources import files  # noqa: PLC0415  only this test looks at the list itself

    text = files("dossier.lists").joinpath("columns.txt").read_text("utf-8")
    names = [
        squeezed(name)
        for line in text.splitlines()
        if ":" in line and line[0] != "#"
        for name in line.partition(":")[2].split()
    ]

    assert [name for name in set(names) if names.count(name) > 1] == []


PIECES = [*"aA王芳@.;,：农月日0123 \n\x00=-'\"<>/", "acme.example", "qq.com", "@acme.example"]
CELL = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
HEADERS = st.lists(
    st.sampled_from(
        [
            "客户",
            "client",
            "contact",
            "email",
            "邮箱",
            "domain",
            "tier",
            "birthday",
            "cadence",
            "owner",
            "x",
            "",
            "notes",
        ]
    ),
    min_size=1,
    max_size=8,
    unique=True,
)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    headers = draw(HEADERS)
    lines = draw(st.lists(st.lists(CELL, min_size=len(headers), max_size=len(headers)), max_size=6))
    return [Row(number, dict(zip(headers, line, strict=True))) for number, line in enumerate(lines, 2)]


@given(tables())
def test_any_table_can_be_read_and_reads_the_same_twice(rows: list[Row]) -> None:
    first = read_rows(rows, agency=HOUSE)

    assert first == read_rows(rows, agency=HOUSE)
    assert all(one.row in {0, *(row.number for row in rows)} for one in first.problems)
    for client in first.clients:
        assert isinstance(client, Client)
        assert client.key
        assert all(contact.emails for contact in client.contacts)


def test_the_source_may_be_told() -> None:
    assert read("Contact|Email", "Anna|anna@acme.example", source="vcard").columns.source is Source.VCARD
