"""What does the head of a GGUF file say, and is the file whole?"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import BinaryIO

from xiaoer.errors import ModelFileInvalid

MAGIC = b"GGUF"
VERSIONS = frozenset({2, 3})
ALIGNMENT = 32
MOST_ENTRIES = 1_000_000  # of one array or table; the largest known vocabulary has 260,000
MOST_DIMENSIONS = 4
MOST_TEXT_BYTES = 1_000_000

UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}

F32, F16, Q4_0, Q8_0 = 0, 1, 2, 8
BLOCKS = {  # tensor type: (values in a block, bytes of a block)
    F32: (1, 4),
    F16: (1, 2),
    Q4_0: (32, 18),
    3: (32, 20),  # Q4_1
    6: (32, 22),  # Q5_0
    7: (32, 24),  # Q5_1
    Q8_0: (32, 34),
    10: (256, 84),  # Q2_K
    11: (256, 110),  # Q3_K
    12: (256, 144),  # Q4_K
    13: (256, 176),  # Q5_K
    14: (256, 210),  # Q6_K
    20: (32, 18),  # IQ4_NL
    30: (1, 2),  # BF16
}

NOT_GGUF = "不是 GGUF 模型文件"
UNKNOWN_VERSION = "GGUF 版本 {version} 不受支持"
CUT_SHORT = "文件不完整:应有 {expected} 字节,实际只有 {actual} 字节"
DAMAGED = "文件头已损坏"
ABSENT = "没有找到文件 {path}"
UNREADABLE = "无法读取文件 {path}"

Value = int | float | bool | str | Sequence[int] | Sequence[float] | Sequence[bool] | Sequence[str]


@dataclass(frozen=True, slots=True)
class Tensor:
    """One table of weights: its shape (fastest index first), its type and where it starts within the file."""

    name: str
    shape: tuple[int, ...]
    kind: int
    start: int

    @property
    def size_bytes(self) -> int:
        """Return how many bytes of the file it takes. Raises `ModelFileInvalid` for an unknown type."""
        if self.kind not in BLOCKS:
            raise ModelFileInvalid(DAMAGED)
        values, size = BLOCKS[self.kind]
        return prod(self.shape) // values * size


@dataclass(frozen=True, slots=True)
class GgufFile:
    """A model file whose head was read and whose end is where the head says."""

    path: Path
    size_bytes: int
    tensors: tuple[Tensor, ...]
    fields: Mapping[str, Value] = field(repr=False)

    @property
    def architecture(self) -> str:
        """Return the family of the model, such as `qwen2`."""
        return self.text("general.architecture")

    @property
    def parameters(self) -> int:
        """Return the number of weights."""
        return sum(prod(tensor.shape) for tensor in self.tensors)

    def text(self, key: str) -> str:
        """Return a text field; empty where it is absent."""
        value = self.fields.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: float = 0) -> float:
        """Return a number field."""
        value = self.fields.get(key, default)
        return value if isinstance(value, int | float) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a field that is a list of texts."""
        value = self.fields.get(key, ())
        return () if isinstance(value, str | int | float) else tuple(str(item) for item in value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a field that is a list of whole numbers."""
        value = self.fields.get(key, ())
        return () if isinstance(value, str | int | float) else tuple(int(item) for item in value)


def read_gguf(path: Path, *, whole: bool = True) -> GgufFile:
    """Return what the head of the file says.

    Raises `ModelFileInvalid` when the file is absent, foreign, damaged or, if it must be `whole`, cut short.
    """
    try:
        with path.open("rb") as source:
            size_bytes = path.stat().st_size
            read = _read(_Head(source, size_bytes), path, size_bytes)
    except FileNotFoundError as exc:
        raise ModelFileInvalid(ABSENT.format(path=path)) from exc
    except OSError as exc:
        raise ModelFileInvalid(UNREADABLE.format(path=path)) from exc
    except (struct.error, UnicodeDecodeError, OverflowError, MemoryError) as exc:
        raise ModelFileInvalid(DAMAGED) from exc
    expected = max((tensor.start + tensor.size_bytes for tensor in read.tensors), default=0)
    if whole and expected > size_bytes:
        raise ModelFileInvalid(CUT_SHORT.format(expected=expected, actual=size_bytes))
    return read


class _Head:
    """Reads the head of a file from front to back, never past its end."""

    def __init__(self, source: BinaryIO, size_bytes: int) -> None:
        self._source = source
        self._size_bytes = size_bytes

    def take(self, count: int) -> bytes:
        if count > self._size_bytes:
            raise ModelFileInvalid(DAMAGED)
        taken = self._source.read(count)
        if len(taken) < count:
            raise ModelFileInvalid(DAMAGED)
        return taken

    def number(self, form: str) -> int:
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return int(value)

    def count(self) -> int:
        number = self.number("<Q")
        if number > MOST_ENTRIES:
            raise ModelFileInvalid(DAMAGED)
        return number

    def text(self) -> str:
        length = self.number("<Q")
        if length > MOST_TEXT_BYTES:
            raise ModelFileInvalid(DAMAGED)
        return self.take(length).decode("utf-8")

    def value(self, kind: int) -> Value:
        if kind == STRING:
            return self.text()
        if kind == ARRAY:
            return self._array()
        if kind not in SCALARS:
            raise ModelFileInvalid(DAMAGED)
        scalar: int | float | bool = struct.unpack(SCALARS[kind], self.take(struct.calcsize(SCALARS[kind])))[0]
        return scalar

    def _array(self) -> Value:
        kind, length = self.number("<I"), self.count()
        if kind == STRING:
            return [self.text() for _ in range(length)]
        if kind not in SCALARS:
            raise ModelFileInvalid(DAMAGED)
        form = SCALARS[kind]
        values: tuple[int, ...] = struct.unpack(f"<{length}{form[1]}", self.take(length * struct.calcsize(form)))
        return values

    @property
    def position(self) -> int:
        return self._source.tell()


def _read(head: _Head, path: Path, size_bytes: int) -> GgufFile:
    if size_bytes < len(MAGIC) or head.take(len(MAGIC)) != MAGIC:
        raise ModelFileInvalid(NOT_GGUF)
    version = head.number("<I")
    if version not in VERSIONS:
        raise ModelFileInvalid(UNKNOWN_VERSION.format(version=version))
    tensors, entries = head.count(), head.count()
    fields: dict[str, Value] = {}
    for _ in range(entries):
        key = head.text()
        fields[key] = head.value(head.number("<I"))
    table = [_entry(head) for _ in range(tensors)]
    alignment = fields.get("general.alignment", ALIGNMENT)
    if not isinstance(alignment, int) or alignment < 1:
        raise ModelFileInvalid(DAMAGED)
    start = -(-head.position // alignment) * alignment
    placed = tuple(Tensor(name, shape, kind, start + offset) for name, shape, kind, offset in table)
    return GgufFile(path, size_bytes, placed, fields)


def _entry(head: _Head) -> tuple[str, tuple[int, ...], int, int]:
    name, dimensions = head.text(), head.number("<I")
    if dimensions > MOST_DIMENSIONS:
        raise ModelFileInvalid(DAMAGED)
    shape = tuple(head.number("<Q") for _ in range(dimensions))
    return name, shape, head.number("<I"), head.number("<Q")
