"""Does what is written out read back as the same shop?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xiaoer.adapters.files.export import write_folder
from xiaoer.adapters.files.reader import read_path
from xiaoer.adapters.files.templates import write_templates
from xiaoer.errors import BadRequest
from xiaoer.services.knowledge import codec, reading
from xiaoer.services.knowledge.export import ExportedFile, export_shop

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
DEMO = Path(__file__).parents[4] / "shops" / "demo"
TRICKY = {
    "shop.toml": 'name = "店\\"名"\nprinciples = ["一|二", "三"]\n',
    "商品.csv": "sku,款号,name,别名,类目,options,attributes,description,颜色\n"
    'A,P,杯,"甲、乙|",居家/水杯,,"{""产地"": ""江西;赣南=好""}","一\n二",黑\n'
    "B,P,,,,,,,白\nC,C,碗,碗|大碗,厨房,5斤装,,,\n",
    "faq.csv": "问题,相似问,答案,失效时间\n问?,甲、乙|丙,答|案,长期\n夜里?,,答,2026-11-11 23:59:59\n",
    "活动.csv": "id,name,类型,满,减,适用范围,开始时间,结束时间\n"
    "1,折,折扣,,8.55折,类目=居家/水杯,2026-11-01,长期\n"
    "2,券,优惠券,0,5,商品=杯;sku=C,2026-11-01,2026-11-11 24:00\n",
    "订单.csv": "订单号,手机号,商品,订单状态,下单时间,物流\n"
    "1,138****8000,A|C×2,已完成,2026-11-01 10:00:01,2026-11-02 已到|2026-11-01 10:00 揽收\n",
    "policies/发货.txt": "一、时间\n有效期: 2026-11-01 ~ \n当天。\n二、运费\n包邮。",
    "words/slang.tsv": "咋卖\t多少钱\n",
}


def read(folder):
    return reading.read(read_path(folder), (), shop_id="s", progress=lambda *_: None)


def again(folder, target):
    found = read(folder)
    shop = codec.decode_shop(found.items, shop_id="s", version=1, stated_at=NOW)
    write_folder(target, export_shop(shop, found.orders))
    return found, read(target)


def test_tricky_data_survive_export_and_import(tmp_path):
    for name, text in TRICKY.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    before, after = again(tmp_path / "shop", tmp_path / "out")
    assert [problem for problem in before.problems if problem.severity == "error"] == []
    assert len(before.items) == 11
    assert (after.items, after.orders, after.problems) == (before.items, before.orders, ())


@pytest.mark.skipif(not DEMO.is_dir(), reason="the demo shop is not in this checkout")
def test_the_demo_shop_survives_export_and_import(tmp_path):
    before, after = again(DEMO, tmp_path)
    assert (set(after.items), set(after.orders)) == (set(before.items), set(before.orders))


def test_an_export_never_leaves_its_folder(tmp_path):
    with pytest.raises(BadRequest):
        write_folder(tmp_path / "out", (ExportedFile("../x.md", ""),))


def test_a_template_that_is_filled_in_reads_back_without_a_problem(tmp_path):
    write_templates(tmp_path)
    path = tmp_path / "商品.xlsx"
    workbook = load_workbook(path)
    workbook["商品"].append(["00123", "P", "杯", "", "厨房", "", "颜色=黑", 5, "", 0])
    workbook.save(path)
    found = read(tmp_path)
    assert [problem.file for problem in found.problems if problem.severity == "error"] == ["shop.toml"]
    assert [
        (sku.sku, sku.stock) for sku in codec.decode_shop(found.items, shop_id="s", version=1, stated_at=NOW).skus
    ] == [("00123", 0)]


def test_every_example_of_the_templates_is_sound(tmp_path):
    for path in write_templates(tmp_path):
        workbook = load_workbook(path)
        sheet = workbook.worksheets[0]
        sheet["A2"] = str(sheet["A2"].value).removeprefix("示例-")
        workbook.save(path)
    found = read(tmp_path)
    assert [problem.line() for problem in found.problems if problem.file != "shop.toml"] == []
    assert [(count.kind, count.loaded) for count in found.counts] == [
        ("sku", 1),
        ("faq", 1),
        ("promotion", 1),
        ("order", 1),
    ]
