"""Which words of shoppers mean the same when a question is looked up?"""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs

# The first word of each row stands for all of them while texts are compared; nobody reads the result.
_SAME = (
    "怎么 如何 怎样 怎么样 咋 咋样 咋么 怎办 怎么办 怎麽 怎么才能 怎么弄 怎么操作 怎么搞 咋弄 咋整 咋办 点样",
    "为什么 为啥 为何 怎么回事 咋回事 什么情况 啥情况 什么原因 啥原因 怎么会 干嘛 干吗 凭什么 什么意思 啥意思",
    "为什么 是什么问题",
    "多久 多长时间 多少时间 多少天 几天 几日 什么时候 啥时候 什么时间 啥时间 何时 几时 几点 哪天 哪一天 几号",
    "多久 多会儿 多会 多长 几个工作日 几小时",
    "哪里 在哪 在哪里 哪儿 在哪儿 哪个地方 什么地方 啥地方 何处 从哪 在那里 去哪",
    "什么 啥 什麽 啥子 嘛子",
    "多少钱 什么价 啥价 几钱 几多钱 多少米 价格 价钱 售价 怎么卖 咋卖 多少元 多少块 多钱",
    "多少 几多 好多",
    "能 能不能 可不可以 能否 可否 可以 可以不可以 能够 是否能 是否可以 得唔得",
    "有 有没有 有没 是否有 有冇 是不是有 具有 含有 带有",
    "是 是不是 是否 系唔系 是否是",
    "没有 木有 冇 无 没得 没",
    "包邮 免运费 免邮 免邮费 包运费 免快递费 包油 免费配送 不收运费 免费送货 免配送费 包快递",
    "运费 邮费 快递费 配送费 油费 送货费 物流费 寄费",
    "退货 退回 退掉 寄回 退还 七天无理由 7天无理由 无理由 反悔 不想要 不要了",
    "退款 退钱 返款 退回钱 退还钱款",
    "换货 调换 更换 换一个 换个",
    "发货 发或 发貨 出库 寄出 fh",
    "快递 物流 kd 包裹",
    "到货 送到 送达 寄到 收到货 到手",
    "发票 开票 票据 专票 普票 fp",
    "优惠券 优惠卷 优惠劵 券 卷 yhq 代金券 抵用券 红包",
    "优惠 打折 折扣 便宜 活动 促销 减价 降价",
    "订单 单子 dd",
    "保修 质保 三包 保质 维修 修理",
    "客服 kf 人工",
    "正品 真货 真的假的 真假 保真 行货 正版",
    "付款 支付 付钱 交钱 给钱 结账 买单 缴费",
    "花呗 蚂蚁花呗",
    "取消 撤销 撤消 撤回",
    "修改 更改 改 变更 更换成",
    "查 查询 查看 查一下 查下 看一下 看看",
    "买 购买 购 下单 拍 拍下 入手",
    "赠品 礼品 礼物 送的东西 小礼品",
    "坏 坏了 损坏 破损 破了 碎了 摔坏 质量问题 瑕疵",
    "差价 保价 价保 降价补差",
    "收货 签收 收到",
    "手机号 手机号码 电话号码 联系电话 电话",
    "还款 还钱 还",
    "借款 借钱 贷款 借贷",
    "额度 限额",
    "开通 启用 打开 激活",
    "关闭 关掉 注销 停用 停掉",
    "用 使用 怎么使用",
    "密码 口令",
    "错误 错 不对",
    "不能 不可以 无法 没办法 没法 不可 用不了",
    "一直 总是 老是 老",
    "我 俺 本人 自己",
    "你们 贵店 你家 你店 店家 商家 卖家",
    "喜欢 喜爱",
    "好 不错",
    "妈妈 妈 母亲",
    "小孩 孩子 宝宝 儿童 小朋友",
)
# Words that carry no question of their own.
_FILLERS = (
    "请问 请教 你好 您好 亲 亲亲 在吗 在不 哈喽 hello hi 谢谢 麻烦 我想问 想问 问一下 问下 咨询一下 "
    "想咨询 咨询 帮我 帮忙 一下 一下子 那个 这个 就是 然后 的话 呢 啊 呀 哦 噢 额 嗯 哈 吧 啦 嘛 哎 唉 诶 "
    "喔 亲爱的 老板 掌柜 店主 小姐姐 美女 帅哥 求 急 各位 大家 谁知道 有谁知道 知道 告诉我 请 的 了 呗 哟 "
    "咯 亲们 "
)


@cache
def _table() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    pairs: dict[str, str] = dict.fromkeys(_FILLERS.split(), " ")
    for row in _SAME:
        head, *others = row.split()
        pairs[head] = head
        pairs.update((word, head) for word in others)
    words = tuple(pairs)
    matcher = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, tuple(pairs[word] for word in words)


def canonical(text: str) -> str:
    """Return a normalised text with words of one meaning written as one word, and fillers left out."""
    matcher, heads = _table()
    pieces: list[str] = []
    at = 0
    for which, start, end in matcher.find_matches_as_indexes(text):
        if _inside_latin(text, start, end):
            continue
        pieces += (text[at:start], heads[which])
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _inside_latin(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start].isascii() and text[start - 1].isascii() and text[start - 1].isalnum()
    after = end < len(text) and text[end - 1].isascii() and text[end].isascii() and text[end].isalnum()
    return before or after


_KINDS = (
    ("why", re.compile("为什么")),
    ("when", re.compile("多久")),
    ("where", re.compile("哪里")),
    ("price", re.compile("多少钱")),
    ("amount", re.compile("多少|几[个件块元种款]")),
    ("how", re.compile("怎么")),
    ("which", re.compile("哪[个款种些]|那个好")),
    ("who", re.compile("谁")),
    ("what", re.compile("什么")),
    ("whether", re.compile("吗|么|能|是否|有.*没|不[?? ]*$|没[?? ]*$")),
)


def question_kind(canonical_text: str) -> str:
    """Return what kind of answer a canonical text asks for; empty when it does not show."""
    return next((kind for kind, pattern in _KINDS if pattern.search(canonical_text)), "")


# Circumstances under which shops answer otherwise than they usually do; the first word of a row stands for all.
_SPECIAL = (
    "偏远 新疆 西藏 内蒙 青海 宁夏 甘肃 海南 乡镇 农村 海岛 山区",
    "境外 港澳台 香港 澳门 台湾 国外 海外 出国 外国",
    "周末 双休",
    "节日 节假日 春节 过年 国庆 五一 元旦 中秋 端午 假期 放假",
    "大促 双十一 双11 双十二 双12 11月11 12月12 618 年货节 黑五",
    "拆封 拆开 拆了 开封 开了封 打开过 用过 使用过 用了 穿过 洗过 下过水 下水 剪标 剪了 吊牌 吃过 吃了 喝了 激活过",
    "定制 刻字 定做 订做 专属",
    "预售 定金 尾款 预付",
    "赠品 赠送的 送的东西 礼品",
    "公司 企业 单位 对公 团购 批量 批发",
    "进水 泡水 落水 摔坏 摔了 摔碎 碎屏 人为",
    "死了 死的 坏果 烂了 发霉 变质 化了",
    "专票 专用发票 增值税",
    "抬头 税号",
    "以旧换新 旧机 二手",
    "过敏 孕妇 孕期 哺乳",
    "拒收 丢件 丢了 弄丢 少件 漏发 发错 错发",
    "主板 电池 屏幕 配件 充电头 电机",
    "过期 逾期 超过 超时",
    "学生 军人 老师",
    "进货 成本 利润 老板",
)
_SPECIAL_HEADS = {word: row.split()[0] for row in _SPECIAL for word in row.split()}
_SPECIAL_WORDS = re.compile("|".join(sorted(_SPECIAL_HEADS, key=lambda word: (-len(word), word))))


def circumstances(normalized: str) -> frozenset[str]:
    """Return the special circumstances that a text speaks of."""
    return frozenset(_SPECIAL_HEADS[word] for word in _SPECIAL_WORDS.findall(normalized))


# What a text has to hold to answer a kind of question: without it the text speaks of something else.
_ANSWERS = (
    (
        "when",
        re.compile(
            r"[\d一二两三四五六七八九十半几当次]个?(?:工作日|小时|分钟|天|日|周|星期|月|年|点|秒)|\d:\d|立即|马上|随时|即时|实时"
            r"|长期|永久|终身|为准|即可|时间|期"
        ),
    ),
    ("amount", re.compile(r"[\d一二两三四五六七八九十百千半]|免费|全额|不限|无门槛")),
    ("price", re.compile(r"[\d一二两三四五六七八九十百千半]|免费|包邮|全额|标价|售价|价格|为准")),
    ("who", re.compile(r"承担|负责|我们|店铺|商家|卖家|买家|您|顾客|本人|自理|自付|我方|客服|平台|公司|出")),
)


def kinds_not_answered(text: str) -> frozenset[str]:
    """Return the kinds of questions that a text can hardly answer, for it holds no time, number or person."""
    return frozenset(kind for kind, pattern in _ANSWERS if not pattern.search(text))


_NEGATION = re.compile("不|没|无法|未|别|无")
_TAG = re.compile(r"(不|没有|没)[\s??]*$|不是|是不是|能不能|有没有|要不要|会不会|不错|没错")


def is_negated(canonical_text: str) -> bool:
    """Return whether the text denies something, question tags left aside."""
    return bool(_NEGATION.search(_TAG.sub("", canonical_text)))


# Intents of the question pack that one text of a shop usually answers together.
_TOGETHER = (
    ("shipping_fee", "free_shipping"),
    ("courier", "choose_courier"),
    ("return_policy", "how_to_return"),
    ("damaged", "quality_problem"),
    ("coupon", "coupon_claim"),
)


def answered_together(intent: str) -> tuple[str, ...]:
    """Return the other intents that a text for this intent usually answers as well."""
    return tuple(other for row in _TOGETHER if intent in row for other in row if other != intent)
