"""Who gives asks nothing: advice, problems solved, leave-taking, hearsay, listings. Who bids does."""

from __future__ import annotations

import pytest

from dossier.model import SignalKind
from dossier.reading import asks, owes_nothing
from dossier.reading.output import is_output

LEAVING = ["Keep it up!", "It runs now, tanks a lot!\n\nKindly,\n\nMaria", "Tnx again, all good.", "Thx mate.\nKindly"]
SOLVED = [
    "Hi Tom, my problem was in the 'backup' user of the database. I'm sorry for the inconvenience!",
    "We could not see the film on the stand. It was the cable. Thanks!",
    "The export failed twice. Found it: it was just my browser. Thanks",
    "I changed the profile and now it works. It did not print before.",
    "The page didn't load, but I figured out why. Works like a charm.",
    "昨天后台一直打不开，原来是缓存的问题，已经好了，谢谢。",
    "之前显示不了，找到原因了，搞定了。",
]
ALONE = [
    "Thanks, I will try that tonight. The player does not start without the key. I'll let you know how it goes.",
    "I don't quite follow the part on colours, but I am sure I can find out.",
]
ADVICE = [
    "Edit the settings file.\nThen restart the player.\nHope this helps.",
    "I had the same problem last year. Change the port in the settings and it prints.",
    "AFAIK you need to register the player first. Don't forget the serial number.",
    "The solution to your problem is the other driver. Install the old one.",
    "If you want to hide the price, clean up that field. You can also create a group for the guests.",
    "我们之前也遇到过同样的情况，打不开后台。把缓存清掉就行，希望对你有帮助。",
    "你可以先把浏览器更新一下，再重新登录试试看。",
]
BIDS = [
    "Change the headline to Summer Sale",
    "You should make the logo bigger. You need to change the headline.",
    "You can use the old photo. Change the headline to Summer Sale.",
    "You must correct the price on page two.",
    "I had a look at the layout. Make sure the legal line is in.",
    "结尾改成清晨",
    "标题换成大号的",
]


@pytest.mark.parametrize("text", [*LEAVING, *SOLVED, *ALONE, *ADVICE])
def test_who_gives_or_takes_leave_asks_nothing(signals, text):
    assert asks(signals(text)) is None


@pytest.mark.parametrize("text", BIDS)
def test_who_bids_asks_though_no_word_asks(signals, text):
    assert asks(signals(text)).kind is SignalKind.REQUEST


@pytest.mark.parametrize("text", ADVICE[:2])
def test_advice_that_opens_a_conversation_owes_nothing(signals, text):
    assert owes_nothing(text, signals(text))


def test_a_question_stays_one_among_advice(signals):
    """Anna had the same trouble, tells her way out, and asks for the invoice."""
    said = signals("I had the same problem. Restart the player. Hope this helps. Could you resend the invoice?")

    assert [signal.quote for signal in said if signal.kind is SignalKind.REQUEST] == ["Could you resend the invoice?"]


@pytest.mark.parametrize(
    "text",
    [
        "But Noel said most glitches will be fixed by Friday.",
        "The banners will go live at 18:00.",
        "两条素材今天 18:00 上线",
    ],
)
def test_hearsay_and_announcements_promise_nothing(kinds, text):
    assert "promise" not in kinds(text)


def test_what_is_announced_as_a_question_is_one(signals):
    assert asks(signals("内部还有一个问题：预算能否再压 10%？")).kind is SignalKind.QUESTION


def test_a_brief_is_one_before_it_is_a_request_and_carries_the_day(signals):
    ask = asks(signals("冬季新品的 brief 见附件，请贵司 12 月 16 日前提供初步思路"))

    assert ask.kind is SignalKind.BRIEF
    assert ask.due is not None
    assert (ask.due.month, ask.due.day) == (12, 16)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rx packets:3023 errors:0 dropped:0 overruns:0 frame:0", True),
        ("-a input -p tcp --dport 80 -j drop", True),
        ("there is an error on the page http://a.example/b", False),
        ("meeting 12/10 18:00, 13/10 9:00, 14/10 10:00, 15/10 11:00", False),
        ("does --verbose=1 --help --fast=2 --all=3 work?", False),
    ],
)
def test_what_a_machine_printed_is_told_by_its_signs(text, expected):
    assert is_output(text) is expected


def test_a_listing_says_nothing(kinds):
    assert kinds("RX packets:3023 errors:0 dropped:0 overruns:0 frame:0") == []
