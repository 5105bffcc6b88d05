"""How is a model of a given shape made whose weights are random?

Speed and memory do not depend on what the weights are; the words are noise. Such a model never says a control token,
so it speaks until it is cut. Tests use a tiny one with a tokenizer of its own, benchmarks one of full size with the
vocabulary of a given file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from xiaoer.adapters.models.gguf import BLOCKS, F16, F32, Q4_0, Q8_0, read_gguf
from xiaoer.adapters.models.gguf_writer import FieldValue, Floats, Table, quantize, write_gguf
from xiaoer.adapters.models.vocabulary import Vocabulary, tiny_vocabulary

KINDS = {"f32": F32, "f16": F16, "q8_0": Q8_0, "q4_0": Q4_0}
FILE_TYPES = {F32: 0, F16: 1, Q4_0: 2, Q8_0: 7}
BIAS_SCALE = 0.1
VALUES_AT_ONCE = 8_000_000
LARGE_SCALE = 0.02
LARGE_HIDDEN = 2048  # from here on one block of numbers is written over and over: billions of draws would take minutes


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of a decoder of the Qwen2 family."""

    layers: int
    hidden: int
    heads: int
    kv_heads: int
    feed_forward: int
    vocabulary: int
    context: int = 4096
    rope_base: float = 1e6
    tied: bool = True  #: one table for tokens in and tokens out
    scale: float = 0.02  #: of the weights


TINY = Shape(layers=2, hidden=64, heads=4, kv_heads=2, feed_forward=128, vocabulary=0, tied=False, scale=0.2)
QWEN25_05B = Shape(24, 896, 14, 2, 4864, 151_936, context=32_768)


def write_tiny(path: Path, *, kind: str = "q8_0", seed: int = 7) -> None:
    """Write a model of a few hundred kilobytes that any engine loads in a moment."""
    _write(path, TINY, tiny_vocabulary(), KINDS[kind], np.random.default_rng(seed))


def write_random(path: Path, shape: Shape, *, vocabulary: Path | None, kind: str = "q4_0", seed: int = 7) -> None:
    """Write a model of this shape with the tokens of a GGUF file, or the tiny ones padded to the size.

    Raises `ModelFileInvalid` when the vocabulary file cannot be read.
    """
    tokens = tiny_vocabulary() if vocabulary is None else Vocabulary.of(read_gguf(vocabulary, whole=False))
    _write(path, shape, tokens.padded(shape.vocabulary), KINDS[kind], np.random.default_rng(seed))


def _write(path: Path, shape: Shape, vocabulary: Vocabulary, kind: int, rng: np.random.Generator) -> None:
    write_gguf(path, _fields(shape, vocabulary, kind), tuple(_tables(shape, vocabulary, kind, rng)))


def _fields(shape: Shape, vocabulary: Vocabulary, kind: int) -> tuple[tuple[str, FieldValue], ...]:
    return (
        ("general.architecture", "qwen2"),
        ("general.name", "random weights"),
        ("general.file_type", FILE_TYPES[kind]),
        ("general.quantization_version", 2),
        ("qwen2.block_count", shape.layers),
        ("qwen2.context_length", shape.context),
        ("qwen2.embedding_length", shape.hidden),
        ("qwen2.feed_forward_length", shape.feed_forward),
        ("qwen2.attention.head_count", shape.heads),
        ("qwen2.attention.head_count_kv", shape.kv_heads),
        ("qwen2.rope.freq_base", float(shape.rope_base)),
        ("qwen2.attention.layer_norm_rms_epsilon", 1e-6),
        *vocabulary.fields(),
    )


def _tables(shape: Shape, vocabulary: Vocabulary, kind: int, rng: np.random.Generator) -> Iterator[Table]:
    hidden, ffn = shape.hidden, shape.feed_forward
    kv, large = shape.kv_heads * (hidden // shape.heads), hidden >= LARGE_HIDDEN

    def matrix(name: str, rows: int, columns: int) -> Table:
        drawn = _repeated(rows, columns, kind) if large else _normal(rng, rows, columns, shape.scale)
        return Table(f"{name}.weight", (rows, columns), kind, drawn)

    def vector(name: str, length: int, *, mean: float, scale: float) -> Table:
        drawn = (mean + scale * rng.standard_normal(length)).astype(np.float32)
        return Table(name, (length,), F32, (drawn,))

    def norm(name: str) -> Table:
        return vector(f"{name}.weight", hidden, mean=1.0, scale=0.0)

    for name in ("token_embd",) if shape.tied else ("token_embd", "output"):
        rows, silent = len(vocabulary.tokens), vocabulary.controls()
        yield Table(f"{name}.weight", (rows, hidden), kind, _normal(rng, rows, hidden, shape.scale, silent))
    yield norm("output_norm")
    for layer in range(shape.layers):
        block = f"blk.{layer}"
        yield norm(f"{block}.attn_norm")
        yield norm(f"{block}.ffn_norm")
        for part, rows in (("q", hidden), ("k", kv), ("v", kv)):
            yield matrix(f"{block}.attn_{part}", rows, hidden)
            yield vector(f"{block}.attn_{part}.bias", rows, mean=0.0, scale=BIAS_SCALE)
        yield matrix(f"{block}.attn_output", hidden, hidden)
        yield matrix(f"{block}.ffn_gate", ffn, hidden)
        yield matrix(f"{block}.ffn_up", ffn, hidden)
        yield matrix(f"{block}.ffn_down", hidden, ffn)


def _normal(
    rng: np.random.Generator, rows: int, columns: int, scale: float, silent: Sequence[int] = ()
) -> Iterator[Floats]:
    """Yield rows a few at a time; the silent ones are zero, so that other tokens are always likelier."""
    at_once = max(1, VALUES_AT_ONCE // columns)
    for start in range(0, rows, at_once):
        drawn = rng.standard_normal((min(at_once, rows - start), columns), dtype=np.float32)
        drawn[[row - start for row in silent if start <= row < start + len(drawn)]] = 0
        yield drawn * np.float32(scale)


@cache
def _block(columns: int, kind: int) -> bytes:
    """Return a few rows of random weights in the form of the file."""
    rows = max(1, VALUES_AT_ONCE // columns)
    drawn = np.random.default_rng(columns).standard_normal((rows, columns), dtype=np.float32)
    return quantize(drawn * np.float32(LARGE_SCALE), kind)


def _repeated(rows: int, columns: int, kind: int) -> Iterator[bytes]:
    """Yield a table that repeats one block."""
    values, size = BLOCKS[kind]
    left, block = rows * columns // values * size, _block(columns, kind)
    while left > 0:
        yield block[:left]
        left -= len(block)
