from pathlib import Path

import pytest

from xiaoer.core.understanding.properties import Properties, speaks_of_other

SHIPPED = Path(__file__).parents[4] / "src/xiaoer/data/properties/properties.txt"
ROWS = """
# a comment -> 规格
多大 多大的箱 -> 规格 尺寸
能站多重的人 几斤能站 -> 适用体重 承重
多重 -> 重量
带不带轮 轮子 -> 万向轮
"""


def test_the_longest_words_that_fit_a_name_of_the_data_win():
    table = Properties.read(ROWS)
    assert table.name_in("能站多重的人", ("重量", "承重")) == "承重"


def test_words_without_a_fitting_name_hide_none_that_have_one():
    assert Properties.read(ROWS).name_in("能站多重的人", ("重量", "颜色")) == "重量"


def test_a_broad_name_comes_after_a_telling_one_however_long_its_words():
    assert Properties.read(ROWS).name_in("多大的箱带轮子", ("规格", "万向轮")) == "万向轮"


def test_what_the_goods_do_not_state_is_no_other_property():
    assert Properties.read(ROWS).name_in("带不带轮", ("承重", "产地")) == ""


def test_a_broad_name_that_only_bears_on_the_matter_is_no_answer():
    table = Properties.read("扎不扎人 -> 柔软度 面料\n什么料 -> 面料")
    assert table.name_in("扎不扎人", ("面料",)) == ""
    assert table.name_in("什么料", ("面料",)) == "面料"


@pytest.mark.parametrize("text", ["轮子多少钱", "轮子坏了能修吗", "轮子还有货吗", "轮子送吗", "轮子怎么退"])
def test_words_of_price_stock_and_care_are_no_property_for_sure(text):
    assert speaks_of_other(text)


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("一套几本", ("数量", "册数"), "册数"),
        ("带拼音吗", ("注音", "开本"), "注音"),
        ("这把电钻几个档", ("功率", "档位"), "档位"),
        ("能耐多高温度", ("材质", "耐温"), "耐温"),
        ("打开后能放多久", ("保质期", "开封后使用期限"), "开封后使用期限"),
    ],
)
def test_the_shipped_table_knows_words_that_data_do_not_hold(text, names, meant):
    assert Properties.read(SHIPPED.read_text(encoding="utf-8")).name_in(text, names) == meant
