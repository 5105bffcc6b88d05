// What do agents read at their desk?
import type { Presence } from "./types";

export const WORDS = {
  title: "人工客服工作台",
  open: "人工服务时间内",
  shut: "非人工服务时间",
  lost: "连接断开,正在重连…",
  presence: "我的状态",
  soundOn: "提示音已开,点击关闭",
  soundOff: "提示音已关,点击打开",
  keys: "键盘快捷键",
  signOut: "退出登录",
  account: "我的账号",
  displayName: "显示名",
  displayHint: "顾客看到的名字",
  passwordNow: "原密码",
  passwordNew: "新密码",
  passwordHint: "不改密码就都留空;至少 8 个字符",
  accountSaved: "已保存",
  close: "关闭",
  cancel: "取消",
  save: "保存",
  mine: "我的会话",
  waiting: "等待中",
  others: "同事的会话",
  resolved: "已结束",
  leftOver: "遗留",
  noMine: "还没有领取会话",
  noWaiting: "没有人在等,喝口水吧",
  noOthers: "同事们没有会话",
  noResolved: "还没有已结束的会话",
  noLeftOver: "没有遗留的会话",
  waited: "已等 {time}",
  unanswered: "{time}未回复",
  answered: "已回复",
  due: "{time} 起处理",
  alarm: "等太久了",
  unread: "{n} 条未读",
  contact: "联系方式",
  reason: "转人工原因",
  summary: "摘要",
  history: "接待记录",
  details: "会话信息",
  choose: "从左侧选择一个会话",
  chooseHint: "Alt+A 领取等得最久的顾客",
  claim: "领取",
  claimNext: "领取下一位",
  claimed: "已领取",
  takeOver: "接管",
  transfer: "转接",
  resolve: "结束接待",
  reopen: "重新接待",
  resolveHint: "会话交还给智能客服",
  back: "返回列表",
  taken: "{name} 正在接待",
  waitingHere: "这位顾客在等人工,领取后即可回复。",
  resolvedHere: "接待已结束,智能客服在回答。",
  closedHere: "顾客已结束会话。",
  reply: "回复",
  note: "内部备注",
  replyTo: "回复顾客",
  noteTo: "写给同事看的备注,顾客看不到",
  placeholder: "输入回复,/ 选快捷回复,Enter 发送",
  notePlaceholder: "内部备注:只有同事能看到",
  send: "发送",
  saveNote: "保存备注",
  draft: "AI 草稿",
  noDraft: "店铺资料里没有可用的回答",
  drafted: "已填入 AI 草稿,请检查后再发",
  overwrite: "已有文字,AI 草稿接在后面",
  canned: "快捷回复",
  cannedEmpty: "没有匹配的快捷回复",
  cannedManage: "管理快捷回复",
  cannedNone: "还没有快捷回复。加一条常说的话,以后输入 / 就能找到。",
  shortcut: "快捷词",
  text: "内容",
  add: "添加",
  remove: "删除",
  edit: "修改",
  toQueue: "退回队列",
  toQueueHint: "排到队伍里,由任何客服领取",
  nobody: "没有其他客服",
  transferred: "已转接",
  done: "接待已结束",
  reopened: "已重新接待",
  noted: "备注已保存",
  sending: "发送中",
  failed: "没有发出去",
  retry: "重发",
  read: "已读",
  typing: "顾客正在输入…",
  shopper: "顾客",
  assistant: "智能客服",
  system: "系统",
  why: "为什么这样答",
  receipt: "回答依据",
  noReceipt: "这条消息没有依据记录",
  evidence: "依据",
  understood: "理解为",
  rule: "规则",
  route: "方式",
  replaced: "被替换的句子",
  stages: "耗时(毫秒)",
  ask: "问题",
  intent: "意图",
  confidence: "把握",
  askNotify: "要在有顾客排队或来消息时弹出桌面提醒吗?",
  allow: "开启提醒",
  notNow: "不用",
  newWaiting: "有顾客在等人工",
  newMessage: "顾客发来消息",
  alarmed: "有顾客等太久了",
  refused: "您没有使用工作台的权限",
  refusedHint: "请让店主把您的角色改为“客服”。",
  file: "文件",
  download: "下载 {name}",
  loading: "正在读取…",
  offline: "连不上服务器",
} as const;

export const PRESENCE: Record<Presence | "gone", string> = { online: "在线", busy: "忙碌", away: "离开", gone: "不在" };

export const REASONS: Record<string, string> = {
  user_asked: "顾客要求",
  keyword: "敏感词",
  two_misses: "连续答不上",
  negative_emotion: "情绪激动",
  money_dispute: "金额纠纷",
  policy_block: "规则限制",
  low_confidence: "把握不足",
  out_of_scope: "超出范围",
  vip: "VIP",
  system_degraded: "系统异常",
};

export const ROUTES: Record<string, string> = {
  direct: "资料直答",
  composed: "模型组织",
  clarify: "反问",
  unsure: "不确定",
  handoff: "转人工",
  refuse: "婉拒",
};

export const KEYS: [string, string][] = [
  ["Alt + A", "领取等得最久的顾客"],
  ["Alt + 1…9", "切换我的会话"],
  ["Alt + ↑ / ↓", "上一个 / 下一个会话"],
  ["Alt + R", "写回复"],
  ["Alt + N", "写内部备注"],
  ["Alt + D", "AI 草稿"],
  ["Alt + T", "转接"],
  ["Alt + E", "结束接待"],
  ["/", "在输入框开头:快捷回复"],
  ["Enter / Shift + Enter", "发送 / 换行"],
  ["Esc", "关闭列表或对话框"],
];

export function fill(text: string, filled: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(filled[name] ?? whole));
}

/** Say how long something lasts, as people do. */
export function lasting(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return "不到 1 分钟";
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} 小时 ${minutes % 60} 分钟`;
  return `${Math.floor(hours / 24)} 天`;
}

const ABOUT = /;(?:涉及商品|订单号|情绪激动程度):.*$/s; // what the summary tells besides her words

/** Name a talk by what its shopper said. */
export function titleOf(ticket: { summary: string }): string {
  return ticket.summary.replace(/^顾客说:/, "").replace(ABOUT, "");
}
