"""How many tokens may a text have, where the model's own tokenizer cannot be asked?"""

from __future__ import annotations

UTF8_BYTES_OF_RARE = 3


def most_tokens(text: str) -> int:
    """Return an upper estimate for byte-level vocabularies made for Chinese and English.

    Common characters and punctuation take one token at most, rare ones as many as they have bytes.
    """
    return sum(1 if _is_common(character) else len(character.encode("utf-8", "replace")) for character in text)


def _is_common(character: str) -> bool:
    return character.isascii() or "\u4e00" <= character <= "\u9fa5" or character in ",。!?:;、()《》“”‘’¥￥…—"
