"""What folders are for, by their names in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.local.folders import Role, from_utf7, path_role, role


@pytest.mark.parametrize(
    "name",
    ["Drafts", "[Gmail]/Spam", "JUNK E-MAIL", "草稿箱", "垃圾邮件", "垃圾郵件", "聊天", "Chat", "Brouillons", "发件箱"],
)
def test_drafts_chats_and_junk_are_skipped(name: str) -> None:
    assert role(name) is Role.SKIPPED


@pytest.mark.parametrize("name", ["Trash", "Deleted Items", "已删除邮件", "已删除", "Papierkorb", "[Gmail]/Bin"])
def test_trash_is_trash(name: str) -> None:
    assert role(name) is Role.TRASH


@pytest.mark.parametrize("name", ["INBOX", "Sent", "已发送", "Projects/Spring", "Spam reports", "", "草稿讨论"])
def test_everything_else_is_mail(name: str) -> None:
    assert role(name) is Role.MAIL


def test_what_lies_below_a_folder_shares_its_fate() -> None:
    assert path_role("Trash/2025") is Role.TRASH
    assert path_role("Trash/Drafts") is Role.SKIPPED
    assert path_role("Archive/2025") is Role.MAIL


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&V4NXPpCuTvY-", "垃圾邮件"),
        ("&g0l6P3ux-", "草稿箱"),
        ("&XfJT0ZAB-", "已发送"),
        ("Entw&APw-rfe", "Entwürfe"),
        ("R&-D", "R&D"),
        ("R&D", "R&D"),
        ("&!!!-", "&!!!-"),
        ("&2AA-", "&2AA-"),
    ],
)
def test_names_in_modified_utf7_are_decoded_and_others_left_alone(written: str, read: str) -> None:
    assert from_utf7(written) == read


@given(st.text(st.sampled_from("&-,+AaZz09/\u4e2d"), max_size=30))
def test_no_name_trips_the_decoder(name: str) -> None:
    assert isinstance(from_utf7(name), str)
