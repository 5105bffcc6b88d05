"""Is a model file read as it was written, and nothing else taken for one?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.adapters.models.gguf import F16, F32, Q4_0, Q8_0, read_gguf
from xiaoer.adapters.models.gguf_writer import Table, dequantize, quantize, write_gguf
from xiaoer.adapters.models.random_weights import Shape, write_random, write_tiny
from xiaoer.adapters.models.vocabulary import Vocabulary, tiny_vocabulary
from xiaoer.errors import ModelFileInvalid

FIELDS = (
    ("general.architecture", "qwen2"),
    ("a.number", 7),
    ("a.float", 0.5),
    ("a.truth", True),
    ("some.texts", ("甲", "乙")),
    ("some.numbers", (1, -2, 3)),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "tiny.gguf"
    write_tiny(path, kind="q4_0")
    return path.read_bytes()


def test_fields_and_tables_are_read_as_written(tmp_path):
    path, rows = tmp_path / "x.gguf", np.arange(64, dtype=np.float32).reshape(2, 32)
    write_gguf(path, FIELDS, (Table("w", (2, 32), F32, (rows[:1], rows[1:])), Table("v", (32,), F16, (rows[0],))))
    file = read_gguf(path)
    assert (file.architecture, file.number("a.number"), file.number("a.float")) == ("qwen2", 7, 0.5)
    assert (file.texts("some.texts"), file.numbers("some.numbers")) == (("甲", "乙"), (1, -2, 3))
    assert (file.text("a.number"), file.number("absent", 9), file.texts("absent")) == ("", 9, ())
    assert [(tensor.name, tensor.shape, tensor.kind) for tensor in file.tensors] == [("w", (32, 2), 0), ("v", (32,), 1)]
    assert file.parameters == 96
    raw = path.read_bytes()[file.tensors[0].start :][: file.tensors[0].size_bytes]
    assert (dequantize(raw, F32).reshape(2, 32) == rows).all()


@pytest.mark.parametrize(("kind", "most_wrong"), [(F32, 0), (F16, 2e-3), (Q8_0, 0.02), (Q4_0, 0.3)])
def test_weights_are_rounded_no_further_than_their_form_allows(kind, most_wrong):
    values = np.random.default_rng(1).standard_normal((8, 64)).astype(np.float32)
    again = dequantize(quantize(values, kind), kind).reshape(values.shape)
    assert np.abs(again - values).max() <= most_wrong
    zeros = np.zeros((1, 32), np.float32)
    assert (dequantize(quantize(zeros, kind), kind) == 0).all()


def test_a_random_model_has_the_shape_that_was_asked_for(tmp_path):
    path = tmp_path / "x.gguf"
    write_random(path, Shape(3, 64, 4, 2, 96, 500, tied=True), vocabulary=None, kind="q8_0")
    file = read_gguf(path)
    attention, feed, norms = 64 * 64 * 2 + 64 * 32 * 2 + 64 + 32 * 2, 3 * 64 * 96, 128
    assert file.parameters == 500 * 64 + 64 + 3 * (attention + feed + norms)
    assert len(Vocabulary.of(file).tokens) == 500


def test_the_same_seed_gives_the_same_file(tmp_path):
    for name in ("a", "b"):
        write_tiny(tmp_path / name, seed=3)
    write_tiny(tmp_path / "c", seed=4)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b != c


def test_every_byte_can_be_spelled_and_control_tokens_are_silent():
    vocabulary = tiny_vocabulary()
    spelled = vocabulary.spelled()
    assert {bytes([byte]) for byte in range(256)} <= set(spelled)
    assert "店".encode() in spelled
    assert [spelled[number] for number in vocabulary.controls()] == [b""] * 3
    assert Vocabulary(("龘",), (1,), (), 0, 0).spelled() == ("龘".encode(),)


@given(st.data())
def test_a_file_that_was_cut_or_changed_is_read_or_refused_and_never_crashes(whole, tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "mutated.gguf"
    mutated = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 4))):
        if mutated:
            mutated[data.draw(st.integers(0, min(len(mutated) - 1, 20_000)))] = data.draw(st.integers(0, 255))
    path.write_bytes(mutated)
    try:
        read = read_gguf(path)
    except ModelFileInvalid:
        return
    assert len(mutated) >= max((tensor.start + tensor.size_bytes for tensor in read.tensors), default=0)


@pytest.mark.parametrize("size", [0, 3, 4, 8, 24, 500, 5000, 30_000])
def test_a_file_that_was_cut_is_refused(size, whole, tmp_path):
    path = tmp_path / "cut.gguf"
    path.write_bytes(whole[:size])
    with pytest.raises(ModelFileInvalid):
        read_gguf(path)


def test_an_absent_file_is_told_by_its_name(tmp_path):
    with pytest.raises(ModelFileInvalid) as told:
        read_gguf(tmp_path / "nowhere.gguf")
    assert "nowhere.gguf" in told.value.detail
    with pytest.raises(ModelFileInvalid):
        read_gguf(tmp_path)
