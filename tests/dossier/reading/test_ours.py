"""What we wrote: a promise, a bare acknowledgement, or an answer."""

from __future__ import annotations

import pytest

from dossier.model import SignalKind
from dossier.reading import delivers, is_bare_acknowledgement

PROMISES = [
    ("I'll send you the estimate by Friday.", "2026-11-20T10:30:00+00:00"),
    ("We will deliver the final files tomorrow.", "2026-11-19T10:30:00+00:00"),
    ("You'll have the new layout on Monday.", "2026-11-23T10:30:00+00:00"),
    ("I am going to call the printer and let you know.", None),
    ("Our designer will upload the drafts tonight.", "any"),
    ("周五前给您报价。", "2026-11-20T10:30:00+00:00"),
    ("明天上午把修改稿发过去。", "2026-11-19T04:00:00+00:00"),
    ("这两天就给到您。", "any"),
    ("我们会在周一提交终稿。", "2026-11-23T10:30:00+00:00"),
    ("合同盖章后我马上寄给您。", None),
    ("我来安排一下，定了通知大家。", None),
]
NO_PROMISES = [
    "I will be in Shanghai next week.",
    "I can send a sample if you like.",
    "We won't be able to finish before May.",
    "We sent the files on Monday.",
    "You will get a call from the courier.",
    "She said she will send it.",
    "If the client agrees, I will book the studio.",
    "Will I get the files by Friday?",
    "我下周在北京。",
    "如果您需要，我可以再发一版。",
    "我们上周已经把样片发给您了。",
    "他们会把资料发给您。",
    "周五前发不出来。",
    "周五能给您吗？",
]
BARE = [
    "Got it, will check.",
    "Thanks, let me look into it and get back to you.",
    "Noted.",
    "Hi Anna,\n\nthank you for your mail. We are looking into this.\n\nBest regards\nLi Na",
    "Let me ask the team.",
    "收到，我看一下。",
    "好的，稍后回复您。",
    "王总您好，\n邮件已收到，我们内部确认一下，尽快给您答复。\n\n祝好",
    "明白，我问问设计。",
    "收到！",
]
ANSWERS = [
    "Got it. The total is 12,400 including VAT.",
    "Noted. Attached is the new version.",
    "Yes, the music is included.",
    "Thanks, we have corrected the date on page two.",
    "Will check. Could you send me the order number?",
    "The error came from an expired certificate.",
    "好的，附件是最新报价，请查收。",
    "收到，尺寸已经改成A3。",
    "可以的，周三下午三点见。",
    "明白。因为纸张缺货，最快要两周。",
    "收到，麻烦再发一下订单号。",
    "Got it. We will deliver three posters.",
    "收到，我们明天交付三张海报。",
]


@pytest.mark.parametrize(("text", "due"), PROMISES)
def test_what_we_say_we_shall_do_is_a_promise(signals, text, due):
    promise = next(signal for signal in signals(text) if signal.kind is SignalKind.PROMISE)

    assert promise.quote == text
    if due != "any":
        assert (promise.due and promise.due.isoformat()) == due


@pytest.mark.parametrize("text", NO_PROMISES)
def test_plans_offers_the_past_and_others_deeds_are_no_promises(kinds, text):
    assert "promise" not in kinds(text)


@pytest.mark.parametrize("text", BARE)
def test_received_and_will_see_is_a_bare_acknowledgement(signals, text):
    found = signals(text)

    assert SignalKind.ACKNOWLEDGEMENT in {signal.kind for signal in found}
    assert is_bare_acknowledgement(text, found)


@pytest.mark.parametrize("text", ANSWERS)
def test_whatever_answers_is_no_bare_acknowledgement(signals, text):
    assert not is_bare_acknowledgement(text, signals(text))


@pytest.mark.parametrize("text", ["收到，我今天下班前给您回复。", "Thanks, I'll get back to you by Friday."])
def test_an_acknowledgement_may_promise_words(signals, text):
    found = signals(text)

    assert is_bare_acknowledgement(text, found)
    assert SignalKind.PROMISE in {signal.kind for signal in found}


@pytest.mark.parametrize(
    "text",
    [
        "Attached is the plan.",
        "Here is the link: https://files.example/1",
        "附件为终稿，请查收。",
        "样片已上传到网盘。",
    ],
)
def test_words_of_delivery_deliver(text):
    assert delivers(text)


@pytest.mark.parametrize("text", ["I will send the plan.", "稍后发您附件。", "Could you send the attached?", "收到。"])
def test_words_of_intent_do_not(text):
    assert not delivers(text)
