"""Bounces, and whose address is gone."""

from __future__ import annotations

import pytest

from dossier.model import Message, MessageKind
from tests.dossier.letters import got

DAEMON = {
    "from": "Mail Delivery System <MAILER-DAEMON@mx.agency.example>",
    "subject": "Undelivered Mail Returned to Sender",
}
REPORT = "Content-Type: multipart/report; report-type=delivery-status; boundary=b"


def report(status: str, returned: str = "Subject: Budget\nTo: li@client.example\n") -> Message:
    body = (
        f"--b\n\nSorry, could not deliver.\n--b\nContent-Type: message/delivery-status\n\n{status}"
        f"\n--b\nContent-Type: message/rfc822\n\n{returned}\n--b--\n"
    )
    return got(REPORT, body=body, **DAEMON)


def recipient(action: str, status: str, diagnostic: str = "", email: str = "li@client.example") -> str:
    code = f"Diagnostic-Code: smtp; {diagnostic}\n" if diagnostic else ""
    whom = f"Final-Recipient: rfc822; {email}\n"
    return f"Reporting-MTA: dns; mx.agency.example\n\n{whom}Action: {action}\nStatus: {status}\n{code}"


@pytest.mark.parametrize(
    ("action", "status", "diagnostic"),
    [
        ("failed", "5.1.1", "550 5.1.1 <li@client.example>: Recipient address rejected: User unknown"),
        ("failed", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
        ("failed", "5.0.0", "550 No such user here"),
        ("Failed", "5.1.1 (bad destination mailbox address)", ""),
        ("failed", "5.7.1", "550 5.7.1 user unknown"),
        ("failed", "5.2.1", "550 5.2.1 The account is disabled"),
        ("failed", "", "550 unknown user"),
    ],
)
def test_an_address_that_does_not_exist_is_named(action: str, status: str, diagnostic: str) -> None:
    message = report(recipient(action, status, diagnostic))
    assert message.kind is MessageKind.BOUNCE
    assert message.failed == ("li@client.example",)


@pytest.mark.parametrize(
    ("action", "status", "diagnostic"),
    [
        ("delayed", "4.4.1", "connection timed out"),
        ("failed", "4.4.7", "450 4.2.2 Mailbox full"),
        ("failed", "4.4.7", "554 5.1.1 user unknown, kept for five days"),
        ("failed", "4.1.1", "450 4.1.1 user unknown in virtual alias table"),
        ("failed", "5.2.2", "552 5.2.2 Mailbox full"),
        ("failed", "5.3.4", "552 5.3.4 message size exceeds limit"),
        ("failed", "5.7.1", "550 5.7.1 rejected as spam"),
        ("failed", "5.1.0", "550 5.1.0 blocked, see our block list"),
        ("failed", "5.1.8", "501 5.1.8 Sender address rejected"),
        ("delivered", "2.0.0", ""),
        ("relayed", "2.1.9", ""),
        ("expanded", "2.0.0", ""),
    ],
)
def test_a_failure_that_does_not_blame_the_address_names_nobody(action: str, status: str, diagnostic: str) -> None:
    message = report(recipient(action, status, diagnostic))
    assert message.kind is MessageKind.BOUNCE
    assert message.failed == ()


def test_each_recipient_is_judged_alone_and_as_it_was_written_to() -> None:
    status = (
        recipient("failed", "5.1.1", "550 user unknown")
        + "\nOriginal-Recipient: rfc822;wu@client.example\nFinal-Recipient: rfc822;wu.old@hosting.example\n"
        + "Action: failed\nStatus: 5.1.1\n"
        + "\nFinal-Recipient: rfc822; <xu@client.example>\nAction: delayed\nStatus: 4.0.0\n"
    )
    assert report(status).failed == ("li@client.example", "wu@client.example")


@pytest.mark.parametrize(
    "body",
    [
        "I'm afraid I wasn't able to deliver it.\n\n<li@client.example>:\nSorry, no mailbox here by that name.\n",
        "   ----- Transcript of session follows -----\n550 5.1.1 <li@client.example>... User unknown\n",
        "The following failed:\n\n  li@client.example\n    SMTP error after RCPT TO:\n    550 unknown user\n",
        "很抱歉，您的邮件被退回。\n收件人（li@client.example）不存在\n",
    ],
)
def test_a_report_in_plain_words_is_understood(body: str) -> None:
    copy = "\n--- Below this line is a copy of the message.\n\nTo: wu@client.example\nunknown user wu@client.example\n"
    message = got(body=body + copy, **DAEMON)
    assert message.kind is MessageKind.BOUNCE
    assert message.failed == ("li@client.example",)


def test_exim_names_the_failed_in_a_header() -> None:
    message = got("X-Failed-Recipients: li@client.example", body="550 unknown user", **DAEMON)
    assert message.failed == ("li@client.example",)
    assert got("X-Failed-Recipients: li@client.example", body="552 5.2.2 mailbox full", **DAEMON).failed == ()


@pytest.mark.parametrize(
    ("sender", "subject", "lines"),
    [
        ("MAILER-DAEMON", "Returned mail", []),
        ("postmaster@client.example", "Undeliverable: Budget", []),
        ("exchange.administrator@client.example", "Undeliverable: Budget", []),
        ("系统管理员 <admin@client.example>", "系统退信", []),
        ("robot@client.example", "Delivery failure", ["Return-Path: <>"]),
        (
            "feedback@provider.example",
            "Your mail",
            ["Content-Type: multipart/report; report-type=feedback-report; boundary=b"],
        ),
    ],
)
def test_mail_systems_are_known_by_who_they_are(sender: str, subject: str, lines: list[str]) -> None:
    assert got(*lines, **{"from": sender, "subject": subject}).kind is MessageKind.BOUNCE


def test_a_person_who_passes_a_bounce_on_is_a_person() -> None:
    message = got(subject="FW: Undeliverable: Budget", body="Chen, your mail came back, user unknown li@client.example")
    assert message.kind is MessageKind.PERSON
    assert message.failed == ()
