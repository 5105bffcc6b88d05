from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.likeness import Phrase, read_phrase
from xiaoer.core.retrieval.vectors import Wordings, freeze, thaw

DIMENSIONS = 5


def axis(number: int) -> np.ndarray:
    return np.eye(DIMENSIONS, dtype=np.float32)[number]


def read(text: str) -> Phrase:
    return read_phrase(normalize(text))


VECTORS = thaw(freeze(("堵", "墨", "破", "洞"), np.stack([axis(0), axis(0), axis(1), axis(1)])))


def test_wordings_without_a_common_word_are_near_where_their_words_mean_the_same():
    near = Wordings.build(VECTORS, [[read("笔堵了")], [read("纸破了")], []])
    assert near.cosines(VECTORS.embed([read("没墨")])).tolist() == [1.0, 0.0, 0.0]


def test_the_nearest_wording_of_a_text_counts_and_so_does_the_nearest_asked():
    near = Wordings.build(VECTORS, [[], [read("破洞"), read("墨")], [read("洞")]])
    assert near.cosines(VECTORS.embed([read("堵"), read("没见过")])).tolist() == [0.0, 1.0, 0.0]


def test_a_wording_of_unknown_words_is_near_to_nothing():
    assert not VECTORS.embed([read("没见过")]).any()
    assert not Wordings.build(VECTORS, []).cosines(VECTORS.embed([read("墨")])).size


@given(st.lists(st.lists(st.floats(-3, 3, width=32), min_size=DIMENSIONS, max_size=DIMENSIONS), min_size=1, max_size=4))
def test_frozen_vectors_come_back_but_for_rounding(rows):
    table = np.asarray(rows, dtype=np.float32)
    terms = [f"词{at}" for at in range(len(table))]
    came = thaw(freeze(terms, table))
    assert list(came._rows) == terms
    assert (np.abs(came._steps * came._scale - table) <= np.abs(table).max(axis=0) / 254 + 1e-6).all()


def test_a_dimension_that_varies_little_keeps_its_differences_beside_one_that_varies_much():
    came = thaw(freeze(("多", "少"), np.asarray([[100, 0.01], [100, 0.002]], dtype=np.float32)))
    assert came._steps[:, 1].tolist() == [127, 25]
