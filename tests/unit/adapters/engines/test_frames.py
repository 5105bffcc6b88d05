"""Does every frame come through as it was, and no garbage with it?"""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.adapters.engines import frames
from xiaoer.adapters.engines.frames import Garbled, decode_news, decode_order, decode_setup, encode
from xiaoer.core.prompting.prompt import Prompt, PromptMessage
from xiaoer.ports import Sampling

TEXT = st.text(max_size=30)
NUMBER = st.integers(0, 2**40)
PROMPTS = st.builds(
    Prompt, st.lists(st.builds(PromptMessage, st.sampled_from(["system", "user", "assistant"]), TEXT)).map(tuple)
)
SAMPLINGS = st.builds(Sampling, max_tokens=NUMBER, temperature=st.floats(0, 2), stop=st.lists(TEXT).map(tuple))
ORDERS = st.one_of(
    st.builds(frames.Generate, NUMBER, PROMPTS, SAMPLINGS),
    st.builds(frames.ReadAhead, NUMBER, PROMPTS),
    st.builds(frames.Cancel, NUMBER),
    st.builds(frames.Count, NUMBER, st.lists(TEXT).map(tuple)),
    st.builds(frames.Ping),
)
NEWS = st.one_of(
    st.builds(frames.Ready, TEXT),
    st.builds(frames.Refused, TEXT),
    st.builds(frames.Piece, NUMBER, TEXT, NUMBER, st.sampled_from([None, "stop", "length"]), NUMBER, NUMBER),
    st.builds(frames.Failed, NUMBER, TEXT),
    st.builds(frames.Counted, NUMBER, st.lists(NUMBER).map(tuple)),
    st.builds(frames.Pong, NUMBER, NUMBER),
)


@given(ORDERS)
def test_orders_come_through(order):
    line = encode(order)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_order(line) == order


@given(NEWS)
def test_news_comes_through(news):
    assert decode_news(encode(news)) == news


def test_the_setup_comes_through():
    setup = frames.Setup("openvino", "/models/x.gguf", "", 2, 16, 1024, 256)
    assert decode_setup(encode(setup)) == setup


@pytest.mark.parametrize(
    "line", [b"", b"x", b"[]", b"{}", b'{"kind": "Shell"}', b'{"kind": []}', b'{"kind": "Piece"}', b'{"kind": "Ping"}']
)
def test_garbage_is_told_as_such(line):
    with pytest.raises(Garbled):
        decode_news(line)


@given(st.binary(max_size=80))
def test_any_line_is_news_or_garbled(line):
    with suppress(Garbled):
        decode_news(line)


def test_a_garbled_line_is_not_repeated_in_what_is_logged():
    with pytest.raises(Garbled) as told:
        decode_news('{"kind": "Piece", "number": "我的电话13800000000"}'.encode())
    assert "13800000000" not in f"{told.value}{told.value.__cause__}"
    assert told.value.__suppress_context__
