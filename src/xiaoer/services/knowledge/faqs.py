"""Which curated answers does a question table state?"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from xiaoer.core.shop.knowledge import FaqEntry, Window
from xiaoer.services.knowledge import cells, parts, wording
from xiaoer.services.knowledge.parts import Directory
from xiaoer.services.knowledge.rows import Loaded, Row, read_rows
from xiaoer.services.knowledge.source import RawTable
from xiaoer.services.knowledge.times import FOREVER

_STAGES = {
    "售前": "售前", "售前咨询": "售前", "presale": "售前", "pre-sale": "售前", "before": "售前", "pre": "售前",
    "售中": "售中", "during": "售中", "in-sale": "售中", "insale": "售中", "mid": "售中",
    "售后": "售后", "售后服务": "售后", "aftersale": "售后", "after-sale": "售后", "after": "售后", "post": "售后",
}  # fmt: skip
_ANY_STAGE = frozenset({"", "全部", "不限", "通用", "all"})


def read_faqs(tables: Sequence[RawTable], zone: ZoneInfo, directory: Directory) -> Loaded[FaqEntry]:
    """Return the questions and answers of these tables."""

    def read(row: Row) -> FaqEntry | None:
        return _read(row, zone, directory)

    return read_rows(tables, read, lambda faq: faq.faq_id, keeps_extras=False)


def _read(row: Row, zone: ZoneInfo, directory: Directory) -> FaqEntry | None:
    question, answer = row.required("question"), row.required("answer")
    window = read_window(row, zone)
    product_id = _product(row, directory)
    entry = FaqEntry(
        faq_id=row.id("id") or _default_id(question, product_id),
        question=question,
        answer=answer,
        similar=tuple(text for text in parts.split_list(row.text("similar")) if text != question),
        category=row.text("category"),
        stage=_stage(row),
        product_id=product_id,
        window=window,
    )
    return None if row.failed else entry


def read_window(row: Row, zone: ZoneInfo) -> Window:
    """Return the window that a row states, noting an end before the start."""
    starts_at, ends_at = row.start("starts_at", zone), row.end("ends_at", zone)
    if ends_at is not None and ends_at >= FOREVER:
        ends_at = None
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        row.fail("ends_at", wording.END_BEFORE_START)
    return Window(starts_at, ends_at)


def _default_id(question: str, product_id: str) -> str:
    # The same question may have an answer of its own for each product.
    return f"{question}@{product_id}" if product_id else question


def _product(row: Row, directory: Directory) -> str:
    named = row.id("product_id")
    if not named or cells.fold(named) in ("全部", "全场", "不限", "通用", "all"):
        return ""
    product_id = directory.product(named)
    if product_id is None:
        row.warn("product_id", wording.UNKNOWN_PRODUCT.format(key=named))
    return product_id or named


def _stage(row: Row) -> str:
    text = row.text("stage")
    folded = cells.fold(text)
    if folded in _ANY_STAGE:
        return ""
    if folded not in _STAGES:
        row.warn("stage", wording.STAGE_UNKNOWN.format(cell=text))
    return _STAGES.get(folded, "")
