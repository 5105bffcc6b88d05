from pathlib import Path

import pytest

from xiaoer.core.understanding.properties import Properties, speaks_of_other, wants_service

SHIPPED = Path(__file__).parents[4] / "src/xiaoer/data/properties/properties.txt"
HEAVY = (("重量", "3千克"), ("承重", "120千克"))
ROWS = """
# a comment -> 规格
多大 多大的箱 -> 规格 尺寸
能站多重的人 几斤能站 -> 适用体重 承重
多重 -> 重量
带不带轮 轮子 -> 万向轮
"""


def test_the_longest_words_that_fit_a_name_of_the_data_win():
    table = Properties.read(ROWS)
    assert table.name_in("能站多重的人", HEAVY) == "承重"


def test_words_without_a_fitting_name_hide_none_that_have_one():
    assert Properties.read(ROWS).name_in("能站多重的人", (HEAVY[0], ("颜色", "红"))) == "重量"


def test_a_broad_name_comes_after_a_telling_one_however_long_its_words():
    assert Properties.read(ROWS).name_in("多大的箱带轮子", (("规格", "20寸"), ("万向轮", "4个"))) == "万向轮"


def test_what_the_goods_do_not_state_is_no_other_property():
    assert Properties.read(ROWS).name_in("带不带轮", (HEAVY[1], ("产地", "浙江"))) == ""


def test_a_broad_name_that_only_bears_on_the_matter_is_no_answer():
    table = Properties.read("扎不扎人 -> 柔软度 面料\n什么料 -> 面料")
    assert table.name_in("扎不扎人", (("面料", "棉"),)) == ""
    assert table.name_in("什么料", (("面料", "棉"),)) == "面料"


@pytest.mark.parametrize("text", ["蓝牙连不上", "能帮我做成红的吗", "定做一个"])
def test_what_does_not_work_or_is_to_be_made_is_no_property(text):
    assert wants_service(text)
    assert speaks_of_other(text)


@pytest.mark.parametrize("text", ["轮子多少钱", "轮子坏了能修吗", "轮子还有货吗", "轮子送吗", "轮子怎么退"])
def test_words_of_price_stock_and_care_are_no_property_for_sure(text):
    assert speaks_of_other(text)


def test_a_value_that_does_not_tell_the_amount_asked_for_is_no_answer():
    table = Properties.read("电池 -> 续航 电池 供电方式")
    assert table.name_in("几节电池", (("续航", "约25分钟"), ("颜色", "红"))) == ""
    assert table.name_in("几节电池", (("续航", "约25分钟"), ("供电方式", "4节5号电池"))) == "供电方式"
    assert table.name_in("电池能用多久", (("供电方式", "4节5号电池"), ("续航", "约25分钟"))) == "续航"


def test_what_is_asked_with_a_not_is_asked_plainly():
    table = Properties.read("发光 防滑吗 -> 背光 防滑")
    assert table.name_in("发不发光", (("背光", "RGB"),)) == "背光"
    assert table.name_in("防不防滑", (("防滑", "是"),)) == "防滑"


def test_a_name_cut_short_fits_where_its_value_answers():
    table = Properties.read("雾大不大 -> 雾化量\n会报数 -> 语音播报\n能换电池 -> 更换电池")
    assert table.name_in("雾大不大", (("雾量", "300毫升/时"),)) == "雾量"
    assert table.name_in("会报数吗", (("语音", "有"),)) == "语音"
    assert table.name_in("能换电池吗", (("电池", "2.0Ah"),)) == ""


def test_a_name_may_lack_what_only_qualifies_the_written_one_but_no_other_part():
    table = Properties.read("跑多快 -> 最高时速\n油皮能用 -> 适用肤质\n散热 -> 散热系统")
    assert table.name_in("跑多快", (("时速", "15公里"),)) == "时速"
    assert table.name_in("油皮能用吗", (("肤质", "干皮、敏感肌"),)) == "肤质"
    assert table.name_in("散热面积多大", (("系统", "桃桃OS 3"),)) == ""


def test_a_value_may_speak_of_what_no_name_holds():
    table = Properties.read("滑不滑 -> 防滑")
    assert table.name_in("滑不滑", (("双面", "双面防滑"), ("材质", "TPE"))) == "双面"
    assert table.name_in("滑不滑", (("材质", "TPE"),)) == ""


def test_the_one_value_in_the_unit_asked_for_answers():
    table = Properties.read("多重 -> 重量")
    assert table.name_in("几路的", (("棋盘", "19路带13路"), ("材质", "云子"))) == "棋盘"
    assert table.name_in("几个", (("棋盘", "2个"),)) == ""


def test_a_gap_stands_for_a_few_letters():
    table = Properties.read("能~几斤 -> 承重")
    assert table.name_in("这个能挂几斤", (HEAVY[1],)) == "承重"
    assert table.name_in("几斤能用", (HEAVY[1],)) == ""


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("一套几本", "数量=1套 册数=6册", "册数"),
        ("带拼音吗", "注音=全文 开本=16开", "注音"),
        ("这把电钻几个档", "功率=800W 档位=6档", "档位"),
        ("能耐多高温度", "材质=硅胶 耐温=230℃", "耐温"),
        ("打开后能放多久", "保质期=12个月 开封后使用期限=3个月", "开封后使用期限"),
        ("能挂几斤", "数量=6个 承重=单个8公斤", "承重"),
        ("加满水能喷多久", "水箱=4升 续航=约14小时", "续航"),
        ("充满电要几小时", "充电=Type-C 续航=20小时", ""),
        ("一次充电用几天", "充电=支持快充 颜色=白", ""),
        ("电源线几米", "供电=12V点烟口", ""),
        ("多重", "承重=150千克", ""),
        ("酒存了几年", "窖藏=5年 酒精度=53%vol", "窖藏"),
        ("掉水里没事吧", "防水=IPX7 重量=1千克", "防水"),
        ("小白能学不", "适合=零基础 弦数=4弦", "适合"),
    ],
)
def test_the_shipped_table_knows_words_that_data_do_not_hold(text, told, meant):
    pairs = tuple((name, value) for name, _, value in (pair.partition("=") for pair in told.split()))
    assert Properties.read(SHIPPED.read_text(encoding="utf-8")).name_in(text, pairs) == meant


def test_a_part_there_or_not_is_meant_by_its_purpose():
    table = Properties.read(ROWS)
    assert table.name_in("有放键盘的地方没", (("键盘托", "有"), ("承重", "15kg"))) == "键盘托"
    assert table.name_in("有放键盘的地方没", (("键盘托", "冷轧钢"), ("承重", "15kg"))) == ""


def test_how_many_is_asked_either_way():
    table = Properties.read("几根弦 -> 弦数")
    assert table.name_in("多少根弦", (("弦数", "21弦"), ("长度", "163厘米"))) == "弦数"


def test_a_name_is_found_whether_shops_write_it_as_fitting_or_as_suiting():
    table = Properties.read("左手能用 -> 适用手型")
    assert table.name_in("左手能用吗", (("适合手型", "右手"),)) == "适合手型"
