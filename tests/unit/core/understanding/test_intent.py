from pathlib import Path

from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import parse_pack
from xiaoer.core.understanding.weights import thaw

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


def test_what_was_learned_before_answers_the_same():
    fresh = small_index()
    assert small_index(fresh.learned()).classify("什么价") == fresh.classify("什么价")


def test_weights_of_another_pack_are_passed_over():
    other = IntentIndex.build(parse_pack([SMALL.replace("怎么卖", "几块钱")])).learned()
    assert thaw(other, small_index()._mark, rows=1, columns=2) is None
    assert small_index(other).classify("怎么卖") == small_index().classify("怎么卖")


def test_shipped_weights_belong_to_the_shipped_pack():
    shipped = (DATA / "learned/intents.bin").read_bytes()
    index = IntentIndex.build(shipped_pack(), shipped)
    assert shipped.startswith(index._mark), "run: python -m scripts.learn_intents"
