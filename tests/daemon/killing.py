"""A made-up house of two mailboxes, and its ingest in a process that dies at whichever statement it is told to.

The ingest is the service's: connectors, `sync`, `Evaluator.marked`, `pass_time`, on a store on disk. A step is one
statement of SQLite's, those that make the schema and those that begin and commit included.
"""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from connectors.base import Connector
from connectors.local.eml import Eml
from connectors.local.ics import Ics
from connectors.local.maildir import Maildir
from connectors.local.mbox import Mbox
from connectors.local.parsing import Parse
from daemon.clocks import calendars
from daemon.evaluate import Evaluator, pass_time
from daemon.filing import Clerk
from daemon.sync import sync
from dossier.matching import Book
from dossier.model import Agency, Client, Contact, Member
from store import sqlite
from store.rows import Matcher
from store.sqlite import Store

NOW = datetime(2026, 4, 15, 2, tzinfo=UTC)
MEI, LI = "mei@agency.example", "li@agency.example"
AGENCY = Agency(
    members=tuple(Member(addresses=(one,), timezone="Asia/Shanghai", holidays=("CN",)) for one in (MEI, LI)),
    domains=frozenset({"agency.example"}),
    timezone="Asia/Shanghai",
    holidays=("CN",),
)
CLIENTS = [
    Client(
        key=f"client{number}",
        name=f"Client {number}",
        domains=(f"client{number}.example",),
        owner=(MEI, LI)[number % 2],
        contacts=(Contact(emails=(f"wang@client{number}.example",), name="Wang Fang", role="decision maker"),),
    )
    for number in range(6)
]
NOBODY = Matcher(mail=lambda _: (), meeting=lambda _: ())
MESSAGES = 210
THEIRS = (
    "Could you send us the media plan by Friday?",
    "麻烦周五前把报价单发给我，谢谢！",
    "Thanks, all clear, no further questions.",
    "排期已收到，请确认一下预算是否包含税费？",
    "This is unacceptable: the poster is wrong again. Please fix it today.",
    "从下周一起由我的同事赵磊接手这个项目。",
)
OURS = (
    "I will send you the revised quote by Thursday.",
    "收到，我看一下。",
    "The media plan is attached, the budget includes tax.",
    "我们明天下班前把方案发给您。",
)


def lay_out(folder: Path) -> None:
    """Write a Maildir with a folder of sent mail and an .ics file for Mei, an mbox, mail files and an .ics for Li."""
    for name in ("mei/cur", "mei/new", "mei/tmp", "mei/.Sent/cur", "mei/.Sent/new", "mei/.Sent/tmp", "li/files"):
        (folder / name).mkdir(parents=True)
    box: list[bytes] = []
    for number in range(MESSAGES):
        raw, ours = _letter(number)
        if number % 3 != 1:
            where = "mei/.Sent/cur" if ours else "mei/cur"
            flags = "ST" if number % 41 == 0 else "S"
            (folder / where / f"16000{number:05d}.M{number}P1.host.example:2,{flags}").write_bytes(raw)
        if number % 4 == 1:
            (folder / "li/files" / f"{number}.eml").write_bytes(raw)
        elif number % 4 != 2:
            box.append(b"From - Mon Mar  2 10:00:00 2026\n" + raw.replace(b"\r\n", b"\n") + b"\n")
    (folder / "li/box").write_bytes(b"".join(box))
    (folder / "li/files/broken.eml").write_bytes(b"no header at all\n" * 9)
    for who in ("mei", "li"):
        (folder / f"{who}.ics").write_text(_calendar(), encoding="utf-8", newline="")


def _letter(number: int) -> tuple[bytes, bool]:
    """Return a mail of one of 60 conversations, and whether we wrote it."""
    thread = number % 60
    client, turn = thread % 8, number // 60
    them = f"{('wang', 'zhao')[thread % 2]}@client{client}.example"
    ours = turn % 2 == 1
    mail = EmailMessage()
    mail["From"], mail["To"] = (MEI, them) if ours else (them, MEI)
    mail["Cc"] = "zhao@client5.example, " + LI if number % 7 == 0 else LI
    if number % 29 == 0:
        mail.replace_header("From", LI)
        mail.replace_header("To", MEI)
        mail.replace_header("Cc", LI)
    mail["Subject"] = ("Re: " if turn else "") + f"方案 plan {thread}"
    mail["Date"] = format_datetime(datetime(2026, 2, 2, 1, tzinfo=UTC) + timedelta(hours=7 * number))
    if number % 37:
        mail["Message-ID"] = f"<{number}@mail.example>"
    if turn and thread % 3:
        mail["References"] = f"<{number - 60}@mail.example>"
    if number % 23 == 0:
        mail["Auto-Submitted"], mail["X-Autoreply"] = "auto-replied", "yes"
    if number % 31 == 0:
        mail["List-Id"] = "<news.client1.example>"
    text = (OURS if ours else THEIRS)[number % (4 if ours else 6)]
    mail.set_content(f"{text}\n\nBest regards,\nWang Fang\n", charset="gb18030" if number % 2 else "utf-8", cte="8bit")
    if number % 19 == 0:
        mail.add_attachment(b"made up", maintype="application", subtype="pdf", filename="plan.pdf")
    return mail.as_bytes(), ours


def _calendar() -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//house.example//EN"]
    for number in range(40):
        start = datetime(2026, 2, 3, 2, tzinfo=UTC) + timedelta(days=2 * number)
        rule = ["RRULE:FREQ=WEEKLY;COUNT=4"] if number % 10 == 0 else []
        lines += ["BEGIN:VEVENT", f"UID:{number}@house.example", f"DTSTAMP:{start:%Y%m%dT%H%M%SZ}"]
        lines += [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", "DURATION:PT1H", f"SUMMARY:会议 {number}", *rule]
        lines += [f"ORGANIZER:mailto:{MEI}", f"ATTENDEE:mailto:wang@client{number % 8}.example"]
        lines += ["STATUS:CANCELLED" if number % 9 == 0 else "STATUS:CONFIRMED", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def connectors(folder: Path, parse: Parse) -> Iterator[Connector]:
    """Open every mailbox, with a clock that stands still: a cursor says when its directories were looked through."""
    window = (date(2025, 6, 1), date(2026, 6, 1))
    yield Maildir(folder / "mei", MEI, parse=parse, clock=NOW.timestamp)
    yield Mbox(folder / "li/box", LI, at="box", parse=parse, clock=NOW.timestamp)
    yield Eml(folder / "li/files", LI, at="files", parse=parse, clock=NOW.timestamp)
    for who, address in (("mei", MEI), ("li", LI)):
        yield Ics(folder / f"{who}.ics", address, window=window, clock=NOW.timestamp)


@dataclass
class Steps:
    """Counts the statements of every connection that is opened while it lasts, and dies at the `deadly` one."""

    deadly: int = 0
    taken: int = 0

    def step(self, _: str) -> None:
        """Count one statement, just before it is carried out."""
        self.taken += 1
        if self.taken == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(self, *args: object, **options: object) -> sqlite3.Connection:
        """Open a connection whose statements are counted."""
        conn: sqlite3.Connection = sqlite3.connect(*args, **options)  # type: ignore[call-overload]  # passed on
        conn.set_trace_callback(self.step)
        return conn


class _Counted:
    """The sqlite3 module, as far as the store opens connections with it."""

    def __init__(self, steps: Steps) -> None:
        self.connect = steps.connect

    def __getattr__(self, name: str) -> object:
        return getattr(sqlite3, name)


def ingest(folder: Path, path: Path, deadly: int = 0) -> int:
    """Bring the store up to date and ask the rules, as the service does; return how many steps that took."""
    steps = Steps(deadly)
    sqlite.sqlite3 = _Counted(steps)  # type: ignore[assignment,attr-defined]  # put back below
    try:
        with Store.open(path) as store:
            _run(folder, store)
    finally:
        sqlite.sqlite3 = sqlite3  # type: ignore[attr-defined]  # as it was
    return steps.taken


def _run(folder: Path, store: Store) -> None:
    with store.reading() as reading:
        clients = list(reading.book())
    if not clients:
        clients = CLIENTS
        with store.transaction() as transaction:
            transaction.save_book(clients, NOBODY, NOW)
    book, clocks = Book(clients, AGENCY), calendars(AGENCY)
    clerk = Clerk(book, clocks)
    for one in sync(connectors(folder, clerk.parse), store, clerk, lambda: NOW):
        assert one.error is None, one
    Evaluator(book, clocks, {}).marked(store, NOW)
    pass_time(store, NOW)


def died_of(act: Callable[[], object]) -> int:
    """Do something in a forked child; return the signal that ended it, 0 where none did and -1 where it failed."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:  # noqa: BLE001 -- nothing of the test may go on in the child
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
