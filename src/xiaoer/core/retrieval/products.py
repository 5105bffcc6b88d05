"""Which goods does a text name?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xiaoer.core.dialogue.understanding import ProductMatch
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.heads import with_shared_heads
from xiaoer.core.retrieval.namebook import NameBook, Named
from xiaoer.core.retrieval.names import latin_units
from xiaoer.core.retrieval.namesearch import Likely, NameSearch
from xiaoer.core.retrieval.naming import FAIR, kind_of
from xiaoer.core.retrieval.options import Narrowed, narrow
from xiaoer.core.retrieval.shortened import ShortForms
from xiaoer.core.retrieval.spelling import Spelling
from xiaoer.core.shop.product import Pairs, Product, Sku

MOST_MATCHES = 6  # more goods in one message are a list that nobody answers in one reply
MOST_SHARING = 20_000  # in larger shops so many names are alike that a shared noun tells little, and costs much
MOST_KNOWN = 2000  # texts whose goods are kept: a message is searched several times on its way
LONG_VALUE_CHARS = 4  # an option value this long may hold words that name other goods
MOST_SKUS_READ = 100  # variants of a named product whose option values are looked for
MOST_CANDIDATES = 10  # products that one ambiguous name is answered with


@dataclass(frozen=True, slots=True)
class ProductIndex:
    """The products of a shop by id, by code and by what shoppers call them."""

    products: tuple[Product, ...]
    _by_id: dict[str, Product]
    _by_sku: dict[str, Sku]
    _by_category: dict[str, tuple[Product, ...]]
    _by_head: dict[str, tuple[Product, ...]]
    _book: NameBook
    _search: NameSearch
    _spelling: Spelling
    _short: ShortForms | None
    _known: dict[str, tuple[ProductMatch, ...]] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def build(products: Sequence[Product]) -> ProductIndex:
        """Index the products of a shop."""
        return ProductIndex(
            products=tuple(products),
            _by_id={product.product_id: product for product in products},
            _by_sku={sku.sku: sku for product in products for sku in product.skus},
            _by_category=_by_category(products),
            _by_head=_by_head(products),
            _book=NameBook.build(products),
            _search=(search := NameSearch.build(products)),
            _spelling=Spelling.build(search.names),
            _short=ShortForms.build(products, search) if len(products) <= MOST_SHARING else None,
        )

    def product(self, product_id: str) -> Product | None:
        """Return the product with this id."""
        return self._by_id.get(product_id)

    def like(self, product: Product) -> tuple[Product, ...]:
        """Return the products of a product's category, itself among them, in the order of the data."""
        return self._by_category.get(product.category, ())

    def ending_with(self, noun: str) -> tuple[Product, ...]:
        """Return the products of which a name ends with a character, but for a model behind it."""
        return self._by_head.get(noun, ())

    def sku(self, sku: str) -> Sku | None:
        """Return the SKU with this code."""
        return self._by_sku.get(sku)

    def find(self, text: str) -> tuple[ProductMatch, ...]:
        """Return the goods that a text names, in the order of the text.

        A name that fits several products about equally is one match with several product ids, best first. A score
        below 0.5 says that the words hardly name a product: a mere category with many members, or a model that the
        shop does not have.
        """
        plain = normalize(text)
        if not self.products:
            return ()
        known = self._known.get(plain)
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[plain] = self._found(plain)
        return known

    def _found(self, plain: str) -> tuple[ProductMatch, ...]:
        spelt = self._spelling.mend(latin_units(plain))
        found = [_as_said(spelt.text, likely, self.products) for likely in self._in_clauses(spelt.text)]
        strong = [likely for likely in found if likely.score >= 0.5]
        matches = []
        for likely in (strong or found[:1])[:MOST_MATCHES]:
            typed = plain[spelt.places[likely.start] : spelt.places[likely.end]]
            matches.append(replace(self._match(spelt.text, likely, found), mention=typed))
        return tuple(matches)

    def owners(self, text: str) -> tuple[tuple[str, tuple[Product, ...]], ...]:
        """Return the words of a text that the names of a few products hold, with those products: 低帮."""
        owned = self._search.owned_words(normalize(text))
        return tuple((word, tuple(self.products[number] for number in numbers)) for word, numbers in owned)

    def spoken_whole(self, plain: str) -> tuple[tuple[int, int], ...]:
        """Return where a normalised text holds exact names, and option values of the goods that bear them.

        What stands between such a start and end belongs together, stops and all: 飘逸杯(大)、耐热款.
        """
        exact = self._book.find(plain)
        spans = sorted({*((named.start, named.end) for named in exact), *self._values(plain, exact)})
        return _joined(plain, spans)

    def _values(self, plain: str, exact: Sequence[Named]) -> list[tuple[int, int]]:
        products = {number for named in exact for number in named.products[:1]}
        skus = (sku for number in sorted(products) for sku in self.products[number].skus[:MOST_SKUS_READ])
        values = dict.fromkeys(normalize(value) for sku in skus for _, value in sku.options)
        long = sorted((value for value in values if len(value) >= LONG_VALUE_CHARS), key=lambda value: -len(value))
        found = ((plain.find(value), len(value)) for value in long)
        return [(start, start + length) for start, length in found if start >= 0]

    def _in_clauses(self, plain: str) -> list[Likely]:
        exact = _names_outside(plain, self._book.find(plain), self.products)
        pieces = self._search.clauses(plain)
        whole = [n for n in exact if not any(start <= n.start and n.end <= end for start, end in pieces)]
        found = [Likely(named.start, named.end, named.products, 1.0, named.sku) for named in whole]
        read = _blank(plain, [*((named.start, named.end) for named in whole), *self._values(plain, exact)])
        return sorted((*found, *self._in_pieces(read, exact)), key=lambda likely: likely.start)

    def _in_pieces(self, plain: str, exact: Sequence[Named]) -> list[Likely]:
        found: list[Likely] = []
        pieces = self._search.clauses(plain)
        for start, end in pieces:
            inside = [named for named in exact if start <= named.start and named.end <= end]
            likely = self._search.best(plain[start:end], start)
            if not inside:
                if likely is None and self._short is not None:
                    likely = self._short.best(plain[start:end], start)
                found += [likely] if likely is not None else []
                continue
            found += _merged(inside, likely, plain, self._search.brands)
        if len(pieces) == 1 or len(self.products) > MOST_SHARING:
            return found
        shared = with_shared_heads(plain, pieces, found, self._named)
        return [likely for likely in shared if likely in found or not self._is_value(plain, likely, found)]

    def _is_value(self, plain: str, likely: Likely, found: Sequence[Likely]) -> bool:
        """Return whether a word is an option value of goods that are named: 黑色 says more of them."""
        word = plain[likely.start : likely.end]
        named = (self.products[number] for other in found for number in other.products[:1])
        return any(narrow(product, word).options for product in named)

    def _named(self, text: str, offset: int) -> Likely | None:
        """Return the goods whose exact name a text is, else what it most likely names."""
        whole = next((named for named in self._book.find(text) if (named.start, named.end) == (0, len(text))), None)
        if whole is None:
            return self._search.best(text, offset)
        return Likely(offset, offset + len(text), whole.products, 1.0, whole.sku)

    def _match(self, plain: str, likely: Likely, all_found: Sequence[Likely]) -> ProductMatch:
        products = [self.products[number] for number in likely.products[:MOST_CANDIDATES]]
        blank = _blank(plain, [(other.start, other.end) for other in all_found])
        rest = blank if len(all_found) == 1 else _own_part(blank, likely, all_found)
        products = _by_their_piece(blank, self._search.clauses(plain), likely, products)
        narrowed = _narrowed(products, rest, plain[likely.start : likely.end])
        if len(products) > 1:
            kept = _fitting(narrowed)
            products = [products[at] for at in kept]
            narrowed = [narrowed[at] for at in kept]
        skus = tuple(sku.sku for one in narrowed for sku in one.skus)
        return ProductMatch(
            mention=plain[likely.start : likely.end],
            product_ids=tuple(product.product_id for product in products),
            skus=(likely.sku,) if likely.sku else skus,
            options=_shared_options(narrowed),
            score=max(likely.score, FAIR) if _beside_a_value(plain, likely, narrowed) else likely.score,
        )


def _by_their_piece(
    blank: str, pieces: Sequence[tuple[int, int]], likely: Likely, products: list[Product]
) -> list[Product]:
    """Return those of several goods whose values stand beside the name: in 5w过滤一个,陶瓷环一包 those of 5w."""
    own = next((blank[start:end] for start, end in pieces if start <= likely.start and likely.end <= end), "")
    if len(pieces) < 2 or len(products) < 2 or not own:
        return products
    narrowed = [narrow(product, own) for product in products]
    return [products[at] for at in _fitting(narrowed)] if any(one.options for one in narrowed) else products


def _narrowed(products: Sequence[Product], rest: str, mention: str) -> list[Narrowed]:
    """Return the variants of each product that a text wants beside its name.

    One product may be called after a variant: 三抽柜 of 抽屉柜, which comes with two drawers as well.
    """
    beside = [narrow(product, rest) for product in products]
    if len(products) > 1 or beside[0].options or mention in normalize(products[0].name):
        return beside
    nickname = narrow(products[0], mention)
    return [nickname] if nickname.options else beside


def _as_said(plain: str, likely: Likely, products: Sequence[Product]) -> Likely:
    """Return a mention as far as it names goods: to the end of the name, and without what a value says."""
    return _to_the_end_of_the_name(plain, _apart(plain, likely, products), products)


def _apart(plain: str, likely: Likely, products: Sequence[Product]) -> Likely:
    """Return a mention without what a value of its product shares with it: 高隔热 of 高隔热膜 leaves 膜.

    One that holds a value whole is two: 双臂支架 单臂支架 names 支架 first.
    """
    meant = [products[number] for number in likely.products[:MOST_CANDIDATES]]
    for product in meant:
        for start, end in _values_said(plain, product):
            inside = likely.start < start and end < likely.end and plain[start:end] not in normalize(product.name)
            if len(meant) == 1 and start < likely.start < end < likely.end:
                return replace(likely, start=end)
            if inside or (len(meant) == 1 and likely.start < start < likely.end < end):
                return replace(likely, end=likely.start + len(plain[likely.start : start].rstrip()))
    return likely


def _to_the_end_of_the_name(plain: str, likely: Likely, products: Sequence[Product]) -> Likely:
    """Return a mention with the character behind it that ends the name, too: 内胆包 where 内胆 is an alias."""
    if len(likely.products) != 1 or not "\u4e00" <= plain[likely.end : likely.end + 1] <= "\u9fff":
        return likely
    product, said = products[likely.products[0]], plain[likely.start : likely.end + 1]
    ends = any(normalize(name).endswith(said) for name in (product.name, *product.aliases))
    return replace(likely, end=likely.end + 1) if ends else likely


def _names_outside(plain: str, exact: Sequence[Named], products: Sequence[Product]) -> Sequence[Named]:
    """Return the exact names in a text, without those that an option value of other goods named holds: 带陶盆."""
    if len(exact) < 2:
        return exact
    said = [(named, _values_said(plain, products[named.products[0]])) for named in exact]
    return [
        named
        for named in exact
        if not any(
            start <= named.start and named.end <= end and end - start > named.end - named.start
            for other, places in said
            if other.products[0] not in named.products
            for start, end in places
        )
    ]


def _values_said(plain: str, product: Product) -> list[tuple[int, int]]:
    """Return where a text says values of a product, of two letters or more, each once."""
    values = dict.fromkeys(normalize(value) for sku in product.skus[:MOST_SKUS_READ] for _, value in sku.options)
    found = ((plain.find(value), len(value)) for value in values if len(value) > 1)
    return [(start, start + length) for start, length in found if start >= 0]


def _joined(plain: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return stretches of a text with those put together between which nothing stands."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not plain[joined[-1][1] : start].strip():
            begin, before = joined.pop()
            joined.append((begin, max(end, before)))
        else:
            joined.append((start, end))
    return tuple(joined)


def _by_category(products: Sequence[Product]) -> dict[str, tuple[Product, ...]]:
    found: dict[str, list[Product]] = {}
    for product in products:
        found.setdefault(product.category, []).append(product)
    return {category: tuple(own) for category, own in found.items()}


def _by_head(products: Sequence[Product]) -> dict[str, tuple[Product, ...]]:
    found: dict[str, dict[str, Product]] = {}
    for product in products:
        for name in (product.name, *product.aliases):
            found.setdefault(kind_of(normalize(name))[-1:], {})[product.product_id] = product
    return {head: tuple(own.values()) for head, own in found.items()}


def _beside_a_value(plain: str, likely: Likely, narrowed: Sequence[Narrowed]) -> bool:
    """Return whether the word beside a name is a value of these very goods, and no model that they lack: 手环标准版."""
    if len(narrowed) != 1:
        return False
    values = [normalize(value) for _, value in narrowed[0].options]
    return any(plain.startswith(value, likely.end) or plain[: likely.start].endswith(value) for value in values)


def _merged(exact: Sequence[Named], likely: Likely | None, plain: str, brands: frozenset[str]) -> list[Likely]:
    """Return exact names, unless a longer likely name holds one of them, and more than its brand."""
    found = []
    for named in exact:
        if (
            likely is not None
            and likely.score >= 0.5
            and likely.start <= named.start
            and named.end <= likely.end
            and not set(likely.products) & set(named.products)
            and likely.end - likely.start >= named.end - named.start + 2
            and (plain[likely.start : named.start] + plain[named.end : likely.end]).strip() not in brands
        ):
            found.append(likely)
        else:
            found.append(Likely(named.start, named.end, named.products, 1.0, named.sku))
    return list(dict.fromkeys(found))


def _blank(plain: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        plain = plain[:start] + "\n" * (end - start) + plain[end:]
    return plain


def _own_part(rest: str, likely: Likely, all_found: Sequence[Likely]) -> str:
    """Return what follows a mention up to the next one, and what leads up to the first."""
    starts = sorted(other.start for other in all_found)
    at = starts.index(likely.start)
    until = starts[at + 1] if at + 1 < len(starts) else len(rest)
    begin = 0 if at == 0 else max((other.end for other in all_found if other.end <= likely.start), default=0)
    return rest[begin:until]


def _fitting(narrowed: Sequence[Narrowed]) -> list[int]:
    """Return which of several products have most of the option values that the text asks for."""
    fits = [len({name for name, _ in one.options}) - len(one.absent) for one in narrowed]
    named = any(one.options for one in narrowed)
    return [at for at, fit in enumerate(fits) if not named or fit == max(fits)]


def _shared_options(narrowed: Sequence[Narrowed]) -> Pairs:
    return tuple(dict.fromkeys(pair for one in narrowed for pair in one.options))
