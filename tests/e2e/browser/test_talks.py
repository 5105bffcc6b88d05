"""Does a shopper get through her talk, whatever happens to page, line and server?"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.browser.conftest import DESK, PHONE
from tests.e2e.browser.shopper import Shopper
from xiaoer.core.dialogue.conversation import Event
from xiaoer.core.dialogue.reply import Source
from xiaoer.testing.factories import EVE_OF_NOV_11


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_first_talk(stage, visit, viewport):
    page = visit(stage.base, viewport=viewport)
    shopper = Shopper(page)
    expect(page.locator("header .shop")).to_contain_text("AI")
    expect(page.get_by_text("本对话由 AI 自动回复")).to_be_visible()
    expect(page.locator("xe-message[plain]")).to_contain_text("AI 生成")
    expect(shopper.button("转人工")).to_be_visible()
    expect(shopper.button("隐私说明")).to_be_visible()

    shopper.button("满多少包邮?").click()
    shopper.sees("满多少包邮?")
    expect(page.locator("[role=log] xe-message").last).to_contain_text("AI 生成")
    shopper.line.fill("第一行")
    shopper.line.press("Shift+Enter")
    shopper.line.press_sequentially("第二行")
    shopper.line.press("Enter")
    expect(shopper.replies).to_have_count(2)
    assert stage.said("shopper") == ["满多少包邮?", "第一行\n第二行"]
    expect(shopper.line).to_have_value("")

    page.locator("[role=log] xe-message").last.get_by_role("button", name="回答依据").click()
    expect(page.locator(".sources")).to_contain_text("回声")
    shopper.button("有帮助").last.click()
    expect(shopper.button("有帮助").last).to_have_attribute("aria-pressed", "true")
    shopper.button("没帮助").last.click()
    page.get_by_text("信息不对").click()
    with page.expect_response("**/feedback"):
        shopper.button("提交").click()
    expect(page.get_by_text("感谢反馈").last).to_be_visible()
    assert [(one.helpful, one.reason) for one in stage.house.conversations.feedback][-1] == (False, "信息不对")


def test_an_input_method_that_composes_keeps_its_enter(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    shopper.line.fill("mai")
    shopper.line.evaluate(
        "line => line.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    shopper.line.evaluate(
        "line => line.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    expect(shopper.line).to_have_value("mai")
    shopper.say("买手机")
    shopper.sees("买手机")


def test_an_answer_is_seen_while_it_is_written_and_once_when_it_is_done(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    stage.hold()
    shopper.say("续航多久")
    expect(page.get_by_text("正在为您查询")).to_be_visible()
    stage.write("您说")
    expect(shopper.draft).to_have_text("您说")
    stage.write(":续")
    expect(shopper.draft).to_have_text("您说:续")
    stage.release()
    shopper.sees("续航多久")
    expect(shopper.draft).to_have_count(0)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_reload_in_mid_stream_loses_and_doubles_nothing(stage, visit, viewport):
    page = visit(stage.base, viewport=viewport)
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    stage.hold()
    shopper.say("续航多久")
    stage.write("您说:")
    expect(shopper.draft).to_have_text("您说:")
    page.reload()
    expect(shopper.mine).to_have_text(["在吗", "续航多久"])
    stage.write("续航")  # the beginning went to the page that was
    expect(page.get_by_text("正在为您查询")).to_be_visible()
    expect(shopper.draft).to_have_count(0)
    stage.release()
    shopper.sees("在吗", "续航多久")
    assert stage.said() == ["在吗", "您说:在吗", "续航多久", "您说:续航多久"]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_cut_line_is_mended_and_what_was_typed_meanwhile_goes_out_once(stage, visit, viewport):
    page = visit(stage.base, viewport=viewport)
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    page.context.set_offline(True)
    shopper.say("有货吗")
    expect(page.get_by_text("网络恢复后自动发送")).to_be_visible()
    assert stage.said("shopper") == ["在吗"]
    page.context.set_offline(False)
    shopper.sees("在吗", "有货吗")
    assert stage.said("shopper") == ["在吗", "有货吗"]


def test_a_stream_that_breaks_goes_on_after_the_last_event(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    seqs = [event.seq for event in stage.house.conversations.log[stage.talk]]
    with page.expect_request("**/events") as asked:
        stage.loop.call_soon_threadsafe(stage.house.talks.streams.stop)  # every stream ends
    assert asked.value.headers["last-event-id"] == str(max(seqs))
    shopper.sees("在吗")


def test_an_answer_shows_the_product_with_picture_price_and_stock(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    shopper.say("X1有货吗")
    shopper.sees("X1有货吗")
    source = Source("sku", "X1-BK-256", "X1")
    stage.add(Event(stage.talk, 0, "message", EVE_OF_NOV_11, "a-1", "assistant", "有货", sources=(source,)))
    card = page.locator("xe-product article")
    expect(card).to_contain_text("¥3999")
    expect(card).to_contain_text("有货")
    expect(card).to_contain_text("截至")
    picture = card.locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    card.get_by_role("button", name="咨询这款").click()
    expect(shopper.mine).to_have_count(2)


def test_a_person_can_be_asked_for_after_the_talk_has_ended(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    first = stage.talk
    shopper.button("结束对话").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("这次对话已结束")).to_be_visible()
    shopper.button("转人工").click()
    expect(page.get_by_text("正在为您转接人工客服")).to_be_visible()
    assert stage.talk != first


def test_what_was_typed_without_a_line_survives_a_closed_page(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    page.route("**/api/conversations**", lambda route: route.abort())
    shopper.say("有货吗")
    expect(page.get_by_text("网络恢复后自动发送")).to_be_visible()
    page.unroute("**/api/conversations**")
    page.reload()
    shopper.sees("有货吗")
    assert stage.said("shopper") == ["有货吗"]


def test_a_message_whose_answer_got_lost_on_the_way_is_sent_again_and_taken_once(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    lost = []

    def lose(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/messages", lose)
    shopper.say("有货吗")
    shopper.sees("有货吗")
    expect(page.locator("xe-message .state")).to_have_count(0)
    assert (lost, stage.said("shopper")) == ([202], ["有货吗"])


def test_several_talks_are_kept_listed_and_opened_again(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    shopper.say("第一件事")
    shopper.sees("第一件事")
    shopper.button("新对话").click()
    expect(shopper.mine).to_have_count(0)
    shopper.say("第二件事")
    shopper.sees("第二件事")
    talks = page.locator("xe-talks li")
    expect(talks).to_have_count(2)
    page.reload()
    shopper.sees("第二件事")
    talks.filter(has_text="第一件事").get_by_role("button").click()
    shopper.sees("第一件事")
    stranger = visit(stage.base)
    expect(stranger.get_by_text("还没有对话")).to_be_visible()


def test_a_person_takes_over_and_the_shopper_sees_who_speaks(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    shopper.button("转人工").click()
    expect(page.get_by_text("正在为您转接人工客服")).to_be_visible()
    expect(page.get_by_text("您是下一位")).to_be_visible()
    stage.add(Event(stage.talk, 0, "state", EVE_OF_NOV_11, status="agent", speaker="阿强"))
    expect(page.get_by_text("阿强正在为您服务")).to_be_visible()
    expect(page.get_by_text("AI 已暂停回复")).to_be_visible()
    stage.add(Event(stage.talk, 0, "message", EVE_OF_NOV_11, "a-1", "agent", "**您好**", speaker="阿强"))
    agents = page.locator("xe-message .agent")
    expect(agents).to_contain_text("阿强")
    expect(agents).to_contain_text("人工客服")
    expect(agents.locator(".bubble")).to_have_text("**您好**")
    expect(agents.get_by_text("AI 生成")).to_have_count(0)
    stage.add(Event(stage.talk, 0, "state", EVE_OF_NOV_11, status="closed"))
    shopper.button("评价本次服务").click()
    page.get_by_label("4 星").check()
    shopper.button("提交").click()
    expect(page.get_by_text("感谢您的评价").first).to_be_visible()
    assert [one.score for one in stage.house.conversations.ratings] == [4]


def test_the_order_form_asks_in_the_talk(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    shopper.button("查订单").click()
    page.get_by_label("订单号").fill("T20261101001")
    shopper.button("发送").last.click()
    expect(page.get_by_text("请填写四位数字")).to_be_visible()
    page.get_by_label("收货手机号后四位").fill("8888")
    shopper.button("发送").last.click()
    shopper.sees("查询订单 T20261101001,收货手机号后四位 8888")


@pytest.mark.parametrize("close", ["Escape", "cross", "outside"])
def test_a_form_that_is_closed_half_filled_opens_as_it_was_left(stage, visit, close):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    shopper.button("查订单").click()
    page.get_by_label("订单号").fill("T20261101001")
    page.get_by_label("收货手机号后四位").press_sequentially("88")
    if close == "Escape":
        page.keyboard.press("Escape")
    elif close == "cross":
        shopper.button("关闭").click()
    else:
        page.mouse.click(5, 5)
    expect(page.get_by_role("dialog")).to_have_count(0)
    shopper.button("查订单").click()
    expect(page.get_by_label("订单号")).to_have_value("T20261101001")
    expect(page.get_by_label("收货手机号后四位")).to_have_value("88")
    shopper.button("取消").click()
    shopper.button("查订单").click()
    expect(page.get_by_label("订单号")).to_have_value("")


def test_what_was_typed_about_an_answer_stays_with_it_until_it_is_taken(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    for text in ("第一问", "第二问"):
        shopper.say(text)
    shopper.sees("第一问", "第二问")
    shopper.button("没帮助").nth(0).click()
    page.get_by_text("看不明白").click()
    page.get_by_label("补充说明(选填)").fill("太短")
    page.keyboard.press("Escape")
    shopper.button("没帮助").nth(1).click()
    expect(page.get_by_label("没答到点上")).to_be_checked()
    expect(page.get_by_label("补充说明(选填)")).to_have_value("")
    shopper.button("取消").click()
    page.context.set_offline(True)
    shopper.button("没帮助").nth(0).click()
    expect(page.get_by_label("看不明白")).to_be_checked()
    shopper.button("提交").click()
    expect(page.get_by_text("没有成功,请稍后再试").last).to_be_visible()
    page.context.set_offline(False)
    shopper.button("没帮助").nth(0).click()
    expect(page.get_by_label("补充说明(选填)")).to_have_value("太短")
    shopper.button("提交").click()
    expect(page.get_by_text("感谢反馈").last).to_be_visible()
    assert [(one.helpful, one.reason) for one in stage.house.conversations.feedback][-1] == (False, "看不明白:太短")
    shopper.button("没帮助").nth(0).click()
    expect(page.get_by_label("补充说明(选填)")).to_have_value("")


def test_a_form_stays_when_the_closing_of_the_one_before_is_told_late(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    order, dialog = shopper.button("查订单").element_handle(), page.get_by_role("dialog")
    shopper.button("隐私说明").click()
    expect(dialog).to_be_visible()
    first = dialog.element_handle()
    order.evaluate("order => order.click()")
    expect(page.get_by_label("订单号")).to_be_visible()
    first.evaluate("dialog => dialog.dispatchEvent(new Event('close'))")  # as browsers tell of Escape, later
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 100))")
    expect(page.get_by_label("订单号")).to_be_visible()


def test_a_picture_reaches_the_talk_and_comes_back_after_a_reload(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    shot = page.screenshot()
    page.locator("xe-composer input[type=file]").set_input_files(
        {"name": "破损.png", "mimeType": "image/png", "buffer": shot}
    )
    expect(page.locator("xe-message .picture img")).to_be_visible()
    expect(page.get_by_text("人工客服会看到")).to_be_visible()
    page.reload()
    expect(page.locator("xe-message .picture img")).to_be_visible()
    assert stage.said() == ["[图片] 破损.png"]
    page.locator("xe-composer input[type=file]").set_input_files(
        {"name": "x.html", "mimeType": "text/html", "buffer": b"<script>alert(1)</script>"}
    )
    expect(page.get_by_text("只能发送图片")).to_be_visible()
    shopper.button("图片:破损.png").click()
    expect(page.locator("xe-dialog img")).to_be_visible()


def test_a_shopper_may_delete_what_she_said(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    shopper.say("我的电话是13800000000")
    expect(shopper.replies).to_have_count(1)
    shopper.button("隐私说明").click()
    shopper.button("删除我的聊天记录").click()
    shopper.button("删除我的聊天记录").last.click()
    expect(shopper.mine).to_have_count(0)
    expect(page.get_by_text("已删除您的聊天记录")).to_be_visible()


def test_a_killed_server_comes_back_and_the_talk_goes_on(program, visit):
    program.start()
    page = visit(program.base)
    shopper = Shopper(page)
    shopper.say("桃桃X1 黑色 256G多少钱")
    expect(shopper.replies).to_have_count(1)
    expect(shopper.replies).to_contain_text("3999元")
    expect(page.locator("xe-product")).to_contain_text("3999")
    program.kill()
    shopper.say("满多少包邮")
    expect(page.get_by_text("网络已断开")).to_be_visible()
    program.start()
    expect(shopper.mine).to_have_text(["桃桃X1 黑色 256G多少钱", "满多少包邮"])
    expect(shopper.replies).to_have_count(2, timeout=30_000)
    expect(shopper.replies.last).to_contain_text("包邮")
    page.reload()
    expect(shopper.mine).to_have_text(["桃桃X1 黑色 256G多少钱", "满多少包邮"])
    expect(shopper.replies).to_have_count(2)


def test_the_newest_words_stay_in_sight_unless_the_shopper_reads_above(stage, visit):
    page = visit(stage.base, viewport=PHONE)
    shopper = Shopper(page)
    for number in range(6):
        shopper.say(f"第{number}问,{'很长' * 40}")
        expect(shopper.replies).to_have_count(number + 1)
    expect(shopper.replies.last).to_be_in_viewport()
    page.locator(".scroll").hover()
    page.mouse.wheel(0, -900)
    expect(shopper.replies.last).not_to_be_in_viewport()
    stage.add(Event(stage.talk, 0, "message", EVE_OF_NOV_11, "a-1", "agent", "您好", speaker="阿强"))
    expect(shopper.button("新消息 ↓")).to_be_visible()
    expect(shopper.replies.last).not_to_be_in_viewport()
    shopper.button("新消息 ↓").click()
    expect(shopper.replies.last).to_be_in_viewport()
    expect(shopper.button("新消息 ↓")).to_have_count(0)


def test_a_browser_that_lost_its_cookie_begins_anew(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    shopper.say("在吗")
    shopper.sees("在吗")
    page.context.clear_cookies()
    page.reload()
    expect(page.get_by_text("还没有对话")).to_be_visible()
    expect(shopper.mine).to_have_count(0)
    shopper.say("你好")
    shopper.sees("你好")
    assert len(stage.house.conversations.talks) == 2


def test_who_writes_too_fast_is_told_so_and_loses_nothing(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    page.route(
        "**/messages",
        lambda route: route.fulfill(
            status=429, headers={"Retry-After": "2"}, json={"code": "rate_limited", "detail": "请求过于频繁,请稍后再试"}
        ),
        times=1,
    )
    shopper.say("有货吗")
    expect(page.get_by_text("发送太快了")).to_be_visible()
    shopper.sees("有货吗")
    assert stage.said("shopper") == ["有货吗"]


def test_a_message_that_is_refused_can_be_sent_again_or_deleted(stage, visit):
    page = visit(stage.base)
    shopper = Shopper(page)
    page.route("**/messages", lambda route: route.fulfill(status=422, json={"detail": "请求格式有误"}), times=1)
    shopper.say("有货吗")
    expect(page.locator("xe-message .state.bad")).to_contain_text("未发送:请求格式有误")
    shopper.button("重新发送").click()
    shopper.sees("有货吗")
