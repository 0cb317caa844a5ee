"""Client books as files: whatever program made them, and whatever became of them on the way."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from connectors.base import Rejected
from connectors.book import Table, csv_bytes, read_book, read_bytes
from connectors.book.writing import guarded, unguarded
from dossier.book.rows import Reading, read_rows
from dossier.book.sheet import lines
from dossier.model import Client, Contact, Tier

BOOK = """客户,联系人,邮箱,等级,生日,备注
元气饮料,王芳,wangfang@yuanqi.example,重点,农历八月十五,"喜欢 ""短信"", 不喜欢电话"
元气饮料,李雷,lilei@yuanqi.example,,,两行
Acme,Anna Müller,anna@acme.example,VIP,1985-03-02,
"""


def understood(data: bytes) -> Reading:
    table = read_bytes(data)
    return read_rows(table.rows, source=table.source)


def ids(table: Table) -> list[tuple[int, str]]:
    return [(one.row, one.id) for one in table.problems]


EXPECTED = understood(BOOK.encode())


def test_the_plain_book_is_understood() -> None:
    acme, yuanqi = EXPECTED.clients

    assert EXPECTED.problems == ()
    assert (acme.name, acme.tier, acme.contacts[0].name) == ("Acme", Tier.VIP, "Anna Müller")
    assert [contact.name for contact in yuanqi.contacts] == ["王芳", "李雷"]
    assert yuanqi.contacts[0].notes == '喜欢 "短信", 不喜欢电话'


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_charset_of_excel_and_wps_is_read(charset: str) -> None:
    assert understood(BOOK.encode(charset)).clients == EXPECTED.clients


def test_excel_in_china_saves_gbk() -> None:
    data = BOOK.replace("Müller", "Muller").encode("gbk")

    assert [client.name for client in understood(data).clients] == ["Acme", "元气饮料"]


def test_utf16_without_a_mark_is_noticed() -> None:
    for charset in ("utf-16-le", "utf-16-be"):
        assert understood(BOOK.encode(charset)).clients == EXPECTED.clients


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_every_separator_is_noticed(separator: str) -> None:
    text = separator.join(["客户", "联系人", "邮箱"]) + "\n" + separator.join(["A, B, C", "王芳", "w@a.example"]) + "\n"

    (client,) = understood(text.encode()).clients

    assert client.name == "A, B, C"


def test_excels_own_separator_line_is_not_a_row() -> None:
    table = read_bytes(b"sep=;\r\nclient;email\r\nAcme;anna@acme.example\r\n")

    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (2, {"client": "Acme", "email": "anna@acme.example"})
    ]


def test_titles_above_the_headers_are_passed_over_and_rows_keep_their_numbers() -> None:
    table = read_bytes(("2026 年客户名单,,\n制表：李伟,,\n\n" + BOOK + "\n\nBeta,Bo,bo@beta.example,,,\n").encode())

    assert [row.number for row in table.rows] == [5, 6, 7, 10]


def test_a_cell_over_several_lines_is_one_row() -> None:
    table = read_bytes(
        b'client,contact,notes,email\nAcme,Anna,"one\ntwo",anna@acme.example\nAcme,Bo,,bo@acme.example\n'
    )

    assert [(row.number, row.cells.get("notes")) for row in table.rows] == [(2, "one\ntwo"), (3, None)]


def test_a_quotation_mark_nobody_closed_costs_one_row_and_is_said() -> None:
    """The second of sixty rows begins a quotation."""
    text = "client,contact,email\n" + "".join(
        f"Acme,{chr(34) if n == 1 else ''}P{n},p{n}@acme.example\n" for n in range(60)
    )

    table = read_bytes(text.encode())

    assert len(table.rows) == 60
    assert ids(table) == [(3, "book.file.quotes")]


def test_columns_of_one_name_are_all_read() -> None:
    (client,) = understood(b"client,email,email,\nAcme,a@acme.example,b@acme.example,loose\n").clients

    assert client.contacts[0].emails == ("a@acme.example", "b@acme.example")
    assert client.notes == (("column 4", "loose"),)


# --- Excel ----------------------------------------------------------------------------------------------------------


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, cells in enumerate(sheets, 1):
        sheet = book.create_sheet(f"S{number}")
        for line in cells:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_days_and_numbers() -> None:
    cells: list[list[object]] = [
        ["客户名单"],
        [],
        ["客户", "联系人", "邮箱", "电话", "生日", "静默至"],
        ["元气饮料", "王芳", "w@yuanqi.example", 13800000000, datetime(1985, 3, 2), date(2026, 12, 31)],  # noqa: DTZ001
        [None, "李雷", "l@yuanqi.example", 13800000001.0, None, None],
    ]

    table = read_bytes(workbook(cells))
    (client,) = read_rows(table.rows).clients

    assert (table.format, [row.number for row in table.rows]) == ("xlsx", [4, 5])
    assert client.quiet_until == date(2026, 12, 31)
    assert [(one.phone, one.birthday) for one in client.contacts] == [
        ("13800000000", "1985-03-02"),
        ("13800000001", ""),
    ]


def test_every_sheet_with_headers_is_read() -> None:
    """One sheet a manager, and one with something else."""
    head = ["client", "email"]

    table = read_bytes(workbook([head, ["A", "a@a.example"]], [["totals", 7]], [head, ["B", "b@b.example"]]))

    assert [(row.sheet, row.number) for row in table.rows] == [("S1", 2), ("S3", 2)]


def test_formatting_down_to_the_last_line_costs_nothing() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["client", "email"])
    sheet.append(["A", "a@a.example"])
    sheet.cell(1_048_576, 16_384).value = "x"
    out = io.BytesIO()
    book.save(out)

    assert [row.number for row in read_bytes(out.getvalue()).rows] == [2]


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    """Some programs write that the sheet is one cell."""
    packed = zipfile.ZipFile(io.BytesIO(workbook([["client", "email"], ["A", "a@a.example"]])))
    parts = {name: packed.read(name).replace(b'ref="A1:B2"', b'ref="A1:A1"') for name in packed.namelist()}

    assert len(read_bytes(archive(**parts)).rows) == 1


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (archive(word__document=b"<x/>"), "book.file.not_excel"),
        (archive(**{"xl__workbook.xml": b"<x/>"}), "book.file.broken"),
        (workbook([["client"]])[:-200], "book.file.broken"),
        (workbook([["client"]])[:40], "book.file.broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "book.file.old_excel"),
        (b"<html><table><tr><td>client</td></tr></table></html>", "book.file.html"),
        (b"", "book.file.empty"),
        (b" \n\n", "book.file.empty"),
        (b"{", "book.file.broken"),
        (b"[" * 100_000, "book.file.broken"),
        (b'"text"', ""),
        (b"{}", "book.file.no_list"),
    ],
)
def test_a_file_that_is_no_book_is_refused_with_its_reason(data: bytes, problem: str) -> None:
    assert [one.id for one in read_bytes(data).problems] == ([problem] if problem else [])


@pytest.mark.parametrize("part", ["xl__worksheets__sheet1.xml", "xl__sharedStrings.xml"])
def test_a_workbook_that_explodes_is_not_unpacked(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.book.sheets.LARGEST_UNPACKED", 200_000)
    monkeypatch.setattr("connectors.book.sheets.LARGEST_STRINGS", 100_000)

    limit = 100_000 if "shared" in part else 200_000
    for size, problem in ((limit - 1000, "book.file.broken"), (limit + 1000, "book.file.explodes")):
        table = read_bytes(archive(**{"xl__workbook.xml": b"<x/>", part: b" " * size}))
        assert [one.id for one in table.problems] == [problem]


def test_a_file_that_cannot_be_opened_is_the_callers_matter(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="E-BOOK-UNREADABLE"):
        read_book(tmp_path / "none.csv")


def test_a_file_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(workbook([["client", "email"], ["Acme", "anna@acme.example"]]))

    assert read_book(path).format == "xlsx"


# --- vCard ----------------------------------------------------------------------------------------------------------

OUTLOOK_CARD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5;=B7=BC\r\n"
    b"FN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5=B7=BC\r\n"
    b"ORG;CHARSET=utf-8;ENCODING=QUOTED-PRINTABLE:=E5=85=83=E6=B0=94=\r\n=E9=A5=AE=E6=96=99;=E5=B8=82=E5=9C=BA\r\n"
    b"TITLE:CMO\r\nTEL;WORK;VOICE:+86 138\r\nBDAY:19850302\r\nEMAIL;PREF;INTERNET:wangfang@yuanqi.example\r\n"
    b"PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQSkZJRgABAQAAAQABAAD\r\n AAAA\r\n\r\nEND:VCARD\r\n"
)
MODERN_CARD = (
    b"BEGIN:VCARD\nVERSION:4.0\nFN:Anna Li\nN:Li;Anna;;;\nORG:Acme\\, Inc.;Brand\n"
    b"item1.EMAIL;TYPE=work:anna@acme.example\n"
    b"EMAIL:anna.li@acme.example\nTEL;VALUE=uri:tel:+49-30-1\nBDAY:--0302\n"
    b"NOTE:likes tea\\nand ma\n  t cha\nEND:VCARD\n"
)


def test_cards_of_outlook_and_of_phones_are_read() -> None:
    reading = understood(OUTLOOK_CARD + MODERN_CARD)

    acme, yuanqi = reading.clients
    wang, anna = yuanqi.contacts[0], acme.contacts[0]
    assert reading.problems == ()
    assert (yuanqi.name, wang.name, wang.title, wang.birthday) == ("元气饮料", "王芳", "CMO", "1985-03-02")
    assert (acme.name, anna.name, anna.phone, anna.birthday) == ("Acme, Inc.", "Anna Li", "+49-30-1", "03-02")
    assert anna.emails == ("anna@acme.example", "anna.li@acme.example")
    assert anna.notes == "likes tea\nand ma t cha"


def test_gbk_cards_without_a_charset_are_read() -> None:
    data = "BEGIN:VCARD\nVERSION:2.1\nFN:王芳\nORG:元气饮料\nEMAIL:w@yuanqi.example\nEND:VCARD\n".encode("gbk")

    assert understood(data).clients[0].contacts[0].name == "王芳"


def test_a_broken_card_keeps_what_can_be_read_and_the_next_one_whole() -> None:
    """The first has a line that is none and no end; the last is cut off."""
    data = (
        b"BEGIN:VCARD\nFN:A\nnonsense\nORG:Acme\nEMAIL:a@acme.example\n"
        + MODERN_CARD
        + b"BEGIN:VCARD\nFN:C\nEMAIL:c@acme"
    )

    table = read_bytes(data)

    assert [row.cells["Contact"] for row in table.rows] == ["A", "Anna Li", "C"]
    assert ids(table) == [(1, "book.card.unclosed"), (18, "book.card.unclosed")]


# --- JSON -----------------------------------------------------------------------------------------------------------


def test_json_comes_as_a_list_as_lines_and_with_contacts_inside() -> None:
    flat = [{"client": "Acme", "email": "anna@acme.example", "domains": ["acme.example", "acme.test"]}]
    nested = {
        "clients": [
            {"name": "Acme", "domains": ["acme.example", "acme.test"], "contacts": [{"emails": ["anna@acme.example"]}]}
        ]
    }
    as_lines = json.dumps(flat[0]) + "\n"

    expected = understood(json.dumps(flat).encode()).clients

    assert expected[0].domains == ("acme.example", "acme.test")
    assert understood(json.dumps(nested).encode()).clients == expected
    assert understood(as_lines.encode()).clients == expected


def test_what_is_no_object_is_reported_by_its_place() -> None:
    assert ids(read_bytes(b'[{"client": "A"}, 7, null]')) == [(2, "book.row.broken"), (3, "book.row.broken")]
    assert ids(read_bytes(b'{"client": "A"}\n{"client": \n')) == [(2, "book.row.broken")]


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_written_book_reads_as_it_was() -> None:
    anna = Contact(
        ("anna@acme.example", "a@acme.test"), "=HYPERLINK(1)", phone="+86 138", notes="-\n'@x", birthday="03-02"
    )
    notes = (("合同到期", "2027"),)
    book = (Client("acme", 'Acme, "Inc"', ("acme.example",), contacts=(anna,), notes=notes),)

    for language in ("en", "zh-CN"):
        assert understood(csv_bytes(lines(book, language))).clients == book


def test_no_cell_is_a_formula() -> None:
    data = csv_bytes([["=1+1", "+1", "-1", "@SUM", "＝1", "plain", "'=1", "'quoted'"]]).decode("utf-8-sig")

    assert data == "'=1+1,'+1,'-1,'@SUM,'＝1,plain,''=1,'quoted'\r\n"


@given(st.text("'=+-@\ta1", max_size=6))
def test_guarding_a_cell_loses_nothing(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t"))


STARTS = st.sampled_from(
    [b"", b"BEGIN:VCARD\n", b"[", b"{", b"PK\x03\x04", b"\xff\xfe", b"client,email\n", b"sep=\n", b'"']
)
PIECES = st.sampled_from(
    [*BOOK.encode("gbk").split(b","), b"\n", b",", b'"', b"\x00", b"EMAIL:", b"END:VCARD\n", b"=\n"]
)


@given(STARTS, st.binary(max_size=40) | st.lists(PIECES, max_size=30).map(b"".join))
def test_no_bytes_are_too_odd_to_be_read(start: bytes, rest: bytes) -> None:
    table = read_bytes(start + rest)

    assert read_rows(table.rows, source=table.source).rows == len(table.rows)


@given(st.integers(0, 6000))
def test_a_cut_workbook_is_said_to_be_broken(cut: int) -> None:
    whole = workbook([["client", "email"], ["Acme", "anna@acme.example"]])
    table = read_bytes(whole[: min(cut, len(whole) - 1)])

    assert table.rows == () or table.format != "xlsx"
