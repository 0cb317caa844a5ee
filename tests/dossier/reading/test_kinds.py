"""The other things mails say, where they are said and where they are not."""

from __future__ import annotations

import pytest

SAID = {
    "praise": [
        "Great work on the launch film!",
        "We are really happy with the result.",
        "这版海报非常棒，超出预期！",
        "团队响应很快，我们很满意。",
    ],
    "closing": ["Thank you!", "That works for us.", "好的，就这样。", "没有其他意见了。"],
    "greeting": ["Happy New Year to all of you!", "Congratulations on the award!", "祝您新年快乐！", "恭喜乔迁！"],
    "proposal": ["We suggest moving the launch to June.", "How about a short teaser?", "我们建议把预热提前一周。"],
    "report": ["The weekly report is attached.", "本周进展如下：", "附件是十月的投放数据报告。"],
    "news shared": [
        "I came across this article, thought you might find it interesting.",
        "给您分享一篇行业报告，供参考。",
    ],
    "hand-over": [
        "I am leaving the company at the end of the month.",
        "Li Na will be your new contact.",
        "我将于月底离职，工作由李娜接任。",
        "今后由张伟负责贵司的项目。",
    ],
    "absence": ["I'll be out of office until 2 December.", "我下周休假，周五回来。"],
}
NOT_SAID = {
    "praise": ["It would be great to get the files.", "We are not happy with it.", "您对方案满意吗？", "新年快乐"],
    "complaint": [
        "We were not disappointed.",
        "No complaints from our side.",
        "客户没有失望。",
        "Anna handles complaints.",
    ],
    "closing": ["Thanks in advance for the files.", "请尽快发一下，先谢谢了。"],
    "greeting": ["We are happy with the new plan."],
    "report": ["Could you send the weekly report?", "请发一下周报。"],
    "hand-over": ["I left the samples on your desk.", "If I leave early, call me.", "设备交接时间确认了吗？"],
    "absence": ["Are you out of office on Friday?", "您下周休假吗？"],
    "brief": ["In brief: we agree."],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_it_is_said(kinds, kind, text):
    assert kind in kinds(text)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NOT_SAID.items() for text in texts])
def test_it_is_not_said(kinds, kind, text):
    assert kind not in kinds(text)
