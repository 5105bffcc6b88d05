"""In which encoding is this text written?"""

from __future__ import annotations

import codecs

import chardet

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 64 * 1024
_SURE = 0.9
_FOREIGN = {"big5": "big5hkscs", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}


def decode(content: bytes) -> str | None:
    """Return the text, or None where no encoding fits.

    UTF-8 is strict and so a proof of itself; of the others, what is not plainly Big5 or UTF-16 is read as GB18030.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _try(content, encoding)
    text = _try(content, "utf-8")
    if text is not None and "\x00" not in text:
        return text
    guess = chardet.detect(content[:_SAMPLE_BYTES])
    name = (guess["encoding"] or "").lower()
    if name in _FOREIGN and (guess["confidence"] or 0) >= _SURE:
        found = _try(content, _FOREIGN[name])
        if found is not None:
            return found
    return _try(content, "gb18030")


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None
