"""Does an ask want to know what nobody has decided yet: 明年会出新色吗, 过完节会涨到多少?"""

from __future__ import annotations

import re

from xiaoer.core.language.normalize import normalize

_LATER = (
    "明年|后年|今后|以后|往后|将来|未来|下个?月|下半年|年后|节后|到时候?|过阵子|过段时间|过两天|过几天"
    "|(?:节|活动|完)了?(?:之?后|过后)?|双十[一二]|双1[12]|618|过年"
)
_WILL = "(?:还|再|又|会不会|会|要|能)(?:不会)?(?:再|继续|直接)?"
_NEW = "新款|新色|新品|下一代|[^,?]{1,8}(?:色|版|款|型)的?"
_FUTURE = re.compile(
    rf"(?:{_LATER})[^,。?]{{0,12}}{_WILL}(?:出(?!现|血|汗|水|毛|油|来|去)|推出|上新|降|涨|更|调价)"
    r"|(?:会不会|还会|会)(?:不会)?(?:再|继续)?(?:降价?|涨价?)(?:吗|不|么|嘛|没|到多少|$)"
    rf"|(?:准备|打算|计划|什么时候|啥时候|会不会|会)(?:再)?(?:出|推出)(?:个|款)?(?:{_NEW})"
)


def speaks_of_future(text: str) -> bool:
    """Return whether an ask is for a price or for goods that are still to come, of which the data hold nothing."""
    return _FUTURE.search(normalize(text)) is not None
