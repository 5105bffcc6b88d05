"""Which characters did the shopper mean?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but tab, line feed and carriage return
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero-width and bidirectional marks
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e0fff"  # tag characters
    "]"
)
_LINE_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")
_PICTURES = re.compile(
    "[\u20e3\ufe00-\ufe0f\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\U0001f000-\U0001faff\U000f0000-\U0010ffff\ue000-\uf8ff\ufffd]"
)
_SPACES = re.compile(r"\s+")
_TRADITIONAL_HINT = re.compile("[\u3400-\u9fff]")
_SHORT = 64  # characters of a text whose form is remembered: names and clauses come again and again
_REMEMBERED = 8_192


def clean(text: str) -> str:
    """Return the text without characters that cannot be seen; its look stays as it is."""
    return _HIDDEN.sub("", _LINE_BREAKS.sub("\n", text)).strip()


def normalize(text: str) -> str:
    """Return the form that texts are matched in.

    Compatibility forms and full width become plain, traditional becomes simplified, upper case lower case,
    pictures and runs of whitespace one space.
    """
    return _short_form(text) if len(text) <= _SHORT else _form(text)


def _form(text: str) -> str:
    compatible = unicodedata.normalize("NFKC", _HIDDEN.sub("", _LINE_BREAKS.sub("\n", text))).lower()
    plain = _PICTURES.sub(" ", _HIDDEN.sub("", compatible))
    if _TRADITIONAL_HINT.search(plain):
        plain = simplify(plain)
    return _SPACES.sub(" ", plain).strip()


_short_form = lru_cache(maxsize=_REMEMBERED)(_form)


def simplify(text: str) -> str:
    """Return the text with traditional characters written as simplified ones."""
    simplified: str = _converter().convert(text)
    # A few characters are two steps away from their simplified form.
    return simplified if simplified == text else str(_converter().convert(simplified))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
