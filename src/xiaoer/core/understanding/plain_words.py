"""Which plain words say by themselves what is wanted of named goods?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiaoer.core.dialogue.understanding import Family
from xiaoer.core.facts.sizing import asks_whom
from xiaoer.core.language.normalize import normalize
from xiaoer.core.understanding.intent import IntentIndex, IntentScore

DOUBTFUL = 0.45  # an intent less sure than that gives way to a plain word
PLAIN = 0.6  # how sure a plain word is

# Words that give the plain ones beside them another meaning: 安装多少钱 asks for no price of goods.
_ELSEWHERE = re.compile(
    r"运费|邮费|快递费|安装|维修|修|换屏|保修|质保|延保|换新|回收|置换|以旧|定金|订金|尾款|押金|手续费|加钱|差价|价保|保价|降价|涨价|补差|退|赔|"
    r"[寄邮发送](?:到(?!手)|去|往)|取件|上门|发票|税|进货|批发|成本|积分|起订|代购|分期|首付"
)
_PAY = re.compile(
    r"到手|付多少|付几|实付|打完折|折后|券后|优惠后|减完|算下来|用完?券|最后多少|最终多少"
    r"|(?:vip|会员|新客|新人|首单|老客).{0,20}(?:多少|几)"
)
_SUM = re.compile(
    r"一共|合计|总共|总价|共计|加起来|一起(?:买|拿|要|下单|拍|付|的话)*.{0,2}(?:多少|什么价)|算一下|怎么算"
)
_RESTOCK = re.compile(
    r"补货|到货|什么时候(?:有(?![折券减送赠]|活动|优惠|促销)|能有|会有|再有|上)|啥时候有|几时有|还会(?:有|上|补)|再上"
)
_STOCK = re.compile(
    r"有货|现货|库存|断货|缺货|没货|无货|卖完|卖光|售罄|抢光|买得到|能买到|还有(?:没有|吗|么|嘛|不|没)|还剩|还有(?:多少|几)|剩(?:多少|几|下)|有没有货|还卖|还有卖|还有[吧咩伐否呢]?$|有(?:没有?|木有|冇|吗|么|嘛|不|咩|伐|吧|卖吗?)$"
)
_COMPARE = re.compile(
    r"区别|差别|不同|对比|相比|哪个[好更]|哪款[好更]|谁[更好]|差在|比.{1,8}(?:好|强|贵|便宜)(?:在|多少)?"
)
_PROMOTION = re.compile(
    r"打折|打几折|满减|优惠券|有券|领券|赠品|送什么|送啥|有(?:什么|啥)?(?:活动|优惠|赠)|搞活动|促销|参加活动"
)
_OPTIONS = re.compile(
    r"(?:什么|哪些|哪几[种个款]?|几[种个]|多少[种个]|有啥|都有什么)(?:颜色|色号|色|规格|尺码|码|尺寸|口味|味道|味|款式?|版本|型号|容量|配置|包装|香型|香味)"
    r"|(?:颜色|色号|规格|尺码|尺寸|口味|款式|版本|型号|容量)(?:都?有(?:哪些|什么|几)|可选|怎么选|齐全|分)|有几[种款]$|除[了开].{1,8}?还?有(?:没有)?(?:什么|啥|哪些|哪几|别的|其[他它])|还有(?:什么|啥|哪些|哪几个?)[寸色码款味花种样]"
)
_PRICE = re.compile(
    r"划线价|原价|多少(?:钱|元|块|米|银子)|什么价|啥价|售价|价格|价位|价钱|几块|几元|怎么卖|几钱|几多|报[个下]?价|要(?:不要)?钱|收费|收钱|免费的?吗|卖多少|标价|单价|贵不贵|(?<![么太好很])贵[吗么嘛不]"
)
_CUES = (
    (_COMPARE, "compare"),
    (_PAY, "final_price"),
    (_SUM, "sum_to_pay"),
    (_RESTOCK, "restock"),
    (_STOCK, "stock"),
    (_OPTIONS, "options"),
    (_PROMOTION, "promotion_now"),
    (_PRICE, "price"),
)
# What a plain word does not overrule, however unsure it is.
_KEPT = frozenset({Family.ORDER, Family.HUMAN, Family.COMPLAINT})


_OFFER_LEFT = re.compile(
    r"(?:\d折|折扣|券|满减|满赠|活动|优惠|清仓|秒杀|特价|赠品|促销)[^,]{0,3}还?(?:有|在|能用|能领|算数?)(?:吗|没|么|嘛|不)"
)


def of_an_offer(best: IntentScore, text: str, intents: IntentIndex) -> IntentScore:
    """Return the intent of a text that asks whether an offer is still there, which is no question of stock."""
    intent = intents.pack.intent("promotion_end")
    asks = intent is not None and best.intent.family in (Family.STOCK, Family.OPTIONS) and _OFFER_LEFT.search(text)
    return IntentScore(intent, max(PLAIN, best.score)) if asks and intent is not None else best


_MONEY = re.compile(
    r"多少(?:钱|元|块|米(?!长|高|宽)|银子|大洋)|几[块元米毛](?!高|长|宽)|几钱|几多|价|[元块钱贵费付米刀毛]|便宜|划算|卖|报一?下|打折|折扣|优惠|收"
)
_MEASURE = re.compile(
    r"多少(?:斤|公斤|千克|克|kg|g(?![a-z])|厘米|cm|毫米|公分|像素|毫安|瓦|伏|升|毫升|ml|度|岁|个月|支数|支棉|转|分贝|流明|毫克)"
    r"|多(?:高|长|宽|重|厚|深|大|久|粗|远|快|亮)|几(?:斤|公斤|克|厘米|公分|岁|个月|级|寸|支|核|轴|档|小时)"
    r"|(?:胸|腰|臀|头|颈|手|脚)围|肩宽|[衣袖裤裙背身鞋]长|身高|体重"
)


_DIFFERENCE = re.compile(
    "区别|差别|差在|差多少|不一样|(?:哪[个款种]|谁)(?:更|比较)|一样吗|贵多少|便宜多少|相差|对比|哪个(?:更|比较)?[^,?]{0,5}[好多大高强久轻重厚薄快便值]"
)


def compared(best: IntentScore, text: str, intents: IntentIndex) -> IntentScore:
    """Return the intent of a text that names several goods: it compares where it speaks of their difference."""
    differs = _DIFFERENCE.search(text) or _COMPARE.search(text)
    if best.intent.family is Family.COMPARE and not differs and _PRICE.search(text):
        return priced(best, intents)  # X1和N5多少钱 wants two prices
    intent = intents.pack.intent("compare")
    if intent is None or best.intent.family is Family.COMPARE or not _DIFFERENCE.search(text):
        return best
    return IntentScore(intent, max(PLAIN, best.score))


# 是纯银的吗 asks what it is, 有没有通过欧盟认证 what it has been through: neither asks for stock.
_IS_SO = re.compile(
    r"是[^有现,]{1,8}的?(?:吗|么|嘛|不|吧)$|(?:有没有|有冇|有无|有)(?:通过|经过|取得|获得|达到|做过)"
    r"|里[面头边]?(?:有没有|有冇|有无|含不含|加没加|[有含加带])"
    r"|(?:认证|证书|检测报告|质检报告)(?:吗|么|嘛|没有?|不|呢|吧)?$"
)


def measured(best: IntentScore, text: str, intents: IntentIndex) -> IntentScore:
    """Return the intent that asks for a property where a text that seems to ask for a price speaks of no money.

    Likewise of one that seems to ask for stock, but asks whether goods are something.
    """
    measure = _MEASURE.search(text)
    if best.intent.family in (Family.OPTIONS, Family.RECOMMEND, Family.PRICE) and asks_whom(text):
        spec = intents.pack.intent("spec")
        return best if spec is None else IntentScore(spec, max(PLAIN, best.score))
    if best.intent.family is Family.STOCK and _IS_SO.search(text) and not _STOCK.search(text):
        spec = intents.pack.intent("spec")
        return best if spec is None else IntentScore(spec, best.score)
    if best.intent.family is not Family.PRICE or _MONEY.search(text) or (text.endswith("多少") and not measure):
        return best
    intent = intents.pack.intent("spec")
    asks = best.score < DOUBTFUL or measure
    return IntentScore(intent, max(PLAIN, best.score)) if intent is not None and asks else best


_NEED = re.compile(
    r"(?:[吃穿用戴喝买选带送换垫备摆装铺挂贴盖抹喷养种配挡学玩弹]|准备)(?:点|个|些|的|哪?)(?:什么|啥|哪个|哪款|哪种|哪些|哪一?款)(?:好|合适|比较好)?(?:呢|呀|啊|比较好)?$"
    r"|(?:能|可以|适合)[^,?能]{1,6}的(?:有吗|有没有|有哪些|有什么|有啥)?$|(?:想[买要找]|来[个点盆套])[^,?]{2,12}的$"
    r"|[配买][个副]?(?:什么|啥|哪[个款种把副双件条支台]?)[一-鿿]{1,2}(?:好|合适)?$"
    r"|(?:吃|穿|用|戴|喝|准备)(?:什么|啥|哪个|哪款|哪种)(?!码|号|尺码|时候|快递|物流|颜色|支付|方式|付|材)"
    r"|最(?:便宜|贵|实惠)的|(?:以内|以下|左右|之间|\d[-~到至]\d{3,5})的?[^,?]{1,6}(?:有吗|有没有|推荐|$)|适合[^,?]{1,12}的?[^,?]{0,4}(?:有吗|有没有|有哪些|推荐)"
)
_EXTREME = re.compile(
    r"最(?:便宜|贵|实惠)(?:的|是)|(?:哪[个款种条件]|什么|啥|谁)的?(?:东西|商品|款)?最(?:便宜|贵|实惠)"
)
_TO_GIVE = re.compile("送点?(?:什么|啥)(?:东西|礼物)?(?:更|比较|最)?(?:好|合适|体面)")  # she gives it, not the shop
_ON_TERMS = re.compile("能|可以|给我|多少(?:钱)?(?:能|可以)?(?:卖|出|拿)|快递|运费|邮费|活动|套餐|会员")
_NO_NEED = re.compile("省钱|优惠|快递|物流|支付|付款|发票|券|地址|电话|方式|软件|链接|尺码|码数|什么码|几码")


def asks_extreme(text: str) -> bool:
    """Return whether a text asks for the cheapest or dearest of the goods: 最便宜的是啥."""
    return _EXTREME.search(text) is not None and _ON_TERMS.search(text) is None


def needed(best: IntentScore, text: str, intents: IntentIndex) -> IntentScore:
    """Return the intent that wants a recommendation of a doubtful text that tells a need: 老猫吃什么."""
    intent = intents.pack.intent("recommend")
    if intent is not None and best.intent.family not in _KEPT and (asks_extreme(text) or _TO_GIVE.search(text)):
        return IntentScore(intent, max(PLAIN, best.score))
    doubtful = best.score < DOUBTFUL and best.intent.family not in _KEPT
    if intent is None or not doubtful or not _NEED.search(text) or _NO_NEED.search(text):
        return best
    return IntentScore(intent, PLAIN)


_LISTS = (
    r"(?:什么|哪些|哪几[种个款]?|几[种个款]|多少[种个]|有啥)(?:{names})|(?:{names})(?:都?有(?:哪些|什么|啥|几)|可选)"
)


def listing(best: IntentScore, text: str, names: Sequence[str], intents: IntentIndex) -> IntentScore:
    """Return the intent that asks for the values of an option where a text asks for those of an own one: 有哪些手寸."""
    intent = intents.pack.intent("options")
    own = "|".join(re.escape(plain) for name in names if len(name) > 1 and (plain := normalize(name)) in text)
    if intent is None or not own or not re.search(_LISTS.format(names=own), text):
        return best
    return IntentScore(intent, max(PLAIN, best.score))


def priced(best: IntentScore, intents: IntentIndex) -> IntentScore:
    """Return the intent that asks for a price."""
    intent = intents.pack.intent("price")
    return best if intent is None or best.intent.family is intent.family else IntentScore(intent, PLAIN)


_TOO_DEAR = re.compile("(?:这么|那么|太|好|真|死|有点|老|够)贵|贵(?:死|得?离谱|上天|爆)|抢钱|割韭菜")


def too_dear(best: IntentScore, text: str, intents: IntentIndex) -> IntentScore:
    """Return the intent of a doubtful text that complains of the price: 啥玩意儿这么贵."""
    intent = intents.pack.intent("bargain")
    doubtful = best.score < DOUBTFUL and best.intent.family not in _KEPT | {Family.COMPARE}
    if intent is None or not doubtful or not _TOO_DEAR.search(text) or _ELSEWHERE.search(text):
        return best
    return IntentScore(intent, PLAIN)


def by_plain_words(best: IntentScore, text: str, intents: IntentIndex) -> IntentScore:
    """Return the intent that the plain words of a doubtful question on goods say, unchanged where they say none."""
    known = best.score >= DOUBTFUL and best.intent.family is not Family.UNKNOWN
    if known or best.intent.family in _KEPT or _ELSEWHERE.search(text):
        return best
    said = next((intent_id for pattern, intent_id in _CUES if pattern.search(text)), "")
    intent = intents.pack.intent(said) if said else None
    if intent is None:
        return best
    return IntentScore(best.intent if best.intent.family is intent.family else intent, max(PLAIN, best.score))
