"""`promise_due`: ours, with and without a day, kept here or elsewhere."""

from __future__ import annotations

import inspect

import pytest

from tests.story import local, nudges


def story(request: pytest.FixtureRequest):
    return nudges("promise_due", inspect.getdoc(request.function) or "")


def test_a_promise_with_a_day_is_due_that_morning(request):
    """Promised for Friday.

    Tue 3 Mar 14:00  Li -> Wang: Storyboard
        I'll send you the storyboard by Friday.
    """
    [nudge] = story(request)

    assert local(nudge.due) == "6 Mar 06:00"
    assert nudge.variant == "due"


def test_a_chinese_promise_across_the_holiday_falls_on_a_working_day(request):
    """节后给。

    Tue 29 Sep 14:00  Li -> Wang: 分镜
        陈总，分镜 v3 我们 10月9日下班前发您。
    """
    [nudge] = story(request)

    assert local(nudge.due) == "9 Oct 06:00"


def test_a_promise_kept_in_the_same_conversation(request):
    """Kept.

    Tue 3 Mar 14:00  Li -> Wang: Storyboard
        I'll send you the storyboard by Friday.
    Thu 5 Mar 16:00  Li -> Wang: Re: Storyboard
        Here it is, as promised.
        [storyboard.pdf]
    """
    assert story(request) == []


def test_a_promise_kept_in_another_conversation_by_a_colleague(request):
    """Kept elsewhere.

    Tue 3 Mar 14:00  Li -> Wang: Next steps
        我们周五前把分镜 v3 发给您。
    Thu 5 Mar 16:00  Zhou -> Wang: 分镜 v3
        王总好，分镜 v3 在附件，请查收。
        [分镜v3.pdf]
    """
    assert story(request) == []


def test_answering_something_else_does_not_keep_it(request):
    """Another question was answered meanwhile.

    Tue 3 Mar 14:00  Li -> Wang: Storyboard
        I'll send you the storyboard by Friday.
    Tue 3 Mar 15:00  Wang -> Li: Re: Storyboard
        Great. And who pays for the music?
    Tue 3 Mar 16:00  Li -> Wang: Re: Storyboard
        The music is on us.
    """
    [nudge] = story(request)

    assert nudge.evidence[0].id == "m1@story.example"


def test_an_offer_is_no_promise(request):
    """An offer.

    Tue 3 Mar 14:00  Li -> Wang: Cases
        I can send you three more cases if you like.
    """
    assert story(request) == []


def test_what_they_promise_is_not_ours(request):
    """Theirs.

    Tue 3 Mar 14:00  Wang -> Li: Product shots
        We will send you the product shots by Friday.
    """
    assert story(request) == []
