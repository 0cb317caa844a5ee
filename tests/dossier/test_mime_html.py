"""HTML mail as its readers see it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.mime.html import to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello&nbsp;Chen,</p><p>see <a href='https://x.example/?a=1'>the plan</a>", "Hello Chen,\n\nsee the plan"),
        ("<div>One</div><div>Two<br>Three</div><div><br></div>Four", "One\nTwo\nThree\n\nFour"),
        ("<p class=MsoNormal>One</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Two</p>", "One\n\nTwo"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two\n"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two\n"),
        ("<table><tr><td>Item</td><td>Price</td></tr><tr><td>Film</td><td>5 万</td></table>", "Item Price\nFilm 5 万"),
        ("a<pre>x  y\n  z</pre>b", "a\n\nx  y\n  z\n\nb"),
        ("a &amp; b &lt;c&gt; &#20320;&#x597d; &copy; &unknown; &", "a & b <c> 你好 © &unknown; &"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("<HTML><HEAD><TITLE>t</TITLE><STYLE>p{}</STYLE></HEAD><BODY>Hi<SCRIPT>x()</SCRIPT></BODY></HTML>", "Hi"),
        ("Hi<!-- <p>no</p> --><!--[if mso]>no<![endif]--><![if !mso]>yes<![endif]>", "Hiyes"),
        ('<div style="display:none;max-height:0">preheader</div>Hi', "Hi"),
        ("<span style='font-size:0px'>x</span><p hidden>y</p><b style='mso-hide:all'>z</b>Hi", "Hi"),
        ('<img alt="logo" src="cid:1">Hi<a title="a>b">!</a>', "Hi!"),
        ("", ""),
        ("<p>never closed <b>bold <i>both", "never closed bold both"),
        ("<div style='font-size:10.5pt'>not hidden</div>", "not hidden"),
    ],
)  # fmt: skip
def test_html_becomes_lines(html: str, text: str) -> None:
    assert to_text(html).strip("\n") == text.strip("\n")


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Monday Chen wrote:</div>Old</div>',
        '<blockquote type="cite">Old</blockquote>',
        "<blockquote>Old</blockquote>",
        '<div class="moz-cite-prefix">Am 12.10. schrieb Chen:</div><blockquote type="cite">Old</blockquote>',
        '<div id="isReplyContent">Old</div>',
        "<includetail><div>Old</div></includetail>",
        '<div id="mail-editor-reference-message-container">Old</div>',
        '<div class="yahoo_quoted">Old</div>',
        '<div class="history-quote-wrapper" id="lark-mail-quote-123">Old</div>',
        '<div class="x_gmail_quote">Old</div>',
        '<div class="FoxDiv20261012">Old</div>',
        '<div id="OLK_SRC_BODY_SECTION">Old</div>',
    ],
)
def test_what_is_quoted_begins_with_an_angle(quote: str) -> None:
    lines = to_text(f"<div>Fine, thanks.</div>{quote}").strip().split("\n")
    assert lines[0] == "Fine, thanks."
    assert [line for line in lines[1:] if line and not line.startswith(">")] == []
    assert lines[-1] == "> Old"


@pytest.mark.parametrize(
    "begin",
    [
        '<div id="appendonsend"></div><hr>',
        '<hr id="stopSpelling">',
        '<hr data-marker="__DIVIDER__">',
        '<div id="divRplyFwdMsg"></div>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"></div>',
    ],
)
def test_behind_the_mark_of_outlook_everything_is_quoted(begin: str) -> None:
    assert to_text(f"<div>Fine.</div>{begin}<b>From:</b> Chen<br>Old<div>Older</div>").split("\n") == [
        "Fine.",
        "> From: Chen",
        "> Old",
        "> Older",
    ]


def test_what_follows_a_quotation_is_new_again() -> None:
    assert to_text("<blockquote><div>Old?</div></blockquote><div>New.</div>").split("\n") == ["> Old?", "", "New."]


def test_an_indented_paragraph_is_no_quotation() -> None:
    html = 'Plan:<blockquote style="margin:0 0 0 40px;border:none;padding:0px">step one</blockquote>'
    assert "> " not in to_text(html)


def test_a_signature_is_announced_once() -> None:
    assert to_text('Bye<div class="gmail_signature">Wang<br>CEO</div>').split("\n") == ["Bye", "-- ", "Wang", "CEO"]
    assert to_text('Bye<br>-- <br><div class="moz-signature">Wang</div>').split("\n") == ["Bye", "--", "Wang"]


def test_a_mail_that_hides_everything_is_shown() -> None:
    assert to_text('<div style="display:none">All of it') == "All of it"


def test_an_element_that_is_never_closed_hides_no_text_behind_it() -> None:
    assert to_text("<title>x<p>Hello") == "x\n\nHello"
    assert to_text("Hello<style>p{") == "Hello"


BOMBS = {
    "nested": "<div>" * 100_000,
    "formatting": "".join(f"<p><b id={number}>x" for number in range(50_000)),
    "angles": "<" * 500_000,
    "quotes": '<a b="' * 100_000,
    "tags in values": '<a b="<">' * 100_000,
    "comments": "<!--" * 100_000,
    "titles": "<title>" * 50_000,
    "hidden": "<div hidden>" * 40_000 + "</div>" * 40_000,
    "quoted": "<blockquote>" * 40_000 + "x",
    "entities": "&" * 500_000,
    "attributes": ("<div " + "class=" * 500 + ">") * 300,
    "styles": ("<div style='" + "display " * 500 + "'>") * 100,
    "one tag": "<div " + "class=a " * 100_000 + ">",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_one_pass(name: str) -> None:
    assert len(to_text(BOMBS[name])) <= 64 * 1024


@given(st.text(alphabet="<>/=\"'! -abdivpretblockquo&;#\n", max_size=300))
def test_any_markup_becomes_text(html: str) -> None:
    assert isinstance(to_text(html), str)
