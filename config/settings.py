"""What can be set, its types and its defaults. The page docs/configure.md lists the same, and a test compares."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

Language = Literal["en", "zh-CN"]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("zone", "no such time zone; write e.g. Asia/Shanghai or Europe/London") from None
    return name


def _hours(span: str) -> str:
    try:
        start, end = (time.fromisoformat(part.strip()) for part in span.split("-"))
    except ValueError:
        raise PydanticCustomError("hours", "write working hours as 09:30-18:30") from None
    if not start < end:
        raise PydanticCustomError("hours_order", "working hours end after they begin: 09:30-18:30")
    return span


def _clock(written: str) -> str:
    try:
        time.fromisoformat(written)
    except ValueError:
        raise PydanticCustomError("clock", "write a time of day as 08:45") from None
    return written


def _address(written: str) -> str:
    local, at, domain = written.strip().rpartition("@")
    if not (local and at and domain) or any(letter.isspace() for letter in written.strip()):
        raise PydanticCustomError("address", "this is no mail address; write e.g. li.wei@agency.example")
    return written.strip().lower()


Zone = Annotated[str, AfterValidator(_zone)]
Hours = Annotated[str, AfterValidator(_hours)]
Clock = Annotated[str, AfterValidator(_clock)]
MailAddress = Annotated[str, AfterValidator(_address)]


class Section(BaseModel):
    """A table of wanglai.toml; a key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AgencySettings(Section):
    """The house: its name, its own domains, its time and language."""

    name: str = ""
    domains: tuple[str, ...] = ()
    timezone: Zone = "Asia/Shanghai"
    language: Language = "zh-CN"
    holidays: tuple[str, ...] = ("CN",)
    work_hours: Hours = "09:30-18:30"
    lunch: Hours = "12:00-13:30"


class MemberSettings(Section):
    """A person of the agency. What is left out is the agency's."""

    address: MailAddress
    aliases: tuple[MailAddress, ...] = ()
    name: str = ""
    role: Literal["manager", "lead", "admin"] = "manager"
    lead: str = ""
    language: Language | None = None
    timezone: Zone | None = None
    work_hours: Hours | None = None
    holidays: tuple[str, ...] | None = None


class MailboxSettings(Section):
    """One connected identity; for local mail the path it lies at."""

    address: MailAddress
    provider: Literal["local"] = "local"
    path: Path


class DigestSettings(Section):
    """The one mail a day."""

    send_at: Clock = "08:45"
    max_items: Annotated[int, Field(ge=1, le=20)] = 7


class CalendarSettings(Section):
    """Working days beyond what the holiday tables know."""

    overlay: Path | None = None


class StoreSettings(Section):
    """Where wanglai remembers: a path, or empty for wanglai.db beside the configuration."""

    url: str = ""


class Settings(Section):
    """All of wanglai.toml."""

    agency: AgencySettings = AgencySettings()
    member: tuple[MemberSettings, ...] = ()
    mailbox: tuple[MailboxSettings, ...] = ()
    digest: DigestSettings = DigestSettings()
    calendar: CalendarSettings = CalendarSettings()
    store: StoreSettings = StoreSettings()
    rules: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Options by rule name; what they may be is the rule's business and checked at start."""
