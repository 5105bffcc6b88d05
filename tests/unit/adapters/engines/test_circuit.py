"""When is an engine left alone, and when is it tried again?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.adapters.engines.circuit import Circuit, CircuitRule, Went

RULE = CircuitRule(window=10, least=4, wrong_share=0.5, slow_share=0.8, open_s=15, probes=2)
STEPS = st.lists(
    st.tuples(st.sampled_from([*Went, None]), st.floats(0, 10), st.booleans()), max_size=60
)  # how a call goes (None: nobody waited), the time before it, and whether the call before it is still going


def after(*calls, at=0.0):
    circuit = Circuit(RULE)
    for went in calls:
        assert circuit.enter(at)
        circuit.leave(went, at)
    return circuit


def test_a_few_failures_say_nothing():
    assert not after(*[Went.WRONG] * 3).is_open(0)


def test_half_of_the_calls_failing_opens():
    assert after(Went.WELL, Went.WELL, Went.WRONG, Went.WRONG).is_open(0)
    assert not after(Went.WELL, Went.WELL, Went.WELL, Went.WRONG).is_open(0)


def test_slow_calls_open_too_and_failed_ones_count_as_slow():
    assert after(*[Went.SLOW] * 4).is_open(0)
    assert after(Went.WELL, Went.WRONG, Went.SLOW, Went.SLOW, Went.SLOW).is_open(0)
    assert not after(Went.WELL, Went.WELL, Went.SLOW, Went.SLOW).is_open(0)


def test_only_the_last_calls_count():
    circuit = after(*[Went.WRONG, *[Went.WELL] * 3], *[Went.WELL] * 10)
    for _ in range(4):
        circuit.leave(Went.WRONG, 0)
    assert not circuit.is_open(0)
    circuit.leave(Went.WRONG, 0)
    assert circuit.is_open(0)


def test_while_open_nobody_enters_and_then_a_few_try():
    circuit = after(*[Went.WRONG] * 4)
    assert not circuit.enter(14.9)
    assert [circuit.enter(15), circuit.enter(15), circuit.enter(15)] == [True, True, False]


def test_two_good_tries_close_and_a_bad_one_opens_again():
    healed, broken = after(*[Went.WRONG] * 4), after(*[Went.WRONG] * 4)
    for _ in range(2):
        assert healed.enter(16)
        healed.leave(Went.WELL, 16)
    assert [healed.enter(16) for _ in range(5)] == [True] * 5
    assert broken.enter(16)
    broken.leave(Went.SLOW, 16)
    assert broken.is_open(30.9)
    assert not broken.is_open(31)


def test_a_try_that_nobody_waited_for_gives_its_place_to_another():
    circuit = after(*[Went.WRONG] * 4)
    assert circuit.enter(16)
    assert circuit.enter(16)
    circuit.give_up()
    assert circuit.enter(16)


@given(STEPS)
def test_never_more_tries_than_allowed_and_never_a_call_while_open(steps):
    circuit, now, trying = Circuit(RULE), 0.0, 0
    for went, pause, stays in steps:
        now += pause
        open_before, half_open = circuit.is_open(now), circuit.opens_in(now) == 0 and circuit.openings > 0
        entered = circuit.enter(now)
        assert not (entered and open_before)
        if not entered:
            assert open_before or half_open
            continue
        trying += 1
        if stays:
            continue
        trying -= 1
        if went is None:
            circuit.give_up()
        else:
            circuit.leave(went, now)
        assert circuit._probing <= RULE.probes
        assert circuit.opens_in(now) <= RULE.open_s + 1e-9
