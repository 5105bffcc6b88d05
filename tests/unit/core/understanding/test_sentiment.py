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


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("特别准时", "不太准时"),
        ("没有一个坏的", "坏了一个"),
        ("比楼下超市便宜", "还不如楼下超市"),
        ("快得很,真快", "不是很快"),
        ("除了盖子松,其他都很满意", "除了便宜,其他都很失望"),
        ("有点小贵,但是很好用", "好用,但是太贵了"),
        ("不但便宜还好吃", "便宜是便宜,就是难吃"),
        ("跟图片上一模一样,很喜欢", "跟图片完全不一样"),
        ("这锅我家一直在用", "这也敢叫不粘锅吗"),
        ("穿了一年都没起球", "洗了两次就起球"),
        ("以后还会来买", "以后不会来买了"),
    ],
)
def test_turns_of_phrase_decide_between_good_and_bad(good, bad):
    assert read_mood(good).sentiment is Sentiment.POSITIVE
    assert read_mood(bad).sentiment is Sentiment.NEGATIVE


@pytest.mark.parametrize(
    "text", ["会不会掉色", "身高165体重110斤", "地址在西湖区文三路", "我要两个蓝的", "垃圾袋还有货吗"]
)
def test_business_with_the_shop_is_neutral(text):
    assert read_mood(text).sentiment is Sentiment.NEUTRAL


def test_a_tale_of_trouble_needs_no_mood_word():
    assert read_mood("盒子里头只剩半包,另外半包在路上掉光光").sentiment is Sentiment.NEGATIVE


@pytest.mark.parametrize("text", ["垃圾桶有几种颜色", "妈妈的鞋要37码", "多少钱呢", "让客服帮我操作一下"])
def test_words_of_wrath_within_other_words_are_not_heard(text):
    assert read_mood(text).anger == 0


def test_anger_grows_with_each_word_and_with_shouting():
    calm, angry, furious = (read_mood(text).anger for text in ("快点吧", "太失望了", "失望,骗子,投诉!!!"))
    assert calm < angry < furious == 1


def test_wrath_without_a_mood_word_is_negative():
    assert read_mood("有完没完").sentiment is Sentiment.NEGATIVE


@given(st.text(max_size=80))
def test_anger_stays_between_none_and_all(text):
    assert 0 <= read_mood(text).anger <= 1
