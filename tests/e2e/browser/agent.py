"""What does an agent do and see at the desk?"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser.stage import Stage
from xiaoer.core.staff import Role, Staffer

PASSWORD = "correct horse 12"
OWNER = Staffer("owner", "店长", Role.OWNER, "account")


@dataclass(frozen=True)
class Agent:
    """An agent before the page of the desk."""

    page: Page

    def sign_in(self, login: str) -> None:
        self.page.get_by_label("登录名").fill(login)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        expect(self.page.locator("desk-queue")).to_be_visible()

    @property
    def line(self) -> Locator:
        return self.page.locator("desk-composer textarea")

    @property
    def cards(self) -> Locator:
        return self.page.locator("desk-queue .card")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def claim_next(self) -> None:
        self.button("领取下一位").click()
        expect(self.line).to_be_visible()

    def say(self, text: str) -> None:
        self.line.fill(text)
        self.line.press("Enter")

    def bubbles(self, role: str) -> Locator:
        """What one kind of speaker said, without what is still on its way."""
        return self.page.locator(f"desk-talk .line.{role}:not(.pending) .bubble")


def hire(stage: Stage, name: str, role: Role = Role.AGENT) -> str:
    """Give somebody an account; return its id."""
    adding = stage.house.staff.add_account(OWNER, login=name, display_name=name, role=role, password=PASSWORD)
    return stage.do(adding).id
