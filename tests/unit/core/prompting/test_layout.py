"""What repeats between turns stands in front."""

from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.state import Exchange
from xiaoer.core.prompting.chatml import defuse, render
from xiaoer.core.prompting.layout import lay_out, turn_text
from xiaoer.core.prompting.system import system_text
from xiaoer.core.shop.profile import Profile

TEMPLATE = (files("xiaoer") / "data" / "prompt" / "system.txt").read_text(encoding="utf-8")
PROFILE = Profile("桃桃数码旗舰店", principles=("先问清楚需求再推荐",))
SYSTEM = system_text(TEMPLATE, PROFILE)
words = st.text(alphabet="退货款多久能可以。?\n<|>", max_size=30)


@given(words, words, words)
def test_a_turn_begins_with_the_very_characters_of_the_turn_before(first, said, second):
    prompt = render(lay_out(SYSTEM, (), first))
    following = render(lay_out(SYSTEM, (Exchange(first, said),), second))
    assert following.startswith(prompt + defuse(said))


@given(words, words)
def test_the_constant_part_is_the_same_for_every_shopper_and_question(first, second):
    start = render(lay_out(SYSTEM, (), "")).index("<|im_start|>user")
    assert render(lay_out(SYSTEM, (), first))[:start] == render(lay_out(SYSTEM, (), second))[:start]


def test_the_evidence_comes_before_the_question():
    told = turn_text((Evidence("faq", "F1", "退款时间", "3个工作日内退回。"),), "退款多久")
    assert told == "资料:\n退款时间:3个工作日内退回。\n顾客问:退款多久"


def test_the_constant_part_names_shop_assistant_rules_and_the_fixed_sentence():
    for words in (
        PROFILE.name,
        PROFILE.assistant_name,
        PROFILE.unsure_reply,
        "不编",
        "商品详情页",
        "先问清楚需求再推荐",
    ):
        assert words in SYSTEM


def test_a_shop_name_that_looks_like_a_placeholder_fills_in_nothing_else():
    assert "{unsure}" not in system_text(TEMPLATE, Profile("小店"))
