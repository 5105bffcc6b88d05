"""Which words stand around what a model says?"""

OPENING = "关于“{matter}”:"
CUT_OFF = "……"
LINE = "\n"
