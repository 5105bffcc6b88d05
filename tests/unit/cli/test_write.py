"""Do the commands that write for the staff do what they say?"""

from __future__ import annotations

import sys

import pytest

from xiaoer.adapters.models.random_weights import write_tiny
from xiaoer.cli import main


@pytest.fixture
def xiaoer(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "400")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["xiaoer", *arguments])
        code = 0
        try:
            main.main()
        except SystemExit as ended:
            code = ended.code or 0
        return code, capsys.readouterr()

    return run


def test_copy_from_the_data_says_that_no_model_wrote_it(xiaoer, tmp_path):
    code, told = xiaoer("write", "桃桃X1", "--shop", "shops/demo", "--data", str(tmp_path))
    assert code == 0
    assert told.out.startswith("【桃桃X1】")
    assert "没有可用的模型" in told.err


def test_a_model_that_is_there_is_asked_and_its_noise_is_not_printed(xiaoer, tmp_path, monkeypatch):
    monkeypatch.setenv("XIAOER_ENGINE__MODEL", "tiny")
    (tmp_path / "models").mkdir()
    write_tiny(tmp_path / "models" / "tiny.gguf")
    code, told = xiaoer("write", "桃桃X1", "--shop", "shops/demo", "--data", str(tmp_path))
    assert (code, "没有通过审核" in told.err) == (0, True)
    assert told.out.startswith("【桃桃X1】")


def test_an_unclear_product_is_not_guessed(xiaoer, tmp_path):
    code, told = xiaoer("write", "手机", "--shop", "shops/demo", "--data", str(tmp_path), "--no-model")
    assert code == 3
    assert "没有找到唯一的商品" in told.err


def test_a_conversation_that_is_not_there(xiaoer, tmp_path):
    code, _ = xiaoer("summarize", "nothing", "--data", str(tmp_path))
    assert code != 0
