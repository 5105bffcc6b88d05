"""What does a clause change in the sum that was told before: 再加个手环, 加一条28的, 换成白色?"""

from __future__ import annotations

import re
from dataclasses import replace

from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.dialogue.understanding import Ask, Family, ProductMatch, Wanted
from xiaoer.core.language.numbers import CLASSIFIERS
from xiaoer.core.retrieval.options import narrow
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.understanding.conditions import sets_condition

_LEAD = r"(?:^|,)(?:那么?|如果|要是|我|想|还想|,|\s)*"
_ADDS = re.compile(
    rf"{_LEAD}(?:再(?:来|加上?|要|买|拿|拍|配|带)?|加上?|还要|外加|另外再?(?:加|来|要|买|拿)?|另加|多(?:来|加|拿|买|要|拍)|[配搭](?=上|一?[{CLASSIFIERS}]))"
    r"(?!便宜|送|说|见|问|发|优惠|减|打|急|绒|厚|大|长|宽|热|湿|油|固|仑|密|压|高|强|重|价|钱|起来|一起|少|购|多少|微信|不|到|有)"
)
_PAIRS = re.compile(rf"{_LEAD}再?(?:配|搭)(?:一?[{CLASSIFIERS}]|[上个])")
_TOTAL = re.compile("一共|总共|合计|加起来|全部|总价|总计|拢共|共计")
_SWAPS = re.compile(
    rf"{_LEAD}(?:换成?|改成?|都换成?|全换成?)(?!货|人|地址|收|电话|快递|尺码吗|吗|么)|^[^,]{{1,8}}(?:换成|改成)(?=[^,]*的$|[^,]*吧$)"
)


_MORE = re.compile(
    r"\s?[一两二三四五六七八九十\d]{0,2}\s?[个件条双台套盒包袋瓶支只箱份罐把块张本副样](?:吧|呢|啊|呀|的?话)*"
)
_HER_SHARE = re.compile(
    "(?:那|我是?)*(?:vip|会员|新客|新人|老客|首单)(?:的话)?(?:还|再|能|可以|又|会)*(?:(?:减|便宜|优惠|省|少|付)(?:多少|几)(?:钱|块)?|价(?:是|要)?(?:多少钱?|几[块元])?)[啊呀呢]?"
)
_REDUCED = re.compile(
    r"(?:那么?|现在|一起|如果|要是|,|\s)*(?:(?:不?用(?:了|完|上|掉)?[^,]{0,6}?[券卷劵]|没有?[券卷劵]|[券折](?=后)|(?:减|优惠|打|用|活动)完折?|到手)(?:价|后|以后|之后|的话|下来|\s)*)"
    r"(?:又|还|能|可以|再)*(?:是|要|得|付|给|便宜|减|优惠|省)*(?:多少|几)(?:钱|块|元)?[啊呀呢吧\s]*"
)
_DROPS = re.compile(
    r"(?:不要|不买|不拿|不用|先不(?:要|买|拿)?|去掉|去了|减掉|删掉|删了|拿掉|退掉|划掉|算)(?:了|吧|啦|咯|哈)+\W*$|^(?:那么?|还是|先|把|帮我|\s)*(?:不要|去掉|减掉|删掉|拿掉|划掉)(?!别|其他)"
)
_SHORT = 10  # letters: 换成白色的那款吧


def so_far(state: DialogueState) -> tuple[tuple[str, int], ...]:
    """Return what she may add to: the goods of the sum that was told, else the one variant talked about."""
    if state.basket:
        return state.basket
    return ((state.skus[0], state.quantity or 1),) if len(state.skus) == 1 else ()


def changes(text: str, state: DialogueState) -> bool:
    """Return whether a clause changes the sum that was told before by these words alone: 再来一个, 换成白色."""
    if not state.basket:
        return False
    added = _ADDS.search(text)
    if added is not None:
        return _MORE.fullmatch(text, added.end()) is not None
    return len(text) <= _SHORT and _SWAPS.search(text) is not None


def drops(text: str, matches: tuple[ProductMatch, ...], state: DialogueState, products: ProductIndex) -> bool:
    """Return whether a clause takes some of the goods out of the sum that was told before: 卡包不要了."""
    lines = [wanted for sku, count in state.basket if (wanted := _told(sku, count, products)) is not None]
    left = _without(lines, matches, text, products)
    return _DROPS.search(text) is not None and 0 < len(left) < len(lines)


def sums_anew(text: str) -> bool:
    """Return whether a clause only says under which condition to add up the same goods again: 会员呢, 用了券多少."""
    return sets_condition(text) or _HER_SHARE.fullmatch(text) is not None or _REDUCED.fullmatch(text) is not None


def adds(text: str, state: DialogueState) -> bool:
    """Return whether a clause adds goods to what she has chosen before."""
    return bool(so_far(state)) and _ADDS.search(text) is not None


def on_top(ask: Ask, text: str, state: DialogueState, products: ProductIndex) -> Ask:
    """Return an ask with the goods of the sum before, where its clause adds to them or changes them."""
    chosen = so_far(state)
    if ask.family is not Family.CHECKOUT or not chosen:
        return ask
    earlier = [wanted for sku, count in chosen if (wanted := _told(sku, count, products)) is not None]
    if len(earlier) != len(chosen):
        return ask
    basket = ask.entities.basket
    if _PAIRS.search(text) and not any(match.mention for match in ask.entities.products):
        return _with(ask, (), 0, earlier)  # 再配块四安的 wants something else beside these goods, not another of them
    if drops(text, ask.entities.products, state, products):
        return _of_lines(ask, _without(earlier, ask.entities.products, text, products))
    if _ADDS.search(text) or (state.pending == "product" and state.basket and _answers(ask, state)):
        merged = _merged(earlier, basket) if basket else ()
        return _with(ask, merged, len(earlier), earlier)
    return _of_the_sum(ask, text, earlier, products) if state.basket else ask


def _of_the_sum(ask: Ask, text: str, earlier: list[Wanted], products: ProductIndex) -> Ask:
    """Return an ask for the sum told before again, or with one of its lines changed; else as it is."""
    if _names_nothing(ask) and (_TOTAL.search(text) is not None or sums_anew(text)):
        return _with(ask, tuple(earlier), len(earlier), earlier)
    basket = _with_the_other_options(ask, earlier, products) or ask.entities.basket
    changed = _changed_line(text, earlier, basket)
    if changed is None or ask.entities.quantity is not None:
        return ask
    lines = list(earlier)
    lines[changed] = replace(basket[0], quantity=earlier[changed].quantity)
    return _with(ask, tuple(lines), len(lines), [line for line in earlier if line is not earlier[changed]])


def _with_the_other_options(ask: Ask, earlier: list[Wanted], products: ProductIndex) -> tuple[Wanted, ...]:
    """Return the one variant that the words and the options of the line before leave: 灯换成30的."""
    if len(ask.entities.products) != 1 or not ask.entities.products[0].options:
        return ()
    match = ask.entities.products[0]
    named = {name for name, _ in match.options}
    kept = [pair for line in earlier if line.match.product_ids == match.product_ids for pair in line.match.options]
    wanted = [pair for pair in kept if pair[0] not in named]
    skus = [
        sku for sku in map(products.sku, match.skus) if sku is not None and all(pair in sku.options for pair in wanted)
    ]
    return (Wanted(replace(match, skus=(skus[0].sku,), options=skus[0].options)),) if wanted and len(skus) == 1 else ()


def _changed_line(text: str, earlier: list[Wanted], basket: tuple[Wanted, ...]) -> int | None:
    """Return in the place of which line of the sum a clause puts other goods: 换成白色, 那灰的呢."""
    if len(basket) != 1:
        return None
    same = [at for at, line in enumerate(earlier) if line.match.product_ids == basket[0].match.product_ids]
    if len(same) == 1 and (_SWAPS.search(text) or text.endswith("呢")):
        return same[0]
    return 0 if len(earlier) == 1 and _SWAPS.search(text) else None


def _without(
    lines: list[Wanted], matches: tuple[ProductMatch, ...], text: str, products: ProductIndex
) -> tuple[Wanted, ...]:
    """Return the lines of a sum without the goods that are named, or without the one whose value is: 黑色的不要了."""
    skus = {sku for match in matches if match.mention for sku in match.skus}
    if not skus:
        valued = [line for line in lines if _is_valued(line, text, products)]
        skus = {line.match.skus[0] for line in valued if len(valued) == 1}
    return tuple(line for line in lines if line.match.skus[0] not in skus)


def _is_valued(line: Wanted, text: str, products: ProductIndex) -> bool:
    product = products.product(line.match.product_ids[0])
    said = narrow(product, _DROPS.sub(" ", text)).options if product is not None else ()
    return bool(said) and set(said) <= set(line.match.options)


def _of_lines(ask: Ask, lines: tuple[Wanted, ...]) -> Ask:
    """Return an ask for the sum of these lines alone."""
    goods = tuple(line.match for line in lines)
    entities = replace(ask.entities, basket=lines, carried=len(lines), products=goods, quantity=None)
    return replace(ask, entities=entities)


def _answers(ask: Ask, state: DialogueState) -> bool:
    """Return whether an ask names nothing but the goods that our question back listed; others are a wish of its own."""
    named = {product for match in ask.entities.products if match.mention for product in match.product_ids}
    return named <= {*state.candidates, *state.product_ids}


def _names_nothing(ask: Ask) -> bool:
    return ask.entities.quantity is None and not any(match.mention for match in ask.entities.products)


def _with(ask: Ask, basket: tuple[Wanted, ...], carried: int, earlier: list[Wanted]) -> Ask:
    named = {product for match in ask.entities.products for product in match.product_ids}
    unnamed = [wanted.match for wanted in earlier if not named & set(wanted.match.product_ids)]
    products = (*unnamed, *ask.entities.products)
    return replace(ask, entities=replace(ask.entities, basket=basket, carried=carried, products=products))


def _merged(earlier: list[Wanted], added: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    lines = list(earlier)
    for wanted in added:
        same = next((at for at, line in enumerate(lines) if line.match.skus == wanted.match.skus), None)
        if same is None:
            lines.append(wanted)
        else:
            lines[same] = replace(lines[same], quantity=lines[same].quantity + wanted.quantity)
    return tuple(lines)


def _told(sku_id: str, count: int, products: ProductIndex) -> Wanted | None:
    sku = products.sku(sku_id)
    if sku is None:
        return None
    return Wanted(ProductMatch("", (sku.product_id,), (sku.sku,), sku.options, origin="talk"), count)
