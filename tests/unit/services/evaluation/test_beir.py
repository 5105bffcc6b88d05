"""Are recall and reciprocal rank computed as they are defined?"""

from __future__ import annotations

import json

import pytest
from tests.unit.services.answering.cast import the_brain

from xiaoer.errors import KnowledgeError
from xiaoer.services.evaluation.beir import RetrievalScore, evaluate

CORPUS = {"d1": "满多少可以包邮", "d2": "怎么申请退货退款", "d3": "发票怎么开具\u2028抬头"}


def a_corpus(folder, judged, *, queries=None, corpus=CORPUS):
    rows = [{"_id": name, "title": "", "text": text} for name, text in corpus.items()]
    asked = [{"_id": name, "text": text} for name, text in (queries or {}).items()]
    for name, lines in (("corpus", rows), ("queries", asked)):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    lines = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in judged)]
    (folder / "qrels.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_the_first_right_passage_counts(tmp_path):
    queries = {"q1": "多少包邮", "q2": "退货退款", "q3": "发票"}
    judged = [("q1", "d1", 1), ("q2", "d1", 1), ("q3", "d3", 2), ("q3", "d1", 1)]
    scored = evaluate(a_corpus(tmp_path, judged, queries=queries), the_brain().intents)
    assert (scored.queries, scored.recall_at_1) == (3, pytest.approx(2 / 3))
    assert scored.recall_at_5 <= 1
    assert scored.mrr >= 2 / 3


def test_rank_two_is_half_a_point_and_beyond_rank_one(tmp_path):
    queries = {"q": "包邮退货"}
    either = [
        evaluate(a_corpus(tmp_path, [("q", name, 1)], queries=queries), the_brain().intents) for name in ("d1", "d2")
    ]
    assert sorted((each.recall_at_1, each.recall_at_5, each.mrr) for each in either) == [(0, 1, 0.5), (1, 1, 1)]


def test_judgements_of_zero_and_queries_without_a_text_are_left_out(tmp_path):
    folder = a_corpus(tmp_path, [("q1", "d1", 0), ("q2", "d2", 1), ("gone", "d1", 1)], queries={"q2": "退货"})
    assert evaluate(folder, the_brain().intents).queries == 1


def test_nothing_judged_scores_nothing(tmp_path):
    assert evaluate(a_corpus(tmp_path, []), the_brain().intents) == RetrievalScore(0, 0, 0, 0)


def test_judgements_may_lie_in_a_folder(tmp_path):
    folder = a_corpus(tmp_path, [("q", "d1", 1)], queries={"q": "包邮"})
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    assert evaluate(folder, the_brain().intents).recall_at_1 == 1


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_told(tmp_path, missing):
    folder = a_corpus(tmp_path, [("q", "d1", 1)], queries={"q": "包邮"})
    (folder / missing).unlink()
    with pytest.raises(KnowledgeError, match="不是 BEIR 格式"):
        evaluate(folder, the_brain().intents)


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "x"}', '{"_id": "d"}'])
def test_a_malformed_line_is_told(tmp_path, line):
    folder = a_corpus(tmp_path, [("q", "d1", 1)], queries={"q": "包邮"})
    (folder / "corpus.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="不是 BEIR 格式"):
        evaluate(folder, the_brain().intents)
