"""Which column of a merchant's table is which?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from xiaoer.services.knowledge.source import TableKind

_ALIASES: dict[TableKind, dict[str, str]] = {
    "products": {
        "sku": (
            "商品编码 SKU 货号 商家编码 SKU编码 SKU编号 SKUID SKU码 商品编号 规格编码 商品货号 编码 编号 code itemcode"
        ),
        "product_id": (
            "商品ID 款号 SPU SPUID SPU编码 SPU编号 商品款号 款式编码 款式编号 宝贝ID 产品ID 产品编号 goodsid itemid"
        ),
        "name": (
            "商品名称 标题 名称 商品名 商品标题 品名 宝贝标题 宝贝名称 产品名称 产品名 货品名称 title "
            "productname goodsname"
        ),
        "aliases": "别名 简称 alias 俗称 又名 昵称 其他名称 其它名称 商品别名 商品简称 常用名",
        "category": "类目 分类 品类 商品分类 商品类目 类别 商品类别 所属分类 categories",
        "brand": "品牌 品牌名称 品牌名 商品品牌",
        "options": (
            "规格 属性 销售属性 SKU属性 规格属性 "
            "规格值 颜色规格 规格名称 规格描述 选项 option spec variant 销售规格 SKU规格 商品规格 款式规格"
        ),
        "price": (
            "价格 售价 现价 销售价 销售价格 单价 商品价格 一口价 零售价 商城价 店铺价 本店价 saleprice unitprice"
        ),
        "list_price": "原价 划线价 吊牌价 市场价 标价 指导价 官方价 建议零售价 originalprice marketprice",
        "stock": (
            "库存 库存数量 库存量 可售库存 可用库存 现货库存 剩余库存 商品库存 数量 qty quantity inventory stockqty"
        ),
        "restock_at": (
            "到货时间 补货时间 到货日期 补货日期 预计到货 预计到货时间 预计到货日期 预计补货时间 restock restockdate"
        ),
        "attributes": "参数 商品参数 规格参数 技术参数 产品参数 详细参数 商品属性 产品属性 attribute attrs 特性",
        "description": "描述 详情 商品描述 商品详情 产品描述 简介 商品简介 介绍 卖点 商品卖点 desc",
        "url": "链接 商品链接 网址 购买链接 宝贝链接 详情链接 link",
        "status": "状态 上下架 商品状态 上架状态 销售状态 是否上架 onsale 上下架状态",
    },
    "faq": {
        "id": "编号 问答编号 问题编号 FAQID FAQ编号",
        "question": "问题 标准问 标准问题 标准问法 问 提问 问法 顾客问题 客户问题 常见问题 q title",
        "similar": (
            "相似问 相似问法 相似问题 相似 扩展问 扩展问法 类似问题 同义问 同义问法 其他问法 其它问法 similarquestions"
        ),
        "answer": "答案 回复 标准答案 标准回复 答复 回答 答 话术 回复内容 答案内容 a reply",
        "category": "分类 类别 类目 问题分类 问题类别",
        "stage": "阶段 售前售后 环节 服务阶段 售前/售中/售后",
        "product_id": "商品ID 适用商品 关联商品 关联商品ID 款号 商品 商品编号 适用商品ID product",
        "starts_at": (
            "生效时间 开始时间 生效日期 开始日期 有效期开始 有效期起 启用时间 start startat startsat starttime"
        ),
        "ends_at": (
            "失效时间 结束时间 失效日期 结束日期 到期时间 截止时间 截止日期 有效期结束 有效期止 过期时间 "
            "end endat endtime"
        ),
    },
    "promotions": {
        "id": "活动编号 编号 活动ID 优惠编号 优惠券编号 promotionid 活动编码",
        "name": "活动名称 名称 活动 活动标题 标题 优惠名称 优惠券名称 title 活动名",
        "kind": "类型 活动类型 优惠类型 优惠方式 活动形式 type",
        "threshold": "门槛 满 门槛金额 满额 使用门槛 满减门槛 定金 最低消费 满足金额 优惠门槛 min",
        "amount": "优惠 减 优惠金额 面额 折扣 减免 减免金额 力度 优惠力度 抵扣 抵扣金额 立减 优惠额度 discount",
        "gift": "赠品 礼品 赠送 赠品名称 礼物",
        "scope": "适用范围 范围 适用商品 活动范围 使用范围 参与商品 活动商品",
        "audience": "适用人群 人群 对象 适用对象 适用客户 活动对象 目标人群 适用用户",
        "stackable": "可叠加 叠加 是否可叠加 是否叠加 可否叠加 能否叠加 叠加使用 是否可叠加使用 stack",
        "starts_at": (
            "开始时间 生效时间 活动开始时间 开始日期 生效日期 开始 起始时间 起始日期 start startat starttime"
        ),
        "ends_at": (
            "结束时间 失效时间 活动结束时间 结束日期 截止时间 截止日期 失效日期 结束 到期时间 end endat endtime"
        ),
        "description": "说明 描述 活动说明 活动规则 规则 备注 活动描述 详情 使用说明 规则说明 desc",
    },
    "orders": {
        "order_id": "订单号 订单编号 单号 订单ID 主订单编号 order orderno",
        "phone": (
            "手机号 手机 电话 联系电话 手机号码 收货人手机 收货手机 收货电话 收件人电话 收货人电话 联系方式 mobile tel"
        ),
        "items": "商品 商品明细 订单商品 商品列表 货品 商品清单 购买商品 明细 goods skus",
        "paid": (
            "实付 实付金额 实付款 支付金额 付款金额 实际支付 实收金额 买家实付 订单金额 总金额 金额 payment amount"
        ),
        "status": "订单状态 状态 当前状态 orderstatus",
        "created_at": "下单时间 创建时间 订单创建时间 拍下时间 下单日期 createtime ordertime created",
        "paid_at": "付款时间 支付时间 订单付款时间 paytime",
        "shipped_at": "发货时间 发货日期 shiptime shipped",
        "signed_at": "签收时间 收货时间 确认收货时间 签收日期 妥投时间 signtime signed deliveredat",
        "carrier": "快递公司 物流公司 快递 承运商 配送公司 快递名称 express shipper",
        "tracking_no": "运单号 快递单号 物流单号 运单编号 快递号 tracking trackingnumber waybill",
        "logistics": "物流 物流信息 物流轨迹 物流进度 物流状态 物流详情 轨迹 快递信息",
        "address": "收货地址 地址 收件地址 配送地址 详细地址",
    },
}
REQUIRED: dict[TableKind, tuple[str, ...]] = {
    "products": ("name",),
    "faq": ("question", "answer"),
    "promotions": ("kind", "starts_at", "ends_at"),
    "orders": ("order_id",),
}
EXAMPLES: dict[TableKind, str] = {
    "products": "商品编码,商品名称,价格,库存",
    "faq": "问题,答案",
    "promotions": "活动编号,活动名称,类型,门槛,优惠,开始时间,结束时间",
    "orders": "订单号,手机号,商品,实付,订单状态,下单时间",
}
_ROW_NUMBERS = frozenset({"", "序号", "no", "no.", "行号", "#"})
_INTERNAL = re.compile("成本|进价|进货价|采购价|供货价|拿货价|毛利|利润|底价|最低可|佣金|提成|内部|供应商")
_OPTION_NAMES = frozenset(
    {
        "颜色",
        "尺码",
        "尺寸",
        "容量",
        "内存",
        "版本",
        "套餐",
        "口味",
        "款式",
        "型号",
        "净含量",
        "规格型号",
        "存储",
        "存储容量",
        "机身内存",
        "包装规格",
        "码数",
        "鞋码",
        "color",
        "size",
    }
)
_KEPT = re.compile(r"[\s_\-*:：/]+")
_NOTE = re.compile(r"[(\[【（].*?[)\]】）]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column of one table sits: known ones by English name, the others by their header."""

    known: tuple[tuple[str, int], ...]
    unknown: tuple[tuple[str, int], ...]
    repeated: tuple[tuple[str, str], ...]  #: header and the header that it repeats
    internal: tuple[str, ...]

    def has(self, column: str) -> bool:
        """Return whether the table has this column."""
        return any(name == column for name, _ in self.known)


def recognise(kind: TableKind, header: Sequence[str]) -> Columns:
    """Return which columns a header row names; exact English names win over aliases."""
    names = _names(kind)
    places: dict[str, int] = {}
    unknown: list[tuple[str, int]] = []
    repeated: list[tuple[str, str]] = []
    internal: list[str] = []
    for index, title in enumerate(header):
        column = names.get(fold_header(title)) or names.get(fold_header(_NOTE.sub("", title)))
        if column is not None and column not in places:
            places[column] = index
        elif column is not None:
            repeated.append((title, header[places[column]]))
        elif _INTERNAL.search(title):
            internal.append(title)
        elif fold_header(title) not in _ROW_NUMBERS:
            unknown.append((title.strip(), index))
    return Columns(tuple(places.items()), tuple(unknown), tuple(repeated), tuple(internal))


def recognised_count(kind: TableKind, header: Sequence[str]) -> int:
    """Return how many cells of a row are column names of this kind of table."""
    names = _names(kind)
    return len({names[key] for key in map(fold_header, header) if key in names})


def is_option_name(title: str) -> bool:
    """Return whether a column of this title usually tells the SKUs of one product apart."""
    return fold_header(_NOTE.sub("", title)) in _OPTION_NAMES


def headings(kind: TableKind) -> tuple[tuple[str, str], ...]:
    """Return every column of a kind of table: its English name and its first Chinese one."""
    return tuple((name, aliases.split()[0]) for name, aliases in _ALIASES[kind].items())


def fold_header(title: str) -> str:
    """Return a header for comparison: plain width, lower case, without blanks and separators."""
    return _KEPT.sub("", unicodedata.normalize("NFKC", title)).lower()


@cache
def _names(kind: TableKind) -> dict[str, str]:
    names: dict[str, str] = {}
    for column, aliases in _ALIASES[kind].items():
        for alias in (column, *aliases.split()):
            names.setdefault(fold_header(alias), column)
    return names
