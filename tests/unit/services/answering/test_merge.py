"""Do several questions in one message get one lawful reply?"""

from __future__ import annotations

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import Clarify, Direct, HandOff, HandOffReason, Refuse, Unsure
from xiaoer.services.answering.plan import merge

PRICE = Direct("价格99元", (Evidence("sku", "A", "杯子", "99元"),), "facts.price")
STOCK = Direct("有货", (Evidence("sku", "A", "杯子", "99元"),), "facts.stock")
WHICH = Clarify("您问的是哪一款?", (), "clarify.choice", ("A", "B"))
LOST = Unsure("unsure.no_passage")
PERSON = HandOff(HandOffReason.KEYWORD, "screen.sensitive")
UNSURE = "我需要为您查询,请稍等。"


def test_two_answers_are_both_said_and_evidence_is_listed_once():
    merged = merge((PRICE, STOCK), misses=0, unsure=UNSURE)
    assert merged == Direct("价格99元\n有货", PRICE.evidence, "facts.price+facts.stock")


def test_the_same_answer_is_said_once():
    assert merge((PRICE, PRICE), misses=0, unsure=UNSURE) == PRICE


def test_a_miss_beside_an_answer_keeps_the_answer_and_says_what_is_open():
    merged = merge((PRICE, LOST), misses=1, unsure=UNSURE)
    assert merged == Direct(f"价格99元\n{UNSURE}", PRICE.evidence, "facts.price+unsure.part")


def test_a_question_back_beside_an_answer_waits_for_the_choice():
    merged = merge((PRICE, WHICH), misses=0, unsure=UNSURE)
    assert merged == Clarify("价格99元\n您问的是哪一款?", PRICE.evidence, "facts.price+clarify.choice", ("A", "B"))


def test_a_hand_off_rules_the_message():
    assert merge((PRICE, PERSON), misses=0, unsure=UNSURE) == PERSON


def test_a_refusal_rules_even_a_hand_off():
    refusal = Refuse("injection", "screen.injection")
    assert merge((PERSON, refusal), misses=0, unsure=UNSURE) == refusal


def test_the_first_miss_is_unsure_and_the_second_in_a_row_brings_a_person():
    assert merge((LOST,), misses=0, unsure=UNSURE) == LOST
    assert merge((LOST,), misses=1, unsure=UNSURE) == HandOff(HandOffReason.TWO_MISSES, "handoff.two_misses")
