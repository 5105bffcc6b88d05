"""What of a wording tells intents apart?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import amounts, quantities
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.language.words import WordSet
from xiaoer.core.understanding.pack import SLOTS

# One private character stands for each slot; normalising strips such characters, so no shopper can type them.
MASKS = {slot: chr(0xE100 + number) for number, slot in enumerate(SLOTS)}
PRODUCT, OPTION, ATTRIBUTE, QUANTITY, PROMOTION, AMOUNT, ORDER, TIME, PLACE = (MASKS[slot] for slot in SLOTS)
_SLOT = re.compile("{(" + "|".join(SLOTS) + ")}")
_ANY_MASK = f"{PRODUCT}-{PLACE}"

GRAM_WEIGHTS = ((1, 0.6), (2, 1.0), (3, 0.9))
WORD_WEIGHT = 1.0
CONCEPT_WEIGHT = 2.5
PAIR_WEIGHT = 2.0

_CALLS = "亲爱的|亲们|亲亲|亲|老板娘|老板|店家|掌柜|美女|帅哥|小姐姐|小二|宝子|家人们"
CALL = re.compile(rf"(?:(?:{_CALLS}|[的,.!~\s])+)")  # 老板, 亲: calls somebody and says nothing
_OPENERS = re.compile(
    rf"^(?:{_CALLS}|您好|你好|哈喽|hello|hi|嗨|在吗|在么|在不|请问一?下?|麻烦问?一?下?|想?问一?下子?|我?想?要?问一?下|我?想?咨询一?下|"
    r"请教一?下?|打扰一?下?|咨询一?下|话说|对了|还有|另外|顺便问?一?下?|那么|那个|那|嗯+|哦+|额+|呃+|啊+|好的|好吧|[,.。!?!?~、…\s])+"
)
_CLOSERS = re.compile(rf"(?:{_CALLS}|[啊呀哦喔噢哈呗啦哒呐嘞诶哎欸唉滴]+|谢谢|[,.。!?!?~、…\s])+$")
_THIS = re.compile(
    r"(?:第[一二三四五](?:个|款)|[这那](?:一)?(?:个|款|件|种|台|部|双|条|套|瓶|盒|箱|把|张|本|只|支|包)(?:宝贝|商品|产品|东西|货)?|它|她家?|此款|该(?:商品|产品|款)|(?:这|那)(?=多少钱|有货|还有))"
    r"(?!订单|单|快递|问题|地址|券|活动|优惠|时间|时候|价|月|星期|周|颜色|号|链接|人|店|情况|样)"
)
OPTION_WORDS = re.compile(
    r"(?:[深浅亮暗玫天墨米雅曜]|星空|远峰|冰川|樱花|薄荷)?[黑白红蓝绿黄紫粉灰银金橙青棕咖](?:色(?!差)|的(?!$)|款)|[黑白红蓝绿黄紫粉灰银金橙](?=的$|的呢|的吗|的有)"
    r"|\d+\s?(?:gb?|tb?|ml|l|寸|英寸|码|斤装|片装|支装|包装|瓶装|kg|克|毫升|升|米|cm|厘米|w)(?![a-z0-9])"
    r"|(?<![a-z0-9])(?:[sml]|x{1,4}l|\dxl)(?=码|号|的|$)[码号]?|(?:大|中|小|特大|加大)[码号](?!店)"
)
_ORDER_NUMBER = re.compile(r"(?<![a-z\d])(?=[a-z\d-]*\d{4})[a-z]{0,6}[-_]?\d[a-z\d-]{5,}(?![a-z\d])")
_PHONE_TAIL = re.compile(r"(?:尾号|后四位|后4位)[是为::]?\s?(\d{4})(?!\d)")
_PROMOTION = re.compile(
    r"双十一|双十二|双1[12]|(?<!\d)618|年货节|女神节|三八节|520|七夕|中秋节?|国庆节?|元旦|春节|端午节?|圣诞节?|情人节|母亲节|父亲节|黑五|开学季|周年庆|店庆|会员日|聚划算|五一(?!个|天)|六一(?!个|天)"
)
_TIME = re.compile(
    r"\d{1,2}月\d{1,2}[号日]?(?:当天)?|(?<![\d.])\d{1,2}\.\d{1,2}号|(?:[下这上本]个?)?(?:周|星期|礼拜)[一二三四五六日天](?:之?前)?"
    r"|(?:早上|上午|中午|下午|晚上)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})点(?:半|钟)?(?=下|拍|买|付|前|之前|开|的|能|发)"
)
_DISCOUNT = re.compile(r"(?:\d{1,2}(?:\.\d)?|[一二三四五六七八九]{1,2})折")
_REDUCTION = re.compile(r"每?满?\d{2,5}(?:元|块)?[减返]\d{1,4}(?:元|块)?")
PLACES = re.compile(
    r"(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古?|广西|西藏|宁夏|新疆|广州|深圳|杭州|成都|武汉|西安|南京|苏州|郑州|长沙|沈阳|青岛|大连|宁波|厦门|昆明|哈尔滨|长春|南宁|贵阳|兰州|乌鲁木齐|拉萨|海口|三亚|合肥|福州|南昌|济南|石家庄|太原|呼和浩特|银川|西宁|东莞|佛山|温州|无锡)(?:省|市)?"
)
_YES_NO = str.maketrans({"嘛": "吗", "么": "吗", "?": "", "!": "", "~": ""})
_WHAT = re.compile("什么|怎么|这么|那么|多么")
_KEEP = {"什么": "\ue200", "怎么": "\ue201", "这么": "\ue202", "那么": "\ue203", "多么": "\ue204"}
_BACK = {sign: word for word, sign in _KEEP.items()}


def fill_slots(phrasing: str) -> str:
    """Return a phrasing of the pack as matched text, its slots as masks."""
    pieces = []
    at = 0
    for slot in _SLOT.finditer(phrasing):
        pieces += [normalize(phrasing[at : slot.start()]), MASKS[slot[1]]]
        at = slot.end()
    return "".join([*pieces, normalize(phrasing[at:])])


def mask(text: str) -> str:
    """Return a normalised text with everything variable in it replaced by masks, fillers stripped."""
    text = _ORDER_NUMBER.sub(ORDER, _PHONE_TAIL.sub(lambda tail: tail[0][:-4] + ORDER, text))
    text = strip_fillers(text)
    text = _DISCOUNT.sub("打折", _REDUCTION.sub("满减", text))
    text = _THIS.sub(PRODUCT, text)
    text = _mask_amounts(text)
    text = OPTION_WORDS.sub(OPTION, text)
    text = _mask_quantities(text)
    text = _PROMOTION.sub(PROMOTION, text)
    text = PLACES.sub(PLACE, _TIME.sub(TIME, text))
    return re.sub(f"([{_ANY_MASK}])\\1+", r"\1", text)


def strip_fillers(text: str) -> str:
    """Return a text without greetings, forms of address and particles around its core, unless nothing would be left."""
    core = _OPENERS.sub("", text)
    core = core if core else text
    shorter = _CLOSERS.sub("", core)
    return shorter if shorter else core


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """Words of like meaning, found in one pass."""

    _words: WordSet
    _concepts: dict[str, tuple[str, ...]]

    @staticmethod
    def build(synonyms: Iterable[tuple[str, tuple[str, ...]]]) -> Concepts:
        """Prepare the table of a pack."""
        meanings: dict[str, tuple[str, ...]] = {}
        for concept, words in synonyms:
            for word in words:
                plain = _particles_as_typed(normalize(word))
                meanings[plain] = (*meanings.get(plain, ()), concept)
        return Concepts(WordSet.build(meanings), meanings)

    def of(self, plain: str) -> tuple[str, ...]:
        """Return the concepts that a text names, sorted."""
        return tuple(sorted({concept for found in self._words.find(plain) for concept in self._concepts[found.word]}))


def features(masked: str, concepts: Concepts) -> tuple[tuple[str, float], ...]:
    """Return the weighted features of a masked text: runs of 1 to 3 characters, words, and concepts."""
    typed = _particles_as_typed(masked)
    plain = "".join(char for char in typed if char.isalnum() or _is_mask(char))
    edged = f"^{plain}$"
    found: dict[str, float] = {}
    for size, weight in GRAM_WEIGHTS:
        for start in range(len(edged) - size + 1):
            gram = edged[start : start + size]
            if gram not in ("^", "$"):
                found[gram] = found.get(gram, 0.0) + weight
    for word in normalized_tokens(plain):
        if len(word) > 1:
            found[f"w:{word}"] = WORD_WEIGHT
    named = concepts.of(plain)
    for at, concept in enumerate(named):
        found[f"c:{concept}"] = CONCEPT_WEIGHT
        for other in named[at + 1 :]:
            found[f"c:{concept}+{other}"] = PAIR_WEIGHT
    return tuple(found.items())


def _particles_as_typed(text: str) -> str:
    """Return a text in which the particles that ask are written one way."""
    kept = _WHAT.sub(lambda word: _KEEP[word[0]], text).translate(_YES_NO)
    return "".join(_BACK.get(char, char) for char in kept)


def _is_mask(char: str) -> bool:
    return PRODUCT <= char <= PLACE


def _mask_amounts(text: str) -> str:
    for amount in reversed(amounts(text)):
        text = text[: amount.start] + AMOUNT + text[amount.end :]
    return text


def _mask_quantities(text: str) -> str:
    for quantity in reversed(quantities(text)):
        # 一个多少钱 asks for a price, 两个多少钱 for a sum.
        if quantity.count != 1:
            text = text[: quantity.start] + QUANTITY + text[quantity.end :]
    return text
