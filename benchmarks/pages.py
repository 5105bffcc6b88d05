"""How soon can a shopper use the chat page, and how soon does she see what is written?

    python -m benchmarks.pages        on the loopback, with the processor as it is and throttled four times

The page tells both itself, as performance entries: `xiaoer:usable` once the greeting has been painted and a text can
be written, `xiaoer:first-words` from the arrival of an answer's first words to the frame that shows them. Beside it
stands how long the page's main thread worked until then, which does not depend on what else the machine does.
Needs Chromium (scripts/install-chromium.sh). Prints a table; asserts nothing.
"""

from __future__ import annotations

import os
import shutil
import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from rich.console import Console
from rich.table import Table
from tests.e2e.browser.conftest import NAMES
from tests.e2e.browser.shopper import Shopper
from tests.e2e.browser.stage import Stage
from tests.integration.house import House, settings

VISITS, ANSWERS, TURNS = 15, 30, 20
THROTTLED = 4
PHONE = {"width": 360, "height": 740}
LISTEN = """
window.__firstWords = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.name === "xiaoer:usable") console.log(`usable ${entry.startTime}`);
    if (entry.name === "xiaoer:first-words") window.__firstWords.push(entry.duration);
  }
}).observe({ entryTypes: ["mark", "measure"] });
"""


@dataclass(frozen=True)
class Visit:
    """An opened page, when it could be used, how long its main thread worked for it, and how many bytes came."""

    page: Page
    usable_ms: float
    worked_ms: float
    size_bytes: int


def visit(context: BrowserContext, address: str, *, throttled: int) -> Visit:
    """Open the page in a new tab; nothing of the test's own runs in it until it is usable."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": throttled})
    received: list[float] = []
    devtools.on("Network.loadingFinished", lambda done: received.append(done["encodedDataLength"]))
    page.add_init_script(LISTEN)
    with page.expect_console_message(lambda told: told.text.startswith("usable")) as told:
        page.goto(address, wait_until="commit")
    usable_ms = float(told.value.text.split()[1])
    metrics = {metric["name"]: metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"]}
    return Visit(page, usable_ms, metrics["TaskDuration"] * 1000, int(sum(received)))


def first_words(stage: Stage, page: Page) -> list[float]:
    """Return for each of some answers the milliseconds from the arrival of its first words to their first frame."""
    shopper = Shopper(page)
    for number in range(ANSWERS):
        stage.hold()
        shopper.say(f"第{number}问")
        page.get_by_text("正在为您查询").wait_for()
        stage.write("您说")
        shopper.draft.wait_for()
        stage.release()
        shopper.replies.nth(number).wait_for()
    return page.evaluate("window.__firstWords")


def talked(stage: Stage, browser: Browser) -> BrowserContext:
    """Return the profile of a shopper who has talked before."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    shopper = Shopper(visit(context, stage.base, throttled=1).page)
    for number in range(TURNS):
        shopper.say(f"第{number}问,还有别的颜色吗?")
        shopper.replies.nth(number).wait_for()
    shopper.page.close()
    return context


def measured(stage: Stage, browser: Browser, table: Table, *, rate: int) -> int:
    """Add the rows for one speed of the processor; return the bytes of a first visit."""

    def tell(name: str, taken: list[float]) -> None:
        figures = [f"{figure:.0f} ms" for figure in (min(taken), statistics.median(taken), max(taken))]
        table.add_row(name, f"1/{rate}", *figures, str(len(taken)))

    first, again = [], []
    known = talked(stage, browser)
    for _ in range(VISITS):
        context = browser.new_context(viewport=PHONE, locale="zh-CN")
        first.append(visit(context, stage.base, throttled=rate))
        context.close()
        again.append(visit(known, stage.base, throttled=rate))
        again[-1].page.close()
    tell("usable, first visit", [one.usable_ms for one in first])
    tell("  its main thread at work", [one.worked_ms for one in first])
    tell(f"usable, back in a talk of {2 * TURNS} messages", [one.usable_ms for one in again])
    known.close()
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    tell("first words arrived to painted", first_words(stage, visit(context, stage.base, throttled=rate).page))
    context.close()
    return first[-1].size_bytes


def main() -> None:
    """Print the table."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    table = Table("measure", "processor", "best", "p50", "worst", "n", title="Chat page")
    table.columns[0].no_wrap = True
    with Stage(House(settings(messages=100_000))).playing() as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        visit(browser.new_context(), stage.base, throttled=1).page.context.close()
        for rate in (1, THROTTLED):
            size_bytes = measured(stage, browser, table, rate=rate)
        browser.close()
    Console().print(table, f"{size_bytes / 1000:.0f} kB over the line at a first visit")


if __name__ == "__main__":
    main()
