"""Does retrieval find the right text of a corpus? Prints tables; `python -m benchmarks.retrieval [DATA]`.

DATA holds `ecom_lcqmc`, `ecom_csds_qa`, `fin_cs` in BEIR form and `pairs.jsonl`; what is absent is skipped with a
notice. Beside it stands a plain BM25 on characters and pairs of characters. `held out` is the share of queries whose
right texts were removed and for which something else scored 0.5 or more.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xiaoer.bootstrap.brain import load_brain
from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import grams
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.likeness import Likeness, Weights, read_phrase
from xiaoer.core.retrieval.passages import PassageIndex
from xiaoer.core.understanding.intent import IntentIndex

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "faq_match"
SETS = ("ecom_lcqmc", "ecom_csds_qa", "fin_cs")
SOURCES = ("lcqmc", "bq")
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Judged:
    """A corpus, its queries, and the right texts of each query."""

    corpus: tuple[tuple[str, str], ...]
    queries: tuple[tuple[str, str], ...]
    right: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """How a system ranked: recall at 1 and 5, mean reciprocal rank, and milliseconds a query."""

    at_1: float
    at_5: float
    mrr: float
    ms: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many pairs were told right at 0.5, and at the best threshold."""

    count: int
    at_half: float
    at_best: float


def main() -> None:
    """Print recall, rejection and pair accuracy."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    intents = load_brain().intents
    print("set\tqueries\tBM25 R@1\tR@5\tMRR\txiaoer R@1\tR@5\tMRR\theld out\tms a query")
    for name in SETS:
        judged = read_set(data / name)
        if judged is None:
            continue
        plain, ours = rank_plainly(judged), rank(judged, intents)
        figures = (plain.at_1, plain.at_5, plain.mrr, ours.at_1, ours.at_5, ours.mrr, held_out(judged, intents))
        print(name, len(judged.queries), *(f"{figure:.3f}" for figure in figures), f"{ours.ms:.2f}", sep="\t")
    for source in SOURCES:
        pairs = judge_pairs(data / "pairs.jsonl", source)
        if pairs is not None:
            print(f"pairs {source}: accuracy {pairs.at_half:.3f} at 0.5, {pairs.at_best:.3f} at the best threshold")


def rank(judged: Judged, intents: IntentIndex | None) -> Found:
    """Rank with the shipped retrieval."""
    index = PassageIndex.of_texts(judged.corpus, intents)
    start = time.process_time()
    found = [tuple(hit.id for hit in index.search(text, DEPTH)) for _, text in judged.queries]
    return _score(judged, found, time.process_time() - start)


def rank_plainly(judged: Judged) -> Found:
    """Rank with BM25 on characters and pairs of characters."""
    plain = Lexicon.build(_characters(text) for _, text in judged.corpus)
    ids = [name for name, _ in judged.corpus]
    start = time.process_time()
    found = [tuple(ids[at] for at, _ in plain.best(_characters(text), DEPTH)) for _, text in judged.queries]
    return _score(judged, found, time.process_time() - start)


def held_out(judged: Judged, intents: IntentIndex | None) -> float:
    """Return for how many queries something scores 0.5 or more when the right texts are not there."""
    index = PassageIndex.of_texts(judged.corpus, intents)
    wrong = sum(
        any(hit.score >= 0.5 for hit in index.search(text, 10) if hit.id not in judged.right[query])
        for query, text in judged.queries
    )
    return wrong / max(len(judged.queries), 1)


def judge_pairs(file: Path, source: str) -> Pairs | None:
    """Tell pairs of one source apart; None where the file is absent."""
    if not file.is_file():
        print(f"skipped: {file.name} is absent")
        return None
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = [(read_phrase(normalize(row["a"])), read_phrase(normalize(row["b"])), row) for row in rows]
    likeness = Likeness(Weights.learn(phrase for one, other, _ in pairs for phrase in (one, other)))
    own = [
        (likeness.probability(likeness.weigh(one), other), bool(row["label"]))
        for one, other, row in pairs
        if row["source"] == source
    ]
    levels = sorted({chance for chance, _ in own})
    best = max(sum((chance >= level) == same for chance, same in own) for level in levels)
    return Pairs(len(own), sum((chance >= 0.5) == same for chance, same in own) / len(own), best / len(own))


def read_set(folder: Path) -> Judged | None:
    """Read a set in BEIR form; None, with a notice, where it is absent."""
    if not folder.is_dir():
        print(f"skipped: {folder.name} is absent")
        return None
    right: dict[str, set[str]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source, delimiter="\t"):
            if int(row["score"]) > 0:
                right.setdefault(row["query-id"], set()).add(row["corpus-id"])
    queries = tuple(pair for pair in _texts(folder / "queries.jsonl") if pair[0] in right)
    corpus = tuple(_texts(folder / "corpus.jsonl"))
    return Judged(corpus, queries, {query: frozenset(ids) for query, ids in right.items()})


def _score(judged: Judged, found: Sequence[Sequence[str]], spent_s: float) -> Found:
    ranks = []
    for (query, _), ids in zip(judged.queries, found, strict=True):
        right = judged.right[query]
        ranks.append(next((place for place, name in enumerate(ids, start=1) if name in right), 0))
    count = max(len(ranks), 1)
    at_1, at_5 = (sum(0 < place <= depth for place in ranks) / count for depth in (1, 5))
    return Found(at_1, at_5, sum(1 / place for place in ranks if place) / count, spent_s * 1000 / count)


def _characters(text: str) -> tuple[str, ...]:
    plain = normalize(text)
    return (*grams(plain, 1), *grams(plain, 2))


def _texts(file: Path) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8") as source:
        for line in source:
            row = json.loads(line)
            yield row["_id"], row["text"]


if __name__ == "__main__":
    main()
