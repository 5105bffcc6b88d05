from pathlib import Path

import numpy as np

from xiaoer.core.retrieval.passages import count_usual, usual_weights
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import parse_pack

DATA = Path(__file__).parents[4] / "src/xiaoer/data"
SMALL = """
[[intent]]
id = "price"
label = "price_bargain"
family = "price"
phrasings = "多少钱\\n{商品}什么价\\n怎么卖"

[[intent]]
id = "stock"
label = "stock"
family = "stock"
phrasings = "有货吗\\n{商品}还有没有\\n现货吗"
"""


def shipped_pack():
    return parse_pack([path.read_text(encoding="utf-8") for path in sorted((DATA / "pack").glob("*.toml"))])


def small_index(learned=b""):
    return IntentIndex.build(parse_pack([SMALL]), learned)


def test_best_intent_comes_first_with_a_score_of_at_most_one():
    scored = small_index().classify("这个多少钱呀")
    assert scored[0].intent.id == "price"
    assert 1 >= scored[0].score > scored[1].score >= 0


def test_a_text_of_unknown_signs_scores_nothing():
    assert small_index().classify("???")[0].score == 0


def test_texts_scored_together_have_the_intents_that_they_have_alone():
    masked = ("什么价", "有现货没", "???", "什么价")
    assert small_index().classify_all(masked) == tuple(small_index().classify_masked(text) for text in masked)
    assert small_index().classify_all(()) == ()


def small_learned(text=SMALL):
    return IntentIndex.learned(parse_pack([text]), {"什么": 2})


def test_what_was_learned_before_answers_the_same_and_knows_the_usual_words():
    before = small_index(small_learned())
    assert before.classify("什么价") == small_index().classify("什么价")
    assert before.usual == {"什么": 2}


def test_what_another_pack_taught_is_passed_over():
    other = small_index(small_learned(SMALL.replace("怎么卖", "几块钱")))
    assert other.classify("怎么卖") == small_index().classify("怎么卖")
    assert not other.usual


def test_what_is_shipped_was_learned_from_the_shipped_pack_by_this_program():
    shipped = IntentIndex.build(shipped_pack(), (DATA / "learned/intents.bin").read_bytes())
    anew = IntentIndex.build(shipped_pack())
    hint = "run: python -m scripts.learn_intents"
    assert shipped.usual == count_usual(shipped_pack()).counts, hint
    assert usual_weights(shipped) == usual_weights(anew)
    assert shipped._features == anew._features, hint
    assert (shipped._idf == anew._idf).all(), hint
    assert (shipped._likes._where == anew._likes._where).all(), hint
    np.testing.assert_allclose(shipped._likes._weights, anew._likes._weights, atol=1e-6, err_msg=hint)
    np.testing.assert_allclose(shipped._weights, anew._weights, atol=0.02, err_msg=hint)
