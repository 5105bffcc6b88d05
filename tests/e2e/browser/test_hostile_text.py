"""Is anything of a message, a person's name or the shop's data ever run or fetched?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.payloads import EVIL, PAYLOADS
from tests.e2e.browser.shopper import Shopper
from tests.integration.house import ShownShop
from xiaoer.adapters.connectors.embedded import EmbeddedCatalog
from xiaoer.core.dialogue.conversation import Event
from xiaoer.core.dialogue.reply import Source
from xiaoer.services.storefront.service import Storefront
from xiaoer.testing.factories import EVE_OF_NOV_11, a_faq, a_profile, a_shop, a_sku
from xiaoer.testing.files import MemoryPictures

ALARM = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.__violations.push(event.violatedDirective));
"""
SPEAKERS = ("shopper", "assistant", "agent", "system")


def watched(page: Page, base: str) -> list[str]:
    """Return what the page asks of other hosts, and the dialogs it opens."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if not _own(request.url, base) else None)
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.add_init_script(ALARM)
    return seen


def _own(url: str, base: str) -> bool:
    return url.startswith((base + "/", f"blob:{base}/"))


def untouched(page: Page, seen: list[str]) -> None:
    assert page.evaluate("[window.__ran, window.__violations]") == [None, []]
    assert seen == []


def chunks(size: int) -> list[tuple[str, ...]]:
    return [PAYLOADS[at : at + size] for at in range(0, len(PAYLOADS), size)]


def test_there_are_enough_payloads():
    assert len(PAYLOADS) >= 150
    assert len(set(PAYLOADS)) == len(PAYLOADS)


def test_nothing_of_what_anybody_says_is_run_or_fetched(stage, visit):
    page = visit(stage.base)
    seen = watched(page, stage.base)
    page.reload()
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    talk, append = stage.talk, stage.house.conversations.append

    async def all_say() -> None:
        for number, payload in enumerate(PAYLOADS):
            for role in SPEAKERS:
                sources = (
                    (Source("faq", payload, payload), Source(payload, "x", payload)) if role == "assistant" else ()
                )
                speaker = payload if role == "agent" else ""
                name = f"{role}-{number}"
                await append(
                    Event(talk, 0, "message", EVE_OF_NOV_11, name, role, payload, sources=sources, speaker=speaker)
                )
        await append(Event(talk, 0, "state", EVE_OF_NOV_11, status="agent", speaker=PAYLOADS[0]))

    stage.do(all_say())
    page.reload()
    expect(page.locator("[role=log] xe-message:not([plain])")).to_have_count(
        2 + len(PAYLOADS) * len(SPEAKERS), timeout=20_000
    )
    for button in page.get_by_role("button", name="回答依据").all()[:: len(PAYLOADS) // 10]:
        button.click()
    tags = page.locator("xe-message .bubble").evaluate_all(
        "all => [...new Set(all.flatMap(one => [...one.querySelectorAll('*')].map(inner => inner.localName)))].sort()"
    )
    known = "a blockquote br code del em h3 h4 hr li ol p pre strong table tbody td th thead tr ul"
    assert set(tags) <= set(known.split())
    links = page.locator("xe-message .bubble a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links
    assert all(link.startswith(("http://", "https://", "tel:", "mailto:")) for link in links)
    untouched(page, seen)


def test_nothing_that_a_shopper_types_or_a_model_streams_is_run_or_fetched(stage, visit):
    page = visit(stage.base)
    seen = watched(page, stage.base)
    page.reload()
    shopper = Shopper(page)
    for payload in PAYLOADS[::12]:
        stage.hold()
        shopper.say(payload)
        expect(page.get_by_text("正在为您查询")).to_be_visible()
        stage.write(payload)
        expect(shopper.draft).to_be_visible()
        stage.release()
        expect(shopper.draft).to_have_count(0)
    untouched(page, seen)


@pytest.mark.parametrize("payloads", chunks(40), ids=lambda payloads: str(len(payloads)))
def test_nothing_in_the_shops_data_is_run_or_fetched(house, stage, visit, payloads):
    first = payloads[0]
    shop = a_shop(
        profile=a_profile(name=first),
        skus=[
            a_sku(f"S{n}", product_id=f"P{n}", name=text, options=((text, text),), url=text, brand=text)
            for n, text in enumerate(payloads)
        ],
        faqs=[a_faq(f"f-{n}", question=text[:18], category=str(n)) for n, text in enumerate(payloads) if len(text) > 3],
    )
    front = Storefront(ShownShop(shop), EmbeddedCatalog(), MemoryPictures(), clock=house.clock, shop_id="default")
    for name in ("_shops", "_pictures"):
        setattr(house.storefront, name, getattr(front, name))
    page = visit(stage.base)
    seen = watched(page, stage.base)
    page.reload()
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    for n in range(0, len(payloads), 3):
        sources = tuple(Source("product", f"P{m}", payloads[m]) for m in range(n, min(n + 3, len(payloads))))
        stage.add(Event(stage.talk, 0, "message", EVE_OF_NOV_11, f"m-{n}", "assistant", "看看", sources=sources))
    expect(page.locator("xe-product article")).to_have_count(len(payloads))
    links = page.locator("xe-product a").evaluate_all("all => all.map(one => one.href)")
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert EVIL not in " ".join(seen)
    untouched(page, seen)
