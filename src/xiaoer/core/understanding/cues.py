"""Which plain words of an ask tell how far its answer may go?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens

_SUM = re.compile(r"多少钱?$|多少钱|几钱|多少元|付多少|到手|实付|总价|一共|合计|要多少")
_GAP = re.compile(
    "(?<!误)差多少(?!斤|克|公斤|厘米|毫米|cm|寸)|(?<!误)差几(?!斤|克|公斤|厘米|毫米|公分|cm|mm|寸|毫安|瓦|升|毫升|天|小时|岁|码|度)|相差|贵多少|贵几|便宜多少|便宜几"
)
_SIZE_ASKED = re.compile(
    r"(?:穿|选|拿|拍|买|要|用|戴|套|挑|下单)(?:个|的|哪?个|那个)?(?:什么|啥|几|多大|哪个?|哪款|哪一个)(?:样)?的?(?:码|号|尺码|尺寸|大小|型号|规格|款|的)?"
    r"|(?:什么|啥|几|多大|哪个)(?:的)?(?:码|号|尺码)|尺码(?:怎么选|推荐|建议)|推荐(?:个|一下)?(?:码|尺码)"
    r"|(?:穿|戴|用)[^,。?]{0,8}(?:会不会|会|是不是|偏)?(?:大|小|紧|松|合适|合身|行|可以)(?:吗|不|么|嘛)?|合适吗|能穿吗|穿得?下|能用吗"
)
_WHICH_ASKED = re.compile(
    r"(?:[穿用戴吃喝坐睡买选拿挑拍要装配](?:个|的)?)(?:什么|啥|哪)(?!时候|快递|方式|颜色)|哪[款个种]|(?:怎么|咋|如何)[选挑]"
)
_JOINS = re.compile(
    r"各|、|\+|加上|以及|外加|再来|再加|[^\s](?:和|加(?!起来|一起|厚|绒|大|长|急|仑)|跟|与|配(?!送|件|料|色|套))[^\s]"
)
_NUMBER = re.compile(r"\d|[两俩仨二三四五六七八九十百千双对打]")
_FIGURE = re.compile(r"\d+")
_DIGIT = dict(zip("两俩仨三四五六七八九十", ("2", "2", "3", "3", "4", "5", "6", "7", "8", "9", "10"), strict=True))
_NO_COUNT = re.compile(
    r"双十[一二]|双1[12]|六一八|[满减打第][\d零一二三四五六七八九十百千]+|十一黄金周|一起|三包|七天|一二三"
)
# Two or more of something: a number before a measure word, whatever that is; not before money, dates or rates.
_MANY = re.compile(
    r"((?<![\d.a-z])(?:[2-9]|[1-9]\d)|[两俩仨三四五六七八九十])\s?(?![元块折点月号日天年周岁楼期成万千百十寸分秒级代倍色码])[一-鿿]"
)
# What is left of an ask about goods once these are gone names something.
_ASKING = re.compile(
    r"请问|你们?|您|我们?|咱|店里?|家|老板|亲|客服|现在|目前|今天|最近|还|都|也|就|这里|那里|这边|有没有|没有|有冇|有|没|"
    r"卖不卖|售卖|出售|在售|上架|下架|卖|售|买|要|想|想要|可以|能|多少钱|多少|几多|几块|几元|什么|啥|哪些?|哪种|几种|几个|怎么|咋|如何|"
    r"价格|价钱|价位|单价|售价|标价|原价|现价|划线价|报价|价|钱|贵|便宜|库存|现货|货|缺货|断货|补货|到货|剩|余|数量|件|个|款|种(?!子)|"
    r"颜色|色|尺寸|尺码|码|规格|型号|容量|大小|款式|版本|口味|选|可选|分|"
    r"这个|那个|这款|那款|这件|它|这|那|此|该|商品|产品|宝贝|东西|一个|一件|一款|一下|看看|问问|"
    r"(?<![a-z])\d*x*[sml](?![a-z])|\d+|"
    r"吗|呢|吧|啊|呀|哦|了|的|嘛|么|不|是|在|到|时候|时|会|再|点|些|发|给|帮|查|嘅|滴"
)
# Words without which a family of asks is no more than guessed; of chat there are none, for any words may be chat.
_PRICES = re.compile("[钱价元块贵]|便宜|多少|[咋怎]么?卖")
_BORNE_OUT = {
    Family.PRICE: _PRICES,
    Family.CHECKOUT: _PRICES,
    Family.BARGAIN: re.compile("便宜|[少让抹]|优惠|[价钱折]"),
    Family.STOCK: re.compile("[有没缺断补到现余]货|库存|有没有|还有|有[吗没不嘛么冇]|剩|卖[完光不吗]|售罄|到了|几号到"),
    Family.OPTIONS: re.compile("[色款种码号]|规格|型号|尺寸|口味|版本|哪些|几个|大小|选"),
    Family.RECOMMEND: re.compile(
        "推荐|适合|哪[款种个]|[想要买送给找求整搞]|有(?:没有|啥|什么)|预算|以内|左右|便宜|好用"
    ),
    Family.COMPARE: re.compile("区别|不同|差|比|哪个|还是"),
    Family.PROMOTION: re.compile(
        "优惠|活动|[折券减满送赠叠省惠]|[定订]金|尾款|预[售定订]|红包|福利|便宜|促销|会员|vip|新[客人]"
    ),
    Family.ORDER: re.compile("订单|单号|物流|快递|包裹|我的|我[买拍]|查"),
    Family.GREETING: None,
    Family.THANKS: None,
    Family.GOODBYE: None,
    Family.SMALL_TALK: None,
}


def is_bare(text: str, family: Family) -> bool:
    """Return whether no word of an ask bears out what it was taken for: a text that answers is surer than that."""
    if family not in _BORNE_OUT:
        return False
    words = _BORNE_OUT[family]
    return words is None or words.search(normalize(text)) is None


def asks_sum(text: str) -> bool:
    """Return whether the ask wants a sum of money told."""
    return _SUM.search(normalize(text)) is not None


def asks_price_gap(text: str) -> bool:
    """Return whether the ask wants to know by how much prices differ."""
    return _GAP.search(normalize(text)) is not None


def asks_size(text: str) -> bool:
    """Return whether the ask wants to know which size fits, or whether a size does."""
    return _SIZE_ASKED.search(normalize(text)) is not None


def asks_which(text: str) -> bool:
    """Return whether the ask wants to know which of several suits: 用啥奶嘴, 买哪款."""
    return _WHICH_ASKED.search(normalize(text)) is not None


def joins_goods(text: str, names: Iterable[str]) -> bool:
    """Return whether the ask joins several goods (和, 各, 、), the names of known goods aside."""
    return _JOINS.search(without(text, names)) is not None


def counts_goods(text: str, names: Iterable[str]) -> bool:
    """Return whether the ask speaks of two or more of anything, the names of known goods and their values aside.

    A number that stands in a name or a value is part of it, however it is spoken: 两盒 of a pack called 2盒装.
    """
    known = [normalize(name) for name in names]
    figures = {figure for name in known for figure in _FIGURE.findall(name)}
    words = _NO_COUNT.sub("□", without(text, known))
    counted = (found for found in _MANY.finditer(words) if not any(found[0] in name for name in known))
    return any(_DIGIT.get(found[1], found[1]) not in figures for found in counted)


def holds_number(text: str, names: Iterable[str]) -> bool:
    """Return whether any number is left of the ask, the names of known goods and their values aside."""
    return _NUMBER.search(without(text, names)) is not None


def without(text: str, names: Iterable[str]) -> str:
    """Return the normalised ask with each name replaced by a sign."""
    words = normalize(text)
    for name in names:
        words = words.replace(normalize(name), "□") if name else words
    return words


def names_goods(text: str) -> bool:
    """Return whether anything is left of an ask that names a thing, once the asking words are gone."""
    return any(len(word) > 1 for word in naming_words(text))


def naming_words(text: str) -> tuple[str, ...]:
    """Return the words that are left of an ask once the asking words are gone."""
    return normalized_tokens(_ASKING.sub(" ", normalize(text)))
