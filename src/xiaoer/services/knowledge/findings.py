"""What does a finding about the shop's data tell the merchant?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.services.knowledge.source import Severity

# What was found, and what to do
SAME_QUESTION = "和「{other}」是同一个问题({phrasing}),答案却不同", "合并成一条,或写明各自适用的商品、阶段或时间"
CLOSE_QUESTION = "和「{other}」问法很接近,答案却不同", "确认是不是同一个问题;是就合并,不是就把问题写得更有区别"
EXPIRED = "已于 {at} 失效,不会再用来回答", "删去,或更新有效期"
FORBIDDEN_WORDS = "含有广告法不允许的说法: {words}", "换成可以核实的说法"
BANNED_WORDS = "含有本店规定不说的词: {words}", "换一种说法,或从禁用词里删去"
NO_WORDS = "问题里没有可以匹配的文字,顾客怎么问都找不到", "写成顾客会问的话"
UNREACHABLE = "用它自己的问法找到的是「{other}」", "换成更有区别的问法,或补充相似问"
NOT_FOUND = "用它自己的问法也找不到它", "换成顾客会问的话,并补充相似问"
PRICE_CONTRADICTION = "答案里的 {amount} 和商品价格({prices})对不上", "改正金额,或不在答案里写价格"
UNKNOWN_PRODUCT = "指定的商品「{product}」不在商品表里", "改正商品ID,或留空表示所有商品通用"
ZERO_PRICE = "价格是 0 元,会当作免费报给顾客", "改成实际价格;价格不定就留空"
NO_PRICE = "没有价格,顾客问价时只能回答暂无报价", "补上价格"
LIST_PRICE_LOWER = "原价 {list_price} 低于现价 {price}", "确认两列没有填反"
TWINS = "和「{other}」是同一款,规格也完全一样,顾客分不清", "在规格里写明差别,例如 颜色=黑;容量=256G"
RESTOCK_PAST = "到货时间 {at} 已经过去,库存仍是 0", "更新库存或到货时间"
OVERLAP = "和「{other}」类型、范围、人群、门槛都相同,时间也有重叠", "错开时间,或删去其中一个"
EMPTY_SCOPE = "适用范围里没有任何商品,这个活动永远不会生效", "检查类目、货号或商品ID是否写错"
SCOPE_UNKNOWN = "适用范围里的「{names}」不在商品资料里", "检查是否写错"
AMOUNT_UNDER_DEPOSIT = "定金 {threshold} 只抵 {amount}", "确认门槛(定金)和优惠(抵多少)没有填反"
AMOUNT_OVER_THRESHOLD = "满 {threshold} 减 {amount},减的比门槛还多", "确认门槛和优惠没有填反"
ORDER_UNKNOWN_SKU = "订单里的货号「{sku}」不在商品表里", "检查是否写错,或补上这个商品"
ORDER_NO_PHONE = "没有手机号,顾客无法验证身份", "补上手机号"

Text = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in the shop's data that will hurt, where it is, and what to do about it."""

    severity: Severity
    kind: str  #: faq, policy, promotion, sku or order
    key: str
    what: str
    advice: str


def finding(severity: Severity, kind: str, key: str, text: Text, **values: str) -> Finding:
    """Return a finding with its words filled in."""
    return Finding(severity, kind, key, text[0].format(**values), text[1])
