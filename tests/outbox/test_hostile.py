"""Whatever a stranger writes into a name, a subject or a quote: it stays text.

Every payload goes into every field that comes from outside; the page must keep exactly the tags, attributes and links
it has with harmless words in the same place, the mail exactly its headers. (reliability.md rows 36 and 43)
"""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Address, Agency, Client, Contact, Evidence, Member, Nudge
from dossier.worktime import WorkCalendar
from outbox.digest import Blind, Coverage, Digest, compose
from outbox.guard import NotAMemberError, member_address
from outbox.mail import BadAddressError, digest_mail
from outbox.render import render
from tests.outbox.cast import AGENCY, EMMA, LI_WEI, TODAY, at, digest_for, nudges
from tests.outbox.test_render import Tags

SENDER = Address("wanglai", "care@bluewhale.example")
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</td></tr></table><form action=https://evil.example>",
    "{{ 7*7 }}{% raw %}",
    "${7*7} #{7*7} <%= 7 %>",
    "{who} {[x]} {days:working_days}",
    "]]><!--<style>*{display:none}</style>",
    "javascript:alert(1)",
    "&lt;b&gt;&#x3c;script&#x3e;",
    "expression(alert(1));background:url(https://evil.example/x.png)",
    "x\r\nBcc: all@evil.example\r\n\r\n<b>body</b>",
    "=?utf-8?B?PHNjcmlwdD4=?=",
    "\u202egnp.exe\u2066\u2028</style><script>",
    "\x00\x1b[31m\ud800",
    "</title><base href=https://evil.example>",
)
FIELDS = ("who", "client", "title", "channel", "quote", "sender", "contact", "meeting", "deputy", "mailbox", "rule")
HARMLESS = "Harmless words"


def digest_with(field: str, text: str) -> Digest:
    """Return a digest in which one field comes from outside."""
    word = dict.fromkeys(FIELDS, HARMLESS) | {field: text}
    contact = Contact((word["contact"],), word["who"], title=word["title"], channel=word["channel"])
    clients = {key: Client(key, word["client"], contacts=(contact,)) for key in ("soda", "acme", "bay")}
    calendar = WorkCalendar.for_member(EMMA, AGENCY)
    digest = compose(
        EMMA,
        TODAY,
        [_with(nudge, word) for nudge in nudges(EMMA.address)],
        calendar=calendar,
        agency=AGENCY,
        clients=clients,
        coverage=Coverage(0, 1, at(18, 1), (Blind(word["mailbox"], word["mailbox"], at(17, 1), word["mailbox"]),)),
        settled=nudges(EMMA.address)[:1],
        reply_to="care@bluewhale.example",
    )
    assert digest is not None
    return digest


def _with(nudge: Nudge, word: dict[str, str]) -> Nudge:
    params = tuple((name, word.get(name, value) if isinstance(value, str) else value) for name, value in nudge.params)
    quoted = (Evidence("message", nudge.evidence[0].id, at(17, 1), word["sender"], word["quote"]),)
    rule = nudge.rule if word["rule"] == HARMLESS or nudge.rule != "people_changed" else word["rule"]
    return replace(nudge, params=params, evidence=quoted, contact=word["contact"], rule=rule)


def shape(html: str) -> tuple[object, ...]:
    """Return what a stranger must not change: tags, attributes and links; stretches of language may come and go."""
    tags = Tags(html)
    return [tag for tag in tags.tags if tag[0] != "span"], {tag for tag in tags.tags if tag[0] == "span"}, tags.links


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text(field: str, payload: str) -> None:
    harmless = digest_with(field, HARMLESS)
    if field == "rule":
        harmless = digest_with(field, "unheard_of")
    hostile = render(digest_with(field, payload))
    assert shape(hostile.html) == shape(render(harmless).html)
    assert hostile.subject == render(harmless).subject
    assert not {"\r", "\x00", "\x1b", "\u2028", "\u202e"} & set(hostile.text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_member_s_name_adds_no_header(payload: str) -> None:
    eve = replace(EMMA, name=payload)
    digest = replace(digest_for(EMMA), member=eve, agency=Agency((eve,)))
    mail = parsed(digest_mail(digest, render(digest), sender=SENDER._replace(name=payload), at=at(18, 8)))
    assert mail.keys() == HEADERS
    assert mail.defects == []


HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "References",
    "X-Wanglai-Id",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
]


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


@given(name=st.text(max_size=120), subject=st.text(max_size=200), text=st.text(max_size=300))
def test_a_mail_parses_to_exactly_what_was_set(name: str, subject: str, text: str) -> None:
    digest = digest_for(LI_WEI)
    rendered = render(digest)._replace(subject=subject, text=text, html=f"<p>{text}")
    raw = digest_mail(digest, rendered, sender=SENDER._replace(name=name), at=at(18, 8))
    mail = parsed(raw)
    assert mail.keys() == HEADERS
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    body = mail.get_body(("plain",))
    assert body is not None
    said = text.encode("utf-8", "replace").decode()
    assert "\n".join(body.get_content().splitlines()).rstrip("\n") == "\n".join(said.splitlines()).rstrip("\n")


def test_long_foreign_headers_are_folded_and_read_back_whole() -> None:
    digest = replace(digest_for(LI_WEI), member=replace(LI_WEI, name="李伟·" * 20))
    subject = "客户跟进 🐳" * 16
    rendered = render(digest)._replace(subject=subject)
    raw = digest_mail(digest, rendered, sender=SENDER._replace(name="往来" * 30), at=at(18, 8))
    assert all(len(line) <= 76 for line in raw.split(b"\r\n"))
    mail = email.message_from_bytes(raw)
    # The newer parser of 3.11 puts spaces between the encoded words of a name, against RFC 2047, 6.2.
    read = {name: str(make_header(decode_header(mail[name]))) for name in ("Subject", "To", "From")}
    assert read["Subject"] == subject
    assert read["To"].replace(" <", "<") == f"{'李伟·' * 20}<{LI_WEI.address}>"
    assert read["From"].replace(" <", "<") == f"{'往来' * 30}<{SENDER.email}>"


@pytest.mark.parametrize("member", [LI_WEI, EMMA], ids=["zh", "en"])
def test_a_mail_says_what_it_is(member: Member) -> None:
    digest = digest_for(member, unsubscribe="https://agency.example/stop?x=1")
    rendered = render(digest)
    raw = digest_mail(digest, rendered, sender=Address("往来", SENDER.email), at=at(18, 0, 45))
    mail = parsed(raw)
    assert raw == digest_mail(digest, rendered, sender=Address("往来", SENDER.email), at=at(18, 0, 45))
    assert mail["From"] == "往来 <care@bluewhale.example>"
    assert mail["To"].addresses[0].addr_spec == member.address
    assert mail["To"].addresses[0].display_name == member.name
    assert mail["Subject"] == rendered.subject
    assert mail["Date"].datetime == at(18, 0, 45)
    assert mail["X-Wanglai-Id"] == digest.key
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["List-Unsubscribe"] == "<https://agency.example/stop?x=1>"
    for kind, said in (("plain", rendered.text), ("html", rendered.html)):
        part = mail.get_body((kind,))
        assert part is not None
        assert part.get_content().splitlines() == said.splitlines()


def test_a_week_is_one_thread_and_every_day_its_own_mail() -> None:
    days = [replace(digest_for(EMMA), day=TODAY.replace(day=day)) for day in (16, 18, 23)]
    mails = [parsed(digest_mail(day, render(day), sender=SENDER, at=at(18, 8))) for day in days]
    assert len({mail["Message-ID"] for mail in mails}) == 3
    assert mails[0]["References"] == mails[1]["References"] != mails[2]["References"]
    assert mails[0]["Subject"] == mails[1]["Subject"] != mails[2]["Subject"]


@pytest.mark.parametrize(
    "page", ["http://agency.example/", "javascript:alert(1)", "https://a.example/>\r\nBcc: x@y.example", ""]
)
def test_a_page_to_stop_that_is_none_is_left_out(page: str) -> None:
    digest = digest_for(EMMA, unsubscribe=page)
    assert "List-Unsubscribe" not in parsed(digest_mail(digest, render(digest), sender=SENDER, at=at(18, 8)))


@pytest.mark.parametrize(
    "stranger",
    [
        "wang.fang@soda.example",
        "nobody@bluewhale.example",
        "",
        "emma@bluewhale.example, wang.fang@soda.example",
        "emma@bluewhale.example>\r\nRCPT TO:<x@y.example",
        "Emma <emma@bluewhale.example>",
        " emma@bluewhale.example",
    ],
)
def test_nobody_but_a_member_is_written_to(stranger: str) -> None:
    with pytest.raises(NotAMemberError):
        member_address(stranger, AGENCY)
    digest = digest_for(EMMA)
    if stranger:
        with pytest.raises(NotAMemberError):
            digest_mail(digest, render(digest), sender=SENDER, at=at(18, 8), recipient=stranger)


def test_a_member_is_found_however_the_address_is_spelt() -> None:
    assert member_address("Emma@BlueWhale.example", AGENCY) == "emma@bluewhale.example"
    assert member_address("e.stone@bluewhale.example", AGENCY) == "e.stone@bluewhale.example"


def test_a_preview_may_go_to_another_member() -> None:
    digest = digest_for(EMMA)
    mail = parsed(digest_mail(digest, render(digest), sender=SENDER, at=at(18, 8), recipient=LI_WEI.address))
    assert mail["To"] == LI_WEI.address
    assert mail["X-Wanglai-Id"] == digest.key


@pytest.mark.parametrize("address", ["", "x", "a@b.example\r\nBcc: c@d.example", "王@b.example"])
def test_a_setting_that_is_no_address_becomes_no_header(address: str) -> None:
    digest = digest_for(EMMA)
    with pytest.raises(BadAddressError):
        digest_mail(digest, render(digest), sender=Address("", address), at=at(18, 8))
    if address:
        reply = replace(digest, reply_to=address)
        with pytest.raises(BadAddressError):
            digest_mail(reply, render(reply), sender=SENDER, at=at(18, 8))
