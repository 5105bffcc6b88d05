"""Is a reply judged by what its golden turn lays down, and by nothing else?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from xiaoer.core.dialogue.plan import HandOffReason
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.reply import Reply, Source
from xiaoer.core.dialogue.state import DialogueState
from xiaoer.core.shop.promotion import Audience
from xiaoer.errors import KnowledgeError
from xiaoer.services.answering.turn import Answered
from xiaoer.services.evaluation.golden import (
    GoldenConversation,
    GoldenFile,
    GoldenTurn,
    Miss,
    Score,
    add_up,
    faults_of,
    parse_golden,
    play,
    score,
)
from xiaoer.testing.talks import a_receipt

REPLY = Reply("桃桃X1 黑色\n现价 3999元,有货", "direct", "facts.price", (Source("sku", "X1-BK", "桃桃X1"),))
PERSON = Reply("请稍等", "handoff", "handoff", hand_off=HandOffReason.USER_ASKED)
FULL = """
shop = "shops/demo"
now = 2026-11-10T20:00:00+08:00
[[conversation]]
name = "one"
kind = "price"
[[conversation.turn]]
say = "多少钱"
context = { product_id = "X1", tags = ["VIP"] }
route = ["direct", "clarify"]
must = "3999元"
must_not = ["4299"]
sources = ["sku:X1-BK"]
handoff = false
"""


def test_a_file_is_read_whole():
    turn = GoldenTurn(
        say="多少钱",
        context=PageContext(product_id="X1", tags=("VIP",)),
        route=("direct", "clarify"),
        must=("3999元",),
        must_not=("4299",),
        sources=("sku:X1-BK",),
        handoff=False,
    )
    at = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
    assert parse_golden(FULL, name="a.toml") == GoldenFile(
        "shops/demo", at, (GoldenConversation("one", "price", (turn,)),)
    )


@pytest.mark.parametrize(
    "text",
    [
        "shop = ",
        "[[conversation]]\nkind = 'price'\n[[conversation.turn]]\nsay = 'x'",
        "[[conversation]]\nname = 'a'\nkind = 'price'",
        "[[conversation]]\nname = 'a'\nkind = 'price'\nturn = 'x'",
        "[[conversation]]\nname = 'a'\nkind = 'price'\n[[conversation.turn]]\nroute = ['direct']",
        FULL.replace("product_id", "produkt_id"),
        FULL.replace("+08:00", ""),
        FULL.replace("2026-11-10T20:00:00+08:00", '"today"'),
    ],
)
def test_a_fault_in_a_file_is_told_with_its_name(text):
    with pytest.raises(KnowledgeError, match=r"a\.toml"):
        parse_golden(text, name="a.toml")


@pytest.mark.parametrize(
    ("turn", "faults"),
    [
        (GoldenTurn(""), ()),
        (GoldenTurn("", must=("X1黑色", "3999 元")), ()),
        (GoldenTurn("", must=("无货|有货",)), ()),
        (GoldenTurn("", must=("x1",)), ()),
        (GoldenTurn("", must=("无货|没有", "4299元")), ("缺少 无货|没有", "缺少 4299元")),
        (GoldenTurn("", must_not=("3999元", "4299元")), ("不应出现 3999元",)),
        (GoldenTurn("", sources=("sku:X1-BK",)), ()),
        (GoldenTurn("", sources=("faq:X1-BK",)), ("缺少来源 faq:X1-BK",)),
        (GoldenTurn("", route=("clarify", "direct")), ()),
        (GoldenTurn("", route=("clarify", "refuse")), ("路线 direct 不在 clarify/refuse",)),
        (GoldenTurn("", handoff=False), ()),
        (GoldenTurn("", handoff=True), ("应转人工",)),
    ],
)
def test_each_demand_on_a_reply_is_checked(turn, faults):
    assert faults_of(turn, REPLY) == faults


def test_a_needless_hand_off_is_a_fault():
    assert faults_of(GoldenTurn("", handoff=False), PERSON) == ("不应转人工",)
    assert faults_of(GoldenTurn("", handoff=True), PERSON) == ()


class Echo:
    """A drafter that says the question back and counts the turns in the state."""

    def __init__(self):
        self.asked = []

    async def draft(self, question, *, shop_id, state):
        self.asked.append((question, shop_id, state.misses))
        return Answered(Reply(question.text, "direct", "echo"), a_receipt(), DialogueState(misses=state.misses + 1))


@pytest.mark.anyio
async def test_turns_go_on_from_each_other_and_talks_start_afresh():
    drafter = Echo()
    vip = PageContext(tags=("VIP", "新客", "老客"))
    one = GoldenConversation("one", "price", (GoldenTurn("甲", must=("甲",)), GoldenTurn("乙", vip, must=("丙",))))
    two = GoldenConversation("two", "stock", (GoldenTurn("丁"),))
    misses = await play(GoldenFile("", None, (one, two)), drafter, shop_id="s")
    assert misses == (Miss("one", "price", "乙", "乙", "direct", ("缺少 丙",)),)
    assert [(shop, state) for _, shop, state in drafter.asked] == [("s", 0), ("s", 1), ("s", 0)]
    shoppers = [question.shopper for question, *_ in drafter.asked]
    assert shoppers[0].key == shoppers[1].key != shoppers[2].key
    assert shoppers[1].audiences == {Audience.VIP, Audience.NEW_CUSTOMER}


def test_a_conversation_counts_once_however_many_turns_went_wrong():
    talks = [GoldenConversation(name, "price", ()) for name in ("a", "b", "c")] + [GoldenConversation("a", "order", ())]
    misses = [Miss("a", "price", "", "", "direct", ())] * 2
    assert score(talks, misses) == (Score("order", 1, 1), Score("price", 2, 3))


def test_scores_of_several_files_add_up_by_kind():
    assert add_up((Score("price", 1, 2), Score("order", 0, 1), Score("price", 3, 3))) == (
        Score("order", 0, 1),
        Score("price", 4, 5),
    )
