"""A real Chromium on the page of a report, opened from a file; what it says on its console and asks for is kept."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from checker.cli.account import account_of
from checker.reports.contents.contents import Wish
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
    """A Chromium of this system; none is an error that says so, never a test left out."""
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
    with Store.open(database, create=False) as store, account_of(store, wish=Wish(title=title)) as account:
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
    """A page that is open, what its console said, and the addresses it asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that fit."""
        found: list[str] = self.page.locator(selector).all_inner_texts()
        return found


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a file in a window of some width; at the end nothing was said on its console, and nothing asked for."""
    pages: list[Opened] = []

    def show(file: Path, width: int = 1280, anchor: str = "", **context: Any) -> Opened:
        page = browser.new_context(viewport={"width": width, "height": 900}, **context).new_page()
        made = Opened(page)
        page.on("console", lambda one: made.said.append(one.text))
        page.on("pageerror", lambda one: made.said.append(str(one)))
        page.on("request", lambda one: made.asked.append(one.url))
        page.goto(file.as_uri() + anchor)
        if context.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")
        pages.append(made)
        return made

    yield show
    for one in pages:
        assert one.said == []
        assert {address for address in one.asked if not address.startswith(("file:", "blob:"))} == set()
        one.page.context.close()
