"""How do models compare on this machine?"""

from __future__ import annotations

import asyncio
import os
import platform
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown

from xiaoer.adapters.engines.frames import BackendName
from xiaoer.adapters.engines.life import Means, ModelChoice, Patience
from xiaoer.adapters.engines.processor import fastest_first
from xiaoer.adapters.engines.supervised import SupervisedEngine
from xiaoer.adapters.models.compared import COMPARED, ComparedModel
from xiaoer.adapters.models.folder import ModelFolder
from xiaoer.adapters.models.gguf import GgufFile, read_gguf
from xiaoer.adapters.models.random_weights import write_random
from xiaoer.bootstrap import offline
from xiaoer.bootstrap.engine import models_folder
from xiaoer.bootstrap.voice import speaker_of
from xiaoer.cli.options import ConfigOption, DataOption, settings_for
from xiaoer.config import Nested
from xiaoer.errors import BadRequest, EngineError, ModelFileInvalid
from xiaoer.ports import ChatEngine
from xiaoer.services.evaluation import golden
from xiaoer.services.evaluation.model_table import Comparison, ModelRow, as_json, as_markdown, as_picture, with_kept
from xiaoer.services.evaluation.speed import SpeedPlan, measure_alone, measure_together

PAGE, FIGURES, DATA_NAME, PICTURE_NAME = "models.md", "figures", "models.json", "models.svg"
BACKENDS: dict[str, BackendName] = {"local": "openvino", "llamacpp": "llamacpp"}
RANDOM, STAND_IN = "随机", "随机(替身)"
FASTEST = fastest_first()[0]
EngineOption = Annotated[str, typer.Option("--engine", help="local 或 llamacpp", show_default="按处理器")]
LOOK_S = 0.05
JUDGED_S = 60.0  # a reply may take as long as it wants while it is judged
MARGIN_TOKENS = 64
FREE = 20_000_000_000  # no bound on memory while it is measured


@dataclass(frozen=True, slots=True)
class Bench:
    """How the rows are measured."""

    backend: BackendName
    threads: int
    plan: SpeedPlan
    load_s: float
    golden: tuple[Path, ...] = ()  #: talks that a model with real weights is judged by


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    benches = typer.Typer(help="测速", no_args_is_help=True)
    benches.command("models", help="在这台机器上比较几种模型的速度和内存")(models)
    app.add_typer(benches, name="bench")


def models(
    *,
    weights: Annotated[list[str] | None, typer.Option("--weights", help="模型名=文件.gguf;没有的用随机权重")] = None,
    only: Annotated[list[str] | None, typer.Option("--only", help="只测这些模型", show_default="全部")] = None,
    out: Annotated[Path, typer.Option("--out", help="结果写到这个目录")] = Path("docs"),
    vocabulary: Annotated[Path | None, typer.Option("--vocabulary", help="Qwen2 词表(.gguf),给随机权重用")] = None,
    engine: EngineOption = FASTEST,
    threads: Annotated[int, typer.Option("--threads", help="线程数")] = 2,
    missing: Annotated[bool, typer.Option("--missing", help="只测结果里还没有的模型")] = False,
    repetitions: Annotated[int, typer.Option("--repetitions", help="首字和延迟测几次")] = 3,
    talks: Annotated[list[Path] | None, typer.Option("--golden", help="标准对话文件,给真实权重算准确率")] = None,
) -> None:
    """Measure one model after the other; after each, write a table, the figures as JSON, and a picture."""
    if engine not in BACKENDS:
        raise BadRequest(f"--engine 可用: {', '.join(BACKENDS)}")
    files = dict(_given(each) for each in weights or ())
    wanted = [model for model in COMPARED if not only or model.name in only]
    if not wanted or not set(files) <= {model.name for model in COMPARED}:
        raise BadRequest(f"可比较的模型: {', '.join(model.name for model in COMPARED)}")
    bench = Bench(BACKENDS[engine], threads, SpeedPlan(repetitions=repetitions), 1800, tuple(talks or ()))
    with Console(stderr=True).status("测速中…") as status, tempfile.TemporaryDirectory(prefix="xiaoer-") as folder:
        for model in wanted:
            status.update(f"{model.name}…")
            if not missing or model.name not in _measured_names(out, engine):
                row = _row(model, files.get(model.name), vocabulary, Path(folder), bench)
                _write(_with_kept(Comparison(machine(), engine, repetitions, (row,)), out), out)
    page = out / PAGE
    Console(width=200).print(Markdown(page.read_text(encoding="utf-8")))
    print(page)


def bench_one(
    name: Annotated[str, typer.Argument(help="模型名或路径", show_default="目录里的第一个")] = "",
    *,
    engine: EngineOption = FASTEST,
    data: DataOption = None,
    file: ConfigOption = None,
) -> None:
    """Measure one stored model with the threads of the settings."""
    settings = settings_for(data=data, file=file)
    stored = ModelFolder(models_folder(settings)).find(name)
    if engine not in BACKENDS:
        raise BadRequest(f"--engine 可用: {', '.join(BACKENDS)}")
    bench = Bench(BACKENDS[engine], settings.engine.threads, SpeedPlan(), load_s=settings.engine.load_s)
    with Console(stderr=True).status("测速中…"):
        row = asyncio.run(_measured(stored.name, stored.path.name, read_gguf(stored.path), bench))
    page = as_markdown(Comparison(machine(), engine, bench.plan.repetitions, (row,)), picture="")
    print("\n".join(line for line in page.splitlines() if line.startswith("|")))
    if row.trouble:
        raise ModelFileInvalid(row.trouble)


def machine() -> str:
    """Return what tells this machine from others."""
    return f"{platform.machine()},{os.cpu_count()} 核,{platform.system()}"


def _given(text: str) -> tuple[str, Path]:
    name, separator, path = text.partition("=")
    if not separator or not Path(path).is_file():
        raise BadRequest(f"--weights 写作 模型名=文件.gguf: {text}")
    return name, Path(path)


def _row(model: ComparedModel, real: Path | None, vocabulary: Path | None, folder: Path, bench: Bench) -> ModelRow:
    if real is not None:
        return asyncio.run(_measured(model.name, real.name, read_gguf(real), bench, judged=True))
    path = folder / "random-q4_0.gguf"
    write_random(path, model.shape, vocabulary=vocabulary if model.own_architecture else None)
    told = f"{RANDOM if model.own_architecture else STAND_IN} Q4_0"
    row = asyncio.run(_measured(model.name, told, read_gguf(path), bench))
    path.unlink()
    return row


async def _measured(name: str, weights: str, file: GgufFile, bench: Bench, *, judged: bool = False) -> ModelRow:
    row = ModelRow(name, weights, file.parameters, file.size_bytes)
    try:
        plan = bench.plan
        alone = (1, plan.prompt_tokens + plan.answer_tokens)
        async with _loaded(file.path, bench, *alone) as (engine, load_s):
            speed = await measure_alone(engine, plan)
            memory = engine.state().memory_bytes
            accuracy = await _accuracy(engine, bench) if judged and bench.golden else None
        together = (max(plan.shoppers), plan.shared_prompt_tokens + plan.shared_tokens)
        async with _loaded(file.path, bench, *together) as (engine, _):
            speed = replace(speed, throughput=await measure_together(engine, plan))
    except (EngineError, ModelFileInvalid) as error:
        return ModelRow(name, weights, file.parameters, file.size_bytes, trouble=error.detail or error.user_message)
    return ModelRow(name, weights, row.parameters, row.size_bytes, load_s, memory, speed, accuracy)


async def _accuracy(engine: ChatEngine, bench: Bench) -> float:
    """Return the share of the golden talks that go right when this engine words what the data do not say."""
    patient: Nested = {"engine": {"deadline_s": JUDGED_S, "first_s": JUDGED_S, "gap_s": JUDGED_S}}
    speaker = speaker_of(settings_for(more=patient).engine, engine)
    scores: list[golden.Score] = []
    for path in bench.golden:
        file = golden.parse_golden(path.read_text(encoding="utf-8"), name=path.name)
        asked = offline.drafting(settings_for(), folder=Path(file.shop), now=file.now, speaker=speaker)
        async with asked as (drafter, shop_id):
            scores += golden.score(file.conversations, await golden.play(file, drafter, shop_id=shop_id))
    return sum(each.right for each in scores) / max(sum(each.total for each in scores), 1)


@asynccontextmanager
async def _loaded(path: Path, bench: Bench, live: int, tokens: int) -> AsyncIterator[tuple[SupervisedEngine, float]]:
    """Yield a ready engine for so many at once with so many tokens each, and the seconds that it took to load.

    Raises `ModelFileInvalid` when it refuses the file.
    """
    means = Means(bench.threads, live, live * (tokens + MARGIN_TOKENS), most_memory_bytes=FREE)
    patience = Patience(load_s=bench.load_s, hang_s=600)
    began = perf_counter()
    engine = SupervisedEngine(bench.backend, lambda: ModelChoice(path), means=means, patience=patience)
    await engine.warm_up()
    try:
        while engine.state().status != "ready":
            if engine.state().status in {"broken", "restarting"}:
                raise ModelFileInvalid(engine.state().detail)
            await asyncio.sleep(LOOK_S)
        yield engine, perf_counter() - began
    finally:
        await engine.close()


def _with_kept(comparison: Comparison, out: Path) -> Comparison:
    path = out / FIGURES / DATA_NAME
    return with_kept(comparison, path.read_text(encoding="utf-8")) if path.is_file() else comparison


def _measured_names(out: Path, engine: str) -> frozenset[str]:
    return frozenset(row.name for row in _with_kept(Comparison(machine(), engine, 0, ()), out).rows if not row.trouble)


def _write(comparison: Comparison, out: Path) -> None:
    figures = out / FIGURES
    figures.mkdir(parents=True, exist_ok=True)
    page = as_markdown(comparison, picture=f"{FIGURES}/{PICTURE_NAME}")
    written: Sequence[tuple[Path, str]] = (
        (out / PAGE, page),
        (figures / DATA_NAME, as_json(comparison)),
        (figures / PICTURE_NAME, as_picture(comparison)),
    )
    for path, text in written:
        path.write_text(text, encoding="utf-8")
