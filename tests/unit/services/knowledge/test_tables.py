"""Which nouns does a merchant's table state, and what is reported of its bad rows?"""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from xiaoer.core.shop.knowledge import FaqEntry, Window
from xiaoer.core.shop.money import Money
from xiaoer.core.shop.order import LogisticsStep, Order, OrderLine
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.promotion import Audience, Promotion, PromotionKind, Scope
from xiaoer.services.knowledge.faqs import read_faqs
from xiaoer.services.knowledge.orders import read_orders
from xiaoer.services.knowledge.parts import Directory
from xiaoer.services.knowledge.products import read_products
from xiaoer.services.knowledge.promotions import read_promotions
from xiaoer.services.knowledge.source import RawRow, RawTable
from xiaoer.testing.factories import a_sku

SHANGHAI = ZoneInfo("Asia/Shanghai")
GOODS = Directory.of((a_sku("X1-BLK", product_id="X1", name="桃桃X1", category="智能手机"),))


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI).astimezone(UTC)


def a_table(kind, text, *, file="表.csv"):
    rows = list(csv.reader(io.StringIO(text.strip())))
    body = tuple(RawRow(number, tuple(cells)) for number, cells in enumerate(rows[1:], start=2))
    return RawTable(kind, file, tuple(rows[0]), body)


def products(text):
    return read_products((a_table("products", text),), SHANGHAI)


def promotions(text):
    return read_promotions((a_table("promotions", text),), SHANGHAI, GOODS)


def orders(text):
    return read_orders((a_table("orders", text),), SHANGHAI, GOODS)


def faqs(text):
    return read_faqs((a_table("faq", text),), SHANGHAI, GOODS)


def told(loaded):
    return [(problem.severity, problem.row, problem.column) for problem in loaded.problems]


def test_a_full_product_row_is_read_whole():
    loaded = products(
        "sku,product_id,name,aliases,category,brand,options,price,list_price,"
        "stock,restock_at,attributes,description,url,status\n"
        'X1-B,X1,桃桃X1,X1|小X,智能手机,桃桃,颜色=黑;容量=256G,3999,"4,299",0,2026-11-20,屏幕=6.1英寸,好手机,https://t.example/x,on'
    )
    assert loaded.rows == (
        Sku(
            "X1-B",
            "X1",
            "桃桃X1",
            ("X1", "小X"),
            "智能手机",
            "桃桃",
            (("颜色", "黑"), ("容量", "256G")),
            Money.yuan(3999),
            Money.yuan(4299),
            0,
            date(2026, 11, 20),
            (("屏幕", "6.1英寸"),),
            "好手机",
            "https://t.example/x",
        ),
    )
    assert loaded.problems == ()


@pytest.mark.parametrize(
    "header",
    [
        "商品编码,款号,商品名称,售价,库存数量",
        "货号,商品ID,标题,价格（元）,库存",
        "ＳＫＵ,spu, 商品 名称 ,现价,stock",
        "SKU,Product ID,Name,Price,Stock",
        "*货号,商品款号,名称*,价格(元),库存【件】",
    ],
)
def test_headers_are_known_by_any_alias_and_width(header):
    assert products(f"{header}\nA1,P1,苹果,5,3").rows == (Sku("A1", "P1", "苹果", price=Money.yuan(5), stock=3),)


def test_explicit_zero_and_empty_are_kept_apart():
    zero, empty = products("sku,name,price,stock\nA,甲,0,0\nB,乙,,").rows
    assert (zero.price, zero.stock, empty.price, empty.stock) == (Money(0), 0, None, None)


def test_products_of_one_name_without_a_product_id_are_doubted_once():
    loaded = products("货号,品名,颜色,售价\nA1,衬衫,黑,5\nA2,衬衫,白,5\nA3,衬衫,米,5\nB1,裤子,黑,9")
    assert told(loaded) == [("warning", 3, "品名")]
    assert "款号" in loaded.problems[0].reason
    assert len(loaded.rows) == 4
    assert told(products("货号,款号,品名,颜色,售价\nA1,A,衬衫,黑,5\nA2,A,衬衫,白,5")) == []


def test_unknown_columns_are_kept_as_attributes():
    loaded = products("sku,name,price,产地,保质期\nA,苹果,5,山东,\n")
    assert loaded.rows[0].attributes == (("产地", "山东"),)


def test_what_the_shop_pays_itself_never_becomes_an_attribute():
    loaded = products("sku,name,price,成本价,毛利率\nA,苹果,5,2.5,50%\n")
    assert loaded.rows[0].attributes == ()
    assert told(loaded) == [("warning", None, "成本价"), ("warning", None, "毛利率")]


def test_a_colour_column_becomes_an_option_where_it_tells_sisters_apart():
    first, second = products("sku,款号,name,颜色,产地\nA,P,杯,黑色,江西\nB,P,,白色,江西\n").rows
    assert (first.options, second.options) == ((("颜色", "黑色"),), (("颜色", "白色"),))
    assert second.attributes == (("产地", "江西"),)


def test_a_later_row_of_a_product_may_leave_out_its_name():
    assert [sku.name for sku in products("sku,款号,name,类目\nA,P,杯,厨房\nB,P,,\n").rows] == ["杯", "杯"]


def test_every_fault_of_a_row_is_reported_and_the_good_rows_load():
    loaded = products("货号,商品名称,价格,库存,状态\nA,甲,-5,x,隐藏\n,乙,5,1,上架\nC,,5,1,\nD,丁,5,1,下架\n")
    assert [sku.sku for sku in loaded.rows] == ["D"]
    assert not loaded.rows[0].on_sale
    assert told(loaded) == [
        ("error", 2, "价格"),
        ("error", 2, "库存"),
        ("error", 2, "状态"),
        ("error", 3, "货号"),
        ("error", 4, "商品名称"),
    ]
    assert loaded.bad_keys[0] == "A"


def test_a_repeated_key_is_reported_and_the_first_row_stays():
    loaded = products("sku,name,price\nA,甲,5\nA,甲,6\nA,甲,5\n")
    assert [sku.price for sku in loaded.rows] == [Money.yuan(5)]
    assert told(loaded) == [("error", 3, "sku"), ("warning", 4, "sku")]
    assert "第 2 行" in loaded.problems[0].reason


def test_the_same_key_in_two_files_is_reported_with_the_other_file():
    first = a_table("products", "sku,name,price\nA,甲,5", file="商品.csv")
    second = a_table("products", "sku,name,price\nA,甲,6", file="products.xlsx")
    loaded = read_products((first, second), SHANGHAI)
    assert loaded.rows[0].price == Money.yuan(5)
    assert [(problem.file, "商品.csv" in problem.reason) for problem in loaded.problems] == [("products.xlsx", True)]


def test_a_table_without_its_key_columns_loads_nothing_and_says_so():
    loaded = products("sku,price\nA,5\n")
    assert (loaded.rows, told(loaded)) == ((), [("error", None, "商品名称")])


def test_example_rows_of_the_template_are_left_out():
    assert products("sku,name\n示例-1,杯\nA,碗\n").rows == (Sku("A", "A", "碗"),)


def test_a_question_with_all_its_columns_is_read():
    loaded = faqs(
        "编号,问题,相似问,答案,分类,阶段,商品ID,生效时间,失效时间\n"
        "f1,多久发货?,几天发|啥时候发,当天发。,物流,售前,桃桃X1,2026-11-01,2026-11-11"
    )
    window = Window(local(2026, 11, 1), local(2026, 11, 12))
    assert loaded.rows == (
        FaqEntry("f1", "多久发货?", "当天发。", ("几天发", "啥时候发"), "物流", "售前", "X1", window),
    )


def test_a_question_is_its_own_key_and_each_product_may_have_its_own_answer():
    loaded = faqs("问题,答案,商品ID\n防水吗,不防水,\n防水吗,IP68,X1\n")
    assert [entry.faq_id for entry in loaded.rows] == ["防水吗", "防水吗@X1"]


def test_the_faults_of_questions_are_reported():
    loaded = faqs(
        "问题,答案,阶段,商品ID,生效时间,失效时间\n,答,,,,\n问,,,,,\n甲,答,饭后,ZZ,,\n乙,答,,,2026-11-12,2026-11-11\n"
    )
    assert [entry.question for entry in loaded.rows] == ["甲"]
    assert told(loaded) == [
        ("error", 2, "问题"),
        ("error", 3, "答案"),
        ("warning", 4, "商品ID"),
        ("warning", 4, "阶段"),
        ("error", 5, "失效时间"),
    ]


HEAD = "id,name,kind,threshold,amount,gift,scope,audience,stackable,starts_at,ends_at,description\n"
DATES = "2026-11-01,2026-11-11"
START, END = local(2026, 11, 1), local(2026, 11, 12)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            f"p,满减,满减,300,50,,全场,全部,是,{DATES},说明",
            Promotion(
                "p",
                "满减",
                PromotionKind.FULL_REDUCTION,
                START,
                END,
                Money.yuan(300),
                Money.yuan(50),
                stackable=True,
                description="说明",
            ),
        ),
        (
            f"p,每满减,每满减,满300元,减50元,,类目=智能手机,,否,{DATES},",
            Promotion(
                "p",
                "每满减",
                PromotionKind.PER_REDUCTION,
                START,
                END,
                Money.yuan(300),
                Money.yuan(50),
                scope=Scope(categories=("智能手机",)),
            ),
        ),
        (
            f"p,券,coupon,0,200,,,VIP,,{DATES},",
            Promotion("p", "券", PromotionKind.COUPON, START, END, Money(0), Money.yuan(200), audience=Audience.VIP),
        ),
        (
            f"p,券,优惠券,无门槛,200,,,新客,,{DATES},",
            Promotion(
                "p", "券", PromotionKind.COUPON, START, END, Money(0), Money.yuan(200), audience=Audience.NEW_CUSTOMER
            ),
        ),
        (
            f"p,折,折扣,,95折,,商品=桃桃X1,,,{DATES},",
            Promotion(
                "p", "折", PromotionKind.DISCOUNT, START, END, rate=Fraction(19, 20), scope=Scope(products=("X1",))
            ),
        ),
        (
            f"p,赠,gift,1000,,耳机,sku=X1-BLK,,,{DATES},",
            Promotion(
                "p", "赠", PromotionKind.GIFT, START, END, Money.yuan(1000), gift="耳机", scope=Scope(skus=("X1-BLK",))
            ),
        ),
        (
            f"p,预售,预售,100,200,,,,,{DATES},",
            Promotion("p", "预售", PromotionKind.PRESALE, START, END, Money.yuan(100), Money.yuan(200)),
        ),
        (
            f"p,规则,说明,,,,,,,{DATES},先到先得",
            Promotion("p", "规则", PromotionKind.NOTE, START, END, description="先到先得"),
        ),
        (
            "p,夜场,Full Reduction,300,50,,,,,2026-11-11 20:00,2026-11-11 24:00,",
            Promotion(
                "p", "夜场", PromotionKind.FULL_REDUCTION, local(2026, 11, 11, 20), END, Money.yuan(300), Money.yuan(50)
            ),
        ),
    ],
)
def test_every_kind_of_promotion_is_read(row, expected):
    assert promotions(HEAD + row).rows == (expected,)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (f"p,x,秒杀,300,50,,,,,{DATES},", "kind"),
        (f"p,x,,300,50,,,,,{DATES},", "kind"),
        (f"p,x,满减,300,,,,,,{DATES},", "amount"),
        (f"p,x,满减,300,0,,,,,{DATES},", "amount"),
        (f"p,x,满减,300,-50,,,,,{DATES},", "amount"),
        (f"p,x,满减,300,8折,,,,,{DATES},", "amount"),
        (f"p,x,每满减,,50,,,,,{DATES},", "threshold"),
        (f"p,x,每满减,0,50,,,,,{DATES},", "threshold"),
        (f"p,x,优惠券,0,,,,,,{DATES},", "amount"),
        (f"p,x,折扣,,,,,,,{DATES},", "amount"),
        (f"p,x,折扣,,20,,,,,{DATES},", "amount"),
        (f"p,x,赠品,100,,,,,,{DATES},", "gift"),
        (f"p,x,预售,,200,,,,,{DATES},", "threshold"),
        (f"p,x,预售,100,,,,,,{DATES},", "amount"),
        (f"p,x,满减,300,50,,部分商品,,,{DATES},", "scope"),
        (f"p,x,满减,300,50,,,学生,,{DATES},", "audience"),
        (f"p,x,满减,300,50,,,,也许,{DATES},", "stackable"),
        ("p,x,满减,300,50,,,,,,2026-11-11,", "starts_at"),
        ("p,x,满减,300,50,,,,,2026-11-01,,", "ends_at"),
        ("p,x,满减,300,50,,,,,2026-11-01,双十一,", "ends_at"),
        ("p,x,满减,300,50,,,,,2026-11-12,2026-11-11,", "ends_at"),
        (f",,满减,300,50,,,,,{DATES},", "id"),
    ],
)
def test_a_promotion_that_cannot_be_reckoned_with_is_refused_by_name_of_its_column(row, column):
    loaded = promotions(HEAD + row)
    assert loaded.rows == ()
    assert told(loaded) == [("error", 2, column)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (f"p,x,满减,,50,,,,,{DATES},", "threshold"),
        (f"p,x,满减,100,200,,,,,{DATES},", "amount"),
        (f"p,x,预售,200,100,,,,,{DATES},", "amount"),
    ],
)
def test_a_promotion_that_looks_mistaken_is_loaded_with_a_warning(row, column):
    loaded = promotions(HEAD + row)
    assert len(loaded.rows) == 1
    assert told(loaded) == [("warning", 2, column)]


def test_unknown_columns_of_promotions_are_kept_in_the_description():
    loaded = promotions(f"id,name,kind,threshold,amount,starts_at,ends_at,限购\np,x,满减,300,50,{DATES},每人一次")
    assert loaded.rows[0].description == "限购: 每人一次"


def test_a_full_order_row_is_read_whole():
    loaded = orders(
        "订单号,手机号,商品,实付,订单状态,下单时间,付款时间,发货时间,签收时间,快递公司,运单号,物流,收货地址\n"
        '202611010001,13800138000,X1-BLK×2|BOX,"3,999.50",运输中,2026-11-01 10:00,2026-11-01 10:01,2026-11-01 18:00,'
        ",顺丰,"
        "SF123,2026-11-02 10:02 已到达杭州转运中心,浙江省杭州市"
    )
    assert loaded.rows == (
        Order(
            "202611010001",
            "13800138000",
            (OrderLine("X1-BLK", 2), OrderLine("BOX", 1)),
            Money(399950),
            "已发货",
            local(2026, 11, 1, 10),
            local(2026, 11, 1, 10, 1),
            local(2026, 11, 1, 18),
            None,
            "顺丰",
            "SF123",
            (LogisticsStep(local(2026, 11, 2, 10, 2), "已到达杭州转运中心"),),
            "浙江省杭州市",
        ),
    )
    assert told(loaded) == [("warning", 2, "商品")]


def test_the_faults_of_orders_are_reported():
    loaded = orders(
        "订单号,手机号,商品,实付,订单状态,下单时间,发货时间\n"
        "1,13800138000,X1-BLK×0,100,已发货,2026-11-01,\n"
        "2,abc,X1-BLK,100,已发货,2026-11-01,\n"
        "3,13800138000,X1-BLK,-1,已发货,2026-11-01,\n"
        "4,13800138000,X1-BLK,100,飞走了,2026-11-01,\n"
        "5,13800138000,X1-BLK,100,已发货,2026-11-31,\n"
        "2.02611E+11,13800138000,X1-BLK,100,已发货,2026-11-01,\n"
        "7,,X1-BLK,100,已发货,2026-11-02,2026-11-01\n"
    )
    assert [order.order_id for order in loaded.rows] == ["7"]
    assert told(loaded) == [
        ("error", 2, "商品"),
        ("error", 3, "手机号"),
        ("error", 4, "实付"),
        ("error", 5, "订单状态"),
        ("error", 6, "下单时间"),
        ("error", 7, "订单号"),
        ("warning", 8, "手机号"),
        ("warning", 8, "发货时间"),
    ]


def test_a_problem_reads_as_one_line():
    assert products("货号,商品名称,价格\nA,甲,-5").problems[0].line().startswith("表.csv 第2行「价格」: 金额不能是负数")
