// What are things called towards the owner?

export const KINDS: Record<string, string> = {
  faq: "问答",
  sku: "商品",
  products: "商品",
  promotion: "活动",
  promotions: "活动",
  policy: "规则",
  words: "词表",
  profile: "店铺设置",
  order: "订单",
  orders: "订单",
};

export const PAGES: Record<string, string> = {
  faq: "#/faq",
  sku: "#/products",
  promotion: "#/promotions",
  policy: "#/policies",
  words: "#/words",
  profile: "#/settings",
  order: "#/orders",
};

export const PROMOTIONS: Record<string, string> = {
  full_reduction: "满减",
  per_reduction: "每满减",
  coupon: "优惠券",
  discount: "折扣",
  gift: "赠品",
  presale: "预售",
  note: "说明",
};

export const ROUTES: Record<string, string> = {
  direct: "直接回答",
  composed: "模型撰写",
  clarify: "反问顾客",
  unsure: "没答上来",
  handoff: "转人工",
  refuse: "婉拒",
};

export const REASONS: Record<string, string> = {
  user_asked: "顾客要求",
  keyword: "敏感词",
  two_misses: "两次没答上",
  negative_emotion: "情绪激动",
  money_dispute: "金额纠纷",
  policy_block: "规则限制",
  low_confidence: "把握不大",
  out_of_scope: "超出范围",
  vip: "VIP 顾客",
  system_degraded: "系统故障",
};

export const STATUSES: Record<string, string> = { bot: "机器人接待", waiting: "等待人工", agent: "人工接待", closed: "已结束" };

export const STAGES: Record<string, string> = {
  history: "回看上文",
  understand: "理解",
  screen: "安全检查",
  retrieve: "查找资料",
  plan: "决定怎么答",
  compose: "模型撰写",
  review: "出口核对",
};

export const PARTS: Record<string, string> = {
  store: "数据库",
  knowledge: "店铺资料",
  model: "模型",
  limiter: "限流",
  bus: "消息通知",
};

export const ACTIONS: Record<string, string> = {
  "knowledge.saved": "修改资料",
  "knowledge.removed": "删除资料",
  "knowledge.undone": "撤销修改",
  "knowledge.discarded": "放弃草稿",
  "knowledge.imported": "导入资料",
  "knowledge.exported": "导出资料",
  "knowledge.published": "发布",
  "knowledge.rolled_back": "退回旧版本",
  "order.saved": "修改订单",
  "order.removed": "删除订单",
  "order.read": "查看订单原文",
  "talk.unmasked": "查看会话原文",
  "backup.made": "备份",
  "backup.fetched": "下载备份",
  "staff.signed_in": "登录",
  "staff.added": "添加员工",
  "staff.changed": "修改员工",
  "key.made": "新建密钥",
  "key.revoked": "停用密钥",
};

export const KEY_ROLES: Record<string, string> = { caller: "只能提问", viewer: "查看", agent: "客服", owner: "店主" };
export const STATES: Record<string, string> = { added: "新增", changed: "已修改", removed: "删除", same: "" };

/** A moment in the words of the page's reader. */
export function moment(iso: string | null): string {
  if (!iso) return "";
  const at = new Date(iso);
  return at.toLocaleString("zh-CN", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** A duration in the words of the page's reader. */
export function duration(seconds: number | null): string {
  if (seconds === null) return "—";
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} 毫秒`;
  if (seconds < 60) return `${seconds.toFixed(1)} 秒`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} 分钟`;
  return `${(seconds / 3600).toFixed(1)} 小时`;
}
