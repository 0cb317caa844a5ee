"""Parsing in children that may die."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.local.eml import Eml
from connectors.local.parsing import Raw, parse_here
from connectors.local.workers import STARTS, Workers
from dossier.model import Message, Unreadable
from tests.connectors.local.dangerous import dangerous, dead_at_once
from tests.connectors.local.worlds import MEMBER, Tree, mail
from tests.contracts.connector import name, only_scope

AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_results_come_in_order(tmp_path: Path) -> None:
    mails = [Raw(mail(name(number), "s"), AT, f"thread-{number}") for number in range(100)]
    with Workers(2) as workers:
        for _ in range(2):
            found = workers(mails)
            assert [each.id for each in found if isinstance(each, Message)] == [name(number) for number in range(100)]
            assert found == list(parse_here(mails))
        assert workers([]) == []
    assert tmp_path.exists()


def test_a_mail_that_kills_its_reader_is_quarantined_after_three_starts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    mails = [Raw(mail(name(number), "s"), AT) for number in range(40)]
    mails[20] = Raw(b"die " + os.fsencode(log), AT)
    with Workers(2, parse=dangerous) as workers:
        found = workers(mails)
        again = workers(mails[:20])
    assert found[20] == Unreadable("parser-killed", len(mails[20].data))
    assert sum(isinstance(each, Message) for each in found) == 39
    assert all(isinstance(each, Message) for each in again)
    assert log.read_text().count("started") == STARTS


def test_a_mail_that_hangs_its_reader_is_killed_and_quarantined(tmp_path: Path) -> None:
    log = tmp_path / "log"
    mails = [Raw(mail(name(number), "s"), AT) for number in range(20)]
    mails[3] = Raw(b"hang " + os.fsencode(log), AT)
    with Workers(2, parse=dangerous, hang=0.7) as workers:
        found = workers(mails)
    assert found[3] == Unreadable("parser-hung", len(mails[3].data))
    assert sum(isinstance(each, Message) for each in found) == 19
    assert log.read_text().count("started") == STARTS


def test_a_process_that_never_starts_is_no_mails_fault() -> None:
    with Workers(1, parse=dead_at_once) as workers, pytest.raises(RuntimeError, match="does not start"):
        workers([Raw(mail(name(1), "s"), AT)])


def test_a_connector_does_not_notice_who_parses(tmp_path: Path) -> None:
    world = Tree(tmp_path)
    for number in range(30):
        world.deliver(name(number), "first")
    with Workers(2) as workers:
        connector = Eml(world.path, MEMBER, parse=workers)
        there = [copy for page in connector.changes(only_scope(connector), None) for copy in page.changed]
    here = [copy for page in world.connector().changes(only_scope(connector), None) for copy in page.changed]
    assert there == here
