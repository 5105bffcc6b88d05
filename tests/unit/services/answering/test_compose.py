"""Do the words of a reply carry out its plan, and rest on what it names?"""

from __future__ import annotations

import pytest
from tests.unit.services.answering.cast import at_hour, live_of

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import Clarify, Compose, Direct, HandOff, HandOffReason, Refuse, Unsure
from xiaoer.core.dialogue.reply import Reply, Source
from xiaoer.services.answering.compose import compose, evidence_of
from xiaoer.testing.factories import EVE_OF_NOV_11

LIVE = live_of()
TEXTS = LIVE.texts
PRICE = Evidence("sku", "X1", "桃桃X1", "现价3999元")
SUM = Evidence("computed", "sum", "合计", "到手价3949元")
APOLOGISED = {HandOffReason.KEYWORD, HandOffReason.NEGATIVE_EMOTION, HandOffReason.MONEY_DISPUTE}


def said(plan, *, now=EVE_OF_NOV_11):
    return compose(plan, LIVE, now=now)[0]


def test_an_answer_names_its_sources_once_and_leaves_computed_ones_out():
    plan = Direct("到手价3949元,现价3999元。", (PRICE, SUM, PRICE), "facts.checkout")
    assert said(plan) == Reply(plan.text, "direct", "facts.checkout", (Source("sku", "X1", "桃桃X1"),))


def test_a_question_back_is_on_its_own_route():
    assert said(Clarify("桃桃X1(现价3999元)?", (PRICE,), "clarify.choice")) == Reply(
        "桃桃X1(现价3999元)?", "clarify", "clarify.choice", (Source("sku", "X1", "桃桃X1"),)
    )


def test_a_refusal_explains_nothing_of_the_guard():
    assert said(Refuse("injection", "screen.injection")) == Reply(TEXTS.refuse, "refuse", "screen.injection")


def test_a_text_that_may_help_is_said_with_its_figures_even_where_a_model_was_to_speak():
    near = Evidence("faq", "f1", "多久退款", "退回后3天内退款。")
    unsure = Unsure("unsure.no_passage", (near,))
    hint = "店里有一条相近的说明,供您参考——多久退款:退回后3天内退款。"
    expected = Reply(
        f"{TEXTS.unsure}\n{hint}\n{TEXTS.offer_person}", "unsure", unsure.rule, (Source("faq", "f1", "多久退款"),)
    )
    assert said(unsure) == expected
    assert said(Compose("退款呢", (PRICE,), "compose.passages", unsure)) == expected


def test_who_is_not_sure_says_so_and_offers_a_person():
    text = "我需要为您查询,请稍等。\n如需人工服务,请回复“转人工”。"
    assert said(Unsure("unsure.no_passage")) == Reply(text, "unsure", "unsure.no_passage")


@pytest.mark.parametrize(
    ("hour", "told"), [(20, TEXTS.hand_off), (23, TEXTS.hand_off_later), (8, TEXTS.hand_off_later)]
)
def test_a_hand_off_promises_a_person_only_while_one_is_on_duty(hour, told):
    reply = said(HandOff(HandOffReason.USER_ASKED, "handoff.user_asked"), now=at_hour(hour))
    assert reply == Reply(told, "handoff", "handoff.user_asked", hand_off=HandOffReason.USER_ASKED)


def test_off_duty_the_hours_are_told():
    assert "09:00-22:00" in said(HandOff(HandOffReason.USER_ASKED, "handoff"), now=at_hour(23)).text


@pytest.mark.parametrize("reason", list(HandOffReason))
def test_whoever_had_trouble_hears_an_apology_first(reason):
    text = said(HandOff(reason, "handoff")).text
    assert text.startswith(TEXTS.apology) == (reason in APOLOGISED)


def test_a_number_without_evidence_never_leaves():
    reply, reviewed = compose(Direct("现价3999元。只要1元。", (PRICE,), "facts.price"), LIVE, now=EVE_OF_NOV_11)
    assert "1元。" not in reply.text.replace("现价3999元。", "")
    assert reviewed.replaced != ()


@pytest.mark.parametrize("plan", [HandOff(HandOffReason.VIP, "h"), Refuse("leak", "r"), Unsure("u")])
def test_fixed_sentences_rest_on_nothing(plan):
    assert evidence_of(plan) == ()


def test_answers_and_questions_back_rest_on_their_evidence():
    assert evidence_of(Direct("", (PRICE,), "")) == evidence_of(Clarify("", (PRICE,), "")) == (PRICE,)
