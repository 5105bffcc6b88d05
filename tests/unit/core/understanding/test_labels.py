import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.understanding import Ask, Family, Label
from xiaoer.core.understanding import label_words
from xiaoer.core.understanding.labels import label_of


def an_ask(label=Label.PRODUCT_SPEC, confidence=0.95):
    return Ask("", "spec", label, Family.SPEC, confidence)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("寄新疆要贴邮费不", Label.SHIPPING_FEE),
        ("礼拜六之前送得到不?", Label.DELIVERY_TIME),
        ("包裹卡在中转那儿两天了,催一催", Label.LOGISTICS_STATUS),
        ("再便宜点我就拍了", Label.PRICE_BARGAIN),
        ("拿12个能优惠不", Label.PRICE_BARGAIN),
        ("拍下送杯子吗", Label.PROMOTION),
        ("粉的还有货没", Label.STOCK),
        ("枕头里头是啥材料", Label.PRODUCT_SPEC),
        ("抬头给我换成单位的", Label.INVOICE),
        ("锅盖裂了一条缝,咋弄", Label.RETURN_EXCHANGE),
        ("钱咋还没退到我卡里", Label.REFUND),
        ("坏了你们给修不", Label.WARRANTY),
        ("花呗能分几期", Label.PAYMENT),
        ("门牌填错啦,帮改改", Label.ORDER_CHANGE),
        ("态度也太冲了吧", Label.COMPLAINT),
        ("机器讲不清,来个真人", Label.HUMAN),
        ("掌柜的,在不在呀~", Label.GREETING),
        ("行,辛苦啦", Label.THANKS_BYE),
        ("嗯呐", Label.OTHER),
    ],
)
def test_label_follows_the_words(text, label):
    assert label_of(text) is label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("退货的邮费算谁头上", Label.RETURN_EXCHANGE),
        ("谢啦,顺便问下发票啥时开", Label.INVOICE),
        ("取消之后钱退给我吗", Label.REFUND),
        ("别的事没有,转人工退款", Label.HUMAN),
        ("差价退到哪张卡", Label.PRICE_BARGAIN),
        ("领的券能退不", Label.PROMOTION),
        ("先不用催,我不着急", Label.OTHER),
        ("昵称在哪修改", Label.OTHER),
    ],
)
def test_of_two_labels_the_one_that_the_message_is_after_wins(text, label):
    assert label_of(text) is label


def test_the_last_clause_counts_for_more():
    assert label_of("发货了没") is Label.LOGISTICS_STATUS
    assert label_of("显示缺货,周三能发货吗") is Label.DELIVERY_TIME
    assert label_of("周三发货也行,那有现货吗") is Label.STOCK


def test_a_sure_question_speaks_where_words_say_nothing():
    assert label_of("晚上躺着看刺眼不", an_ask()) is Label.PRODUCT_SPEC
    assert label_of("晚上躺着看刺眼不", an_ask(confidence=0.6)) is Label.OTHER
    assert label_of("刺眼不", an_ask()) is Label.OTHER, "too short"


def test_words_alone_bring_to_a_person_or_a_complaint():
    assert label_of("晚上躺着看刺眼不", an_ask(Label.COMPLAINT)) is Label.OTHER


def test_masks_of_desensitised_logs_read_as_what_they_hide():
    assert label_of("[数字x]号送到行不行") is Label.DELIVERY_TIME
    assert label_of("[姓名x] [地址x]") is Label.OTHER


def test_every_word_is_a_pattern_and_every_list_is_known():
    words = [words for _, _, words in label_words.CUES] + [words for _, words in label_words.DENIALS]
    named = {name for each in words for name in re.findall(r"<([a-z_]+)>", each)}
    assert named == set(label_words.LISTS)
    assert {label for label, _, _ in label_words.CUES} == set(Label) - {Label.GREETING, Label.OTHER}


@given(st.text(max_size=60))
def test_every_text_has_a_label(text):
    assert label_of(text) in Label
