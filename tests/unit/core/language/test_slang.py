"""Is what shoppers say in their own way read in the standard wording?"""

import pytest

from xiaoer.core.language.slang import Slang

SLANG = Slang.build((("冇", "没有"), ("fp", "发票")))


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("表带断咯 有得修冇", "表带断咯 能修吗"),
        ("有得分期冇", "能分期吗"),
        ("有得退不,我不想要", "能退吗,我不想要"),
    ],
)
def test_a_question_in_dialect_whether_it_can_be_done_is_a_plain_one(spoken, standard):
    assert SLANG.standardize(spoken) == standard


@pytest.mark.parametrize(
    ("torn", "whole"),
    [("退个货", "退货"), ("想刻俩字母", "想刻字母"), ("帮我开一张发票", "帮我开发票"), ("退一下款", "退款")],
)
def test_a_verb_torn_from_its_object_is_read_with_it(torn, whole):
    assert SLANG.standardize(torn) == whole


@pytest.mark.parametrize(
    "text",
    ["有得卖吗", "能刻几个字", "我要退个货架", "换个款式", "退个款式不对的", "有得货没有货都说一声", "开2张发票"],
)
def test_what_only_looks_like_it_stays(text):
    assert SLANG.standardize(text) == text
