"""What does a shopper order who writes it in her own words?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.numbers import Amount, Quantity, amounts, quantities
from xiaoer.core.shop.money import Money
from xiaoer.core.understanding.features import OPTION_WORDS

_BREAKS = re.compile(
    r"[,，。;；!！?？\n]+|以及|还有|外加|另外|加上|再(?:来|加|买|要|拿|拍)|(?<=[件个台部只双条套份箱盒包袋瓶支枚斤])(?:和|加|跟)|加(?=[一二两三四五六七八九十\d])"
)
_NOT_AN_ITEM = re.compile(
    r"^(?:我|要|想|买|来|拿|给我|帮我|下|拍|订|的|再|就|一共|总共|请问|你好|亲|那|这|个|种|共|先|各|把|你们|家)+"
    r"|(?:的?(?:一共|总共|合计|请问|可以|能|有没有|有|大概|最低|最少|便宜|优惠|多少|怎么|什么|吧|吗|嘛|呢|呀|啊|包邮|不是|我?想要|我?要|合|不要|别|去买|人在|行|是|价).*)$|的$|[和跟与及]$|减去$"
)
_NOTE = re.compile(
    r"(?:不要|不用|别放?(?![的人处家])|多放|少放|加急|备注)[^,，。;；!！?？\s]{1,12}?(?=请问|可以|多少|吗|太|$|[,，。])"
)
_PER_UNIT = re.compile(r"一?[件个台部只双条套份箱盒包袋瓶支枚斤]|每[件个台部只双条套份箱盒包袋瓶支枚斤]")
# What is counted in a talk without being ordered: 两个订单, 一个月, 另外一个地址.
_NO_GOODS = (
    "订单|单(?:号|子|的|都|发票|退|里)|快递|包裹|月|星期|礼拜|小时|钟头|工作日|地址|地方|地区|城市|[省市区县](?![块域])|客服|客户|"
    "人(?![参造偶在呢])|电话|号码|手机号|问题|意思|事|公司|动作|信息|库存|发票|退款|团|办法|时候|情况|链接|商家|店|仓|字|账号|选项|价格?"
)
_COUNTS_NO_GOODS = re.compile(_NO_GOODS)
_NAMES_NO_GOODS = re.compile(rf"(?:{_NO_GOODS})$")
# An item is a name; with one of these begins the rest of a sentence.
_SAYS = re.compile(
    r"[我你您他她它了着吗呢吧啊\s]|没|不(?!锈|粘|倒|干)|退|换|拍|下单|收到|申请|取消|看|然后|因为|所以|如果|要求|需|可以|可不|就|都|也|又|"
    "才|刚|已|什么|怎么|一起|重新|查|商品$|问|只(?=是|需)|这|那|换成|过来"
)


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One line of an order in the shopper's words; empty strings and None where she names nothing."""

    item: str
    quantity: int | None
    unit: str
    options: tuple[str, ...] = ()
    unit_price: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderText:
    """The lines of an order and the sum that the shopper names for it."""

    lines: tuple[OrderedLine, ...]
    amount: Money | None = None


def parse_order_text(text: str) -> OrderText:
    """Return the goods, quantities, options and amounts that a text orders."""
    plain = normalize(text)
    lines: list[OrderedLine] = []
    amount: Money | None = None
    note = ""
    for piece in _BREAKS.split(plain):
        found = _NOTE.search(piece)
        note = note or (found[0] if found else "")
        money, price = _money_of(piece)
        amount = money if money is not None and price is None else amount
        lines += _lines_of(_NOTE.sub("", piece), price)
        if price is not None and lines and lines[-1].unit_price is None:
            lines[-1] = _priced(lines[-1], price)
    noted = tuple(_noted(line, note) if at == 0 and note else line for at, line in enumerate(lines))
    return OrderText(noted, amount)


def _lines_of(piece: str, price: Money | None) -> list[OrderedLine]:
    counts = [q for q in quantities(piece) if q.count.denominator == 1 and not _is_price_unit(piece, q)]
    lines = []
    for at, count in enumerate(counts):
        until = counts[at + 1].start if at + 1 < len(counts) else len(piece)
        since = counts[at - 1].end if at else 0
        after, before = piece[count.end : until], piece[since : count.start]
        if _COUNTS_NO_GOODS.match(after) or (count.unit == "样" and count.count == 1):
            continue
        options = tuple(found[0].removesuffix("的") for found in OPTION_WORDS.finditer(after + before))
        item = _name(after) or ("" if at or _SAYS.search(_item(before)) else _item(before))
        if _NAMES_NO_GOODS.search(item):
            continue
        lines.append(OrderedLine(item, int(count.count), count.unit, options, price))
    return lines


def _name(text: str) -> str:
    """Return the item with which a text begins."""
    item = _item(text)
    says = _SAYS.search(item)
    return item if says is None else _item(item[: says.start()])


def _item(text: str) -> str:
    for amount in reversed(amounts(text)):
        text = text[: amount.start] + text[amount.end :]
    text = OPTION_WORDS.sub("", text)
    shorter = _NOT_AN_ITEM.sub("", text)
    while shorter != text:
        text, shorter = shorter, _NOT_AN_ITEM.sub("", shorter)
    return text.strip() if len(text.strip()) > 1 else ""


def _money_of(piece: str) -> tuple[Money | None, Money | None]:
    """Return the sum named in a piece, and the price for one where it is that: 80一袋."""
    bare = re.search(r"(?<!\d)(\d{1,5}(?:\.\d{1,2})?)(?=一[件个台部只双条套份箱盒包袋瓶支枚斤])", piece)
    if bare:
        return None, Money(round(float(bare[1]) * 100))
    found = amounts(piece)
    if not found:
        return None, None
    each = _PER_UNIT.match(piece, found[0].end)
    return (None, found[0].money) if each else (found[0].money, None)


def _is_price_unit(piece: str, count: Quantity) -> bool:
    """Return whether 一袋 belongs to a price (80一袋) or asks for one (多少一袋)."""
    money: tuple[Amount, ...] = amounts(piece)
    after_money = any(amount.end == count.start for amount in money)
    return count.count == 1 and (after_money or bool(re.search(r"(?:\d|多少|多少钱|几块)$", piece[: count.start])))


def _priced(line: OrderedLine, price: Money) -> OrderedLine:
    return OrderedLine(line.item, line.quantity, line.unit, line.options, price, line.note)


def _noted(line: OrderedLine, note: str) -> OrderedLine:
    return OrderedLine(line.item, line.quantity, line.unit, line.options, line.unit_price, note)
