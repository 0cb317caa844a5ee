"""Everybody's working time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dossier.model import Agency, WorkHours
from dossier.worktime import NO_OVERLAY, Overlay, WorkCalendar


def calendars(agency: Agency, extra: Overlay = NO_OVERLAY) -> dict[str, WorkCalendar]:
    """Return everybody's working time by address, and the agency's under `""`."""
    own = {
        address: WorkCalendar.for_member(member, agency, extra)
        for member in agency.members
        for address in member.addresses
    }
    hours = agency.members[0].hours if agency.members else WorkHours()
    return {"": WorkCalendar(ZoneInfo(agency.timezone), hours, agency.holidays, extra), **own}
