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


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [
        ("这个洗得不", "这个能洗吗"),
        ("大货车用得起不", "大货车能用吗"),
        ("自己换得来不", "自己能换吗"),
        ("笔记本充得进电伐", "笔记本能充进电吗"),
        ("能用得上吗", "能用上吗"),
        ("退货要钱伐", "退货要钱吗"),
        ("白的还有咩", "白的还有吗"),
    ],
)
def test_whether_something_works_is_asked_plainly(spoken, standard):
    assert SLANG.standardize(spoken) == standard


@pytest.mark.parametrize("text", ["值得买吗", "记得我吗", "划得来不", "做咩", "多得不得了", "坐得下三个人吗"])
def test_what_asks_something_else_in_such_words_stays(text):
    assert SLANG.standardize(text) == text


@pytest.mark.parametrize(
    ("spoken", "standard"),
    [("买边把锁", "买哪把锁"), ("要边件好", "要哪件好"), ("骑几寸滴", "骑几寸的"), ("给我整个大滴", "给我整个大的")],
)
def test_which_one_and_soft_endings_are_read_plainly(spoken, standard):
    assert SLANG.standardize(spoken) == standard


@pytest.mark.parametrize("text", ["床边条多长", "漏了几滴", "用边角料做的", "眼药水一次一滴"])
def test_a_side_and_a_drop_stay(text):
    assert SLANG.standardize(text) == text
