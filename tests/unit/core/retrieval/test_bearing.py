"""A text bears on a question when it holds the words that the question turns on."""

import pytest
from tests.unit.services.answering.cast import the_brain

from xiaoer.core.retrieval.bearing import bearing_on
from xiaoer.core.retrieval.likeness import Likeness
from xiaoer.core.retrieval.passages import usual_weights

TEXTS = (
    "退款时间 仓库收到退货后2个工作日内退款,原路返回。",
    "不配送的地区 新疆、西藏、内蒙古暂不配送。",
    "狗狗雨衣 M码:背长30cm 胸围42cm;材质:防水涤纶",
    "客服几点上班 早上9点到晚上10点。",
)
LIKENESS = Likeness(usual_weights(the_brain().intents))


@pytest.mark.parametrize(
    ("asked", "best"),
    [("退货之后多久退款", 0), ("新疆配送吗", 1), ("雨衣的背长和胸围", 2), ("雨衣M码的胸围是42吗", 2)],
)
def test_the_text_that_holds_the_words_comes_first(asked, best):
    assert bearing_on(asked, TEXTS, LIKENESS, about=("狗狗雨衣",))[0] == best


@pytest.mark.parametrize(
    "asked",
    ["海南配送吗", "雨衣能防弹吗", "老板是谁", "你们直播几点开播", "雨衣", "长的", "", "???", "退款要15个工作日吗"],
)
def test_without_the_word_that_the_question_turns_on_nothing_bears(asked):
    assert bearing_on(asked, TEXTS, LIKENESS, about=("狗狗雨衣",)) == ()


def test_the_name_of_the_goods_alone_bears_nothing():
    assert bearing_on("狗狗雨衣是谁设计的", TEXTS, LIKENESS, about=("狗狗雨衣",)) == ()


def test_without_texts_nothing_bears():
    assert bearing_on("退货之后多久退款", (), LIKENESS) == ()
