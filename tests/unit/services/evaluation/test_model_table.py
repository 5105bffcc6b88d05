"""Is an engine measured rightly, and does the table say what was measured and nothing else?"""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from xiaoer.adapters.engines.scripted import Line, Scripted
from xiaoer.services.evaluation.model_table import Comparison, ModelRow, as_json, as_markdown, as_picture, with_kept
from xiaoer.services.evaluation.speed import Speed, SpeedPlan, Throughput, measure_alone, measure_together

SPEED = Speed(128, 256, 0.204, 5.04, (Throughput(1, 46.6), Throughput(8, 230.4)), streams=True)
ROWS = (
    ModelRow("Qwen<1>", "随机 Q4_0", 494_032_768, 352_000_000, 8.3, 825_000_000, SPEED),
    ModelRow("坏的", "x.gguf", 7_000_000_000, 4_000_000_000, trouble="模型无法加载"),
)
COMPARISON = Comparison("x86_64,2 核", "local", 3, ROWS)


async def test_an_engine_is_asked_for_answers_of_the_wanted_length_and_never_the_same_prompt_twice():
    engine = Scripted(otherwise="好" * 300)
    engine._otherwise = Line(("好",) * 300, pause_s=0.0005)
    plan = SpeedPlan(128, 20, 2, (1, 4), 5)
    speed, throughput = await measure_alone(engine, plan), await measure_together(engine, plan)
    prompts = [wish.prompt.messages[0].text[:12] for wish in engine.history]
    assert len(set(prompts)) == len(prompts) == 2 + 1 + 4
    assert [wish.sampling.max_tokens for wish in engine.history] == [20, 20, 5, 5, 5, 5, 5]
    assert all(wish.sampling.min_tokens == wish.sampling.max_tokens for wish in engine.history)
    assert (speed.answer_tokens, speed.streams) == (20, True)
    assert 100 <= speed.prompt_tokens <= 128
    assert 0 < speed.first_token_s < speed.latency_s
    assert [each.shoppers for each in throughput] == [1, 4]
    assert throughput[1].tokens_per_s > throughput[0].tokens_per_s


async def test_a_slow_model_is_not_asked_again_and_again():
    engine = Scripted(otherwise="好" * 300)
    await measure_alone(engine, SpeedPlan(128, 20, 3, (1,), 5, enough_s=0.0))
    assert len(engine.history) == 1


def test_rows_of_the_same_machine_and_engine_are_kept_until_they_are_measured_again():
    newer = ModelRow("Qwen<1>", "随机 Q4_0", 494_032_768, 352_000_000, 7.0)
    kept = with_kept(replace(COMPARISON, rows=(newer,)), as_json(COMPARISON))
    assert kept.rows == (newer, ROWS[1])
    assert with_kept(replace(COMPARISON, rows=()), as_json(COMPARISON)) == COMPARISON
    elsewhere = replace(COMPARISON, rows=(newer,), engine="llamacpp")
    assert with_kept(elsewhere, as_json(COMPARISON)) == elsewhere


def test_the_page_marks_random_weights_and_leaves_accuracy_empty():
    page = as_markdown(COMPARISON, picture="figures/models.svg")
    (first, second) = [line for line in page.splitlines() if line.startswith(("| Qwen", "| 坏"))]
    assert first == ("| Qwen<1> | 随机 Q4_0 | 0.49 B | 352 MB | 8.3 s | 825 MB | 0.20 s | 5.0 s | 47 / 230 | 是 | — |")
    assert second == "| 坏的 | x.gguf | 7.00 B | 4,000 MB | — | — | — | — | 模型无法加载 | — | — |"
    assert "128 入 256 出" in page
    assert "随机权重" in page


def test_the_data_hold_every_figure():
    rows = json.loads(as_json(COMPARISON))["rows"]
    assert rows[0]["speed"]["throughput"][1] == {"shoppers": 8, "tokens_per_s": 230.4}
    assert rows[1]["speed"] is None


def test_the_picture_shows_the_measured_rows_to_scale():
    picture = ElementTree.fromstring(as_picture(COMPARISON))
    bars = [float(each.get("width")) for each in picture.iter("{http://www.w3.org/2000/svg}rect")][1:]
    assert len(bars) == 2
    assert round(bars[1] / bars[0], 1) == round(230.4 / 46.6, 1)
