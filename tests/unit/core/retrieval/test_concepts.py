"""Are words of one meaning compared as one, and other words left whole?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.concepts import canonical, circumstances, kinds_not_answered, named, question_kind
from xiaoer.core.retrieval.likeness import read_phrase
from xiaoer.core.retrieval.synonyms import FILLERS, SAME


def words(text):
    return read_phrase(normalize(text)).words


@pytest.mark.parametrize(
    ("colloquial", "plain"),
    [
        ("邮费几多", "运费多少"),
        ("啥时候给我发或", "什么时候给我发货"),
        ("坏了往哪寄", "坏 哪里 发货"),
        ("空气炸锅吵不吵", "空气炸锅声音吗"),
        ("拆了还能退不", "拆封还退货不"),
        ("亲亲请问一下包油吗", "包邮吗"),
    ],
)
def test_everyday_words_are_compared_as_the_shop_writes_them(colloquial, plain):
    assert words(colloquial) == words(plain)


@pytest.mark.parametrize("word", ["无线", "智能", "功能", "码头", "二维码", "大衣", "沙发", "面包"])
def test_a_word_that_merely_holds_another_is_left_whole(word):
    assert canonical(word) == word


def test_a_tag_that_repeats_the_word_asks_whether_it_is_so():
    assert question_kind(canonical("响不响")) == "whether"


def test_members_are_a_circumstance_of_their_own():
    assert circumstances("vip退货要运费不") == circumstances("会员权益") != frozenset()


def test_no_word_that_stands_for_others_is_left_out_as_a_filler():
    assert not set(FILLERS) & {head for head, *_ in SAME}


@given(st.text(alphabet="我你要退货运费多少钱吗啊abc12无线能不能,? ", max_size=30))
def test_any_text_has_a_canonical_form_without_blanks_at_its_ends(text):
    assert canonical(text) == canonical(text).strip()


@pytest.mark.parametrize(
    ("asked", "things"),
    [
        ("能用数字人民币吗", {"数字人民币"}),
        ("发到台湾行吗", {"台湾"}),
        ("公司上市了吗", {"上市"}),
        ("老板包邮吗", set()),  # whom she speaks to is nothing that a text must hold
        ("这个包邮吗", set()),
    ],
)
def test_what_a_text_must_hold_is_named(asked, things):
    assert named(asked) == things


@pytest.mark.parametrize("text", ["收货后在订单里申请。", "付款之后由系统开出。", "次日寄出。", "48小时内发出。"])
def test_a_text_that_tells_what_comes_before_tells_when(text):
    assert "when" not in kinds_not_answered(text)


def test_a_text_without_any_time_does_not_tell_when():
    assert "when" in kinds_not_answered("可以开电子普通发票,也可以开专用发票。")
