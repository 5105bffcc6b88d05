"""What does a policy document say, as Markdown text?"""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from zipfile import BadZipFile

from xiaoer.adapters.files import wording
from xiaoer.adapters.files.entries import guard_container
from xiaoer.adapters.files.text import decode
from xiaoer.errors import PluginMissing
from xiaoer.services.knowledge.source import Problem

ENDINGS = frozenset({".md", ".markdown", ".txt", ".docx", ".pdf", ".html", ".htm"})
MAX_PDF_PAGES = 300  # a shop's policies are some pages; a book is an accident
_UNSAID = frozenset({"script", "style", "nav", "header", "footer", "aside", "form", "template", "noscript", "head"})
_BREAKS = frozenset({"p", "div", "li", "tr", "br", "section", "article", "table", "ul", "ol", "blockquote", "dt", "dd"})
_HEADING = re.compile(r"h([1-6])")


def read_document(content: bytes, ending: str, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a document. Raises `PluginMissing` where its reader is not installed."""
    match ending:
        case ".docx":
            return _docx(content, file)
        case ".pdf":
            return _pdf(content, file)
        case _:
            text = decode(content)
            if text is None:
                return "", (Problem("error", file, None, "", wording.UNREADABLE_TEXT),)
            return (_html(text) if ending in (".html", ".htm") else text), ()


def _docx(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        import docx  # noqa: PLC0415  an extra: imported only where a document asks for it
        from docx.opc.exceptions import OpcError  # noqa: PLC0415
        from docx.table import Table  # noqa: PLC0415
    except ImportError as exc:
        raise PluginMissing(wording.MISSING_DOCX) from exc
    guard_container(content)
    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        return "", (Problem("error", file, None, "", wording.UNREADABLE_DOCUMENT),)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
            continue
        style = block.style.name if block.style is not None else ""
        level = re.fullmatch(r"(?:Heading|标题) ?(\d)", style or "")
        mark = "#" * int(level[1]) + " " if level and block.text.strip() else "# " if style == "Title" else ""
        lines.append(mark + block.text.strip())
    return "\n".join(lines), ()


def _pdf(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        import pypdf  # noqa: PLC0415  an extra: imported only where a document asks for it
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError as exc:
        raise PluginMissing(wording.MISSING_PDF) from exc
    try:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        count = len(pages)
        text = "\n".join(page.extract_text() for page in pages[:MAX_PDF_PAGES])
    except (PyPdfError, KeyError, ValueError, TypeError, OSError, RecursionError):
        return "", (Problem("error", file, None, "", wording.UNREADABLE_DOCUMENT),)
    if not text.strip():
        return "", (Problem("error", file, None, "", wording.SCANNED_PDF),)
    cut = Problem("warning", file, None, "", wording.TOO_MANY_PAGES.format(limit=MAX_PDF_PAGES))
    return text, ((cut,) if count > MAX_PDF_PAGES else ())


def _html(text: str) -> str:
    reader = _HtmlText()
    reader.feed(text)
    reader.close()
    lines = (re.sub(r"[ \t\u3000\xa0]+", " ", line).strip(" |") for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line and line.strip("# "))


class _HtmlText(HTMLParser):
    """Keeps what a page says: headings as Markdown, table cells parted, menus and scripts left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unsaid = 0

    def _open(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a line, a heading or a part that is not said."""
        heading = _HEADING.fullmatch(tag)
        if tag in _UNSAID:
            self._unsaid += 1
        elif heading:
            self.parts.append("\n" + "#" * int(heading[1]) + " ")
        elif tag in _BREAKS:
            self.parts.append("\n")

    def _close(self, tag: str) -> None:
        """Close what the tag opened."""
        if tag in _UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        elif tag in ("td", "th"):
            self.parts.append(" | ")
        elif tag in _BREAKS or _HEADING.fullmatch(tag):
            self.parts.append("\n")

    def _say(self, data: str) -> None:
        """Keep the text of parts that are said."""
        if not self._unsaid:
            self.parts.append(re.sub(r"\s+", " ", data))

    # The parser calls its reader by these names.
    handle_starttag = _open
    handle_endtag = _close
    handle_data = _say
