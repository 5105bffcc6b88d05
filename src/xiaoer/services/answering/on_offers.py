"""What shall be said of offers: promotions, bargaining, the sum to pay?"""

from __future__ import annotations

import re
from dataclasses import replace

from xiaoer.core.dialogue.evidence import Passage, Statement
from xiaoer.core.dialogue.plan import Clarify, Direct, Plan
from xiaoer.core.dialogue.understanding import Family, TimeSpan
from xiaoer.core.facts.prices import state_price
from xiaoer.core.facts.promotion_names import (
    REDUCTIONS,
    asks_start,
    asks_to_combine,
    asks_until,
    audience_named,
    deed_in,
    gift_asked,
    gives_rate,
    gives_sums,
    giving,
    is_feast,
    is_kind,
    named_promotions,
)
from xiaoer.core.facts.promotions import RULE_NONE, state_bargain, state_promotions
from xiaoer.core.facts.promotions_later import state_promotions_later
from xiaoer.core.facts.specs import state_spec
from xiaoer.core.facts.sums import state_sum
from xiaoer.core.facts.terms import covers_any
from xiaoer.core.facts.topic import Offers
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.shop.promotion import PromotionKind, running
from xiaoer.core.understanding.cues import asks_sum, counts_goods, holds_number, joins_goods, naming_words, without
from xiaoer.core.understanding.values import sizes_said
from xiaoer.services.answering.case import ANSWERS, MAY_ANSWER, SAME_QUESTION, SURELY_ANSWERS, Case
from xiaoer.services.answering.on_goods import clear_topics, spec_of, which_product
from xiaoer.services.answering.on_presale import (
    asks_balance,
    asks_deposit,
    asks_of_presale,
    asks_when_paid,
    gives_up,
    pays_in_advance,
    with_the_balance,
)
from xiaoer.services.answering.on_topic import say_of_topic
from xiaoer.services.answering.saying import direct, join, merge_statements, say_passage

PRESALE = "预售"
ON_A_PURCHASE = 0.3  # a text on goods that she has bought already answers from here on, for their price is paid
MOST_PIECES = 99  # of one SKU in a sum that is told without asking back
_ON_AMOUNT = re.compile(
    "(?:能|可以|会|够)?(?:减|便宜|优惠|省)(?:多少|几)|(?:能|可以|够)(?:用|参加|享受?|拿).{0,6}(?:满减|券|优惠|活动)"
)
_FIGURES = re.compile(r"[\d./-]+的?")
_WHOM = re.compile("老师|教师|学生|学校|军人|退伍|医护|医生|护士|公司|单位|企业|员工|团购|批发|老客|老人|残疾")
_BOUGHT = re.compile(
    "买贵了|(?:刚|才|上周|上个?星期|上个?月|昨天|前天|前几天|前两天|已经)[^,]{0,4}(?:买|拍|下单|付)[^,]{0,2}的?|买完[^,]{0,4}(?:降|便宜)|(?:就|又)降价"
)
_WHAT_FOR_HER = re.compile("(?:便宜|优惠|减|打)(?:多少|几|不|吗|没|啥|什么)|(?:有没有|有啥|有什么)(?:便宜|优惠)")
_FIGURES_ASKED = re.compile("怎么个?减|咋减|减多少|减几|满多少")
_THRESHOLD_ASKED = re.compile(
    "(?:券|满减|优惠|折扣|活动)(?:要|得|是|需要)?(?:买|满|凑|消费)(?:够|满|到)?(?:多少|几)"
    "|(?:满|凑够|买够|消费满)(?:多少|几)钱?(?:才|就)?(?:能|可以)?(?:用券|用优惠|参加|打折|减)"
)
_TO_A_PERSON = frozenset({Family.HUMAN, Family.COMPLAINT})
_STILL_ON = re.compile("还|有没有|有[吗没不么嘛]|现在|过期|结束")
_NO_OFFER = frozenset({Family.CHECKOUT, Family.ORDER, Family.HUMAN, Family.COMPLAINT, Family.BARGAIN})
_ON_GIFTS = frozenset({"gift", "gift_wrap"})
_COMES_ALONG = ("附赠", "附送", "赠品", "随附", "标配", "配件", "附件", "包装清单")  # what goods bring along
PLAINLY_MEANT = 0.5  # a promotion asked for less surely may be a property of the goods: 有力度吗
_ON_CLAIMING = frozenset({"coupon_claim"})
_CLAIMED = re.compile("领|自动|发放|到账")
_RULES_OF_PROMOTIONS = frozenset({"promotion_rules"})


def plan_promotion(case: Case) -> Plan:
    """Say what the data hold; a curated answer to this very question, or on the rules, comes before it."""
    sums = asks_sum(case.findings.ask.text) or (case.findings.ask.entities.quantity or 0) > 1
    if case.findings.basket and sums and not asks_of_presale(case):
        return plan_checkout(case)  # VIP买这个多少钱
    later = _state_later(case)
    if later is not None:
        return direct(later)
    named = PRESALE if pays_in_advance(case) else case.findings.ask.text
    stated = with_the_balance(case, state_promotions(_offers_at_hand(case), clear_topics(case), named=named))
    if asks_balance(case):
        return stated
    curated = case.passage(_bar_for_texts(case)) or _for_her_kind(case) or _on_what_no_promotion_tells(case, stated)
    if curated is None:
        return (_beside_no_offer(case) if stated.rule == RULE_NONE else None) or stated
    word, _ = named_promotions(case.findings.ask.text, case.live.shop.promotions, case.findings.topics)
    return join((say_passage(curated), stated)) if word else say_passage(curated)


def _bar_for_texts(case: Case) -> float:
    """Return from which score on a text comes before what the data of promotions tell."""
    ask = case.findings.ask
    if gives_up(case):
        return ANSWERS
    asked_rules = ask.intent in _RULES_OF_PROMOTIONS and not asks_figures(case)
    return SURELY_ANSWERS if asked_rules or asks_when_paid(case) else SAME_QUESTION


def _offers_at_hand(case: Case) -> Offers:
    """Return the offers, where she means one of several goods only what covers any: 电钻打几折, of three of them."""
    topics = case.findings.topics
    if not topics or clear_topics(case) or gift_asked(case.findings.ask.text):
        return case.offers
    skus = [sku for topic in topics for sku in topic.product.skus]
    return replace(case.offers, promotions=tuple(p for p in case.offers.promotions if covers_any(p, skus)))


def _beside_no_offer(case: Case) -> Direct | None:
    """Return what the texts or the goods tell of what no promotion gives, or of a feast that none is named after."""
    told = say_of_topic(case) or _stated_of_goods(case)
    word, _ = named_promotions(case.findings.ask.text, case.live.shop.promotions, case.findings.topics)
    curated = case.passage(ANSWERS) if is_feast(word) else None
    return told if told is not None or curated is None else say_passage(curated)


def _stated_of_goods(case: Case) -> Direct | None:
    """Return what the data of the goods hold on what no promotion gives: 送架子吗 is told by 琴架=另购."""
    ask = case.findings.ask
    if ask.intent not in _ON_GIFTS and ask.confidence >= PLAINLY_MEANT:
        return None
    topics = clear_topics(case) if ask.intent in _ON_GIFTS else ()
    own = [pair for topic in topics for quote in topic.quotes for pair in quote.sku.attributes]
    thing = gift_asked(ask.text)
    holding = next((name for name, value in own if thing and thing in value), "")  # 送琴弓吗: 包含=琴弓2把+松香
    along = holding or next((name for name in _COMES_ALONG if any(name == each for each, _ in own)), "")
    told = state_spec(topics[0], attribute=along) if along else None
    return spec_of(case) or (direct(told) if told is not None else None)


def _for_her_kind(case: Case) -> Passage | None:
    """Return the text on what her kind of customers gets, whom no promotion knows: 老师买书打几折."""
    curated = case.passage(SURELY_ANSWERS)
    if curated is None:
        return None
    whom = set(_WHOM.findall(case.findings.ask.text))
    return curated if whom & set(_WHOM.findall(curated.title)) else None


def _on_what_no_promotion_tells(case: Case, stated: Direct) -> Passage | None:
    """Return the text that speaks of something she names and no promotion told does: 会员生日送什么, 晒图有红包没."""
    asked = case.findings.ask.text
    deed = deed_in(asked)
    words = (re.compile(re.escape(word)) for word in naming_words(asked) if len(word) > 1)
    news = [named for named in ((deed,) if deed else words) if not named.search(stated.text)]
    first = case.passage(SURELY_ANSWERS)
    on_deed = (p for p in case.findings.passages if p.score >= MAY_ANSWER)
    found = on_deed if deed else () if first is None else (first,)
    return next((p for p in found if any(named.search(f"{p.title}{p.text}") for named in news)), None)


def plan_bargain(case: Case) -> Plan:
    """Decline to cut the price, with the promotions that there are; a text on her very case comes before it."""
    curated = case.passage(ON_A_PURCHASE if _BOUGHT.search(case.findings.ask.text) else SURELY_ANSWERS)
    if curated is not None:
        return say_passage(curated)
    if _WHAT_FOR_HER.search(case.findings.ask.text) and names_audience(case):
        return plan_promotion(case)  # 头一次买便宜多少
    basket = case.findings.basket if _is_whole(case) else ()
    quantity = basket[0].quantity if len(basket) == 1 else 1
    return direct(state_bargain(case.offers, clear_topics(case), quantity=quantity))


def plan_checkout(case: Case) -> Plan:
    """Say the sum to pay; where the basket may lack something that she named, ask instead of adding up a part."""
    if asks_deposit(case):
        return with_the_balance(case, state_promotions(case.offers, clear_topics(case), named=case.findings.ask.text))
    if case.findings.basket and _is_whole(case):
        return direct(state_sum(case.findings.basket, case.offers, asked=case.question.text, spans=_days_said(case)))
    asked_back = which_product(case)
    if asked_back is not None:
        return asked_back
    prices = merge_statements(tuple(state_price(match[0]) for match in case.findings.matches))
    text = f"{prices.text}\n{case.live.texts.ask_variant}"
    return Clarify(text, prices.evidence, "clarify.variant", tuple(t.product.product_id for t in case.findings.topics))


def plan_offer_by_its_terms(case: Case) -> Plan | None:
    """Say what becomes of an offer that she asks for by its terms: what it gives, from when on or how long it counts.

    满168还送喷壶吗, where any promotion gives such a thing; 徒步鞋的券满多少能用; 七折还有没; 搞到哪天; 打折还能用券么.
    """
    ask, promotions = case.findings.ask, case.live.shop.promotions
    if ask.family in _TO_A_PERSON:
        return None
    ends = asks_until(ask.text) or (gives_rate(ask.text, promotions) and _STILL_ON.search(ask.text))
    combines = ask.family is Family.CHECKOUT and asks_to_combine(ask.text) and not asks_sum(ask.text)
    starts = asks_start(ask.text) and names_promotion(case)
    if ends or starts or combines or asks_of_presale(case):
        return plan_promotion(case)
    if ask.family in _NO_OFFER:
        return None
    asked = giving(ask.text, promotions) or gives_sums(ask.text, promotions) or _THRESHOLD_ASKED.search(ask.text)
    return plan_promotion(case) if asked else None


def wants_told_coupon(case: Case) -> bool:
    """Return whether she asks where coupons are claimed, which a running one tells of itself."""
    coupons = (p for p in running(case.offers.promotions, case.now) if p.kind is PromotionKind.COUPON)
    return case.findings.ask.intent in _ON_CLAIMING and any(_CLAIMED.search(p.description) for p in coupons)


def plan_offers_for_amount(case: Case) -> Plan | None:
    """Say what takes something off for an amount that she names without goods: 买598块的东西能用哪个满减."""
    ask = case.findings.ask
    if case.findings.matches or not ask.entities.amounts or not _ON_AMOUNT.search(ask.text):
        return None
    word, _ = named_promotions(ask.text, case.live.shop.promotions, ())
    named = ask.text if is_kind(word) else REDUCTIONS
    return direct(state_promotions(case.offers, (), named=named))


def names_promotion(case: Case) -> bool:
    """Return whether the ask names a promotion of the shop, not just a kind of them."""
    ask = case.findings.ask
    beside_goods = without(ask.text, [match.mention for match in ask.entities.products])
    word, _ = named_promotions(beside_goods, case.live.shop.promotions, case.findings.topics)
    return bool(word) and not is_kind(word)


def wants_data(case: Case) -> bool:
    """Return whether the data of promotions are told whatever text is near: of one named, of amounts, of a balance."""
    return names_promotion(case) or asks_figures(case) or asks_balance(case)


def asks_figures(case: Case) -> bool:
    """Return whether she asks from what amount on how much comes off."""
    return _FIGURES_ASKED.search(case.findings.ask.text) is not None


def names_audience(case: Case) -> bool:
    """Return whether she asks as one for whom a running promotion is: 头回来你家 给点见面礼呗."""
    audience = audience_named(case.findings.ask.text)
    return any(p.audience is audience for p in running(case.offers.promotions, case.now)) if audience else False


def _days_said(case: Case) -> tuple[TimeSpan, ...]:
    """Return the times that she names in words: 1.8 is more likely a bed of 1.8 metres than a day, 13号 a size."""
    spans = (span for span in case.findings.ask.entities.spans if not _FIGURES.fullmatch(span.text))
    products = [topic.product for topic in case.findings.topics]
    return tuple(span for span in spans if not any(narrow(product, span.text).options for product in products))


def _state_later(case: Case) -> Statement | None:
    """Return what will be on offer at the time that she names, where that is still to come."""
    ask = case.findings.ask
    to_come = next((span for span in _days_said(case) if span.start > case.now), None)
    if to_come is None:
        return None
    return state_promotions_later(case.offers, clear_topics(case), span=to_come, named=ask.text)


def _is_whole(case: Case) -> bool:
    """Return whether the basket holds all that was named, as often as was said."""
    entities, basket, names = case.findings.ask.entities, case.findings.basket, _mentions(case)
    text = _without_sizes(case, entities.counted_in or case.findings.ask.text)
    if any(line.quantity > MOST_PIECES for line in basket):
        return False  # more likely digits run together than a wish
    carried = entities.carried  # lines of a sum that was told before: she need not name them again
    if len(basket) == 1 and not carried and (joins_goods(text, names) or _leaves_out_a_variant(case, text)):
        return False
    if any(line.quantity > 1 for line in basket[carried:]):
        return holds_number(text, names)
    if carried:
        return True
    return len(basket) > 1 or not counts_goods(text, names)


def _without_sizes(case: Case, text: str) -> str:
    """Return a text without the sizes of the goods in question, however she calls them: 两斤的 counts nothing."""
    for topic in case.findings.topics:
        for size in reversed(sizes_said(text, topic.product)):
            text = f"{text[: size.start]}□{text[size.end :]}"
    return text


def _leaves_out_a_variant(case: Case, text: str) -> bool:
    """Return whether the text says two values of one option of the only goods in the basket: 双臂支架2单臂支架1."""
    sku = case.findings.basket[0].quote.sku
    product = case.live.index.products.product(sku.product_id)
    if product is None:
        return False
    mentions = (normalize(match.mention) for match in case.findings.ask.entities.products)
    beside = without(normalize(text), [mention for mention in mentions if mention in normalize(product.name)])
    said = narrow(product, beside).options  # a nickname may say a variant, too: 三抽柜两抽柜
    names = [name for name, _ in said]
    return len(set(names)) < len(names)


def _mentions(case: Case) -> tuple[str, ...]:
    """Return the words that name the goods in question or their variants, longest first."""
    said = {match.mention for match in case.findings.ask.entities.products}
    topics = case.findings.topics
    named = {name for topic in topics for name in (topic.product.name, *topic.product.aliases)}
    values = {value for topic in topics for sku in topic.product.skus for _, value in sku.options}
    return tuple(sorted(said | named | values, key=lambda name: (-len(name), name)))
