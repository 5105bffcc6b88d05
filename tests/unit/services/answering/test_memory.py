"""Is what was worked out before used again only where it still holds?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.services.answering.cast import SHOP, live_of, the_brain

from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.bootstrap.brain import enliven
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.shop.knowledge import Window
from xiaoer.services.answering import drafting
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.answering.live import LiveShops
from xiaoer.services.answering.memory import Memory, Recent
from xiaoer.testing.factories import EVE_OF_NOV_11, FrozenClock, a_faq, a_question

CHANGE = EVE_OF_NOV_11 + timedelta(hours=1)
BEFORE = a_faq("wash-01", question="手机壳怎么清洗?", answer="用湿布擦拭。", window=Window(ends_at=CHANGE))
AFTER = a_faq("wash-02", question="手机壳怎么清洗?", answer="用酒精棉擦拭。", window=Window(starts_at=CHANGE))


@pytest.fixture
def understandings(monkeypatch):
    """The texts that were understood anew, in order."""
    texts, understand = [], drafting.understand

    def watched(text, **given):
        texts.append(text)
        return understand(text, **given)

    monkeypatch.setattr(drafting, "understand", watched)
    return texts


def a_watched_drafter(shop=SHOP):
    clock, shops = FrozenClock(), LiveShops()
    live = replace(live_of(shop), memory=Memory.of(live_of(shop).index))
    shops.replace(live)
    return Drafter(shops=shops, catalog=EmbeddedCatalog(), orders=FolderOrders(()), clock=clock), clock, shops


async def said(drafter, text, *, state=FRESH, context=None):
    answered = await drafter.draft(a_question(text, context=context or PageContext()), shop_id="default", state=state)
    return answered.reply.text


def test_the_value_that_nobody_wanted_for_longest_makes_room():
    recent, made = Recent(most=2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        recent.of(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "b"]


def test_what_may_not_be_kept_is_made_each_time():
    recent, made = Recent(), []
    for _ in range(2):
        recent.of("a", lambda: made.append("a") or "a", keep=lambda _: False)
    assert made == ["a", "a"]


@pytest.mark.anyio
async def test_the_same_words_in_the_same_place_are_understood_once_and_answered_alike(understandings):
    drafter, _, _ = a_watched_drafter()
    assert await said(drafter, "手机壳怎么清洗") == await said(drafter, "手机壳怎么清洗")
    assert understandings == ["手机壳怎么清洗"]


@pytest.mark.anyio
async def test_another_page_or_another_talk_is_understood_anew(understandings):
    drafter, _, _ = a_watched_drafter()
    alone = await said(drafter, "多少钱")
    assert "5999" in await said(drafter, "多少钱", context=PageContext(product_id="X1P"))
    assert "299" in await said(drafter, "多少钱", state=replace(FRESH, product_ids=("E2",)))
    assert await said(drafter, "多少钱") == alone
    assert len(understandings) == 3


@pytest.mark.anyio
async def test_words_that_tell_of_a_time_are_understood_at_each_time(understandings):
    drafter, clock, _ = a_watched_drafter()
    await said(drafter, "明天有活动吗")
    clock.move(86_400)
    await said(drafter, "明天有活动吗")
    assert len(understandings) == 2


@pytest.mark.anyio
@pytest.mark.parametrize("text", ["订单TT20261108001到哪了", "TT20261108001 尾号8000什么时候发货"])
async def test_what_tells_of_an_order_is_not_kept(understandings, text):
    drafter, _, _ = a_watched_drafter()
    await said(drafter, text)
    await said(drafter, text)
    assert understandings == [text, text]


@pytest.mark.anyio
async def test_a_text_is_no_longer_told_once_it_has_ceased_to_hold():
    drafter, clock, _ = a_watched_drafter(replace(SHOP, faqs=(BEFORE, AFTER)))
    assert "湿布" in await said(drafter, "手机壳怎么清洗")
    clock.move(3_600)
    assert "酒精棉" in await said(drafter, "手机壳怎么清洗")


@pytest.mark.anyio
async def test_a_new_version_remembers_nothing_of_the_old_one():
    drafter, _, shops = a_watched_drafter()
    for version, way in enumerate(("用湿布擦拭", "用清水冲洗"), start=1):
        faqs = (a_faq("wash-01", question="手机壳怎么清洗?", answer=way),)
        shops.replace(enliven(replace(SHOP, version=version, faqs=faqs), the_brain()))
        assert way in await said(drafter, "手机壳怎么清洗")
