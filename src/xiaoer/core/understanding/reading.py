"""What does one clause say by itself?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Family, ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.language.slang import Slang
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.adding import adds
from xiaoer.core.understanding.bare import called_by_head, called_by_values, called_so, with_kin
from xiaoer.core.understanding.by_value import called_by_a_word
from xiaoer.core.understanding.choosing import chosen
from xiaoer.core.understanding.coming import asks_for_goods
from xiaoer.core.understanding.features import ATTRIBUTE, CALL, OPTION, ORDER, PRODUCT, QUANTITY, mask
from xiaoer.core.understanding.goods import (
    CALLED,
    SURE,
    Topic,
    among_candidates,
    called_by_kind,
    called_by_part,
    of_this_kind,
    value_by_letter,
    with_namesakes,
    without_accessories,
)
from xiaoer.core.understanding.intent import IntentIndex, IntentScore
from xiaoer.core.understanding.listed import called_on_top, with_called
from xiaoer.core.understanding.loosely import called_each, called_loosely
from xiaoer.core.understanding.plain_words import (
    asks_extreme,
    by_plain_words,
    compared,
    listing,
    measured,
    needed,
    of_an_offer,
    priced,
    too_dear,
)
from xiaoer.core.understanding.renamed import named_together
from xiaoer.core.understanding.values import holds_values_only, without_values

_NAMED = f"{PRODUCT}{OPTION}{QUANTITY}"
_ONE = rf"[一1]\s?[{CLASSIFIERS}]"  # the only count that is not masked
# What may stand around a bare product, option or number without asking anything: 那黑色的呢, 就要两个吧.
_ELLIPSIS = re.compile(
    rf"^(?:那么?|就|我|,)*还是(?!有)|(?:回到)?(?:刚[才刚]|之前|上面)(?:说|问|看|聊)?的?|看看|看一?下|^(?:那么?|如果|要是)?(?:寄|发)(?:{_ONE}|[{CLASSIFIERS}])?(?=[{_NAMED}])|[{_NAMED}\s]|也(?:能|行|可以|有|是)(?=[吗么嘛不]|$)|那|的|呢|呐|勒|嘞|捏|咧|吗|嘛|啊|呀|吧|款|版本|版|色|号|个|我|想要|想|就|是|换成|换|要|选|和|加|还有|如果|话|型|味|同样|一样|也|买|来|拿|再|跟|与|给|帮|下单|各|带|装|以及|外加|另外|配|拍|订|{_ONE}|,|\?|。"
)
# 来一个, 卡其的来条: she takes one, which is no count that is masked.
_TAKES_ONE = re.compile(rf"(?:来|拿|拍|买|要|订|整)(?:\s?{_ONE}|[{CLASSIFIERS}](?![\u4e00-\u9fff]{{2}}))")
_IS_LEFT = re.compile(
    "还?有(?:没有|吗|么|嘛|没|不)|还剩"
)  # asks for stock, though each of its words could be said along
_POINTED = re.compile("(?:那么?|就|换成|改成|要)(.{2,}?)(?:呢|吧)?")  # 那营灯呢
# 没货的话白的多少钱
_LED_BY_A_CASE = re.compile("^(?:如果|要是|万一)?(?:没有?现?货|缺货|断货|没有|不行|不能)(?:了)?的?话,?(?=.{3})")
_HOW_MUCH = re.compile(
    rf"(?:(?:^那么?)?(?:直接|单独?|正常|现在)[买拍])?(?:要|是|卖|得|都|各|分别)*多少(?:{_ONE})?[啊呀呢吧哦米]?$"
)
# What 这个 needs or brings, and what 要不要 asks for, is no other goods though its word is a part of their name.
_THIS_NEEDS = re.compile(
    r"(?:那么?|请问|所以)?(?:(?:[这那](?:一)?[个款件种台双条套只支瓶盒本把张]|它)(?:还|也|都|是不是|是否|平时)*"
    r"(?:得|要|用|需|送|带|配|附|含|能|会|可以|支持|有没有|里面?|适合|怕)"
    r"|(?:那|它)?(?:里[面头边]?|配料表?|成分|原料|内含)(?:还|都|会|是不是|到底)*(?:有|含|带|加|放)|(?:还|得|那)*(?:需要|要不要|用不用|需不需要|要另外|带不带|配不配|附不附))"
)
_BRINGS = re.compile(
    r"(?:那|还|会|有)*(?:送|赠|带|配|附|搭)(?:不[送带配附])?[^,]{1,8}?(?:吗|不|么|嘛|没有?)"
)  # 送花瓶不
_POINTS_BEFORE = re.compile(
    "(?:[这那此该](?:一)?[个款件种台双条套只支瓶盒包袋把张本]|刚[才刚]?(?:说|问|看|聊)?的?|上面|之前的?)的?$"
)
_BESIDE_OTHERS = re.compile("[和跟与比]|还是|一起|加上|搭")
SHORT_MENTION = 2
_COMPARED = 2  # goods that a comparison needs
A_GUESS = 0.35  # an intent less sure than that may as well be a question on goods
SURELY_SOCIAL = 0.4  # a clause less sure than that may belong to the question beside it
_BARE_NUMBER = re.compile(
    rf"(?<![a-z\d.])(?:(?:\d{{2,5}}|\d\.\d+)(?:米|升|码|号|寸|年)?|(?:半|[一二两三四五六七八九十]|\d+)斤装?|[一二两三四五六七八九十]{{1,3}}(?:升|码|号|寸|克|米))(?=的|呢|勒|嘞|咧|版|款|[和跟与]|[{_NAMED}]|$)"
)
_OF_SEVERAL = re.compile("[两三几][款种](?![^,?]{0,2}[色码味])[^,?]{1,8}(?:哪|区别|差|不同|不一样)")  # 两款桌布哪个怕水
_SKUS_LOOKED_AT = 8  # sisters of a product mostly name the same attributes
# Attributes that carry these words have intents of their own, which know more than the attribute.
OWN_INTENT = re.compile("保修|质保|发货|运费|快递|物流|价|库存|颜色|发票|退|[包可]换|换[货新]|赠|活动|优惠|售后")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a message is read against."""

    state: DialogueState
    context: PageContext
    index: ShopIndex
    intents: IntentIndex
    slang: Slang
    topic: Topic | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause with the goods that it names and the intent that it has by itself.

    `elliptical` when the clause holds goods, options or numbers but asks nothing: 那黑色的呢, 桃桃X1, 两个.
    """

    text: str
    masked: str
    matches: tuple[ProductMatch, ...]
    best: IntentScore
    elliptical: bool
    gap: str = ","  #: what parts the clause from the one before it: a stop, or only a blank

    @property
    def social(self) -> bool:
        """Whether the clause only greets, thanks, answers or chats."""
        chats = self.best.score >= SURELY_SOCIAL and self.best.intent.family in _SOCIAL
        chats = chats or CALL.fullmatch(self.text) is not None
        return chats and not self.elliptical and not any(match.score >= SURE for match in self.matches)


_NEEDS_GOODS = frozenset({Family.PRICE, Family.STOCK, Family.OPTIONS, Family.SPEC, Family.COMPARE, Family.CHECKOUT})
_SOCIAL = frozenset({Family.GREETING, Family.THANKS, Family.GOODBYE, Family.SMALL_TALK})


def read_clause(clause: str, setting: Setting, *, order_id: str = "") -> Reading:
    """Return the reading of a normalised clause."""
    clause = _LED_BY_A_CASE.sub("", clause) or clause
    text = setting.slang.standardize(clause)
    matches = _not_its_attributes(clause, _found(clause, text, setting), setting)
    reading = _read_with(matches, clause, setting, order_id=order_id)
    if reading.best.intent.family is Family.COMPARE and len(matches) < _COMPARED and not reading.elliptical:
        each = called_each(text, setting.index)
        same = len(each) == 1 and each[0].product_ids in [match.product_ids for match in matches]
        return replace(reading, matches=each) if each and not same else reading
    if matches or reading.elliptical:
        return reading
    by_values = setting.topic is None and asks_for_goods(text)
    if reading.best.intent.family not in _NEEDS_GOODS and not by_values:
        hardly = reading.best.score < A_GUESS and setting.topic is None
        own = called_by_a_word(text, Family.UNKNOWN, setting.index) if hardly else ()
        return replace(reading, matches=own) if own else reading
    topic, of_property = setting.topic, reading.best.intent.family is Family.SPEC
    if topic is not None and (of_property or reading.best.intent.family is Family.COMPARE):
        return reading  # 颗粒大不大 and 哪个拍照好 ask it of the goods talked about
    family = reading.best.intent.family
    loose = called_loosely(text, setting.index, by_data=not of_property) or called_by_a_word(
        text, family, setting.index
    )
    if not loose or (topic is not None and _speaks_of(topic.product, loose[0])):
        return reading
    return _read_with(loose, clause, setting, order_id=order_id)


def _speaks_of(product: Product, loose: ProductMatch) -> bool:
    """Return whether goods that were called loosely are these, or are called by a value that these come in too."""
    values = (normalize(value) for sku in product.skus for _, value in sku.options)
    return product.product_id in loose.product_ids or any(loose.mention in value for value in values)


def _read_with(matches: tuple[ProductMatch, ...], clause: str, setting: Setting, *, order_id: str) -> Reading:
    text = setting.slang.standardize(clause)
    sure = tuple(match for match in matches if match.score >= SURE)
    named_in = clause if all(normalize(match.mention) in clause for match in matches) else text
    bare = named_in.replace(normalize(order_id), ORDER) if order_id else named_in
    wordings = [_wording(bare, sure, setting)]
    if matches and not sure:
        wordings.append(_wording(bare, matches, setting))
    product = _product_of(matches, setting)
    elliptical = any(_is_elliptical(wording, product) for wording in wordings)
    attributed = _mask_attributes(wordings[0], sure, setting)
    wordings += [attributed] if attributed != wordings[0] else []
    if any(len(normalize(match.mention)) <= SHORT_MENTION for match in sure):
        # A word such as 降噪 is both part of a name and what is asked about.
        wordings.append(mask(setting.slang.standardize(bare)))
    scored = [(setting.intents.classify_masked(masked)[0], masked) for masked in wordings]
    best, masked = max(scored, key=lambda pair: pair[0].score)
    if _only_priced(masked) and (sure or setting.topic is not None):
        best = priced(best, setting.intents)
    elif not elliptical and (sure or setting.topic is not None):
        best = by_plain_words(best, text, setting.intents)
        best = listing(best, text, _option_names(sure, setting), setting.intents)
        best = of_an_offer(measured(best, text, setting.intents), _beside(text, sure), setting.intents)
        best = compared(best, text, setting.intents) if _are_several(sure) else best
    best = best if elliptical else too_dear(best, text, setting.intents)
    names_one = any(len(match.product_ids) == 1 for match in sure)
    best = best if elliptical or names_one else needed(best, text, setting.intents)
    return Reading(text, masked, sure or matches, best, elliptical)


def _beside(text: str, matches: Sequence[ProductMatch]) -> str:
    """Return a text without the goods that it names: no 活动扳手 is an offer."""
    for match in matches:
        text = text.replace(normalize(match.mention), " ", 1)
    return text


def _found(clause: str, text: str, setting: Setting) -> tuple[ProductMatch, ...]:
    """Return the goods that a clause names as typed, by their place in its standard wording if they are the same."""
    products, topic = setting.index.products, setting.topic.product if setting.topic is not None else None
    typed = products.find(clause)
    if text != clause:
        standard = products.find(text)
        same = [match.product_ids for match in standard] == [match.product_ids for match in typed]
        typed = standard if same or not typed else typed
    typed = _pointed_at(text, typed, setting.topic)
    pointed = _POINTED.fullmatch(clause)
    if not typed and pointed:
        typed = products.find(pointed[1])
    if not typed and (setting.topic is not None or setting.state.candidates):
        typed = called_by_part(text, state=setting.state, topic=setting.topic, index=setting.index)
    typed = with_called(text, typed, setting.index) or _of_another_kind(text, setting)
    typed = typed or called_by_head(text, setting.index) or called_by_values(text, setting.index, topic)
    if not typed and setting.topic is not None and adds(text, setting.state):
        typed = called_on_top(text, setting.topic.product, setting.index)
    choice = _choice(text, typed, setting)
    if choice:
        return choice
    if asks_extreme(text) or _OF_SEVERAL.search(text):
        typed = tuple(with_namesakes(match, products) for match in typed)
    typed = tuple(called_so(without_accessories(match, products), setting.index) for match in typed)
    typed = (with_kin(typed[0], text, setting.index),) if len(typed) == 1 else typed
    found = among_candidates(named_together(typed, text), setting.state)
    return tuple(of_this_kind(match, setting.topic, products) for match in found)


def _pointed_at(text: str, typed: tuple[ProductMatch, ...], topic: Topic | None) -> tuple[ProductMatch, ...]:
    """Return the goods of the talk where a clause points at them by the noun of their kind: 刚才那个帐篷."""
    if topic is None or len(typed) != 1 or topic.product.product_id not in typed[0].product_ids:
        return typed
    match = typed[0]
    before = text.partition(normalize(match.mention))[0]
    if len(match.product_ids) == 1 or match.options or not _POINTS_BEFORE.search(before):
        return typed
    own = tuple(sku.sku for sku in topic.product.skus)
    kept = replace(match, product_ids=(topic.product.product_id,), options=topic.options, origin=topic.origin)
    return (replace(kept, skus=topic.skus or own),)


def _of_another_kind(text: str, setting: Setting) -> tuple[ProductMatch, ...]:
    """Return the goods that a kind of theirs calls, unless it is one of what the talk is about."""
    topic = setting.topic.product.product_id if setting.topic is not None else ""
    return tuple(match for match in called_by_kind(text, setting.index) if topic not in match.product_ids)


def _choice(text: str, typed: Sequence[ProductMatch], setting: Setting) -> tuple[ProductMatch, ...]:
    """Return the goods of the talk that a clause chooses where it names none clearly."""
    said_along = _only_says_a_part(text, typed, setting)
    if len(typed) > 1 or (
        not said_along and any(len(match.product_ids) == 1 and match.score > CALLED for match in typed)
    ):
        return ()
    choice = chosen(text, state=setting.state, topic=setting.topic, index=setting.index)
    if said_along and choice:
        return tuple(replace(match, mention=match.mention or typed[0].mention) for match in choice)
    fits = not typed or (choice and set(choice[0].product_ids) & set(typed[0].product_ids))
    return choice if fits else ()


def _only_says_a_part(clause: str, typed: Sequence[ProductMatch], setting: Setting) -> bool:
    """Return whether the name in an answer to our question back stands in the names that it listed: X1的 of two cases.

    The product of that name itself must not be among them.
    """
    state, products = setting.state, setting.index.products
    answers = state.pending == "product" or (bool(typed) and clause == f"{normalize(typed[0].mention)}的")
    if len(typed) != 1 or not answers or set(typed[0].product_ids) & set(state.candidates):
        return False
    listed = [product for product in map(products.product, state.candidates) if product is not None]
    return any(normalize(typed[0].mention) in normalize(product.name) for product in listed)


def _not_its_attributes(clause: str, matches: tuple[ProductMatch, ...], setting: Setting) -> tuple[ProductMatch, ...]:
    """Return the matches without words that only name an attribute of the topic: 它支持无线充电吗, 这个要墨水吗."""
    if setting.topic is None or not matches or adds(clause, setting.state):
        return matches
    if (_THIS_NEEDS.match(clause) or _BRINGS.fullmatch(clause)) and not _BESIDE_OTHERS.search(clause):
        return tuple(match for match in matches if setting.topic.product.product_id in match.product_ids)
    if len(matches) > 1 and _BESIDE_OTHERS.search(clause):
        return matches  # 奶瓶跟奶嘴一共, though the bottle states its 奶嘴
    names = (normalize(name) for sku in setting.topic.product.skus[:_SKUS_LOOKED_AT] for name, _ in sku.attributes)
    named = [name for name in names if name in clause]
    return tuple(
        match
        for match in matches
        if not any(normalize(match.mention) in name for name in named) or f"{normalize(match.mention)}版" in clause
    )


def joined(readings: Sequence[Reading], setting: Setting, *, order_id: str = "") -> Reading:
    """Return several clauses as one reading: the surest of their intents, or that of the whole."""
    if len(readings) == 1:
        return readings[0]
    first, *others = readings
    text = first.text + "".join(f"{reading.gap}{reading.text}" for reading in others)
    whole = read_clause(text, setting, order_id=order_id)
    named = next((reading.matches for reading in readings if reading.matches), ())
    if named and not whole.matches:
        whole = _read_with(named, text, setting, order_id=order_id)  # 能机洗吗 大豆被
    asking = (reading.best for reading in readings if not reading.elliptical)
    best = max((whole.best, *asking), key=lambda scored: scored.score)
    return replace(whole, best=best, elliptical=all(reading.elliptical for reading in readings))


def with_intent(reading: Reading, intent_id: str, setting: Setting, *, score: float) -> Reading:
    """Return the reading with another intent; unchanged when the pack has none of this id."""
    intent = setting.intents.pack.intent(intent_id)
    return reading if intent is None else replace(reading, best=IntentScore(intent, score))


def _wording(bare: str, matches: Sequence[ProductMatch], setting: Setting) -> str:
    return mask(setting.slang.standardize(_mask_goods(bare, matches, setting)))


def _is_elliptical(masked: str, product: Product | None = None) -> bool:
    if _IS_LEFT.search(masked):
        return False
    if product is not None and OPTION in masked and holds_values_only(_ELLIPSIS.sub(" ", masked), product):
        return True
    names_something = (
        any(sign in masked for sign in (PRODUCT, OPTION, QUANTITY))
        or _BARE_NUMBER.search(masked)
        or re.fullmatch(_ONE, masked)
        or (product is not None and _TAKES_ONE.search(masked))
    )
    return bool(names_something) and not _ELLIPSIS.sub("", _BARE_NUMBER.sub("", _TAKES_ONE.sub("", masked)))


def takes_one(text: str) -> bool:
    """Return whether a clause takes one of the goods: 来一个, 卡其的来条."""
    return _TAKES_ONE.search(text) is not None


def _are_several(matches: Sequence[ProductMatch]) -> bool:
    """Return whether several products are named, or several values of one option."""
    options = [name for match in matches for name, _ in match.options]
    return len(matches) > 1 or len(set(options)) < len(options)


def _only_priced(masked: str) -> bool:
    """Return whether a clause asks how much, and beside that only names goods, options or numbers: 256的多少."""
    asked = _HOW_MUCH.sub("", masked)
    return asked != masked and (not asked or _is_elliptical(asked))


def _mask_goods(clause: str, matches: Sequence[ProductMatch], setting: Setting) -> str:
    for match in matches:
        mention = normalize(match.mention)
        if mention:
            clause = clause.replace(mention, PRODUCT, 1)
    first = _product_of(matches, setting)
    for kind in _kinds(first) if first is not None else ():
        clause = clause.replace(f"{PRODUCT}{kind}", PRODUCT).replace(f"{kind}{PRODUCT}", PRODUCT)
    by_letter = value_by_letter(clause, first) if first is not None else ()
    clause = clause.replace(by_letter[0], OPTION, 1) if by_letter else clause
    products = [setting.index.products.product(m.product_ids[0]) for m in matches[1:] if len(m.product_ids) == 1]
    for product in (_product_of(matches, setting), *products):
        clause = clause if product is None else without_values(clause, product, OPTION)
    return clause


def _kinds(product: Product) -> tuple[str, ...]:
    """Return the words that say what kind of goods this is, which may stand beside its name: C7咖啡机."""
    words = (normalize(product.category), *(normalize(alias) for alias in product.aliases))
    return tuple(word for word in words if len(word) >= SHORT_MENTION)


def _mask_attributes(masked: str, matches: Sequence[ProductMatch], setting: Setting) -> str:
    product = _product_of(matches, setting)
    if product is None:
        return masked
    names = {normalize(name) for sku in product.skus[:_SKUS_LOOKED_AT] for name, _ in sku.attributes}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if len(name) > 1 and not OWN_INTENT.search(name):
            masked = masked.replace(name, ATTRIBUTE)
    return masked


def _option_names(matches: Sequence[ProductMatch], setting: Setting) -> tuple[str, ...]:
    product = _product_of(matches, setting)
    skus = () if product is None else product.skus[:_SKUS_LOOKED_AT]
    return tuple(dict.fromkeys(name for sku in skus for name, _ in sku.options))


def _product_of(matches: Sequence[ProductMatch], setting: Setting) -> Product | None:
    if matches:
        return setting.index.products.product(matches[0].product_ids[0])
    if setting.topic is not None:
        return setting.topic.product
    listed = setting.state.candidates
    return setting.index.products.product(listed[0]) if listed else None
