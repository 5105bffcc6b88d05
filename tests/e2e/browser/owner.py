"""What does an owner do on the console?"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser.stage import READY_S, free_port
from tests.e2e.programs import ROOT

PASSWORD = "taotao-2026-shop"
TOKEN = re.compile(r"店主令牌\s+(\S+)")


@dataclass
class Installation:
    """The real program on an empty folder, or on one that has the demo shop."""

    base: str
    token: str


@contextmanager
def installed(folder: Path, *, shop: Path | None = None):
    """Start the program on a folder and yield where it is and the owner's token."""
    port, told = free_port(), folder / "told"
    command = [sys.executable, "-m", "xiaoer", "serve", "--port", str(port), "--data", str(folder / "data")]
    if shop is not None:
        command += ["--shop", str(shop)]
    with told.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    try:
        yield Installation(f"http://127.0.0.1:{port}", _token(told, process))
    finally:
        process.terminate()
        process.wait()


def _token(told: Path, process: subprocess.Popen) -> str:
    until = time.monotonic() + READY_S
    while True:
        text = told.read_text(encoding="utf-8")
        found = TOKEN.search(text)
        if found and "健康检查" in text:
            return found[1]
        assert process.poll() is None, text
        assert time.monotonic() < until, text
        time.sleep(0.05)


@dataclass
class Owner:
    """Somebody at the console; names are those that a person reads."""

    page: Page
    base: str

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()

    def goes_to(self, place: str) -> None:
        self.page.goto(f"{self.base}/admin#/{place}")

    def fills(self, **fields: str) -> None:
        for label, text in fields.items():
            self.page.get_by_label(label, exact=True).fill(text)

    def first_sign_in(self, token: str) -> None:
        self.button("第一次使用", exact=False).click()
        self.fills(店主令牌=token)
        self.button("登录").click()
        self.fills(登录名="laoban", 显示名="店长", 密码=PASSWORD, 再输一次密码=PASSWORD)
        self.button("保存并继续").click()

    def signs_in(self, login: str, password: str = PASSWORD) -> None:
        self.fills(登录名=login, 密码=password)
        self.button("登录").click()

    def tries(self, text: str) -> None:
        self.page.get_by_label("像顾客一样提问", exact=True).fill(text)
        self.button("问").click()
        expect(self.page.locator(".said").last).to_have_text(text)

    @property
    def reply(self) -> Locator:
        return self.page.locator(".reply").last
