"""The evidence is cut to what the question needs."""

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.prompting.context import cut, estimate_tokens, tell, units

RETURNS = "签收后7天内可以退货。生鲜不支持退货。退款在收到退货后3个工作日内原路退回。但赠品需一并退回。发票随包裹寄出。"


def a_policy(text=RETURNS, title="退换货"):
    return Evidence("policy", title, title, text)


def test_what_fits_is_told_whole():
    assert cut((a_policy(),), "退款多久到", budget=200, count=estimate_tokens) == (a_policy(),)


def test_of_a_long_text_the_sentences_that_bear_on_the_question_are_told():
    (kept,) = cut((a_policy(),), "退货之后退款多久", budget=40, count=estimate_tokens)
    assert "3个工作日" in kept.text
    assert "发票" not in kept.text


def test_a_sentence_is_not_told_without_the_one_that_limits_it():
    (kept,) = cut((a_policy(),), "退款多久到账", budget=48, count=estimate_tokens)
    assert "但赠品需一并退回" in kept.text


def test_nothing_is_told_when_nothing_that_bears_fits():
    assert cut((a_policy(),), "退款多久到", budget=8, count=estimate_tokens) == ()


def test_the_same_sentence_is_told_once():
    variants = tuple(Evidence("sku", str(n), f"杯子{n}号", "材质=不锈钢;容量=500毫升") for n in range(3))
    assert tell(cut(variants, "什么材质", budget=90, count=estimate_tokens)).count("不锈钢") == 1


texts = st.text(alphabet="退货款天内可以不支持发票。;,!\n3 7abc", max_size=80)
pieces = st.lists(st.builds(lambda text, n: a_policy(text, f"题{n}"), texts, st.integers(0, 9)), max_size=5)


@given(pieces, texts, st.integers(0, 120))
def test_the_budget_is_never_exceeded_and_nothing_is_made_up(evidence, question, budget):
    kept = cut(evidence, question, budget=budget, count=len)
    assert sum(len(f"{piece.title}:") + len(piece.text) for piece in kept) <= budget
    originals = {piece.id: [each.text for each in evidence if each.id == piece.id] for piece in evidence}
    for piece in kept:
        sentences = [part for part in units((piece,))[1:] if part != piece.text] or [piece.text]
        assert any(all(part in text for part in sentences) for text in originals[piece.id])


@given(pieces, texts, st.integers(0, 120))
def test_whatever_is_counted_was_announced(evidence, question, budget):
    announced = set(units(evidence))

    def count(text):
        assert text in announced
        return len(text)

    cut(evidence, question, budget=budget, count=count)


@given(st.text(max_size=50), st.text(max_size=50))
def test_an_estimate_does_not_shrink_when_texts_are_joined_beyond_rounding(first, second):
    assert estimate_tokens(first + second) <= estimate_tokens(first) + estimate_tokens(second)
    assert estimate_tokens(first + second) >= estimate_tokens(first) + estimate_tokens(second) - 2
