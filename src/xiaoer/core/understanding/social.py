"""Is this clause nothing but a greeting, thanks, a goodbye or the question who is speaking?"""

from __future__ import annotations

import re

LONGEST = 14  # letters; nobody greets at greater length without saying something

_TO = (
    "亲亲?|亲爱的|宝+子?|宝宝|美女|靓[女仔]|[帅小]哥哥?|小姐姐|姐妹|[大老小]?[姐哥妹]|妹子|兄弟|老铁|老板娘?|掌柜的?|店[家主]"
    "|店?小二|客服|师傅|大佬|伙计|阿姨|老师|老乡|[张王李赵刘陈杨黄周吴老大小]?[叔伯婶姨]|朋友们?|各位|大家|[你您]们?"
)
_SOFTLY = r"[啊呀哈哦噢喔呢吧啦嘞咯哟呗嘛撒噻哇呐哩咧~,。!?、\s]|请问"
_HELLO = (
    "[你您泥侬]们?好|大家好|哈[喽啰罗楼咯]|嗨+[喽咯啰皮]?|嘿+|喂+|歪+(?!了|的)|雷猴|hello|hallo|halo|h[ia]+|hey|早安|早晨|早"
    "|(?:早上|上午|中午|下午|下昼|傍晚|晚上|晚)好"
)
_ANYONE = (
    "在(?:家|店里?|线)?的?(?:不在|没在|没有?|吗|么|嘛|伐|不|否|冇)|在|[在喺]度[不唔](?:[在喺]度?)?|[在喺]唔[在喺]度?|[在喺]度(?:吗|嘛|冇)?"
    "|(?:有得?|还有)人(?:在的?)?(?:没有?|没得|木有|冇|吗|么|嘛|伐|不)|有[没冇]有?人(?:在)?|人[呢咧嘞]"
)
_THANKS = (
    "(?:太|真是|真的|非常|十分|万分|很|先|多)?(?:谢+|感谢|感恩|蟹+|感激)|3q|thx|thanks?|thank you|唔该晒?|多谢晒"
    "|(?:让)?[你您]?(?:辛苦|费心|有劳|劳驾|劳烦|受累)|难为[你您]"
)
_BYE = (
    "再见|再会|(?:明天|听日)见|拜+(?:了个拜)?|bye+(?:bye)?|回见|回聊|晚安|886?|(?:改[天日]|下[次回]|有空|得闲|回头)再?(?:来|聊|见|说|倾|联系)?(?=$|[啊呀哈哦吧啦咯])"
    "|[撤溜闪](?:了|啦|咯)|先?(?:这样|酱紫?|这么着)子?|先(?:不聊|走|撤|溜|闪|下|睡|忙)|就(?:先)?(?:这样|酱紫?)|(?:去)?睡了|(?:早点|好好)(?:休息|睡)|注意身体|生意兴隆"
)
_YES = "好(?:的|滴|哒|嘞|咧)?|嗯+|行|中|成|得|那|ok|我|就|没了|没事"
_WHO = (
    "[你您](?:贵姓|(?:是|系)?(?:哪位|谁|边[个位])|(?:叫|是叫)(?:什么|啥|咩|乜|么子)名?[字儿]?|(?:怎么|咋|如何|该?咋)称呼)"
    "|(?:怎么|咋个?|如何|点)称呼[你您]?|贵姓"
)
_FORMS = tuple(
    (intent, re.compile(form))
    for intent, form in (
        ("greeting", rf"(?:{_TO}|{_SOFTLY})*(?:{_HELLO}|{_ANYONE})(?:{_HELLO}|{_ANYONE}|{_TO}|{_SOFTLY})*"),
        ("thanks", rf"(?:{_YES}|{_TO}|{_SOFTLY})*(?:{_THANKS})(?:{_THANKS}|{_TO}|{_SOFTLY}|了|晒|么么哒|比心)*"),
        ("bye", rf"(?:{_YES}|{_TO}|{_SOFTLY})*(?:{_BYE})(?:{_BYE}|{_TO}|{_SOFTLY}|了)*"),
        ("who_are_you", rf"(?:{_TO}|{_SOFTLY})*(?:{_WHO})(?:{_SOFTLY})*"),
    )
)


def social_intent(said: str) -> str:
    """Return the id of the intent of a normalised message or clause that says nothing else, empty if it may."""
    if len(said) > LONGEST:
        return ""
    return next((intent for intent, form in _FORMS if form.fullmatch(said)), "")
