"""Does a word of order choose the value that it means, and none where several could be meant?"""

from itertools import product as every

import pytest

from xiaoer.core.retrieval.options import narrow
from xiaoer.core.retrieval.ordering import orders_in
from xiaoer.core.shop.product import Product, Sku, group


def goods(**options: tuple[str, ...]) -> Product:
    skus = tuple(
        Sku(f"s{at}", "p", "商品", options=tuple(zip(options, values, strict=True)))
        for at, values in enumerate(every(*options.values()))
    )
    return group(skus)[0]


BOARD = goods(尺寸=("120×90厘米", "60×45厘米"))
JUG = goods(容量=("750ml", "1L"))
THREE = goods(容量=("40升", "65升", "50升"))
CRATE = goods(尺寸=("S", "M", "L"))
MAT = goods(尺寸=("1×2米", "2×3米"), 厚度=("2厘米", "1厘米"))
CABLE = goods(长度=("1米", "2米"), 颜色=("黑色", "白色"))
BAG = goods(厚度=("薄款", "厚款"), 尺码=("80", "100"))
PAIR = goods(重量=("2kg", "5kg"), 容量=("3L", "6L"))
RING = goods(克重=("20克", "30克"), 圈口=("56", "58"))
PEN = goods(笔尖=("EF尖", "F尖"), 笔杆=("墨绿", "酒红"))


@pytest.mark.parametrize(
    ("product", "text", "chosen"),
    [
        (BOARD, "大的那个多少", ("120×90厘米",)),
        (BOARD, "大小两个差多少", ("60×45厘米", "120×90厘米")),
        (BOARD, "大的和小的各一块", ("120×90厘米", "60×45厘米")),
        (JUG, "小的呢", ("750ml",)),
        (JUG, "大瓶的多少钱", ("1L",)),
        (THREE, "最大的有货吗", ("65升",)),
        (THREE, "大的有货吗", ()),
        (THREE, "中号的", ("50升",)),
        (CRATE, "大号", ("L",)),
        (MAT, "厚的那款", ("2厘米",)),
        (MAT, "大的", ("2×3米",)),
        (CABLE, "长的黑的", ("2米", "黑色")),
        (CABLE, "大的", ()),
        (BAG, "厚 80码一个", ("厚款", "80")),
        (BAG, "薄的和厚的差多少", ("薄款", "厚款")),
        (PAIR, "重的", ("5kg",)),
        (RING, "56的呢", ("56",)),
        (PEN, "ef墨绿", ("EF尖", "墨绿")),
        (JUG, "声音大的那个", ()),
        (JUG, "大小合适吗", ()),
    ],
)
def test_a_word_of_order_chooses_the_value_that_it_means(product, text, chosen):
    narrowed = narrow(product, text)
    assert tuple(value for _, value in narrowed.options) == chosen
    assert not narrowed.absent


def test_a_text_without_such_a_word_holds_none():
    assert orders_in("黑色的有货吗") == ()
