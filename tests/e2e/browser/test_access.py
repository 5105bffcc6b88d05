"""Can everybody use the pages: by keyboard, by screen reader, on a small screen, in their language?"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESK, PHONE
from tests.e2e.browser.shopper import Shopper

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
FINDINGS = """async () => {
  const told = await axe.run(document, {resultTypes: ["violations"]});
  return told.violations.filter(one => ["serious", "critical", "moderate"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(" | ")}`);
}"""


def findings(page: Page) -> list[str]:
    """Return what axe holds against the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FINDINGS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_serious(stage, visit, viewport, scheme):
    page = visit(stage.base, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    shopper = Shopper(page)
    expect(page.locator("xe-message[plain]")).to_be_visible()
    assert findings(page) == []
    shopper.say("**价格**\n- [链接](https://shop.example/)\n- `X1`")
    expect(shopper.replies).to_have_count(1)
    page.get_by_role("button", name="回答依据").click()
    assert findings(page) == []
    shopper.button("没帮助").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert findings(page) == []
    page.keyboard.press("Escape")
    shopper.button("查订单").click()
    # until the form is open, the last such button is the page's own, which is disabled
    expect(page.get_by_label("订单号")).to_be_visible()
    shopper.button("发送").last.click()
    assert findings(page) == []
    page.keyboard.press("Escape")
    shopper.button("转人工").click()
    expect(page.get_by_text("正在为您转接人工客服")).to_be_visible()
    assert findings(page) == []
    if viewport is PHONE:
        shopper.button("我的对话").click()
    shopper.button("设置").click()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    shopper.button("结束对话").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert findings(page) == []


def test_a_talk_by_keyboard_alone(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    expect(page.locator("xe-message[plain]")).to_be_visible()
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("""() => {
          let one = document.activeElement;
          while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
          return one.getAttribute('aria-label') || one.textContent.trim();
        }""")
        )
        if reached[-1] == "消息内容":
            break
    assert reached[:3] == ["我的对话", "转人工", "隐私说明"]
    assert "满多少包邮?" in reached
    assert reached[-1] == "消息内容"
    page.keyboard.type("在吗")
    page.keyboard.press("Enter")
    Shopper(page).sees("在吗")
    page.keyboard.type("你好")  # the focus is still in the line
    expect(Shopper(page).line).to_have_value("你好")


def test_a_dialog_keeps_the_focus_and_gives_it_back(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    shopper.button("查订单").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(shopper.button("查订单")).to_be_focused()


def test_what_others_say_is_announced(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    expect(page.locator("[data-announce]")).to_have_text("小二 您说:在吗")
    expect(page.locator("[data-announce]")).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(stage, visit, width):
    page = visit(stage.base, viewport={"width": width, "height": 640})
    shopper = Shopper(page)
    shopper.say("长" * 60 + " " + "a" * 300 + "\nhttps://shop.example/" + "x" * 200)
    expect(shopper.replies).to_have_count(1)
    shopper.button("转人工").click()
    expect(page.get_by_text("正在为您转接人工客服")).to_be_visible()
    wide = page.evaluate("""() => {
      const found = [];
      const look = (root) => root.querySelectorAll('*').forEach((one) => {
        if (one.shadowRoot) look(one.shadowRoot);
        const box = one.getBoundingClientRect();
        if (box.width > 1 && box.right > innerWidth + 1) found.push(one.localName + '.' + one.className);
      });
      look(document);
      return [document.documentElement.scrollWidth > innerWidth, found];
    }""")
    assert wide == [False, []]
    expect(shopper.button("转接中")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("zh-TW", ("zh-TW", "轉真人", "AI 生成")),
        ("en-GB", ("en", "Human help", "AI-generated")),
        ("fr", ("zh-CN", "转人工", "AI 生成")),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(stage, visit, locale, told):
    lang, hand_off, label = told
    page = visit(stage.base, viewport=PHONE, locale=locale)
    expect(Shopper(page).button(hand_off)).to_be_visible()
    expect(page.locator("xe-message[plain]")).to_contain_text(label)
    expect(page.locator("html")).to_have_attribute("lang", lang)


def test_language_and_colours_can_be_chosen_and_stay(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    shopper.button("设置").click()
    page.get_by_text("English").click()
    page.get_by_text("Dark").click()
    page.reload()
    expect(shopper.button("Human help")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 20, 18)"
