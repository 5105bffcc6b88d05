"""What does the next turn need to know of this one?"""

from __future__ import annotations

import re
from dataclasses import replace

from xiaoer.core.dialogue.plan import Clarify, Compose, Direct, HandOff, Plan, Refuse, Unsure
from xiaoer.core.dialogue.state import DialogueState, Pending
from xiaoer.core.dialogue.understanding import Ask, Family, ProductMatch, Understanding
from xiaoer.core.language.normalize import normalize
from xiaoer.core.understanding.adding import so_far
from xiaoer.core.understanding.values import words_of
from xiaoer.services.answering.findings import SURE_MATCH
from xiaoer.services.answering.leaning import goes_on
from xiaoer.services.answering.saying import told_by

Lines = tuple[tuple[str, int], ...]

SOCIAL = frozenset({Family.GREETING, Family.THANKS, Family.GOODBYE, Family.SMALL_TALK})
PENDING_OF_RULE: tuple[tuple[str, Pending], ...] = (
    ("clarify.phone_tail", "phone_tail"),
    ("clarify.order", "order"),
    ("clarify", "product"),
)
WORDS_REMEMBERED = 40  # letters of a question on which the next may lean
PRICE_RULE = "facts.price"
_OF_A_BASKET = "clarify.variant"  # goods that she wants together are no choice between them
OVERVIEW_RULE = "facts.overview"
SUM_RULE = "facts.checkout"
SURELY_CHATS = 0.5  # what is surer small talk than that brings up no matter
_OF_TEXTS = frozenset({Family.KNOWLEDGE, Family.UNKNOWN})
LIKELY = 0.35  # an ask less surely for what else there is may be for anything
_LOOKS_ROUND = frozenset({Family.OPTIONS, Family.COMPARE, Family.RECOMMEND})
_SHOWS_SEVERAL = frozenset({Family.RECOMMEND, Family.COMPARE})
PRODUCTS_REMEMBERED = 3  # "它" reaches back to the last few products, not to the whole talk
_NAMES_ANOTHER = re.compile(r"(?:^(?:那|换|要|改)|[的款版号码个]$|[呢捏呐嘞](?:\W)*$)")  # 三四人的呢, 换加厚的
_LONGEST_NAMING = 10


def advance(state: DialogueState, understanding: Understanding, plan: Plan) -> DialogueState:
    """Return the state after a turn; small talk leaves the topic of the talk as it is."""
    after = replace(_shown_alone(_follow_topic(state, understanding, plan), understanding, plan), told=told_by(plan))
    after = replace(after, listed=_listed(after, plan), basket=_basket(state, after, understanding, plan))
    match plan:
        case Clarify(rule=rule, product_ids=candidates):
            return replace(after, pending=_pending(rule), candidates=candidates, misses=_misses(after, rule))
        case Unsure():
            return replace(_unsettled(after, understanding), pending="", candidates=(), misses=state.misses + 1)
        case Direct(rule=rule):
            if rule == PRICE_RULE and _asked_in_vain(understanding):
                after = replace(after, intent="price")  # what was told in the end is what goes on
            if rule == OVERVIEW_RULE and not any(match.options for match in understanding.asks[-1].entities.products):
                after = _unsettled(after, understanding)  # 那粗的那个, where no value is called so
            misses = state.misses if rule.startswith("social.") else 0
            return replace(after, pending="", candidates=_side_by_side(understanding, plan), misses=misses)
        case Compose() | HandOff() | Refuse():
            return replace(after, pending="", candidates=(), misses=0)


def _asked_in_vain(understanding: Understanding) -> bool:
    """Return whether a text or a property was asked for, so that a price was told in its place."""
    return understanding.asks[-1].family in (Family.KNOWLEDGE, Family.SPEC)


def _unsettled(state: DialogueState, understanding: Understanding) -> DialogueState:
    """Return the state without its variant where the words that were not understood may have named another.

    A sum told later must not be that of the variant which she has just left.
    """
    text = understanding.normalized
    if len(text) > _LONGEST_NAMING or _NAMES_ANOTHER.search(text) is None:
        return state
    return replace(state, skus=(), options=(), basket=())


def _shown_alone(state: DialogueState, understanding: Understanding, plan: Plan) -> DialogueState:
    """Return the state with the one product that was recommended as what the talk is about."""
    if not isinstance(plan, Direct) or understanding.asks[-1].family is not Family.RECOMMEND:
        return state
    shown = dict.fromkeys(item.id for item in plan.evidence if item.kind == "product")
    if len(shown) != 1:
        return state
    products = tuple(dict.fromkeys((*shown, *state.product_ids)))[:PRODUCTS_REMEMBERED]
    return replace(state, product_ids=products, skus=(), options=())


def _side_by_side(understanding: Understanding, plan: Direct) -> tuple[str, ...]:
    """Return the goods that a reply has answered for together: what follows without a name is about all of them."""
    asked = next((ask for ask in reversed(understanding.asks) if ask.family not in SOCIAL), None)
    if asked is None or asked.family is Family.CHECKOUT:
        return ()
    named = dict.fromkeys(m.product_ids[0] for m in asked.entities.products if len(m.product_ids) == 1)
    if len(named) < 2 and asked.family in _SHOWS_SEVERAL:
        named = dict.fromkeys(item.id for item in plan.evidence if item.kind == "product")
    return tuple(named) if len(named) > 1 else ()


def _listed(state: DialogueState, plan: Plan) -> tuple[str, ...]:
    """Return the goods that were put side by side last, as long as the talk stays with them."""
    if isinstance(plan, Clarify) and len(plan.product_ids) > 1 and _OF_A_BASKET not in plan.rule:
        return plan.product_ids
    shown = plan.evidence if isinstance(plan, Direct) else ()
    goods = tuple(dict.fromkeys(item.id for item in shown if item.kind == "product"))
    if len(goods) > 1:
        return goods
    return state.listed if not state.product_ids or state.product_ids[0] in state.listed else ()


def _basket(state: DialogueState, after: DialogueState, understanding: Understanding, plan: Plan) -> Lines:
    """Return what the last sum was of, as long as the talk stays with its goods."""
    if isinstance(plan, Direct) and SUM_RULE in plan.rule:
        baskets = (ask.entities.basket for ask in understanding.asks if ask.entities.basket)
        last = next(reversed(list(baskets)), ())
        return tuple((wanted.match.skus[0], wanted.quantity) for wanted in last if wanted.match.skus)
    if isinstance(plan, Clarify) and any(ask.entities.carried for ask in understanding.asks):
        return so_far(state)
    same = after.product_ids == state.product_ids and any(sku in after.skus for sku, _ in state.basket)
    return state.basket if same else ()


def _follow_topic(state: DialogueState, understanding: Understanding, plan: Plan) -> DialogueState:
    answered = bool(told_by(plan))  # 我海南的 only sounds like chat where a text answers it
    for ask in understanding.asks:
        if ask.family not in SOCIAL or (answered and ask.confidence < SURELY_CHATS):
            state = _after_ask(state, ask)
    return state


def _after_ask(state: DialogueState, ask: Ask) -> DialogueState:
    entities = ask.entities
    order_id = entities.order_id or state.order_id
    kept = replace(
        state,
        intent=state.intent if _adds_a_circumstance(ask, state) else ask.intent,
        order_id=order_id,
        attribute=entities.attribute,
        quantity=entities.quantity,
        said=f"{state.said} {ask.text}"[-WORDS_REMEMBERED:] if goes_on(ask) else ask.text[:WORDS_REMEMBERED],
    )
    clear = [match for match in entities.products if len(match.product_ids) == 1 and _is_sure(match)]
    if not clear:
        return kept
    named = tuple(match.product_ids[0] for match in reversed(clear))
    products = tuple(dict.fromkeys((*named, *state.product_ids)))[:PRODUCTS_REMEMBERED]
    if _leaves_the_variant(ask, clear, state) or _compares_with_it(ask, clear, state):
        return replace(kept, product_ids=products)
    return replace(kept, product_ids=products, skus=clear[-1].skus, options=clear[-1].options)


def _adds_a_circumstance(ask: Ask, state: DialogueState) -> bool:
    """Return whether an ask only says more of the matter before it, which goes on: 运费多少, then 我在甘肃."""
    return bool(state.intent) and (ask.family in SOCIAL or (ask.family in _OF_TEXTS and goes_on(ask)))


def _leaves_the_variant(ask: Ask, clear: list[ProductMatch], state: DialogueState) -> bool:
    """Return whether an ask is about the goods of the talk in general, so that their variant is meant after it."""
    last = clear[-1]
    looks_round = ask.family in _LOOKS_ROUND and ask.confidence >= LIKELY
    is_new = bool(last.mention or last.options) or last.origin != "talk" or looks_round
    return len(clear) == 1 and not is_new and last.product_ids == state.product_ids[:1]


def _compares_with_it(ask: Ask, clear: list[ProductMatch], state: DialogueState) -> bool:
    """Return whether an ask compares another variant with that of the talk, which it does not name: 比8袋的多了什么."""
    last = clear[-1]
    if ask.family is not Family.COMPARE or len(clear) > 1 or last.product_ids != state.product_ids[:1]:
        return False
    own = [value for name, value in last.options if (name, value) in state.options]
    return len(own) == 1 and len(last.options) > 1 and not any(word in ask.text for word in words_of(normalize(own[0])))


def _is_sure(match: ProductMatch) -> bool:
    """Return whether the goods are meant: by name, or by options of theirs beside a part of it."""
    return match.score >= SURE_MATCH or bool(match.options)


def _pending(rule: str) -> Pending:
    """Return what the first question back within a reply asks for."""
    asked = next((part for part in rule.split("+") if part.startswith("clarify")), "clarify")
    return next(pending for prefix, pending in PENDING_OF_RULE if asked.startswith(prefix))


def _misses(state: DialogueState, rule: str) -> int:
    """Count an order that was not found as a miss; any other question back is progress."""
    return state.misses + 1 if "clarify.order_mismatch" in rule else 0
