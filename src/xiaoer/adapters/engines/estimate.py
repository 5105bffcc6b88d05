"""How many tokens may a text have, where the model's own tokenizer cannot be asked?"""

from __future__ import annotations


def most_tokens(text: str) -> int:
    """Return an upper estimate for byte-level vocabularies made for Chinese and English.

    ASCII and the characters of GB 2312 take one token at most (of its 6,763 Chinese characters Qwen's vocabulary lacks
    122), all others as many as they have bytes.
    """
    return sum(1 if _is_common(character) else len(character.encode("utf-8", "replace")) for character in text)


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character == "¥"
    return True
