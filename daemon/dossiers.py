"""A dossier as programs see it (DESIGN.md §6, `client show --json`)."""

from __future__ import annotations

from daemon.report import Json
from dossier.model import Contact, Dossier, FiledMeeting, Obligation, Rhythm, TrackingEntry


def dossier_json(dossier: Dossier) -> Json:
    """Return a dossier in its four sections, with what is owed, said, met and usual."""
    client = dossier.client
    return {
        "key": client.key,
        "name": client.name,
        "basics": {
            "domains": list(client.domains),
            "aliases": list(client.aliases),
            "tier": str(client.tier),
            "owner": client.owner,
            "lead": client.lead,
            "contacts": [_contact(contact) for contact in client.contacts],
            "notes": dict(client.notes),
        },
        "business": {},
        "preferences": {
            "language": client.language,
            "cadence_days": client.cadence.days if client.cadence else None,
            "quiet_until": client.quiet_until.isoformat() if client.quiet_until else None,
            "channels": {contact.email: contact.channel for contact in client.contacts if contact.channel},
        },
        "tracking": [_entry(entry) for entry in dossier.tracking],
        "obligations": [_obligation(owed) for owed in dossier.obligations if owed.settled_at is None],
        "conversations": _conversations(dossier),
        "meetings": [_meeting(meeting) for meeting in dossier.meetings],
        "rhythm": {who: _rhythm(found) for who, found in dossier.rhythms.items()},
    }


def _contact(contact: Contact) -> Json:
    return {
        "name": contact.name,
        "emails": list(contact.emails),
        "title": contact.title,
        "role": contact.role,
        "phone": contact.phone,
        "birthday": contact.birthday,
        "notes": contact.notes,
    }


def _entry(entry: TrackingEntry) -> Json:
    return {
        "section": str(entry.section),
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "source": entry.source,
        "quote": entry.quote,
        "contact": entry.contact,
        "person": entry.person.email or entry.person.name if entry.person else None,
        "until": entry.until.isoformat() if entry.until else None,
        "superseded_by": entry.superseded_by or None,
    }


def _obligation(owed: Obligation) -> Json:
    return {
        "debtor": str(owed.debtor),
        "kind": str(owed.kind),
        "quote": owed.quote,
        "contact": owed.contact,
        "member": owed.member,
        "since": owed.source.at.isoformat(),
        "due": owed.due.isoformat() if owed.due else None,
        "source": owed.source.id,
        "acknowledged_by": owed.acknowledged_by or None,
    }


def _conversations(dossier: Dossier) -> list[Json]:
    """Return the conversations, the latest first."""
    found: dict[str, Json] = {}
    for message in dossier.messages:
        first = {"subject": message.subject, "messages": 0, "first": message.at.isoformat()}
        one = found.setdefault(message.conversation, first)
        one["messages"] += 1
        one["last"] = message.at.isoformat()
        one["last_by"] = message.sender.email
    return sorted(found.values(), key=lambda one: str(one["last"]), reverse=True)


def _meeting(meeting: FiledMeeting) -> Json:
    return {
        "id": meeting.id,
        "title": meeting.title,
        "start": meeting.start.isoformat(),
        "end": meeting.end.isoformat(),
        "contacts": list(meeting.contacts),
        "cancelled": meeting.cancelled,
    }


def _rhythm(found: Rhythm) -> Json:
    return {
        "touches": found.touches,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "usual_gap_days": found.usual_gap.days if found.usual_gap else None,
        "long_gap_days": found.long_gap.days if found.long_gap else None,
    }
