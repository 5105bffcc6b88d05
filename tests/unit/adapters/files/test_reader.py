"""What shop data does a folder, a zip or a single file hold?"""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from xiaoer.adapters.files import entries
from xiaoer.adapters.files.reader import read_path, read_upload
from xiaoer.errors import ImportRejected, NoShopData
from xiaoer.services.knowledge.source import RawRow

PLACED_AT = datetime(2026, 11, 1, 9, 30)  # noqa: DTZ001  spreadsheets hold local times without a zone
PRODUCTS = "货号,商品名称,价格\nA1,苹果,5\n"


def a_zip(files, *, compression=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return content.getvalue()


def a_workbook(*sheets):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def only_table(source):
    (table,) = source.tables
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_is_read_in_any_encoding_and_delimiter(encoding, mark):
    body = PRODUCTS.replace(",", mark).encode(encoding)
    table = only_table(read_upload("商品.csv", body))
    assert (table.header, table.rows) == (("货号", "商品名称", "价格"), (RawRow(2, ("A1", "苹果", "5")),))


def test_a_cell_may_hold_quotes_breaks_and_the_delimiter():
    body = 'sku,name,description\r\nA,"6.1""屏, 黑","第一行\n第二行"\r\n\r\nB,乙,\r\n'
    table = only_table(read_upload("products.csv", body.encode()))
    assert [(row.number, row.cells[1]) for row in table.rows] == [(2, '6.1"屏, 黑'), (4, "乙")]


def test_quotes_that_do_not_pair_are_warned_of():
    source = read_upload("products.csv", 'sku,name\nA,"甲\nB,乙\nC,丙\n'.encode())
    assert [problem.severity for problem in source.problems] == ["warning"]


def test_a_row_torn_by_a_comma_that_is_not_quoted_is_named_and_no_half_of_it_is_read():
    text = '编号,问题,答案\nq1,怎么退,七天内可退,运费自理\nq2,包邮吗,满99元包邮,,\nq3,在哪,"城东,桥边"\n'
    source = read_upload("问答.csv", text.encode())
    assert [row.cells[0] for row in source.tables[0].rows] == ["q2", "q3"]
    (problem,) = [found for found in source.problems if found.severity == "error" and found.row == 2]
    assert "英文双引号" in problem.reason


def test_a_header_below_a_title_is_found():
    table = only_table(read_upload("商品.csv", "我店的商品表,,\n\n货号,商品名称,价格\nA1,苹果,5\n".encode()))
    assert (table.header[0], table.rows[0].number) == ("货号", 4)


def test_spreadsheet_hints_of_the_delimiter_are_understood():
    table = only_table(read_upload("商品.csv", "sep=;\n货号;商品名称\nA1;苹果\n".encode()))
    assert (table.header, table.rows[0].number) == (("货号", "商品名称"), 3)


def test_a_workbook_keeps_numbers_and_dates_as_such():
    rows = [
        ["订单号", "下单时间", "实付", "签收时间"],
        [202611010001, PLACED_AT, 1299.0, date(2026, 11, 2)],
    ]
    table = only_table(read_upload("订单.xlsx", a_workbook(("Sheet1", rows))))
    assert table.rows == (RawRow(2, (202611010001.0, PLACED_AT, 1299.0, date(2026, 11, 2))),)


def test_merged_cells_hold_their_value_in_every_row():
    workbook = Workbook()
    sheet = workbook.active
    for row in (["货号", "商品名称"], ["A", "杯"], ["B", None]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    content = io.BytesIO()
    workbook.save(content)
    assert [row.cells[1] for row in only_table(read_upload("商品.xlsx", content.getvalue())).rows] == ["杯", "杯"]


def test_sheets_named_after_tables_are_all_read():
    content = a_workbook(
        ("商品", [["货号", "商品名称"], ["A", "杯"]]),
        ("问答", [["问题", "答案"], ["问", "答"]]),
        ("填写说明", [["随便"]]),
    )
    assert [(table.kind, table.file) for table in read_upload("我的店.xlsx", content).tables] == [
        ("products", "我的店.xlsx[商品]"),
        ("faq", "我的店.xlsx[问答]"),
    ]


GOODS, ASKED = [["货号", "商品名称", "售价"], ["A", "杯", "9"]], [["问题", "答案"], ["问", "答"]]
NOTICE = [["三季度盘点"], ["张三", "李四"]]


@pytest.mark.parametrize(
    ("sheets", "read", "left"),
    [
        ([("厨房用品", [["2026 秋季价目表"], [], *GOODS]), ("常见问题", ASKED)], ["常见问题", "厨房用品"], []),
        ([("猫用品", GOODS), ("狗用品", GOODS)], ["猫用品", "狗用品"], []),
        ([("商品", GOODS), ("去年的价", GOODS)], ["商品"], ["去年的价"]),
        ([("备忘", NOTICE), ("厨房用品", GOODS)], ["厨房用品"], ["备忘"]),
        ([("商品", GOODS), ("空", []), ("填写说明", NOTICE)], ["商品"], []),
    ],
)
def test_every_page_of_a_workbook_is_read_or_said_to_be_left_out(sheets, read, left):
    source = read_upload("我的店.xlsx", a_workbook(*sheets))
    files = [table.file for table in source.tables]
    assert files == [f"我的店.xlsx[{name}]" for name in read] if len(read) > 1 else files == ["我的店.xlsx"]
    assert [problem.file for problem in source.problems] == [f"我的店.xlsx[{name}]" for name in left]


@pytest.mark.parametrize(
    "name", ["商品.csv", "products.csv", "Products (1).csv", "商品_20261101.csv", "商品表 副本.csv", "随便什么.csv"]
)
def test_a_table_is_known_by_its_name_or_else_by_its_header(name):
    assert only_table(read_upload(name, PRODUCTS.encode())).kind == "products"


def test_a_file_of_no_known_kind_is_reported():
    source = read_upload("随便.csv", "甲,乙\n1,2\n".encode())
    assert (source.tables, [problem.severity for problem in source.problems]) == ((), ["error"])


@pytest.mark.parametrize("name", ["商品.xlsx", "商品.xls", "规则.docx", "规则.pdf"])
def test_a_damaged_file_is_reported_and_breaks_nothing(name):
    source = read_upload(name, b"PK\x03\x04 not really")
    assert [problem.severity for problem in source.problems] == ["error"]


def a_folder(root):
    for name, body in {
        "shop.toml": 'name = "店"',
        "商品.csv": PRODUCTS,
        "policies/发货.md": "# 发货\n当天发。",
        "policies/售后/退货.txt": "七天。",
        "words/sensitive.txt": "投诉",
        "words/slang.tsv": "咋卖\t多少钱",
        "README.md": "说明",
        ".DS_Store": "x",
        "~$商品.xlsx": "x",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    return root


def test_a_folder_is_read_whole(tmp_path):
    source = read_path(a_folder(tmp_path))
    assert source.profile.text == 'name = "店"'
    assert [table.file for table in source.tables] == ["商品.csv"]
    assert [(document.name, document.topic) for document in source.documents] == [
        ("发货", "发货"),
        ("售后/退货", "退货"),
    ]
    assert [words.words for words in source.words] == ["sensitive", "slang"]
    assert source.problems == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text(PRODUCTS, encoding="utf-8")
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "faq.csv").write_text("问题,答案\n问,答\n", encoding="utf-8")
    (folder / "商品.csv").symlink_to(outside)
    assert [table.kind for table in read_path(folder).tables] == ["faq"]


@pytest.mark.parametrize("outer", ["", "我的店/", "a/b/"])
def test_a_zip_is_read_with_or_without_an_outer_folder(outer):
    content = a_zip(
        {f"{outer}shop.toml": 'name = "店"', f"{outer}商品.csv": PRODUCTS, f"__MACOSX/{outer}._商品.csv": "x"}
    )
    source = read_upload("店.zip", content)
    assert (source.profile.file, only_table(source).file) == ("shop.toml", "商品.csv")


def test_a_zip_of_only_policies_keeps_their_folder():
    assert [document.name for document in read_upload("店.zip", a_zip({"policies/发货.md": "当天"})).documents] == [
        "发货"
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_are_read_whether_the_zip_is_from_windows_or_macos(encoding):
    raw = "商品.csv".encode(encoding)
    content = a_zip({"x" * len(raw): PRODUCTS}).replace(b"x" * len(raw), raw)
    assert only_table(read_upload("店.zip", content)).file == "商品.csv"


@pytest.mark.parametrize("name", ["../商品.csv", "/商品.csv", "a/../../商品.csv", "..\\商品.csv", "C:\\商品.csv"])
def test_members_that_lead_out_of_the_archive_are_ignored(name):
    source = read_upload("店.zip", a_zip({name: PRODUCTS, "faq.csv": "问题,答案\n问,答\n"}))
    assert [table.kind for table in source.tables] == ["faq"]


def test_links_in_an_archive_are_ignored():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo("商品.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("faq.csv", "问题,答案\n问,答\n")
    assert [table.kind for table in read_upload("店.zip", content.getvalue()).tables] == ["faq"]


def test_a_bomb_by_ratio_is_refused():
    with pytest.raises(ImportRejected):
        read_upload("店.zip", a_zip({"商品.csv": b"0" * (entries.FREE_BYTES + 1_000_000)}))


def test_a_bomb_inside_a_workbook_is_refused():
    with pytest.raises(ImportRejected):
        read_upload("商品.xlsx", a_zip({"xl/worksheets/sheet1.xml": b"0" * (entries.FREE_BYTES + 1_000_000)}))


def test_a_bomb_by_entries_is_refused():
    with pytest.raises(ImportRejected):
        read_upload("店.zip", a_zip({f"{number}.csv": "" for number in range(entries.MAX_ENTRIES + 1)}))


def test_a_bomb_by_size_is_refused(monkeypatch):
    monkeypatch.setattr(entries, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(ImportRejected):
        read_upload("店.zip", a_zip({"商品.csv": b"0" * 600, "问答.csv": b"1" * 600}))


def test_what_is_no_zip_is_no_shop_data():
    with pytest.raises(NoShopData):
        read_upload("店.zip", b"not a zip")


def test_an_empty_folder_is_no_shop_data(tmp_path):
    with pytest.raises(NoShopData):
        read_path(tmp_path)


def test_a_missing_path_is_no_shop_data(tmp_path):
    with pytest.raises(NoShopData):
        read_path(tmp_path / "nowhere")


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_csv_reader(content):
    read_upload("商品.csv", content)
