"""What would leave the house now: every member's digest and follow-ups, as values and as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from dossier.model import Address, Agency, Client, Dossier, Member, Nudge, NudgeState
from dossier.nudges import StoredNudge
from dossier.worktime import WorkCalendar
from outbox.digest import Coverage, Digest, compose
from outbox.entry import calendar_file
from outbox.followup import FollowUp, plan
from outbox.mail import digest_mail
from outbox.phrases import Phrases
from outbox.render import Rendered, phrases_for, render
from outbox.slots import Interval

SEND_AT = time(8, 45)
HOST = "wanglai.invalid"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outgoing, and the files it was written to (none: it was only made)."""

    key: str
    kind: str
    recipient: str
    files: tuple[tuple[str, bytes], ...]
    """Name and content; the first is what would be sent."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a digest is made from: everybody's clients and nudges, at a moment."""

    agency: Agency
    calendars: Mapping[str, WorkCalendar]
    clients: Mapping[str, Client]
    dossiers: Mapping[str, Dossier]
    nudges: tuple[StoredNudge, ...]
    as_of: datetime
    send_at: time = SEND_AT
    coverage: Coverage | None = None
    settled: tuple[Nudge, ...] = ()
    most: int = 7

    def hour(self, member: Member) -> datetime:
        """Return when the member's digest of this day leaves, or now if that has passed."""
        calendar = self.calendars[member.address]
        return max(self.as_of, calendar.moment(calendar.day_of(self.as_of), self.send_at))

    def due(self, at: datetime) -> list[Nudge]:
        """Return what is open by then if nothing happens until then."""
        return [
            stored.nudge
            for stored in self.nudges
            if stored.state is NudgeState.OPEN or (stored.state is NudgeState.PLANNED and stored.nudge.due <= at)
        ]

    def digest(self, member: Member) -> Digest | None:
        """Compose a member's digest; None where there is nothing to say."""
        at, calendar = self.hour(member), self.calendars[member.address]
        return compose(
            member,
            calendar.day_of(at),
            self.due(at),
            calendar=calendar,
            agency=self.agency,
            clients=self.clients,
            coverage=self.coverage and self.coverage._replace(as_of=at),
            settled=self.settled,
            conversations=self._conversations(),
            most=self.most,
        )

    def follow_ups(self, member: Member) -> tuple[FollowUp, ...]:
        """Plan a member's follow-ups around their meetings."""
        at, calendar = self.hour(member), self.calendars[member.address]
        return plan(
            member,
            at,
            self.due(at),
            calendar=calendar,
            agency=self.agency,
            clients=self.clients,
            phrases=Phrases(member.language, timezone=member.timezone, today=calendar.day_of(at)),
            busy=tuple(self._busy(member)),
            host=HOST,
        )

    def _busy(self, member: Member) -> Iterator[Interval]:
        for dossier in self.dossiers.values():
            for meeting in dossier.meetings:
                mine = not set(meeting.members).isdisjoint(member.addresses)
                if mine and not meeting.cancelled and not meeting.all_day and meeting.end > self.as_of:
                    yield meeting.start, meeting.end

    def _conversations(self) -> dict[str, str]:
        everything = (message for dossier in self.dossiers.values() for message in dossier.messages)
        return {message.id: message.conversation for message in everything}


def parcels(desk: Desk) -> Iterator[Parcel]:
    """Make everything that would leave now, member by member."""
    for member in desk.agency.members:
        digest = desk.digest(member)
        if digest is not None:
            yield digest_parcel(digest, desk.hour(member))
        for follow_up in desk.follow_ups(member):
            yield followup_parcel(follow_up, desk.agency, desk.as_of)


def digest_parcel(digest: Digest, at: datetime) -> Parcel:
    """Make a digest's files: the mail, and its two bodies to look at."""
    rendered: Rendered = render(digest, phrases_for(digest))
    mail = digest_mail(digest, rendered, sender=Address("wanglai 往来", f"digest@{HOST}"), at=at)
    stem = f"{digest.member.address.partition('@')[0]}-{digest.day.isoformat()}"
    files = (
        (f"digests/{stem}.eml", mail),
        (f"digests/{stem}.html", rendered.html.encode()),
        (f"digests/{stem}.txt", rendered.text.encode()),
    )
    return Parcel(digest.key, "digest", digest.member.address, files)


def followup_parcel(follow_up: FollowUp, agency: Agency, now: datetime) -> Parcel:
    """Make a follow-up's file."""
    member = follow_up.member.partition("@")[0]
    name = f"follow-ups/{member}-{follow_up.start:%Y%m%d-%H%M}.ics"
    data = calendar_file(follow_up, agency=agency, stamp=now)
    return Parcel(follow_up.key, "followup", follow_up.member, ((name, data),))


def write(made: Iterable[Parcel], folder: Path) -> None:
    """Write every parcel's files below a folder."""
    for parcel in made:
        for name, content in parcel.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
