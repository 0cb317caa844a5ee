"""What Chinese clients put around an answer."""

from __future__ import annotations

from tests.dossier.told import told


@told
def test_outlook_names_its_fields_in_chinese() -> None:
    """Outlook for the desk.

    n| 王总，您好！
    n|
    n| 报价单已更新，请查收。
    n|
    s| 祝好！
    s| 李明
    s|
    q| 发件人: 王芳 <wang@client.example>
    q| 发送时间: 2026年11月20日 10:00
    q| 收件人: 李明 <li@agency.example>
    q| 抄送: 张伟
    q| 主题: 双十一报价
    q|
    q| 李明，你好：
    q|
    q| 请尽快报价。
    """


@told
def test_outlook_on_the_web_draws_a_line_above_its_fields() -> None:
    """A drawn line above the fields belongs to them.

    n| 可以，周五见。
    q| ________________________________
    q| 发件人: 王芳 <wang@client.example>
    q| 发送时间: Friday, November 20, 2026 10:00:00 AM
    q| 收件人: 李明 <li@agency.example>
    q| 主题: Re: 会议
    q|
    q| 周五可以吗？
    """


@told
def test_outlook_of_old_writes_original_message_between_dashes() -> None:
    """An older Outlook.

    n| 已收到，谢谢！
    q| -----邮件原件-----
    q| 发件人: 王芳 [mailto:wang@client.example]
    q| 发送时间: 2026年11月20日 10:00
    q| 收件人: 李明
    q| 主题: 素材
    q|
    q| 素材见附件。
    """


@told
def test_foxmail_uses_wide_colons_and_blank_lines() -> None:
    """Foxmail.

    n| 好的，我看一下。
    s|
    s|
    s| 李明
    s| 客户经理 | 某某广告有限公司
    s| 手机：13800000000
    q|
    q| 发件人： 王芳
    q| 发送时间： 2026-11-20 10:00
    q| 收件人： li
    q| 抄送： zhang
    q| 主题： 双十一方案
    q| 你好，方案请看附件。
    """


@told
def test_qq_draws_long_dashes() -> None:
    """QQ Mail, and 腾讯企业邮箱 with it.

    n| 没问题，明天发您。
    q|
    q| ------------------ 原始邮件 ------------------
    q| 发件人: "王芳" <wang@client.example>;
    q| 发送时间: 2026年11月20日(星期五) 上午10:00
    q| 收件人: "李明"<li@agency.example>;
    q| 主题: 合同
    q|
    q| 合同什么时候能发？
    """


@told
def test_qq_in_english() -> None:
    """QQ Mail with an English interface.

    n| Sure, will do.
    q| ------------------ Original ------------------
    q| From: "Wang Fang" <wang@client.example>;
    q| Date: Fri, Nov 20, 2026 10:00 AM
    q| To: "Li Ming"<li@agency.example>;
    q| Subject: Contract
    q|
    q| Could you send the contract?
    """


@told
def test_netease_introduces_with_wide_quotes() -> None:
    """163 and 126, on the web.

    n| 收到，今天下班前回复您。
    q|
    q|
    q| 在 2026-11-20 10:00:00，"王芳" <wang@client.example> 写道：
    q|
    q| 请问进度如何？
    """


@told
def test_netease_introduces_in_english() -> None:
    """163 with its English introduction, whatever the language of the mail.

    n| 方案已发。
    q| At 2026-11-20 10:00:00, "王芳" <wang@client.example> wrote:
    q| >请发方案。
    q| >谢谢
    """


@told
def test_netease_master_makes_a_table() -> None:
    """网易邮箱大师 puts the fields into a table.

    n| 明白。
    s|
    s| 李明
    s| 电话：021-55556666
    q| ---- 回复的原邮件 ----
    q| | 发件人 | 王芳<wang@client.example> |
    q| | 日期 | 2026年11月20日 10:00 |
    q| | 收件人 | 李明<li@agency.example> |
    q| | 主题 | 场地 |
    q| 场地定了吗？
    """


@told
def test_coremail_writes_fields_without_blanks() -> None:
    """Coremail, as universities and state firms run it.

    n| 同意。
    q| -----原始邮件-----
    q| 发件人:"王芳" <wang@client.example>
    q| 发送时间:2026-11-20 10:00:00 (星期五)
    q| 收件人: li@agency.example
    q| 抄送:
    q| 主题: 预算
    q|
    q| 预算见附件，请确认。
    """


@told
def test_aliyun_spaces_its_fields_out() -> None:
    """阿里邮箱 and 钉钉邮箱.

    n| 收到，我们周一给出排期。
    q| ------------------------------------------------------------------
    q| 发件人：王芳 <wang@client.example>
    q| 日　期：2026年11月20日 10:00:00
    q| 收件人：李明 <li@agency.example>
    q| 抄　送：张伟 <zhang@agency.example>
    q| 主　题：排期
    q|
    q| 请给出排期。
    """


@told
def test_lark_writes_the_date_as_time() -> None:
    """飞书.

    n| 可以的。
    q| 发件人: "王芳" <wang@client.example>
    q| 时间: 2026年11月20日(周五) 10:00
    q| 主题: Re: 拍摄日期
    q| 收件人: "李明" <li@agency.example>
    q| 拍摄改到周三可以吗？
    """


@told
def test_apple_mail_quotes_with_marks() -> None:
    """Apple Mail on a Mac.

    n| 好，就这么定。
    q| > 在 2026年11月20日，上午10:00，王芳 <wang@client.example> 写道：
    q| >
    q| > 定在周三？
    """


@told
def test_iphone_signs_and_introduces() -> None:
    """Apple Mail on a telephone.

    n| 好的
    s|
    s| 发自我的 iPhone
    q|
    q| 在 2026年11月20日，上午10:00，王芳 <wang@client.example> 写道：
    q|
    q| 李明，今天能定稿吗？
    """


@told
def test_gmail_puts_the_date_behind_the_name() -> None:
    """Gmail, with the line broken after the address.

    n| 已更新。
    q|
    q| 王芳 <wang@client.example>
    q| 于2026年11月20日周五 10:00写道：
    q|
    q| > 请更新一下报价
    """


@told
def test_gmail_in_traditional_characters() -> None:
    """Gmail in Taiwan.

    n| 收到，謝謝。
    q| 王芳 <wang@client.example> 於 2026年11月20日 週五 上午10:00寫道：
    q|
    q| > 附件請查收
    """


@told
def test_thunderbird_in_chinese() -> None:
    """Thunderbird.

    n| 见下。
    q| 在 2026/11/20 10:00, 王芳 写道:
    q| > 第一点，预算多少？
    n|
    n| 五万以内。
    n|
    q| > 第二点，谁来拍？
    n|
    n| 我们自己拍。
    """


@told
def test_a_forward_keeps_only_the_note_above_it() -> None:
    """A forward from QQ with one line above.

    n| 请看下面客户的意见，今天回复。
    q| ------------------ 转发邮件 ------------------
    q| 发件人: "王芳" <wang@client.example>
    q| 发送时间: 2026年11月20日 10:00
    q| 收件人: li@agency.example
    q| 主题: 意见
    q|
    q| 整体不错，颜色再改改。
    """


@told
def test_a_bare_forward_has_no_new_text() -> None:
    """Nothing was added.

    q| 发件人： 王芳 <wang@client.example>
    q| 发送时间： 2026年11月20日 10:00
    q| 收件人： 李明
    q| 主题： 转发: 报价
    q|
    q| 请看附件报价。
    """


@told
def test_apple_forwards_with_a_sentence() -> None:
    """Apple Mail says what follows.

    n| 供参考
    q|
    q| 下面是被转发的邮件：
    q|
    q| > 发件人: 王芳 <wang@client.example>
    q| > 主题: 报价
    q| >
    q| > 见附件
    """


@told
def test_lotus_notes_in_chinese() -> None:
    """Notes, with a Chinese verb behind the date.

    n| 请照此办理。
    q| "王芳" <wang@client.example> 写于 2026-11-20 10:00:
    q|
    q| 可以按原方案执行吗？
    """


@told
def test_huawei_signs_its_telephone() -> None:
    """A telephone names itself, then the original follows between dashes.

    n| 在路上，晚点看。
    s| 发自我的华为手机
    q| -------- 原始邮件 --------
    q| 发件人： 王芳 <wang@client.example>
    q| 日期： 2026年11月20日 10:00
    q| 收件人： 李明 <li@agency.example>
    q| 主 题： 物料
    q|
    q| 物料到了吗？
    """


@told
def test_a_bulletin_board_quotes_with_colons() -> None:
    """Boards and some old mailers mark quoted lines with a colon.

    n| 同意楼上。
    q| : 这个价格偏高
    q| : 建议再谈谈
    s| ※ 来源: 某某社区
    """


@told
def test_a_meeting_notice_is_not_a_head() -> None:
    """Fields of a meeting, not of a mail.

    n| 会议安排如下：
    n| 主题：双十一复盘
    n| 时间：11月20日 10:00
    n| 地点：三楼会议室
    n| 请准时参加。
    """


@told
def test_a_delivery_address_is_not_a_head() -> None:
    """A recipient of goods.

    n| 样品请寄到：
    n|
    n| 收件人：王芳
    n| 电话：13800000000
    n| 地址：上海市某某路1号
    """
