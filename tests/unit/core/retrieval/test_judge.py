"""Is a text called certain only where the question is the same?"""

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.retrieval.judge import COEFFICIENTS, MOST_OF_OTHERS, SIGNS, chance, cover, stands_alone

NOTHING = (0.0,) * len(SIGNS)


def signs(**known):
    return tuple(known.get(name.replace(" ", "_"), 0.0) for name in SIGNS)


def test_intents_and_words_speak_for_a_text():
    assert chance(signs(intents_agree=1.0, share_of_the_ask_held=1.0)) > chance(signs(intents_agree=1.0))
    assert chance(signs(intents_agree=1.0)) > chance(NOTHING)


def test_goods_that_differ_speak_against_it():
    known = {"intents_agree": 1.0, "share_of_the_ask_held": 1.0}
    assert chance(signs(**known, other_goods=1.0)) < chance(signs(**known)) / 2


def test_only_the_same_question_is_as_good_as_certain():
    everything = {"intents_agree": 1.0, "share_of_the_ask_held": 1.0, "goods_shared": 1.0, "intents_are_close": 1.0}
    assert chance(signs(**everything, likeness=-0.1)) == MOST_OF_OTHERS
    assert chance(signs(**everything, likeness=3.0)) > MOST_OF_OTHERS


def test_a_word_that_a_text_does_not_hold_is_missing_from_it():
    told = cover((("血糖", 6.0), ("手表", 2.0)), frozenset(("手表", "手", "表")), 8.0)
    assert (told.share, told.held, told.missing) == (0.25, 0.25, 0.75)


@given(st.tuples(*(st.floats(-6, 6) for _ in SIGNS)))
def test_a_chance_is_a_chance(any_signs):
    assert 0.0 <= chance(any_signs) <= 1.0
    assert len(COEFFICIENTS) == len(SIGNS)


def test_a_middling_text_answers_where_no_other_comes_near_it():
    assert stands_alone(0.4, 0.05, NOTHING, on_goods=False)
    assert not stands_alone(0.4, 0.15, NOTHING, on_goods=False)
    assert not stands_alone(0.3, 0.0, NOTHING, on_goods=False)


def test_a_text_that_is_asked_nearly_the_same_answers_on_a_smaller_chance():
    assert stands_alone(0.25, 0.05, signs(near_in_meaning=0.5), on_goods=False)
    assert not stands_alone(0.25, 0.05, signs(near_in_meaning=0.49), on_goods=False)
    assert not stands_alone(0.19, 0.0, signs(near_in_meaning=0.9), on_goods=False)
    assert stands_alone(0.25, 0.05, signs(near_in_meaning=0.7), on_goods=True)
    assert not stands_alone(0.25, 0.05, signs(near_in_meaning=0.69), on_goods=True)


def test_a_text_that_does_not_tell_of_what_she_surely_wants_or_names_answers_nothing():
    wants = {"how_sure_the_intent_is": 0.9, "near_in_meaning": 0.8}
    assert stands_alone(0.4, 0.05, signs(**wants, intents_agree_with_the_text=0.8), on_goods=False)
    assert not stands_alone(0.4, 0.05, signs(**wants), on_goods=False)
    assert not stands_alone(0.4, 0.05, signs(something_named_is_not_there=1.0), on_goods=False)


def test_a_text_on_her_goods_answers_only_if_it_holds_more_of_what_she_says():
    as_well = signs(share_of_the_ask_held=0.3, share_of_the_question_asked=0.6)
    assert stands_alone(0.3, 0.0, as_well, on_goods=True)
    assert not stands_alone(0.4, 0.0, signs(share_of_the_question_asked=0.6), on_goods=True)
