"""How does a shop of any size look? A generated one, the same each time."""

from __future__ import annotations

import csv
import random
from pathlib import Path

BRANDS = (
    "星野",
    "远山",
    "青禾",
    "云雀",
    "木石",
    "海澜",
    "白鹭",
    "松果",
    "极光",
    "小舟",
    "南屿",
    "北辰",
    "知夏",
    "拾光",
    "禾木",
    "澄明",
)
THINGS = {
    "手机": ("智能手机", "折叠手机", "游戏手机", "老人手机"),
    "耳机": ("蓝牙耳机", "降噪耳机", "运动耳机", "头戴耳机"),
    "家居": ("羽绒被", "乳胶枕", "四件套", "保温杯", "收纳箱", "台灯"),
    "服饰": ("纯棉T恤", "牛仔裤", "防晒衣", "羊毛衫", "跑步鞋"),
    "食品": ("坚果礼盒", "手工面", "冻干咖啡", "藜麦饼干", "蜂蜜"),
    "家电": ("电饭煲", "空气炸锅", "扫地机", "加湿器", "电吹风"),
}
COLOURS = ("黑色", "白色", "银色", "蓝色", "粉色")
SIZES = {"手机": ("128G", "256G", "512G"), "服饰": ("S", "M", "L", "XL"), "家居": ("小号", "中号", "大号")}
ASKS = (
    "怎么{v}",
    "可以{v}吗",
    "{v}要多久",
    "{v}需要什么条件",
    "在哪里{v}",
    "{v}收费吗",
    "为什么不能{v}",
    "{v}之后怎么办",
)
VERBS = (
    "开发票",
    "退货",
    "换货",
    "申请保修",
    "改地址",
    "取消订单",
    "合并订单",
    "查物流",
    "领优惠券",
    "用积分",
    "升级会员",
    "预约安装",
    "查真伪",
    "延长质保",
    "上门取件",
    "指定快递",
    "开企业抬头",
    "申请退款",
    "补差价",
    "代收货",
)
SUBJECTS = (
    "会员日",
    "直播间",
    "老客户",
    "企业采购",
    "礼盒装",
    "定制款",
    "海外仓",
    "门店自提",
    "学生",
    "海岛地区",
    "生鲜冷链",
    "大件家电",
    "预售商品",
    "二手置换",
    "团购",
    "分销",
    "样品",
    "赠品",
    "换季清仓",
    "新品首发",
    "联名款",
    "夜间配送",
    "节假日",
    "乡镇地区",
    "校园",
    "机关单位",
)


def write_shop(folder: Path, *, skus: int, faqs: int) -> None:
    """Write a shop of this size in the merchant's own formats."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shop.toml").write_text('name = "大卖场"\ncategories = ["手机", "家居"]\n', encoding="utf-8")
    _write(
        folder / "products.csv",
        ("商品编码", "商品ID", "商品名称", "类目", "品牌", "规格", "价格", "库存", "参数"),
        _skus(skus),
    )
    _write(folder / "faq.csv", ("编号", "问题", "相似问", "答案"), _faqs(faqs))
    _write(
        folder / "promotions.csv",
        ("活动编号", "活动名称", "类型", "门槛", "优惠", "适用范围", "可叠加", "开始时间", "结束时间"),
        (("P1", "全场每满300减50", "每满减", "300", "50", "全场", "是", "2026-01-01", "2027-12-31"),),
    )


def _write(path: Path, header: tuple[str, ...], rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(header)
        writer.writerows(rows)  # type: ignore[arg-type]


def _skus(count: int) -> list[tuple[str, ...]]:
    rng, rows, product = random.Random(7), [], 0
    categories = tuple(THINGS)
    while len(rows) < count:
        product += 1
        category = categories[product % len(categories)]
        thing = THINGS[category][product // len(categories) % len(THINGS[category])]
        brand = BRANDS[product * 7 % len(BRANDS)]
        name = f"{brand}{thing}{chr(65 + product % 26)}{product}"
        for colour in rng.sample(COLOURS, 3):
            for size in SIZES.get(category, ("标准",))[:2]:
                price = f"{rng.randrange(990, 699900) / 100:.2f}"
                stock = rng.choice(("0", "", "3", "120", "999"))
                row = (
                    f"S{len(rows):06d}",
                    f"P{product}",
                    name,
                    category,
                    brand,
                    f"颜色={colour};规格={size}",
                    price,
                    stock,
                )
                rows.append((*row, f"重量={rng.randrange(50, 5000)}克;产地=浙江"))
    return rows[:count]


def _faqs(count: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number in range(count):
        verb = VERBS[number % len(VERBS)]
        ask = ASKS[number // len(VERBS) % len(ASKS)]
        subject = SUBJECTS[number // (len(VERBS) * len(ASKS)) % len(SUBJECTS)]
        round_ = number // (len(VERBS) * len(ASKS) * len(SUBJECTS))
        topic = f"{subject}{'' if round_ == 0 else f'{round_}区'}"
        question = f"{topic}{ask.format(v=verb)}"
        rows.append(
            (
                f"F{number:05d}",
                question,
                f"{topic}想{verb}|请问{topic}能{verb}不",
                f"{topic}{verb}请在订单页点击“{verb}”,按提示操作即可,编号{number}。",
            )
        )
    return rows
