"""Does a clause ask whether goods are there, or when they are there again, in words that may mean a parcel?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.shop.product import Product
from xiaoer.core.understanding.values import without_values

_WHEN = "(?:什么时候|啥时候?|几时|何时|哪天|几号|多久|什么时间|多会儿?)"
_MAY = "(?:才?能|会|才|可以|再|又|还)*"
_END = "(?:吗|么|嘛|没有?|不|吧|的|了|呢|啊|呀|[\\s?。])*$"
# Whatever the stock: these words are said of goods of a shop only.
_RETURNS = re.compile(
    rf"{_WHEN}{_MAY}(?:有货?|[到来补上进出]货|补|上架|上新){_END}"
    rf"|([进补来上到])不\1货?{_END}|(?:还|再|会)(?:会不会|不会|会|能|要)?(?:进货?|补货?|上货|来货|上架|到货){_END}"
)
# Of what is sold out these mean the next delivery; of other goods her parcel, or that they broke.
_COMES = re.compile(
    rf"{_WHEN}{_MAY}(?:到|来|上|[买拍]得?到?|下单|入手|开卖|开售|恢复){_END}|(?:货|来货|到货|补货|来|到|回来)了{_END}"
    rf"|(?:到没到|来没来)(?:货)?{_END}|{_MAY}(?<![找看听想做收等])(?:到|来)货?(?:吗|没有?){_END}"
)
_RUN_OUT = re.compile(
    rf"^[\s的款个那这种是不又都还已经卖装版色\d.半斤%x×-]*(?:断|没|空)了{_END}"
)  # 盖子断了 tells of a part
_VANISHED = re.compile(
    rf"(?:怎么|咋)(?:都|又|就|还|全)*(?:没有?|不卖|不见|没得|下架|断码|断货|缺货)了?{_END}|断[码色]了?{_END}"
)
_BLOCKED = re.compile(
    rf"(?:[买拍点选付加下]|下单|加购)(?:购|单|款|车)?不(?:了|上|到|进|成)(?:单|了|款)?{_END}|(?:断货|没货|卖完|卖光|抢完|抢光|售空)了?{_END}"
)
_LEFT = re.compile(
    r"还(?:剩|有)下?(?:几|多少)(?![天日号月分小])[\u4e00-\u9fff]?$|还?(?:有冇|有没得|有木有)货?$|还?有货?(?:冇|没得)$|还有(?:没|没有|吗|么|嘛|不)$"
)
_ELSEWHERE = re.compile(
    "我[买拍下订付的]|订单|快递|包裹|发货|物流|退|换|修|补发|[\\d一二三四五六七八九]折|折扣|券|满减|活动|优惠|赠|秒杀|定金|尾款"
)
_ENDS = re.compile(
    rf"{_WHEN}{_MAY}(?:有货?|到货?|来货?|补货?|[买拍])|(?:到|来)货?了?(?:没有?|吗)$|还(?:剩|有)(?:几|多少)(?![天日号月分小])[\u4e00-\u9fff]?$|[买拍]不[了到]$"
    r"|(?:断货?|没|卖完|卖光)了(?:吗|么|没|吧)?$|有(?:冇|没得|木有)$|还有(?:没|没有|吗|么|嘛|不)$"
)


def asks_for_goods(text: str) -> bool:
    """Return whether a clause without goods in it may ask for the stock of what it calls by values only."""
    return not _ELSEWHERE.search(text) and bool(_ENDS.search(text))


def stock_asked(text: str, named: ProductMatch | None, skus: Sequence[str], product: Product, index: ShopIndex) -> str:
    """Return the intent of a clause on these goods that asks for their stock or their return, empty if it does not."""
    rest = text if named is None else without_values(text, product).replace(named.mention, " ", 1)
    if _ELSEWHERE.search(rest):
        return ""
    if _RETURNS.search(rest):
        return "restock"
    stocks = [sku.stock for sku in map(index.products.sku, skus) if sku is not None and sku.on_sale]
    chosen = named is not None and bool(named.options)
    gone = 0 in stocks if chosen else bool(stocks) and not any(stock != 0 for stock in stocks)
    if gone and (_COMES.search(rest) or _RUN_OUT.search(rest)):
        return "restock"
    if _BLOCKED.search(rest) and 0 in stocks:
        return "restock"
    return "stock" if named is not None and (_LEFT.search(rest) or _VANISHED.search(rest)) else ""
