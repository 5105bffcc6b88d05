"""Does retrieval find the right text? Prints tables; `python -m benchmarks.retrieval`.

Reads `../shared/data/faq_match` (skipped with a notice where it is absent), beside a plain BM25 on characters and pairs
of characters. `held out` is the share of queries whose right texts were removed and for which something else scored
0.5 or more.
"""

from __future__ import annotations

import csv
import json
import time
from dataclasses import dataclass
from pathlib import Path

from xiaoer.core.language.normalize import normalize
from xiaoer.core.language.segment import grams
from xiaoer.core.retrieval.lexicon import Lexicon
from xiaoer.core.retrieval.likeness import Likeness, Weights, read_phrase
from xiaoer.core.retrieval.passages import PassageIndex

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "faq_match"
SETS = ("ecom_lcqmc", "ecom_csds_qa", "fin_cs")


@dataclass(frozen=True, slots=True)
class Judged:
    """A corpus, its queries, and the right texts of each query."""

    corpus: tuple[tuple[str, str], ...]
    queries: tuple[tuple[str, str], ...]
    right: dict[str, frozenset[str]]


def main() -> None:
    """Print recall, rejection and pair accuracy."""
    if not DATA.is_dir():
        print(f"skipped: {DATA} is absent")
        return
    print("set\tqueries\tBM25 R@1\tR@5\txiaoer R@1\tR@5\theld out\tms a query")
    for name in SETS:
        _print_set(name, _read(DATA / name))
    _print_pairs()


def _print_set(name: str, judged: Judged) -> None:
    index = PassageIndex.of_texts(judged.corpus)
    plain = Lexicon.build(_characters(text) for _, text in judged.corpus)
    ids = [name for name, _ in judged.corpus]
    hits = [0] * 4
    wrong = 0
    spent = 0.0
    for query, text in judged.queries:
        right = judged.right[query]
        baseline = [ids[number] for number, _ in plain.best(_characters(text), 5)]
        start = time.perf_counter()
        found = index.search(text, 10)
        spent += time.perf_counter() - start
        ranked = [hit.id for hit in found]
        for at, (ids_found, depth) in enumerate(((baseline, 1), (baseline, 5), (ranked, 1), (ranked, 5))):
            hits[at] += bool(right & set(ids_found[:depth]))
        wrong += any(hit.score >= 0.5 for hit in found if hit.id not in right)
    count = len(judged.queries)
    shares = "\t".join(f"{hit / count:.3f}" for hit in hits)
    print(f"{name}\t{count}\t{shares}\t{wrong / count:.3f}\t{spent * 1000 / count:.2f}")


def _print_pairs() -> None:
    rows = [json.loads(line) for line in (DATA / "pairs.jsonl").open(encoding="utf-8")]
    pairs = [(read_phrase(normalize(row["a"])), read_phrase(normalize(row["b"])), row) for row in rows]
    likeness = Likeness(Weights.learn(phrase for one, other, _ in pairs for phrase in (one, other)))
    for source in ("lcqmc", "bq"):
        own = [
            (likeness.probability(likeness.weigh(one), other), row["label"])
            for one, other, row in pairs
            if row["source"] == source
        ]
        right = sum((chance >= 0.5) == bool(label) for chance, label in own)
        best = max(sum((chance >= at / 50) == bool(label) for chance, label in own) for at in range(51))
        print(f"pairs {source}: accuracy {right / len(own):.3f} at 0.5, {best / len(own):.3f} at the best threshold")


def _characters(text: str) -> tuple[str, ...]:
    plain = normalize(text)
    return (*grams(plain, 1), *grams(plain, 2))


def _read(folder: Path) -> Judged:
    right: dict[str, set[str]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source, delimiter="\t"):
            if int(row["score"]) > 0:
                right.setdefault(row["query-id"], set()).add(row["corpus-id"])
    queries = tuple(pair for pair in _texts(folder / "queries.jsonl") if pair[0] in right)
    return Judged(_texts(folder / "corpus.jsonl"), queries, {query: frozenset(ids) for query, ids in right.items()})


def _texts(file: Path) -> tuple[tuple[str, str], ...]:
    rows = (json.loads(line) for line in file.open(encoding="utf-8"))
    return tuple((row["_id"], row["text"]) for row in rows)


if __name__ == "__main__":
    main()
