"""How does what was learnt from the question pack travel with the program, and does it belong to this pack?"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_MARK = hashlib.sha256().digest_size
_STEPS = 127  # int8 is fine enough: rounding moves a score by less than 0.01


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a start need not work out anew: the features of the pack's phrasings, and the weights they were given.

    `starts`, `where` and `parts` are the phrasings that have each feature and its weight there, one feature after the
    other (`starts` has one more element than there are features); `weights` has a row per feature that several
    phrasings share, which come first, and a column per intent; `usual` tells how many usual questions hold each word.
    """

    names: tuple[str, ...]
    counts: Ints
    starts: npt.NDArray[np.int64]
    where: Ints
    parts: Floats
    weights: Floats
    usual: Mapping[str, int]


def fingerprint(learnt_from: Iterable[str]) -> bytes:
    """Return what tells one question pack from another."""
    digest = hashlib.sha256()
    for text in learnt_from:
        digest.update(text.encode("utf-8"))
        digest.update(b"\n")
    return digest.digest()


def rounded(weights: Floats) -> Floats:
    """Return weights as they come out of a frozen file, so that a pack answers alike learnt now or before."""
    steps, scale = _in_steps(weights)
    plain: Floats = steps.astype(np.float32) * scale
    return plain


def freeze(learnt: Learnt, mark: bytes) -> bytes:
    """Return as bytes what was learnt from the pack with this mark."""
    steps, scale = _in_steps(learnt.weights)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        names=_joined(learnt.names),
        counts=learnt.counts,
        sizes=np.diff(learnt.starts).astype(np.int32),
        where=learnt.where,
        parts=learnt.parts,
        steps=steps,
        scale=scale,
        usual=_joined(learnt.usual),
        usual_counts=np.asarray([*learnt.usual.values()], dtype=np.int32),
    )
    return mark + file.getvalue()


def thaw(frozen: bytes, mark: bytes) -> Learnt | None:
    """Return what was frozen with this mark, None when it belongs to another pack."""
    if frozen[:_MARK] != mark:
        return None
    with np.load(io.BytesIO(frozen[_MARK:]), allow_pickle=False) as file:
        return Learnt(
            names=_apart(file["names"]),
            counts=file["counts"],
            starts=np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(file["sizes"], dtype=np.int64)]),
            where=file["where"],
            parts=file["parts"],
            weights=file["steps"].astype(np.float32) * file["scale"],
            usual=dict(zip(_apart(file["usual"]), file["usual_counts"].tolist(), strict=True)),
        )


def _in_steps(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    largest = np.abs(weights).max(axis=0, initial=0.0)
    scale = (np.maximum(largest, np.float32(1e-6)) / _STEPS).astype(np.float32)
    return np.rint(weights / scale).astype(np.int8), scale


def _joined(words: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def _apart(joined: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(joined.tobytes().decode("utf-8").split("\n")) if len(joined) else ()
