"""
How soon the table of a report's page can be used, in a real Chromium. `python -m benchmarks.page [ROWS] [TIMES]`.

The page is opened from a file, each time in a new browser context. Printed are milliseconds from the navigation to
the first paint and to the first rows of the table, and the CPU time of the page's scripts and of the whole page.
Needs the extra `browser` and a Chromium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.conftest import launched, written
from tests.browser.many import Many, page_of
from tests.reports.invented import Invented

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_MARKS = """() => [performance.getEntriesByName("first-paint")[0].startTime,
    performance.getEntriesByName("table")[0].startTime]"""


def measured(browser: Browser, file: Path) -> tuple[float, float, float, float]:
    """Milliseconds to the first paint, to the first rows, of scripts, and of all that the page did."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    paint, table = page.evaluate(_MARKS)
    took = {one["name"]: 1_000 * one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return paint, table, took["ScriptDuration"], took["TaskDuration"]


def main() -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description="how soon the table of a report's page can be used")
    parser.add_argument("rows", nargs="?", type=int, default=50_000)
    parser.add_argument("times", nargs="?", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        Invented(folder / "a.db", artifacts=300, runs=7).make()
        file, _ = page_of(Many(options.rows), written(folder / "a.db", folder), folder)
        print(f"{options.rows:,} rows, {file.stat().st_size:,} bytes\nfirst paint  first rows  scripts  page  (ms)")
        browser = launched(playwright)
        for _ in range(options.times):
            paint, table, scripts, page = measured(browser, file)
            print(f"{paint:11.0f} {table:11.0f} {scripts:8.0f} {page:5.0f}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
