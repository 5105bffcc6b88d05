"""Does the chat work on a page of the merchant's own, and leave that page alone?"""

from __future__ import annotations

import hashlib
import hmac
import json
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.browser.conftest import DESK, PHONE
from tests.e2e.browser.shopper import Shopper
from tests.e2e.browser.stage import Stage, foreign_site
from tests.e2e.browser.test_access import findings
from tests.integration.house import IDENTITY_SECRET, House, settings
from xiaoer.core.dialogue.conversation import Event
from xiaoer.testing.factories import EVE_OF_NOV_11

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>桃桃数码</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<style>* {{ color: red !important; font: 40px cursive !important }} button {{ display: none !important }}</style>
</head><body><main><h1>商品详情</h1></main>
<script src="{server}/widget.js" {attributes}></script></body></html>"""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src {server}; connect-src {server}; img-src {server} blob:"
)


@pytest.fixture
def site(tmp_path):
    """Yield the folder and the address of the merchant's site."""
    with foreign_site(tmp_path) as address:
        yield tmp_path, address


@pytest.fixture
def stage(site):
    """Return an application that lets the merchant's site call it, on another name than the site has."""
    given = settings(messages=1000)
    server = given.server.model_copy(update={"allowed_origins": (site[1],)})
    with Stage(House(given.model_copy(update={"server": server}))).playing() as playing:
        playing.base = playing.base.replace("127.0.0.1", "localhost")
        yield playing


@pytest.fixture
def shop_page(site, stage, visit):
    """Return what opens the merchant's page with the widget on it."""
    folder, address = site

    def open_page(attributes: str = "", *, name: str = "index.html", **others: object):
        policy = POLICY.format(server=stage.base)
        text = PAGE.format(server=stage.base, attributes=attributes, policy=policy)
        (folder / name).write_text(text, encoding="utf-8")
        others.setdefault("viewport", DESK)
        page = visit(f"{address}/{name}", wait=False, **others)
        page.locator("xiaoer-chat").wait_for(state="attached")
        return page

    return open_page


def asked_elsewhere(page, *allowed: str) -> list[str]:
    seen: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(allowed) else seen.append(request.url))
    return seen


def opened(page) -> Shopper:
    page.get_by_role("button", name="打开客服").click()
    return Shopper(page)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_talk_on_a_foreign_page(stage, site, shop_page, viewport):
    page = shop_page('data-product-id="X1" data-order-id="T1" data-tags="VIP"', viewport=viewport)
    seen = asked_elsewhere(page, stage.base, site[1], "blob:")
    shopper = opened(page)
    expect(shopper.line).to_be_focused()
    expect(page.get_by_text("本对话由 AI 自动回复")).to_be_visible()
    shopper.say("多少钱")
    shopper.sees("多少钱")
    context = stage.house.answerer.turns[0].question.context
    assert (context.product_id, context.order_id, context.tags) == ("X1", "T1", ("VIP",))
    panel = page.locator("xiaoer-chat .panel").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= viewport["width"]
    colour = shopper.replies.first.evaluate("one => getComputedStyle(one).color")
    assert colour != "rgb(255, 0, 0)"
    assert findings(page) == [] if viewport is DESK else True
    page.keyboard.press("Escape")
    expect(page.locator("xiaoer-chat .panel")).to_be_hidden()
    expect(page.get_by_role("button", name="打开客服")).to_be_focused()
    assert seen == []
    assert page.evaluate("document.cookie") == ""


def test_the_talk_goes_on_from_page_to_page_and_counts_what_is_unread(stage, site, shop_page):
    page = shop_page()
    shopper = opened(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    page.keyboard.press("Escape")
    stage.add(Event(stage.talk, 0, "message", EVE_OF_NOV_11, "a-1", "agent", "您好", speaker="阿强"))
    expect(page.locator("xiaoer-chat .badge")).to_have_text("1")
    page.goto(f"{site[1]}/index.html?next")
    stage.add(Event(stage.talk, 0, "message", EVE_OF_NOV_11, "a-2", "agent", "还在吗", speaker="阿强"))
    expect(page.locator("xiaoer-chat .badge")).to_have_text("2")
    page.get_by_role("button", name="打开客服,2 条新消息").click()
    expect(shopper.mine).to_have_text(["在吗"])
    expect(page.locator("xe-message .agent .bubble")).to_have_text(["您好", "还在吗"])
    expect(page.locator("xiaoer-chat .badge")).to_have_count(0)
    page.reload()
    page.wait_for_function("document.querySelector('xiaoer-chat').shadowRoot.querySelector('xe-messenger')")
    expect(page.locator("xiaoer-chat .badge")).to_have_count(0)


def test_scripts_of_the_page_can_open_close_send_and_listen(stage, shop_page):
    page = shop_page('data-position="left" data-accent="rgb(0, 100, 0)"')
    page.evaluate("""() => {
      window.told = [];
      for (const name of ["open", "close", "message", "unread"])
        xiaoer.on(name, (detail) => told.push([name, detail?.text ?? detail]));
      const end = xiaoer.on("open", () => told.push("never"));
      end();
      xiaoer.open();
    }""")
    expect(page.locator("xiaoer-chat .panel")).to_be_visible()
    page.evaluate("xiaoer.send('有货吗')")
    Shopper(page).sees("有货吗")
    page.evaluate("xiaoer.close()")
    expect(page.locator("xiaoer-chat .panel")).to_be_hidden()
    told = page.evaluate("told")
    assert told[0] == ["open", None]
    assert ["message", "您说:有货吗"] in told
    assert told[-1] == ["close", None]
    box = page.locator("xiaoer-chat .launch").bounding_box()
    assert box["x"] < 100
    assert (
        page.locator("xiaoer-chat .launch").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(0, 100, 0)"
    )
    page.evaluate("xiaoer.context({product_id: 'X9'})")
    page.evaluate("xiaoer.send('这个呢')")
    expect(Shopper(page).replies).to_have_count(2)
    assert stage.house.answerer.turns[-1].question.context.product_id == "X9"


@pytest.mark.parametrize(
    ("scheme", "accent"), [("light", "rgb(1, 2, 3)"), ("dark", "color(srgb 0.382431 0.384863 0.387294)")]
)
def test_the_page_dresses_the_widget_by_variables(shop_page, scheme, accent):
    page = shop_page(color_scheme=scheme)
    page.add_style_tag(content=":root { --xiaoer-accent: rgb(1, 2, 3); --xiaoer-font: 'Shop Hand', serif }")
    opened(page)
    page.mouse.move(5, 5)
    logo = page.locator("xe-messenger .logo").evaluate("one => getComputedStyle(one).backgroundColor")
    assert logo == accent
    expect(page.locator("xiaoer-chat .launch")).to_have_css("background-color", accent)
    page.locator("xiaoer-chat .launch").hover()  # the shop's own colour, not ours
    hovered = page.locator("xiaoer-chat .launch").evaluate("one => getComputedStyle(one).backgroundColor")
    red, green, blue = (float(part) for part in hovered.split("srgb ")[1].rstrip(")").split())
    assert max(red, green, blue) - min(red, green, blue) < 0.02
    font = page.locator("xe-message[plain] .bubble").evaluate("one => getComputedStyle(one).fontFamily")
    assert "Shop Hand" in font


def signed(user: str, *, lives_s: int = 600) -> tuple[str, str]:
    identity = json.dumps({"user_id": user, "expires_at": int(time.time()) + lives_s + 10 * 365 * 86400})
    return identity, hmac.new(IDENTITY_SECRET.encode(), identity.encode(), hashlib.sha256).hexdigest()


def attributes_of(user: str) -> str:
    identity, signature = signed(user)
    return f"data-identity='{identity}' data-signature='{signature}'"


def test_a_signed_shopper_is_known_and_the_next_one_at_this_browser_sees_nothing_of_hers(stage, site, shop_page):
    page = shop_page(attributes_of("小美"), name="one.html")
    shopper = opened(page)
    shopper.say("我是小美")
    shopper.sees("我是小美")
    assert stage.house.conversations.talks[stage.talk].owner == "identity:小美"
    identity, signature = signed("老王")
    page.evaluate("([identity, signature]) => xiaoer.identify({identity, signature})", [identity, signature])
    expect(shopper.line).to_be_visible()
    expect(shopper.mine).to_have_count(0)
    shopper.say("我是老王")
    shopper.sees("我是老王")
    assert stage.house.conversations.talks[stage.talk].owner == "identity:老王"
    page.evaluate("xiaoer.identify(null)")
    expect(shopper.mine).to_have_count(0)


def test_a_forged_identity_gets_no_talk(stage, shop_page):
    identity, _ = signed("小美")
    page = shop_page(f"data-identity='{identity}' data-signature='{'0' * 64}'")
    shopper = opened(page)
    shopper.say("我是小美")
    expect(page.locator("xe-message .state.bad")).to_contain_text("未发送")
    assert stage.house.conversations.talks == {}


def test_a_page_that_is_not_allowed_gets_nothing(stage, tmp_path, visit):
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text(
        f'<!doctype html><body><script src="{stage.base}/widget.js"></script></body>', encoding="utf-8"
    )
    with foreign_site(other) as address:
        page = visit(f"{address}/index.html", wait=False)
        page.get_by_role("button", name="打开客服").click()
        shopper = Shopper(page)
        shopper.say("在吗")
        expect(page.locator("xe-message .state")).to_contain_text("自动发送")
    assert stage.house.conversations.log == {}
