"""Which words of shoppers mean the same when a question is looked up?"""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs
import rjieba

from xiaoer.core.retrieval.synonyms import FILLERS, SAME, WHOLE

_TAG_REPEATED = re.compile(r"([\u4e00-\u9fff])(?:不|没|唔)\1")  # 吵不吵 asks whether it is 吵


@cache
def _table() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], dict[str, str]]:
    """Return the words of two characters and more with their heads, and the heads of single characters."""
    heads: dict[str, str] = {word: word for word in WHOLE}
    heads |= dict.fromkeys(FILLERS, "")
    for head, *others in SAME:
        written = head.replace("+", " ")  # 专票+发票: what is special, and what it is a case of
        if written == head:
            heads[head] = head
        for word in others:
            heads.setdefault(word, written)
    long = tuple(word for word in heads if len(word) > 1)
    matcher = ahocorasick_rs.AhoCorasick(long, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, tuple(heads[word] for word in long), {word: head for word, head in heads.items() if len(word) == 1}


def canonical(text: str) -> str:
    """Return a normalised text with words of one meaning written as one word, and fillers left out."""
    matcher, heads, single = _table()
    text = _TAG_REPEATED.sub(r"\1吗", text)
    pieces: list[str] = []
    at = 0
    for which, start, end in matcher.find_matches_as_indexes(text):
        if _inside_latin(text, start, end):
            continue
        pieces += (_with_single(text[at:start], single), heads[which])
        at = end
    pieces.append(_with_single(text[at:], single))
    return " ".join(filter(None, pieces))


def _with_single(text: str, single: dict[str, str]) -> str:
    """Return a piece of text with its single characters that are words written as their heads."""
    if not any(char in single for char in text):
        return text.strip()
    words = (single.get(word, word) for word in rjieba.cut(text))
    return " ".join(word for word in words if word.strip())


def _inside_latin(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start].isascii() and text[start - 1].isascii() and text[start - 1].isalnum()
    after = end < len(text) and text[end - 1].isascii() and text[end].isascii() and text[end].isalnum()
    return before or after


_KINDS = (
    ("why", re.compile("为什么")),
    (
        "when",
        re.compile(
            r"多久|(?:今天|当天|明天|后天|次日|隔天|马上|立刻|[\d一二两三四五]天)[^,]{0,4}"
            r"(?:发货|送到|到货|寄|能 到|能到)"
        ),
    ),
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
    "偏远 新疆 西藏 内蒙 青海 宁夏 甘肃 海南 乡镇 农村 海岛 山区 乌鲁木齐 喀什 伊宁 石河子 克拉玛依 昌吉 拉萨 日喀则"
    " 林芝 呼和浩特 呼市 包头 呼伦贝尔 海拉尔 西宁 格尔木 银川 海口 三亚",
    "境外 港澳台 香港 澳门 台湾 国外 海外 出国 外国",
    "周末 双休 星期天 星期日 星期六 周六 周日 周天 礼拜天 礼拜日 礼拜六",
    "节日 节假日 春节 过年 国庆 五一 元旦 中秋 端午 假期 放假",
    "大促 双十一 双11 双十二 双12 11月11 12月12 618 年货节 黑五",
    "拆封 拆开 拆了 开封 开了封 打开过 用过 使用过 用了 穿过 洗过 下过水 下水 剪标 剪了 吊牌 吃过"
    " 吃了 喝了 激活过 戴过 试过 喝过 尝过 睡过"
    " 开过瓶 开瓶 开盖 开袋 开了瓶 开了袋",
    "定制 刻字 定做 订做 专属 刻了字 刻个字 刻几个字 刻上 刻名 刻俩字 刻字母 印字 印logo 绣字 绣名",
    "预售 定金 尾款 预付",
    "赠品 赠送的 送的东西 礼品",
    "公司 企业 单位 对公 团购 批量 批发",
    "进水 泡水 落水 摔坏 摔了 摔碎 摔断 碎屏 人为 咬断 咬坏 啃坏 砸坏 烧坏 自己弄",
    "死了 死的 坏果 烂了 发霉 变质 化了",
    "专票 专用发票 增值税",
    "抬头 税号",
    "以旧换新 旧机 二手",
    "过敏 孕妇 孕期 怀孕 备孕 哺乳",
    "拒收 不签收",
    "丢件 丢了 弄丢 遗失 丢失 找不到了 找不着",
    "少件 漏发 少发",
    "发错 错发",
    "主板",
    "电池",
    "屏幕",
    "配件 充电头",
    "电机",
    "过期 逾期 超过 超时",
    "学生 军人 老师",
    "进货 成本 利润 老板",
    "会员 vip 钻石 金卡",
    "补开 补票 补发票 忘了开 忘开 忘记开",
)
PLACES_AND_TIMES = frozenset({"偏远", "境外", "周末", "节日", "大促", "预售"})
_SPECIAL_HEADS = {word: row.split()[0] for row in _SPECIAL for word in row.split()}
_SPECIAL_WORDS = re.compile("|".join(sorted(_SPECIAL_HEADS, key=lambda word: (-len(word), word))))


# What goods may suffer from: a text that denies one says nothing of another.
_DEFECTS = (
    "起球 起毛球",
    "掉色 褪色 浮色 串色 染色 染到 脱色",
    "缩水 缩率",
    "掉毛 跑毛 飞毛 钻绒 跑绒 漏绒 掉绒 跑棉",
    "掉漆 掉皮 脱皮",
    "变形 走形 塌陷",
    "静电",
    "生锈",
    "发黄 变黄 泛黄 氧化 变黑",
    "开裂 裂开 开胶 开线",
    "漏水 漏液 渗漏 漏油",
    "甲醛",
    "辐射",
)
# What may be named beside others of its kind: who says yes to one has not said so of another.
_NAMED = (
    "数字人民币 数币",
    "信用卡",
    "云闪付",
    "分付",
    "白条",
    "花呗",
    "paypal 外币 美元",
    "先用后付",
    "代付",
    "顺丰",
    "京东快递 京东物流 发京东 京东发 走京东",
    "中通",
    "圆通",
    "韵达",
    "申通",
    "极兔",
    "邮政 ems",
    "德邦",
    "香港 澳门 港澳台 港澳",
    "台湾 港澳台",
    "境外 美国 日本 韩国 英国 德国 法国 加拿大 澳洲 欧洲 东南亚 新加坡 马来西亚 泰国 越南 俄罗斯 国外 海外",
    "ce认证 欧盟",
    "3c",
    "fda",
    "有机认证",
    "贺卡",
    "专利",
    "备案",
    "检测报告 质检报告 检验报告",
    "鉴定证书 国检",
    "孕妇 怀孕 孕期 备孕",
    "哺乳",
    "糖尿病 血糖",
    "高血压",
    "洗碗机",
    "微波炉",
    "烤箱",
    "洗衣机 机洗",
    "烘干机 烘干",
    "干洗",
    "高铁",
    "飞机 登机",
    "上市 股票 股价 市值 融资",
    "创始人 创办人 董事长",
    "营业额 年销售额 注册资本",
    *_DEFECTS,
)
DEFECTS = frozenset(row.split()[0] for row in _DEFECTS)
CARRIERS = frozenset({"顺丰", "京东快递", "中通", "圆通", "韵达", "申通", "极兔", "邮政", "德邦"})
_NAMED_HEADS: dict[str, set[str]] = {}
for _row in _NAMED:
    for _word in _row.split():
        _NAMED_HEADS.setdefault(_word, set()).add(_row.split()[0])
_NAMED_WORDS = re.compile("|".join(sorted(_NAMED_HEADS, key=lambda word: (-len(word), word))))


def circumstances(normalized: str) -> frozenset[str]:
    """Return the special circumstances that a text speaks of."""
    return frozenset(_SPECIAL_HEADS[word] for word in _SPECIAL_WORDS.findall(normalized))


def named(normalized: str) -> frozenset[str]:
    """Return what a text names beside which others of its kind stand: means of payment, couriers, defects."""
    return frozenset(head for word in _NAMED_WORDS.findall(normalized) for head in _NAMED_HEADS[word])


# What a text has to hold to answer a kind of question: without it the text speaks of something else.
_ANSWERS = (
    (
        "when",
        re.compile(
            r"[\d一二两三四五六七八九十半几当次]个?(?:工作日|小时|分钟|天|日|周|星期|月|年|点|秒)|\d:\d|立即|马上|随时|即时|实时"
            r"|长期|永久|终身|为准|即可|时间|期|当天|次日|(?:收货|签收|付款|下单|发货|到货|完成|通过|成功|寄回|收到)(?:之|以)?[后前]"
        ),
    ),
    ("amount", re.compile(r"[\d一二两三四五六七八九十百千半]|免费|全额|不限|无门槛")),
    (
        "price",
        re.compile(
            r"[\d一二两三四五六七八九十百千半]\s?(?:元|块|毛|%|折)|[¥¥]\s?\d|免费|包邮|全额|标价|售价|价格|为准|承担|运费"
        ),
    ),
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
