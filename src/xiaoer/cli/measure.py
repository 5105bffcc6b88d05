"""How good is it, measured from outside?"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from xiaoer.bootstrap import offline
from xiaoer.bootstrap.brain import CLOCK, bare_live, load_brain
from xiaoer.cli.options import ConfigOption, DataOption, ShopOption, settings_for
from xiaoer.core.dialogue.plan import Verdict
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.dialogue.understanding import Understanding
from xiaoer.core.guard.screen import screen
from xiaoer.core.understanding.labels import label_of
from xiaoer.core.understanding.understand import understand
from xiaoer.errors import BadRequest
from xiaoer.services.answering.live import LiveShop
from xiaoer.services.evaluation import beir, golden

Line = dict[str, object]
InFile = Annotated[Path, typer.Argument(help='输入:每行一个 {"text": …}')]
OutFile = Annotated[Path, typer.Argument(help="输出:每行一个 JSON")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("understand", help="逐行理解顾客的话:意图、实体、情绪")(understand_lines)
    app.command("screen", help="逐行判断是否放行")(screen_lines)
    app.command("eval", help="用标准对话或检索数据集打分")(evaluate)


def understand_lines(
    source: InFile,
    sink: OutFile,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="按行读写 JSON(目前唯一的格式)")] = True,
    shop: ShopOption = None,
) -> None:
    """Write what each line means."""
    live = bare_live(shop)
    _each_line(source, sink, lambda text: _told(_understood(text, live)))


def screen_lines(
    source: InFile,
    sink: OutFile,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="按行读写 JSON(目前唯一的格式)")] = True,
    shop: ShopOption = None,
) -> None:
    """Write whether each line may come in."""
    live = bare_live(shop)
    _each_line(source, sink, lambda text: _judged(_screened(text, live)))


def _each_line(source: Path, sink: Path, work: Callable[[str], Line]) -> None:
    lines = list(_texts(source))
    try:
        # A lone surrogate becomes its JSON escape, which is what it was in the input.
        with sink.open("w", encoding="utf-8", errors="backslashreplace") as out:
            for given, text in track(lines, description=source.name, console=Console(stderr=True)):
                out.write(json.dumps({**given, **work(text)}, ensure_ascii=False) + "\n")
    except OSError as exc:
        raise BadRequest(f"{sink} 写不进去: {exc.strerror}") from exc


def _texts(source: Path) -> Iterator[tuple[Line, str]]:
    for number, line in enumerate(_read(source).split("\n"), start=1):  # U+2028 within a text is no line's end
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            text = given["text"]
        except (json.JSONDecodeError, KeyError, TypeError) as exc:
            raise _bad_line(source, number) from exc
        if not isinstance(text, str):
            raise _bad_line(source, number)
        yield {key: value for key, value in given.items() if key in {"id", "text"}}, text


def _bad_line(source: Path, number: int) -> BadRequest:
    return BadRequest(f'{source} 第 {number} 行不是 {{"text": …}} 形式的 JSON')


def _read(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise BadRequest(f"{source} 打不开,或不是 UTF-8 文本") from exc


def _understood(text: str, live: LiveShop) -> Understanding:
    return understand(text, state=FRESH, context=PageContext(), index=live.index, intents=live.intents, now=CLOCK.now())


def _screened(text: str, live: LiveShop) -> Verdict:
    return screen(text, words=live.words, understanding=_understood(text, live))


def _told(understanding: Understanding) -> Line:
    ask = understanding.asks[0]
    entities = ask.entities
    return {
        "label": label_of(understanding.text, ask).value,
        "intent": ask.intent,
        "confidence": round(ask.confidence, 4),
        "entities": {
            "products": [match.mention for match in entities.products],
            "options": [value for match in entities.products for _, value in match.options],
            "attribute": entities.attribute,
            "quantity": entities.quantity,
            "amounts": [amount.fen / 100 for amount in entities.amounts],
            "dates": [{"text": s.text, "start": s.start.isoformat(), "end": s.end.isoformat()} for s in entities.spans],
            "order_id": entities.order_id,
            "phone_tail": entities.phone_tail,
        },
        "sentiment": understanding.sentiment.value,
        "anger": round(understanding.anger, 4),
        "asks": [{"text": each.text, "intent": each.intent, "label": each.label.value} for each in understanding.asks],
    }


def _judged(verdict: Verdict) -> Line:
    return {"verdict": verdict.action, "reason": verdict.reason}


def evaluate(
    files: Annotated[list[Path] | None, typer.Argument(help="标准对话文件(.toml)")] = None,
    *,
    beir_dir: Annotated[Path | None, typer.Option("--beir", help="BEIR 格式的检索数据集目录")] = None,
    data: DataOption = None,
    shop: ShopOption = None,
    file: ConfigOption = None,
) -> None:
    """Score golden conversations, or retrieval over a corpus; exit 1 when a conversation goes wrong."""
    if beir_dir is not None:
        _print_beir(beir_dir)
    if files:
        asyncio.run(_play(files, data, shop, file))
    if beir_dir is None and not files:
        raise BadRequest("请给出标准对话文件,或用 --beir 指定检索数据集目录")


def _print_beir(folder: Path) -> None:
    with Console(stderr=True).status("检索中…"):
        scored = beir.evaluate(folder, load_brain().intents)
    table = Table(title=folder.name)
    for column in ("查询", "R@1", "R@5", "MRR"):
        table.add_column(column, justify="right")
    table.add_row(str(scored.queries), f"{scored.recall_at_1:.4f}", f"{scored.recall_at_5:.4f}", f"{scored.mrr:.4f}")
    Console().print(table)


async def _play(files: list[Path], data: Path | None, shop: Path | None, config: Path | None) -> None:
    misses: list[golden.Miss] = []
    scores: list[golden.Score] = []
    for path in files:
        parsed = golden.parse_golden(_read(path), name=path.name)
        folder = shop or (Path(parsed.shop) if parsed.shop and data is None else None)
        settings = settings_for(data=data, file=config)
        async with offline.drafting(settings, folder=folder, now=parsed.now) as (drafter, shop_id):
            missed = await golden.play(parsed, drafter, shop_id=shop_id)
        scores += golden.score(parsed.conversations, missed)
        misses += missed
    _print_scores(golden.add_up(scores), misses)
    if misses:
        raise typer.Exit(1)


def _print_scores(scores: tuple[golden.Score, ...], misses: list[golden.Miss]) -> None:
    console = Console()
    for miss in misses:
        console.print(f"✗ [{miss.kind}] {miss.conversation}: {miss.say}\n  → ({miss.route}) {miss.reply}", markup=False)
        console.print(f"  {'; '.join(miss.faults)}", markup=False)
    table = Table(title="标准对话")
    for column in ("类别", "对", "共", "%"):
        table.add_column(column)
    for each in (*scores, golden.Score("合计", sum(s.right for s in scores), sum(s.total for s in scores))):
        table.add_row(each.kind, str(each.right), str(each.total), f"{100 * each.right / max(each.total, 1):.1f}")
    console.print(table)
