"""Does the gate see how deep a body nests, whatever else is in it?"""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.web.events import cursor_of
from xiaoer.web.gate import MOST_DEPTH, is_too_deep

TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=30,
)


def depth(tree):
    if isinstance(tree, dict):
        tree = list(tree.values())
    return 1 + max(map(depth, tree), default=0) if isinstance(tree, list) else 0


@given(TREES, st.integers(0, 2 * MOST_DEPTH), st.booleans())
def test_depth_is_that_of_the_parsed_body(tree, wraps, is_ascii):
    for _ in range(wraps):
        tree = [tree]
    assert is_too_deep(json.dumps(tree, ensure_ascii=is_ascii).encode()) == (depth(tree) > MOST_DEPTH)


@given(st.binary(max_size=300))
def test_any_bytes_are_judged_without_a_fault(body):
    is_too_deep(body * 20)


@pytest.mark.parametrize(
    "body",
    [b'"\\"' * 300_000, b'"' + b'\\"' * 450_000, b"[" * 900_000, b'["' * 400_000, b"[]" * 450_000, b"{}\\" * 300_000],
)
def test_hostile_bodies_are_judged_in_linear_time(body):
    since = time.perf_counter()
    is_too_deep(body)
    assert time.perf_counter() - since < 0.5


@given(st.text(max_size=30))
def test_a_cursor_is_never_a_fault(text):
    assert cursor_of(text) >= 0


def test_a_cursor_is_the_number_it_shows():
    assert [cursor_of(text) for text in ("7", "", "-7", "7.5", "9" * 15, "9" * 16)] == [7, 0, 0, 0, 10**15 - 1, 0]
