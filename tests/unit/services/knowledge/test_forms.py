"""Does a form say what the same row of a table would say?"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.services.knowledge import codec, forms
from xiaoer.services.knowledge.edits import Edit, laid_over, mark_of
from xiaoer.services.knowledge.forms import Section
from xiaoer.testing.factories import (
    EVE_OF_NOV_11,
    a_discount,
    a_faq,
    a_profile,
    a_promotion,
    a_sku,
    a_vip_coupon,
    a_window,
)

ZONE = ZoneInfo("Asia/Shanghai")
BASE = (codec.profile_item(a_profile()), codec.sku_item(a_sku("X1-BK-256")))
ROWS = [
    codec.sku_item(a_sku("X1-WH-256", price=None, stock=0)),
    codec.faq_item(a_faq("gift", question="能送人吗", answer="可以。", window=a_window())),
    codec.faq_item(a_faq("charge", question="充电多久", answer="一小时。", product_id="X1")),
    codec.promotion_item(a_promotion()),
    codec.promotion_item(a_discount()),
    codec.promotion_item(a_vip_coupon()),
]


@pytest.mark.parametrize("item", ROWS, ids=lambda item: item.key)
def test_a_row_shown_as_a_form_and_kept_again_is_the_same_row(item):
    filled = forms.read_row(item.kind, forms.cells_of(item, ZONE), BASE, shop_id="s")
    assert [one for one in filled.problems if one.severity == "error"] == []
    assert filled.item == item


@given(st.dictionaries(st.sampled_from(forms.names_of("promotion")), st.text(max_size=20)))
def test_no_form_is_taken_without_a_row_or_a_reason(cells):
    filled = forms.read_row("promotion", tuple(cells.items()), BASE, shop_id="s")
    assert filled.item is not None or any(one.severity == "error" for one in filled.problems)


def test_an_example_is_no_row():
    filled = forms.read_row("faq", (("question", "示例:在吗"), ("answer", "在")), BASE, shop_id="s")
    assert filled.item is None
    assert [one.column for one in filled.problems] == ["id"]


def test_the_parts_of_a_policy_are_numbered_and_a_date_as_an_end_holds_its_whole_day():
    sections = (Section("时效", "两天。"), Section("", "停发。", "2026-02-01", "2026-02-10"))
    filled = forms.read_policy("发货", "发货", sections, ZONE)
    assert [(one.passage_id, one.heading) for one in filled.passages] == [("发货#1", "时效"), ("发货#2", "发货")]
    assert filled.passages[1].window.ends_at.astimezone(ZONE).isoformat() == "2026-02-11T00:00:00+08:00"
    again = forms.read_policy("发货", "发货", forms.sections_of(filled.passages, ZONE), ZONE)
    assert again == filled


def test_edits_replace_add_and_take_out():
    rows = {(item.kind, item.key): item for item in BASE}
    new = codec.faq_item(a_faq("new"))
    edits = [
        Edit("sku", "X1-BK-256", None, EVE_OF_NOV_11, "店长"),
        Edit("faq", new.key, new.body, EVE_OF_NOV_11, "店长"),
    ]
    assert tuple(laid_over(rows, edits).values()) == (BASE[0], new)
    assert mark_of(new.body) != mark_of(BASE[1].body)
