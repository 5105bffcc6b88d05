import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.understanding import Sentiment
from xiaoer.core.understanding.sentiment import read_mood


@pytest.mark.parametrize("text", ["东西很好,下次还会来", "质量不错,物流也快", "没想到这么好用", "一点都不差"])
def test_praise_is_positive(text):
    assert read_mood(text).sentiment is Sentiment.POSITIVE


@pytest.mark.parametrize("text", ["质量太差了", "一点都不好用", "包装不错,但是东西坏了用不了", "不推荐大家买"])
def test_complaints_are_negative(text):
    assert read_mood(text).sentiment is Sentiment.NEGATIVE


@pytest.mark.parametrize("text", ["多少钱", "质量好吗", "你好", "请问什么时候发货", "好的"])
def test_questions_and_greetings_are_neutral(text):
    assert read_mood(text).sentiment is Sentiment.NEUTRAL


@pytest.mark.parametrize("text", ["你们这群骗子,我要投诉", "把我的钱还给我!!!", "什么态度,气死我了"])
def test_wrath_is_heard(text):
    assert read_mood(text).anger >= 0.6


@pytest.mark.parametrize("text", ["多少钱", "能便宜点吗", "怎么退货", "谢谢", "这个不合适可以退吗"])
def test_plain_questions_are_not_angry(text):
    assert read_mood(text).anger < 0.5


@given(st.text(max_size=80))
def test_anger_stays_between_none_and_all(text):
    assert 0 <= read_mood(text).anger <= 1
