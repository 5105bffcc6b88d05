"""Does a clause only set a condition for the question beside it: 我是会员, 首单, 不用券?"""

from __future__ import annotations

import re

_FIRST_TIME = "首单|首次下单|(?:第一|头一|头)[次回单趟](?:来|买|下单|光顾|购买|(?:在|来|到)[你咱]们?[家店]里?买?)?"
_WHO = rf"(?:vip|会员|新客|新人|新用户|新顾客|老客户?|老顾客|{_FIRST_TIME})(?:用户|客户|顾客|卡|身份)?"
_CLAIMS = rf"(?:我|俺|咱)?(?:是|有|开了?|办了?|算|属于)?(?:你们?|咱们?)?(?:家|店里?)?的?(?:个|老)?{_WHO}"
_WITHOUT = r"(?:我|也)?(?:不|没有?|别|不想|不要)(?:用|算|领|使用|要|领到|抢到)?(?:优惠)?[券卷劵]"
_CONDITION = re.compile(rf"(?:{_CLAIMS}|{_WITHOUT})(?:了|的话?|哦|哈|呢|啊|呀)?")


def sets_condition(clause: str) -> bool:
    """Return whether a clause says under which condition to count, and nothing else."""
    return _CONDITION.fullmatch(clause) is not None
