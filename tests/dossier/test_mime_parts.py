"""Trees of parts: sound ones, broken ones, and which of them is the text."""

from __future__ import annotations

import base64

import pytest

from dossier.mime import parse
from dossier.mime.flowed import join
from dossier.model import Unreadable
from tests.dossier.letters import got, raw

MIXED = 'Content-Type: multipart/mixed; boundary="b"'
ALTERNATIVE = "Content-Type: multipart/alternative; boundary=b"


def part(body: str, *lines: str) -> str:
    return "--b\n" + "".join(f"{line}\n" for line in lines) + f"\n{body}\n"


HTML = "Content-Type: text/html; charset=utf-8"
PLAIN = "Content-Type: text/plain; charset=utf-8"


def test_plain_text_is_preferred_to_html() -> None:
    message = got(ALTERNATIVE, body=part("See you on Friday then.", PLAIN) + part("<p>HTML", HTML) + "--b--\n")
    assert message.text == "See you on Friday then."


@pytest.mark.parametrize(
    "stub", ["", " \n\n", "This is an HTML message, please view it in your browser.", "????????????????? ????"]
)
def test_html_is_taken_where_plain_text_says_nothing(stub: str) -> None:
    body = part(stub, PLAIN) + part("<p>The budget is approved.</p>", HTML) + "--b--\n"
    assert got(ALTERNATIVE, body=body).text.strip() == "The budget is approved."


def test_a_short_answer_is_no_stub_of_a_longer_html_signature() -> None:
    body = part("好的", PLAIN) + part("<div>好的</div>", HTML) + "--b--\n"
    assert got(ALTERNATIVE, body=body).text.strip() == "好的"


def test_html_that_calls_itself_plain_is_read_as_html() -> None:
    assert got(body="<html><body><p>Hello<br>you</body></html>").text == "Hello\nyou"


def test_texts_behind_each_other_belong_together_and_files_do_not() -> None:
    body = (
        part("One", PLAIN)
        + part("data", "Content-Type: application/pdf; name=brief.pdf")
        + part("Two", PLAIN)
        + part("a,b", "Content-Type: text/csv", "Content-Disposition: attachment; filename=plan.csv")
        + part("notes", "Content-Type: text/plain; name=notes.txt", "Content-Disposition: attachment")
    )
    message = got(MIXED, body=body + "--b--\n")
    assert message.text.split() == ["One", "Two"]
    assert message.attachments == ("brief.pdf", "plan.csv", "notes.txt")


def test_html_footers_are_left_out_beside_plain_text() -> None:
    body = part("One", PLAIN) + part("<p>Disclaimer", HTML) + "--b--\n"
    assert got(MIXED, body=body).text == "One"


def test_an_attached_mail_is_an_attachment_and_not_read() -> None:
    inner = raw(body="secret").decode()
    message = got(MIXED, body=part("See attached.", PLAIN) + part(inner, "Content-Type: message/rfc822") + "--b--\n")
    assert message.text == "See attached."
    assert message.attachments == ("message.eml",)


def test_pictures_of_the_layout_are_no_attachments_and_tnef_is_one() -> None:
    body = (
        part("Hi there, all well?", PLAIN)
        + part("x", "Content-Type: image/png; name=image001.png", "Content-ID: <i1>", "Content-Disposition: inline")
        + part("x", "Content-Type: image/png; name=poster.png", "Content-Disposition: attachment")
        + part("x", "Content-Type: application/ms-tnef")
    )
    assert got(MIXED, body=body + "--b--").attachments == ("poster.png", "winmail.dat")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Content-Disposition: attachment; filename*=utf-8''%E6%8A%A5%E4%BB%B7.xlsx", "报价.xlsx"),
        ("Content-Disposition: attachment; filename*=GB2312''%B1%A8%BC%DB.xlsx", "报价.xlsx"),
        ("Content-Type: a/b;\n name*0*=utf-8''%E6%8A%A5%E4;\n name*1*=%BB%B7;\n name*2=.xlsx", "报价.xlsx"),
        ('Content-Disposition: attachment; filename="=?gb2312?B?sai82y54bHN4?="', "报价.xlsx"),
        ('Content-Type: application/x; name="a;b \\"c\\".doc"', 'a;b "c".doc'),
        ('Content-Type: application/x; name="C:\\\\docs\\\\..\\\\plan.doc"', "plan.doc"),
        ("Content-Type: application/x; name=../../etc/passwd", "passwd"),
        ("Content-Disposition: attachment; filename=plan final.doc; size=3", "plan final.doc"),
        ('Content-Disposition: attachment; filename="never closed.doc', "never closed.doc"),
        ("Content-Disposition: attachment; filename*=utf-8''a%0D%0AX.doc", "a X.doc"),
        ("Content-Type: application/octet-stream", "unnamed.octet-stream"),
    ],
)  # fmt: skip
def test_attachments_have_the_names_their_senders_gave(line: str, name: str) -> None:
    assert got(MIXED, body=part("Hello there, Chen", PLAIN) + part("x", line) + "--b--").attachments == (name,)


@pytest.mark.parametrize(
    "body",
    [
        part("One and one is two", PLAIN),
        part("One and one is two", PLAIN) + "--b",
        "preamble\n" + part("One and one is two", PLAIN) + "--b--\nepilogue\n--b\n\nmore",
        part("One and one is two", PLAIN).replace("\n", "\r\n") + "--b--",
        "--b  \n\nOne and one is two\n--b-- \n",
        "--bc\n" + part("One and one is two", PLAIN) + "--b--",
    ],
)
def test_boundaries_may_be_sloppy(body: str) -> None:
    assert got(MIXED, body=body).text.strip() == "One and one is two"


@pytest.mark.parametrize("line", ["Content-Type: multipart/mixed", "Content-Type: multipart/mixed; boundary=other"])
def test_a_boundary_that_is_not_named_is_found(line: str) -> None:
    body = "--xyz123\nContent-Type: text/plain\n\nOne and one is two\n--xyz123--\n"
    assert got(line, body=body).text == "One and one is two"


def test_a_multipart_without_parts_is_text() -> None:
    assert got("Content-Type: multipart/mixed; boundary=none", body="Just text").text == "Just text"


def test_an_inner_boundary_that_begins_like_the_outer_is_told_apart() -> None:
    inner = "--bb\n\nOne and one is two\n--bb--"
    body = part(inner, "Content-Type: multipart/alternative; boundary=bb") + part("Three more, please", PLAIN) + "--b--"
    assert got(MIXED, body=body).text.split("\n") == ["One and one is two", "Three more, please"]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", base64.encodebytes("周五前确认".encode()).decode()),
        ("BASE64", base64.b64encode("周五前确认".encode()).decode().rstrip("=")),
        ("base64", "5ZGo5LqU!5YmN56Gu6K6k*"),
        ("base64", base64.b64encode("周五前确认 ".encode()).decode().rstrip("=")),
        ("base64", base64.b64encode("周五前确认".encode()).decode() + "A"),
        ("base64", "5ZGo5LqU\n\n5YmN==\n56Gu6K6k\n"),
        ("quoted-printable", "=E5=91=A8=\n=E4=BA=94=E5=89=8D=E7=A1=AE=E8=AE=A4"),
        ("quoted-printable", "=e5=91=a8=e4=ba=94=e5=89=8d=e7=a1=ae=e8=ae=a4"),
        ("x-unknown", "周五前确认"),
        ("8bit", "周五前确认"),
    ],
)
def test_damage_to_an_encoding_costs_only_what_it_damaged(encoding: str, body: str) -> None:
    message = got(PLAIN, f"Content-Transfer-Encoding: {encoding}", body=body)
    assert message.text.strip() == "周五前确认"


def test_a_mail_of_gbk_bytes_is_read() -> None:
    text = "陈经理，您好：报价收到了，周五前请确认一下第二版的交期，谢谢！"
    for line in ("Content-Type: text/plain; charset=gb2312", "Content-Type: text/plain", "X-None: 1"):
        assert got(line, body=text.encode("gbk")).text == text


def test_flowed_lines_are_joined() -> None:
    body = "This is one \nlong line.\n> quoted one \n> and two\n> end\n \n-- \nWang"
    assert join(body, spaces_go=False) == "This is one long line.\n> quoted one and two\n> end\n\n-- \nWang"
    assert join("周五前 \n确认", spaces_go=True) == "周五前确认"
    message = got("Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8", body="周五前 \n确认")
    assert message.text == "周五前确认"


def test_uuencoded_files_in_the_text_are_left_out() -> None:
    assert got(body="Here it is\nbegin 644 x.gif\n#0V%T\n`\nend\nand more").text == "Here it is\nand more"
    assert (
        got(body="Here it is\n=ybegin line=128 size=3 name=x\nabc\n=yend size=3\nand more").text
        == "Here it is\nand more"
    )
    assert got(body="Please\nbegin 2026 with a plan").text.endswith("begin 2026 with a plan")


def test_controls_do_not_reach_the_text() -> None:
    assert got(body="a\x00b\x1bc\u202ed\u2028e\x7f\tf\r\ng\rh").text == "abcd\ne\tf\ng\nh"


@pytest.mark.parametrize(("depth", "reason"), [(49, ""), (51, "too-deep"), (3000, "too-deep")])
def test_a_tree_too_deep_is_refused(depth: int, reason: str) -> None:
    body = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(depth))
    source = raw("Content-Type: multipart/mixed; boundary=b0", body=body)
    message = parse(source)
    assert message == Unreadable(reason, len(source)) if reason else not isinstance(message, Unreadable)


@pytest.mark.parametrize(("count", "refused"), [(990, False), (1001, True), (100_000, True)])
def test_a_tree_of_too_many_parts_is_refused(count: int, *, refused: bool) -> None:
    source = raw(MIXED, body="--b\n\nx\n" * count + "--b--\n")
    message = parse(source)
    assert (message == Unreadable("too-many-parts", len(source))) == refused
