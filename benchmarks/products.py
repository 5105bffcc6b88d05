"""Are goods found by part, alias and typo? Prints one table; `python -m benchmarks.products`.

Reads `../shared/data` (skipped with a notice where it is absent): mentions are made from the names of real catalogues,
and real shopper lines, hardly any of which names these goods, show the false alarms.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import normalized_tokens
from xiaoer.core.retrieval.products import ProductIndex
from xiaoer.core.shop.product import Product, Sku, group

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SEED = 20261111
FRAMES = ("{}多少钱", "{}有货吗", "请问{}怎么样", "我想买{}", "{}")


def main() -> None:
    """Print how often the right product comes first, is among those offered, and what the search costs."""
    if not DATA.is_dir():
        print(f"skipped: {DATA} is absent")
        return
    products = _catalogue()
    index = ProductIndex.build(products)
    print(f"{len(products)} products")
    print("mention\tmade\tfirst\toffered\tnothing sure\tp50 ms")
    for kind, make in _KINDS.items():
        _print_kind(index, kind, make)
    lines = [
        json.loads(line)["text"] for line in (DATA / "shoppers" / "shopper_utterances.jsonl").open(encoding="utf-8")
    ]
    sure = sum(any(match.score >= 0.5 for match in index.find(line)) for line in lines)
    print(f"shopper lines that surely name goods: {sure} of {len(lines)}")
    _print_large()


def _print_kind(index: ProductIndex, kind: str, make: Callable[[Product, random.Random], str]) -> None:
    chance = random.Random(SEED)
    made = first = offered = unsure = 0
    spent = []
    for product in index.products:
        mention = make(product, chance)
        if not mention:
            continue
        made += 1
        text = chance.choice(FRAMES).format(mention)
        start = time.perf_counter()
        found = [match for match in index.find(text) if match.score >= 0.5]
        spent.append((time.perf_counter() - start) * 1000)
        ids = [product_id for match in found for product_id in match.product_ids]
        first += ids[:1] == [product.product_id]
        offered += product.product_id in ids
        unsure += not ids
    made = max(made, 1)
    print(
        f"{kind}\t{made}\t{first / made:.3f}\t{offered / made:.3f}\t{unsure / made:.3f}\t{statistics.median(spent):.2f}"
    )


def _whole(product: Product, _: random.Random) -> str:
    return product.name


def _head(product: Product, _: random.Random) -> str:
    return product.name.split()[0] if " " in product.name.strip() else ""


def _words(product: Product, chance: random.Random) -> str:
    words = [word for word in normalized_tokens(normalize(product.name)) if len(word) > 1]
    start = chance.randrange(max(len(words) - 2, 1))
    return "".join(words[start : start + 3])


def _typo(product: Product, chance: random.Random) -> str:
    name = normalize(product.name)[:12]
    places = [at for at, char in enumerate(name) if not char.isascii()]
    if len(places) < 4:
        return ""
    at = chance.choice(places)
    return name[:at] + "的" + name[at + 1 :]


_KINDS: dict[str, Callable[[Product, random.Random], str]] = {
    "whole name": _whole,
    "first part": _head,
    "three words": _words,
    "one wrong character": _typo,
}


def _print_large() -> None:
    chance = random.Random(SEED)
    skus = tuple(
        Sku(f"S{at:06d}-{size}", f"P{at:05d}", _made_name(chance), options=(("容量", size),))
        for at in range(20_000)
        for size in ("64G", "128G", "256G", "512G", "1T")
    )
    start = time.perf_counter()
    index = ProductIndex.build(group(skus))
    built = time.perf_counter() - start
    spent = []
    for product in chance.sample(index.products, 1000):
        start = time.perf_counter()
        index.find(f"{product.name[:8]} 256G多少钱")
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    print(f"{len(skus)} SKUs: built in {built:.1f} s, found in p50 {spent[500]:.2f} ms, p95 {spent[950]:.2f} ms")


def _made_name(chance: random.Random) -> str:
    brand = chance.choice(("云雀", "青禾", "北辰", "沐光", "竹里"))
    thing = chance.choice(("手机", "耳机", "平板", "台灯", "手环"))
    model = f"{chance.choice('ABCDEFGH')}{chance.randrange(1, 9999)}"
    return f"{brand} {model} {chance.choice(('轻薄', '长续航', '旗舰'))}{thing}"


def _catalogue() -> tuple[Product, ...]:
    return group(tuple(_skus()))


def _skus() -> Iterator[Sku]:
    for file in sorted((DATA / "catalogue").glob("*_products.jsonl")):
        for line in file.open(encoding="utf-8"):
            row = json.loads(line)
            category = row.get("category") or ""
            yield Sku(
                sku=f"{file.stem}-{row['id']}",
                product_id=f"{file.stem}-{row['id']}",
                name=row["name"],
                category=category if isinstance(category, str) else category[-1],
                brand=row.get("brand") or "",
            )


if __name__ == "__main__":
    main()
