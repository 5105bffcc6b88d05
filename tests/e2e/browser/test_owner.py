"""Does a new owner get from nothing to a shop that answers, and does everybody see and do only what is theirs?"""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.e2e.browser.conftest import DESK, PHONE
from tests.e2e.browser.owner import PASSWORD, Owner, installed
from tests.e2e.browser.test_access import findings
from tests.e2e.programs import DEMO

PRODUCTS = (("商品编码", "商品名称", "价格", "库存"), ("B1", "青瓷汤碗", "12.50", "30"), ("B2", "白瓷碟", "九块", "5"))
PAGES = (
    "try", "guide", "faq", "products", "promotions", "timeline", "policies", "orders", "words", "settings", "files",
    "publish", "talks", "failures", "opinions", "staff", "keys", "audit", "system",
)  # fmt: skip
PAINTED = """one => {
  const pixels = one.getContext('2d').getImageData(0, 0, one.width, one.height).data;
  const accent = [0xb9, 0x3c, 0x0a];
  return pixels.some((_, at) => at % 4 === 0 && accent.every((part, n) => pixels[at + n] === part));
}"""
OWNERS_ONLY = ("导入导出", "员工", "接口密钥", "操作记录", "开店引导")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with installed(tmp_path_factory.mktemp("demo"), shop=DEMO) as running:
        yield running


@pytest.fixture(scope="module")
def accounts(demo, browser):
    """The demo shop with an owner, an agent and a viewer."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{demo.base}/admin")
    Owner(page, demo.base).first_sign_in(demo.token)
    page.get_by_role("heading", name="概览").wait_for()
    for role in ("agent", "viewer"):
        body = {"login": role, "display_name": role, "role": role, "password": PASSWORD}
        made = page.request.post(f"{demo.base}/api/admin/staff", data=body, headers={"X-Requested-With": "test"})
        assert made.status == 201, made.text()
    context.close()
    return demo


@pytest.fixture(scope="module")
def passes():
    """The cookies of who has signed in: signing in for each test would run into the limit that holds up guessers."""
    return {}


@pytest.fixture
def enter(accounts, visit, passes):
    def come_in(login: str = "laoban", **others: object) -> Owner:
        page = visit(f"{accounts.base}/admin", wait=False, storage_state=passes.get(login), **others)
        owner = Owner(page, accounts.base)
        inside = page.get_by_role("heading", name="概览").first
        expect(inside.or_(owner.button("登录"))).to_be_visible()
        if not inside.is_visible():
            owner.signs_in(login)
        owner.is_at("概览")
        passes[login] = page.context.storage_state()
        return owner

    return come_in


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_ten_minutes_lead_from_nothing_to_a_shop_that_answers(visit, tmp_path, viewport):
    book = Workbook()
    for row in PRODUCTS:
        book.active.append(row)
    book.save(tmp_path / "商品.xlsx")
    with installed(tmp_path) as empty:
        chat = visit(f"{empty.base}/", wait=False, viewport=viewport)
        expect(chat.get_by_text("店铺还没有开张")).to_be_visible()
        owner = Owner(visit(f"{empty.base}/admin", wait=False, viewport=viewport), empty.base)
        owner.first_sign_in(empty.token)
        owner.is_at("四步就能开张")
        owner.button("下一步").click()
        owner.sees("缺少店名")
        owner.fills(店铺名称="青瓷小店")
        owner.button("下一步").click()
        owner.is_at("把商品和常见问题放进来")
        owner.page.locator("#file").set_input_files(tmp_path / "商品.xlsx")
        owner.sees("「九块」不是金额")
        owner.button("导入能读懂的部分").click()
        owner.sees("草稿里已有 1 条资料")
        owner.sees("还有 1 处没有导入")
        owner.sees("「九块」不是金额")
        owner.button("下一步").click()
        owner.link("打开试一试").click()
        owner.tries("青瓷汤碗多少钱")
        expect(owner.reply).to_contain_text("12.5元")
        owner.link("回到开店引导").click()
        owner.page.locator(".steps").get_by_role("button", name="试一试").click()
        owner.button("试过了,下一步").click()
        owner.button("发布,开张").click()
        owner.is_at("开张了")
        asked = owner.page.request.post(f"{empty.base}/ai-reply", data={"query": "青瓷汤碗多少钱", "user_id": "小美"})
        assert "12.5元" in asked.json()["reply"]


def test_a_promotion_is_written_seen_before_its_day_published_and_taken_back(enter):
    owner = enter()
    owner.goes_to("promotions")
    owner.button("添加活动").click()
    owner.fills(活动名称="元宵满减", 活动编号="lantern")
    owner.page.get_by_label("门槛(元)").fill("100")
    owner.page.get_by_label("优惠", exact=True).fill("八块钱吧")
    owner.fills(开始时间="2027-02-20T00:00", 结束时间="2027-02-21T00:00")
    owner.button("保存到草稿").click()
    expect(owner.page.locator("#amount-fault")).to_be_visible()
    owner.page.get_by_label("优惠", exact=True).fill("8")
    owner.button("保存到草稿").click()
    owner.sees("有 1 处修改还没有发布")
    owner.goes_to("timeline")
    owner.page.get_by_label("到那一刻会怎么说?").fill("2027-02-20T00:01")
    owner.button("去试一试").click()
    owner.tries("有什么优惠")
    expect(owner.reply).to_contain_text("满100元减8元")
    owner.page.get_by_label("假设现在是").fill("2027-02-21T00:00")
    owner.tries("有什么优惠")
    expect(owner.reply).not_to_contain_text("满100元减8元")
    owner.goes_to("publish")
    owner.sees("元宵满减")
    owner.button("发布").click()
    owner.sees("没有等待发布的修改")
    owner.button("退回版本 1").click()
    owner.button("退回", exact=True).click()
    owner.sees("已退回版本 1")


def test_an_unanswered_question_becomes_an_answer(enter):
    owner = enter()
    question = "可以寄到月球空间站吗"
    owner.page.request.post(f"{owner.base}/ai-reply", data={"query": question, "user_id": "老王"})
    owner.goes_to("failures")
    owner.page.get_by_role("row", name=question).get_by_role("link", name="补成问答").click()
    expect(owner.page.get_by_label("问题", exact=True)).to_have_value(question)
    owner.fills(答案="目前只送地球。")
    owner.button("保存到草稿").click()
    owner.goes_to("try?draft")
    owner.tries(question)
    expect(owner.reply).to_contain_text("目前只送地球。")
    owner.goes_to("talks")
    owner.page.get_by_role("link", name=question).first.click()
    owner.button("为什么这样回答").click()
    owner.sees("听成了什么")


def test_the_overview_draws_its_figures_and_tells_them_as_a_table(accounts, visit):
    page = visit(f"{accounts.base}/admin", wait=False)
    refused = []
    page.on("console", lambda told: refused.append(told.text) if "Content Security Policy" in told.text else None)
    owner = Owner(page, accounts.base)
    page.request.post(f"{owner.base}/ai-reply", data={"query": "满多少包邮?", "user_id": "小美"})
    owner.signs_in("laoban")
    canvas = page.locator("admin-chart canvas")
    expect(canvas).to_be_visible()
    assert canvas.evaluate(PAINTED)
    page.get_by_text("看数字").click()
    figures = page.get_by_role("table", name="每天的会话")
    expect(figures.get_by_role("row")).to_have_count(8)
    talks = int(page.locator(".tiles strong").first.inner_text())
    assert talks > 0
    today = figures.get_by_role("row").last.get_by_role("cell").nth(1)
    expect(today).to_have_text(str(talks))
    page.get_by_label("时间范围").select_option("30")
    expect(figures.get_by_role("row")).to_have_count(31)
    expect(canvas).to_have_count(1)
    assert refused == []


def test_a_file_that_is_none_is_said_to_be_none(enter, tmp_path):
    (tmp_path / "商品.xlsx").write_bytes(b"this is no workbook")
    owner = enter()
    owner.goes_to("files")
    owner.page.locator("#file").set_input_files(tmp_path / "商品.xlsx")
    owner.sees("没有读出任何内容")
    owner.sees("请重新另存为 xlsx")
    expect(owner.button("导入", exact=False)).to_have_count(0)


def test_of_two_who_edit_one_policy_the_second_keeps_what_was_typed_and_sees_what_is(enter):
    first, second = enter(), enter()
    for owner in (first, second):
        owner.goes_to("policies")
        owner.button("修改规则", exact=False).first.click()
    words = first.page.get_by_label("内容", exact=True).first
    words.fill("先写的规则。")
    first.button("保存到草稿").click()
    first.sees("已保存到草稿")
    late = second.page.get_by_label("内容", exact=True).first
    late.fill("后写的规则。")
    second.button("保存到草稿").click()
    expect(second.page.get_by_role("alert")).to_contain_text("刚被别人改过")
    expect(late).to_have_value("后写的规则。")
    second.button("载入最新内容").click()
    expect(late).to_have_value("先写的规则。")
    late.fill("先后都有的规则。")
    second.button("保存到草稿").click()
    second.sees("先后都有的规则。")
    first.page.request.post(f"{first.base}/api/admin/knowledge/discard", headers={"X-Requested-With": "test"}, data={})


def test_of_two_who_edit_the_draft_the_one_who_publishes_sees_first_what_the_other_changed(enter):
    first, second = enter(), enter()
    _answers(first, "能开发票吗", "都能开电子发票。")
    first.goes_to("publish")
    first.sees("能开发票吗")
    _answers(second, "有实体店吗", "没有实体店。")
    first.button("发布").click()
    expect(first.page.get_by_role("alert")).to_contain_text("刚被别人改过")
    expect(first.page.get_by_role("row", name="刚改的")).to_have_count(1)
    expect(first.page.get_by_role("row", name="刚改的")).to_contain_text("有实体店吗")
    first.button("发布").click()
    first.sees("没有等待发布的修改")
    expect(first.page.get_by_role("alert")).to_have_count(0)


def _answers(owner: Owner, question: str, answer: str) -> None:
    owner.goes_to("faq")
    owner.button("添加问答").click()
    owner.fills(问题=question, 答案=answer)
    owner.button("保存到草稿").click()
    owner.sees("还没有发布")


def test_a_fault_leaves_what_else_was_typed(enter):
    owner = enter()
    owner.goes_to("settings")
    owner.fills(人工客服在线时间="白天", 答不上来时说什么="我去问问。")
    owner.button("保存到草稿").click()
    expect(owner.page.locator("#business_hours-fault")).to_be_visible()
    expect(owner.page.get_by_label("答不上来时说什么")).to_have_value("我去问问。")


def test_everybody_sees_and_does_only_what_is_theirs(enter):
    agent, viewer = enter("agent"), enter("viewer")
    for person in (agent, viewer):
        for name in OWNERS_ONLY:
            expect(person.link(name)).to_have_count(0)
        person.goes_to("faq")
        person.is_at("问答")
        expect(person.button("添加问答")).to_have_count(0)
        expect(person.button("删除", exact=False)).to_have_count(0)
        person.goes_to("staff")  # an address learned elsewhere leads home
        person.is_at("概览")
        headers = {"X-Requested-With": "test"}
        assert person.page.request.get(f"{person.base}/api/admin/audit", headers=headers).status == 404
    expect(agent.link("试一试")).to_have_count(1)
    expect(viewer.link("试一试")).to_have_count(0)


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_serious_and_no_page_is_too_wide(enter, viewport, scheme):
    owner = enter(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    assert findings(owner.page) == []
    for place in PAGES:
        owner.goes_to(place)
        expect(owner.page.get_by_role("heading", level=1)).to_be_visible()
        expect(owner.page.get_by_text("正在加载…")).to_have_count(0)
        assert findings(owner.page) == [], place
        assert owner.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], place
    owner.goes_to("products")
    owner.button("添加商品").click()
    owner.button("保存到草稿").click()
    expect(owner.page.locator(".error").first).to_be_visible()
    assert findings(owner.page) == []
