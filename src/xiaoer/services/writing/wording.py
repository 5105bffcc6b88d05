"""Which words stand around what is written for the shop's staff?"""

COPY_WISH = "请根据资料为这件商品写一段简短的介绍"
COPY_HEAD = "【{title}】{kind}"
COPY_LINE = "· {fact}"
COPY_END = "价格、库存和活动以商品详情页为准。"
KIND_GAP = " · "
SUMMARY_WISH = "请用一两句话概括这位顾客遇到的情况和想要的结果"
SUMMARY_TITLE = "对话"
SPEAKERS = {"shopper": "顾客", "assistant": "客服小二", "agent": "人工客服", "system": "系统"}
RETOLD, TURN_GAP = "顾客说:{said}", " / "
TALK_LINE = "{speaker}:{text}"
LINE = "\n"
"""Between the lines of a text."""
