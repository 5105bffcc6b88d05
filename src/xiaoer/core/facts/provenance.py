"""Who made it, whose is it, where is it from: is that asked of the goods or of a part of them, and is it told?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.facts.labels import product_title
from xiaoer.core.facts.wording import BRAND
from xiaoer.core.language.normalize import normalize
from xiaoer.core.shop.product import Product, Sku

_MAKER = re.compile(
    r"(?:哪一?[家个]|什么|啥|谁家?)的?[^,?哪什啥谁]{0,2}?(?:代?工厂|厂[家商]?|公司|供[应货]商|养殖场|农[场户]|牧场|基地|作坊|窑口?|设计师)"
    r"|(?:谁家?|哪家)的?(?:给)?(?:生产|制造|代工|供[应货]|[做产造]的)|代工|贴牌|代加工"
)
_BRAND = re.compile(r"(?:什么|啥|哪一?个|哪家|谁家)的?(?:品?牌子?|商标)|(?:品牌|牌子)(?:是|叫)|[谁哪]家的(?!好)")
_ORIGIN = re.compile(
    r"哪一?个?(?:国家?|省|产区|产地)|进口|国产|原产|产地|产自|来自|哪里?儿?(?:出?产|生产|造)|哪[里儿]的"
)
_ASKING = re.compile(
    r"是不是|是否|请问|还是|或者|什么|哪一?[个家里儿]?|啥|谁家?|[吗么呢啊呀吧嘛]|是|的|用|采用|里[面头边]|从|在|由|有|都|你们?家?|这个?款?|那个?款?|它|来自"
    r"|生产|制造|供应商?|供货商?|代?工厂|代工|贴牌|厂[家商]?|品?牌子?|品牌|商标|国家|(?<=[哪个])国|进口|国产|原产地?|产地|产自|产区|省|做|造|出产|产|不|没|[\s,?!。]"
)
_TELLS = re.compile(  # in the name or the value of a parameter
    r"品牌|牌子|商标|厂|商$|公司|产地|产区|产国|国别|来源|生产|制造|委托"
)
_PLACE = re.compile(
    r"进口|国产|原产|[^\d]产$|中国|日本|韩国|美国|德国|法国|英国|意大利|瑞士|瑞典|荷兰|丹麦|西班牙|葡萄牙|俄罗斯|加拿大|澳大利亚|澳洲|新西兰"
    r"|泰国|越南|印度|马来西亚|印尼|土耳其|巴西|智利|埃及|比利时|奥地利|匈牙利|波兰|捷克|挪威|芬兰|台湾|香港|[省市县州镇乡岛]$|新疆|内蒙|云南|东北"
)
_GOES_WITH = re.compile("适[合用配]|能[用装配插]|可以[用装配插]|都能|兼容|通用|搭配|快递|物流|发货|寄")
_SOMEBODY = re.compile(r"厂|公司|牌|自家|自己(?:家|的|做|产|生产|开|种|养)|我们|本店|[a-z]{2}", re.IGNORECASE)
_FIGURES = re.compile(r"\d|[一二两三四五六七八九十单双][级档层个节段]")
_MATTER = frozenset({"东西", "货", "商品", "产品", "宝贝", "本", "整机", "成品", "款", "个"})


@dataclass(frozen=True, slots=True)
class Provenance:
    """A question for maker, brand or origin, and the part of the goods of which it is asked; empty: of the whole."""

    kind: str
    part: str


def provenance_asked(asked: str, product: Product) -> Provenance | None:
    """Return what a question without the goods that it names wants told of this kind, None where it wants nothing."""
    found = None if _GOES_WITH.search(asked) else _first(asked)
    return None if found is None else Provenance(found[0], _part(asked, found[1], product))


def names_telling(names: Sequence[str], skus: Sequence[Sku], asked: str, product: Product) -> tuple[str, ...]:
    """Return those of the names that tell maker, brand or origin where one is asked for: 电芯=5节 is no brand."""
    wanted = provenance_asked(asked, product)
    if wanted is None:
        return tuple(names)
    told = dict.fromkeys(pair for sku in skus for pair in (*sku.attributes, *sku.options, (BRAND, sku.brand)))
    own = tuple(dict.fromkeys(name for name, _ in told if wanted.part and wanted.part in name and _TELLS.search(name)))
    return own or tuple(
        name
        for name in names
        if _is_of(wanted, name) and any(own == name and _tells(wanted, name, value) for own, value in told)
    )


def sentences_telling(sentences: Sequence[str], asked: str, product: Product) -> tuple[str, ...]:
    """Return those of the sentences that tell maker, brand or origin where one is asked for."""
    wanted = provenance_asked(asked, product)
    if wanted is None:
        return tuple(sentences)
    tells = tuple(text for text in sentences if _TELLS.search(text) or _PLACE.search(text))
    return tuple(text for text in tells if wanted.part in normalize(text))


def asks_whose(asked: str) -> bool:
    """Return whether a question is for a maker or a brand."""
    return bool(_MAKER.search(asked) or _BRAND.search(asked)) and not _GOES_WITH.search(asked)


def tells_whose(text: str) -> bool:
    """Return whether a text may tell a maker or a brand."""
    return _SOMEBODY.search(text) is not None


def _first(asked: str) -> tuple[str, re.Match[str]] | None:
    return next(((kind, found) for kind, pattern in _KINDS if (found := pattern.search(asked)) is not None), None)


def _part(asked: str, found: re.Match[str], product: Product) -> str:
    """Return the part that is named before the words that ask, or after them as theirs: 什么品牌的电芯."""
    kinds = normalize("".join((product.name, product_title(product), product.category, *product.aliases)))
    after = asked[found.end() :]
    theirs = after if found[0].endswith("的") or after.startswith("的") else ""
    words = [*_ASKING.sub(" ", asked[: found.start()]).split(), *_ASKING.sub(" ", theirs).split()]
    parts = (word for word in words if word not in _MATTER and not _PLACE.search(word))
    return next((word for word in parts if word.rstrip("子儿") not in kinds), "")


def _is_of(asked: Provenance, name: str) -> bool:
    plain = normalize(name)
    return not asked.part or asked.part in plain or (len(plain) > 1 and plain in asked.part)


def _tells(asked: Provenance, name: str, value: str) -> bool:
    if asked.kind == "maker":
        return _TELLS.search(name) is not None and not name.endswith(("产地", "产区"))
    if asked.kind == "origin":
        return _TELLS.search(name) is not None or _PLACE.search(value) is not None
    if not asked.part or _TELLS.search(name):
        return True
    return not _FIGURES.search(value) and not value.endswith(asked.part[-1])


_KINDS = (("maker", _MAKER), ("brand", _BRAND), ("origin", _ORIGIN))
