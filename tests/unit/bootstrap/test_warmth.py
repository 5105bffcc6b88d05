"""Is the first answer rehearsed, and can a rehearsal keep the shop closed?"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from xiaoer.bootstrap.brain import enliven, load_brain
from xiaoer.bootstrap.warmth import rehearse
from xiaoer.testing.factories import a_shop, a_sku


@dataclass
class Listener:
    """Takes down the questions that it is asked, in place of a drafter."""

    fault: Exception | None = None
    asked: list[str] = field(default_factory=list)

    async def draft(self, question, *, shop_id):
        self.asked.append(question.text)
        if self.fault is not None:
            raise self.fault


async def test_a_rehearsal_asks_about_the_goods_of_the_shop():
    drafter = Listener()
    await rehearse(drafter, enliven(a_shop(skus=(a_sku(name="桃桃X1"),)), load_brain()))
    assert any("桃桃X1" in text for text in drafter.asked)


async def test_a_rehearsal_that_fails_is_logged_and_goes_no_further(caplog):
    with caplog.at_level(logging.ERROR):
        await rehearse(Listener(ValueError("broken")), enliven(a_shop(), load_brain()))
    assert "rehearsal failed" in caplog.text
