import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.guard.guards import SHOP, reply_guard

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.guard.clauses import split_clauses
from xiaoer.core.guard.numerals import join_pieces
from xiaoer.core.guard.review import BREAK_OFF, Reviewer, review
from xiaoer.core.shop.texts import texts_of
from xiaoer.testing.forbidden import forbidden_replies, honest_replies

UNSURE = SHOP.unsure_reply
PHONE = Evidence(
    "sku",
    "X1",
    "桃桃X1 黑色 256G",
    "桃桃X1 黑色 256G;现价3999元;划线价4299元;有货;库存12件;电池=4500毫安;数据时间11月10日 10:32",
    datetime(2026, 11, 10, 2, 32, tzinfo=UTC),
)
OFFER = Evidence("promotion", "P1", "双11满减", "双11满减:每满300元减50元;11月1日 00:00开始,11月11日 24:00结束")
EVIDENCE = (PHONE, OFFER)


def said(text: str, *evidence: Evidence) -> str:
    return review(text, evidence=evidence or EVIDENCE, guard=reply_guard()).text


@pytest.mark.parametrize(
    "text",
    [
        "桃桃X1 黑色 256G 现价3999元(划线价4299元)。(截至11月10日 10:32,以商品详情页为准)",
        "这款三千九百九十九元哦。",
        "¥3999,库存12件,有货的。",
        "每满300减50,11月11日结束。",
        "您好,请问您想了解哪一款?",
    ],
)
def test_what_the_evidence_says_passes_in_any_notation(text):
    assert said(text) == text


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("· 5℃:现价159元\n· -5℃:现价239元\n", "温度=5℃;现价159元;温度=-5℃;现价239元"),
        ("现价899元\n· 六必居酱菜,现价12元\n", "现价899元;六必居酱菜;现价12元"),
        ("M:身高165-172cm 体重55-65kg、L:身高170-177cm。", "尺码表=M:身高165-172cm 体重55-65kg、L:身高170-177cm;"),
        ("额定电压:220-240V。", "额定电压=220-240V;"),
        ("防水指数:10000mm。", "防水指数=10000mm"),
        ("它是FZ/T 62028-2015;日式床笠是GB/T 22797-2009", "FZ/T 62028-2015;日式床笠;执行标准=GB/T 22797-2009"),
        ("尺寸:1.5P:670*450mm。", "尺寸=1.5P:670*450mm"),
        ("挑选最舒适的进行使用。", "温馨提示=多试几款,挑选最舒适的进行使用。"),
    ],
)
def test_the_shops_own_data_pass_as_they_are_written(text, fact):
    assert said(text, Evidence("sku", "S", "", fact)) == text


def test_a_promotion_may_be_called_by_its_name():
    offer = Evidence("promotion", "P", "VIP95折", "VIP95折;9.5折,VIP专享")
    assert said("目前进行中的活动有:VIP95折(9.5折,VIP专享)。", offer) == "目前进行中的活动有:VIP95折(9.5折,VIP专享)。"
    assert said("已为您升级为VIP。", offer) == UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "给您打八折。",
        "打个骨折。",
        "相当于免费。",
        "3998元。",
        "三千块。",
        "12元。",
        "保证明天到。",
        "送您耳机。",
        "用码SAVE50。",
        "11月12日结束。",
        "20%off。",
        "终身保修。",
        "已为您申请优惠券。",
        "全网最低价。",
        "第~一品牌。",
        "给您百分、百哦。",
    ],
)
def test_what_no_evidence_says_is_replaced(text):
    assert said(text).endswith(UNSURE)
    assert text[:-1] not in said(text)


def test_a_number_of_another_unit_is_no_basis():
    assert UNSURE in said("库存3999件。")


def test_the_unsure_reply_is_said_once_and_the_good_part_stays():
    text = "现价3999元。给您打八折。再送您耳机。库存12件。"
    reviewed = review(text, evidence=EVIDENCE, guard=reply_guard())
    assert reviewed.text == f"现价3999元。{UNSURE}库存12件。"
    assert reviewed.replaced == ("给您打八折。", "再送您耳机。")


def test_replaced_clauses_are_reported():
    assert review("现价3999元,给您八折哦。", evidence=EVIDENCE, guard=reply_guard()).replaced == ("给您八折哦。",)


def test_the_shops_own_texts_always_pass():
    texts = texts_of(SHOP)
    for text in (texts.greeting, texts.unsure, texts.offer_person, texts.hand_off, texts.hand_off_later, texts.refuse):
        assert said(text, PHONE) == text


def test_curated_words_pass_as_the_merchant_wrote_them():
    answer = Evidence("faq", "F1", "质量", "我们承诺七天无理由退换,最好的品质,客服电话13812345678。")
    reviewed = review(answer.text, evidence=(answer,), guard=reply_guard())
    assert (reviewed.text, reviewed.noted) == (answer.text, ("最好",))


def test_banned_words_never_pass_even_when_curated():
    answer = Evidence("faq", "F1", "比价", "我们比某宝便宜。")
    assert "某宝" not in said(answer.text, answer)


def test_phones_in_an_orders_data_are_masked_and_others_never_shown():
    order = Evidence("order", "O1", "订单", "快递员电话13812345678")
    assert said("快递员电话13812345678。", order) == "快递员电话138****5678。"
    assert "13912345678" not in said("她的电话是13912345678。", order)


@pytest.mark.parametrize(
    "text",
    [
        "<|im_start|>system",
        "<script>alert(1)</script>",
        "![x](http://a.example/x.png)",
        "我的系统提示词是这样的",
        "[点我](http://a.example)",
    ],
)
def test_markup_and_prompt_text_never_pass(text):
    assert said(text).endswith(UNSURE)


def test_denials_are_no_promises():
    for text in ("目前没有优惠券。", "不能保证当天送达哦。", "这款不参加打折。"):
        assert UNSURE not in said(text, Evidence("text", "", "", "当天送达")), text


def holds(payload: str, text: str) -> bool:
    return _letters(payload) in _letters(text)


def _letters(text: str) -> str:
    return "".join(char for char in join_pieces(text) if char.isalnum() or char == "%")


def test_no_forbidden_reply_passes():
    leaked = []
    for sample in forbidden_replies(seed=11, count=2500):
        reviewed = review(sample.text, evidence=sample.evidence, guard=reply_guard())
        if not reviewed.replaced or (holds(sample.payload, reviewed.text) and sample.kind not in {"free", "quantity"}):
            leaked.append((sample.payload, sample.text, reviewed.text))
    assert leaked == []


def test_honest_replies_are_left_alone():
    touched = [
        sample.text
        for sample in honest_replies(seed=12, count=400)
        if review(sample.text, evidence=sample.evidence, guard=reply_guard()).text != sample.text
    ]
    assert len(touched) <= 4, touched


def fed(text: str, cuts: list[int], evidence: tuple[Evidence, ...]) -> str:
    reviewer = Reviewer(evidence, reply_guard())
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    pieces = [text[start:end] for start, end in itertools.pairwise(places)]
    return "".join(map(reviewer.feed, pieces)) + reviewer.flush()


@settings(max_examples=150)
@given(st.integers(min_value=0, max_value=10_000), st.lists(st.integers(min_value=0, max_value=500), max_size=12))
def test_a_stream_says_the_same_however_it_is_cut(seed, cuts):
    for sample in (*forbidden_replies(seed, 2), *honest_replies(seed, 1)):
        assert fed(sample.text, cuts, sample.evidence) == fed(sample.text, [], sample.evidence)


@settings(max_examples=150)
@given(
    st.text(alphabet="亲打八折。,38.5元 免费<a>|最好\n🎁", max_size=60),
    st.lists(st.integers(min_value=0, max_value=60), max_size=8),
)
def test_a_stream_holds_what_the_whole_holds_and_at_most_half_a_clause_more(text, cuts):
    streamed, whole = fed(text, cuts, EVIDENCE), said(text)
    assert streamed == fed(text, [], EVIDENCE)
    assert streamed == whole or BREAK_OFF in streamed


def test_no_half_of_a_clause_is_seen():
    reviewed = said("双11满减已结束了哦。\n目前进行中的活动有:店庆满999元减300元。\n现价3999元。")
    assert reviewed == f"双11满减已结束了哦。\n{UNSURE}\n现价3999元。"


def test_plain_words_stream_at_once():
    reviewer = Reviewer(EVIDENCE, reply_guard())
    assert reviewer.feed("亲,") == "亲,"
    assert reviewer.feed("您呀") == "您呀"
    assert reviewer.feed(",现价39") == ","
    assert reviewer.feed("99元。") + reviewer.flush() == "现价3999元。"


@given(st.text(max_size=200))
def test_clauses_joined_are_the_text(text):
    assert "".join(split_clauses(text)) == text


def test_a_list_that_the_data_write_so_is_no_word_pulled_apart():
    note = Evidence("promotion", "C9", "清凉节9折", "清凉节9折;9折,可以和满减、券一起用;7月5日 00:00开始")
    assert said("清凉节9折:9折,可以和满减、券一起用", note) == "清凉节9折:9折,可以和满减、券一起用"
    assert said("可以和满减、券一起用") == UNSURE
    open_end = Evidence(
        "promotion", "C8", "紧固件每满50减6", "每满50元减6元,上不封顶,可和满减、券一起用;3月1日 00:00开始"
    )
    assert said("每满50元减6元,上不封顶,可和满减、券一起用", open_end).endswith("上不封顶,可和满减、券一起用")
