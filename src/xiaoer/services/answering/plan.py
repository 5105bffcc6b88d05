"""What shall be done with this ask, and with the whole message?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from xiaoer.core.dialogue.evidence import Evidence, Passage, Statement
from xiaoer.core.dialogue.plan import Clarify, Direct, HandOff, HandOffReason, Plan, Refuse, Unsure
from xiaoer.core.dialogue.question import Question
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.checkout import state_checkout
from xiaoer.core.facts.compare import state_comparison
from xiaoer.core.facts.options import state_options
from xiaoer.core.facts.orders import state_order
from xiaoer.core.facts.overview import state_choice, state_overview
from xiaoer.core.facts.prices import state_price
from xiaoer.core.facts.promotion_names import is_kind, named_promotions
from xiaoer.core.facts.promotions import state_bargain, state_promotions
from xiaoer.core.facts.promotions_later import state_promotions_later
from xiaoer.core.facts.recommend import state_recommendation
from xiaoer.core.facts.specs import state_spec
from xiaoer.core.facts.stock import state_stock
from xiaoer.core.facts.topic import Offers, Topic
from xiaoer.core.understanding.audience import claimed_audiences
from xiaoer.core.understanding.cues import asks_sum, counts_goods, holds_number, joins_goods, names_goods
from xiaoer.services.answering.findings import Findings
from xiaoer.services.answering.live import LiveShop

ANSWERS = 0.5  # a passage is said when it answers the ask more likely than not
SURELY_ANSWERS = 0.85  # a curated answer this close is what the shop wants said, before anything computed
NAMING_BEATS = 0.45  # an intent less sure than that gives way to the name of a promotion
GUESS = 0.55  # an intent less sure than that gives way to a curated answer that is
SURE_BESIDE_A_GUESS = 0.9
COMPLAINS = 0.3  # a complaint that is surer than that goes to a person
SAME_QUESTION = 0.97  # a curated question that is asked in other words only
TRUSTED = 0.22  # below that an intent is a guess: only what is written down may answer
MOST_PIECES = 99  # of one SKU in a sum that is told without asking back
MISSES_UNTIL_HAND_OFF = 2  # the second miss in a row brings in a person


@dataclass(frozen=True, slots=True)
class Case:
    """One ask with all that a decision about it may rest on."""

    findings: Findings
    question: Question
    state: DialogueState
    live: LiveShop
    now: datetime

    @property
    def offers(self) -> Offers:
        """The shop's promotions as this shopper may have them; who says she is a VIP hears the terms of VIPs."""
        audiences = self.question.shopper.audiences | claimed_audiences(self.question.text)
        return Offers(self.live.shop.promotions, audiences, self.now, self.live.zone, self.live.scope_titles)

    @property
    def topic(self) -> Topic | None:
        """The one product in question, None when there is none or its name fits several."""
        matches = self.findings.matches
        clear = matches and len(matches[0]) == 1 and not self.findings.doubtful
        return matches[0][0] if clear else None

    def passage(self, at_least: float) -> Passage | None:
        """Return the best passage if it is good enough."""
        best = self.findings.passages[0] if self.findings.passages else None
        return best if best is not None and best.score >= at_least else None


def plan_ask(case: Case) -> Plan:
    """Decide on one ask."""
    ask = case.findings.ask
    if case.findings.order.outcome in {"found", "mismatch"}:
        return _plan_order(case)  # who proves that an order is hers asks about it, however she words it
    is_guess = ask.confidence < GUESS and ask.family is not Family.HUMAN
    if is_guess and (curated := case.passage(SURE_BESIDE_A_GUESS)) is not None:
        return _say_passage(curated)
    if ask.confidence < NAMING_BEATS and _names_promotion(case):
        return _plan_promotion(case)
    if ask.confidence < TRUSTED and _is_baseless(case):
        return _plan_knowledge(case)
    return _DECISIONS.get(ask.family, _plan_knowledge)(case)


def _plan_knowledge(case: Case) -> Plan:
    passage = case.passage(ANSWERS)
    if passage is not None:
        return _say_passage(passage)
    return _spec_of(case) or Unsure("unsure.no_passage")


def _plan_spec(case: Case) -> Plan:
    """Say what the data hold on the property asked for; a curated answer to this very question comes before it."""
    curated = case.passage(SURELY_ANSWERS)
    spec = _spec_of(case)
    if curated is not None and (spec is None or curated.score >= SAME_QUESTION):
        return _say_passage(curated)
    if spec is not None:
        return spec
    asked_back = _which_product(case)
    if asked_back is not None:
        helps = not case.findings.matches or any(_state_spec(topic, case) for topic in case.findings.topics)
        return _say_passage_or(case, asked_back if helps else Unsure("unsure.no_spec"))
    return _overview_of(case) or _say_passage_or(case, Unsure("unsure.no_spec"))


def _plan_price(case: Case) -> Plan:
    return _from_topics(case, state_price)


def _plan_stock(case: Case) -> Plan:
    quantity = case.findings.ask.entities.quantity
    return _from_topics(case, lambda topic: state_stock(topic, quantity=quantity))


def _plan_options(case: Case) -> Plan:
    option_name = case.findings.ask.entities.option_name
    return _from_topics(case, lambda topic: state_options(topic, option_name=option_name))


def _from_topics(case: Case, state: Callable[[Topic], Statement]) -> Plan:
    """Say a fact of every product that was named; ask back where a name fits several."""
    curated = None if case.findings.matches else case.passage(SURELY_ANSWERS)
    if curated is not None:
        return _say_passage(curated)
    asked_back = _which_product(case)
    return asked_back or _merge_statements(tuple(state(match[0]) for match in case.findings.matches))


def _plan_comparison(case: Case) -> Plan:
    topics = tuple(match[0] for match in case.findings.matches)
    if len(topics) == 1 and len(case.findings.matches[0]) > 1:
        topics = case.findings.matches[0]
    if len(topics) < 2:
        return _plan_spec(case)
    return _direct(state_comparison(topics, attribute=case.findings.ask.entities.attribute))


def _plan_recommendation(case: Case) -> Plan:
    ask = case.findings.ask
    statement = state_recommendation(
        case.findings.topics, wanted=ask.text, budget=ask.entities.amounts, assortment=case.live.assortment
    )
    return _say_passage_or(case, Unsure("unsure.no_recommendation") if statement is None else _direct(statement))


def _plan_promotion(case: Case) -> Plan:
    """Say what the data hold; a curated answer to this very question, or on the rules, comes before it."""
    if case.findings.basket and asks_sum(case.findings.ask.text):
        return _plan_checkout(case)  # VIP买这个多少钱
    later = _state_later(case)
    if later is not None:
        return _direct(later)
    asked_rules = case.findings.ask.intent in _RULES_OF_PROMOTIONS
    curated = case.passage(SURELY_ANSWERS if asked_rules else SAME_QUESTION)
    stated = _direct(state_promotions(case.offers, _clear_topics(case), named=case.findings.ask.text))
    if curated is None:
        return stated
    word, _ = named_promotions(case.findings.ask.text, case.live.shop.promotions, case.findings.topics)
    return _join((_say_passage(curated), stated)) if word else _say_passage(curated)


def _state_later(case: Case) -> Statement | None:
    """Return what will be on offer at the time that she names, where that is still to come."""
    ask = case.findings.ask
    to_come = next((span for span in ask.entities.spans if span.start > case.now), None)
    if to_come is None:
        return None
    return state_promotions_later(case.offers, _clear_topics(case), span=to_come, named=ask.text)


def _plan_bargain(case: Case) -> Plan:
    return _direct(state_bargain(case.offers, _clear_topics(case)))


def _plan_checkout(case: Case) -> Plan:
    """Say the sum to pay; where the basket may lack something that she named, ask instead of adding up a part."""
    if case.findings.basket and _is_whole(case):
        return _direct(state_checkout(case.findings.basket, case.offers))
    asked_back = _which_product(case)
    if asked_back is not None:
        return asked_back
    prices = _merge_statements(tuple(state_price(match[0]) for match in case.findings.matches))
    text = f"{prices.text}\n{case.live.texts.ask_variant}"
    return Clarify(text, prices.evidence, "clarify.variant", tuple(t.product.product_id for t in case.findings.topics))


def _is_whole(case: Case) -> bool:
    """Return whether the basket holds all that was named, as often as was said."""
    text, basket, names = case.findings.ask.text, case.findings.basket, _mentions(case)
    if any(line.quantity > MOST_PIECES for line in basket):
        return False  # more likely digits run together than a wish
    if len(basket) == 1 and joins_goods(text, names):
        return False
    if any(line.quantity > 1 for line in basket):
        return holds_number(text, names)
    return len(basket) > 1 or not counts_goods(text, names)


def _mentions(case: Case) -> tuple[str, ...]:
    """Return the words that name the goods in question or their variants, longest first."""
    said = {match.mention for match in case.findings.ask.entities.products}
    topics = case.findings.topics
    named = {name for topic in topics for name in (topic.product.name, *topic.product.aliases)}
    values = {value for topic in topics for sku in topic.product.skus for _, value in sku.options}
    return tuple(sorted(said | named | values, key=lambda name: (-len(name), name)))


def _plan_order(case: Case) -> Plan:
    texts = case.live.texts
    finding = case.findings.order
    if finding.outcome == "found" and finding.order is not None:
        products = case.live.index.products
        titles = {line.sku: sku.name for line in finding.order.lines if (sku := products.sku(line.sku)) is not None}
        aspect = f"{case.findings.ask.intent} {case.findings.ask.text}"
        return _direct(state_order(finding.order, aspect=aspect, titles=titles, zone=case.live.zone, now=case.now))
    if finding.outcome == "mismatch":
        if case.state.misses + 1 >= MISSES_UNTIL_HAND_OFF:
            return HandOff(HandOffReason.TWO_MISSES, "handoff.order_mismatch")
        return Clarify(texts.order_mismatch, (), "clarify.order_mismatch")
    if finding.outcome == "needs_phone_tail":
        return Clarify(texts.ask_phone_tail, (), "clarify.phone_tail")
    curated = case.passage(SURELY_ANSWERS)
    return _say_passage(curated) if curated is not None else Clarify(texts.ask_order, (), "clarify.order")


def _plan_human(case: Case) -> Plan:
    return HandOff(HandOffReason.USER_ASKED, "handoff.user_asked")


def _plan_complaint(case: Case) -> Plan:
    if case.findings.ask.confidence < COMPLAINS:
        return _plan_knowledge(case)
    curated = case.passage(SURELY_ANSWERS)
    return (
        _say_passage(curated) if curated is not None else HandOff(HandOffReason.NEGATIVE_EMOTION, "handoff.complaint")
    )


def _plan_greeting(case: Case) -> Plan:
    return _say_social(case, case.live.texts.greeting, "social.greeting")


def _plan_thanks(case: Case) -> Plan:
    return _say_social(case, case.live.texts.thanks, "social.thanks")


def _plan_goodbye(case: Case) -> Plan:
    return _say_social(case, case.live.texts.goodbye, "social.goodbye")


def _plan_small_talk(case: Case) -> Plan:
    text = case.live.texts.small_talk_on(case.findings.ask.intent)
    return _say_social(case, text, "social.small_talk")


_DECISIONS: Mapping[Family, Callable[[Case], Plan]] = {
    Family.PRICE: _plan_price,
    Family.STOCK: _plan_stock,
    Family.OPTIONS: _plan_options,
    Family.SPEC: _plan_spec,
    Family.COMPARE: _plan_comparison,
    Family.RECOMMEND: _plan_recommendation,
    Family.PROMOTION: _plan_promotion,
    Family.CHECKOUT: _plan_checkout,
    Family.BARGAIN: _plan_bargain,
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


_RULES_OF_PROMOTIONS = frozenset({"promotion_rules"})
_GUESSED = frozenset(_DECISIONS) - {Family.KNOWLEDGE, Family.UNKNOWN, Family.ORDER, Family.HUMAN, Family.COMPLAINT}


def _is_baseless(case: Case) -> bool:
    """Return whether nothing but the guess at her intent speaks for looking at goods or orders."""
    if case.findings.ask.family is Family.ORDER:
        return case.findings.order.outcome == "needs_order_id" and case.state.pending != "order"
    return case.findings.ask.family in _GUESSED and not case.findings.matches


def _which_product(case: Case) -> Clarify | Unsure | None:
    """Return the question back when it is not clear which product is meant; unsure when she named an unknown one."""
    matches = case.findings.matches
    if not matches and names_goods(case.findings.ask.text):
        return Unsure("unsure.unknown_goods")  # she named something, and the shop does not know it
    if not matches:
        return Clarify(case.live.texts.ask_product, (), "clarify.product")
    unclear = next((match for match in matches if len(match) > 1), None)
    if case.findings.doubtful and unclear is None:
        unclear = case.findings.topics  # she may mean goods that the shop does not sell
    if unclear is None:
        return None
    choice = state_choice(unclear)
    return Clarify(choice.text, choice.evidence, "clarify.choice", tuple(t.product.product_id for t in unclear))


def _names_promotion(case: Case) -> bool:
    """Return whether the ask names a promotion of the shop, not just a kind of them."""
    word, _ = named_promotions(case.findings.ask.text, case.live.shop.promotions, case.findings.topics)
    return bool(word) and not is_kind(word)


def _clear_topics(case: Case) -> tuple[Topic, ...]:
    if case.findings.doubtful:
        return ()
    return tuple(match[0] for match in case.findings.matches if len(match) == 1)


def _spec_of(case: Case) -> Direct | None:
    if case.topic is None:
        return None
    statement = _state_spec(case.topic, case)
    return None if statement is None else _direct(statement)


def _state_spec(topic: Topic, case: Case) -> Statement | None:
    ask = case.findings.ask
    return state_spec(topic, attribute=ask.entities.attribute or ask.text, asked=ask.text)


def _overview_of(case: Case) -> Direct | None:
    """Tell what the product is when nothing in particular was asked about it."""
    if case.topic is None or case.findings.ask.entities.attribute:
        return None
    return _direct(state_overview(case.topic)) if case.findings.ask.intent == "product_overview" else None


def _say_passage(passage: Passage) -> Direct:
    evidence = Evidence(passage.kind, passage.id, passage.title, passage.text)
    return Direct(passage.text, (evidence,), f"{passage.kind}.curated")


def _say_passage_or(case: Case, otherwise: Plan) -> Plan:
    passage = case.passage(ANSWERS)
    return otherwise if passage is None else _say_passage(passage)


def _say_social(case: Case, text: str, rule: str) -> Plan:
    curated = case.passage(SURELY_ANSWERS)
    return Direct(text, (), rule) if curated is None else _say_passage(curated)


def _direct(statement: Statement) -> Direct:
    return Direct(statement.text, statement.evidence, statement.rule)


def _merge_statements(statements: tuple[Statement, ...]) -> Direct:
    evidence = tuple(dict.fromkeys(item for statement in statements for item in statement.evidence))
    rule = "+".join(dict.fromkeys(statement.rule for statement in statements))
    return Direct("\n".join(dict.fromkeys(statement.text for statement in statements)), evidence, rule)


def merge(plans: tuple[Plan, ...], *, misses: int, unsure: str) -> Plan:
    """Return the one plan for a message: `misses` counts the unsure replies in a row before this one.

    A refusal or a hand-off rules the message; a miss beside answers keeps the answers; two misses in a row
    bring in a person.
    """
    ruling = _first(plans, Refuse) or _first(plans, HandOff)
    if ruling is not None:
        return ruling
    said = tuple(plan for plan in plans if isinstance(plan, Direct | Clarify))
    if not said:
        return (
            HandOff(HandOffReason.TWO_MISSES, "handoff.two_misses") if misses + 1 >= MISSES_UNTIL_HAND_OFF else plans[0]
        )
    joined = said[0] if len(said) == 1 else _join(said)
    return (
        joined
        if len(said) == len(plans)
        else replace(joined, text=f"{joined.text}\n{unsure}", rule=f"{joined.rule}+unsure.part")
    )


def _first(plans: tuple[Plan, ...], kind: type[Refuse] | type[HandOff]) -> Plan | None:
    return next((plan for plan in plans if isinstance(plan, kind)), None)


def _join(said: tuple[Direct | Clarify, ...]) -> Direct | Clarify:
    text = "\n".join(dict.fromkeys(plan.text for plan in said))
    evidence = tuple(dict.fromkeys(item for plan in said for item in plan.evidence))
    rule = "+".join(dict.fromkeys(plan.rule for plan in said))
    asked_back = next((plan for plan in said if isinstance(plan, Clarify)), None)
    if asked_back is not None:
        return Clarify(text, evidence, rule, asked_back.product_ids)
    return Direct(text, evidence, rule)
