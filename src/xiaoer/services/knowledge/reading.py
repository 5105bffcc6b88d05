"""What does a source say, read as nouns of the shop?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from xiaoer.core.shop.order import Order
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.profile import Profile
from xiaoer.ports import Item
from xiaoer.services.knowledge import codec, wording
from xiaoer.services.knowledge.faqs import read_faqs
from xiaoer.services.knowledge.orders import read_orders
from xiaoer.services.knowledge.parts import Directory
from xiaoer.services.knowledge.policies import read_policies
from xiaoer.services.knowledge.products import read_products
from xiaoer.services.knowledge.profile import read_profile
from xiaoer.services.knowledge.promotions import read_promotions
from xiaoer.services.knowledge.source import Problem, Progress, RawTable, Source, TableKind
from xiaoer.services.knowledge.words import read_words

PROFILE_FILE = "shop.toml"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of one kind a source holds, and how many of them were loaded."""

    kind: str
    seen: int
    loaded: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as items and orders.

    `groups` names what the source speaks of at all (a kind, `words/<list>` or `policy/<file>`): only these can lose
    rows by pruning. `bad_keys` are kind and key of rows at fault.
    """

    items: tuple[Item, ...]
    orders: tuple[Order, ...]
    groups: frozenset[str]
    bad_keys: frozenset[tuple[str, str]]
    counts: tuple[Count, ...]
    problems: tuple[Problem, ...]
    zone: ZoneInfo


def read(source: Source, base: Sequence[Item], *, shop_id: str, progress: Progress) -> Reading:
    """Return what a source says; names are resolved against its own goods and those of `base`."""
    former = next((codec.decode_profile(item.body) for item in base if item.kind == "profile"), None)
    profile, problems = _profile(source, former, shop_id)
    zone = ZoneInfo(profile.timezone)
    progress("products", 0, 4)
    products = read_products(_tables(source, "products"), zone)
    progress("faq", 1, 4)
    directory = _directory(source, base, products.rows)
    faqs = read_faqs(_tables(source, "faq"), zone, directory)
    promotions = read_promotions(_tables(source, "promotions"), zone, directory)
    progress("orders", 2, 4)
    orders = read_orders(_tables(source, "orders"), zone, directory)
    progress("policies", 3, 4)
    policies, policy_problems = read_policies(source.documents, zone)
    words, word_problems = read_words(source.words)
    items = (
        codec.profile_item(profile),
        *map(codec.sku_item, products.rows),
        *map(codec.faq_item, faqs.rows),
        *map(codec.promotion_item, promotions.rows),
        *map(codec.policy_item, policies),
        *codec.word_items(words),
    )
    progress("policies", 4, 4)
    tables = (("sku", products), ("faq", faqs), ("promotion", promotions), ("order", orders))
    word_count = len(words.sensitive) + len(words.banned) + len(words.slang)
    return Reading(
        items=items,
        orders=orders.rows,
        groups=_groups(source),
        bad_keys=frozenset((kind, key) for kind, loaded in tables for key in loaded.bad_keys),
        counts=(
            *(Count(kind, loaded.seen, len(loaded.rows)) for kind, loaded in tables if loaded.seen),
            *_counted("policy", len(policies), len(policy_problems)),
            *_counted("words", word_count, len(word_problems)),
        ),
        problems=(
            *source.problems, *problems, *products.problems, *faqs.problems, *promotions.problems,
            *orders.problems, *policy_problems, *word_problems,
        ),
        zone=zone,
    )  # fmt: skip


def _profile(source: Source, former: Profile | None, shop_id: str) -> tuple[Profile, tuple[Problem, ...]]:
    fallback = former or Profile(name=shop_id)
    if source.profile is not None:
        found = read_profile(source.profile, fallback)
        return found.profile or fallback, found.problems
    if former is not None:
        return former, ()
    return fallback, (Problem("error", PROFILE_FILE, None, "", wording.NO_PROFILE),)


def _tables(source: Source, kind: TableKind) -> tuple[RawTable, ...]:
    return tuple(table for table in source.tables if table.kind == kind)


def _directory(source: Source, base: Sequence[Item], fresh: tuple[Sku, ...]) -> Directory:
    if all(table.kind == "products" for table in source.tables):
        return Directory.of(())
    named = {sku.sku for sku in fresh}
    kept = [codec.decode_sku(item.body) for item in base if item.kind == "sku" and item.key not in named]
    return Directory.of((*kept, *fresh))


def _groups(source: Source) -> frozenset[str]:
    kind_of: dict[TableKind, str] = {"products": "sku", "faq": "faq", "promotions": "promotion", "orders": "order"}
    return frozenset(
        {
            *(kind_of[table.kind] for table in source.tables),
            *(f"words/{words.words}" for words in source.words),
            *(f"policy/{document.name}" for document in source.documents),
            *(("policy",) if source.documents else ()),
        }
    )


def _counted(kind: str, loaded: int, failed: int) -> tuple[Count, ...]:
    return (Count(kind, loaded + failed, loaded),) if loaded + failed else ()
