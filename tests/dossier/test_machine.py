"""Who speaks: people, lists, mailings, mailboxes in their owners' absence, and mail systems."""

from __future__ import annotations

import pytest

from dossier.machine import Content, is_robot, kind_of
from dossier.model import Address, MessageKind
from tests.dossier.letters import got

ANNA = Address("Anna", "anna@client.example")
KIND = MessageKind


def kind(subject: str = "Budget", author: Address = ANNA, text: str = "Hello", **fields: str) -> MessageKind:
    return told(fields, subject, author, text)


def told(fields: dict[str, str], subject: str = "Budget", author: Address = ANNA, text: str = "Hello") -> MessageKind:
    """Return the kind of a mail with these headers, hyphens written as underscores."""
    return kind_of({name.replace("_", "-"): value for name, value in fields.items()}, author, subject, Content(text))


@pytest.mark.parametrize(
    "subject",
    [
        "Out of office next week",
        "Automatic replies on WeChat",
        "自动回复功能方案",
        "Re: Automatic reply: Budget",
        "Auto: autumn campaign",
        "休假安排",
        "回复：自动回复: 预算",
        "Fwd: Undeliverable: Budget",
        "Accepted: the new plan",
        "Mail delivery failed again today?",
        "Returned samples",
        "Vacation campaign",
        "Newsletter draft",
        "Delivery report for October",
        "退信问题",
        "Holiday greetings",
    ],
)
def test_people_write_about_such_things_too(subject: str) -> None:
    assert kind(subject) is KIND.PERSON


@pytest.mark.parametrize(
    "fields",
    [
        {"auto_submitted": "no"},
        {"x_auto_response_suppress": "DR"},
        {"return_path": "<anna@client.example>", "x_mailer": "Foxmail 7.2", "x_priority": "1"},
        {"x_ms_exchange_organization_scl": "-1", "x_originating_ip": "[192.0.2.1]", "thread_index": "AdcX"},
        {"feedback_id": "1:client:agency", "x_sg_eid": "abc"},
        {"precedence": "first-class"},
        {"content_type": "multipart/mixed; boundary=b"},
        {"return_path": "<>"},
    ],
)
def test_headers_that_mail_programs_leave_make_no_machine(fields: dict[str, str]) -> None:
    assert told(fields) is KIND.PERSON


def test_our_own_mail_is_known_before_anything_else() -> None:
    assert kind(x_wanglai_id="digest:1", auto_submitted="auto-generated") is KIND.OURS
    assert got("X-Wanglai-Id: digest:1").kind is KIND.OURS


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Budget",
        "Out of Office AutoReply: Budget",
        "自动回复：预算",
        "自动回复: 预算",
        "自动答复: 预算",
        "自动回复",
        "【自动回复】预算",
        "自動回覆: 預算",
        "Automatische Antwort: Budget",
        "Abwesenheitsnotiz",
        "Réponse automatique : Budget",
        "자동 회신: 예산",
        "Respuesta automática: Presupuesto",
        "自動応答: 予算",
        "Resposta automática: Verba",
        "Risposta automatica: Budget",
        "Automatisch antwoord: Budget",
        "Автоматический ответ: Бюджет",
        "[Auto-Reply] Budget",
        "AUTOMATIC REPLY: BUDGET",
    ],
)
def test_an_absence_note_is_known_by_its_subject(subject: str) -> None:
    assert kind(subject) is KIND.ABSENCE


@pytest.mark.parametrize(
    ("subject", "fields"),
    [
        ("Re: Budget", {"auto_submitted": "auto-replied"}),
        ("Re: Budget", {"auto_submitted": "auto-replied (vacation)", "precedence": "bulk"}),
        ("Re: Budget", {"x_autoreply": "yes"}),
        ("Budget", {"x_autorespond": "Budget"}),
        ("Budget", {"precedence": "auto_reply"}),
        ("Budget", {"x_post_messageclass": "9; Autoresponder"}),
        ("Out of office", {"auto_submitted": "auto-generated", "x_auto_response_suppress": "All"}),
        ("休假通知", {"auto_submitted": "auto-generated"}),
        ("On leave until Monday", {"precedence": "bulk"}),
        ("我出差了", {"x_autoreply": "1"}),
        ("Urlaub", {"return_path": "<>"}),
    ],
)
def test_an_absence_note_is_known_by_its_headers(subject: str, fields: dict[str, str]) -> None:
    assert told(fields, subject) is KIND.ABSENCE


def test_the_receipt_of_a_help_desk_is_no_absence() -> None:
    assert kind("[#4711] We have received your request", auto_submitted="auto-replied") is KIND.AUTOMATIC


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"list_id": "<dev.lists.example>", "list_post": "<mailto:dev@lists.example>"}, KIND.LIST),
        ({"list_id": "<dev.lists.example>"}, KIND.LIST),
        ({"precedence": "list"}, KIND.LIST),
        ({"mailing_list": "contact x; run by ezmlm"}, KIND.LIST),
        ({"precedence": "bulk", "sender": "owner-dev@lists.example"}, KIND.LIST),
        ({"precedence": "bulk", "x_beenthere": "dev@lists.example"}, KIND.LIST),
        ({"list_unsubscribe": "<https://x.example/u>"}, KIND.BULK),
        ({"list_unsubscribe": "<https://x.example/u>", "list_id": "<42.mail.example>"}, KIND.BULK),
        ({"precedence": "bulk"}, KIND.BULK),
        ({"precedence": "junk"}, KIND.BULK),
        ({"x_mc_user": "abc"}, KIND.BULK),
        ({"auto_submitted": "auto-generated"}, KIND.AUTOMATIC),
        ({"auto_submitted": "auto-notified; owner-email=a@b.example"}, KIND.AUTOMATIC),
        ({"x_auto_response_suppress": "All"}, KIND.AUTOMATIC),
        ({"x_auto_response_suppress": "DR, OOF, AutoReply"}, KIND.AUTOMATIC),
        ({"content_type": "multipart/report; report-type=disposition-notification"}, KIND.AUTOMATIC),
    ],
)
def test_lists_mailings_and_programs_are_known_by_their_headers(fields: dict[str, str], expected: MessageKind) -> None:
    assert told(fields) is expected


@pytest.mark.parametrize(
    "local",
    ["noreply", "no-reply", "No_Reply", "do-not-reply", "noreply-orders", "shop-noreply", "notifications", "no.reply2"],
)
def test_nobody_reads_a_robots_mail(local: str) -> None:
    assert is_robot(local)
    assert kind(author=Address("", f"{local.lower()}@shop.example")) is KIND.BULK


@pytest.mark.parametrize(
    "local", ["info", "service", "anna", "sales", "reply", "", "nora.reply", "alert.wang", "marketing", "hr", "admin"]
)
def test_role_addresses_have_people_behind_them(local: str) -> None:
    assert not is_robot(local)


CALENDAR = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n"


def alternative(*lines: str, calendar: str = CALENDAR) -> str:
    return (
        "--b\nContent-Type: text/plain\n\nPlease come to the meeting.\n--b\n"
        + "\n".join(lines)
        + f"\n\n{calendar}--b--\n"
    )


@pytest.mark.parametrize(
    ("lines", "calendar", "expected"),
    [
        (["Content-Type: text/calendar; method=REQUEST"], CALENDAR, KIND.CALENDAR),
        (["Content-Type: text/calendar; method=reply"], CALENDAR, KIND.CALENDAR),
        (["Content-Type: text/calendar"], CALENDAR, KIND.CALENDAR),
        (["Content-Type: text/calendar"], CALENDAR.replace("REQUEST", "PUBLISH"), KIND.PERSON),
        (["Content-Type: text/calendar; method=REQUEST", "Content-Disposition: attachment"], CALENDAR, KIND.PERSON),
        (["Content-Type: application/ics; name=invite.ics"], CALENDAR, KIND.PERSON),
    ],
)  # fmt: skip
def test_an_invitation_is_no_letter_and_a_letter_with_a_calendar_file_is_one(
    lines: list[str], calendar: str, expected: MessageKind
) -> None:
    message = got("Content-Type: multipart/alternative; boundary=b", body=alternative(*lines, calendar=calendar))
    assert message.kind is expected


def test_answers_of_outlook_without_a_calendar_part_are_known_when_they_say_nothing() -> None:
    assert kind("Accepted: Kick-off", text="") is KIND.CALENDAR
    assert kind("已接受: 启动会", text=" \n") is KIND.CALENDAR
    assert kind("Declined: Kick-off", text="I am in Shanghai that day, can we move it?") is KIND.PERSON
    assert kind(content_class="urn:content-classes:calendarmessage") is KIND.CALENDAR
