"""Does the model hold its times for a hundred shoppers on two cores? Prints a table, writes a page with a picture.

`python -m benchmarks.model_load [KIND …] [--model FILE] [--shoppers 100] [--seconds 75] [--warm-up 90] [--missing]
[--print]`; kinds are `ours`, `overload`, `uncached`, `usual` and `other`, all of them unless told, and `hour`. The page
is written after each; `--missing` measures only those of which no figures are kept, and with `--print` the page stays
as it is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.model_load.machine import Loaded
from benchmarks.model_load.page import Result, measured_kinds, table, write
from benchmarks.model_load.server import engine_of
from benchmarks.model_load.shop import mix_of, write_shop
from benchmarks.report import Machine
from xiaoer.adapters.engines.table import PACKAGES
from xiaoer.adapters.models.random_weights import QWEN25_05B, write_random

VOCABULARY = Path(__file__).resolve().parents[3] / "shared" / "data" / "tokenizer" / "ggml-vocab-qwen2.gguf"
KINDS = ("ours", "overload", "uncached", "usual", "other")
HOUR_S = 3600
OVERLOAD = 4  # times as many shoppers


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard the servers are loaded."""

    folder: Path
    model: Path
    shoppers: int
    warm_up: float
    seconds: float
    only_print: bool


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=KINDS)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--shoppers", type=int, default=100)
    parser.add_argument("--warm-up", type=float, default=90.0)
    parser.add_argument("--seconds", type=float, default=75.0)
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--print", action="store_true", dest="only_print")
    given = parser.parse_args()
    kinds = [kind for kind in given.kinds if not (given.missing and kind in measured_kinds())]
    with tempfile.TemporaryDirectory() as folder:
        model = given.model or _random_model(Path(folder))
        plan = Plan(Path(folder), model, given.shoppers, given.warm_up, given.seconds, given.only_print)
        results = asyncio.run(_measure(kinds, plan))
    print(table(results))


def _is_installed(kind: str) -> bool:
    package, _ = PACKAGES[engine_of(kind)]
    if find_spec(package) is None:
        print(f"{kind}: skipped, {package} is not installed", flush=True)
        return False
    return True


def _random_model(folder: Path) -> Path:
    path = folder / "random-q4_0.gguf"
    print("writing a full-size model of random weights …", flush=True)
    write_random(path, QWEN25_05B, vocabulary=VOCABULARY if VOCABULARY.is_file() else None)
    return path


async def _measure(kinds: Sequence[str], plan: Plan) -> list[Result]:
    shop = plan.folder / "shop"
    write_shop(shop)
    mix = await asyncio.to_thread(mix_of, shop)
    (plan.folder / "mix.json").write_text(json.dumps(asdict(mix), ensure_ascii=False), encoding="utf-8")
    results = []
    for kind in filter(_is_installed, kinds):
        load_before = os.getloadavg()[0]
        results.append(await _measure_one(kind, shop, plan))
        print(table(results[-1:]), flush=True)
        if not plan.only_print:
            write(results[-1:], Machine.seen(load_before), shoppers=plan.shoppers, seconds=plan.seconds)
    return results


async def _measure_one(kind: str, shop: Path, plan: Plan) -> Result:
    plan = replace(plan, seconds=HOUR_S) if kind == "hour" else plan
    server = Loaded(kind, plan.folder, shop, plan.model)
    await server.start()
    try:
        shoppers = plan.shoppers * (OVERLOAD if kind == "overload" else 1)
        told = await _shoppers(server.port, plan, shoppers)
    finally:
        await server.stop()
    return Result.of(kind, server, told, shoppers=shoppers, seconds=plan.seconds)


async def _shoppers(port: int, plan: Plan, shoppers: int) -> str:
    arguments = (str(port), str(plan.folder / "mix.json"), "--shoppers", str(shoppers))
    times = ("--warm-up", str(plan.warm_up), "--seconds", str(plan.seconds))
    client = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.model_load.shoppers", *arguments, *times), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await client.communicate()
    return out.decode()


if __name__ == "__main__":
    main()
