"""`people_changed`: somebody left, is away, hands over, or is new."""

from __future__ import annotations

import inspect

import pytest

from tests.story import nudges


def story(request: pytest.FixtureRequest, **options: object):
    return nudges("people_changed", inspect.getdoc(request.function) or "", **options)


def test_a_hard_bounce_means_somebody_may_have_left(request):
    """Bounced.

    Mon 2 Mar 10:00  Li -> Wang: Report
        The report is attached.
    Mon 2 Mar 10:01  bounce Wang
    """
    [nudge] = story(request)

    assert (nudge.variant, nudge.contact) == ("bounced", "wang@acme.example")


def test_a_hand_over_names_the_successor(request):
    """交接。

    Mon 2 Mar 10:00  Wang -> Li: 工作交接
        李伟你好，我本月底离职，之后由赵磊（zhao@acme.example）接手，感谢支持！
    """
    [nudge] = story(request)

    assert nudge.variant == "hand_over"
    assert "zhao" in str(dict(nudge.params)["deputy"]).lower() or "赵磊" in str(dict(nudge.params)["deputy"])


def test_a_long_absence_with_a_deputy(request):
    """Away for weeks.

    Mon 2 Mar 10:00  Wang -> Li (absent): Automatic reply
        I am on parental leave until 30 April. For urgent matters please contact Zhao Lei (zhao@acme.example).
    """
    [nudge] = story(request)

    assert nudge.variant == "absent"


def test_a_day_off_is_nobodys_business(request):
    """Back tomorrow.

    Mon 2 Mar 10:00  Wang -> Li (absent): Automatic reply
        I am out of the office today and will be back on 3 March.
    """
    assert story(request) == []


def test_a_new_name_at_a_client_we_have_long_known(request):
    """Somebody new writes.

    Mon 2 Mar 10:00  Li -> Wang: Report
        The report is attached.
    Mon 13 Apr 10:00  Newcomer -> Li: Hello
        Hello Li, I am the new brand manager and will look after the film.
    """
    assert [nudge.variant for nudge in story(request)] == ["new_name"]


def test_at_a_client_just_met_everybody_is_new(request):
    """The first week.

    Mon 2 Mar 10:00  Wang -> Li: Hello
        Hello!
    Tue 3 Mar 10:00  Newcomer -> Li: Hello
        Hello Li, nice to meet you.
    """
    assert story(request) == []
