"""Are the sentences of a long text said that bear on the question, and never half of one?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.retrieval.excerpt import LONG, excerpt
from xiaoer.core.retrieval.likeness import Likeness, Weighed, Weights, read_phrase

POLICY = (
    "手机类商品整机保修1年。但屏幕碎裂、进水不在保修范围。耳机保修6个月。\n"
    "送修运费在保修期内由店铺承担。如超过保修期,来回运费由买家承担。\n"
    "以下商品不支持无理由退货:\n"
    "- 拆封的贴膜\n"
    "- 定制刻字的商品\n"
    "发票在签收后24小时内开具,发送到下单时填写的邮箱。赠品需要随商品一起寄回,缺少赠品的按赠品标价扣除。"
    "修好的商品由快递寄回原收货地址。"
)
LIKENESS = Likeness(Weights.learn(read_phrase(line) for line in POLICY.split("\n")))


def asked(text: str) -> Weighed:
    return LIKENESS.weigh(read_phrase(text))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("耳机保修多久", "耳机保修6个月"),
        ("发票多久开", "发票在签收后24小时内开具,发送到下单时填写的邮箱。"),
        ("送修运费谁出", "送修运费在保修期内由店铺承担。"),
    ],
)
def test_the_sentence_that_bears_on_the_question_is_said(question, said):
    kept = excerpt(POLICY, asked(question))
    assert said in kept
    assert len(kept) < len(POLICY)


def test_the_condition_that_follows_a_fact_stays_with_it():
    assert "但屏幕碎裂、进水不在保修范围。" in excerpt(POLICY, asked("手机整机保修几年"))
    assert "如超过保修期,来回运费由买家承担。" in excerpt(POLICY, asked("送修运费谁出"))


def test_a_list_is_said_with_the_line_that_opens_it():
    kept = excerpt(POLICY, asked("刻字的商品能退吗"))
    assert "以下商品不支持无理由退货:\n" in kept
    assert "- 定制刻字的商品" in kept


def test_a_short_text_and_one_that_does_not_bear_on_the_question_stay_whole():
    assert excerpt("保修1年。发票可开。", asked("发票")) == "保修1年。发票可开。"
    assert excerpt(POLICY, asked("你好")) == POLICY


@given(st.text(alphabet="保修运费。!?\n:-但如超过abc1 ", max_size=400), st.text(alphabet="保修运费多久", max_size=12))
def test_only_whole_sentences_are_said_in_their_order(text, question):
    kept = excerpt(text, asked(question))
    assert len(text) <= LONG or _follows("".join(kept.split()), "".join(text.split()))
    for line in kept.split("\n"):
        assert line.strip() in text


def _follows(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in part)
