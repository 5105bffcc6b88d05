"""Does a talk get from the shopper's page to a person and back, whatever happens meanwhile?"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browser.agent import PASSWORD, Agent, hire
from tests.e2e.browser.conftest import DESK, PHONE
from tests.e2e.browser.payloads import PAYLOADS
from tests.e2e.browser.shopper import Shopper
from tests.e2e.browser.test_access import findings
from tests.e2e.browser.test_hostile_text import untouched, watched
from xiaoer.core.dialogue.conversation import Event
from xiaoer.core.staff import Role
from xiaoer.testing.factories import EVE_OF_NOV_11

VIEWPORTS = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def at_desk(stage, visit):
    """Return what hires somebody and seats him at the desk."""

    def seat(name: str = "阿强", role: Role = Role.AGENT, **others: object) -> Agent:
        hire(stage, name, role)
        agent = Agent(visit(f"{stage.base}/desk", wait=False, **others))
        agent.sign_in(name)
        return agent

    return seat


@pytest.fixture
def asking(stage, visit):
    """Return what opens the shopper's page and asks for a person."""

    def ask(text: str = "耳机坏了") -> Shopper:
        shopper = Shopper(visit(stage.base, viewport=PHONE))
        shopper.say(text)
        shopper.sees(text)
        shopper.button("转人工").click()
        expect(shopper.page.locator(".strip.waiting")).to_be_visible()
        return shopper

    return ask


@VIEWPORTS
def test_a_talk_goes_to_an_agent_and_back(stage, at_desk, asking, viewport):
    agent, shopper = at_desk(viewport=viewport), asking()
    agent.claim_next()
    expect(shopper.page.locator(".strip.agent")).to_contain_text("阿强")
    expect(agent.bubbles("shopper")).to_have_text(["耳机坏了"])
    agent.line.press_sequentially("您好,")
    expect(shopper.page.get_by_text("阿强 正在输入")).to_be_visible()
    agent.say("您好,我是阿强")
    expect(shopper.page.locator("xe-message", has_text="您好,我是阿强")).to_contain_text("阿强")
    expect(agent.page.locator("desk-talk .under", has_text="已读")).to_be_visible()
    shopper.say("能换吗")
    expect(agent.bubbles("shopper")).to_have_text(["耳机坏了", "能换吗"])
    assert stage.said("assistant") == ["您说:耳机坏了"]
    agent.button("结束接待").click()
    expect(shopper.page.locator(".strip.agent")).to_have_count(0)
    shopper.say("还有货吗")
    expect(shopper.page.locator("xe-message", has_text="您说:还有货吗")).to_be_visible()
    expect(agent.page.get_by_text("没有人在等")).to_be_attached()


def test_of_two_agents_one_gets_the_talk(stage, at_desk, asking):
    first, second = at_desk("阿强"), at_desk("小兰")
    asking()
    for agent in (first, second):
        agent.cards.first.click()
        expect(agent.button("领取")).to_be_visible()
    first.button("领取").click()
    expect(first.line).to_be_visible()
    told = second.page.evaluate(
        """async () => {
          const {tickets} = await (await fetch('/api/desk/board')).json();
          const told = await fetch(`/api/desk/tickets/${tickets[0].id}/claim`, {method: 'POST'});
          return `${told.status} ${(await told.json()).code}`;
        }"""
    )
    assert told == "409 ticket_taken"
    expect(second.page.get_by_text("阿强 正在接待").first).to_be_visible()
    expect(second.line).to_have_count(0)


def test_several_talks_at_once_each_with_its_own_draft_and_unread_count(at_desk, asking):
    agent = at_desk()
    one, two = asking("第一位"), asking("第二位")
    for _ in range(2):
        agent.button("领取下一位").click()
        agent.page.wait_for_timeout(300)
    expect(agent.cards).to_have_count(2)
    agent.line.fill("写给第二位的一半")
    agent.page.keyboard.press("Alt+1")
    expect(agent.bubbles("shopper")).to_have_text(["第一位"])
    expect(agent.line).to_have_value("")
    two.say("在吗")
    expect(agent.page.locator("desk-queue .badge")).to_have_text("1")
    agent.page.keyboard.press("Alt+2")
    expect(agent.line).to_have_value("写给第二位的一半")
    expect(agent.page.locator("desk-queue .badge")).to_have_count(0)
    one.say("我呢")
    expect(agent.page.locator("desk-queue .badge")).to_have_text("1")


def test_notes_drafts_and_canned_replies(stage, at_desk, asking):
    agent, shopper = at_desk(), asking()
    agent.page.keyboard.press("Alt+a")
    expect(agent.line).to_be_visible()
    agent.page.keyboard.press("Alt+n")
    agent.say("老顾客,注意语气")
    expect(agent.bubbles("note")).to_have_text(["老顾客,注意语气"])
    agent.button("AI 草稿").click()
    expect(agent.line).to_have_value("回答:耳机坏了")
    agent.button("快捷回复").click()
    agent.button("添加").click()
    agent.page.get_by_label("快捷词").fill("hi")
    agent.page.get_by_label("内容").fill("您好,很高兴为您服务")
    agent.button("保存").click()
    expect(agent.page.locator("desk-dialogs .row")).to_contain_text("/hi")
    agent.page.keyboard.press("Escape")
    agent.line.fill("")
    agent.line.press_sequentially("/h")
    expect(agent.page.locator(".offers [role=option]")).to_have_text(["/hi您好,很高兴为您服务"])
    agent.line.press("Enter")
    expect(agent.line).to_have_value("您好,很高兴为您服务")
    agent.line.press("Enter")
    expect(shopper.page.locator("xe-message", has_text="很高兴为您服务")).to_be_visible()
    assert "老顾客" not in shopper.page.locator("[role=log]").inner_text()
    agent.button("为什么这样答").click()
    expect(agent.page.get_by_role("dialog", name="回答依据")).to_be_visible()


def test_a_talk_is_transferred_to_a_colleague(stage, at_desk, asking):
    first, second, shopper = at_desk("阿强"), at_desk("小兰"), asking()
    first.claim_next()
    first.button("转接").click()
    first.page.locator("desk-dialogs").get_by_role("button", name="小兰").click()
    expect(first.page.get_by_text("小兰 正在接待").first).to_be_visible()
    expect(shopper.page.locator(".strip.agent")).to_contain_text("小兰")
    second.cards.first.click()
    second.say("您好,我是小兰")
    expect(shopper.page.locator("xe-message", has_text="您好,我是小兰")).to_be_visible()


def test_an_agent_who_vanishes_gives_the_talk_back_with_an_alarm(stage, at_desk, asking):
    agent, shopper = at_desk(), asking()
    agent.claim_next()
    agent.page.context.close()
    stage.house.clock.move(91)
    expect(shopper.page.locator(".strip.waiting")).to_be_visible()
    expect(shopper.page.locator("xe-message", has_text="客服阿强暂时不在线,已把您排回队伍最前面")).to_be_visible()
    other = at_desk("小兰")
    expect(other.page.locator("desk-queue .tag.bad")).to_be_visible()


def test_after_hours_a_message_and_a_contact_wait_for_the_next_day(stage, at_desk, asking):
    stage.house.clock.move(3 * 3600)  # 23:00
    shopper = asking()
    expect(shopper.page.locator("xe-message", has_text="人工客服的在线时间是09:00-22:00")).to_be_visible()
    shopper.page.locator(".strip.waiting button").click()
    shopper.page.get_by_label("手机号、微信或邮箱").fill("微信 tao2026")
    shopper.page.get_by_label("想说的话").fill("请明天上午打给我")
    shopper.button("提交").click()
    expect(shopper.page.locator("xe-message", has_text="已记下您的联系方式")).to_be_visible()
    assert [text for text in stage.said("system") if "人工服务" in text] == [stage.house.hand_off_text()]
    agent = at_desk()
    agent.page.get_by_role("tab", name="遗留").click()
    agent.cards.first.click()
    expect(agent.page.locator("aside")).to_contain_text("微信 tao2026")
    expect(agent.bubbles("shopper").last).to_have_text("请明天上午打给我")


def test_a_talk_survives_the_death_of_the_server(program, visit):
    program.start()
    token = (program.data.parent / "told").read_text(encoding="utf-8").split("店主令牌")[1].split()[0]
    agent = Agent(visit(f"{program.base}/desk", wait=False))
    agent.page.get_by_role("button", name="第一次使用").click()
    agent.page.get_by_label("店主令牌").fill(token)
    agent.button("登录").click()
    for label, given in (("登录名", "店长"), ("显示名", "店长"), ("密码", PASSWORD), ("再输一次密码", PASSWORD)):
        agent.page.get_by_label(label, exact=True).fill(given)
    agent.button("保存并继续").click()
    shopper = Shopper(visit(program.base, viewport=PHONE))
    shopper.say("转人工")
    agent.claim_next()
    agent.say("您好,我在")
    expect(shopper.page.locator("xe-message", has_text="您好,我在")).to_be_visible()
    program.kill()
    agent.say("断线时写的")
    expect(agent.page.get_by_text("没有发出去").last).to_be_visible()
    shopper.say("还在吗")
    program.start()
    expect(agent.bubbles("shopper").last).to_have_text("还在吗", timeout=20_000)
    expect(shopper.page.locator("xe-message", has_text="断线时写的")).to_have_count(1, timeout=20_000)
    expect(agent.bubbles("agent")).to_have_text(["您好,我在", "断线时写的"])


def test_who_may_only_look_is_told_so(stage, visit):
    hire(stage, "看客", Role.VIEWER)
    page = visit(f"{stage.base}/desk", wait=False)
    page.get_by_label("登录名").fill("看客")
    page.get_by_label("密码", exact=True).fill("wrong horse 12")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("账号或密码不对")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("您没有使用工作台的权限")).to_be_visible()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_label("登录名")).to_be_visible()


def test_somebody_changes_his_own_name_and_password(at_desk):
    agent = at_desk()
    agent.button("我的账号").click()
    agent.page.get_by_label("显示名").fill("强哥")
    agent.page.get_by_label("原密码").fill("wrong horse 12")
    agent.page.get_by_label("新密码").fill("another horse 34")
    agent.button("保存").click()
    expect(agent.page.locator("xe-toasts")).to_contain_text("原密码不对")
    agent.page.get_by_label("原密码").fill(PASSWORD)
    agent.button("保存").click()
    expect(agent.page.locator(".me")).to_have_text("强哥")
    agent.button("退出登录").click()
    agent.page.get_by_label("登录名").fill("阿强")
    agent.page.get_by_label("密码", exact=True).fill("another horse 34")
    agent.button("登录").click()
    expect(agent.page.locator(".me")).to_have_text("强哥")


def test_signing_out_and_coming_back(at_desk):
    agent = at_desk()
    agent.page.reload()
    expect(agent.page.get_by_text("没有人在等")).to_be_visible()
    agent.button("退出登录").click()
    expect(agent.page.get_by_label("登录名")).to_be_visible()
    agent.page.reload()
    expect(agent.page.get_by_label("登录名")).to_be_visible()


def test_nothing_that_is_said_runs_at_the_desk(stage, at_desk, asking):
    agent = at_desk()
    seen = watched(agent.page, stage.base)
    agent.page.reload()
    asking()
    agent.claim_next()
    talk, append = stage.talk, stage.house.conversations.append

    async def all_say() -> None:
        for number, payload in enumerate(PAYLOADS):
            for role in ("shopper", "assistant", "agent", "system"):
                name = f"{role}-{number}"
                speaker = payload if role == "agent" else ""
                await append(Event(talk, 0, "message", EVE_OF_NOV_11, name, role, payload, speaker=speaker))

    stage.do(all_say())
    agent.button("内部备注").click()
    agent.say(PAYLOADS[0])
    expect(agent.bubbles("note")).to_have_text([PAYLOADS[0]])
    expect(agent.bubbles("agent")).to_have_count(len(PAYLOADS), timeout=20_000)
    agent.bubbles("assistant").last.scroll_into_view_if_needed()
    untouched(agent.page, seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@VIEWPORTS
def test_axe_finds_nothing_serious_at_the_desk(stage, visit, asking, viewport, scheme):
    hire(stage, "阿强")
    hire(stage, "小兰")
    agent = Agent(visit(f"{stage.base}/desk", wait=False, viewport=viewport, color_scheme=scheme, bypass_csp=True))
    expect(agent.page.get_by_label("登录名")).to_be_visible()
    assert findings(agent.page) == []
    agent.sign_in("阿强")
    assert findings(agent.page) == []
    asking()
    stage.house.clock.move(200)
    expect(agent.cards).to_have_count(1)
    assert findings(agent.page) == []
    agent.claim_next()
    agent.say("您好")
    expect(agent.bubbles("agent")).to_have_count(1)
    agent.button("内部备注").click()
    assert findings(agent.page) == []
    agent.say("备注")
    agent.line.fill("/")
    assert findings(agent.page) == []
    agent.line.fill("")
    for name in ("转接", "快捷回复"):
        agent.button(name).click()
        expect(agent.page.get_by_role("dialog")).to_be_visible()
        agent.page.wait_for_timeout(200)
        assert findings(agent.page) == []
        agent.page.keyboard.press("Escape")


def test_the_talk_that_is_picked_with_the_mouse_is_written_to_at_once(at_desk, asking):
    first, _ = asking("第一件事"), asking("第二件事")
    agent = at_desk()
    for _ in range(2):
        agent.claim_next()
    agent.cards.filter(has_text="第一件事").click()
    expect(agent.line).to_be_focused()
    agent.page.keyboard.type("给第一位的话")
    agent.page.keyboard.press("Enter")
    expect(first.page.locator("xe-message", has_text="给第一位的话")).to_be_visible()


def test_an_answer_that_was_read_is_no_longer_waited_for(at_desk, asking):
    agent, shopper = at_desk(), asking()
    agent.claim_next()
    expect(agent.cards.first).to_contain_text("未回复")
    agent.say("您好,我是阿强")
    expect(agent.page.locator("desk-talk .under", has_text="已读")).to_be_visible()
    expect(agent.cards.first).to_contain_text("已回复")
    shopper.say("能换吗")
    expect(agent.cards.first).to_contain_text("未回复")


def test_on_a_phone_the_way_back_tells_of_words_in_other_talks(at_desk, asking):
    first, _ = asking("第一件事"), asking("第二件事")
    agent = at_desk(viewport=PHONE)
    agent.claim_next()
    agent.button("返回列表").click()
    agent.claim_next()
    expect(agent.button("返回列表").locator(".badge")).to_have_count(0)
    first.say("还在吗")
    expect(agent.page.get_by_role("button", name="返回列表,1 条未读")).to_be_visible()
