"""Do tokens become text without half characters and without stops?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.adapters.engines.spelling import Speller

BYTES = tuple(bytes([byte]) for byte in range(256))
TEXTS = st.text(max_size=40).filter(lambda text: text.isprintable())


@given(TEXTS, st.lists(st.text(min_size=1, max_size=4), max_size=3), st.lists(st.integers(1, 5), max_size=60))
def test_however_the_bytes_are_split_the_text_is_the_same_and_ends_before_the_first_stop(text, stops, sizes):
    speller, raw, said, at = Speller(BYTES, tuple(stops)), text.encode(), "", 0
    for size in [*sizes, *[1] * len(raw)]:
        said += speller.feed(raw[at : at + size])
        at += size
        assert "\ufffd" not in said or "\ufffd" in text
    said += speller.flush()
    ends = [text.find(stop) for stop in stops if stop in text]
    assert said == text[: min(ends, default=len(text))]
    assert speller.stopped == bool(ends)


def test_what_may_begin_a_stop_is_held_back():
    speller = Speller(BYTES, ("END",))
    assert [speller.feed(b"aE"), speller.feed(b"N"), speller.feed(b"x"), speller.feed(b"E")] == ["a", "", "ENx", ""]
    assert speller.flush() == "E"


def test_bytes_that_are_no_text_become_the_replacement_sign():
    assert Speller(BYTES, ()).feed(b"a\xffb") == "a\ufffdb"


def test_unknown_tokens_say_nothing():
    assert Speller(BYTES, ()).feed([65, 999_999]) == "A"
