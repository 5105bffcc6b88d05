"""How soon can a shopper use the chat page, and how soon does she see what is written?

    python -m benchmarks.pages        on the loopback, with the processor throttled four times

Needs Chromium (scripts/install-chromium.sh). Prints a table; asserts nothing.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table
from tests.e2e.browser.conftest import NAMES
from tests.e2e.browser.stage import Stage
from tests.integration.house import House, settings

VISITS, PIECES = 9, 30
THROTTLED = 4
PHONE = {"width": 360, "height": 740}
WATCH = """
const ready = () => {
  const root = document.querySelector("xe-messenger")?.shadowRoot;
  const line = root?.querySelector("xe-composer")?.shadowRoot?.querySelector("textarea");
  const said = root?.querySelector("xe-message[plain]")?.shadowRoot?.querySelector(".bubble");
  if (line && said) setTimeout(() => { window.__ready = performance.now(); });
  else requestAnimationFrame(ready);
};
requestAnimationFrame(ready);
window.__painted = {};
window.__watch = () => {
  const root = document.querySelector("xe-messenger").shadowRoot;
  const look = () => {
    const last = [...root.querySelectorAll("xe-message")].at(-1)?.shadowRoot?.querySelector(".caret");
    const piece = last?.textContent.split(" ").at(-2);
    if (piece && !(piece in window.__painted)) window.__painted[piece] = Date.now();
    requestAnimationFrame(look);
  };
  look();
};
"""


def visited(browser: Browser, address: str, *, throttled: int) -> tuple[Page, float, int]:
    """Return a page of a fresh profile, when it could be used, and how many bytes came."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", bypass_csp=True)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": throttled})
    received = []
    devtools.on("Network.loadingFinished", lambda done: received.append(done["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("window.__ready")
    return page, page.evaluate("window.__ready"), int(sum(received))


def streamed(stage: Stage, page: Page) -> list[float]:
    """Return for each piece of an answer the milliseconds from its publication to its first frame."""
    stage.hold()
    page.locator("xe-composer textarea").fill("续航多久")
    page.locator("xe-composer textarea").press("Enter")
    page.get_by_text("正在为您查询").wait_for()
    page.evaluate("window.__watch()")
    sent = {}
    for number in range(PIECES):
        piece = f"第{number}段"
        sent[piece] = time.time() * 1000
        stage.write(f"{piece} ")
        page.wait_for_timeout(40)
    painted = page.evaluate("window.__painted")
    stage.release()
    return [painted[piece] - at for piece, at in sent.items() if piece in painted]


def main() -> None:
    """Print the table."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    table = Table("measure", "processor", "best", "p50", "worst", "n", title="Pages")

    def tell(name: str, rate: int, taken: list[float]) -> None:
        figures = [f"{figure:.0f} ms" for figure in (min(taken), statistics.median(taken), max(taken))]
        table.add_row(name, f"1/{rate}", *figures, str(len(taken)))

    with Stage(House(settings(messages=1000))).playing() as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        visited(browser, stage.base, throttled=1)[0].context.close()
        for rate in (1, THROTTLED):
            times, size = [], 0
            for _ in range(VISITS):
                page, ready_ms, size = visited(browser, stage.base, throttled=rate)
                times.append(ready_ms)
                page.context.close()
            tell("chat page usable, first visit", rate, times)
            page, _, _ = visited(browser, stage.base, throttled=rate)
            tell("delta published to painted", rate, streamed(stage, page))
            page.context.close()
        browser.close()
    Console().print(table, f"{size / 1000:.0f} kB over the line at a first visit")


if __name__ == "__main__":
    main()
