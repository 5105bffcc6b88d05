"""May this message come in?

Attacks (prompt injection, leaks, jailbreaks, other people's data, crime, hatred of groups) are refused politely.
Complaints, money disputes, threats, strong anger and a plain wish for a person go to a person at once.
An insult with a grievance in it is a grievance and goes to a person; a bare insult is refused, unless it is furious.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xiaoer.core.dialogue.plan import ALLOW, HandOffReason, Verdict
from xiaoer.core.dialogue.understanding import Understanding
from xiaoer.core.guard.lexicon import GuardLexicon, Rule, WordClass
from xiaoer.core.guard.matching import Hit, WordMatcher, disguises
from xiaoer.core.shop.knowledge import Words
from xiaoer.core.shop.profile import Profile

ANGER_HANDS_OFF = 0.7  # of 1; measured on labelled complaints, lower values catch plain impatience
_SHOP_SENSITIVE = "shop_sensitive"
_SHOP_HAND_OFF = "shop_hand_off"
_IN_PINYIN = ("complaint", "money_dispute", "override", "qualifier", "orders", "demand", "secret", _SHOP_SENSITIVE)
_SHOP_RULES = (
    Rule(
        "shop-sensitive-word", "handoff", "sensitive_word", hand_off=HandOffReason.KEYWORD, sequence=(_SHOP_SENSITIVE,)
    ),
    Rule("shop-hand-off-word", "handoff", "user_asked", hand_off=HandOffReason.USER_ASKED, sequence=(_SHOP_HAND_OFF,)),
)


@dataclass(frozen=True, slots=True)
class WordGuard:
    """The built-in rules and the shop's own words, prepared once per shop version."""

    rules: tuple[tuple[Rule, frozenset[str]], ...]  #: in the order of their trial, with the classes they need
    matcher: WordMatcher

    @staticmethod
    def build(profile: Profile, words: Words, lexicon: GuardLexicon) -> WordGuard:
        """Prepare the guard of one shop version."""
        own = (
            WordClass(_SHOP_SENSITIVE, tuple(dict.fromkeys((*profile.sensitive_words, *words.sensitive)))),
            WordClass(_SHOP_HAND_OFF, profile.handoff_words),
        )
        refusals = tuple(rule for rule in lexicon.rules if rule.action == "refuse" and rule.name != _LAST_RULE)
        hand_offs = tuple(rule for rule in lexicon.rules if rule.action == "handoff")
        last = tuple(rule for rule in lexicon.rules if rule.name == _LAST_RULE)
        matcher = WordMatcher((*lexicon.classes, *own), in_pinyin=_IN_PINYIN)
        rules = (*refusals, *hand_offs, *_SHOP_RULES, *last)
        needed = (frozenset((*rule.sequence, *rule.together, *rule.needs)) for rule in rules)
        return WordGuard(tuple(zip(rules, needed, strict=True)), matcher)


_LAST_RULE = "bare-insult"  # an insult is judged only after every reason to hand over


def screen(text: str, *, words: WordGuard, understanding: Understanding) -> Verdict:
    """Decide what shall happen to a message before anything is looked up for it."""
    furious = understanding.anger >= ANGER_HANDS_OFF
    for reading in disguises(text):
        found = _first_rule(reading, words)
        if found is not None:
            rule, hit = found
            if rule.name == _LAST_RULE and furious:
                break
            return Verdict(rule.action, rule.reason, hit.word, rule.hand_off)
    if furious:
        return Verdict("handoff", "negative_emotion", "", HandOffReason.NEGATIVE_EMOTION)
    return ALLOW


def _first_rule(reading: str, words: WordGuard) -> tuple[Rule, Hit] | None:
    hits = words.matcher.hits(reading)
    if not hits:
        return None
    by_class: dict[str, list[Hit]] = {}
    for hit in hits:
        by_class.setdefault(hit.name, []).append(hit)
    named = by_class.keys()
    for rule, needed in words.rules:
        if len(reading) < rule.min_chars or not needed <= named or any(name in named for name in rule.unless):
            continue
        scale = _LATIN_GAP if reading.isascii() else 1
        if rule.sequence:
            first = _in_sequence(rule, by_class, rule.gap * scale)
        else:
            first = _close_together(rule, by_class, rule.within * scale)
        if first is not None:
            return rule, first
    return None


def _in_sequence(rule: Rule, by_class: dict[str, list[Hit]], gap: int) -> Hit | None:
    """Return the first hit of a chain of hits, one per class of the sequence, each close behind the one before."""
    chains = [(hit, hit.end) for hit in by_class[rule.sequence[0]]]
    for name in rule.sequence[1:]:
        chains = _extended(chains, by_class[name], gap)
        if not chains:
            return None
    return chains[0][0]


def _extended(chains: Sequence[tuple[Hit, int]], following: Sequence[Hit], gap: int) -> list[tuple[Hit, int]]:
    return [
        (first, hit.end)
        for hit in following
        for first, end in chains[-_LONGEST_CHAIN:]
        if end <= hit.start <= end + gap
    ][:_LONGEST_CHAIN]


_LATIN_GAP = 3  # letters that a Chinese character takes in pinyin or English
_LONGEST_CHAIN = 64  # bounds the work on a text that repeats itself


def _close_together(rule: Rule, by_class: dict[str, list[Hit]], within: int) -> Hit | None:
    for hit in by_class[rule.together[0]][:_LONGEST_CHAIN]:
        if all(
            any(_distance(hit, other) <= within for other in by_class[name][:_LONGEST_CHAIN])
            for name in rule.together[1:]
        ):
            return hit
    return None


def _distance(one: Hit, other: Hit) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
