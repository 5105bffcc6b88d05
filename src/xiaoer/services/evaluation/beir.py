"""How well does the shipped retrieval find the right passage of any corpus?"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from xiaoer.core.retrieval.passages import PassageIndex
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.errors import KnowledgeError

DEPTH = 100  # ranks beyond it count as not found in the mean reciprocal rank


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """Recall at 1 and 5 and mean reciprocal rank (Voorhees 1999), each 0..1, over `queries` judged queries."""

    queries: int
    recall_at_1: float
    recall_at_5: float
    mrr: float


def evaluate(folder: Path, intents: IntentIndex) -> RetrievalScore:
    """Rank every query of a folder in BEIR form (corpus.jsonl, queries.jsonl, qrels.tsv or qrels/*.tsv).

    Recall is the share of queries with a right passage among the first k. Raises `KnowledgeError` when a file is
    missing or malformed.
    """
    corpus, queries, judged = _read(folder)
    index = PassageIndex.of_texts(tuple(corpus.items()), intents)
    ranks = [_rank(index, queries[query], right) for query, right in judged.items() if query in queries]
    total = max(len(ranks), 1)
    return RetrievalScore(
        queries=len(ranks),
        recall_at_1=sum(rank == 1 for rank in ranks) / total,
        recall_at_5=sum(0 < rank <= 5 for rank in ranks) / total,
        mrr=sum(1 / rank for rank in ranks if rank) / total,
    )


def _rank(index: PassageIndex, query: str, right: set[str]) -> int:
    found = index.search(query, limit=DEPTH)
    return next((place for place, passage in enumerate(found, start=1) if passage.id in right), 0)


def _read(folder: Path) -> tuple[dict[str, str], dict[str, str], dict[str, set[str]]]:
    try:
        return _texts(folder / "corpus.jsonl"), _texts(folder / "queries.jsonl"), _judgements(folder)
    except (OSError, KeyError, TypeError, ValueError) as exc:
        raise KnowledgeError(f"{folder} 不是 BEIR 格式的数据集: {exc}") from exc


def _texts(file: Path) -> dict[str, str]:
    # Only a newline ends a line: U+2028 within a text does not.
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    return {str(row["_id"]): f"{row.get('title') or ''} {row['text']}".strip() for row in rows}


def _judgements(folder: Path) -> dict[str, set[str]]:
    file = folder / "qrels.tsv"
    files = [file] if file.is_file() else sorted((folder / "qrels").glob("*.tsv"))
    if not files:
        raise FileNotFoundError("qrels.tsv")
    judged: dict[str, set[str]] = {}
    for each in files:
        with each.open(encoding="utf-8", newline="") as source:
            for row in csv.DictReader(source, delimiter="\t"):
                if int(row["score"]) > 0:
                    judged.setdefault(row["query-id"], set()).add(row["corpus-id"])
    return judged
