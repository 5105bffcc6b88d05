"""Which words are left of a text when its markup is gone?"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)", re.MULTILINE)
_INLINE = re.compile(r"\*\*|__|~~|`+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def plain_text(markdown: str) -> str:
    """Return the words of a text without its markup; lines stay lines."""
    plain = _INLINE.sub("", _BLOCK.sub("", _RULE.sub("", _LINK.sub(r"\1", markdown))))
    return _BLANK_LINES.sub("\n\n", plain).strip()
