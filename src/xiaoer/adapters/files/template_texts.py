"""What do the workbooks for merchants say?"""

from __future__ import annotations

from xiaoer.services.knowledge.source import TableKind

FILE_NAMES: dict[TableKind, str] = {"products": "商品", "faq": "问答", "promotions": "活动", "orders": "订单"}
NOTE_SHEET = "填写说明"
NOTE_HEADER = ("列名", "英文列名", "必填", "怎么填")
NOTES = (
    "第一行是列名,不要改动;从第二行开始填写。灰色的示例行可以删去,留着也不会导入。",
    "金额填数字即可,例如 1299 或 59.90;日期写成 2026-11-11 或 2026-11-11 20:00。",
    "一格里有多项时用 | 分开;名称和值写成 名称=值,多项用 ; 分开,例如 颜色=黑;容量=256G。",
    "可以自己加列: 商品表里多出来的列会当作参数回答顾客。成本、进价等店内资料请不要放进来。",
)
COLUMN_NOTES: dict[TableKind, dict[str, str]] = {
    "products": {
        "sku": "每个规格一行,编码不能重复",
        "product_id": "同一款的各个规格填同一个,例如 X1;不填就和商品编码相同",
        "name": "顾客看到的名称;同一款的后几行可以不填",
        "aliases": "顾客常说的其他叫法,用 | 分开",
        "category": "要和活动里的适用范围写法一致",
        "options": "和同款其他规格的差别,例如 颜色=黑色;容量=256G",
        "price": "元;价格不定就留空,不要填 0",
        "list_price": "元,可不填",
        "stock": "整数;售罄填 0,不知道就留空",
        "restock_at": "预计什么时候到货,可不填",
        "attributes": "例如 屏幕=6.1英寸;电池=4500mAh",
        "status": "上架 或 下架;不填是上架",
    },
    "faq": {
        "id": "可不填,不填时以问题为准;填了不能重复",
        "question": "顾客会问的一句话",
        "similar": "同一个意思的其他问法,用 | 分开,越多越好",
        "answer": "要对顾客说的话,原样说出",
        "stage": "售前、售中 或 售后,可不填",
        "product_id": "只对某一款有效时填,可不填",
        "starts_at": "从什么时候起有效,可不填",
        "ends_at": "到什么时候为止;只写日期时当天有效",
    },
    "promotions": {
        "id": "不能重复",
        "kind": "满减、每满减、优惠券、折扣、赠品、预售、说明 之一",
        "threshold": "满多少元;预售时填定金;没有门槛就留空或填 0",
        "amount": "减多少元;折扣填 8折 或 0.8;预售时填定金能抵多少",
        "gift": "赠品活动送什么",
        "scope": "全场,或 类目=智能手机,或 sku=A1|A2,或 商品=X1|X2",
        "audience": "全部、VIP 或 新客;不填是全部",
        "stackable": "能否和其他活动同时享受: 是 或 否;不填是否",
        "starts_at": "开始之前不会作为现有优惠介绍",
        "ends_at": "结束之后不再介绍;只写日期时当天有效",
    },
    "orders": {
        "order_id": "不能重复",
        "phone": "顾客查单时要报后四位",
        "items": "商品编码×数量,多件用 | 分开,例如 X1-BLK×1|CASE×2",
        "paid": "元",
        "status": "待付款、待发货、已发货、已签收、已取消、退款中、已退款 之一",
        "logistics": "时间加一句话,多条用 | 分开,例如 2026-11-20 10:02 已到达杭州转运中心|2026-11-21 08:10 派送中",
        "address": "只用于核对,不会整段告诉任何人",
    },
}
EXAMPLES: dict[TableKind, dict[str, str]] = {
    "products": {
        "sku": "示例-X1-BLK-256",
        "product_id": "X1",
        "name": "星野X1 手机",
        "aliases": "X1|星野手机",
        "category": "智能手机",
        "brand": "星野",
        "options": "颜色=黑色;容量=256G",
        "price": "2999",
        "list_price": "3299",
        "stock": "20",
        "attributes": "屏幕=6.1英寸;电池=4500mAh",
        "description": "轻薄直屏手机",
        "status": "上架",
    },
    "faq": {
        "id": "示例-01",
        "question": "下单后多久发货?",
        "similar": "什么时候发货|几天能发",
        "answer": "每天16点前付款的订单当天发出。",
        "category": "发货",
        "stage": "售前",
    },
    "promotions": {
        "id": "示例-01",
        "name": "双十一满减",
        "kind": "每满减",
        "threshold": "300",
        "amount": "50",
        "scope": "全场",
        "audience": "全部",
        "stackable": "是",
        "starts_at": "2026-11-01",
        "ends_at": "2026-11-11",
        "description": "每满300元减50元,上不封顶",
    },
    "orders": {
        "order_id": "示例-20261101001",
        "phone": "13800000000",
        "items": "X1-BLK-256×1",
        "paid": "2999",
        "status": "已发货",
        "created_at": "2026-11-01 10:00",
        "paid_at": "2026-11-01 10:01",
        "shipped_at": "2026-11-01 18:00",
        "carrier": "顺丰速运",
        "tracking_no": "SF0000000000000",
        "logistics": "2026-11-02 08:00 已到达杭州转运中心",
        "address": "浙江省杭州市某某路1号",
    },
}
