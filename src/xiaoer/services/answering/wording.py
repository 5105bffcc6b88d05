"""Which words stand around what a model says, or around a part that stays open?"""

OPENING = "关于“{matter}”:"
CUT_OFF = "……"
LINE = "\n"
PARTS = "、"
