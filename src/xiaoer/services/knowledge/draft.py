"""What does the shop's next version hold, given the last one and an import?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xiaoer.core.shop.order import Order
from xiaoer.ports import Item
from xiaoer.services.knowledge import codec
from xiaoer.services.knowledge.diff import Diff, Key, compare
from xiaoer.services.knowledge.reading import Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """The items of the next version, the writes to the order book, and the difference that both make."""

    items: tuple[Item, ...]
    put_orders: tuple[Order, ...]
    drop_orders: tuple[str, ...]
    item_diff: Diff
    order_diff: Diff


def build(base: Sequence[Item], book: Sequence[Order], reading: Reading, *, prune: bool) -> Draft:
    """Return the draft: rows of the import update those of the base by key.

    A policy file replaces all its former passages. With `prune`, rows of the imported kinds that the import no longer
    holds go; a row at fault counts as held.
    """
    old: dict[Key, Item] = {(item.kind, item.key): item for item in base}
    new: dict[Key, Item] = {
        key: item for key, item in old.items() if not _replaced(item, reading) and not (prune and _gone(key, reading))
    }
    new |= {(item.kind, item.key): item for item in reading.items}
    ordered = {key: new[key] for key in (*(key for key in old if key in new), *(key for key in new if key not in old))}
    orders_before = {("order", order.order_id): codec.order_body(order) for order in book}
    orders_after = _orders_after(orders_before, reading, prune=prune)
    order_diff = compare(orders_before, orders_after, reading.zone)
    touched = {key for _, key in order_diff.added} | {change.key for change in order_diff.changed}
    return Draft(
        items=tuple(ordered.values()),
        put_orders=tuple(order for order in reading.orders if order.order_id in touched),
        drop_orders=tuple(key for _, key in order_diff.removed),
        item_diff=compare(_bodies(base), _bodies(ordered.values()), reading.zone),
        order_diff=order_diff,
    )


def _bodies(items: Iterable[Item]) -> dict[Key, str]:
    return {(item.kind, item.key): item.body for item in items}


def _orders_after(before: dict[Key, str], reading: Reading, *, prune: bool) -> dict[Key, str]:
    kept = {key: body for key, body in before.items() if not (prune and _gone(key, reading))}
    return kept | {("order", order.order_id): codec.order_body(order) for order in reading.orders}


def _replaced(item: Item, reading: Reading) -> bool:
    return item.kind == "policy" and f"policy/{item.key.rpartition('#')[0]}" in reading.groups


def _gone(key: Key, reading: Reading) -> bool:
    kind, name = key
    group = f"words/{name.partition('/')[0]}" if kind == "words" else kind
    return group in reading.groups and key not in reading.bad_keys
