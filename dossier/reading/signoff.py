"""The words around a message: how it greets and how it takes leave. They say nothing."""

from __future__ import annotations

LONGEST = 48

_WORDS = frozenset(
    (
        "hi hello hey dear hallo greetings good morning afternoon evening all team everyone folks guys there sir madam sirs both again"
        " thanks thank you thx thanx tks cheers many so very much lots a lot tia thxs thxz thsx rgds regards regard kind kindest best warm warmest"
        " wishes sincerely yours truly faithfully respectfully cordially with and in advance ciao bye br kr ps love xx mfg take care have nice day"
        " great weekend yr ty for your time help attention mr mrs ms dr later egards"
    ).split()
)
_HAN = (
    "谢谢",
    "多谢",
    "感谢",
    "非常感谢",
    "万分感谢",
    "提前感谢",
    "先谢谢了",
    "祝好",
    "顺祝商祺",
    "顺颂商祺",
    "此致",
    "敬礼",
    "商祺",
    "谢",
    "祝工作顺利",
    "祝生意兴隆",
    "您好",
    "你好",
    "大家好",
    "各位好",
    "早上好",
    "上午好",
    "下午好",
    "晚上好",
    "早安",
    "hi",
    "hello",
    "dear",
    "以上",
    "拜托了",
    "辛苦了",
    "辛苦",
    "麻烦了",
    "麻烦您了",
    "打扰了",
    "尊敬的",
    "亲爱的",
    "祝",
    "祝商祺",
    "顺祝",
    "工作顺利",
    "万事如意",
    "身体健康",
    "thanks",
    "br",
    "regards",
)
_STRIP = " \t\n\r,.!;:-_*~，。！；：、…～()\"'"


def is_signoff(sentence: str) -> bool:
    """Say whether a folded sentence is only a greeting, a name's address or a leave-taking."""
    if len(sentence) > LONGEST:
        return False
    bare = sentence.strip(_STRIP)
    if not bare:
        return True
    if bare.isascii():
        return _only_names(
            bare.replace(",", " ").replace("/", " ").replace("-", " ").replace(".", " ").replace("!", " ").split()
        )
    return _only_courtesy(bare)


def _only_names(words: list[str]) -> bool:
    """All courtesy, or courtesy and at most three words more (a name) where it begins with some."""
    courtesy = sum(word in _WORDS for word in words)
    if courtesy == len(words):
        return True
    return words[0] in _WORDS and words[0] not in _OPEN and len(words) - courtesy <= 2 and len(words) <= 6


_OPEN = frozenset(
    "good have take all both there in for your for and with a great so very much you help time many again later".split()
)


def _only_courtesy(bare: str) -> bool:
    parts = [
        part.strip(_STRIP)
        for part in bare.replace("，", " ").replace("！", " ").replace(",", " ").replace("。", " ").split()
    ]
    parts = [part for part in parts if part]
    if all(part in _HAN for part in parts):
        return True
    return len(bare) <= 12 and len(parts) == 1 and parts[0].endswith(("您好", "你好")) and len(parts[0]) <= 8
