"""Which promotions does the shopper's question name?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from xiaoer.core.facts.labels import product_title
from xiaoer.core.facts.topic import Offers, Topic
from xiaoer.core.language.numbers import read_number
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind

REDUCTIONS = "满减"
_REDUCTIONS = frozenset({PromotionKind.FULL_REDUCTION, PromotionKind.PER_REDUCTION})
_KIND_WORDS: tuple[tuple[str, tuple[str, ...], frozenset[PromotionKind]], ...] = (
    ("每满减", ("每满",), frozenset({PromotionKind.PER_REDUCTION})),
    (REDUCTIONS, ("满减", "满立减", "立减", "凑单"), _REDUCTIONS),
    (
        "优惠券",
        ("优惠券", "优惠卷", "优惠劵", "代金券", "消费券", "红包", "领券", "用券", "券", "yhq"),
        frozenset({PromotionKind.COUPON}),
    ),
    (
        "赠品",
        ("赠品", "礼品", "小礼物", "礼物", "送什么", "送东西", "送点", "买赠", "赠送", "有送", "有赠"),
        frozenset({PromotionKind.GIFT}),
    ),
    ("预售", ("预售", "定金", "订金", "尾款", "预定", "预订"), frozenset({PromotionKind.PRESALE})),
    ("折扣", ("打折", "折扣", "几折", "多少折"), frozenset({PromotionKind.DISCOUNT})),
)
_FIRST_TIMES = tuple(
    f"{ordinal}{time}{does}"
    for ordinal in ("第一", "头一", "头")
    for time in ("次", "回", "单", "趟")
    for does in ("来", "买", "在", "到", "下单", "光顾", "有", "优惠", "立减")
)
_REDUCING = ("满减", "立减", "减多少", "怎么减", "咋减", "打折", "几折", "活动", "优惠券", "的券")
_OF_A_TIME = re.compile("[月日号年季周天节]|今|明|新品|全场|全店|[老新]客|限时|专[享属区]|到店")
_AUDIENCE_WORDS: tuple[tuple[str, tuple[str, ...], Audience], ...] = (
    ("VIP", ("vip", "会员"), Audience.VIP),
    (
        "新客",
        ("新客", "新人", "新用户", "新顾客", "首单", "首次买", "首次下单", "首次来", "首次购", "见面礼", *_FIRST_TIMES),
        Audience.NEW_CUSTOMER,
    ),
)
_FEASTS = (
    ("双十一", ("双十一", "双11", "双1111", "11.11", "1111", "十一月十一", "光棍节")),
    ("双十二", ("双十二", "双12", "12.12", "1212")),
    ("618", ("618", "六一八", "年中大促")),
    ("年货节", ("年货节", "年货")),
    ("春节", ("春节", "过年", "新年")),
    ("元旦", ("元旦",)),
    ("国庆", ("国庆", "十一黄金周")),
    ("中秋", ("中秋",)),
    ("端午", ("端午",)),
    ("圣诞", ("圣诞",)),
    ("情人节", ("情人节", "七夕", "520")),
    ("女神节", ("女神节", "三八", "38节", "妇女节")),
    ("黑五", ("黑五", "黑色星期五")),
    ("五一", ("五一", "劳动节")),
    ("儿童节", ("儿童节", "六一")),
    ("教师节", ("教师节",)),
    ("开学季", ("开学",)),
    ("周年庆", ("周年庆", "店庆")),
    ("秒杀", ("秒杀", "限时抢")),
    ("会员日", ("会员日",)),
    ("以旧换新", ("以旧换新",)),
    ("百亿补贴", ("百亿补贴",)),
    ("国补", ("国补", "国家补贴")),
    ("满赠", ("满赠",)),
)
# What shops reward beside buying.
_DEEDS = tuple(
    map(
        re.compile,
        (
            "晒(?!干|黑|伤|后|太阳|被|衣|不)[个张了]?[^,。?]{0,3}(?:有|返|给|送|领|拿|能|会)|晒[个张了]?[图单评照]|带图评|好评|评价|评论|五星|买家秀",
            "生日|寿星",
            "关注|收藏",
            "邀请|老带新|(?:推荐|介绍)给?(?:朋友|别人|同事)",
            "签到",
        ),
    )
)
_COMMON = re.compile(
    r"活动|优惠券?|大促|专场|福利|满减|立减|每满|狂欢|专享|促销|折扣|打折|会员|vip|新客|新人|首单|见面礼|无门槛|店铺|券|买|送|赠品?|"
    r"[满减折元的日]"
)
_TOGETHER = re.compile(
    "叠加|[能可]叠|叠不叠|同享|共享|一起(?:用|使用|享|参加)|同时(?:用|使用|享|参加)|(?:能|可以|可)[和跟与].{0,12}[用享]|并用|折上折"
    "|叠[券用满]|(?:还|再)(?:能|可以|可)?(?:再)?叠|(?:还|再)?(?:能|可以|可)(?:不可以|不能)?再(?:用|享|叠|领)[^,。?]{0,3}(?:券|满减|折扣?|活动|优惠)"
    "|折[了完后]?[^,。?]{0,3}(?:还|再)(?:能|可以|可)(?:不能|不可以)?(?:用|叠|领|享)[^,。?]{0,6}(?:券|满减|活动|优惠)"
)
_UNTIL = re.compile(
    "(?:[搞做办打用折惠价减动]|持续|截止?)到(?:什么时候|啥时候?|几[号时点]|哪天|多久)|(?:哪天|几[号时]|什么时候|啥时候?|多久)(?:就|会|才)?(?:过期|结束|截止|到期|失效)"
    "|(?:过期|结束|截止|到期|失效)了?[没吗么不]|最后(?:一天)?是?(?:哪天|几号)|有效期(?:到|是)|送[^,货]{1,6}[送到]到?(?:几号|哪天|什么时候|啥时候)"
)
_START = re.compile(
    "(?:哪[一几]?天|几[号时]|什么时候|啥时候?|周几|星期几|礼拜几)(?:才|会)?(?:开始|有|[搞做办开]|打折|的?呀?$|[呢啊吗?]*$)"
)
_OF_OFFERS = re.compile(
    "[券卷劵折减满赠]|活动|优惠|促销|红包|[定订]金|预售|秒杀|会员|节$|节[搞做办打]|[搞办打]到|送[^,货]{1,6}[送到]到?[几哪什啥]"
)
_ON_OFFER = re.compile(
    f"{_OF_OFFERS.pattern}|[送返领]|福利|便宜|立省|补贴|特[惠价]|凑单|定[了的]|预[定订]|尾款|换购|抽奖|晒图|好评"
)
_WHEN = re.compile("什么时候|啥时候|几号|何时|哪天|几时|多会儿|什么时间|周几|星期几|礼拜几")
# 送不送壳, 膜送不送, 送贺卡吗: which gift is asked for.
_GIFT_ASKED = re.compile(
    r"送([\u4e00-\u9fff]{1,5}?)(?:送到|到)(?:几号|哪天|什么时候|啥时候)"
    r"|(?:送不送|有没有送|会送|还送|送)(?:一?[个张片条套只双瓶包盒份支]|点)?([\u4e00-\u9fff]{1,5}?)(?:吗|么|嘛|不|没|呢|$)"
    r"|([\u4e00-\u9fff]{1,5})送不送|([\u4e00-\u9fff]{2,5}?)(?:要|得|是)?(?:买|满|凑|消费)?(?:够|满|到)?多少钱?(?:才|就)?(?:能|可以|会)?送"
)
_NO_GIFT = re.compile("什|啥|东西|礼[物品]?$|赠品|[货上到人家的运]|哪|多少|几|点|一下|我|你|快递|不送|优惠|活动|券")
_PIECE_CHARS = 3  # this much of a name in a row is no accident
_NOUN_CHARS = 2
_NOT_GIFT = re.compile(r"[\d一二两三四五六七八九十(（,、x×*]")
_RATE = re.compile(r"([0-9.]+|[一二三四五六七八九]{1,2})折")
_AMOUNT = "([0-9.]+|[一二两三四五六七八九十百千]+)"
_FIGURES = re.compile(rf"{_AMOUNT}[元块]?(?:立?减|少|省|免){_AMOUNT}")
_DIGITS = {numeral: str(digit) for digit, numeral in enumerate("零一二三四五六七八九")}


def named_promotions(
    asked: str, promotions: Sequence[Promotion], topics: Sequence[Topic]
) -> tuple[str, tuple[Promotion, ...]]:
    """Return the word by which the question restricts the promotions, and those it leaves; no word: no restriction."""
    text = _without_goods(_fold(asked), topics)
    feast, of_feast = _of_a_feast(text, promotions)
    by_figures = _by_figures(text, of_feast or promotions)
    if by_figures and asks_to_combine(asked):
        return by_figures[0].name, tuple(dict.fromkeys((*by_figures, *_of_every_kind(text, promotions))))
    if by_figures:
        return by_figures[0].name, by_figures
    if feast and asks_to_combine(asked):
        return feast, tuple(dict.fromkeys((*of_feast, *_of_every_kind(text, promotions))))
    if feast:
        return feast, _by_kind(text, of_feast)[1] or (*of_feast, *_of_kind_meanwhile(text, of_feast, promotions))
    nouns = _nouns(promotions, topics)
    called = tuple(
        p
        for p in promotions
        if _calls(text, _without_goods(_fold(p.name), topics), nouns) or _calls_gift(text, _fold(p.gift))
    )
    called = called or _rewarding(text, promotions)
    if asks_to_combine(asked):
        beside = _without_names(text, called)
        both = frozenset((*called, *_of_every_kind(beside, promotions)))
        called = tuple(p for p in promotions if p in both)
    return (called[0].name, called) if called else _by_kind(text, promotions)


def deed_in(text: str) -> re.Pattern[str] | None:
    """Return the wordings of what a text speaks of that shops reward beside buying: 晒图, 生日."""
    return next((deed for deed in _DEEDS if deed.search(text)), None)


def _rewarding(text: str, promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
    """Return the promotions that reward what the question says she does: 晒个图有红包没."""
    deed = deed_in(text)
    return () if deed is None else tuple(p for p in promotions if deed.search(f"{p.name}{p.description}"))


def _without_names(text: str, promotions: Sequence[Promotion]) -> str:
    """Return a question without the names of promotions that stand in it whole: 出发券 wants no other 券 told."""
    for promotion in promotions:
        text = text.replace(_fold(promotion.name), " ")
    return text


def _of_a_feast(text: str, promotions: Sequence[Promotion]) -> tuple[str, tuple[Promotion, ...]]:
    """Return the feast that a question names, and its promotions."""
    for word, spoken in _FEASTS:
        forms = tuple(_fold(form) for form in spoken)
        if any(form in text for form in forms):
            return word, tuple(p for p in promotions if any(form in _fold(p.name + p.description) for form in forms))
    return "", ()


def asks_to_combine(asked: str) -> bool:
    """Return whether the question is whether promotions can be used together."""
    return _TOGETHER.search(asked) is not None


def asks_when(asked: str) -> bool:
    """Return whether the question is when something is on offer."""
    return _WHEN.search(asked) is not None


def asks_until(asked: str) -> bool:
    """Return whether the question is how long an offer runs: 搞到哪天, 券几号过期; not 牛奶几号过期."""
    return _UNTIL.search(asked) is not None and _OF_OFFERS.search(asked) is not None


def asks_start(asked: str) -> bool:
    """Return whether the question is when an offer that it names begins: 会员日哪天, 双12几号开始."""
    return _START.search(asked) is not None


def gives_rate(asked: str, promotions: Sequence[Promotion]) -> bool:
    """Return whether the question gives the rate of one of these promotions: 七折还有没."""
    return _RATE.search(asked) is not None and bool(_by_figures(_fold(asked), promotions))


def gives_sums(asked: str, promotions: Sequence[Promotion]) -> bool:
    """Return whether the question gives threshold and amount of one of these promotions: 满1000少一百五是真的吗."""
    said = _sums(_fold(asked))
    return bool(said) and any((p.threshold, p.amount) in said for p in promotions)


def named_categories(asked: str, offers: Offers) -> frozenset[str]:
    """Return the categories of promotions that the question names: 帐篷什么时候打折."""
    text = _fold(asked)
    scoped = {name for p in offers.promotions for name in p.scope.categories}
    return frozenset(name for name in {*scoped, *(own for _, own in offers.categories)} if name and _fold(name) in text)


def gift_asked(asked: str) -> str:
    """Return the thing that the question wants as a gift, empty where it names none: 壳 of 送不送壳."""
    found = _GIFT_ASKED.search(asked)
    thing = "" if found is None else next(filter(None, found.groups()), "")
    return "" if not thing or _NO_GIFT.search(thing) else thing


def giving(asked: str, promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
    """Return the promotions, whenever they run, that give the thing which the question wants as a gift."""
    thing = gift_asked(asked)
    gifts = (p for p in promotions if p.kind is PromotionKind.GIFT) if thing else ()
    words = [word for word in normalized_tokens(thing) if len(word) > 1] or [thing]
    return tuple(p for p in gifts if all(word in f"{p.name}{p.gift}{p.description}" for word in words))


def audience_named(asked: str) -> Audience | None:
    """Return for whom the question wants promotions told, None for everybody."""
    text = _fold(asked)
    return next((audience for _, spoken, audience in _AUDIENCE_WORDS if any(form in text for form in spoken)), None)


def is_feast(word: str) -> bool:
    """Return whether this is the name of a feast or of another sale known everywhere."""
    return any(word == name for name, _ in _FEASTS)


def is_kind(word: str) -> bool:
    """Return whether this is the name of a kind of promotion or of an audience, not of a promotion."""
    return any(word == name for name, *_ in (*_KIND_WORDS, *_AUDIENCE_WORDS))


def _by_figures(text: str, promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
    """Return the promotions whose own rate (8折, 九五折) or amounts (300减50) the question gives."""
    rates = {rate for found in _RATE.findall(text) if (rate := _rate(found)) is not None}
    sums = _sums(text)
    return tuple(
        p
        for p in promotions
        if p.rate in rates or (p.threshold is not None and p.amount is not None and (p.threshold, p.amount) in sums)
    )


def _sums(text: str) -> set[tuple[Money | None, Money | None]]:
    """Return the thresholds that a question gives, each with what comes off: 300减50, 满一千少一百五."""
    return {(_fen(threshold), _fen(amount)) for threshold, amount in _FIGURES.findall(text)}


def _rate(said: str) -> Fraction | None:
    digits = "".join(_DIGITS.get(char, char) for char in said)
    if not re.fullmatch(r"[1-9][0-9]?|[0-9]\.[0-9]{1,2}", digits):
        return None
    rate = Fraction(digits)
    return rate / 100 if rate >= 10 else rate / 10


def _fen(said: str) -> Money | None:
    value = read_number(said)
    return None if value is None else Money(round(value * 100))


def _nouns(promotions: Sequence[Promotion], topics: Sequence[Topic]) -> tuple[str, ...]:
    """Return the words that name goods, not promotions."""
    categories = [category for promotion in promotions for category in promotion.scope.categories]
    topical = [word for topic in topics for word in (topic.product.name, topic.product.category, topic.product.brand)]
    topical += [value for topic in topics for sku in topic.product.skus for _, value in sku.options]
    return tuple(dict.fromkeys(_fold(word) for word in (*categories, *topical) if word))


def _by_kind(text: str, promotions: Sequence[Promotion]) -> tuple[str, tuple[Promotion, ...]]:
    word, kept = "", tuple(promotions)
    for name, spoken, audience in _AUDIENCE_WORDS:
        if any(form in text for form in spoken):
            word, kept = name, tuple(p for p in kept if p.audience is audience or _fold(name) in _fold(p.name))
            break
    for name, spoken, kinds in _KIND_WORDS:
        if any(form in text for form in spoken):
            of_kind = tuple(p for p in kept if p.kind in kinds or name in p.name)
            return (word or name), of_kind if of_kind or not word else kept
    return word, kept if word else tuple(promotions)


def _of_every_kind(text: str, promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
    """Return the promotions of all kinds and audiences that the question names: 会员折扣能和满减一起用吗."""
    audiences = {audience for _, spoken, audience in _AUDIENCE_WORDS if any(form in text for form in spoken)}
    kinds = [kinds for _, spoken, kinds in _KIND_WORDS if any(form in text for form in spoken)]
    return tuple(p for p in promotions if p.audience in audiences or any(p.kind in each for each in kinds))


def _of_kind_meanwhile(text: str, feast: Sequence[Promotion], promotions: Sequence[Promotion]) -> tuple[Promotion, ...]:
    """Return the promotions for everyone of the kind asked for that run while the feast's do: 双12有券吗."""
    kind, of_kind = _by_kind(text, promotions)
    return tuple(
        p
        for p in of_kind
        if kind
        and p.audience is Audience.EVERYONE
        and p not in feast
        and any(p.starts_at < own.ends_at and own.starts_at < p.ends_at for own in feast)
    )


def _without_goods(text: str, topics: Sequence[Topic]) -> str:
    for topic in topics:
        for name in (topic.product.name, product_title(topic.product), *topic.product.aliases):
            text = text.replace(_fold(name), " ") if name else text
    return text


def _calls(text: str, name: str, nouns: Sequence[str]) -> bool:
    """Return whether the question holds the name, or a telling piece of it."""
    if len(name) >= 2 and name in text:
        return True
    for piece in _COMMON.sub(" ", name).replace("预售", " ").split():
        whole = len(piece) == 2 and piece in text and not piece.isdigit() and not _inside_a_word(piece, text)
        last = len(piece) > _PIECE_CHARS and not _ON_OFFER.search(text)  # 打印机 is a noun
        grams = (piece[at : at + _PIECE_CHARS] for at in range(len(piece) - _PIECE_CHARS + 1 - last))
        telling = (g for g in grams if not g.isdigit() and not _of_goods(g, nouns))  # 200 also stands in 20000毫安
        if (whole and not _of_goods(piece, nouns)) or any(g in text for g in telling):
            return True
    words = [
        word for word in normalized_tokens(name) if len(word) > 1 and not word.isdigit() and not _COMMON.search(word)
    ]
    own = [word for word in words if not _of_goods(word, nouns) and not _OF_A_TIME.search(word)]
    if any(word in text for word in own) and any(form in text for form in _REDUCING):
        return True  # 自驾有没有满减, of 暑期自驾满299减40
    return len(words) > 1 and all(word in text for word in words) and not all(_of_goods(word, nouns) for word in words)


def _inside_a_word(piece: str, text: str) -> bool:
    """Return whether a piece only stands inside a longer word: 办公 of 办公券 in 办公室."""
    return any(piece in token and token != piece for token in normalized_tokens(text))


def _calls_gift(text: str, gift: str) -> bool:
    """Return whether the question names what a promotion gives by its noun: 满多少送手套, of 隔热手套1副."""
    noun = _NOT_GIFT.split(gift)[0][-_NOUN_CHARS:]
    if len(noun) != _NOUN_CHARS or noun not in text:
        return False
    return re.search(rf"[送赠][^,。?]{{0,4}}{re.escape(noun)}", text) is not None


def _of_goods(piece: str, nouns: Sequence[str]) -> bool:
    return any(piece in noun for noun in nouns)


@lru_cache(maxsize=4_096)
def _fold(text: str) -> str:
    folded = re.sub(r"[\s·•“”\"'《》【】]", "", text.lower())
    return folded.replace("十一月", "11月").replace("双十一", "双11").replace("双十二", "双12")
