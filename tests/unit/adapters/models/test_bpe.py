"""Are tokens counted as the merges of a vocabulary make them?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.adapters.models.bpe import TokenCounter
from xiaoer.adapters.models.vocabulary import tiny_vocabulary

COUNTER = TokenCounter(tiny_vocabulary())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("的", 1),
        ("店小二", 3),
        ("您好,", 3),
        ("黑", 3),
        (" the", 1),
        ("12", 2),
        ("a b", 3),
        ("\n\n", 2),
        ("½", 2),
    ],
)
def test_known_words_are_one_token_and_others_as_many_as_their_bytes(text, tokens):
    assert COUNTER.count(text) == tokens


@given(st.text(max_size=200))
def test_no_character_is_lost_and_none_counted_twice(text):
    assert COUNTER.count(text) <= len(text.encode("utf-8", "replace"))
    assert bool(COUNTER.count(text)) == bool(text)
