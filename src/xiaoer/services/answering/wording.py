"""Which words stand around what a model says, or around a part that stays open?"""

OPENING = "关于“{matter}”:"
CUT_OFF = "……"
LINE = "\n"
PARTS = "、"
MAY_HELP = "店里有一条相近的说明,供您参考——{title}:{text}"
