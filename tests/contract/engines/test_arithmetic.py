"""Do the local engines read a model file rightly? Their likeliest words are those of plain arithmetic."""

from __future__ import annotations

import re

import pytest
from tests.contract.engines.conftest import running
from tests.contract.engines.forward import Reference

from xiaoer.adapters.engines.spelling import Speller
from xiaoer.adapters.models.gguf import read_gguf
from xiaoer.adapters.models.random_weights import write_tiny
from xiaoer.adapters.models.vocabulary import CHARACTERS, Vocabulary
from xiaoer.core.prompting import chatml
from xiaoer.testing.engine_contract import a_generation, deltas_of

QUESTIONS = tuple(("ABC 199", f"#{number * number}?") for number in range(48))  # no merge of the vocabulary fits
WHOLE = re.compile(r"<\|im_start\|>|<\|im_end\|>|system|user|assistant")
TOKENS = 24
CLEAR_LEAD = 0.15  # of the likeliest token over the next; below it rounding may decide either way
COMPARED = 100  # tokens at the least


def encode(vocabulary, text):
    """Tokenize a text in which nothing but control tokens and roles is longer than a byte."""
    ids = {token: number for number, token in enumerate(vocabulary.tokens)}
    found, at = [], 0
    for match in WHOLE.finditer(text):
        found += [ids[CHARACTERS[byte]] for byte in text[at : match.start()].encode()]
        found.append(ids[match[0]])
        at = match.end()
    return found + [ids[CHARACTERS[byte]] for byte in text[at:].encode()]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "tiny-f16.gguf"
    write_tiny(path, kind="f16")
    return path


@pytest.fixture(scope="module", params=["openvino", "llamacpp"])
async def engine(request, plain):
    async with running(request.param, plain) as engine:
        yield engine


async def test_greedy_tokens_are_those_of_a_plain_forward_pass(engine, plain):
    file = read_gguf(plain)
    vocabulary, reference = Vocabulary.of(file), Reference(file)
    clear = 0
    for question in QUESTIONS:
        wish = a_generation(*question, max_tokens=TOKENS)
        prompt = encode(vocabulary, chatml.render(wish.prompt))
        deltas = await deltas_of(engine, wish)
        assert deltas[-1].prompt_tokens == len(prompt)
        tokens, leads = reference.greedy(prompt, TOKENS)
        sure = next((number for number, lead in enumerate(leads) if lead < CLEAR_LEAD), TOKENS)
        expected = Speller(vocabulary.spelled(), ()).feed(tokens[:sure])
        assert "".join(delta.text for delta in deltas).startswith(expected)
        clear += sure
    assert clear >= COMPARED


async def test_the_reference_would_see_a_model_that_is_read_wrongly(engine, plain, tmp_path):
    other = tmp_path / "other.gguf"
    write_tiny(other, kind="f16", seed=8)
    vocabulary = Vocabulary.of(read_gguf(other))
    wish = a_generation(*QUESTIONS[0], max_tokens=TOKENS)
    tokens, _ = Reference(read_gguf(other)).greedy(encode(vocabulary, chatml.render(wish.prompt)), TOKENS)
    said = "".join(delta.text for delta in await deltas_of(engine, wish))
    assert said != Speller(vocabulary.spelled(), ()).feed(tokens)
