"""What answers a question that leans on the one before it: 包邮吗, then 新疆呢?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xiaoer.core.dialogue.evidence import Passage
from xiaoer.core.dialogue.plan import Clarify, Direct, Plan, Unsure
from xiaoer.core.dialogue.understanding import Ask, Family
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.understanding.features import PLACES
from xiaoer.services.answering.case import ANSWERS, SURELY_ANSWERS, Case
from xiaoer.services.answering.saying import say_passage, told_by

LEANS = 0.3  # a text that holds the new words answers from here on, together with the question before
SAYS_MORE = 0.4  # one that does not hold them must fit both questions better, and be new
SHORT = 7  # letters; a longer question mostly stands on its own
FOLLOWS = 10  # letters; a longer question is about what it says
FAINT = 0.55  # an intent surer than that is what she wants, whatever the talk was about
ASKED_AGAIN = 0.9  # who asks the same in other words is told the same again
MOST_HELD = 0.66  # of the letters of the new words that a text on the matter must hold
_ASKED_BACK = ("clarify.product", "clarify.order")
_SOCIAL = frozenset({Family.GREETING, Family.THANKS, Family.GOODBYE, Family.SMALL_TALK, Family.HUMAN})
_SOCIAL_RULE = "social."
_ASKING = re.compile(
    r"那么?|如果|要是|的话|呢|吗|么|嘛|了|啊|呀|吧|的|也|还|都|可以|能不能|能|会不会|会|要不要|要|有没有|有|怎么|咋|如何|什么时候|什么|啥|多久|多少|几天|几号|几期|几次|[一两三][次回遍]"
    r"|我|你们?|是不是|是|不|没|一下|请问|怎么办|哪(?:[里儿些]|几?[个款种样])?|坏了|去|给$|到账|下来|谁[出付掏]|由?谁承担|算谁的|大概|一般|多长时间|要?加?收?(?:多少)?[钱费](?=[吗么嘛不呢]|$)|[a-z]*[?!,。,\s]"
)
_HOW_LONG = re.compile("多久|几天|多长时间|什么时候|啥时候|几时|哪天|几号")
_HOW_MUCH = re.compile("多少钱|[运邮]费|快递费|要钱|收费|几块|几元|多少钱?$|加钱|贵吗")
_A_TIME = re.compile(
    r"\d\s?(?:个?工作日|天|小时|分钟|个?月|日|号|周|年)|当天|次日|[一二两三四五六七八九十半]个?(?:工作日|天|小时|月|周|年)"
)
_A_SUM = re.compile(r"(?<![满\d.])\d+(?:\.\d+)?\s?(?:元|块)|免费|不收|不另收|免")  # 满1000元 is no price of anything

_WHERE = re.compile("[寄送发拿退]去?到?哪|哪[里儿]|什么地方|啥地方|地址")
_A_PLACE = re.compile("[寄送发退]到|[寄退]回|地址|[门售]后?[店点]|仓库")
_SENDS = re.compile(
    rf"^(?:那么?|如果|要是|我)*(?:[寄买拍](?:[一1]?[{CLASSIFIERS}])?(?!家|卖|照)|[发送来](?:[一1]?[{CLASSIFIERS}]))(?=[\u4e00-\u9fff]{{2}})"
)  # 寄个拉杆箱呢
_ALL_OTHERS = re.compile("其[他它余](?!的?(?:问题|方式|情况))|别的(?:省|地方|地区)|全国|各地|各省|外地|省外|偏远")
_SINCE = re.compile(  # 买了三个月了, 收到两天了
    r"(?:我|都|已经|才|刚|就)*(?:买|用|收到?|签收|到手|背|穿|戴|装|下单|开封|拆封|拆)了?(?:才|有|快|都|差不多)*"
    r"(?:\d{1,3}|[一两二三四五六七八九十半几]{1,3})(?:多|来)?个?(?:小时|天|周|星期|礼拜|月|年)(?:多|半)?(?:了|的)*"
)
_WHICH_CAN = re.compile(
    "(?:那|都|有|是)*哪(?:些|几?[个款种样])(?:[\u4e00-\u9fff]{0,3}?)(?:可以|能|行|支持|算|参加)(?:的|呢|啊|呀)*"
)
_FAR = re.compile("新疆|西藏|青海|甘肃|宁夏|内蒙|海南|乌鲁木齐|拉萨|西宁|兰州|银川|呼和|海口|三亚")
_MEASURES = ((_HOW_LONG, _A_TIME), (_HOW_MUCH, _A_SUM), (_WHERE, _A_PLACE))


def leans(ask: Ask) -> bool:
    """Return whether an ask is so short that the one before it may say what it is about."""
    return bool(ask.before) and len(ask.text) <= SHORT and not _names_goods(ask)


def _names_goods(ask: Ask) -> bool:
    """Return whether the words of an ask themselves name goods, not just an earlier clause of the message."""
    return any(match.mention and match.mention in ask.text for match in ask.entities.products)


def goes_on(ask: Ask) -> bool:
    """Return whether an ask adds to the matter of the one before it, rather than bringing up its own."""
    return leans(ask) and ask.confidence < FAINT


def lean_on(case: Case, alone: Plan) -> Direct | None:
    """Return what the question says together with the one before it, where it says too little alone."""
    ask = case.findings.ask
    if not ask.before or (ask.family in _SOCIAL and ask.confidence >= FAINT):
        return None
    lives = PLACES.search(ask.before)
    carried = lives is not None and lives[0] in ask.text  # 书桌呢, once she has said where she lives
    of_the_matter = _told_again(case) or _on_the_matter(case, alone) or (_told_for_all(case, ()) if carried else None)
    if of_the_matter is not None:
        return say_passage(of_the_matter)
    if ask.family in _SOCIAL or not _falls_short(case, alone):
        return None
    words = _new_words(ask)
    found = case.findings.together.passages
    holding = [passage for passage in found if passage.score >= LEANS and _holds(passage, words)]
    asked = f"{ask.before} {ask.text}"
    telling = next((p for p in holding if _tells_measures(p.text, asked)), None)
    open_still = isinstance(alone, Unsure) or (isinstance(alone, Direct) and not _tells_measures(alone.text, asked))
    for_all = _told_for_all(case, words) if holding or open_still else None
    held = telling or for_all or next(iter(holding), None)
    if held is not None:
        return say_passage(held)
    if not isinstance(alone, Unsure) or ask.before == case.state.said:
        return None  # of what she asked in an earlier turn she may speak no more
    further = found[0] if found and found[0].score >= SAYS_MORE and found[0].id not in case.told else None
    return None if further is None else say_passage(further)


def _on_the_matter(case: Case, alone: Plan) -> Passage | None:
    """Return the text on the matter just told of that goes on where the question does: 开发票吗, then 多久寄.

    A text is on the matter when it was said just before, or when its title holds a word of the question before.
    """
    ask = case.findings.ask
    if not case.told or len(ask.text) > FOLLOWS or _names_goods(ask):
        return None
    words, found = _new_words(ask), case.findings.together.passages
    titles = (p.title for p in found if p.id in case.told)
    matter = {word for text in (ask.before, *titles) for word in _words(text) if len(word) > 1}
    on_matter = [passage for passage in found if passage.id in case.told or _any_in(matter, passage.title)]
    on_matter += _told_before(case, {passage.id for passage in on_matter})
    on_matter += _same_policy(case, on_matter) if _WHERE.search(ask.text) else []
    if not isinstance(alone, Unsure | Clarify) and not _is_beside_the_matter(alone, on_matter, case):
        return _entitled(case, words) if _repeats(alone, case) else None
    named = next((p for p in on_matter if p.score >= ANSWERS and _is_title(p, words)), None)
    asked_back = isinstance(alone, Clarify) and alone.rule in _ASKED_BACK
    if named is not None or (ask.confidence >= FAINT and not asked_back):
        return named
    return next((p for p in on_matter if _goes_on(p, ask.text, words)), None) or _entitled(case, words)


def _told_again(case: Case) -> Passage | None:
    """Return the text told just before, where she only asks which are meant, or says how long ago it was.

    哪些可以; 我买了三个月了, of a text that gives a term.
    """
    since, which = (said.fullmatch(case.findings.ask.text) for said in (_SINCE, _WHICH_CAN))
    if not case.told or (since is None and which is None):
        return None
    told = (entry.passage for entry in case.live.index.passages.entries if entry.passage.id in case.told)
    return next((passage for passage in told if which or _A_TIME.search(normalize(passage.text))), None)


def _told_before(case: Case, seen: set[str]) -> list[Passage]:
    """Return the answers said just before that were not found anew; of a long policy only a part was said."""
    missing = set(case.told) - seen
    passages = (entry.passage for entry in case.live.index.passages.entries) if missing else ()
    return [passage for passage in passages if passage.kind == "faq" and passage.id in missing]


def _same_policy(case: Case, on_matter: Iterable[Passage]) -> list[Passage]:
    """Return the other sections of the policies on the matter: where to send it is told beside how long it lasts."""
    heads = tuple(f"{p.id.partition('#')[0]}#" for p in on_matter if p.kind == "policy")
    entries = case.live.index.passages.entries if heads else ()
    return [
        entry.passage
        for entry in entries
        if entry.passage.kind == "policy" and entry.passage.id.startswith(heads) and entry.window.holds(case.now)
    ]


def _of_told_policies(case: Case) -> list[Passage]:
    """Return what answers the words alone and stands in the very policy that was told just before."""
    heads = {told.partition("#")[0] for told in case.told if "#" in told}
    sure = (passage for passage in case.findings.passages if passage.score >= ANSWERS)
    return [passage for passage in sure if passage.kind == "policy" and passage.id.partition("#")[0] in heads]


def _repeats(alone: Plan, case: Case) -> bool:
    """Return whether the words alone would bring nothing but what was said just before."""
    return bool(told_by(alone)) and set(told_by(alone)) <= set(case.told) and case.passage(ASKED_AGAIN) is None


def _entitled(case: Case, words: tuple[str, ...]) -> Passage | None:
    """Return the one text not told yet whose title holds all the new words: 怎么换粮, then 拉稀了呢."""
    if not any(len(word) > 1 for word in words):
        return None
    found = (*case.findings.passages, *case.findings.together.passages)
    fresh = {p.id: p for p in reversed(found) if p.id not in case.told and _is_title(p, words)}
    return next(iter(fresh.values())) if len(fresh) == 1 else None


def _is_title(passage: Passage, words: tuple[str, ...]) -> bool:
    title = normalize(passage.title)
    return bool(words) and all(word in title for word in words)


def _is_beside_the_matter(alone: Plan, on_matter: Iterable[Passage], case: Case) -> bool:
    """Return whether what is said to the words alone leaves the matter: no text on it, and no sure fact."""
    if not isinstance(alone, Direct):
        return False
    if alone.rule.endswith(".curated"):
        matter = {passage.id for passage in on_matter} | {passage.id for passage in _of_told_policies(case)}
        return not {item.id for item in alone.evidence} & matter
    of_a_variant = any(match.options for match in case.findings.ask.entities.products)
    return alone.rule.startswith(_SOCIAL_RULE) or (case.findings.ask.confidence < FAINT and not of_a_variant)


def _goes_on(passage: Passage, asked: str, words: tuple[str, ...]) -> bool:
    """Return whether a text holds what is new in a question, and the time or sum where she asks for one."""
    text = normalize(passage.text)
    letters = "".join(words)
    if letters and sum(letter in text for letter in letters) < MOST_HELD * len(letters):
        return False
    measured = any(asks.search(asked) for asks, _ in _MEASURES)
    return bool(letters or measured) and _tells_measures(passage.text, asked)


def _tells_measures(text: str, asked: str) -> bool:
    """Return whether a text holds the time, the sum or the place that is asked for."""
    text = normalize(text)
    return all(sign.search(text) for asks, sign in _MEASURES if asks.search(asked))


def _told_for_all(case: Case, words: tuple[str, ...]) -> Passage | None:
    """Return the rule on the matter, where she puts goods or a place in it that it does not name itself.

    其他省份3天 holds for 云南 too, and what it costs to 甘肃 for what she wants sent there.
    """
    ask, found = case.findings.ask, (*case.findings.passages, *case.findings.together.passages)
    rules = [passage for passage in found if passage.kind == "policy" and not passage.product_id]
    if words and all(PLACES.fullmatch(word) for word in words):
        asked = f"{ask.before} {ask.text}"
        far = any(_FAR.match(word) for word in words)
        fitting = [
            rule
            for rule in rules
            if _tells_measures(rule.text, asked) and (rule.id in case.told or rule.score >= LEANS)
        ]
        if not any(asks.search(asked) for asks, _ in _MEASURES):
            fitting = [rule for rule in fitting if PLACES.search(rule.text)]  # 广东呢 asks nothing of an invoice
        for_others = [rule for rule in fitting if _ALL_OTHERS.search(rule.text)]
        return next(iter(for_others or (() if far else fitting)), None)
    told = next((rule for rule in rules if rule.id in case.told), None)
    if told is None or not _names_goods(ask) or not PLACES.search(ask.before):
        return None
    return told if PLACES.search(told.text) else None


def _falls_short(case: Case, alone: Plan) -> bool:
    ask = case.findings.ask
    if isinstance(alone, Unsure):
        return True
    if not leans(ask):
        return False
    if isinstance(alone, Clarify):
        return alone.rule in _ASKED_BACK and ask.confidence < FAINT
    return isinstance(alone, Direct) and alone.rule.endswith(".curated") and case.passage(SURELY_ANSWERS) is None


def _new_words(ask: Ask) -> tuple[str, ...]:
    return tuple(word for word in _words(_SENDS.sub("", ask.text)) if word not in normalize(ask.before))


def _words(text: str) -> tuple[str, ...]:
    rest = _ASKING.sub(" ", normalize(text))
    return tuple(token for token in normalized_tokens(rest) if token.strip())


def _any_in(words: Iterable[str], title: str) -> bool:
    plain = normalize(title)
    return any(word in plain for word in words)


def _holds(passage: Passage, words: tuple[str, ...]) -> bool:
    text = normalize(f"{passage.title} {passage.text}")
    return bool(words) and all(word in text for word in words)
