"""Is the parameter told that bounds a measure which a question gives, and none where it gives no such measure?"""

from __future__ import annotations

import pytest
from tests.unit.core.facts.cast import a_sku, a_topic

from xiaoer.core.facts.bounds import bounding_name, state_bound

ARM = a_sku(
    "A",
    name="屏幕支架",
    attributes=(
        ("适用尺寸", "17-32英寸"),
        ("承重", "2-9kg"),
        ("夹桌厚度", "10-80mm"),
        ("臂长", "50cm"),
        ("净重", "3kg"),
    ),
)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("装得了34寸的屏不", "适用尺寸"),
        ("能挂10斤的吗", "承重"),
        ("夹得住8公分厚的桌子不", "夹桌厚度"),
        ("34寸的屏多少钱", ""),  # no question whether
        ("能挂几斤", ""),  # gives no measure
        ("2米高的桌子能用吗", ""),  # several lengths, none surely
        ("买2个能便宜吗", ""),
    ],
)
def test_the_parameter_that_bounds_a_measure(asked, name):
    assert bounding_name((ARM,), asked) == name


def test_it_is_told_in_the_words_of_the_data():
    statement = state_bound(a_topic(ARM), "能挂20斤的吗")
    assert statement is not None
    assert statement.text == "屏幕支架的承重:2-9kg。"


def test_what_goods_weigh_bounds_nothing():
    assert state_bound(a_topic(a_sku("B", attributes=(("净重", "3kg"),))), "能挂20斤的吗") is None
