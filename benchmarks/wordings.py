"""How may shoppers ask a shop so that no two questions are alike?"""

from __future__ import annotations

import random
from collections.abc import Iterator

from xiaoer.core.shop.knowledge import FaqEntry
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.shop import Shop

OPENERS = ("", "", "", "亲,", "你好,", "在吗,", "请问", "老板,", "麻烦问下", "想问问", "hi,", "打扰一下,")
CLOSERS = ("", "", "", "?", "呢", "呀", "啊?", "谢谢", ",急", "~", "??", "哦")
ON_GOODS = (
    "{name}{option}多少钱",
    "{name}多少钱一{piece}",
    "{name}{option}还有货吗",
    "{option}的{name}有没有现货",
    "{name}都有什么颜色",
    "{name}的{attribute}是多少",
    "{name}{attribute}怎么样",
    "买{count}{piece}{name}一共要付多少",
    "{count}{piece}{name}{option}到手价多少",
    "{name}能便宜{amount}块吗",
    "{name}和{other}哪个好",
    "{name}多少钱,什么时候发货",
    "{name}加{count}{piece}{other}一起多少钱",
    "我预算{amount}元,{name}够吗",
    "{name}现在有什么活动",
    "{name}可以用满{amount}减的券吗",
    "{name}{option}库存还有{amount}{piece}吗",
    "{name}支持7天无理由吗",
)
ON_THE_SHOP = (
    "{question}",
    "{question},还有{name}有货吗",
    "我买了{amount}块的{name},{question}",
    "{amount}元的订单{question}",
    "上周拍的{name},{question}",
    "{count}{piece}{name},{question}",
)
PIECES = ("台", "个", "件", "只", "套")


def wordings(shop: Shop, *, seed: int = 5) -> Iterator[str]:
    """Yield questions on a shop's goods and texts without end, the same ones for one seed, none of them twice."""
    rng, said = random.Random(seed), set[str]()
    while True:
        asked = _wording(rng, shop)
        if asked not in said:
            said.add(asked)
            yield asked


def _wording(rng: random.Random, shop: Shop) -> str:
    sku, other = rng.choice(shop.skus), rng.choice(shop.skus)
    frame = rng.choice(ON_GOODS if rng.random() < 0.6 else ON_THE_SHOP)
    core = frame.format(
        name=_name(rng, sku),
        other=_name(rng, other),
        option="".join(value for _, value in sku.options[: rng.randrange(3)]),
        attribute=rng.choice(sku.attributes)[0] if sku.attributes else "材质",
        count=rng.choice(("两", "三", "2", "5", str(rng.randrange(2, 30)))),
        piece=rng.choice(PIECES),
        amount=rng.randrange(10, 9000),
        question=_asked(rng, rng.choice(shop.faqs)),
    )
    return f"{rng.choice(OPENERS)}{core}{rng.choice(CLOSERS)}"


def _name(rng: random.Random, sku: Sku) -> str:
    return rng.choice((sku.name, sku.name, *sku.aliases))


def _asked(rng: random.Random, entry: FaqEntry) -> str:
    """Return a question of the shop, now and then with a letter left out as in hasty typing."""
    text = rng.choice((entry.question, *entry.similar)).rstrip("?？")
    at = rng.randrange(len(text) + 6)
    return text[:at] + text[at + 1 :] if len(text) > 4 else text
