"""What does a policy document say, as Markdown text?"""

from __future__ import annotations

import io
import sys

import pytest

from xiaoer.adapters.files.documents import read_document
from xiaoer.errors import PluginMissing


def test_a_word_document_keeps_headings_and_tables():
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("退换货", 0)
    document.add_heading("七天无理由", 1)
    document.add_paragraph("签收后七天内可退。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "运费", "买家承担"
    content = io.BytesIO()
    document.save(content)
    text, problems = read_document(content.getvalue(), ".docx", "退.docx")
    assert text == "# 退换货\n# 七天无理由\n签收后七天内可退。\n运费 | 买家承担"
    assert problems == ()


def test_a_web_page_keeps_what_it_says_and_drops_its_menus():
    page = (
        "<html><head><title>标题</title><style>p{}</style></head><body><nav>首页</nav><h1>发货</h1><h2>时间</h2>"
        "<p>16点前付款<b>当天</b>发&nbsp;货。</p><table><tr><th>地区</th><td>新疆</td></tr></table>"
        "<script>alert(1)</script><footer>版权</footer></body></html>"
    )
    text, _ = read_document(page.encode(), ".html", "发货.html")
    assert text == "# 发货\n## 时间\n16点前付款当天发 货。\n地区 | 新疆"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_plain_text_is_read_in_any_encoding(encoding):
    assert (
        read_document("满99元包邮,偏远地区除外。".encode(encoding), ".txt", "运费.txt")[0]
        == "满99元包邮,偏远地区除外。"
    )


def test_a_pdf_without_text_is_reported():
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    content = io.BytesIO()
    writer.write(content)
    text, problems = read_document(content.getvalue(), ".pdf", "规则.pdf")
    assert (text, [problem.severity for problem in problems]) == ("", ["error"])


@pytest.mark.parametrize(("ending", "package"), [(".docx", "docx"), (".pdf", "pypdf")])
def test_a_missing_reader_is_named(ending, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(PluginMissing, match="documents"):
        read_document(b"", ending, f"规则{ending}")
