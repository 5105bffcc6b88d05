"""How is the result of an import told to the merchant, line by line?"""

from __future__ import annotations

from collections.abc import Iterator

from xiaoer.services.knowledge.report import ImportReport

ROWS_TOLD = 50  # more of a kind than that are counted, not listed
KINDS = {
    "profile": "店铺信息",
    "sku": "商品",
    "products": "商品",
    "faq": "问答",
    "promotion": "活动",
    "promotions": "活动",
    "policy": "规则",
    "policies": "规则",
    "words": "词表",
    "order": "订单",
    "orders": "订单",
}
OUTCOMES = {
    "stored": "已导入为版本 {version}",
    "unchanged": "资料没有变化",
    "planned": "试运行,没有写入任何内容",
    "rejected": "有错误,整体未导入",
}


def lines_of(report: ImportReport) -> tuple[str, ...]:
    """Return the outcome, the rows loaded, the rows at fault, and what changes (row by row on a dry run)."""
    diff = report.diff
    return (
        OUTCOMES[report.outcome].format(version=report.version),
        *(f"  {KINDS.get(count.kind, count.kind)}: 读入 {count.loaded} / {count.seen}" for count in report.counts),
        *_cut([f"{'✗' if p.severity == 'error' else '!'} {p.line()}" for p in report.problems]),
        f"新增 {len(diff.added)},修改 {len(diff.changed)},删除 {len(diff.removed)}",
        *(_cut(list(_changes(report))) if report.outcome == "planned" else ()),
    )


def _changes(report: ImportReport) -> Iterator[str]:
    diff = report.diff
    yield from (f"+ {KINDS.get(kind, kind)} {key}" for kind, key in diff.added)
    yield from (f"- {KINDS.get(kind, kind)} {key}" for kind, key in diff.removed)
    for row in diff.changed:
        fields = ";".join(f"{change.field}: {change.old} → {change.new}" for change in row.fields)
        yield f"~ {KINDS.get(row.kind, row.kind)} {row.key}  {fields}"


def _cut(lines: list[str]) -> list[str]:
    rest = len(lines) - ROWS_TOLD
    return lines if rest <= 0 else [*lines[:ROWS_TOLD], f"… 还有 {rest} 条"]
