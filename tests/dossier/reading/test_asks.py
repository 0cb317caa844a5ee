"""What a mail to us asks for, and what owes nothing."""

from __future__ import annotations

import pytest

from dossier.model import SignalKind
from dossier.reading import asks, owes_nothing

QUESTIONS = [
    "What is the lead time for the brochures?",
    "Do you know when the printer delivers",
    "Hi Anna, which of the two logos did you choose?",
    "My question is whether the fee includes the music.",
    "We are wondering how the clicks are counted.",
    "样刊大概什么时候能到？",
    "请问这个报价含税吗",
    "这次的主视觉由谁来负责",
    "素材的规格是多少",
    "场地定了没有？",
]
REQUESTS = [
    "Could you resend the floor plan?",
    "Please send us the invoice by Friday.",
    "Send me the login for the media library.",
    "Let me know when the banners are up.",
    "I would appreciate a short summary for our board.",
    "We need the files in CMYK.",
    "Any news on the permit?",
    "Still waiting for the second proof.",
    "Peter, make sure the legal line is in.",
    "麻烦发我一份最新的排期表。",
    "烦请周五前确认一下最终版。",
    "帮忙改一下第二页的标题",
    "能否把预算明细再细化一下",
    "还请贵司尽快回复。",
    "辛苦今天把源文件发给我们。",
    "希望画面能再活泼一点。",
    "我们需要一份盖章的报价单",
]
PROBLEMS = [
    "The registration form doesn't load.",
    "I can't log in to the portal.",
    "We get an error when we upload the list.",
    "There is a typo in the headline.",
    "The colours are wrong on page three.",
    "后台登不上去。",
    "下载链接打不开了",
    "海报上的日期写错了。",
    "我们至今没有收到合同。",
    "监测数据和你们报的对不上",
]
COMPLAINTS = [
    "We are very disappointed with the event team.",
    "This is the second time the ads went out late, it is unacceptable.",
    "Nobody told us that the shoot was cancelled.",
    "对这次的执行我们非常不满意。",
    "又延期了，没有人提前通知我们。",
    "客服态度太差了",
]
BRIEFS = [
    "We are launching a new tea brand in May and are looking for an agency; the budget is about 80k.",
    "The creative brief is attached.",
    "我司即将推出一款新品，预算约50万，邀请贵司参与比稿。",
    "项目需求如下：面向年轻妈妈，三条短视频。",
]
NOTHING = [
    "Thanks a lot!",
    "Got it, thank you.",
    "Perfect, works for us.",
    "Never mind, we found the file.",
    "Solved, it was our firewall.",
    "FYI, the office is closed on Monday.",
    "Please find attached the signed contract.",
    "If you have any questions, please let me know.",
    "Please feel free to call me.",
    "Looking forward to meeting you next week.",
    "No rush, whenever you have time.",
    "You asked whether we keep the slogan: we do.",
    "Let me know how it goes.",
    "Have a nice weekend!",
    "收到，谢谢。",
    "好的，辛苦了！",
    "问题已解决，感谢支持。",
    "附件是双方盖章的合同，请查收。",
    "会议改到周四下午，请知悉。",
    "如有问题请随时联系我。",
    "不用再改了，就用这一版。",
    "上一封邮件发错了，请忽略。",
    "祝大家中秋快乐！",
    "无需回复。",
    "您上次问的尺寸是A3。",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_asks(signals, text):
    assert SignalKind.QUESTION in {signal.kind for signal in signals(text)}


@pytest.mark.parametrize("text", [*REQUESTS, *PROBLEMS])
def test_a_request_asks_and_so_does_a_stated_problem(signals, text):
    assert SignalKind.REQUEST in {signal.kind for signal in signals(text)}


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_complaint_is_the_strongest_ask(signals, text):
    assert asks(signals(text)).kind is SignalKind.COMPLAINT


@pytest.mark.parametrize("text", BRIEFS)
def test_a_brief_asks(signals, text):
    assert asks(signals(text)).kind is SignalKind.BRIEF


@pytest.mark.parametrize("text", NOTHING)
def test_courtesy_and_news_owe_nothing(signals, text):
    found = signals(text)

    assert asks(found) is None
    assert owes_nothing(text, found)


@pytest.mark.parametrize("text", [*QUESTIONS, *REQUESTS, *PROBLEMS, *COMPLAINTS, *BRIEFS])
def test_what_asks_does_not_owe_nothing(signals, text):
    assert not owes_nothing(text, signals(text))


def test_words_that_say_neither_leave_the_question_open(signals):
    text = "The posters hang in the foyer of our building in Hamburg since yesterday evening."

    assert asks(signals(text)) is None
    assert not owes_nothing(text, signals(text))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Thanks for the draft. Could you make the logo bigger?\n\nBest\nLi", "Could you make the logo bigger?"),
        ("收到，谢谢。另外麻烦把字体文件也发一下。", "另外麻烦把字体文件也发一下。"),
        ("Hi,\n- the budget is fine\n- please confirm the date\nThanks", "please confirm the date"),
        ("We liked the film very much and would like to know\nwhether you can cut a shorter one.", None),
    ],
)
def test_the_quote_is_the_sentence_that_asks(signals, text, quote):
    found = asks(signals(text))

    assert found.quote == (quote or text)
    assert text[found.start : found.end] == found.quote


def test_a_request_carries_the_time_it_names(signals):
    [ask] = [signal for signal in signals("请在周五前把样片发给我们。") if signal.kind is SignalKind.REQUEST]

    assert ask.due.isoformat() == "2026-11-20T10:30:00+00:00"


def test_of_two_asks_the_one_with_a_time_comes_first(signals):
    found = asks(signals("Please check the text. Please send the files by Friday."))

    assert found.quote == "Please send the files by Friday."
