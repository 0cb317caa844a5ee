"""Who a sender is, told apart from what they say."""

from __future__ import annotations

import pytest

from dossier.quoting import split
from tests.dossier.told import told


@pytest.mark.parametrize(
    "text", ["Thanks!", "谢谢", "Thank you", "谢谢！", "Thanks,\nBob", "Hi Ann,\n\nThanks!", "收到，谢谢！"]
)
def test_a_thank_you_alone_is_new_text(text: str) -> None:
    assert split(text) == (text, "", "")


@told
def test_a_thank_you_above_a_name_stays_with_the_text() -> None:
    """The name below it does not.

    n| That solved it.
    n|
    n| Thanks!
    s| Bob Li
    s| Account Director
    """


@told
def test_a_thank_you_with_regards_is_a_farewell() -> None:
    """Only a formula.

    n| Please send the files.
    n|
    s| Thanks & regards,
    s| Bob
    """


@told
def test_two_dashes_begin_a_signature() -> None:
    """RFC 3676: everything below.

    n| See you there.
    s| --
    s| Bob Li
    s| "Ideas are cheap." (somebody, some time ago, in a long sentence that says little)
    """


@told
def test_a_short_drawn_line_above_a_name_is_a_signature() -> None:
    """Three dashes, as some write them.

    n| How are you?
    s| ---
    s| Roman
    """


@told
def test_two_dashes_within_the_text_do_not() -> None:
    """A list.

    n| I write because of
    n| -- the first point
    n| -- the second point
    n|
    n| Can you check it?
    """


@told
def test_a_chinese_letter_ends_in_two_lines() -> None:
    """此致，敬礼.

    n| 请贵司于月底前付款。
    n|
    s| 此致
    s|     敬礼！
    s|
    s| 某某广告有限公司
    s| 2026年11月20日
    """


@told
def test_wishes_for_business_end_a_letter() -> None:
    """顺颂商祺.

    n| 附件为本月报告，请查收。
    s| 顺颂 商祺！
    s|
    s| 李明
    s| 某某广告有限公司 | 客户总监
    s| 电话：021-55556666 转 801
    s| 手机：138 0000 0000
    s| 地址：上海市徐汇区某某路1号 200030
    """


@told
def test_a_festival_greeting_is_not_a_farewell() -> None:
    """It is what the mail is about.

    n| 王总：
    n| 祝您中秋快乐，阖家幸福！
    """


@told
def test_a_name_and_a_day_end_a_letter() -> None:
    """As on paper.

    n| 方案我们会在周三前提交。
    n|
    s| 李明
    s| 2026年11月20日
    """


@told
def test_a_card_needs_no_farewell() -> None:
    """A block of particulars.

    n| The deck is attached, please comment by Friday.
    n|
    s| Bob Li | Account Director
    s| Some Agency Ltd.
    s| T +86 21 5555 6666 | M +86 138 0000 0000
    s| www.agency.example
    """


@told
def test_a_wecom_card_stands_at_the_end() -> None:
    """企业微信 and the like.

    n| 好的，已转给设计。
    n|
    s| 李明
    s| 客户经理
    s| 某某广告有限公司
    s| 手机：13800000000
    s| 邮箱：li@agency.example
    """


@told
def test_a_schedule_in_capitals_is_no_card() -> None:
    """Offices are named in it, but nobody can be reached.

    n| The dates for the review are as follows, please keep them free.
    n|
    n| Timeline
    n| Planning System Opens   May 17
    n| Director Review Meetings   June 12
    n| VP Committee Meeting   July 27
    """


@told
def test_a_table_of_figures_is_no_card() -> None:
    """Figures in columns are no telephone numbers.

    n| Prices at the close:
    n|
    n| Foreign Indices  Close  Change
    n| Some Index  475.24  4.73  1.00
    n| Other Index  3326.30  4.10  0.12
    """


@told
def test_two_dashes_with_nothing_below_are_peeled_too() -> None:
    """A client adds them even without a signature.

    n| See you.
    s| Cheers,
    s| Bob
    s| --
    """


@told
def test_particulars_that_are_announced_are_text() -> None:
    """The colon says that the block is what the mail is about.

    n| Please send the samples to:
    n|
    n| Ann Lee
    n| 12 Some Street
    n| Phone: 555-010-0199
    """


@told
def test_a_disclaimer_belongs_to_the_signature() -> None:
    """A lawyer's paragraph below a card.

    n| Approved.
    n|
    s| Kind regards
    s| Ann Lee
    s|
    s| CONFIDENTIALITY NOTICE
    s| This e-mail and any attachments are intended only for the use of the addressee and may contain privileged
    s| information. If you are not the intended recipient, please delete it and notify the sender.
    """


@told
def test_a_chinese_disclaimer_belongs_to_the_signature() -> None:
    """The same in Chinese.

    n| 同意。
    s|
    s| ----------------------------------------
    s| 本邮件及其附件含有某某公司的保密信息，仅限于发送给上面地址中列出的个人或群组。
    s| 禁止任何其他人以任何形式使用。如果您错收了本邮件，请您立即电话或邮件通知发件人并删除本邮件！
    """


@told
def test_speaking_of_confidential_matters_is_text() -> None:
    """One legal word makes no disclaimer.

    n| Please treat the budget as confidential information until we have signed, and tell the team.
    """


@told
def test_asking_to_be_unsubscribed_is_text() -> None:
    """A request, not a footer.

    n| Hello,
    n|
    n| please unsubscribe me, I write from bob@freemail.example now.
    """


@told
def test_a_gateway_warns_above_the_text() -> None:
    """A banner is not what the sender says.

    s| CAUTION: This email originated from outside of the organization. Do not click links.
    s|
    n| Hi Bob,
    n|
    n| are we still on for Monday?
    """


@told
def test_a_list_adds_its_footer() -> None:
    """Below a drawn line, with the sender's own name above it.

    n| It works now.
    n|
    s| -Ann
    s|
    s| _______________________________________________
    s| talk mailing list
    s| talk@lists.example
    s| https://lists.example/mailman/listinfo/talk
    """


@told
def test_a_list_s_footer_needs_no_drawn_line() -> None:
    """It speaks for itself.

    n| It works now.
    s|
    s| You received this message because you are subscribed to the group.
    s| To unsubscribe from it, write to talk+unsubscribe@lists.example.
    """


@told
def test_particulars_below_a_drawn_line_are_a_signature() -> None:
    """Whatever the blank lines between them.

    n| The proofs are ready.
    s|
    s| ----------------
    s|
    s| some agency
    s|
    s| t. 555-010-0199
    s|
    s| https://agency.example/
    """


@told
def test_a_request_to_delete_above_a_disclaimer_is_text() -> None:
    """One legal word in a sentence of its own.

    n| Please delete the old version of the layout and print the new one.
    s|
    s| This message is confidential. If you are not the intended recipient, please notify the sender.
    """


@told
def test_a_footer_below_a_quotation_leaves_the_signature_above_it() -> None:
    """Answered on top; the list's footer came last.

    n| Yes, please.
    s|
    s| Best,
    s| Bob
    q|
    q| On Nov 20, 2026, at 10:00, Ann Lee wrote:
    q| > Shall I?
    s|
    s| --
    s| You received this message because you are subscribed to a group.
    """


@told
def test_a_postscript_below_the_signature_is_text() -> None:
    """Nothing said is lost: the signature stays with the text rather than take the postscript.

    n| See you on Monday.
    n|
    n| Regards,
    n| Bob
    n|
    n| PS: please bring the samples, we need them for the shoot.
    """


@pytest.mark.parametrize(
    "footer",
    [
        "Sent from my iPhone",
        "发自我的iPhone",
        "发自我的华为手机",
        "发自 网易邮箱大师",
        "來自我的 iPhone",
        "来自QQ邮箱手机版",
        "Get Outlook for Android<https://aka.example/x>",
        "获取 Outlook for iOS",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "iPhoneから送信",
        "Sent from Yahoo Mail on Android",
        "发自飞书",
        "从 Windows 版邮件发送",
    ],
)
def test_devices_name_themselves(footer: str) -> None:
    assert split(f"OK\n\n{footer}\n") == ("OK", "", footer)


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my desk, which is easier than from the road.",
        "Sent via courier yesterday",
        "来自市场部的反馈很好",
        "通过审核",
        "从明天开始拍摄",
        "请用我的邮箱登录",
    ],
)
def test_sentences_that_begin_like_a_device_s_footer_are_text(line: str) -> None:
    assert split(f"OK\n\n{line}\n").signature == ""


@pytest.mark.parametrize(
    "text", ["Monday at 10:00", "Yes", "13800000000", "ann@client.example", "周五", "5,000 pieces", "Best regards"]
)
def test_a_short_answer_is_never_taken_for_a_signature(text: str) -> None:
    assert split(text).new == text
    assert split(f"Hi Bob,\n\n{text}\n").new == f"Hi Bob,\n\n{text}" or text == "Best regards"


def test_a_signature_alone_leaves_no_text() -> None:
    assert split("-- \nBob Li\nAccount Director") == ("", "", "--\nBob Li\nAccount Director")
    assert split("Best regards,\nBob Li") == ("", "", "Best regards,\nBob Li")
