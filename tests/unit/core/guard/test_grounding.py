"""A model says only words that stand in one sentence of the data, and denies nothing that they affirm."""

from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.core.guard.guards import reply_guard

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.guard.grounding import Grounding, Manner
from xiaoer.core.guard.review import Reviewer
from xiaoer.core.guard.support import Support

MANNER = Manner.read((files("xiaoer") / "data" / "prompt" / "manner.txt").read_text(encoding="utf-8"))
EVIDENCE = (
    Evidence("policy", "退款", "退款时间", "收到退货并验收后3个工作日内原路退款,银行到账一般1-3个工作日。"),
    Evidence("faq", "x", "不配送的地区", "新疆、西藏暂不配送,其他地区都可以发货。"),
    Evidence("product", "S", "云雀沙发", "材质:布艺;颜色:蓝色;坐深:60cm"),
    Evidence("product", "S2", "桃桃沙发", "材质:真皮;颜色:红色;不支持货到付款"),
)
ASKED = "退货之后多久退款"
BORNE = (
    "退货验收后3个工作日内原路退款,",
    "您好,",
    "收到退货后我们会在3个工作日内为您退款,",
    "新疆暂不配送哦,",
    "其他地区都可以发货。",
    "云雀沙发的材质是布艺。",
    "桃桃沙发的材质是真皮哦。",
    "不支持货到付款。",
    "还有其他问题可以继续问我。",
)
NOT_BORNE = (
    "新疆可以发货的。",
    "西藏也能配送。",
    "云雀沙发是真皮的。",
    "桃桃沙发是布艺的。",
    "支持货到付款。",
    "可以用微信转账。",
    "这款是进口羊毛的。",
    "龘靐齉爩鱻麤龗灪。",
    "退款不退。",
    "银-行*红 包。",
)


def grounding(asked=ASKED):
    return Grounding(EVIDENCE, asked, MANNER)


def reviewed(text, size=1):
    reviewer = Reviewer(EVIDENCE, reply_guard(), grounding=grounding(), instead="")
    pieces = [reviewer.feed(text[start : start + size]) for start in range(0, len(text), size)]
    return "".join(pieces) + reviewer.flush(), reviewer.replaced


@pytest.mark.parametrize("clause", BORNE)
def test_what_the_data_say_may_be_said(clause):
    assert grounding().bears(clause)
    assert reviewed(clause) == (clause, ())


@pytest.mark.parametrize("clause", NOT_BORNE)
def test_what_the_data_do_not_say_may_not(clause):
    assert not grounding().bears(clause)
    assert reviewed(clause)[1] == (clause,)


@pytest.mark.parametrize(
    ("asked", "answer", "may"),
    [
        ("新疆发货吗", "可以的,", False),
        ("新疆发货吗", "不可以,", False),  # two clauses are as close, and they disagree
        ("新疆配送吗", "不可以,", True),
        ("新疆配送吗", "可以的,", False),
        ("其他地区发货吗", "可以的。", True),
        ("月亮上发货吗", "好的。", True),
        ("新疆配送吗", "希望能帮到您。", True),
    ],
)
def test_a_bare_yes_or_no_must_agree_with_the_data(asked, answer, may):
    assert grounding(asked).bears(answer) is may


@given(st.lists(st.sampled_from((*BORNE, *NOT_BORNE)), max_size=4).map("".join), st.integers(1, 5))
def test_it_makes_no_difference_how_a_reply_is_cut(text, size):
    assert reviewed(text, size) == reviewed(text, len(text) or 1)


@given(st.text(alphabet="龘靐齉爩鱻麤龗灪纞虋厵滟", min_size=2, max_size=30))
def test_of_gibberish_not_a_character_is_shown(text):
    assert reviewed(text)[0] == ""


@given(st.text(alphabet="新疆西藏可以不配送发货沙发真皮布艺红蓝色的是都也,。", max_size=40))
def test_what_is_shown_is_never_taken_back(text):
    reviewer = Reviewer(EVIDENCE, reply_guard(), grounding=grounding(), instead="")
    shown = ""
    for char in text:
        shown += reviewer.feed(char)
    assert (shown + reviewer.flush()).startswith(shown)


def test_courtesies_are_shown_as_they_come():
    reviewer = Reviewer(EVIDENCE, reply_guard(), grounding=grounding(), instead="")
    assert [reviewer.feed(char) for char in "您看"] == ["您", "看"]


@pytest.mark.parametrize(
    ("text", "says"), [("您好。", False), ("好的呢,", False), ("可以。", True), ("原路退款", True), ("3", True)]
)
def test_courtesies_alone_say_nothing(text, says):
    assert grounding().says_something(text) is says


def test_the_words_of_a_denial_are_no_quotation():
    told = Evidence("faq", "cod", "货到付款", "本店不支持货到付款,暂时不能自提;请在线支付。")
    support = Support((told,), ZoneInfo("Asia/Shanghai"))
    assert not support.quotes("支持货到付款。")
    assert not support.holds("支持货到付款,")
    assert support.quotes("不支持货到付款")
    assert support.holds("本店不支持货到付款")
