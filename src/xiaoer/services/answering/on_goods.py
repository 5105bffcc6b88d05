"""What shall be said of goods: price, stock, options, specification, comparison, recommendation?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from xiaoer.core.dialogue.evidence import Evidence, Passage, Statement
from xiaoer.core.dialogue.plan import Clarify, Direct, Plan, Unsure
from xiaoer.core.dialogue.understanding import Family, ProductMatch
from xiaoer.core.facts.amounts import amount_asked
from xiaoer.core.facts.bounds import state_bound
from xiaoer.core.facts.compare import state_comparison, state_variants
from xiaoer.core.facts.options import state_options
from xiaoer.core.facts.overview import state_choice, state_overview
from xiaoer.core.facts.prices import state_price
from xiaoer.core.facts.recommend import RULE as RULE_WHOLE
from xiaoer.core.facts.recommend import state_recommendation, state_untold
from xiaoer.core.facts.sizing import says_measures, state_size
from xiaoer.core.facts.specs import state_spec
from xiaoer.core.facts.spoken_of import state_spoken_of
from xiaoer.core.facts.stock import state_stock
from xiaoer.core.facts.topic import Topic
from xiaoer.core.facts.wording import COMPARE_PRICE as PRICE_COMPARED
from xiaoer.core.facts.wording import LIST, RECOMMEND_WHAT
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.concepts import canonical, question_kind
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.understanding.cheaper import wants_cheaper
from xiaoer.core.understanding.cues import asks_price_gap, asks_size, asks_which, names_goods, naming_words, without
from xiaoer.core.understanding.properties import speaks_of_other
from xiaoer.core.understanding.values import without_values
from xiaoer.services.answering.case import ANSWERS, SAME_QUESTION, SURELY_ANSWERS, Case
from xiaoer.services.answering.on_topic import say_advice
from xiaoer.services.answering.saying import direct, join, merge_statements, say_passage, say_passage_or

RECOMMENDS = 0.4  # a wish for advice less sure than that is not asked back about
MOST_KINDS = 8  # categories told in a question back
FEW = 4  # goods of one name whose property is told for each
LIKELY = 0.05  # the one text whose title holds what she asks for beside the goods answers from here on
_TELLS_HOW = re.compile(
    "方[式法]|洗|护理|保养|安装|供电|充电|操作|调节|开合|收纳|折叠|喂|[吃用喝穿戴]法|食用|使用|冲泡|保存|储存|建议|步骤|说明"
)
_ONLY_AN_AMOUNT = re.compile(r"\d+(?:\.\d+)?[^\d\s,;、]{0,2}。?")
_OF_THE_FIRM = re.compile(
    "(?:品牌|公司|厂家?|店).{0,4}(?:成立|创立|创办|创建|注册)|(?:成立|创立|创办|创建)(?:了|多|于|的)"
)
FITS = "适用"  # the property of an accessory that tells what it goes with
_FITTING = re.compile(r"(?:能不能|可不可以|是不是|可以|能|是)?(?:适合|适用于?|适配|兼容|用在|用于|配|装在)[^,\s]{0,6}")
_BETWEEN_VARIANTS = re.compile("(?:[几各每两三四这]|不同)个?的?(?:款|种|规格|版本|型号|尺寸|容量|口味|颜色)")
_OF_A_DOCTOR = re.compile("[吃用抹涂敷]个?(?:什么|啥|哪种)药|看(?:什么|啥|哪个)科|挂(?:什么|啥|哪个)号")
_IN_STOCK = re.compile("(?:哪|什么|啥|几)[^,?]{0,6}(?:有现?货|没断货|没卖完|能买到|买得到)")
CHEAPER = "便宜点的"  # names nothing that goods should hold, and puts the cheapest first
PLAINLY_ASKED = 0.7  # a price, stock or option asked for more surely than that is that of the goods


def plan_spec(case: Case) -> Plan:
    """Say what the data hold on the property asked for; a curated answer to this very question comes before it."""
    if fits := _fits(case):
        return fits
    asks_nothing = case.findings.ask.intent == "product_overview" and case.topic is not None
    curated = case.passage(SAME_QUESTION if asks_nothing else SURELY_ANSWERS)
    spec = spec_of(case)
    if spec is not None and not _tells_what_is_asked(spec, case.findings.ask.text):
        text = case.passage(ANSWERS)
        return spec if text is None else say_passage(text)
    if curated is not None and (spec is None or curated.score >= SAME_QUESTION):
        return join((spec, say_passage(curated))) if spec and _is_of_all(curated, case) else say_passage(curated)
    if spec is not None:
        return spec
    asked_back = which_product(case)
    if asked_back is not None:
        return _told_of_several(case, asked_back)
    return _overview_of(case) or say_passage_or(case, Unsure("unsure.no_spec"))


def _tells_what_is_asked(spec: Direct, asked: str) -> bool:
    """Return whether a property can answer such a question: 头围=54-58cm does not tell how it is taken.

    Nor does a bare amount tell whether something can be done: 钥匙=3把 of 钥匙丢了可以再配吗.
    """
    name, _, value = spec.text.partition(":")
    kind = question_kind(canonical(normalize(asked)))
    if kind in ("how", "why"):
        return _TELLS_HOW.search(name) is not None
    return kind != "whether" or amount_asked(asked) is not None or _ONLY_AN_AMOUNT.fullmatch(value) is None


def _told_of_several(case: Case, asked_back: Clarify | Unsure) -> Plan:
    """Say the property of each of a few goods, or ask which of them is meant; 想问下那个柜子 asks for no property."""
    if case.findings.ask.intent == "product_overview":
        return asked_back
    each = _spec_of_each(case, asked_back)
    if each is not None:
        return each
    helps = not case.findings.matches or any(_state_spec(topic, case) for topic in case.findings.topics)
    return say_passage_or(case, asked_back if helps else Unsure("unsure.no_spec"))


def beside_its_own(case: Case, curated: Passage) -> Direct | Clarify | None:
    """Return what goods that she named state under the very name of what she asks for, where a text is less sure.

    A text on all goods is said after it.
    """
    ask = case.findings.ask
    own = {name for topic in case.findings.topics for quote in topic.quotes for name, _ in quote.sku.attributes}
    if ask.entities.attribute not in own or not any(match.mention for match in ask.entities.products):
        return None
    if _is_of_all(curated, case):
        spec = spec_of(case)
        return join((spec, say_passage(curated))) if spec is not None else None
    return spec_of(case) if curated.score < SURELY_ANSWERS else None


def plan_price(case: Case) -> Plan:
    """Say the price of every product that was named."""
    return _from_topics(case, state_price)


def plan_stock(case: Case) -> Plan:
    """Say the stock of every product that was named, and whether it is as many as she wants."""
    quantity = case.findings.ask.entities.quantity
    return _none_has_it(case) or _from_topics(case, lambda topic: state_stock(topic, quantity=quantity))


def plan_options(case: Case) -> Plan:
    """Say which values of an option the products come in."""
    option_name = case.findings.ask.entities.option_name
    if _IN_STOCK.search(case.findings.ask.text) and case.findings.matches:
        return plan_stock(case)  # 蓝的有哪些尺寸有货
    return _none_has_it(case) or _from_topics(case, lambda topic: state_options(topic, option_name=option_name))


def _none_has_it(case: Case) -> Direct | None:
    """Say that none of the few goods that a name fits comes in the value that she asks for: 黑围巾有吗."""
    matches = case.findings.matches
    if len(matches) != 1 or not 1 < len(matches[0]) <= FEW or case.findings.doubtful:
        return None
    rest = without(case.findings.ask.text, [match.mention for match in case.findings.ask.entities.products])
    absent = [narrow(topic.product, rest).absent for topic in matches[0]]
    if not all(absent):
        return None
    told = zip(matches[0], absent, strict=True)
    return merge_statements(tuple(state_options(topic, option_name=lacks[0][1]) for topic, lacks in told))


def plan_comparison(case: Case) -> Plan:
    """Say how the products differ; with one product only, its property."""
    topics = tuple(match[0] for match in case.findings.matches)
    if len(topics) == 1 and len(case.findings.matches[0]) > 1:
        kind = topics[0].product.category
        alike = tuple(topic for topic in case.findings.matches[0] if topic.product.category == kind)
        topics = alike if len(alike) > 1 else case.findings.matches[0]  # a part for it is no rival
    ask, curated = case.findings.ask, case.passage(SURELY_ANSWERS)
    if curated is not None and curated.stands_alone and _is_on_both(curated, ask.entities.products):
        return say_passage(curated)  # the shop wrote how they differ
    if len({topic.product.product_id for topic in topics}) == 1:
        return _of_variants(_together(topics), case) or plan_spec(case)
    if not topics:
        return plan_spec(case)
    return direct(state_comparison(topics, attribute=ask.entities.attribute, asked=ask.text))


def _is_on_both(curated: Passage, named: Sequence[ProductMatch]) -> bool:
    """Return whether a text asks what she does, or names all the goods that she does; of variants none tells."""
    title = normalize(curated.title)
    on_both = curated.score >= SAME_QUESTION or all(match.mention in title for match in named)
    return on_both and not any(match.options for match in named)


def _of_variants(topic: Topic, case: Case) -> Direct | None:
    """Say how the variants of one product differ that she names two of or asks for: by their prices, or by all."""
    ask = case.findings.ask
    options = tuple(dict.fromkeys(pair for match in ask.entities.products for pair in match.options))
    names = [name for name, _ in options]
    if asks_price_gap(ask.text) or (len(options) > 1 and ask.entities.attribute == PRICE_COMPARED):
        return direct(state_price(topic))
    if len(set(names)) == len(names) and not _BETWEEN_VARIANTS.search(ask.text):
        return None
    told = state_variants(topic, options, attribute=ask.entities.attribute, asked=ask.text)
    return None if told is None else direct(told)


def _together(topics: Sequence[Topic]) -> Topic:
    """Return one topic of the variants of a product that she names one by one: 三层花架和五层花架."""
    quotes = {quote.sku.sku: quote for topic in topics for quote in topic.quotes}
    return replace(topics[0], quotes=tuple(quotes.values()))


def plan_recommendation(case: Case) -> Plan:
    """Say which goods fit what she is looking for."""
    ask = case.findings.ask
    wanted = CHEAPER if case.findings.topics and wants_cheaper(ask.text) else ask.text
    statement = state_recommendation(
        case.findings.topics, wanted=wanted, budget=ask.entities.amounts, assortment=case.live.assortment
    )
    if statement is not None and statement.rule == RULE_WHOLE:
        return direct(statement)
    if statement is None and case.topic is not None and case.topic.narrowed:
        return plan_stock(case)  # 薄雾绿的伞车有吗 asks whether that very variant is there
    advice = say_advice(case) if statement is None or statement.rule != RULE_WHOLE else None
    if advice is not None:
        return advice
    if statement is None and not case.findings.doubtful:
        statement = state_untold(
            case.findings.topics, wanted=ask.text, budget=ask.entities.amounts, assortment=case.live.assortment
        )
    return say_passage_or(case, _what_kind(case) if statement is None else direct(statement))


def _what_kind(case: Case) -> Clarify | Unsure:
    """Return the question back for a kind of goods and a budget, where nothing else tells what would suit her."""
    ask = case.findings.ask
    kinds = case.live.shop.profile.categories if case.live.index.products.products else ()
    if _OF_A_DOCTOR.search(ask.text) and not any("药" in kind for kind in kinds):
        return Unsure("unsure.of_a_doctor")
    if case.findings.matches or not kinds or ask.family is not Family.RECOMMEND or ask.confidence < RECOMMENDS:
        return Unsure("unsure.no_recommendation")
    text = RECOMMEND_WHAT.format(kinds=LIST.join(kinds[:MOST_KINDS]))
    return Clarify(text, (Evidence("profile", "categories", case.live.shop.profile.name, text),), "clarify.wish")


def size_for_her(case: Case) -> Direct | None:
    """Return the size that fits the measures in the ask, None where she asks for none or the data have no table."""
    asked = case.findings.ask.text
    if case.topic is None or not (asks_size(asked) or asks_which(asked) or says_measures(asked)):
        return None
    statement = state_size(case.topic, asked=case.findings.ask.text)
    return None if statement is None else direct(statement)


def which_product(case: Case) -> Clarify | Unsure | None:
    """Return the question back when it is not clear which product is meant; unsure when she named an unknown one."""
    matches = case.findings.matches
    if _OF_THE_FIRM.search(case.findings.ask.text):
        return Unsure("unsure.of_the_firm")
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


def clear_topics(case: Case) -> tuple[Topic, ...]:
    """Return the products that are named beyond doubt."""
    if case.findings.doubtful:
        return ()
    return tuple(match[0] for match in case.findings.matches if len(match) == 1)


def spec_of(case: Case) -> Direct | None:
    """Return what the data hold on the property asked for, of each of several goods; None where they hold nothing."""
    if case.topic is None:
        return None
    topics = clear_topics(case)
    statements = [_state_spec(topic, case) for topic in topics]
    told = tuple(statement for statement in statements if statement is not None)
    if not told:
        return None
    if len(told) < len(topics) and case.findings.ask.entities.attribute:
        return direct(state_comparison(topics, attribute=case.findings.ask.entities.attribute))
    return merge_statements(told)


def _fits(case: Case) -> Direct | None:
    """Say what the first of two goods goes with, where she asks whether it fits the other: 表带适合W3吗 is on 表带."""
    ask, topics = case.findings.ask, clear_topics(case)
    mentions = [match.mention for match in ask.entities.products]
    if len(topics) != 2 or len(mentions) != 2 or not all(mentions):
        return None
    between = ask.text.partition(mentions[0])[2].partition(mentions[1])[0]
    told = state_spec(topics[0], attribute=FITS) if _FITTING.fullmatch(between) else None
    return direct(told) if told is not None else None


def _is_of_all(curated: Passage, case: Case) -> bool:
    """Return whether a text is on all goods, while she named one whose data hold a parameter of that very name."""
    ask = case.findings.ask
    named = any(match.origin == "named" and match.score == 1.0 for match in ask.entities.products)
    if curated.product_id or not named or case.topic is None:
        return False
    own = {name for quote in case.topic.quotes for name, _ in quote.sku.attributes}
    return ask.entities.attribute in own and not any(
        match.mention in curated.title.lower() for match in ask.entities.products
    )


def _spec_of_each(case: Case, asked_back: Clarify | Unsure) -> Direct | Clarify | None:
    """Return the property of each of the few goods that a name fits; where some hold nothing on it, ask back too."""
    matches = case.findings.matches
    if len(matches) != 1 or len(matches[0]) > FEW or case.findings.doubtful or isinstance(asked_back, Unsure):
        return None
    told = tuple(statement for topic in matches[0] if (statement := _state_spec(topic, case)) is not None)
    if not told:
        return None
    whole = merge_statements(told)
    return whole if len(told) == len(matches[0]) else join((whole, asked_back))


def _from_topics(case: Case, state: Callable[[Topic], Statement]) -> Plan:
    """Say a fact of every product that was named; ask back where a name fits several."""
    curated = case.passage(SURELY_ANSWERS) if not case.findings.matches else _beside_the_goods(case)
    if curated is not None:
        return say_passage(curated)
    asked_back = which_product(case)
    return asked_back or merge_statements(tuple(state(match[0]) for match in case.findings.matches))


def _beside_the_goods(case: Case) -> Passage | None:
    """Return the text on something else that she asks for while the talk is about goods: 刻字要钱吗, 换屏多少钱."""
    ask = case.findings.ask
    named = any(match.mention for match in ask.entities.products)
    values = [value for topic in case.findings.topics for sku in topic.product.skus for _, value in sku.options]
    words = () if named or ask.confidence >= PLAINLY_ASKED else naming_words(without(ask.text, values))
    telling = [word for word in words if len(word) > 1]
    if not telling:
        return None
    for found in case.findings.passages:
        if found.score >= ANSWERS and any(word in normalize(f"{found.title} {found.text}") for word in telling):
            return found
    entitled = [found for found in case.findings.passages if all(word in normalize(found.title) for word in telling)]
    return entitled[0] if len(entitled) == 1 and entitled[0].score >= LIKELY else None


def _state_spec(topic: Topic, case: Case) -> Statement | None:
    ask = case.findings.ask
    rest = ask.text
    for match in ask.entities.products:
        rest = rest.replace(match.mention, "", 1) if match.mention else rest
    bare = without_values(rest, topic.product) if topic.narrowed else rest  # 40升的多大 asks 多大
    if (bound := state_bound(topic, bare)) is not None:
        return bound
    texts = dict.fromkeys((rest, ask.text, bare))  # a mention may hold a part of what is asked: 圆领长袖袖|子多长
    told = (state_spec(topic, attribute=ask.entities.attribute or ask.text, asked=text) for text in texts)
    stated = next((statement for statement in told if statement is not None), None)
    return state_spoken_of(topic, bare) if stated is None and not speaks_of_other(rest) else stated


def _overview_of(case: Case) -> Direct | None:
    """Tell what the product is when nothing in particular was asked about it."""
    if case.topic is None or case.findings.ask.entities.attribute:
        return None
    return direct(state_overview(case.topic)) if case.findings.ask.intent == "product_overview" else None
