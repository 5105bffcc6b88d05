"""Which typed question does a reading make, with all that it leaves out filled in?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xiaoer.core.dialogue.understanding import Ask, Entities, Family, Label, ProductMatch, TimeSpan
from xiaoer.core.facts.amounts import amount_asked
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import amounts, quantities
from xiaoer.core.retrieval.options import Narrowed, narrow
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.basket import FITS, basket_of
from xiaoer.core.understanding.beside import Meant, beside
from xiaoer.core.understanding.cheaper import cheaper, wants_cheaper
from xiaoer.core.understanding.counting import quantity_of, speaks_of_several, uncounted
from xiaoer.core.understanding.features import strip_fillers
from xiaoer.core.understanding.goods import Topic, match_topic, of_earlier, pick_candidate
from xiaoer.core.understanding.orders import OrderKeys
from xiaoer.core.understanding.own_words import stated_property
from xiaoer.core.understanding.pack import Intent
from xiaoer.core.understanding.properties import wants_service
from xiaoer.core.understanding.reading import Reading, Setting
from xiaoer.core.understanding.sides import both_sides, one_in_two

# Families whose answers are about goods: without a name they mean the topic of the talk or the page.
ABOUT_GOODS = frozenset({Family.PRICE, Family.STOCK, Family.OPTIONS, Family.SPEC, Family.COMPARE, Family.CHECKOUT,
                         Family.BARGAIN, Family.KNOWLEDGE})  # fmt: skip
ABOUT_THIS = frozenset({Family.PROMOTION, Family.RECOMMEND})  # only when the words point at it
KEEPS_OPTIONS = frozenset({Family.PRICE, Family.STOCK, Family.CHECKOUT})
_NEEDS_VARIANT = frozenset({Family.PRICE, Family.STOCK, Family.CHECKOUT, Family.SPEC})
_IN_HER_WORDS = frozenset({Family.SPEC, Family.KNOWLEDGE})
MAY_SUM = frozenset({Family.PRICE, Family.CHECKOUT, Family.BARGAIN})
DENIES = 0.6  # how sure it is at least that a value is asked for that the goods named do not come in
HARDLY = 0.3  # below that a question may be about anything
_PROPERTIES = frozenset({Family.SPEC, Family.COMPARE})
_MAY_SPEAK_OF_ONE = _PROPERTIES | {
    Family.KNOWLEDGE,
    Family.UNKNOWN,
    Family.PROMOTION,
}  # what no text answers may be stated
_TOGETHER = re.compile(r"加|一起|再来|再配|外加|连|(?:各|每样|一样)(?:来|要|买|拿)?[一两二三四五六七八九十\d]")
_POINTS = re.compile(r"[这那](?:一)?(?:个|款|件|种|台|双|条|套|瓶|盒|箱|东西)(?!月|星期|周|活动|优惠|券)|它")
_OTHER_VALUES = re.compile("(?:别的|其[他它]|另外的?)(?:颜色|色|尺码|尺寸|码|规格|口味|味道?|款式?|容量|版本|型号)")
_OPTION_NAMES = (
    (re.compile("颜色|什么色|啥色|色(?:号|可)|几个色|配色"), "颜色"),
    (re.compile("尺码|码数|几码|多大码|鞋码|大码|码"), "尺码"),
    (re.compile("容量|内存|存储|多少g|几g"), "容量"),
    (re.compile("口味|味道|什么味"), "口味"),
    (re.compile("尺寸|多大"), "尺寸"),
    (re.compile("版本|配置"), "版本"),
    (re.compile("款式|哪几款|几款"), "款式"),
)
_INSIDE = re.compile("(?:里[面头边]?|配料表?|成分|原料)(?:还|都|会|是不是|到底)*(?:有|含|带|加|放)(?!货|卖|现)")
_LISTS_CONTENTS = re.compile("^(?:配料表?|成分|主要成分|原料|内含|包含|清单|包装清单|套装内容)$")
_JOINS_NAMED = re.compile(r"(?<![这那它俩们])(?:和|跟|与|还是)(?![这那它])\S{2}")
_YES_OR_NO = re.compile(r"[吗么嘛]$|[^没有][不没]$|(.)[不没]\1")
_ASKED_EDGES = re.compile(
    r"^(?:请问|的|是不是|是否|有没有|能不能|可不可以|支不支持|支持|会不会|可以|能|会|有|带|是|用的?|什么|多少|它|你们家?|想问|问下|看下|具备|含)+"
    r"|(?:的吗|吗|么|不|没有|没|呢|是多少|是什么|多少|怎么样|如何|好不好|功能吗|是啥|行不行|可以吗)+$"
)
_MEASURE_ASKED = re.compile(r"([长宽高厚重深])(?:度|是)?多少|几(?:个)?(?:厘米|毫米|公分|米|克|斤)([长宽高厚重深])")
_COMPARED = re.compile(
    r"(?:哪个|哪款|哪一个|哪一款|谁的?)的?(?P<what>[^\s,?好更最比适值]{0,6}?)(?:更|比较|最)?"
    r"(?P<how>便宜|划算|清楚|好|大|长|高|快|强|久|重|轻|小|贵|多|厚|薄|宽)"
)
_PARTED = re.compile("分(?!期|享|钟|量|类|贝)[^,?]{1,8}(?:不|吗|么|嘛|没|是不是)$")
_MEASURED = (
    (frozenset({"重", "轻"}), "重量"), (frozenset({"便宜", "贵"}), "价格"), (frozenset({"久"}), "续航"),
    (frozenset({"厚", "薄"}), "厚度"), (frozenset({"宽"}), "宽度"), (frozenset({"长"}), "长度"),
    (frozenset({"高"}), "高度"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What the whole message gives to each of its questions."""

    keys: OrderKeys
    spans: tuple[TimeSpan, ...]
    order_id: str  #: of the message, the page or the talk
    named: tuple[ProductMatch, ...] = ()  #: goods that earlier clauses of the message name
    named_in: str = ""  #: the clause that names them
    before: str = ""  #: the words of the question before


def make_ask(reading: Reading, setting: Setting, given: Given) -> Ask:
    """Return the ask of a reading."""
    intent, family = reading.best.intent, reading.best.intent.family
    family = Family.OPTIONS if family in _NEEDS_VARIANT and _OTHER_VALUES.search(reading.text) else family
    picked = pick_candidate(reading.text, setting.state, setting.index)
    matches, narrowed = _goods(reading, family, setting, given, picked)
    counted = _counted_in(reading, matches, given)
    quantity = quantity_of(counted, matches, setting.index.products)
    absent = narrowed.absent[0][1] if narrowed is not None and narrowed.absent else ""
    if absent and (family in _NEEDS_VARIANT | {Family.OPTIONS} or reading.best.score < HARDLY):
        family = Family.OPTIONS
    basket = basket_of(counted, matches, setting.index.products) if family in MAY_SUM else ()
    if setting.state.misses and len(basket) > 1 and not any(match.mention for match in matches):
        basket = ()  # 各来一瓶, where what was said just before of these goods was not understood
    together = len(basket) > 1 and (quantity is not None or _TOGETHER.search(counted))
    several = together or (quantity or 0) > 1 or speaks_of_several(counted, matches, setting.index.products)
    if family is Family.PRICE and not several:
        basket = ()
    elif family is Family.PRICE and not absent:
        family, intent = Family.CHECKOUT, setting.intents.pack.intent("sum_to_pay") or intent
    if given.keys.order_id and intent.label is Label.REFUND:
        family = Family.ORDER
    product = setting.index.products.product(matches[0].product_ids[0]) if matches else None
    entities = Entities(
        products=matches,
        basket=basket,
        attribute=_attribute(reading, intent, product, setting) if family in _MAY_SPEAK_OF_ONE else "",
        option_name=(absent or _option_name(reading.text, product)) if family is Family.OPTIONS else "",
        quantity=quantity,
        counted_in=counted if counted != reading.text else "",
        amounts=tuple(amount.money for amount in amounts(reading.text)),
        spans=given.spans,
        order_id=given.order_id if family is Family.ORDER or given.keys != OrderKeys() else "",
        phone_tail=given.keys.phone_tail,
    )
    text = _without_keys(_full_text(reading, intent, matches, setting), given.keys)
    score = max(reading.best.score, DENIES) if absent and family is Family.OPTIONS else reading.best.score
    return Ask(text, intent.id, intent.label, family, score, entities, given.before)


def _counted_in(reading: Reading, matches: Sequence[ProductMatch], given: Given) -> str:
    """Return the words that count the goods: with the clause that named them, where this one names and counts none."""
    if reading.matches or matches == () or not given.named_in or quantities(reading.text):
        return reading.text
    return f"{given.named_in},{reading.text}"


def _goods(reading: Reading, family: Family, setting: Setting, given: Given, picked: Product | None) -> Meant:
    """Return the goods of an ask, and how its words narrow the first of them."""
    if picked is not None:
        match, narrowed = match_topic(Topic(picked, "talk"), reading.text, keep_options=False)
        return (match,), narrowed
    if reading.matches:
        return _named(reading, family, setting, given), _narrowed(reading, setting)
    if given.named:
        return tuple(_again(match, reading.text, setting) for match in given.named), None
    if family is Family.RECOMMEND and setting.topic is not None and wants_cheaper(reading.text):
        return (cheaper(setting.topic, setting.index.products),), None
    several = beside(reading.text, family, setting.state, setting.index)
    return _of_the_talk(reading, family, setting) if several is None else several


def _of_the_talk(reading: Reading, family: Family, setting: Setting) -> Meant:
    """Return the goods that the talk or the page is about, where an ask of this family means them."""
    topic = setting.topic
    points = family in ABOUT_THIS and _POINTS.search(reading.text)
    if topic is None or not (family in ABOUT_GOODS or points):
        return (), None
    if family is Family.COMPARE:
        variants = _two_variants(reading.text, topic)
        named = _JOINS_NAMED.search(reading.text)  # 全光谱和暖白 are no two of the talk
        return (variants,) if variants is not None else () if named else _two_of_the_talk(setting), None
    match, narrowed = match_topic(topic, reading.text, keep_options=family in KEEPS_OPTIONS)
    return (match,), narrowed


def _two_variants(text: str, topic: Topic) -> ProductMatch | None:
    """Return the goods of the talk as two variants, that talked of and that compared with it: 跟冷暖款差在哪."""
    named = narrow(topic.product, text).options
    own = tuple(
        pair for pair in topic.options if any(pair[0] == name and pair != (name, value) for name, value in named)
    )
    both = (*own, *named) if own else named
    if len({value for _, value in both}) < 2 or len({name for name, _ in both}) > 1:
        return None
    skus = tuple(sku.sku for sku in topic.product.skus if set(sku.options) & set(both))
    return ProductMatch("", (topic.product.product_id,), skus, both, origin="talk")


def _named(reading: Reading, family: Family, setting: Setting, given: Given) -> tuple[ProductMatch, ...]:
    """Return the goods that a reading names; a comparison with one name compares with the topic of the talk."""
    topic = setting.topic
    matches = tuple(_for_the_same(match, topic, setting) for match in of_earlier(reading.matches, given.named))
    if family is Family.COMPARE and len(matches) > 1:
        one = one_in_two(reading.text, matches, setting.index)
        return (one,) if one is not None else matches
    if family is not Family.COMPARE or len(matches) != 1:
        return matches
    product = setting.index.products.product(matches[0].product_ids[0]) if len(matches[0].product_ids) == 1 else None
    if product is not None and (sides := both_sides(reading.text, matches[0], product)) != matches[0]:
        return (sides,)
    if topic is None:
        return matches
    other, _ = match_topic(topic, "", keep_options=False)
    return matches if topic.product.product_id in matches[0].product_ids else (other, *matches)


def _for_the_same(match: ProductMatch, topic: Topic | None, setting: Setting) -> ProductMatch:
    """Return goods with what those of the talk are to fit, where they leave it open: 15 Pro的壳, then 钢化膜呢."""
    if (
        topic is None
        or match.options
        or len(match.product_ids) != 1
        or match.product_ids[0] == topic.product.product_id
    ):
        return match
    fits = tuple(pair for pair in topic.options if FITS.search(pair[0]))
    product = setting.index.products.product(match.product_ids[0]) if fits else None
    skus = tuple(sku.sku for sku in product.skus if set(fits) <= set(sku.options)) if product is not None else ()
    return replace(match, skus=skus, options=fits) if skus else match


def _narrowed(reading: Reading, setting: Setting) -> Narrowed | None:
    first = reading.matches[0]
    if len(reading.matches) > 1 or len(first.product_ids) > 1:
        return None
    product = setting.index.products.product(first.product_ids[0])
    return (
        None if product is None else narrow(product, uncounted(reading.text, reading.matches, setting.index.products))
    )


def _again(match: ProductMatch, text: str, setting: Setting) -> ProductMatch:
    """Return a match that an earlier clause named, narrowed anew where this clause names option values."""
    product = setting.index.products.product(match.product_ids[0])
    if product is None or len(match.product_ids) > 1:
        return match
    narrowed = narrow(product, text)
    if not narrowed.options:
        return match
    named = {name for name, _ in narrowed.options}
    kept = tuple(pair for pair in match.options if pair[0] not in named)
    skus = tuple(sku.sku for sku in narrowed.skus if set(kept) <= set(sku.options))
    if skus:
        return replace(match, skus=skus, options=(*kept, *narrowed.options))
    return replace(match, skus=tuple(sku.sku for sku in narrowed.skus), options=narrowed.options)


def _two_of_the_talk(setting: Setting) -> tuple[ProductMatch, ...]:
    ids = tuple(reversed(setting.state.product_ids[:2]))
    products = [product for product in map(setting.index.products.product, ids) if product is not None]
    return tuple(
        ProductMatch("", (product.product_id,), tuple(sku.sku for sku in product.skus), origin="talk")
        for product in products
    )


def _attribute(reading: Reading, intent: Intent, product: Product | None, setting: Setting) -> str:
    """Return the property asked for: as the data name it, as the intent says, or what is left of the words."""
    if intent.id == "product_overview":
        return ""
    if reading.elliptical and setting.state.attribute:
        return setting.state.attribute
    if intent.family not in _PROPERTIES and wants_service(reading.text):
        return ""  # 连不上 asks for help, though the goods state 连接=蓝牙
    own = _own_attribute(reading, product) or _contents(reading.text, product)
    if own:
        return _of_that_part(own, reading, setting, product) or own
    stated = "" if intent.family is Family.COMPARE else stated_property(reading, setting, product)
    return stated if stated or intent.family not in _PROPERTIES else _as_asked(reading, intent)


def _as_asked(reading: Reading, intent: Intent) -> str:
    """Return the property that the intent names, or what is left of the words."""
    if intent.attribute and reading.best.score >= HARDLY:
        return intent.attribute
    return _left_over(reading) if intent.family is Family.SPEC else _compared(reading)


def _own_attribute(reading: Reading, product: Product | None) -> str:
    """Return the longest name of the data in the words, but in those for the goods: 冲击 is none in 冲击钻吵不吵."""
    names = {name for sku in product.skus for name, _ in sku.attributes} if product is not None else set()
    named = [name for name in names if len(name) > 1 and normalize(name) in reading.text]
    if named and reading.matches:
        mentions = [normalize(match.mention) for match in reading.matches]
        rest = reading.text
        for mention in mentions:
            rest = rest.replace(mention, " ", 1)
        inside = {name for name in named if any(normalize(name) in mention for mention in mentions)}
        named = [name for name in named if name not in inside or normalize(name) in rest]
    return max(sorted(named), key=len, default="")


def _contents(text: str, product: Product | None) -> str:
    """Return the name under which the data list what is inside, where a question asks for it: 里面有花生吗."""
    if product is None or _INSIDE.search(text) is None:
        return ""
    return next((name for sku in product.skus for name, _ in sku.attributes if _LISTS_CONTENTS.search(name)), "")


def _of_that_part(own: str, reading: Reading, setting: Setting, product: Product | None) -> str:
    """Return the property that a yes-or-no question wants of what only sounds like one: 轮子发光吗 by 闪光=全闪."""
    if not _YES_OR_NO.search(reading.text) or amount_asked(reading.text) is not None:
        return ""
    rest = replace(reading, text=reading.text.replace(normalize(own), " "))
    return stated_property(rest, setting, product) if reading.best.intent.family is Family.SPEC else ""


def _left_over(reading: Reading) -> str:
    text = reading.text
    for match in reading.matches:
        text = text.replace(normalize(match.mention), "", 1)
    text = strip_fillers(_POINTS.sub("", text))
    text = _MEASURE_ASKED.sub(r"多\1\2", text)
    core = text if "多" in text else _ASKED_EDGES.sub("", text)
    return core or text


def _compared(reading: Reading) -> str:
    """Return by what goods are to be compared, empty when in general: 哪个续航长."""
    found = _COMPARED.search(reading.text)
    if found is None:
        return ""
    return found["what"] or next((name for words, name in _MEASURED if found["how"] in words), "")


def _option_name(text: str, product: Product | None) -> str:
    names = tuple(dict.fromkeys(name for sku in product.skus for name, _ in sku.options)) if product is not None else ()
    own = [name for name in names if normalize(name) in text]
    if not own and product is not None and _PARTED.search(text):
        own = list(dict.fromkeys(name for name, _ in narrow(product, text).options))  # 分单双杆不
    if len(own) > 1:
        return ""  # 颜色和尺码 asks for all of them
    return own[0] if own else next((name for pattern, name in _OPTION_NAMES if pattern.search(text)), "")


def _without_earlier_goods(setting: Setting) -> str:
    """Return the question before without the goods that it named: 转运珠工费多少, then 那金兔子呢."""
    said, earlier = setting.state.said, setting.state.product_ids[:1]
    for match in setting.index.products.find(said) if earlier else ():
        said = said.replace(normalize(match.mention), "") if earlier[0] in match.product_ids else said
    return said.strip()


def _without_keys(text: str, keys: OrderKeys) -> str:
    """Return a text without the order number and the phone tail, which say nothing of what is asked."""
    bare = text.replace(keys.order_id.lower(), " ") if keys.order_id else text
    return (
        re.sub(rf"(?<!\d){keys.phone_tail}(?!\d)", " ", bare).strip() or text
        if keys.phone_tail
        else bare.strip() or text
    )


def _full_text(reading: Reading, intent: Intent, matches: Sequence[ProductMatch], setting: Setting) -> str:
    """Return the words of the question; where they ask nothing by themselves, what they mean is added."""
    if not reading.elliptical or intent.id in ("product_overview", "order_given"):
        return reading.text
    product = setting.index.products.product(matches[0].product_ids[0]) if matches else None
    name = product.name if product is not None and not reading.matches else ""
    asked = next((phrasing for phrasing in intent.phrasings if "{" not in phrasing), intent.name)
    if intent.id == setting.state.intent and intent.family in _IN_HER_WORDS:
        asked = _without_earlier_goods(setting) or asked
    return " ".join(part for part in (name, reading.text.removesuffix("呢").removeprefix("那"), asked) if part)
