"""What is a message about as a whole, in one of 18 words?"""

from __future__ import annotations

import re
from functools import cache

from xiaoer.core.dialogue.understanding import Ask, Label
from xiaoer.core.language.normalize import normalize
from xiaoer.core.understanding import label_words

LAST_WORD = 0.6  # what the last clause says counts for more: there stands the question
FURTHER = 0.3  # share that each further group of words of a label adds
BY_PACK = 0.6  # what the question pack adds to the label that it takes, if it is sure
SURE = 0.55  # so sure must the pack be to add to what words say
ALONE = 0.85  # so sure must it be to speak on its own
DENIED = 6.0
SHORT = 5  # a message of fewer characters says too little for the pack alone

_CLAUSE = re.compile(r"[,。!?;\n~、…]+|(?<![a-z0-9])\s+|\s+(?![a-z0-9])")
# Desensitised logs hold [数字x], [地址x] and the like in the place of what was typed.
_MASKS = {"数字": "8", "金额": "8元", "日期": "8号", "时间": "8点", "电话": "", "订单": ""}
_LIST = re.compile("<([a-z_]+)>")
_MASKED = re.compile(r"\[([一-鿿]{2,5})x\]")
_NEVER_ALONE = frozenset({Label.HUMAN, Label.COMPLAINT, Label.PAYMENT, Label.GREETING, Label.THANKS_BYE})


def label_of(text: str, ask: Ask | None = None) -> Label:
    """Return the label of a message: by its words, else by the question that was heard in it."""
    plain = _MASKED.sub(lambda mask: _MASKS.get(mask[1], ""), normalize(text)).strip()
    if _greeting().fullmatch(plain):
        return Label.GREETING
    scores = _by_words(plain)
    heard = ask.label if ask is not None and ask.confidence >= SURE else Label.OTHER
    if not scores:
        return _by_pack_alone(plain, ask)
    if heard in scores:
        scores[heard] += BY_PACK
    return max(scores, key=lambda label: (scores[label], label))


def _by_pack_alone(plain: str, ask: Ask | None) -> Label:
    sure = ask is not None and ask.confidence >= ALONE and len(plain) >= SHORT and ask.label not in _NEVER_ALONE
    return ask.label if ask is not None and sure else Label.OTHER


def _by_words(plain: str) -> dict[Label, float]:
    """Return how strongly the words of a text speak for each label that they speak for at all."""
    last = [clause for clause in _CLAUSE.split(plain) if clause][-1:] or [plain]
    found: dict[Label, list[float]] = {}
    for label, weight, pattern in _cues():
        if pattern.search(plain):
            found.setdefault(label, []).append(weight + (LAST_WORD if pattern.search(last[0]) else 0.0))
    scores = {label: max(weights) + FURTHER * (len(weights) - 1) for label, weights in found.items()}
    for label, pattern in _denials():
        if label in scores and pattern.search(plain):
            scores[label] -= DENIED
    return {label: score for label, score in scores.items() if score > 1.0}


@cache
def _cues() -> tuple[tuple[Label, float, re.Pattern[str]], ...]:
    return tuple((label, weight, _pattern(words)) for label, weight, words in label_words.CUES)


@cache
def _denials() -> tuple[tuple[Label, re.Pattern[str]], ...]:
    return tuple((label, _pattern(words)) for label, words in label_words.DENIALS)


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(label_words.GREETINGS)}|[^\w]|_)+")


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(_LIST.sub(lambda name: _either(label_words.LISTS[name[1]]), _either(words)))


def _either(words: str) -> str:
    return "|".join(words.split())
