"""A real Chromium on the page of a report, opened from a file; its console and its requests are recorded."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from checker.cli.account import account_of
from checker.reports.contents.contents import ContentsOptions
from checker.reports.forms.html import Html
from checker.store.store import Store
from tests.reports.invented import Invented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
TITLE = "Moss papers with code, models and data"


def launched(playwright: Playwright) -> Browser:
    """The Chromium of this system; a missing one fails the test, which is never skipped."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    assert found, "no Chromium was found: install it (apt-get install chromium), or name it in CHROMIUM"
    return playwright.chromium.launch(executable_path=found, args=list(_QUIET))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that all tests share."""
    with sync_playwright() as playwright:
        made = launched(playwright)
        yield made
        made.close()


def written(database: Path, folder: Path, title: str = TITLE) -> Path:
    """The page of a database, as a file."""
    with (
        Store.open(database, create=False) as store,
        account_of(store, contents_options=ContentsOptions(title=title)) as account,
    ):
        text = "".join(Html().render(account))
    file = folder / "index.html"
    file.write_text(text, "utf-8")
    return file


@pytest.fixture(scope="session")
def mosses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of some hundred papers, after seven runs."""
    folder = tmp_path_factory.mktemp("mosses")
    Invented(folder / "mosses.db", artifacts=300, runs=7).make()
    return written(folder / "mosses.db", folder)


@dataclass
class Opened:
    """An open page, its console output, and the addresses it requested."""

    page: Page
    console: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that match a selector."""
        found: list[str] = self.page.locator(selector).all_inner_texts()
        return found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a file in a window of some width; after the test, the console must be empty and nothing requested."""
    pages: list[Opened] = []

    def show(file: Path, width: int = 1280, anchor: str = "", **context: Any) -> Opened:
        page = browser.new_context(viewport={"width": width, "height": 900}, **context).new_page()
        made = Opened(page)
        page.on("console", lambda one: made.console.append(one.text))
        page.on("pageerror", lambda one: made.console.append(str(one)))
        page.on("request", lambda one: made.requested.append(one.url))
        page.goto(file.as_uri() + anchor)
        if context.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")
        pages.append(made)
        return made

    yield show
    for one in pages:
        assert one.console == []
        assert {address for address in one.requested if not address.startswith(("file:", "blob:"))} == set()
        one.page.context.close()
