"""Which variants can be chosen?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.dialogue.evidence import Quote, Statement
from xiaoer.core.facts import wording
from xiaoer.core.facts.citing import cite_product, cite_topic
from xiaoer.core.facts.concepts import concept_words, core_of
from xiaoer.core.facts.labels import PLACEHOLDERS, join, option_names, option_values, product_title, topic_title
from xiaoer.core.facts.overview import state_overview
from xiaoer.core.facts.specs import state_spec
from xiaoer.core.facts.times import say_restock, today_of
from xiaoer.core.facts.topic import Topic
from xiaoer.core.retrieval.options import of_one_kind
from xiaoer.core.shop.product import Pairs, Sku

RULE = "facts.options"
RULE_NO_SUCH = "facts.no_such_option"
RULE_UNKNOWN = "facts.options_unknown"
_COLOUR_WORD = "颜色"
_CAPACITY_WORD = "容量"
_SPEC_KINDS = {  # under which names the parameters may state what is no option
    _CAPACITY_WORD: ("净含量", _CAPACITY_WORD, "规格", "存储"),
    "口味": ("口味", "香型"),
}
_KINDS = (
    ("颜色", "配色", "色号", "花色", "色系", "外观"),
    ("容量", "净含量", "存储", "内存", "版本", "配置", "规格", "几个g", "多少g", "几g"),
    ("尺码", "尺寸", "码数", "大小", "码", "号型", "鞋码", "寸"),
    ("口味", "味道", "香型", "香味", "风味"),
    ("净含量", "重量", "规格", "分量", "包装", "数量"),
    ("款式", "型号", "规格", "款", "种类", "类型", "套餐", "版本"),
)
_ENDINGS = {"颜色": ("色",), "尺码": ("寸", "码", "径", "围", "圈口")}  # 绳色 is a colour, 手寸 and 圈口 are sizes
_COLOUR = re.compile(r"^\D{0,4}(色|[黑白红蓝绿紫粉灰银金橙棕黄青咖米])$")
_SIZE = re.compile(r"^\d*x*[sml]码?$|码|号|寸")
_UNIT_WORDS = (
    "毫升|升|ml|l|公斤|千克|克|斤|kg|g|厘米|毫米|米|cm|mm|℃|"
    "片|支|只|枚|包|袋|瓶|盒|件|个|人|抽|卷|粒|颗|条|双|对|张|块|节|罐|桶|箱|提|根|米床"
)
_AMOUNT = re.compile(rf"(?:[0-9]|[一二两三四五六七八九十单半])\s*({_UNIT_WORDS})(?![a-z])")
_LAST_UNIT = re.compile(rf"(?<=[0-9])(?:{_UNIT_WORDS})$")
_SAME_UNIT = {"毫升": "ml", "升": "l", "公斤": "kg", "千克": "kg", "克": "g", "厘米": "cm", "毫米": "mm"}
_UNITS_OF_KIND = {"尺码": frozenset({"cm", "mm", "米"}), _CAPACITY_WORD: frozenset({"g", "kg", "斤", "ml", "l"})}
_HOW_MANY = re.compile(rf"(?:几|多少)({_UNIT_WORDS})")  # 几包的 asks which packs there are
_BELOW_ZERO = re.compile(r"零下|负(?=[0-9])|−(?=[0-9])")
_DEGREES = re.compile(r"(?<=[0-9])(?:摄氏度|度|°c?)")
_MEASURE = re.compile(
    r"^(?:零下|负|-)?(\d+(\.\d+)?\s*(\+\s*\d+)?\s*(gb?|tb?|mb?|寸|英寸|ml|毫升|l|升|kg|公斤|克|斤|cm|厘米|米|mm|码|号|支|片|包|瓶|个|只|件|枚|盒|袋|℃|度|人|装)*"
    r"|\d*x*[sml]码?|均码|[大中小]号|[大中小]码)$"
)


def state_options(topic: Topic, *, option_name: str, value: str = "") -> Statement:
    """Say which values an option has, or whether the asked `value` is among them.

    `option_name` is the shopper's word (颜色, 多大, 尺码), or itself a value (白色, 512G), or empty for all options.
    """
    skus = tuple(sku for sku in topic.product.skus if sku.on_sale)
    asked = value or (option_name if _is_value(option_name, skus) and not _HOW_MANY.match(option_name) else "")
    if not skus:
        return _said(topic, wording.OFF_SHELF.format(title=topic_title(topic)), "facts.off_shelf")
    if asked:
        return _state_value(topic, asked, option_name if value else "")
    counted = _HOW_MANY.match(option_name)
    names = (counted and _alike(skus, f"1{counted[1]}")) or _names(skus, option_name)
    if not names:
        return _without_options(topic, option_name)
    parts = [(name, join(option_values(_pool(topic, name), name))) for name in names]
    if len(parts) == 1:
        name, values = parts[0]
        return _said(topic, wording.OPTIONS_ONE.format(title=_title(topic, name), name=name, values=values), RULE)
    said = ";".join(wording.OPTION_PART.format(name=name, values=values) for name, values in parts)
    return _said(topic, wording.OPTIONS_ALL.format(title=product_title(topic.product), options=said), RULE)


def _state_value(topic: Topic, asked: str, option_name: str) -> Statement:
    skus = tuple(sku for sku in topic.product.skus if sku.on_sale)
    names = _names(skus, option_name) if option_name else option_names(skus)
    for fits in (_equal, _loosely_equal):
        for name in names:
            found = [own for own in option_values(_pool(topic, name), name) if fits(asked, own)]
            if found:
                return _there(topic, name, tuple(found))
    kind = option_name or _kind_of(asked)
    names = (
        _numbered(skus, asked)
        or _alike(skus, asked)
        or _of_kin(skus, asked)
        or (_names(skus, kind) if kind else option_names(skus))
    )
    if not kind and len(names) > 1:
        return state_options(topic, option_name="")  # it may be a value of any of them
    if not names:
        return _without_options(topic, kind)
    values = join(option_values(_pool(topic, names[0]), names[0]))
    word = _value_word(asked)
    # Only colours are echoed: a number of the shopper's own is no fact.
    template = wording.OPTION_NO_VALUE if _COLOUR.match(word) else wording.OPTION_NO
    text = template.format(title=_title(topic, names[0]), name=names[0], values=values, asked=word)
    return _said(topic, text, RULE_NO_SUCH)


def _there(topic: Topic, name: str, values: tuple[str, ...]) -> Statement:
    title, today = _title(topic, name), today_of(topic)
    live = {quote.sku.sku: quote.sku for quote in topic.quotes}
    pool = [live.get(sku.sku, sku) for sku in _pool(topic, name) if (name, values[0]) in sku.options]
    if len(values) == 1 and pool and all(sku.stock is not None and sku.stock <= 0 for sku in pool):
        returns = {say_restock(sku, today) for sku in pool}
        restock = returns.pop() if len(returns) == 1 else ""
        text = wording.OPTION_SOLD_OUT.format(title=title, values=join(values), restock=restock)
        return _said(topic, text, RULE)
    there = wording.OPTION_IN_STOCK if any(sku.stock is not None and sku.stock > 0 for sku in pool) else ""
    there = there if len(values) == 1 else ""
    return _said(topic, wording.OPTION_YES.format(title=title, values=join(values), there=there), RULE)


def _without_options(topic: Topic, option_name: str) -> Statement:
    for kind in _SPEC_KINDS.get(option_name, (option_name,) if option_name else ()):
        stated = state_spec(topic, attribute=kind)
        if stated is not None:
            return stated
    name = next((word for kind in _KINDS for word in kind if word in option_name), wording.OPTION_WORD)
    if not option_name:
        listed = [stated for kind in (_COLOUR_WORD, "尺码", "口味") if (stated := state_spec(topic, attribute=kind))]
        if listed:
            return listed[0]
    if not option_name and len(topic.product.skus) == 1:
        stated = state_overview(topic)
        text = wording.LINE.join((wording.OPTION_SINGLE.format(title=topic_title(topic)), stated.text))
        return Statement(text, stated.evidence, RULE)
    text = wording.OPTION_NONE.format(title=product_title(topic.product), name=name)
    return _said(topic, text, RULE_UNKNOWN)


def _said(topic: Topic, text: str, rule: str) -> Statement:
    live = {quote.sku.sku: quote for quote in topic.quotes}
    whole = tuple(
        live.get(sku.sku) or Quote(sku, topic.quotes[0].read_at) for sku in topic.product.skus if topic.quotes
    )
    wide = Topic(topic.product, whole, topic.zone, now=topic.now)
    return Statement(text, (cite_product(topic.product, text), *cite_topic(wide, text))[: len(whole) + 1], rule)


def _alike(skus: Sequence[Sku], asked: str) -> tuple[str, ...]:
    """Return the options whose values are measured as the asked one is: 30ml and 50ml for 100毫升."""
    unit = _unit(_value_word(asked))
    return tuple(
        name for name in option_names(skus) if unit and any(_unit(own) == unit for own in option_values(skus, name))
    )


def _numbered(skus: Sequence[Sku], asked: str) -> tuple[str, ...]:
    """Return the option that a number is asked for by its name: 62圈口."""
    return tuple(name for name in option_names(skus) if name != asked and asked.endswith(name) and asked[0].isdigit())


def _of_kin(skus: Sequence[Sku], asked: str) -> tuple[str, ...]:
    """Return the options whose values end with the noun of the asked one: 墨玉 for 黄玉."""
    word = _value_word(asked)
    if _kind_of(word) or any(kind_word in word for kind in _KINDS for kind_word in kind):
        return ()
    options = [(name, option_values(skus, name)) for name in option_names(skus)]
    if len(word) == 1 and not word.isascii():
        return tuple(name for name, values in options if all(len(own) == 1 for own in values))  # 兔 of 马 and 蛇
    return tuple(name for name, values in options if any(of_one_kind(word, own) for own in values))


def _unit(value: str) -> str:
    """Return what a value is counted in, in one spelling; empty where it is no amount."""
    found = _AMOUNT.search(_one_spelling(value.lower()))
    return "" if found is None else _SAME_UNIT.get(found[1], found[1])


def _one_spelling(value: str) -> str:
    return _DEGREES.sub("℃", _BELOW_ZERO.sub("-", value))


def _names(skus: Sequence[Sku], asked: str) -> tuple[str, ...]:
    """Return the options that the shopper's word stands for; all of them when it is empty or says 规格 or 款式."""
    names = tuple(name for name in option_names(skus) if set(option_values(skus, name)) - PLACEHOLDERS)
    core = core_of(asked)
    if not asked:
        return names
    exact = tuple(name for name in names if name in asked or (core and core in name))
    if exact:
        return exact
    for kind in _KINDS:
        if any(word in asked.lower() for word in kind):
            kindred = tuple(name for name in names if any(word in name for word in kind))
            kindred = kindred or tuple(name for name in names if name.endswith(_ENDINGS.get(kind[0], ())))
            kindred = kindred or tuple(name for name in names if _are_such(option_values(skus, name), kind[0]))
            if kindred:
                return kindred
    words = {word for listed in concept_words(asked) for word in listed}
    by_concept = tuple(name for name in names if name in words)
    general = any(word in asked for word in _KINDS[-1])
    return by_concept or (names if general else ())


def _are_such(values: Sequence[str], kind: str) -> bool:
    """Return whether the values of an option are of a kind, whatever it is called: 笔杆=墨绿, 酒红; 桌板=120×60cm."""
    if kind == _COLOUR_WORD:
        return all(_COLOUR.match(value) for value in values)
    units = _UNITS_OF_KIND.get(kind, frozenset())
    return bool(units) and all(_unit(value) in units for value in values)


def _pool(topic: Topic, name: str) -> tuple[Sku, ...]:
    """Return the SKUs on sale that keep to the shopper's other choices: all options but `name`."""
    skus = tuple(sku for sku in topic.product.skus if sku.on_sale)
    if not topic.narrowed or not topic.quotes:
        return skus
    kept = [pair for pair in _chosen(topic) if pair[0] != name]
    pool = tuple(sku for sku in skus if all(pair in sku.options for pair in kept))
    return pool or skus


def _chosen(topic: Topic) -> Pairs:
    first = topic.quotes[0].sku
    return tuple(pair for pair in first.options if all(pair in quote.sku.options for quote in topic.quotes))


def _title(topic: Topic, name: str) -> str:
    if not topic.narrowed or not topic.quotes:
        return product_title(topic.product)
    shared = [value for own, value in _chosen(topic) if own != name and value not in PLACEHOLDERS]
    return " ".join((product_title(topic.product), *shared))


def _value_word(asked: str) -> str:
    return re.sub(r"[款版的]+$", "", core_of(asked)) or asked


def _is_value(asked: str, skus: Sequence[Sku]) -> bool:
    word = _value_word(asked)
    if not asked or asked in option_names(skus):
        return False
    known = any(_equal(word, value) for name in option_names(skus) for value in option_values(skus, name))
    return known or bool(_kind_of(word) or _of_kin(skus, word) or _numbered(skus, asked))


def _kind_of(asked: str) -> str:
    word = _value_word(asked).lower()
    if any(word in kind for kind in _KINDS):
        return ""
    if _COLOUR.match(word):
        return _COLOUR_WORD
    if word[1:].endswith("味"):
        return "口味"
    if _MEASURE.match(word):
        return "尺码" if _SIZE.search(word) else _CAPACITY_WORD
    return ""


def _plain(value: str) -> str:
    plain = re.sub(r"[\s色]|gb$|tb$", lambda met: met.group()[:1] if met.group() in ("gb", "tb") else "", value.lower())
    spelled = _one_spelling(plain)
    return _LAST_UNIT.sub(lambda met: _SAME_UNIT.get(met.group(), met.group()), spelled)


def _equal(asked: str, own: str) -> bool:
    word = _value_word(asked)
    if word.isdigit():
        return re.split(r"[^0-9]", own)[0] == word
    return _plain(word) == _plain(own) or word.lower() == own.lower()


def _loosely_equal(asked: str, own: str) -> bool:
    """Return whether a value belongs to the asked one: 曜金黑 to 黑色, 藏青(加绒) to 藏青."""
    stem = _plain(_value_word(asked))
    if re.search(r"[0-9a-z]", stem):
        return False
    return bool(stem) and stem in _plain(own)
