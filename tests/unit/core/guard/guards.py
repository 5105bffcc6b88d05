"""The guards of the shop that the tests speak with."""

from functools import cache
from importlib.resources import files

from xiaoer.core.dialogue.understanding import Ask, Family, Label, Understanding
from xiaoer.core.guard.lexicon import LEXICON_FILES, GuardLexicon, parse_lexicon
from xiaoer.core.guard.review import ReplyGuard
from xiaoer.core.guard.screen import WordGuard, screen
from xiaoer.core.shop.knowledge import Words
from xiaoer.core.shop.profile import Profile

SHOP = Profile("桃桃数码旗舰店", handoff_words=("呼叫掌柜",), sensitive_words=("假冒伪劣",))
WORDS = Words(sensitive=("职业打假",), banned=("某宝", "竞品家"))


@cache
def lexicon() -> GuardLexicon:
    folder = files("xiaoer") / "data" / "guard"
    return parse_lexicon([(folder / name).read_text(encoding="utf-8") for name in LEXICON_FILES])


@cache
def word_guard() -> WordGuard:
    return WordGuard.build(SHOP, WORDS, lexicon())


@cache
def reply_guard() -> ReplyGuard:
    return ReplyGuard.build(SHOP, WORDS, lexicon())


def understood(text: str, anger: float = 0.0) -> Understanding:
    return Understanding(text, text, text, (Ask(text, "", Label.OTHER, Family.UNKNOWN, 0.0),), anger=anger)


def screened(text: str, anger: float = 0.0):
    return screen(text, words=word_guard(), understanding=understood(text, anger))
