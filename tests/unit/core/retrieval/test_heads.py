"""Are words shared only across a join, and only with a clear sister?"""

from xiaoer.core.retrieval.heads import with_shared_heads
from xiaoer.core.retrieval.namesearch import Likely

HIGH = Likely(3, 8, (2,), 1.0)  # 高帮徒步鞋
NAMES = {"低帮徒步鞋": (1,), "徒步鞋": (1, 2)}


def search(text: str, offset: int) -> Likely | None:
    return Likely(offset, offset + len(text), NAMES[text], 0.9) if text in NAMES else None


def found(plain: str) -> list[tuple[int, ...]]:
    return [likely.products for likely in with_shared_heads(plain, ((0, 2), (3, 8)), (HIGH,), search)]


def test_a_word_before_a_join_takes_the_noun_behind_it():
    assert found("低帮和高帮徒步鞋") == [(1,), (2,)]


def test_nothing_is_shared_across_a_name_or_value_that_was_taken_out():
    assert found("低帮\n高帮徒步鞋") == [(2,)]


def test_a_word_that_names_nothing_takes_no_noun():
    assert found("包邮和高帮徒步鞋") == [(2,)]


def test_a_count_or_an_asking_word_takes_no_noun():
    counted = with_shared_heads("再来3袋和高帮徒步鞋", ((0, 4), (5, 10)), (Likely(5, 10, (2,), 1.0),), every_word)
    assert [likely.products for likely in counted] == [(2,)]


def every_word(text: str, offset: int) -> Likely | None:
    return None if text in NAMES else Likely(offset, offset + len(text), (1,), 0.9)
