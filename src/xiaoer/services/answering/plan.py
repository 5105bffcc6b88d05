"""What shall be done with this ask, and with the whole message?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from xiaoer.core.dialogue.evidence import Evidence, Passage
from xiaoer.core.dialogue.plan import Clarify, Direct, HandOff, HandOffReason, Plan, Refuse, Unsure
from xiaoer.core.dialogue.understanding import Family, Label
from xiaoer.core.facts.orders import state_order
from xiaoer.core.facts.promotion_names import asks_when
from xiaoer.core.facts.specs import state_dispatch
from xiaoer.core.facts.stock import state_stock
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.concepts import circumstances
from xiaoer.core.understanding.cues import is_bare
from xiaoer.core.understanding.future import speaks_of_future
from xiaoer.core.understanding.properties import wants_service
from xiaoer.services.answering.case import ANSWERS, MAY_ANSWER, SAME_QUESTION, SURELY_ANSWERS, Case
from xiaoer.services.answering.composing import NAMELESS
from xiaoer.services.answering.guesses import (
    asks_for_no_offer,
    is_baseless,
    outdoes_a_property,
    outdone_by_a_text,
    sums_for_no_word,
)
from xiaoer.services.answering.leaning import lean_on
from xiaoer.services.answering.on_goods import (
    beside_its_own,
    plan_comparison,
    plan_options,
    plan_price,
    plan_recommendation,
    plan_spec,
    plan_stock,
    size_for_her,
    spec_of,
)
from xiaoer.services.answering.on_offers import (
    names_audience,
    names_promotion,
    plan_bargain,
    plan_checkout,
    plan_offer_by_its_terms,
    plan_offers_for_amount,
    plan_promotion,
    wants_data,
    wants_told_coupon,
)
from xiaoer.services.answering.on_presale import awaits_presale, pays_in_advance, presale_dispatch
from xiaoer.services.answering.on_topic import say_advice, say_of_topic, with_its_price
from xiaoer.services.answering.on_wishes import say_for_her_case, say_what_she_describes
from xiaoer.services.answering.saying import direct, hints, join, say_passage, say_social, told_by
from xiaoer.services.answering.wording import LINE, OPENING, PARTS

NAMING_BEATS = 0.45  # an intent less sure than that gives way to the name of a promotion
GUESS = 0.55  # an intent less sure than that gives way to a curated answer that is
SURE_BESIDE_A_GUESS = 0.9
CHATS = 0.25  # what is taken for small talk less surely may as well be a question
COMPLAINS = 0.3  # a complaint, or a call for a person, that is surer than that goes to one
_OF_A_VARIANT = frozenset({Family.PRICE, Family.STOCK, Family.CHECKOUT})
_PLAIN_WORDS = re.compile("[\u4e00-\u9fff]{2,12}")
_CLAIMS = re.compile(
    "[最第绝保免折元返送赠退赔一二三四五六七八九十百千万]"
)  # words that would be held against the data
_DIGIT = re.compile(r"\d")
_OF = re.compile("[^有没]的[大小好新]?$")
_FOR_SALE = re.compile(
    "卖(?!家|点)|出售|进货"
)  # who asks for goods that the shop lacks is not told how others are used
TRUSTED = 0.22  # below that an intent is a guess: only what is written down may answer
TRUSTED_TALK_OF_NUMBERS = 0.7  # 88 is a goodbye, 88的黑巧咋买不了 is none
TRUSTED_TALK = 0.32  # what only sounds like chat or haggling is a question: 能帮我刻字不, 戴着洗澡中不中
MISSES_UNTIL_HAND_OFF = 2  # the second miss in a row brings in a person


def plan_asks(cases: Iterable[Case]) -> tuple[Plan, ...]:
    """Decide on the asks of a message in their order; a later one knows what was told before it."""
    plans: list[Plan] = []
    told: tuple[str, ...] = ()
    for case in cases:
        plans.append(plan_ask(replace(case, told=(*case.told, *told))))
        told = (*told, *told_by(plans[-1]))
    return tuple(plans)


def plan_ask(case: Case) -> Plan:
    """Decide on one ask; one that says too little alone is taken together with the one before it."""
    alone = say_what_she_describes(case) or _plan_alone(case)
    plan = lean_on(case, alone) or alone
    if not isinstance(plan, Unsure):
        return with_its_price(case, plan)
    said = say_of_topic(case) or say_advice(case) or _for_want_of_others(case, plan) or _on_duty(case)
    said = said or (None if plan.rule == NAMELESS else say_for_her_case(case, trusted=TRUSTED))
    return said or _with_a_hint(case, plan)


def _on_duty(case: Case) -> Plan | None:
    """Return the hours of the shop's people where she asks for these; who asks of weekends or feasts asks for more."""
    ask = case.findings.ask
    asks = ask.intent == "business_hours" and ask.confidence >= NAMING_BEATS and _HOURS_ASKED.search(ask.text)
    if not asks or circumstances(normalize(ask.text)):
        return None
    text = case.live.texts.hours
    return Direct(text, (Evidence("profile", "business_hours", case.live.shop.profile.name, text),), "profile.hours")


def _for_want_of_others(case: Case, plan: Unsure) -> Plan | None:
    """Return the one text that bears on what nothing else answers, None where she named goods unknown to the shop."""
    found = case.passage(0.0)
    ask = case.findings.ask
    if found is None or plan.rule == NAMELESS or _FOR_SALE.search(ask.text):
        return None
    of_data = ask.confidence >= GUESS and ask.family is not Family.KNOWLEDGE
    return say_passage(found) if (found.stands_alone and not of_data) or found.score >= ANSWERS else None


def _looks_for(mention: str, text: str) -> bool:
    """Return whether a text ends with goods that it tells more of: 放办公室的小咖啡机."""
    return bool(mention) and text.endswith(mention) and _OF.search(text.removesuffix(mention)) is not None


def _with_a_hint(case: Case, plan: Unsure) -> Unsure:
    """Return an unsure plan with the text that may answer; none where she named goods that the shop does not know."""
    near = case.passage(MAY_ANSWER)
    return plan if near is None or plan.rule == NAMELESS else replace(plan, near=say_passage(near).evidence)


def _plan_alone(case: Case) -> Plan:
    if case.findings.order.outcome in {"found", "mismatch"}:
        return _with_rules(case, _plan_order(case))  # who proves that an order is hers asks about it, in any words
    return _beside_an_order(case, _of_no_order(case))


def _of_no_order(case: Case) -> Plan:
    ask = case.findings.ask
    at_once = size_for_her(case) or plan_offers_for_amount(case) or plan_offer_by_its_terms(case)
    if at_once is not None:
        return at_once
    if speaks_of_future(ask.text) and ask.family not in _NOT_OF_GOODS:
        curated = case.passage(ANSWERS)
        return Unsure("unsure.future") if curated is None else say_passage(curated)
    compares = ask.family is Family.COMPARE and len(case.findings.matches) > 1
    sums = ask.family is Family.CHECKOUT and (ask.entities.quantity or 0) > 1 and bool(case.findings.basket)
    chosen = ask.family in _OF_A_VARIANT and any(match.options for match in ask.entities.products)
    is_guess = ask.confidence < GUESS and ask.family is not Family.HUMAN and not (compares or sums or chosen)
    bare = is_bare(ask.text, ask.family) and not names_promotion(case)
    enough = ANSWERS if bare or outdone_by_a_text(case) else SURE_BESIDE_A_GUESS
    if is_guess and (curated := case.passage(enough)) is not None:
        if ask.family is Family.PROMOTION and wants_data(case):
            return plan_promotion(case)
        stated = ask.family is Family.SPEC and not outdoes_a_property(case, curated)
        return plan_spec(case) if stated else say_passage(curated)
    if ask.confidence < NAMING_BEATS and names_promotion(case):
        return plan_promotion(case)
    return _by_what_is_written(case) or _DECISIONS.get(ask.family, _plan_knowledge)(case)


def _by_what_is_written(case: Case) -> Plan | None:
    """Return what is written down where the intent is no more than a guess, None where it is trusted."""
    ask = case.findings.ask
    if ask.confidence < TRUSTED and (is_baseless(case) or sums_for_no_word(case)):
        return _plan_knowledge(case)
    if asks_for_no_offer(case):
        return _plan_knowledge(case)
    haggles = ask.family is Family.BARGAIN
    trusted = TRUSTED_TALK if haggles or not _DIGIT.search(ask.text) else TRUSTED_TALK_OF_NUMBERS
    if ask.confidence >= trusted or ask.family not in _TALK:
        return None
    found = _plan_knowledge(case)
    return None if isinstance(found, Unsure) and case.findings.matches and trusted == TRUSTED_TALK else found


def _plan_knowledge(case: Case) -> Plan:
    passage = case.passage(ANSWERS)
    own = _of_its_dispatch(case, passage)
    if own is not None:
        return own
    if asks_when(case.findings.ask.text) and names_promotion(case):
        passage = case.passage(SAME_QUESTION)  # 双倍积分周几 asks for a day, which the rules of points do not tell
    if passage is not None:
        return beside_its_own(case, passage) or say_passage(passage)
    kind = case.findings.ask.entities.products
    if len(kind) == 1 and len(kind[0].product_ids) > 1 and _looks_for(kind[0].mention, case.findings.ask.text):
        return plan_recommendation(case)  # 放办公室的小咖啡机 is looked for
    if any(
        told(case) for told in (names_promotion, names_audience, pays_in_advance, awaits_presale, wants_told_coupon)
    ):
        return plan_promotion(case)  # 九月券几时到期, and 现在买怎么付 of goods in presale
    stated = None if wants_service(case.findings.ask.text) else spec_of(case)
    return stated or Unsure("unsure.no_passage")


def _of_its_dispatch(case: Case, passage: Passage | None) -> Plan | None:
    """Return when these goods are sent where that is not when others are: of a presale, of what is sold out."""
    topic = case.topic
    if topic is None or case.findings.ask.intent not in _ON_DISPATCH:
        return None
    own, in_advance = state_dispatch(topic), presale_dispatch(case)
    if own is not None:
        return direct(own)
    if in_advance is not None:
        return say_passage(in_advance)
    if not topic.quotes or any(quote.sku.stock != 0 for quote in topic.quotes):
        return None
    sold_out = direct(state_stock(topic))
    return sold_out if passage is None else join((sold_out, say_passage(passage)))


def _plan_order(case: Case) -> Plan:
    texts = case.live.texts
    finding = case.findings.order
    if finding.outcome == "found" and finding.order is not None:
        products = case.live.index.products
        titles = {line.sku: sku.name for line in finding.order.lines if (sku := products.sku(line.sku)) is not None}
        aspect = f"{case.findings.ask.intent} {case.findings.ask.text}"
        return direct(state_order(finding.order, aspect=aspect, titles=titles, zone=case.live.zone, now=case.now))
    if finding.outcome == "mismatch":
        if case.state.misses + 1 >= MISSES_UNTIL_HAND_OFF:
            return HandOff(HandOffReason.TWO_MISSES, "handoff.order_mismatch")
        return Clarify(texts.order_mismatch, (), "clarify.order_mismatch")
    if finding.outcome == "needs_phone_tail":
        return Clarify(texts.ask_phone_tail, (), "clarify.phone_tail")
    curated = case.passage(SURELY_ANSWERS)
    return say_passage(curated) if curated is not None else Clarify(texts.ask_order, (), "clarify.order")


def _with_rules(case: Case, plan: Plan) -> Plan:
    """Return what is said of an order, with the shop's rule on what she wants of it: 帮我取消, 什么时候发."""
    order, ask = case.findings.order.order, case.findings.ask
    waits = order is not None and order.status == _TO_BE_SHIPPED and _WHEN.search(ask.text)
    curated = case.passage(SURELY_ANSWERS) if ask.family is Family.KNOWLEDGE or waits else None
    if not isinstance(plan, Direct):
        return plan
    if curated is not None:
        return join((plan, say_passage(curated)))
    wants_change = ask.label is Label.ORDER_CHANGE and ask.confidence >= GUESS
    return _with_unsure(plan, case.live.texts.unsure) if wants_change else plan


def _beside_an_order(case: Case, plan: Plan) -> Plan:
    """Return the plan; who gives an order number without proof is asked for it, where more may be said with it."""
    if case.findings.order.outcome != "needs_phone_tail" or case.findings.ask.family is Family.ORDER:
        return plan
    asked_back = _plan_order(case)
    if isinstance(plan, Unsure) or not isinstance(asked_back, Clarify):
        return asked_back
    on_this_order = case.findings.ask.label in _ON_ONE_ORDER and isinstance(plan, Direct)
    return join((plan, asked_back)) if on_this_order and isinstance(plan, Direct) else plan


def _plan_human(case: Case) -> Plan:
    ask = case.findings.ask
    if ask.confidence < COMPLAINS and case.state.product_ids and not _A_PERSON.search(ask.text):
        return _plan_knowledge(case)  # 能站几个人, asked of a tent, calls nobody
    return HandOff(HandOffReason.USER_ASKED, "handoff.user_asked")


def _plan_complaint(case: Case) -> Plan:
    if case.findings.ask.confidence < COMPLAINS:
        return _plan_knowledge(case)
    curated = case.passage(SURELY_ANSWERS)
    return say_passage(curated) if curated is not None else HandOff(HandOffReason.NEGATIVE_EMOTION, "handoff.complaint")


def _plan_greeting(case: Case) -> Plan:
    return say_social(case, case.live.texts.greeting, "social.greeting")


def _plan_thanks(case: Case) -> Plan:
    return say_social(case, case.live.texts.thanks, "social.thanks")


def _plan_goodbye(case: Case) -> Plan:
    return say_social(case, case.live.texts.goodbye, "social.goodbye")


def _plan_small_talk(case: Case) -> Plan:
    ask = case.findings.ask
    if ask.confidence < CHATS or (ask.intent in _ANSWERS_US and _ASKS_WHICH.search(ask.text)):
        return _plan_knowledge(case)
    text = case.live.texts.small_talk_on(case.findings.ask.intent)
    return say_social(case, text, "social.small_talk")


_DECISIONS: Mapping[Family, Callable[[Case], Plan]] = {
    Family.PRICE: plan_price,
    Family.STOCK: plan_stock,
    Family.OPTIONS: plan_options,
    Family.SPEC: plan_spec,
    Family.COMPARE: plan_comparison,
    Family.RECOMMEND: plan_recommendation,
    Family.PROMOTION: plan_promotion,
    Family.CHECKOUT: plan_checkout,
    Family.BARGAIN: plan_bargain,
    Family.ORDER: _plan_order,
    Family.KNOWLEDGE: _plan_knowledge,
    Family.GREETING: _plan_greeting,
    Family.THANKS: _plan_thanks,
    Family.GOODBYE: _plan_goodbye,
    Family.SMALL_TALK: _plan_small_talk,
    Family.HUMAN: _plan_human,
    Family.COMPLAINT: _plan_complaint,
    Family.UNKNOWN: _plan_knowledge,
}
_ANSWERS_US = frozenset({"acknowledge", "decline", "wait"})
_ASKS_WHICH = re.compile("哪[些几个款种样]|什么(?!都)|怎么|咋|几[个款种]")  # 哪些包可以 agrees to nothing
_WHEN = re.compile("什么时候|啥时候|几时|何时|多久|几天|怎么还|咋还|还没")
_TO_BE_SHIPPED = "待发货"
_HOURS_ASKED = re.compile(
    "几点|[时点]间|时候|几时|有人|没人|在线|[上下]班[了吗么没不]|[上下]班$|[开关]门|营业|在不在|在吗"
)
_A_PERSON = re.compile("客服|人工|真人|活人|专人|本人|负责|领导|老板|经理|主管|店长|店主|师傅|小姐姐|[转接找叫喊]")
_ON_DISPATCH = frozenset({"ship_time", "delivery_time"})
_ON_ONE_ORDER = frozenset({Label.ORDER_CHANGE, Label.LOGISTICS_STATUS, Label.DELIVERY_TIME, Label.REFUND})
_NOT_OF_GOODS = frozenset({Family.ORDER, Family.HUMAN, Family.COMPLAINT})
_TALK = frozenset({Family.SMALL_TALK, Family.GREETING, Family.THANKS, Family.GOODBYE, Family.BARGAIN})


def merge(plans: tuple[Plan, ...], *, misses: int, unsure: str, asked: tuple[str, ...] = ()) -> Plan:
    """Return the one plan for a message: `misses` counts the unsure replies in a row before this one.

    `asked` holds the words of each ask, so that one that stays open beside answers can be named.

    A refusal or a hand-off rules the message; a miss beside answers keeps the answers; two misses in a row
    bring in a person.
    """
    ruling = _first(plans, Refuse) or _first(plans, HandOff)
    if ruling is not None:
        return ruling
    said = _without_chat(tuple(plan for plan in plans if isinstance(plan, Direct | Clarify)))
    if not said:
        return (
            HandOff(HandOffReason.TWO_MISSES, "handoff.two_misses") if misses + 1 >= MISSES_UNTIL_HAND_OFF else plans[0]
        )
    joined = said[0] if len(said) == 1 else join(said)
    if not any(isinstance(plan, Unsure) for plan in plans):
        return joined
    open_parts = [text for plan, text in zip(plans, asked, strict=False) if isinstance(plan, Unsure)]
    near = tuple(dict.fromkeys(text for plan in plans if isinstance(plan, Unsure) for text in plan.near))
    near = tuple(text for text in near if text not in joined.evidence)
    beside = _with_unsure(joined, LINE.join((_unsure_of(open_parts, unsure), *hints(near))))
    return replace(beside, evidence=(*beside.evidence, *near))


def _without_chat(said: tuple[Direct | Clarify, ...]) -> tuple[Direct | Clarify, ...]:
    """Return what is said without small talk beside an answer: 算了还是要A5 到手多少 wants the sum."""
    return tuple(plan for plan in said if not plan.rule.startswith("social.")) or said


def _with_unsure(said: Direct | Clarify, unsure: str) -> Direct | Clarify:
    return replace(said, text=f"{said.text}\n{unsure}", rule=f"{said.rule}+unsure.part")


def _unsure_of(parts: list[str], unsure: str) -> str:
    """Return the unsure reply, led by the parts that it is about where their words are plain enough to be repeated."""
    if not parts or not all(_PLAIN_WORDS.fullmatch(part) and not _CLAIMS.search(part) for part in parts):
        return unsure
    return f"{OPENING.format(matter=PARTS.join(parts))}{unsure}"


def _first(plans: tuple[Plan, ...], kind: type[Refuse] | type[HandOff]) -> Plan | None:
    return next((plan for plan in plans if isinstance(plan, kind)), None)
