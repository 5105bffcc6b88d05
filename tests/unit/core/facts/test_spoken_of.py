"""Is the parameter told whose value speaks of the thing that a question names, and no other?"""

from __future__ import annotations

import pytest
from tests.unit.core.facts.cast import a_sku, a_topic

from xiaoer.core.facts.spoken_of import state_spoken_of

CLOTH = a_topic(
    a_sku(
        "C",
        name="餐桌垫",
        attributes=(
            ("耐温", "70度,热锅要垫隔热垫"),
            ("适用桌形", "方桌圆桌都能铺,贵妃榻不适用"),
            ("附件", "防滑条6根"),
            ("防水", "表面防泼水,不防大雨"),
            ("通话", "视频通话"),
        ),
    )
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("能放热锅吗", "热锅要垫隔热垫"),
        ("贵妃榻能用吗", "贵妃榻不适用"),
        ("带几根防滑条", "防滑条6根"),
        ("顶住大雨不", "不防大雨"),
    ],
)
def test_the_value_that_speaks_of_the_thing_is_told(asked, told):
    statement = state_spoken_of(CLOTH, asked)
    assert statement is not None
    assert told in statement.text


@pytest.mark.parametrize(
    "asked",
    [
        "热锅烫坏了怎么办",  # wants help
        "防滑条能拆下来洗吗",  # asks more of a thing than that it is there
        "支持微信视频吗",  # another thing
        "防滑条多长",  # no value tells a length
        "能放烤箱吗",
        "支持吗",
    ],
)
def test_what_no_value_answers_is_not_told(asked):
    assert state_spoken_of(CLOTH, asked) is None
