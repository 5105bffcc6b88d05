"""How do learned weights travel with the program, and do they belong to this question pack?"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MARK = hashlib.sha256().digest_size
_STEPS = 127  # int8 is fine enough: rounding moves a score by less than 0.01


def fingerprint(learned_from: Iterable[str]) -> bytes:
    """Return what tells one question pack from another."""
    digest = hashlib.sha256()
    for text in learned_from:
        digest.update(text.encode("utf-8"))
        digest.update(b"\n")
    return digest.digest()


def freeze(weights: Floats, mark: bytes) -> bytes:
    """Return weights as bytes, a row per feature and a column per intent."""
    scale = np.maximum(np.abs(weights).max(axis=0), np.float32(1e-6)) / _STEPS
    steps = np.rint(weights / scale).astype(np.int8)
    return mark + zlib.compress(scale.astype("<f4").tobytes() + steps.tobytes(), 9)


def thaw(frozen: bytes, mark: bytes, *, rows: int, columns: int) -> Floats | None:
    """Return the weights that were frozen with this mark, None when they belong to another pack."""
    if frozen[:_MARK] != mark:
        return None
    plain = zlib.decompress(frozen[_MARK:])
    scale = np.frombuffer(plain, dtype="<f4", count=columns)
    steps = np.frombuffer(plain, dtype=np.int8, offset=4 * columns).reshape(rows, columns)
    weights: Floats = steps.astype(np.float32) * scale
    return weights
