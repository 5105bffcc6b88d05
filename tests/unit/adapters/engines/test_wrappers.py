"""What do admission and circuit breaker do to an engine's words?"""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from xiaoer.adapters.engines.admission import Admission
from xiaoer.adapters.engines.breaker import Breaker
from xiaoer.adapters.engines.circuit import CircuitRule
from xiaoer.adapters.engines.metered import Metered
from xiaoer.adapters.engines.none import NoEngine
from xiaoer.adapters.engines.scripted import Line, Scripted
from xiaoer.errors import CircuitOpen, EngineBusy, EngineFailed, EngineNotReady, EngineTimeout
from xiaoer.testing.engine_contract import a_generation, deltas_of, text_of

RULE = CircuitRule(window=4, least=2, wrong_share=0.5, slow_share=0.8, open_s=15, probes=1)
FOREVER = Line(("您",), pause_s=3600)


class Watch:
    """A clock that is moved by hand."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


def begin(engine, shopper="小美", **more):
    return asyncio.ensure_future(text_of(engine, a_generation(shopper=shopper, **more)))


async def turns(count=20):
    for _ in range(count):
        await asyncio.sleep(0)


async def test_so_many_are_live_and_so_many_wait_and_the_rest_is_turned_away_at_once():
    inner = Scripted(*[FOREVER] * 5)
    engine = Admission(inner, live=2, waiting=2)
    going = [begin(engine, shopper) for shopper in "abcd"]
    await turns()
    assert (engine.state().live, engine.state().waiting, len(inner.history)) == (2, 2, 2)
    assert (engine.position("c"), engine.position("d")) == (1, 2)
    with pytest.raises(EngineBusy) as told:
        await text_of(engine, a_generation(shopper="e"))
    assert told.value.retry_after_s > 0
    for task in going:
        task.cancel()
    await asyncio.gather(*going, return_exceptions=True)
    assert (engine.state().live, engine.state().waiting) == (0, 0)


async def test_whoever_leaves_makes_room_for_the_next():
    inner = Scripted(FOREVER, "好的")
    engine = Admission(inner, live=1, waiting=2)
    first = begin(engine, "小美")
    await turns()
    second, third = begin(engine, "老王"), begin(engine, "阿强")
    await turns()
    second.cancel()
    first.cancel()
    assert await third == "好的"
    assert [wish.shopper for wish in inner.history] == ["小美", "阿强"]


async def test_waiting_counts_towards_the_deadline():
    inner = Scripted(FOREVER)
    engine = Admission(inner, live=1, waiting=2)
    first = begin(engine, deadline_s=60)
    await turns()
    with pytest.raises(EngineTimeout):
        await text_of(engine, a_generation(shopper="老王", deadline_s=0.02))
    assert (len(inner.history), engine.state().waiting) == (1, 0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


async def test_the_engine_inside_is_told_what_is_left_of_the_deadline():
    inner = Scripted(Line(("您",), pause_s=0.03), "好的")
    engine = Admission(inner, live=1, waiting=2)
    await asyncio.gather(begin(engine), begin(engine, "老王", deadline_s=5))
    assert 4 < inner.history[1].deadline_s < 4.98


async def test_a_guest_called_while_leaving_hands_the_place_on():
    inner = Scripted(FOREVER, "好的")
    engine = Admission(inner, live=1, waiting=3)
    first = begin(engine, "小美")
    await turns()
    second, third = begin(engine, "老王"), begin(engine, "阿强")
    await turns()
    first.cancel()
    await asyncio.sleep(0)
    second.cancel()
    assert await third == "好的"
    await asyncio.gather(first, second, return_exceptions=True)
    assert engine.state().live == 0


async def test_an_engine_that_keeps_failing_is_left_alone_and_tried_again_later():
    watch = Watch()
    inner = Scripted(*[Line((), error=EngineFailed())] * 2, "好的")
    engine = Breaker(inner, slow_s=3, rule=RULE, now=watch)
    for _ in range(2):
        with pytest.raises(EngineFailed):
            await text_of(engine, a_generation())
    assert engine.state().status == "paused"
    with pytest.raises(CircuitOpen) as told:
        await text_of(engine, a_generation())
    assert told.value.retry_after_s == 15
    assert len(inner.history) == 2
    watch.at = 15
    assert await text_of(engine, a_generation()) == "好的"
    assert (engine.state().status, engine.openings) == ("ready", 1)


async def test_an_engine_whose_first_words_come_slowly_is_left_alone_too():
    watch = Watch()

    class Slow(Scripted):
        async def generate(self, request):
            watch.at += 4
            async with aclosing(super().generate(request)) as words:
                async for delta in words:
                    yield delta

    engine = Breaker(Slow(), slow_s=3, rule=RULE, now=watch)
    for _ in range(2):
        await text_of(engine, a_generation())
    with pytest.raises(CircuitOpen):
        await text_of(engine, a_generation())


async def test_whoever_could_not_be_served_in_time_is_told_at_once():
    inner = Scripted(Line(("您",), pause_s=0.2), *[FOREVER] * 3)
    engine = Admission(inner, live=1, waiting=9)
    await text_of(engine, a_generation())
    going = begin(engine)
    await turns()
    with pytest.raises(EngineBusy):
        await text_of(engine, a_generation(shopper="老王", deadline_s=0.3))
    with pytest.raises(EngineTimeout):
        await text_of(engine, a_generation(shopper="老王", deadline_s=0.45))
    assert len(inner.history) == 2
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)


async def test_nobody_waits_longer_for_her_turn_than_is_allowed():
    engine = Admission(Scripted(FOREVER), live=1, waiting=9, wait_s=0.02)
    going = begin(engine, "a")
    await turns()
    with pytest.raises(EngineTimeout):
        await text_of(engine, a_generation(shopper="b"))
    assert engine.state().waiting == 0
    engine._lasts_s = 1.0
    with pytest.raises(EngineBusy):  # she would wait in vain
        await text_of(engine, a_generation(shopper="c"))
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)


async def test_a_call_that_was_given_up_after_long_silence_counts_and_one_given_up_soon_does_not():
    for waited, opened in ((2.9, False), (3.1, True)):
        watch = Watch()
        engine = Breaker(Scripted(*[FOREVER] * 2, "好的"), slow_s=3, rule=RULE, now=watch)
        for _ in range(2):
            leaving = begin(engine)
            await turns()
            watch.at += waited
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        assert (engine.state().status == "paused") is opened


async def test_a_deadline_that_was_short_says_nothing_of_the_engine():
    engine = Breaker(Scripted(*[FOREVER] * 4, "好的"), slow_s=3, rule=RULE)
    for _ in range(4):
        with pytest.raises(EngineTimeout):
            await text_of(engine, a_generation(deadline_s=0.005))
    assert await text_of(engine, a_generation()) == "好的"


async def test_what_says_nothing_of_the_engine_does_not_count():
    engine = Breaker(Scripted(*[Line((), error=EngineNotReady())] * 5, FOREVER, "好的"), slow_s=3, rule=RULE)
    for _ in range(5):
        with pytest.raises(EngineNotReady):
            await text_of(engine, a_generation())
    leaving = begin(engine)
    await turns()
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    assert await text_of(engine, a_generation()) == "好的"


async def test_what_the_engine_did_is_counted():
    registry = CollectorRegistry()
    inner = Scripted("好的", Line((), error=EngineFailed()), FOREVER)
    engine = Metered(Admission(inner, live=1, waiting=0), registry)
    await text_of(engine, a_generation())
    with pytest.raises(EngineFailed):
        await text_of(engine, a_generation())
    going = begin(engine)
    await turns()
    with pytest.raises(EngineBusy):
        await text_of(engine, a_generation())
    shown = generate_latest(registry).decode()
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    assert 'xiaoer_engine_generations_total{end="stop"} 1.0' in shown
    assert 'xiaoer_engine_generations_total{end="engine_failed"} 1.0' in shown
    assert 'xiaoer_engine_generations_total{end="engine_busy"} 1.0' in shown
    assert 'xiaoer_engine_tokens_total{kind="written"} 2.0' in shown
    assert "xiaoer_engine_live 1.0" in shown
    assert 'xiaoer_engine_status{status="ready"} 1.0' in shown
    assert 'end="cancelled"} 1.0' in generate_latest(registry).decode()


async def test_the_stand_in_says_that_none_is_wanted():
    engine = NoEngine()
    with pytest.raises(EngineNotReady):
        await deltas_of(engine, a_generation())
    assert engine.state().status == "not_ready"
    assert await engine.count_tokens(("您好", "")) == (2, 0)
