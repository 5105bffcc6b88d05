"""What shop data does a folder, a zip or a single file hold?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from xiaoer.adapters.files import tables, wording
from xiaoer.adapters.files.documents import ENDINGS, read_document
from xiaoer.adapters.files.entries import Entry, archive_entries, file_entry, folder_entries
from xiaoer.adapters.files.text import decode
from xiaoer.errors import NoShopData
from xiaoer.services.knowledge.source import (
    Problem,
    Progress,
    RawDocument,
    RawProfile,
    RawTable,
    RawWords,
    Source,
    TableKind,
    WordList,
)

_TABLE_NAMES: dict[TableKind, str] = {
    "products": "products product 商品 商品表 商品列表 商品清单 商品资料 产品 产品表 sku skus goods",
    "faq": "faq faqs 问答 问答表 常见问题 问答库 知识库 qa q&a",
    "promotions": "promotions promotion 活动 活动表 促销 促销活动 优惠活动 优惠 店铺活动",
    "orders": "orders order 订单 订单表 订单列表",
}
_KIND_OF = {name: kind for kind, names in _TABLE_NAMES.items() for name in names.split()}
_WORD_NAMES: dict[WordList, str] = {
    "sensitive": "sensitive 敏感词 sensitive_words 拦截词",
    "banned": "banned 禁用词 违禁词 禁说词 banned_words",
    "slang": "slang 俗语 口语 说法 黑话 同义词",
}
_WORDS_OF = {name: words for words, names in _WORD_NAMES.items() for name in names.split()}
_TABLE_ENDINGS = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})
_NOTE_SHEETS = frozenset({"说明", "填写说明", "使用说明", "notes", "readme", "示例"})
_SUFFIX = re.compile(r"[\s_\-—]*(?:\(?\d[\d\-_.]*\)?|(\d+)|副本|最新|copy|new)?$", re.IGNORECASE)
_READ_ME = re.compile(r"(?:readme|license|changelog|说明|使用说明)", re.IGNORECASE)


@dataclass(slots=True)
class _Found:
    profiles: list[RawProfile] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    documents: list[RawDocument] = field(default_factory=list)
    words: list[RawWords] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_path(path: Path, *, progress: Progress | None = None) -> Source:
    """Return the shop data at a path: a folder, a zip, or a single file.

    Raises `NoShopData` where there is none, `ImportRejected` for an archive over its bounds, `PluginMissing` where a
    document needs a reader that is not installed.
    """
    if path.is_dir():
        return _source(folder_entries(path), path.resolve().name, progress, lone=False)
    if not path.is_file():
        raise NoShopData(wording.NO_SUCH_PATH.format(path=path))
    if path.suffix.lower() == ".zip":
        return _source(archive_entries(file_entry(path).read()), path.stem, progress, lone=False)
    return _source((file_entry(path),), path.name, progress, lone=True)


def read_upload(name: str, content: bytes, *, progress: Progress | None = None) -> Source:
    """Return the shop data of an uploaded zip or single file; raises as `read_path` does."""
    path = PurePosixPath(name.replace("\\", "/").rpartition("/")[2] or "upload")
    if path.suffix.lower() == ".zip":
        return _source(archive_entries(content), path.stem, progress, lone=False)
    return _source((Entry(path, lambda: content),), path.name, progress, lone=True)


def _source(entries: tuple[Entry, ...], name: str, progress: Progress | None, *, lone: bool) -> Source:
    found = _Found()
    for number, entry in enumerate(entries):
        if progress is not None:
            progress("files", number, len(entries))
        _read_entry(entry, found, lone=lone)
    if progress is not None:
        progress("files", len(entries), len(entries))
    for extra in found.profiles[1:]:
        reason = wording.TWO_PROFILES.format(first=found.profiles[0].file)
        found.problems.append(Problem("warning", extra.file, None, "", reason))
    if not (found.profiles or found.tables or found.documents or found.words or found.problems):
        raise NoShopData(wording.NOTHING_FOUND)
    return Source(
        name=name,
        profile=found.profiles[0] if found.profiles else None,
        tables=tuple(found.tables),
        documents=tuple(found.documents),
        words=tuple(found.words),
        problems=tuple(found.problems),
    )


def _read_entry(entry: Entry, found: _Found, *, lone: bool) -> None:
    path, ending = entry.path, entry.path.suffix.lower()
    folder = path.parts[0].lower() if len(path.parts) > 1 else ""
    if ending == ".toml":
        _read_profile(entry, found)
    elif folder in wording.WORD_FOLDERS or (ending in (".txt", ".tsv") and _words_name(path)):
        _read_words(entry, found)
    elif folder in wording.POLICY_FOLDERS and ending in ENDINGS:
        _read_policy(entry, found)
    elif ending in _TABLE_ENDINGS:
        _read_tables(entry, found)
    elif ending in ENDINGS and lone:
        _read_policy(entry, found)
    elif ending in ENDINGS and not _READ_ME.match(path.stem):
        found.problems.append(Problem("warning", path.as_posix(), None, "", wording.UNKNOWN_DOCUMENT))


def _read_profile(entry: Entry, found: _Found) -> None:
    text = decode(entry.read())
    if text is None:
        found.problems.append(Problem("error", entry.path.as_posix(), None, "", wording.UNREADABLE_TEXT))
    else:
        found.profiles.append(RawProfile(entry.path.as_posix(), text))


def _read_words(entry: Entry, found: _Found) -> None:
    file, words = entry.path.as_posix(), _words_name(entry.path)
    text = decode(entry.read())
    if words is None:
        found.problems.append(Problem("warning", file, None, "", wording.UNKNOWN_WORDS))
    elif text is None:
        found.problems.append(Problem("error", file, None, "", wording.UNREADABLE_TEXT))
    else:
        found.words.append(RawWords(words, file, text))


def _read_policy(entry: Entry, found: _Found) -> None:
    path = entry.path
    text, problems = read_document(entry.read(), path.suffix.lower(), path.as_posix())
    found.problems += problems
    if not any(problem.severity == "error" for problem in problems):
        inner = PurePosixPath(*path.parts[1:]) if len(path.parts) > 1 else path
        name = inner.with_suffix("").as_posix()
        if any(document.name == name for document in found.documents):
            name = inner.as_posix()
        found.documents.append(RawDocument(name, path.stem, path.as_posix(), text))


def _read_tables(entry: Entry, found: _Found) -> None:
    file = entry.path.as_posix()
    if entry.path.suffix.lower() in (".csv", ".tsv"):
        sheet, problems = tables.read_csv(entry.read(), file)
        found.problems += problems
        sheets: tuple[tables.Sheet, ...] = (sheet,) if sheet is not None else ()
    else:
        sheets, problems = tables.read_workbook(entry.read(), file)
        found.problems += problems
    if sheets:
        _add_tables(entry.path, sheets, found)


def _add_tables(path: PurePosixPath, sheets: tuple[tables.Sheet, ...], found: _Found) -> None:
    file = path.as_posix()
    told = _told_by_name(path, sheets)
    named = {kind for _, kind in told}
    others = [sheet for sheet in sheets if not (_is_note(sheet) or any(sheet is one for one, _ in told))]
    # A page that no name tells is known by its header, unless a page of that name holds those rows already.
    guessed = [(sheet, kind) for sheet in others if (kind := tables.guess_kind(sheet)) and kind not in named]
    unread = [sheet for sheet in others if not any(sheet is one for one, _ in guessed)]
    told += guessed
    if not told:
        found.problems.append(Problem("error", file, None, "", wording.UNKNOWN_FILE))
    else:
        left = (f"{file}[{sheet.name}]" for sheet in unread if not tables.is_empty(sheet))
        found.problems += (Problem("warning", place, None, "", wording.UNREAD_SHEET) for place in left)
    for sheet, kind in told:
        label = f"{file}[{sheet.name}]" if len(told) > 1 else file
        table, problems = tables.as_table(sheet, kind, label)
        found.problems += problems
        if table is not None:
            found.tables.append(table)


def _told_by_name(path: PurePosixPath, sheets: tuple[tables.Sheet, ...]) -> list[tuple[tables.Sheet, TableKind]]:
    told = [(sheet, kind) for sheet in sheets if (kind := _table_kind(sheet.name)) is not None]
    own = _table_kind(path.stem)
    if own is not None and not any(kind == own for _, kind in told):
        # The file's name says what it holds: the first sheet that is no note.
        first = next((sheet for sheet in sheets if not _is_note(sheet)), sheets[0])
        told = [(first, own), *((sheet, kind) for sheet, kind in told if sheet is not first)]
    return told


def _is_note(sheet: tables.Sheet) -> bool:
    return sheet.name.strip().lower() in _NOTE_SHEETS


def _table_kind(name: str) -> TableKind | None:
    plain = name.strip().lower()
    return _KIND_OF.get(plain) or _KIND_OF.get(_SUFFIX.sub("", plain))


def _words_name(path: PurePosixPath) -> WordList | None:
    return _WORDS_OF.get(path.stem.lower())
