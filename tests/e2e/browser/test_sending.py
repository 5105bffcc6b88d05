"""What else than text can a shopper send, and does it arrive whatever happens?"""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESK, PHONE
from tests.e2e.browser.shopper import Shopper
from xiaoer.testing.files import PNG

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
# A microphone and a recorder of a machine that has neither.
MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  if (window.__denied) throw new DOMException("", "NotAllowedError");
  const stream = new MediaStream();
  stream.getTracks = () => [{stop: () => (window.__stopped = true)}];
  return stream;
};
window.MediaRecorder = class extends EventTarget {
  constructor(stream) { super(); this.stream = stream; this.mimeType = "audio/webm"; }
  start() { window.__recording = true; }
  stop() {
    const heard = new Event("dataavailable");
    heard.data = new Blob(["voice"]);
    this.dispatchEvent(heard);
    this.dispatchEvent(new Event("stop"));
  }
};
"""


def attach(page: Page, name: str, kind: str, content: bytes) -> None:
    page.locator("xe-composer input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_file_that_did_not_get_through_outlives_the_page_and_arrives_once(stage, visit, viewport):
    page = visit(stage.base, viewport=viewport)
    shopper = Shopper(page)
    shopper.say("收到了坏的")
    shopper.sees("收到了坏的")
    page.route("**/attachments", lambda route: route.abort())
    attach(page, "破损.png", "image/png", PNG)
    attach(page, "发票.pdf", "application/pdf", PDF)
    expect(page.locator("xe-message .mine .picture img")).to_be_visible()
    expect(page.locator("xe-message .state").first).to_contain_text("网络恢复后自动发送")
    page.reload()
    expect(page.locator("xe-message .mine .file")).to_have_text("发票.pdf")
    assert stage.said("shopper") == ["收到了坏的"]
    page.unroute("**/attachments")
    page.reload()
    expect(page.locator("xe-message .hint")).to_have_count(2)
    expect(page.locator("xe-message .mine .picture img")).to_have_count(1)
    expect(page.locator("xe-message .state")).to_have_count(0)
    assert stage.said("shopper") == ["收到了坏的", "[图片] 破损.png", "[文件] 发票.pdf"]
    page.reload()
    expect(page.locator("xe-message .hint")).to_have_count(2)
    assert len(stage.said("shopper")) == 3


def test_a_file_whose_answer_got_lost_on_the_way_is_there_once(stage, visit):
    page = visit(stage.base)
    lost = []

    def lose(route):
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/attachments", lose, times=1)
    attach(page, "发票.pdf", "application/pdf", PDF)
    expect(page.locator("xe-message .hint")).to_have_count(1)
    expect(page.locator("xe-message .file")).to_have_count(1)
    expect(page.locator("xe-message .state")).to_have_count(0)
    assert (lost, stage.said("shopper")) == ([201], ["[文件] 发票.pdf"])


def test_a_file_that_is_refused_can_be_sent_again_or_deleted(stage, visit):
    page = visit(stage.base)
    page.route("**/attachments", lambda route: route.fulfill(status=422, json={"detail": "文件读不出来"}))
    attach(page, "发票.pdf", "application/pdf", PDF)
    expect(page.locator("xe-message .state.bad")).to_contain_text("文件读不出来")
    page.reload()  # what is refused stays until the shopper says so
    expect(page.locator("xe-message .state.bad")).to_contain_text("文件读不出来")
    Shopper(page).button("删除").click()
    expect(page.locator("xe-message .file")).to_have_count(0)
    page.reload()
    expect(page.locator("xe-message[plain]")).to_be_visible()
    expect(page.locator("xe-message .file")).to_have_count(0)


def speaking(stage, visit, answer: dict, *, status: int = 200) -> Page:
    """Open the page of a shop whose server writes down what is said."""
    page = visit("about:blank", wait=False)
    page.add_init_script(MICROPHONE)

    def with_voice(route):
        told = route.fetch()
        body = told.text().replace("&quot;voice&quot;:false", "&quot;voice&quot;:true")
        assert "&quot;voice&quot;:true" in body
        route.fulfill(response=told, body=body)

    page.route(stage.base + "/", with_voice)
    page.route("**/v1/audio/transcriptions", lambda route: route.fulfill(status=status, json=answer))
    page.goto(stage.base)
    return page


def test_what_is_spoken_becomes_text_that_the_shopper_may_still_change(stage, visit):
    page = speaking(stage, visit, {"text": "续航多久"})
    shopper = Shopper(page)
    with page.expect_request("**/v1/audio/transcriptions") as asked:
        shopper.button("语音输入").click()
        expect(shopper.button("结束录音")).to_have_attribute("aria-pressed", "true")
        shopper.button("结束录音").click()
    assert b"voice" in asked.value.post_data_buffer
    expect(shopper.line).to_have_value("续航多久")
    expect(shopper.line).to_be_focused()
    assert page.evaluate("window.__stopped") is True
    page.keyboard.press("Enter")
    shopper.sees("续航多久")


def test_a_microphone_that_is_denied_or_hears_nothing_is_told(stage, visit):
    page = speaking(stage, visit, {"text": ""})
    shopper = Shopper(page)
    shopper.button("语音输入").click()
    shopper.button("结束录音").click()
    expect(page.get_by_text("没有听清")).to_be_visible()
    page.evaluate("window.__denied = true")
    shopper.button("语音输入").click()
    expect(page.get_by_text("无法使用麦克风")).to_be_visible()


def test_a_server_that_does_not_listen_offers_no_microphone(stage, visit):
    page = visit(stage.base)
    expect(page.locator("xe-message[plain]")).to_be_visible()
    expect(Shopper(page).button("语音输入")).to_have_count(0)
    assert json.loads(page.locator("meta[name=shop]").get_attribute("content"))["features"]["voice"] is False
