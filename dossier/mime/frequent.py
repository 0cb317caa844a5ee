"""How much a decoded text looks like a language: the share of its 8-bit characters that are everyday ones.

The lists hold the most frequent characters of each script; a wrong codec turns text into rare ones.
"""

from __future__ import annotations

import re

PLAUSIBLE = 0.1
"""The share below which a label is doubted: wrong codecs stay under it, lists of names and addresses above."""
FEW = 16
"""Fewer 8-bit characters than this say nothing about a label (a surname may well be rare)."""

_CJK_MARKS = "，。、！？：；（）“”‘’《》【】「」『』…—·　"
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性"
    "知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次"
    "度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建"
    "务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路"
    "记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔网客户产品价格服务免费联系您请谢谢优惠培训"
    "会议时间地址电话传真邮箱先生女士经理方案项目合同报价发票附件确认收到尽快安排下周明天今天星期上午下午公司部门北京上海广州深圳"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多"
    "經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性"
    "知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次"
    "度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建"
    "務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路"
    "記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運筆網客戶價格服務免費聯繫您請謝謝優惠培訓議"
    "址傳真郵箱先生女士經理專案合約報價發票附件確認收到盡快安排週台灣香港"
)
_KANA = "".join(map(chr, range(0x3041, 0x3097))) + "".join(map(chr, range(0x30A1, 0x30FD)))
_KANJI = (
    "日本人一二三年月時分社様会議件名送信株式電話東京都区市町村番号御願致確認連絡担当"
    "者下記内容場合以上行来見出中大小新用使方法"
)
_HANGUL = (
    "이다는을의에가고하지은를로서한기사자도있것수해어인니정부그리시대나일스라아들으만게여과보전장습안전화회주요"
    "제구조면성되우거비무세공상관소오년월연동문학원영분실용말내생와까당신국업모적명결진계경위유행선중치지식감"
)
_CYRILLIC = "оеаинтсрвлкмдпуяыьзбгчйхжшю"
_GREEK = "αοιετσνηυρπκμλωςάόίέήύώγδθχφβ"
_WESTERN = "éèêëàâäöüßñçáíóúãõåøæìòùîïôûýÉÈÀÄÖÜÑÇÁÍÓÚÅØ’‘“”–—…•€£©®°«»¿¡´\xa0"
_CENTRAL = "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîşţöüäłŁŚŻŠČŽÁÉ’‘“”„–—…•€\xa0"

_FREQUENT = {
    "gb18030": frozenset(_SIMPLIFIED + _CJK_MARKS),
    "big5hkscs": frozenset(_TRADITIONAL + _CJK_MARKS),
    "cp932": frozenset(_KANA + _KANJI + _CJK_MARKS),
    "euc_jp": frozenset(_KANA + _KANJI + _CJK_MARKS),
    "cp949": frozenset(_HANGUL),
    "cp1251": frozenset(_CYRILLIC),
    "koi8-r": frozenset(_CYRILLIC),
    "cp1253": frozenset(_GREEK),
    "cp1252": frozenset(_WESTERN),
    "cp1250": frozenset(_CENTRAL),
}
_HIGH = re.compile("[^\\x00-\\x7f]")
_JUDGED = re.compile("[^\\x00-\\x7f\u2500-\u25ff]")
"""Frames drawn with lines belong to no language."""
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff]")
_MIXED = re.compile("[A-Za-z](?=[^\\x00-\\x7f])|[^\\x00-\\x7f](?=[A-Za-z])")
KNOWN = frozenset(_FREQUENT)
"""The codecs whose languages can be recognised."""
_LATIN = frozenset(["cp1252", "cp1250"])
_WHOLE_WORDS = frozenset(["cp1251", "koi8-r", "cp1253"])


def share(text: str, codec: str) -> float:
    """Return which share of the 8-bit characters of `text` is frequent in the languages of `codec`, from -2 to 1.

    Broken ones count against it, and so do symbols where letters are expected.
    """
    frequent = _FREQUENT[codec]
    if codec in _LATIN:
        return _beside_plain(text, frequent) * (0.95 if codec == "cp1250" else 1)
    if codec in _WHOLE_WORDS:
        return _whole_words(text, frequent)
    high = _JUDGED.findall(text)
    if not high:
        return 0.0
    common = sum(map(frequent.__contains__, high))
    return (common - 2 * len(_BROKEN.findall(text))) / len(high)


def few(text: str) -> bool:
    """Tell whether `text` has too few 8-bit characters to be judged."""
    return len(text) - len(text.encode("ascii", "ignore")) < FEW


def _whole_words(text: str, frequent: frozenset[str]) -> float:
    """Count frequent letters, but none beside a plain one: Cyrillic and Greek words have no Latin letters in them."""
    high = _HIGH.findall(text)
    if not high:
        return 0.0
    letters = sum(map(str.isalpha, high))
    mixed = len(_MIXED.findall(text))
    return (sum(map(frequent.__contains__, high)) - 2 * (len(high) - letters) - mixed) / len(high)


def _beside_plain(text: str, frequent: frozenset[str]) -> float:
    """Count accented letters and marks that touch a plain letter: Latin words are mostly plain."""
    high = common = 0
    for before, char, after in zip("a" + text, text, text[1:] + "a", strict=False):
        if char >= "\x80":
            high += 1
            if char in frequent:
                common += max(before, after) < "\x80" or _is_plain(before, char) or _is_plain(after, char)
    return common / high if high else 0.0


def _is_plain(neighbour: str, char: str) -> bool:
    """Tell whether a plain letter stands beside a letter; beside a mark any plain character will do."""
    return neighbour < "\x80" and (neighbour.isalpha() or not char.isalpha())
