"""Does this text use the absolute words that the advertising law forbids?

Lawful, and let through: order in time and place (最后一件, 最晚, 第一次), sizes and limits (最大码, 最高减100元),
advice (最好提前预约), service attitude (顾客第一), comparison within the shop's own goods (我们家最厚的一款).
"""

from __future__ import annotations

import re
from functools import lru_cache

from xiaoer.core.language.normalize import normalize

_PRAISE = (
    "好用|好看|好吃|好喝|好听|好玩|好穿|好|佳|优惠|优质|优秀|优越|优|强大|强|棒|牛|赞|火爆|火|美味|美|便宜|低价|先进|高级|顶级|高端|高档|权威|专业|畅销|热销|热门|受欢迎|受喜爱|"
    "流行|时尚|潮|正宗|正品|地道|安全|有效|高效|健康|环保|天然|纯正|新科技|新技术|新科学|新工艺|划算|实惠|超值|值得|值|省钱|赚|奢华|奢侈|豪华|完美|精致|精美|精湛|极致|放心|"
    "靠谱|可靠|耐用|舒适|舒服|柔软|保暖|清晰|省电|节能|智能|出色|卓越|杰出|全面|齐全|丰富|优良|满意|贴心|用心|良心|尖端|前沿|领先|牛逼|给力|漂亮|帅|酷|轻薄|流畅|灵敏|"
    "新鲜|甜|香|补|营养|有营养|具性价比|有性价比|高性价比|高品质|高质量|高标准|高水平|具|适合您|适合你|懂你|懂您|懂女人|懂孩子|懂"
)
_MOST_PRAISED = re.compile(rf"最(?:为|是)?(?:{_PRAISE})")
_LOWEST = re.compile(
    "(?:全网|全国|行业|同行|市场|历史|史上|全球|全城|业内|网上|平台|天猫|淘宝|京东)(?:的|上|里|中)?最[\u4e00-\u9fff]"
)
_LOWEST_PRICE = re.compile("最低(?:价|折扣|价格)|(?:价格|售价|价钱)(?:是|为)?(?:全网|全国)?最(?:低|便宜)")
_ADVICE = re.compile(  # 最好 as an adverb: had better
    "最好(?:是|还是)?(?:[0-9一二两三四五六七八九十半几]|早点|晚点|低温|中温|高温|单独|另外|全程|每次|及时|平铺|竖|横|垂直|水平|轻|慢|快|小心|自然|完全|仔细|亲自|连|拿|贴|垫|抹|涂|浸|泡|焯|去皮|加|减|短期|长期|整|同时|事先|预先|随|直接|空腹|饭|先|在|提前|不|别|能|要|把|将|避免|用|使用|选|拍|看|看下|看看|去|到|到店|联系|咨询|保持|等|多|少|放|洗|手洗|存放|冷藏|冷冻|尽快|尽早|一次|一起|分|按|根据|让|请|给|"
    "带|穿|买|试|问|确认|核对|检查|开箱|当面|当场|录|留|隔|每|定期|马上|立即|立刻|搭配|配合|配|量|换|转|和|跟|与|由|从|对照|参考|以|趁|控制|再|也|预留|下单|备注|注明|提供|"
    "收藏|加购|退|寄|寄回|拒收|签收|充|关|打开|重启|升级|更新|清|擦|戴|吃|喝|煮|蒸|烤|晾|熨|干洗|机洗)"
)
_ADVICE_STOPS = re.compile("最好(?:用|穿|看|吃|喝|玩|听|买)(?:的|了|啦|啊|哦|呢|吧|就|没|,|$|[,.。!?;:、~])")
_USAGE = re.compile(  # tips about use and objective readings, not praise
    "最佳(?:使用|食用|饮用|赏味|品尝|观看|佩戴|安装|存放|储存|保存|拍摄|坐姿|距离|温度|时间|搭配|口感期|状态|充电|尺寸|效果(?:请|需|时|建议)|视角|水温|角度|方式|方法|期限|洗涤|口感(?:请|需|时|温度))"
    "|最(?:适合|合适|适宜|佳)(?:的)?(?:温度|水温|时间|尺码|人群|年龄|身高|体重|季节|距离|湿度|使用|用量|方式|方法|码数|尺寸)|最优(?:解|先)"
    "|最安全的(?:做法|方式|方法|办法)|最(?:保险|稳妥|省事|省心|快捷|方便|简单|直接|有效)的?(?:做法|方式|方法|办法|是)|最有效的(?:去污|清洁|清洗|办法)"
    "|(?:才能|可以|能|会|达到|保持|获得|发挥|处于|呈现|有)最(?:好|佳)(?:的)?(?:效果|状态|口感|性能|体验)"
    "|最(?:好|佳)(?:赏味|食用|饮用|使用)(?:期|时间|温度)|最健康的(?:做法|吃法)|最美(?:好的)?(?:祝福|祝愿)|最(?:好|美好|真诚|诚挚|衷心)的(?:祝愿|祝福|服务态度|态度)"
)
_SELF = re.compile(  # comparison within the shop's own goods
    "(?:本店|店里|店内|小店|我们家|我家|自家|咱家|我们店|咱们店|我们这|这几款|这两款|这三款|这些款|几款里|几款中|款里面|款当中|款之中|款式中|款式里|其中|同系列|系列中|系列里|系列|在售|"
    "所有尺码|尺码中|尺码里|颜色中|颜色里|型号中|型号里|里面|当中|之中|三款|两款|四款|套餐里|套餐中|档位中|档位里|自己|以往|历代|历年|相比|与上一代|比上一代|您看的|您选的|对比下来|相对)"
    "[^,.。!?;\n]{0,12}$"
)
_BOAST_SCOPE = re.compile(
    "(?:全网|全国|全球|世界|行业|业内|同行|同类|市场|市面|国内|国际|亚洲|中国|史上|有史以来|天下|全城|地表|宇宙)[^,.。!?;\n]{0,8}$"
)
_WISHES = re.compile(
    "(?:您|你|顾客|客户|买家|用户|自己|孩子|宝宝)(?:觉得|认为|喜欢|想要|心目中|心中)[^,.。!?;\n]{0,6}$|(?:哪款|哪个|哪种|什么)[^,.。!?;\n]{0,4}$"
)
_FIRST = re.compile(
    "(?:销量|全网|全国|行业|排名|品牌|全球|世界|中国|市场|亚洲|质量|品质|人气|口碑|好评|热销|排行|类目|同类|业内|国内|销售|名列|位列|稳居|效果|性能|实力|技术|性价比|价格优势)[^,.。!?;\n]{0,6}"
    "(?:第一(?!时间|次|步|批|代|季|天|件|条|款|个|位|页|层|人称|方)|no\\.?1|top ?1)|第一(?:品牌|名牌|大牌|店|家店"
    "|选择|梯队|的品牌|的店)|(?:天下|遥遥|当之无愧|公认|绝对)的?第一|no\\.?1|top ?1|top1|"
    "第一(?:好用|好看|好吃|便宜|强)"
)
_FIRST_LAWFUL = re.compile(
    "(?:顾客|客户|用户|安全|服务|信誉|质量|品质|诚信|健康|买家|友谊|态度|体验|效率|责任)(?:永远|始终|是|才是|都是)?第一(?![\u4e00-\u9fff]*(?:品牌|全国|全网))"
)
_ABSOLUTE = re.compile(
    "国家级(?!实验室|标准|认证|检测|森林|非遗)|世界级|宇宙级|全球级|顶级|顶尖|极品|尖端科技|独一无二|绝无仅有|史无前例|前无古人|空前绝后|举世无双|无与伦比|无人能及|无可替代|无敌|万能(?!充|胶|角|转换|插|工具|钥匙|遥控|适配|接口|刀|表|扳|膏)|"
    "全网(?:唯一|独家|首发|首家|最)|全国(?:唯一|独家|首家|首发|最)|全球(?:唯一|独家|首家|首发|最)|行业(?:唯一|首家|领先|领导|最|标杆|顶尖)|世界(?:领先|第一|顶|最|级|名牌)|国内(?:领先|首家|唯一|顶)|"
    "填补国内空白|领袖品牌|领导品牌|王牌(?!飞行|对王牌)|金牌(?:品质|产品|商品)|冠军(?:品质|产品|品牌|销量|级)|销量冠军|销售冠军|之王|至尊(?!版|款|会员)|至臻|史上|永久(?:有效|不坏|使用|保修|免费|不褪|防)|永不(?:褪色|磨损|生锈|变形)|"
    "(?:是|乃|的)唯一(?:选择|的选择|正品|授权|品牌|厂家)|唯一(?:选择|正品|授权|品牌|厂家|的选择)|首选(?:品牌|产品|大牌)|您的首选|绝佳|巅峰(?:品质|之作)|零缺陷|百分之?百(?:有效|治愈|安全|满意|好评|正品|防水|不)|"
    "100%(?:有效|治愈|安全|满意|正品|好评|纯天然|不)|国家领导人|特供|专供(?:机关|领导|国家)|质量免检|国家免检|驰名商标|中国名牌|秒杀全网|秒杀一切|碾压(?:同行|一切|全网)|包治百病|药到病除|根治|全网底价|跳楼价"
)
_LAWFUL_ABSOLUTE = re.compile(
    "之王(?:者|座|牌)|史上(?:记录|最低温)|(?:顶级|顶尖)(?:域名|目录|菜单)|(?:顶级|至尊|王牌|无敌|极品)(?:版|款|色|会员|卡)"
)


_ANY = frozenset("最第1级绝无敌能全行世国空领王金冠至史永唯首巅零百特专质驰秒碾治除根底跳顶尖极品")


def violations(text: str) -> tuple[str, ...]:
    """Return the forbidden expressions of a text in its matching form, in order; empty for a lawful text."""
    return violations_of(normalize(text).replace(" ", ""))


@lru_cache(maxsize=4096)
def violations_of(folded: str) -> tuple[str, ...]:
    """Return the forbidden expressions of a text that is folded already."""
    if _ANY.isdisjoint(folded):
        return ()
    found: list[tuple[int, str]] = []
    if "最" in folded:
        lawful = tuple(match.span() for pattern in (_USAGE,) for match in pattern.finditer(folded))
        found += ((m.start(), m.group()) for m in _MOST_PRAISED.finditer(folded) if not _lawful_most(folded, m, lawful))
        for pattern in (_LOWEST, _LOWEST_PRICE):
            found += (
                (m.start(), m.group()) for m in pattern.finditer(folded) if not _compares_itself(folded, m.start())
            )
    allowed = tuple(match.span() for match in _FIRST_LAWFUL.finditer(folded))
    found += ((m.start(), m.group()) for m in _FIRST.finditer(folded) if not _inside(m.span(), allowed))
    allowed = tuple(match.span() for match in _LAWFUL_ABSOLUTE.finditer(folded))
    found += ((m.start(), m.group()) for m in _ABSOLUTE.finditer(folded) if not _inside(m.span(), allowed))
    return tuple(dict.fromkeys(words for _, words in sorted(found)))


def _lawful_most(folded: str, match: re.Match[str], lawful: tuple[tuple[int, int], ...]) -> bool:
    start = match.start()
    if any(a <= start < b for a, b in lawful):
        return True
    if _ADVICE.match(folded, start) and not _ADVICE_STOPS.match(folded, start):
        return True
    return _compares_itself(folded, start) or _WISHES.search(folded[max(0, start - 12) : start]) is not None


def _compares_itself(folded: str, start: int) -> bool:
    before = folded[max(0, start - 20) : start]
    return _SELF.search(before) is not None and _BOAST_SCOPE.search(before) is None


def _inside(span: tuple[int, int], allowed: tuple[tuple[int, int], ...]) -> bool:
    return any(a <= span[0] < b or a < span[1] <= b for a, b in allowed)
