"""How does long work show that it goes on?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from xiaoer.services.knowledge import source

STAGES = {"read": "读取文件", "parse": "解析", "compare": "比较", "store": "写入", "index": "建立索引"}


@contextmanager
def shown_progress() -> Iterator[source.Progress]:
    """Yield a progress callback that draws one bar per stage on stderr and leaves nothing behind."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES.get(stage, stage), total=total)
            bars.update(bars.task_ids[list(tasks).index(stage)], completed=done, total=total)

        yield show
