"""Do texts that want the same agree, and others not?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.understanding import Label
from xiaoer.core.retrieval.aims import NO_AIMS, Aim, Aims, Reach, answered_together, read_aims

FREIGHT = Aim("shipping_fee", Label.SHIPPING_FEE, 0.81)
FREE = Aim("free_shipping", Label.SHIPPING_FEE, 1.0)
INVOICE = Aim("invoice", Label.INVOICE, 0.9)
SHIP_TIME = Aim("ship_time", Label.DELIVERY_TIME, 0.3)
some_aims = st.lists(
    st.builds(
        Aim, st.sampled_from(("shipping_fee", "free_shipping", "invoice", "ship_time")), st.sampled_from(Label),
        st.floats(0.01, 1.0),
    ),
    max_size=4, unique_by=lambda aim: aim.intent,
).map(Aims.of)  # fmt: skip


def test_the_surest_intent_comes_first():
    assert Aims.of((SHIP_TIME, INVOICE, FREIGHT)).best == (INVOICE, FREIGHT, SHIP_TIME)


def test_the_same_intent_agrees_as_far_as_both_are_sure():
    assert Reach.of(Aims.of((FREIGHT,))).agreement(Aims.of((FREE,))) == pytest.approx(0.9 * 0.9)
    assert Reach.of(Aims.of((FREE,))).agreement(Aims.of((FREE,))) == 1.0


def test_other_matters_do_not_agree():
    asked = Reach.of(Aims.of((FREIGHT,)))
    assert asked.agreement(Aims.of((INVOICE,))) == 0.0
    assert asked.closeness(Aims.of((INVOICE,))) == 0.0
    assert asked.differs(Aims.of((INVOICE,))) == pytest.approx((0.81 * 0.9) ** 0.5)


def test_a_matter_of_the_same_label_does_not_differ():
    assert Reach.of(Aims.of((FREIGHT,))).differs(Aims.of((FREE,))) == 0.0


def test_a_text_without_aims_neither_agrees_nor_differs():
    asked = Reach.of(Aims.of((FREIGHT,)))
    assert (asked.agreement(NO_AIMS), asked.closeness(NO_AIMS), asked.differs(NO_AIMS)) == (0.0, 0.0, 0.0)
    assert Reach.of(NO_AIMS).agreement(Aims.of((FREE,))) == 0.0


def test_what_is_answered_together_is_known_both_ways():
    assert "free_shipping" in answered_together("shipping_fee")
    assert "shipping_fee" in answered_together("free_shipping")
    assert answered_together("never_heard_of") == ()


def test_without_a_pack_nothing_has_an_aim():
    assert read_aims(("包邮吗",), None) is NO_AIMS


@given(some_aims, some_aims)
def test_every_comparison_is_a_share(asked, held):
    reach = Reach.of(asked)
    for value in (reach.agreement(held), reach.closeness(held), reach.differs(held)):
        assert 0.0 <= value <= 1.0 + 1e-9
