// Which columns does each kind of row have, and how are they told?
import type { Field } from "./form";
import type { Cells, RowKind } from "./types";

export interface Column {
  label: string;
  read: (cells: Cells) => string;
  number?: boolean;
}

export interface TableOf {
  kind: RowKind;
  title: string;
  lead: string;
  add: string;
  empty: string;
  name: (cells: Cells) => string;
  columns: Column[];
  fields: Field[];
  /** What a new row begins with. */
  fresh: Cells;
}

const cell = (name: string) => (cells: Cells): string => cells[name] ?? "";
const WINDOW = "不填就是长期有效";
const STAGES: [string, string][] = [["", "不限"], ["售前", "售前"], ["售中", "售中"], ["售后", "售后"]];
const PROMOTION_KINDS = ["满减", "每满减", "优惠券", "折扣", "赠品", "预售", "说明"];

function span(cells: Cells): string {
  const { starts_at, ends_at } = cells;
  if (!starts_at && !ends_at) return "长期";
  return `${starts_at || "现在"} 至 ${ends_at || "长期"}`;
}

function offer(cells: Cells): string {
  const { threshold = "", amount = "", gift = "" } = cells;
  const from = threshold && threshold !== "0" ? `满 ${threshold} ` : "";
  switch (cells["kind"]) {
    case "折扣":
      return `${from}${amount ? `${Number(amount) * 10} 折` : ""}`;
    case "赠品":
      return `${from}送 ${gift}`;
    case "预售":
      return `定金 ${threshold} 抵 ${amount}`;
    case "说明":
      return "";
    case "每满减":
      return `每${from}减 ${amount}`;
    default:
      return `${from}减 ${amount}`;
  }
}

const isMoneyOff = (cells: Cells): boolean => !["赠品", "说明"].includes(cells["kind"] ?? "");

export const TABLES: Record<RowKind, TableOf> = {
  faq: {
    kind: "faq",
    title: "问答",
    lead: "顾客问到这些问题,就原样说出答案。多写几种问法,听懂得更准。",
    add: "添加问答",
    empty: "还没有问答。先把客服每天回答最多的十个问题写下来,效果最明显。",
    name: cell("question"),
    columns: [
      { label: "答案", read: cell("answer") },
      { label: "相似问法", read: (cells) => (cells["similar"] ? `${cells["similar"].split("|").length} 种` : "") },
      { label: "分类", read: (cells) => [cells["category"], cells["stage"]].filter(Boolean).join(" · ") },
      { label: "有效期", read: (cells) => (cells["starts_at"] || cells["ends_at"] ? span(cells) : "") },
    ],
    fields: [
      { name: "question", label: "问题", required: true, wide: true, hint: "写成顾客会问的一句话,例如:多久发货?" },
      { name: "similar", label: "相似问法", kind: "lines", hint: "一行一种,同一个意思的其他说法,越多越好" },
      { name: "answer", label: "答案", kind: "area", required: true, hint: "会原样说给顾客听;金额和日期写错了也会照说" },
      { name: "category", label: "分类", placeholder: "例如:发货", more: true },
      { name: "stage", label: "阶段", kind: "choice", choices: STAGES, more: true },
      { name: "product_id", label: "只适用于商品", hint: "填商品ID(款号);不填就是全店通用", more: true },
      { name: "starts_at", label: "生效时间", kind: "moment", hint: WINDOW, more: true },
      { name: "ends_at", label: "失效时间", kind: "moment", hint: WINDOW, more: true },
    ],
    fresh: {},
  },
  sku: {
    kind: "sku",
    title: "商品",
    lead: "每个规格一行,和 Excel 里一样。顾客问价格、库存、参数时,只按这里的数字回答。",
    add: "添加商品",
    empty: "还没有商品。可以在“导入导出”里上传 Excel,也可以一条条添加。",
    name: (cells) => [cells["name"], options(cells)].filter(Boolean).join(" "),
    columns: [
      { label: "编码", read: cell("sku") },
      { label: "类目", read: cell("category") },
      { label: "价格", read: (cells) => (cells["price"] ? `¥${cells["price"]}` : "暂无报价"), number: true },
      { label: "库存", read: stock, number: true },
      { label: "状态", read: (cells) => (cells["status"] === "下架" ? "已下架" : "") },
    ],
    fields: [
      { name: "name", label: "商品名称", required: true, hint: "顾客看到的名称" },
      { name: "sku", label: "商品编码", required: true, hint: "每个规格一个,不能重复" },
      { name: "price", label: "价格(元)", kind: "number", hint: "价格不定就留空,不要填 0" },
      { name: "stock", label: "库存(件)", kind: "number", hint: "售罄填 0;不知道就留空,会如实说不清楚" },
      { name: "options", label: "规格", kind: "pairs", placeholder: "颜色=黑色\n容量=256G", hint: "一行一项,和同款其他规格的差别" },
      { name: "category", label: "类目", hint: "活动按类目设置时要用到" },
      { name: "product_id", label: "商品ID(款号)", hint: "同一款的各个规格填同一个;不填就自成一款" },
      { name: "aliases", label: "别名", kind: "lines", hint: "顾客常说的其他叫法,一行一个", more: true },
      { name: "brand", label: "品牌", more: true },
      { name: "list_price", label: "原价(元)", kind: "number", more: true },
      { name: "restock_at", label: "到货时间", placeholder: "2026-12-01", more: true },
      { name: "attributes", label: "参数", kind: "pairs", placeholder: "屏幕=6.1英寸\n电池=4500mAh", hint: "一行一项;顾客问参数时按这里回答", more: true },
      { name: "description", label: "描述", kind: "area", more: true },
      { name: "url", label: "链接", more: true },
      { name: "status", label: "状态", kind: "choice", choices: [["上架", "上架"], ["下架", "下架"]], more: true },
    ],
    fresh: { status: "上架" },
  },
  promotion: {
    kind: "promotion",
    title: "活动",
    lead: "只有在时间之内的活动才会介绍和计算;还没开始的会说明什么时候开始,过期的不再提。",
    add: "添加活动",
    empty: "还没有活动。加一个满减或优惠券,顾客问“有什么优惠”“到手价多少”时就会算进去。",
    name: (cells) => cells["name"] || cells["id"] || "",
    columns: [
      { label: "类型", read: cell("kind") },
      { label: "优惠", read: offer },
      { label: "范围", read: cell("scope") },
      { label: "人群", read: (cells) => (cells["audience"] === "全部" ? "" : (cells["audience"] ?? "")) },
      { label: "时间", read: span },
    ],
    fields: [
      { name: "name", label: "活动名称", required: true, placeholder: "例如:双十一每满300减50" },
      { name: "id", label: "活动编号", required: true, hint: "自己取一个,不能重复", placeholder: "例如:d11-50" },
      { name: "kind", label: "类型", kind: "choice", required: true, choices: PROMOTION_KINDS.map((kind) => [kind, kind]) },
      { name: "threshold", label: "门槛(元)", kind: "number", hint: "满多少元;预售填定金;没有门槛留空", when: (cells) => cells["kind"] !== "说明" },
      { name: "amount", label: "优惠", kind: "number", hint: "减多少元;折扣填 8折 或 0.8;预售填定金能抵多少", when: isMoneyOff },
      { name: "gift", label: "赠品", required: true, when: (cells) => cells["kind"] === "赠品" },
      { name: "starts_at", label: "开始时间", kind: "moment", required: true },
      { name: "ends_at", label: "结束时间", kind: "moment", required: true, hint: "到这一刻为止,这一刻起不再有效" },
      { name: "scope", label: "适用范围", hint: "全场,或 类目=智能手机,或 sku=A1|A2,或 商品=X1|X2" },
      { name: "audience", label: "适用人群", kind: "choice", choices: [["全部", "全部"], ["VIP", "VIP"], ["新客", "新客"]] },
      { name: "stackable", label: "能和其他活动一起用吗", kind: "choice", choices: [["否", "不能"], ["是", "可以"]] },
      { name: "description", label: "说明", kind: "area", hint: "需要对顾客解释的规则" },
    ],
    fresh: { kind: "满减", scope: "全场", audience: "全部", stackable: "否" },
  },
};

export const ORDER_FIELDS: Field[] = [
  { name: "order_id", label: "订单号", required: true, fixed: true },
  { name: "phone", label: "手机号", hint: "顾客查单时要报后四位" },
  { name: "items", label: "商品", kind: "lines", placeholder: "X1-BLK×1", hint: "一行一种:商品编码×数量" },
  { name: "paid", label: "实付(元)", kind: "number" },
  {
    name: "status",
    label: "订单状态",
    kind: "choice",
    required: true,
    choices: ["待付款", "待发货", "已发货", "已签收", "已取消", "退款中", "已退款"].map((status) => [status, status]),
  },
  { name: "created_at", label: "下单时间", kind: "moment" },
  { name: "paid_at", label: "付款时间", kind: "moment", more: true },
  { name: "shipped_at", label: "发货时间", kind: "moment", more: true },
  { name: "signed_at", label: "签收时间", kind: "moment", more: true },
  { name: "carrier", label: "快递公司" },
  { name: "tracking_no", label: "运单号" },
  { name: "logistics", label: "物流", kind: "lines", placeholder: "2026-11-20 10:02 已到达杭州转运中心", hint: "一行一条:时间 加一句话", more: true },
  { name: "address", label: "收货地址", kind: "area", hint: "只用于核对,不会整段告诉任何人", more: true },
];

function options(cells: Cells): string {
  const text = cells["options"] ?? "";
  return text.startsWith("{") ? "" : text.split(";").map((pair) => pair.split("=")[1] ?? "").join(" ");
}

function stock(cells: Cells): string {
  if (cells["stock"] === "") return "不清楚";
  return cells["stock"] === "0" ? "售罄" : (cells["stock"] ?? "");
}
