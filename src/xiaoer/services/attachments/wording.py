"""How is a file called where only text is shown?"""

from __future__ import annotations

PICTURE = "图片"
FILE = "文件"
MESSAGE = "[{kind}] {name}"
