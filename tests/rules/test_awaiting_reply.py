"""`awaiting_reply`: when it fires, and above all when it must not."""

from __future__ import annotations

import inspect

import pytest

from dossier.model import Severity, Tier
from tests.story import ids, local, nudges, with_client


def story(request: pytest.FixtureRequest, **options: object):
    return nudges("awaiting_reply", inspect.getdoc(request.function) or "", **options)


def test_a_question_nobody_answered_is_due_one_working_day_later(request):
    """A question without an answer.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        Hi Li, how much would the second version cost?
    """
    [nudge] = story(request)

    assert local(nudge.due) == "3 Mar 10:00"
    assert nudge.evidence[0].quote == "Hi Li, how much would the second version cost?"
    assert (nudge.contact, nudge.owner) == ("wang@acme.example", "li@agency.example")


def test_the_national_holiday_in_between_does_not_count(request):
    """国庆前一天下午提的问题，节后才到期。

    Wed 30 Sep 15:00  Wang -> Li: 预算
        李伟，预算能否再压 10%？
    """
    [nudge] = story(request)

    assert local(nudge.due) == "8 Oct 15:00"


def test_an_answer_in_the_same_conversation_settles_it(request):
    """Answered.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much would the second version cost?
    Mon 2 Mar 11:00  Li -> Wang: Re: Quote
        It would be 20,000 including the edit.
    """
    assert story(request) == []


def test_a_colleague_in_another_conversation_may_answer(request):
    """A colleague answers with a mail of her own.

    Mon 2 Mar 10:00  Wang -> Li: Key visual
        李伟，主视觉的源文件能发我一份吗？
    Mon 2 Mar 16:00  Zhou -> Wang: 主视觉源文件
        王芳您好，主视觉的源文件在附件，请查收。
        [kv.zip]
    """
    assert story(request) == []


def test_a_mail_about_something_else_does_not_answer(request):
    """Written to, but about something else.

    Mon 2 Mar 10:00  Wang -> Li: Key visual
        Could you send me the source files of the key visual?
    Mon 2 Mar 16:00  Li -> Wang: Lunch on Thursday
        The table is booked for twelve thirty at the usual place.
    """
    assert ids(story(request)) == ["m1@story.example"]


@pytest.mark.parametrize(
    "said", ["Will check.", "收到，我看一下，稍后回复您。", "Let me look into it and get back to you."]
)
def test_a_bare_acknowledgement_does_not_settle(said):
    [nudge] = nudges(
        "awaiting_reply",
        f"""Acknowledged only.

        Mon 2 Mar 10:00  Wang -> Li: Quote
            Could you send the quote for the live stream?
        Mon 2 Mar 10:30  Li -> Wang: Re: Quote
            {said}
        """,
    )

    assert nudge.variant == "acknowledged"


@pytest.mark.parametrize(
    "said",
    [
        "Thanks a lot!",
        "收到，谢谢！",
        "好的，辛苦了。",
        "Great, thank you. Have a nice weekend!",
        "FYI, no reply needed.",
        "供参考，无需回复。",
        "Got it, all clear now.",
    ],
)
def test_thanks_and_closings_owe_nothing(said):
    assert (
        nudges(
            "awaiting_reply",
            f"""Thanks.

            Mon 2 Mar 10:00  Li -> Wang: Report
                The report is attached.
            Mon 2 Mar 10:30  Wang -> Li: Re: Report
                {said}
            """,
        )
        == []
    )


def test_the_client_says_it_is_solved(request):
    """Solved without us.

    Mon 2 Mar 10:00  Wang -> Li: Login
        I can't log in to the asset library. Can you help?
    Mon 2 Mar 10:40  Wang -> Li: Re: Login
        Solved, our IT reset it. Thanks anyway!
    """
    assert story(request) == []


def test_a_meeting_with_the_asker_settles_it(request):
    """They talked about it.

    Mon 2 Mar 10:00  Wang -> Li: Budget
        Can we cut the budget by ten percent?
    Mon 2 Mar 15:00-15:30 meeting  Li, Wang: Budget
    """
    assert story(request) == []


def test_two_asks_in_one_conversation_are_two_obligations(request):
    """Two asks, one answer in between.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much is the film?
    Mon 2 Mar 11:00  Li -> Wang: Re: Quote
        The film is 20,000.
    Mon 2 Mar 12:00  Wang -> Li: Re: Quote
        And how much is the radio spot?
    """
    assert ids(story(request)) == ["m3@story.example"]


def test_whoever_is_only_copied_owes_nothing(request):
    """We are in copy.

    Mon 2 Mar 10:00  Wang -> Zhao (cc Li): Approval
        Lei, can you approve this?
    """
    assert story(request) == []


def test_an_absence_note_is_no_question(request):
    """Away.

    Mon 2 Mar 10:00  Wang -> Li (absent): Automatic reply
        I am away until 12 March. Can it wait? Otherwise please contact Zhao Lei.
    """
    assert story(request) == []


def test_a_complaint_is_loud_and_due_the_same_day(request):
    """Unhappy.

    Mon 2 Mar 09:40  Wang -> Li: Wrong logo
        This is the second time the wrong logo went live. We are very unhappy about it, please fix it.
    """
    [nudge] = story(request)

    assert nudge.severity is Severity.HIGH
    assert local(nudge.due).startswith("2 Mar")


def test_a_very_important_client_waits_four_working_hours(request):
    """VIP, over lunch.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much is the film?
    """
    [nudge] = nudges("awaiting_reply", inspect.getdoc(request.function) or "", with_client(tier=Tier.VIP))

    assert local(nudge.due) == "2 Mar 15:30"


def test_a_nudge_is_named_by_its_message_and_not_by_the_day(request):
    """A question.

    Mon 2 Mar 10:00  Wang -> Li: Quote
        How much is the film?
    """
    [nudge] = story(request)

    assert nudge.key == "awaiting_reply:acme:m1@story.example"
