"""Are texts of any corpus ranked by how near they come to a query?"""

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.retrieval.passages import PassageIndex

CORPUS = (("a", "怎样修改收货地址"), ("b", "怎样取消订单"), ("c", "退的钱几天回卡里"), ("d", "退的钱几天回卡里"))
INDEX = PassageIndex.of_texts(CORPUS)


def test_other_words_of_one_meaning_find_the_text():
    assert [hit.id for hit in INDEX.search("收货地址如何更改")][:1] == ["a"]
    assert [hit.id for hit in INDEX.search("订单咋撤销啊")][:1] == ["b"]


def test_equal_texts_come_in_the_order_of_the_corpus():
    assert [hit.id for hit in INDEX.search("退款多久到账")][:2] == ["c", "d"]


def test_each_document_comes_once_however_many_wordings_it_has():
    index = PassageIndex.of_wordings([("a", ("多久发货", "什么时候发货", "几天发货"))])
    assert [hit.id for hit in index.search("什么时候能发货")] == ["a"]


def test_a_text_finds_itself_surely():
    for name, text in CORPUS[:3]:
        hit = INDEX.search(text)[0]
        assert (hit.id, hit.score > 0.9) == (name, True)


@given(st.text(max_size=50), st.integers(1, 5))
def test_any_query_is_ranked_within_the_limit_and_alike_each_time(query, limit):
    hits = INDEX.search(query, limit)
    assert len(hits) <= limit
    assert hits == INDEX.search(query, limit)


def test_an_empty_corpus_finds_nothing():
    assert PassageIndex.of_texts(()).search("多久发货") == ()
