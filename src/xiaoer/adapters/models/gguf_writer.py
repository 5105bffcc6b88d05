"""How is a GGUF file written, table by table, without holding it in memory?"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from xiaoer.adapters.models.gguf import (
    ALIGNMENT,
    ARRAY,
    BLOCKS,
    BOOL,
    F16,
    F32,
    FLOAT32,
    INT32,
    MAGIC,
    Q8_0,
    STRING,
    UINT32,
)

VERSION = 3
BLOCK = 32  # values that share one scale in Q4_0 and Q8_0

Floats = NDArray[np.float32]
FieldValue = bool | int | float | str | Sequence[str] | Sequence[int]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of weights to be written: rows by columns, or one row.

    `blocks` yields its rows in order, as numbers or in the form of the file.
    """

    name: str
    shape: tuple[int, ...]  #: rows, columns
    kind: int
    blocks: Iterable[Floats | bytes]

    @property
    def size_bytes(self) -> int:
        """Return how many bytes it takes in the file."""
        values, size = BLOCKS[self.kind]
        return prod(self.shape) // values * size


def write_gguf(path: Path, fields: Sequence[tuple[str, FieldValue]], tables: Sequence[Table]) -> None:
    """Write a model file; nothing stands at `path` until it is whole."""
    partial = path.with_suffix(path.suffix + ".part")
    with partial.open("wb") as out:
        out.write(MAGIC + struct.pack("<IQQ", VERSION, len(tables), len(fields)))
        for key, value in fields:
            out.write(_text(key) + _field(value))
        offset = 0
        for table in tables:
            out.write(_text(table.name) + struct.pack("<I", len(table.shape)))
            out.write(struct.pack(f"<{len(table.shape)}Q", *reversed(table.shape)))
            out.write(struct.pack("<IQ", table.kind, offset))
            offset += _aligned(table.size_bytes)
        _pad(out)
        for table in tables:
            for rows in table.blocks:
                out.write(rows if isinstance(rows, bytes) else quantize(rows, table.kind))
            _pad(out)
    partial.replace(path)


def quantize(values: Floats, kind: int) -> bytes:
    """Return weights in the form of the file, rounded as llama.cpp rounds them."""
    if kind == F32:
        return values.astype("<f4").tobytes()
    if kind == F16:
        return values.astype("<f2").tobytes()
    groups = values.reshape(-1, BLOCK)
    return _q8(groups) if kind == Q8_0 else _q4(groups)


def dequantize(raw: bytes, kind: int) -> Floats:
    """Return the weights that the bytes of a table stand for."""
    if kind in {F32, F16}:
        return np.frombuffer(raw, "<f4" if kind == F32 else "<f2").astype(np.float32)
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCKS[kind][1])
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    if kind == Q8_0:
        return np.asarray(scale * blocks[:, 2:].view(np.int8), np.float32).ravel()
    low, high = blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4
    return np.asarray(scale * (np.concatenate([low, high], axis=1).astype(np.float32) - 8), np.float32).ravel()


def _q8(groups: Floats) -> bytes:
    scale = np.abs(groups).max(axis=1, keepdims=True) / np.float32(127)
    whole = np.round(np.divide(groups, scale, out=np.zeros_like(groups), where=scale != 0)).astype(np.int8)
    return np.concatenate([scale.astype("<f2").view(np.uint8), whole.view(np.uint8)], axis=1).tobytes()


def _q4(groups: Floats) -> bytes:
    furthest = np.take_along_axis(groups, np.abs(groups).argmax(axis=1)[:, None], axis=1)
    scale = furthest / np.float32(-8)
    scaled = np.divide(groups, scale, out=np.zeros_like(groups), where=scale != 0)
    nibbles = np.clip(np.trunc(scaled + np.float32(8.5)), 0, 15).astype(np.uint8)
    half = BLOCK // 2
    packed = nibbles[:, :half] | (nibbles[:, half:] << 4)
    return np.concatenate([scale.astype("<f2").view(np.uint8), packed], axis=1).tobytes()


def _field(value: FieldValue) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", STRING) + _text(value)
    if isinstance(value, bool):
        return struct.pack("<I?", BOOL, value)
    if isinstance(value, int):
        return struct.pack("<II", UINT32, value)
    if isinstance(value, float):
        return struct.pack("<If", FLOAT32, value)
    kind = STRING if value and isinstance(value[0], str) else INT32
    head = struct.pack("<IIQ", ARRAY, kind, len(value))
    items = (_text(item) if isinstance(item, str) else struct.pack("<i", item) for item in value)
    return head + b"".join(items)


def _text(text: str) -> bytes:
    raw = text.encode("utf-8")
    return struct.pack("<Q", len(raw)) + raw


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _pad(out: BinaryIO) -> None:
    out.write(b"\0" * (_aligned(out.tell()) - out.tell()))
