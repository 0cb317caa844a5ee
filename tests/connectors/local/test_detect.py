"""What lies at a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.base import Connector, Rejected, Unavailable
from connectors.local.detect import Several, open_path
from connectors.local.eml import Eml
from connectors.local.ics import Ics
from connectors.local.maildir import Maildir
from connectors.local.mbox import Mbox
from dossier.model import Message
from tests.connectors.local.worlds import FROM_LINE, MEMBER, WINDOW, calendar, event, mail
from tests.contracts.connector import name

A_MAIL = mail(name(1), "s")
A_BOX = (FROM_LINE + A_MAIL + b"\n") * 2


def kinds(path: Path) -> list[type[Connector]]:
    """Return the kinds of connectors that a path leads to."""
    connector = open_path(path, MEMBER, window=WINDOW)
    return [type(each) for each in (connector.connectors if isinstance(connector, Several) else (connector,))]


@pytest.mark.parametrize(
    ("file", "content", "kind"),
    [
        ("a.mbox", A_BOX, Mbox),
        ("empty.mbox", b"", Mbox),
        ("Inbox", A_BOX, Mbox),
        ("sent", FROM_LINE + A_MAIL, Mbox),
        ("a.eml", A_MAIL, Eml),
        ("a.EML", b"?", Eml),
        ("1.", A_MAIL, Eml),
        ("message", b"\r\n" + A_MAIL, Eml),
        ("basic.ics", calendar(), Ics),
        ("invite", calendar(), Ics),
    ],
)
def test_files(tmp_path: Path, file: str, content: bytes, kind: type[Connector]) -> None:
    (tmp_path / file).write_bytes(content)
    assert kinds(tmp_path / file) == [kind]


@pytest.mark.parametrize("content", [b"", b"hello\n", b"From here: nothing", bytes(5000)])
def test_what_is_nothing_of_the_kind_is_rejected(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    for path in (tmp_path, tmp_path / "file"):
        with pytest.raises(Rejected, match="local-no-mail"):
            open_path(path, MEMBER)


def test_nothing_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="local-missing"):
        open_path(tmp_path / "nowhere", MEMBER)


def maildir(path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    (path / "new" / "1795426200.M1P7.agency").write_bytes(A_MAIL)


def test_a_maildir_is_not_a_tree_of_files(tmp_path: Path) -> None:
    maildir(tmp_path)
    (tmp_path / "dovecot-uidlist").write_text("3 V1 N2\n1 :1795426200.M1P7.agency\n")
    (tmp_path / "subscriptions").write_text("Sent\nDrafts\n")
    assert kinds(tmp_path) == [Maildir]
    maildir(tmp_path / "more" / "INBOX")
    assert kinds(tmp_path / "more") == [Maildir]


def test_a_tree_of_files(tmp_path: Path) -> None:
    (tmp_path / "lin" / "inbox").mkdir(parents=True)
    (tmp_path / "ORIGIN.txt").write_text("Where this is from")
    (tmp_path / "lin" / "inbox" / "1.").write_bytes(A_MAIL)
    assert kinds(tmp_path) == [Eml]


def test_a_thunderbird_profile(tmp_path: Path) -> None:
    (tmp_path / "Mail" / "Local Folders").mkdir(parents=True)
    (tmp_path / "prefs.js").write_text('user_pref("mail.root", "");')
    (tmp_path / "Mail" / "Local Folders" / "Inbox").write_bytes(A_BOX)
    (tmp_path / "Mail" / "Local Folders" / "Inbox.msf").touch()
    assert kinds(tmp_path) == [Mbox]


def test_takeout_with_mail_and_calendar(tmp_path: Path) -> None:
    for each in ("Mail", "Calendar"):
        (tmp_path / "Takeout" / each).mkdir(parents=True)
    (tmp_path / "Takeout" / "archive_browser.html").write_text("<html>From: me")
    (tmp_path / "Takeout" / "Mail" / "All mail Including Spam and Trash.mbox").write_bytes(A_BOX)
    (tmp_path / "Takeout" / "Calendar" / "work.ics").write_bytes(calendar(event(name(2), "review")))
    assert kinds(tmp_path) == [Mbox, Ics]


def test_several_kinds_are_one_connector(tmp_path: Path) -> None:
    maildir(tmp_path / "Maildir")
    (tmp_path / "old.mbox").write_bytes(A_BOX)
    (tmp_path / "loose.eml").write_bytes(A_MAIL)
    (tmp_path / "basic.ics").write_bytes(calendar(event(name(2), "review")))
    assert kinds(tmp_path) == [Maildir, Mbox, Eml, Ics]
    connector = open_path(tmp_path, MEMBER, window=WINDOW)
    scopes = list(connector.scopes())
    assert len(set(scopes)) == len(scopes) == 4
    assert {scope.kind for scope in scopes} == {"mail", "calendar"}
    found = [copy.content for scope in scopes for page in connector.changes(scope, None) for copy in page.changed]
    assert len([content for content in found if isinstance(content, Message)]) == 4
    again = open_path(tmp_path, MEMBER, window=WINDOW)
    assert len(list(again.changes(scopes[0], None))) >= 1


def test_scopes_of_two_paths_never_share_a_name(tmp_path: Path) -> None:
    for each in ("a", "b"):
        maildir(tmp_path / each / "Maildir")
        (tmp_path / each / "1.eml").write_bytes(A_MAIL)
        (tmp_path / each / "x.mbox").write_bytes(A_BOX)
        (tmp_path / each / "c.ics").write_bytes(calendar())
    scopes = [scope for each in ("a", "b") for scope in open_path(tmp_path / each, MEMBER, window=WINDOW).scopes()]
    assert len(set(scopes)) == len(scopes) == 8
