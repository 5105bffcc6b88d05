"""Does an agent notice a shopper while he looks elsewhere?"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.agent import Agent, hire
from tests.e2e.browser.conftest import PHONE
from tests.e2e.browser.shopper import Shopper

# What the machine would show and sound is written down instead.
EAR = """
  window.told = {notes: [], tones: 0};
  window.Notification = class {
    static permission = localStorage.getItem('permission') || 'default';
    static async requestPermission() {
      localStorage.setItem('permission', 'granted');
      return (this.permission = 'granted');
    }
    constructor(title, {body, tag}) {
      if (window.isPhone) throw new TypeError('Illegal constructor');
      window.told.notes.push([title, body]);
      window.told.last = this;
    }
    close() {}
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { window.told.tones += 1; return start.apply(this, when); };
  document.hasFocus = () => !window.isAway;
"""


@pytest.fixture
def agent(stage, visit) -> Agent:
    hire(stage, "阿强")
    page = visit(f"{stage.base}/desk", wait=False)
    page.add_init_script(EAR)
    page.reload()
    agent = Agent(page)
    agent.sign_in("阿强")
    expect(agent.page.get_by_text("没有人在等")).to_be_visible()
    return agent


@pytest.fixture
def asking(stage, visit):
    def ask(text: str) -> Shopper:
        shopper = Shopper(visit(stage.base, viewport=PHONE))
        shopper.say(text)
        shopper.sees(text)
        shopper.button("转人工").click()
        expect(shopper.page.locator(".strip.waiting")).to_be_visible()
        return shopper

    return ask


def notes(page: Page) -> list[list[str]]:
    return page.evaluate("told.notes")


def test_who_looks_elsewhere_is_notified_once_he_allowed_it(agent, asking):
    asking("第一位")
    expect(agent.cards).to_have_count(1)
    assert agent.page.evaluate("told.tones") == 2
    assert notes(agent.page) == []  # he is looking, and has not been asked yet
    agent.button("开启提醒").click()
    expect(agent.button("开启提醒")).to_have_count(0)
    agent.page.evaluate("isAway = true")
    shopper = asking("第二位")
    expect(agent.cards).to_have_count(2)
    assert notes(agent.page) == [["有顾客在等人工", "顾客说:第二位"]]
    agent.page.evaluate("told.last.onclick()")
    expect(agent.bubbles("shopper")).to_have_text(["第二位"])
    agent.button("领取").click()
    shopper.say("在吗")
    expect(agent.page.locator("desk-queue .badge")).to_have_text("1")
    assert notes(agent.page)[-1] == ["顾客发来消息", "在吗"]
    agent.page.reload()
    expect(agent.cards).to_have_count(2)
    expect(agent.button("开启提醒")).to_have_count(0)  # asked once, never again


def test_a_silenced_desk_stays_silent(agent, asking):
    agent.button("提示音已开,点击关闭").click()
    agent.page.reload()
    expect(agent.button("提示音已关,点击打开")).to_be_visible()
    asking("第一位")
    expect(agent.cards).to_have_count(1)
    assert agent.page.evaluate("told.tones") == 0
    agent.button("提示音已关,点击打开").click()
    assert agent.page.evaluate("told.tones") == 2  # what it sounds like


def test_a_device_that_refuses_to_notify_loses_nothing(agent, asking):
    agent.button("开启提醒").click()
    agent.page.evaluate("isAway = isPhone = true")
    anew = []
    agent.page.on("request", lambda request: anew.append(request.url) if "desk/events" in request.url else None)
    asking("第一位")
    expect(agent.cards).to_have_count(1)
    asking("第二位")
    expect(agent.cards).to_have_count(2)
    assert anew == []  # the stream of news went on


def test_who_says_no_is_not_asked_again(agent):
    agent.button("不用").click()
    expect(agent.button("开启提醒")).to_have_count(0)
    agent.page.reload()
    expect(agent.page.get_by_text("没有人在等")).to_be_visible()
    expect(agent.button("开启提醒")).to_have_count(0)
