"""Learn vectors of words from blocks of questions that ask the same: `python -m scripts.learn_vectors`.

A row has two parts: what a general encoder knows of the term alone (`scripts.general_vectors`) stays as it is, and the
other part is learnt beside it. The questions are of our own writing, a file per field in scripts/questions: blocks
parted by empty lines, whose first line asks as a shop would head it and whose further lines ask as shoppers do. Blocks
that stand together lie near each other in meaning and want different answers, so they are learnt together. The
phrasings of the question pack are blocks as well. A tenth of the blocks can be held back to measure: `--measure`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track
from scripts.general_vectors import usual_words, vectors_of

from xiaoer.adapters import assets
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.likeness import read_phrase
from xiaoer.core.retrieval.vectors import freeze
from xiaoer.core.understanding.pack import parse_pack

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Block = tuple[str, ...]

QUESTIONS = Path(__file__).parent / "questions"
LEARNED = Path(__file__).parents[1] / "src/xiaoer/data/learned/vectors.bin"
CONSOLE = Console(highlight=False)
SEED = 1
LEARNT, GENERAL = 64, 96  # dimensions of either part
GENERAL_TELLS = 3.0  # times as long as a learnt part is when it begins
STEPS = 3_000
BLOCKS_A_STEP = 160
SIDE_BY_SIDE = 16  # blocks of one field that are learnt together
TEMPERATURE = 0.08
RATE, INERTIA, SPREAD = 0.01, 0.9, 0.99  # of Adam (Kingma and Ba 2015)
FORGOTTEN = 0.25  # share of a wording's terms that each step leaves out, so that no single word decides
LEAST_SEEN = 2  # a term that stands in one line alone teaches nothing
HELD_BACK = 10  # one block in so many, when measuring


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a file; lines that start with # are headings."""
    blocks = []
    for part in text.split("\n\n"):
        lines = tuple(dict.fromkeys(line.strip() for line in part.splitlines() if line.strip() and line[0] != "#"))
        if len(lines) > 1:
            blocks.append(lines)
    return tuple(blocks)


def fields() -> tuple[tuple[Block, ...], ...]:
    """Return the blocks of every field; the question pack is the last."""
    pack = parse_pack(assets.texts("pack", ".toml"))
    own = [read_blocks(file.read_text(encoding="utf-8")) for file in sorted(QUESTIONS.glob("*.txt"))]
    return (*own, tuple(intent.phrasings for intent in pack.intents))


def terms_of(text: str) -> tuple[str, ...]:
    """Return what a wording consists of."""
    return read_phrase(normalize(text)).terms


class Learner:
    """Draws together the sums of terms of one block, and pushes those of others apart."""

    def __init__(self, fields: Sequence[Sequence[Block]]) -> None:
        self.fields = fields
        self.random = np.random.default_rng(SEED)
        texts = {line for blocks in fields for block in blocks for line in block}
        terms = {text: terms_of(text) for text in sorted(texts)}
        counts = Counter(term for own in terms.values() for term in own)
        taught = [term for term, count in counts.most_common() if count >= LEAST_SEEN]
        self.terms = list(dict.fromkeys((*taught, *usual_words())))
        self._taught = len(taught)
        number = {term: at for at, term in enumerate(self.terms)}
        self.rows = {
            text: np.asarray([number[term] for term in own if term in number], dtype=np.int64)
            for text, own in terms.items()
        }
        rarity = np.log(len(texts) / np.asarray([counts[term] or 1 for term in self.terms], dtype=np.float32))
        weight = (rarity / rarity.max())[:, None]
        start = self.random.standard_normal((len(self.terms), LEARNT)) / np.sqrt(LEARNT)
        start[self._taught :] = 0  # of what the questions do not hold twice they teach nothing
        known = GENERAL_TELLS * vectors_of(self.terms, GENERAL)
        self.table = np.hstack([start * weight, known * weight]).astype(np.float32)
        self._moved = np.zeros((self._taught, LEARNT), dtype=np.float32)
        self._spread = np.zeros_like(self._moved)

    def learn(self) -> None:
        """Take every step."""
        for step in track(range(STEPS), description="learning"):
            asked, same = zip(*self._pairs(), strict=True)
            self._step((*asked, *same), rate=RATE * (1 - step / STEPS))

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, of length 1."""
        sums = np.stack([self.table[self.rows_of(text)].sum(axis=0) for text in texts])
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6), dtype=np.float32)

    def rows_of(self, text: str) -> Ints:
        """Return the rows of the terms of a text that are known."""
        if text not in self.rows:
            number = {term: at for at, term in enumerate(self.terms)}
            self.rows[text] = np.asarray([number[t] for t in terms_of(text) if t in number], dtype=np.int64)
        return self.rows[text]

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Yield two wordings of each of some blocks, runs of blocks from fields drawn by their size."""
        sizes = np.asarray([len(blocks) for blocks in self.fields], dtype=np.float64)
        for _ in range(BLOCKS_A_STEP // SIDE_BY_SIDE):
            blocks = self.fields[self.random.choice(len(self.fields), p=sizes / sizes.sum())]
            first = int(self.random.integers(max(1, len(blocks) - SIDE_BY_SIDE + 1)))
            for block in blocks[first : first + SIDE_BY_SIDE]:
                one, other = self.random.choice(len(block), 2, replace=False)
                yield block[one], block[other]

    def _step(self, texts: Sequence[str], rate: float) -> None:
        terms, owners = self._some_terms(texts)
        sums = np.zeros((len(texts), self.table.shape[1]), dtype=np.float32)
        np.add.at(sums, owners, self.table[terms])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
        units = sums / lengths
        slope = _slope(units)
        slope = (slope - units * (slope * units).sum(axis=1, keepdims=True)) / lengths
        change = np.zeros_like(self._moved)
        own = terms < self._taught
        np.add.at(change, terms[own], slope[owners[own], :LEARNT])
        self._move(np.unique(terms[own]), change, rate)

    def _move(self, rows: Ints, change: Floats, rate: float) -> None:
        self._moved[rows] = INERTIA * self._moved[rows] + (1 - INERTIA) * change[rows]
        self._spread[rows] = SPREAD * self._spread[rows] + (1 - SPREAD) * change[rows] ** 2
        self.table[rows, :LEARNT] -= rate * self._moved[rows] / (np.sqrt(self._spread[rows]) + 1e-6)

    def _some_terms(self, texts: Sequence[str]) -> tuple[Ints, Ints]:
        kept = [rows[self.random.random(len(rows)) >= FORGOTTEN] for rows in map(self.rows.__getitem__, texts)]
        return np.concatenate(kept), np.repeat(np.arange(len(texts)), [len(rows) for rows in kept])


def _slope(units: Floats) -> Floats:
    """Return the slope of the loss (InfoNCE, both ways) over unit vectors; the second half answers the first."""
    count = len(units) // 2
    one, other = units[:count], units[count:]
    likeness = one @ other.T / TEMPERATURE
    across, down = np.exp(likeness - likeness.max(axis=1, keepdims=True)), np.exp(likeness - likeness.max(axis=0))
    pull = across / across.sum(axis=1, keepdims=True) + down / down.sum(axis=0)
    pull = (pull / 2 - np.eye(count, dtype=np.float32)) / np.float32(count * TEMPERATURE)
    return np.concatenate([pull @ other, pull.T @ one])


def measure(every: Sequence[Sequence[Block]]) -> None:
    """Print how often a wording of a block never seen finds its own heading among those of all such blocks."""
    kept = [[b for at, b in enumerate(blocks) if at % HELD_BACK] for blocks in every[:-1]]
    held = [block for blocks in every[:-1] for block in blocks[::HELD_BACK]]
    learner = Learner([*kept, every[-1]])
    learner.learn()
    headings = learner.embed([block[0] for block in held])
    right = total = 0
    for at, block in enumerate(held):
        found = (learner.embed(block[1:]) @ headings.T).argmax(axis=1)
        right, total = right + int((found == at).sum()), total + len(found)
    CONSOLE.print(f"{total} wordings of {len(held)} unseen blocks: {right / total:.3f} find their heading first")


def main() -> None:
    """Write what the questions teach."""
    if "--measure" in sys.argv:
        measure(fields())
        return
    learner = Learner(fields())
    learner.learn()
    LEARNED.write_bytes(freeze(learner.terms, learner.table))
    CONSOLE.print(f"{len(learner.terms)} terms, {LEARNED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
