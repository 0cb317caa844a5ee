"""The living half of a printed dossier: what is owed, when we met, what was last written about, and with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from dossier.model import Contact, Debtor, Direction, FiledMeeting, FiledMessage, MessageKind, Obligation, Rhythm
from outbox.block import Block, Entry, Teller, dotted, listed
from outbox.clean import NAME, clean_line

MOST_OWED = 10
MOST_MEETINGS = 3
MOST_CONVERSATIONS = 6
MOST_PEOPLE = 20
QUOTE = 160
"""Characters of a quote that are shown: a page has more room than a digest."""
STILL_COUNTS = timedelta(days=28)
"""How long after its day something is listed by its words; then it is only counted, as the rules let go of it too."""


def open_obligations(teller: Teller, debtor: Debtor) -> list[Obligation]:
    """Return what is owed on the dossier's day and still counts: dated things first, by date; then the newest."""
    found = [owed for owed in _unsettled(teller, debtor) if not _stale(teller, owed)]
    return sorted(found, key=lambda owed: (owed.due is None, owed.due.timestamp() if owed.due else -_asked(owed)))


def _unsettled(teller: Teller, debtor: Debtor) -> list[Obligation]:
    """Return what one side owes, however old; a meeting that is yet to come settles nothing yet."""
    return [
        owed
        for owed in teller.dossier.obligations
        if owed.debtor is debtor and (owed.settled_at is None or teller.day(owed.settled_at) > teller.dossier.today)
    ]


def _stale(teller: Teller, owed: Obligation) -> bool:
    return teller.dossier.today - teller.day(owed.due or owed.source.at) > STILL_COUNTS


def _asked(owed: Obligation) -> float:
    return owed.source.at.timestamp()


def owed(teller: Teller, debtor: Debtor) -> Block:
    """Return what one side owes the other, with the words it rests on."""
    say, found = teller.phrases.say, open_obligations(teller, debtor)
    rest = len(_unsettled(teller, debtor)) - min(len(found), MOST_OWED)
    note = say("dossier.owed.older", n=rest) if rest > 0 else "" if found else say("dossier.owed.none")
    entries = listed(found, MOST_OWED, lambda one: _owed(teller, one))
    return Block(say(f"dossier.owed.{debtor}"), (), entries, note)


def _owed(teller: Teller, found: Obligation) -> Entry:
    say, source = teller.phrases.say, found.source
    text = clean_line(found.quote or source.subject, QUOTE)
    said = say("dossier.said", kind=say(f"dossier.kind.{found.kind}"), sender=_writer(teller, source), at=source.at)
    subject = clean_line(source.subject, 60)
    answered = say("dossier.acknowledged", at=found.acknowledged_at) if found.acknowledged_at else ""
    asked_of = found.debtor is Debtor.US and source.direction is Direction.IN
    mine = say("dossier.for", member=teller.name(found.member)) if asked_of else ""
    badge = _deadline(teller, found.due) if found.due else ""
    return Entry(text, teller.phrases.foreign(text), dotted((said, mine, answered, subject)), badge, quoted=True)


def _deadline(teller: Teller, due: datetime) -> str:
    late = teller.day(due) < teller.dossier.today
    return teller.phrases.say("digest.late" if late else "digest.due", due=due)


def meetings(teller: Teller) -> Block:
    """Return the meetings that are next (those of today among them), and the last ones."""
    say, ahead, past = teller.phrases.say, *ahead_and_past(teller)
    entries = [_meeting(teller, meeting, "dossier.meeting.next") for meeting in ahead[:MOST_MEETINGS]]
    entries += [_meeting(teller, meeting, "") for meeting in reversed(past[-MOST_MEETINGS:])]
    return Block(say("dossier.meetings"), (), tuple(entries), "" if entries else say("dossier.meetings.none"))


def ahead_and_past(teller: Teller) -> tuple[list[FiledMeeting], list[FiledMeeting]]:
    """Return the meetings of the dossier's day and later, and those before, in order of time."""
    today = teller.dossier.today
    held = [meeting for meeting in teller.dossier.meetings if not meeting.cancelled]
    ahead = [meeting for meeting in held if teller.day(meeting.start) >= today]
    return ahead, held[: len(held) - len(ahead)]


def _meeting(teller: Teller, meeting: FiledMeeting, badge: str) -> Entry:
    phrases = teller.phrases
    text = clean_line(meeting.title, 100) or phrases.say("dossier.meeting.untitled")
    meta = dotted((meeting_time(teller, meeting), teller.names((*meeting.contacts, *meeting.members))))
    return Entry(text, phrases.foreign(text), meta, phrases.say(badge) if badge else "")


def meeting_time(teller: Teller, meeting: FiledMeeting) -> str:
    """Return when a meeting begins; of one that takes all day the day."""
    day = teller.day(meeting.start)
    return teller.phrases.day(day) if meeting.all_day else teller.phrases.moment(meeting.start)


def conversations(teller: Teller) -> Block:
    """Return what was last written about: subject, how many messages, who wrote last and when."""
    say = teller.phrases.say
    found: dict[str, list[FiledMessage]] = defaultdict(list)
    for message in teller.dossier.messages:
        if message.kind is MessageKind.PERSON:
            found[message.conversation].append(message)
    latest = sorted(found.values(), key=lambda messages: messages[-1].at, reverse=True)
    entries = listed(latest, MOST_CONVERSATIONS, lambda messages: _conversation(teller, messages))
    return Block(say("dossier.conversations"), (), entries, "" if entries else say("dossier.conversations.none"))


def _conversation(teller: Teller, messages: Sequence[FiledMessage]) -> Entry:
    say, last = teller.phrases.say, messages[-1]
    text = clean_line(messages[0].subject, 100) or say("dossier.conversation.untitled")
    said = say("dossier.last_by", sender=_writer(teller, last), at=last.at)
    return Entry(text, teller.phrases.foreign(text), dotted((said, say("dossier.messages", n=len(messages)))))


def _writer(teller: Teller, message: FiledMessage) -> str:
    """Return who wrote it; of our own people it is said that they are."""
    name = teller.name(message.sender.email)
    return teller.phrases.say("dossier.ours", member=name) if message.direction is Direction.OUT else name


def people(teller: Teller) -> Block:
    """Return the people there, the book's first: how to reach them, when last, how often usually."""
    dossier, say = teller.dossier, teller.phrases.say
    seen = [who for who in dossier.rhythms if who and dossier.client.contact(who) is None]
    seen.sort(key=lambda who: dossier.rhythms[who].last, reverse=True)
    everyone = [*dossier.client.contacts, *(Contact((who,)) for who in seen)]
    rest = len(everyone) - MOST_PEOPLE
    note = say("dossier.more", n=rest) if rest > 0 else "" if everyone else say("dossier.people.none")
    return Block(say("dossier.people"), (), listed(everyone, MOST_PEOPLE, lambda one: _person(teller, one)), note)


def _person(teller: Teller, contact: Contact) -> Entry:
    phrases, dossier = teller.phrases, teller.dossier
    text = dotted((teller.name(contact.email), clean_line(contact.title, NAME), clean_line(contact.role, NAME)))
    reach = (clean_line(contact.email, 80), clean_line(contact.phone, NAME))
    found = [dossier.rhythms[email] for email in contact.emails if email in dossier.rhythms]
    latest = max(found, key=lambda rhythm: rhythm.last, default=None)
    listed_in_book = dossier.client.contact(contact.email) is not None
    badge = "dossier.gone" if contact.gone else "" if listed_in_book else "dossier.not_in_book"
    return Entry(
        text,
        phrases.foreign(text),
        dotted((*reach, rhythm_told(teller, latest))),
        phrases.say(badge) if badge else "",
    )


def rhythm_told(teller: Teller, rhythm: Rhythm | None) -> str:
    """Say when we were last in touch with somebody, and how often that usually happens."""
    if rhythm is None:
        return teller.phrases.say("dossier.never")
    usual = rhythm.usual_gap.days if rhythm.usual_gap else None
    return teller.phrases.say("dossier.rhythm", last=rhythm.last, usual=usual)
