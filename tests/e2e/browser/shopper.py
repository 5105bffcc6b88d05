"""What does a shopper do and see on a page?"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MESSAGE = "xe-message"


@dataclass(frozen=True)
class Shopper:
    """A shopper before a page that shows the conversation."""

    page: Page

    @property
    def line(self) -> Locator:
        return self.page.locator("xe-composer textarea")

    def say(self, text: str) -> None:
        self.line.fill(text)
        self.line.press("Enter")

    @property
    def mine(self) -> Locator:
        return self.page.locator("xe-message .mine .bubble")

    @property
    def replies(self) -> Locator:
        """What others said, without the greeting and what is still being written."""
        return self.page.locator("[role=log] xe-message:not([plain]) .row:not(.mine) .bubble")

    @property
    def draft(self) -> Locator:
        return self.page.locator("xe-message .caret")

    def sees(self, *texts: str) -> None:
        """Expect exactly these of her own messages, and as many replies."""
        expect(self.mine).to_have_text(list(texts))
        expect(self.replies).to_have_text([f"您说:{text}" for text in texts])

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)
