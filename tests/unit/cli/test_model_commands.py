"""Do the commands about models say what is there, and measure what they are told to?"""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from xiaoer.adapters.models import compared
from xiaoer.adapters.models.random_weights import TINY, write_tiny
from xiaoer.cli import bench
from xiaoer.cli.main import application
from xiaoer.errors import BadRequest, NoSuchModel
from xiaoer.services.evaluation.speed import SpeedPlan

QUICK = SpeedPlan(prompt_tokens=40, answer_tokens=8, repetitions=1, shoppers=(1, 2), shared_tokens=4)


def run(*arguments):
    return CliRunner().invoke(application(arguments), [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.gguf"
    write_tiny(path)
    return path


def test_models_are_pulled_listed_and_verified(tiny, tmp_path):
    assert "已就绪" in run("model", "pull", tiny, "--data", tmp_path).output
    listed = run("model", "list", "--data", tmp_path).output
    assert "tiny" in listed
    assert "已安装" in listed
    assert "可下载" in listed
    assert run("model", "verify", "--data", tmp_path).output == "tiny: 完好\n"


def test_an_altered_model_is_seen_by_verify(tiny, tmp_path):
    run("model", "pull", tiny, "--data", tmp_path)
    stored = tmp_path / "models" / "tiny.gguf"
    stored.write_bytes(stored.read_bytes()[:-1] + b"\x01")
    ran = run("model", "verify", "--data", tmp_path)
    assert (ran.exit_code, "SHA-256 不符" in ran.output) == (1, True)


def test_a_model_without_record_is_told(tiny, tmp_path):
    (tmp_path / "models").mkdir()
    tiny.rename(tmp_path / "models" / "tiny.gguf")
    assert "没有 SHA-256 记录" in run("model", "verify", "--data", tmp_path).output


def test_an_empty_folder_and_an_unknown_name_are_told(tmp_path):
    for arguments in (("verify",), ("verify", "x"), ("pull", "x"), ("bench", "x")):
        with pytest.raises(NoSuchModel):
            run("model", *arguments, "--data", tmp_path)


def test_rows_are_measured_with_real_weights_where_given_and_marked_random_ones_elsewhere(tiny, tmp_path, monkeypatch):
    shape = compared.Shape(TINY.layers, TINY.hidden, TINY.heads, TINY.kv_heads, TINY.feed_forward, 400)
    rows = (compared.ComparedModel("甲", shape), compared.ComparedModel("乙", shape))
    monkeypatch.setattr(bench, "COMPARED", rows)
    monkeypatch.setattr(bench, "SpeedPlan", lambda repetitions: QUICK)
    ran = run("bench", "models", "--weights", f"甲={tiny}", "--out", tmp_path / "out", "--threads", "1")
    assert ran.exit_code == 0, ran.output
    monkeypatch.setattr(bench, "_row", lambda *_: pytest.fail("measured again"))
    run("bench", "models", "--out", tmp_path / "out", "--missing")
    kept = json.loads((tmp_path / "out" / "figures" / "models.json").read_text())["rows"]
    first, second = sorted(kept, key=lambda row: "甲乙".index(row["name"]))
    assert (first["weights"], second["weights"]) == ("tiny.gguf", "随机(替身) Q4_0")
    assert all(row["trouble"] == "" and row["accuracy"] is None for row in (first, second))
    assert all(row["speed"]["throughput"][1]["tokens_per_s"] > 0 and row["memory_bytes"] > 0 for row in (first, second))
    assert (tmp_path / "out" / "models.md").read_text().count("| 甲 |") == 1
    assert (tmp_path / "out" / "figures" / "models.svg").read_text().startswith("<svg")


@pytest.mark.parametrize(
    "more", [("--weights", "甲"), ("--weights", "无=/dev/null"), ("--only", "x"), ("--engine", "x")]
)
def test_what_cannot_be_measured_is_refused_plainly(more, tmp_path):
    with pytest.raises(BadRequest):
        run("bench", "models", *more, "--out", tmp_path)
