"""What may be done to the live shop, from a terminal or over HTTP, and what is told back?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.services.knowledge.report_text import lines_of
from xiaoer.services.knowledge.service import KnowledgeService, silent
from xiaoer.services.knowledge.source import Progress, Source

PUBLISHED = "已发布版本 {number},立即生效"
ROLLED_BACK = "已退回版本 {number},立即生效"
DRAFTED = "这是草稿,运行 xiaoer publish 后生效(订单已立即生效)"


@dataclass(frozen=True, slots=True)
class ImportWish:
    """An import as its caller wants it; `path` lies on the server's machine."""

    path: str
    strict: bool = False
    prune: bool = False
    dry_run: bool = False
    publish: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a wish: lines for people, and whether nothing was done because of errors."""

    lines: tuple[str, ...]
    rejected: bool = False


async def import_source(
    knowledge: KnowledgeService, shop_id: str, source: Source, wish: ImportWish, *, progress: Progress = silent
) -> Told:
    """Import a source and, if wished, publish what it makes; return the report in lines."""
    report = await knowledge.import_shop(
        shop_id, source, strict=wish.strict, prune=wish.prune, dry_run=wish.dry_run, progress=progress
    )
    lines = lines_of(report)
    if report.outcome in {"planned", "rejected"} or report.version is None:
        return Told(lines, rejected=report.outcome == "rejected")
    if wish.publish:
        record = await knowledge.publish(shop_id, report.version)
        return Told((*lines, PUBLISHED.format(number=record.number)))
    return Told((*lines, DRAFTED) if report.outcome == "stored" else lines)
