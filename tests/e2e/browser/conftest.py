"""What do the browser tests share? One Chromium, and a stage for each test."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browser.stage import Program, Stage, free_port
from tests.integration.house import House, settings

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
PATIENCE_MS = 8000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_ours(item):
            item.add_marker(pytest.mark.e2e)
    items.sort(key=_is_ours)  # Playwright's loop runs to the end: no other test can run one after it has begun


def _is_ours(item: pytest.Item) -> bool:
    return "e2e/browser" in item.path.as_posix()


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium: run scripts/install-chromium.sh, or set CHROMIUM to its path"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def house() -> House:
    return House(settings(messages=1000))


@pytest.fixture
def stage(house: House):
    with Stage(house).playing() as playing:
        yield playing


@pytest.fixture
def program(tmp_path):
    program = Program(tmp_path / "data", free_port())
    yield program
    program.kill()


@pytest.fixture
def visit(browser: Browser):
    """Return what opens a page in a fresh profile; every error on it fails the test unless it was expected."""
    contexts, errors = [], []

    def open_page(address: str, *, viewport: dict = DESK, wait: bool = True, **others: object) -> Page:
        options = {"viewport": viewport, "locale": "zh-CN", "reduced_motion": "reduce", **others}
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        if wait:
            page.locator("xe-composer textarea").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
