"""
Repositories of NeurIPS 2019 whose five items of the ML code completeness checklist were labelled by hand, early in
2020, by Papers with Code (paperswithcode/releasing-research-code).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.statistics.estimates import wilson
from checker.statistics.published.derived import Derived
from checker.studies.protocol import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.studies.opening import Content
    from checker.studies.protocol import Tools

NAME = "pwc2019"
_TICKS = {
    "dependencies": "dependencies",
    "training": "training",
    "evaluation": "evaluation",
    "pretrained_model": "weights",
    "results": "results",
}
_MOST = 4


class Ticks:
    """The table of labelled repositories."""

    name = NAME

    def recognises(self, content: Content) -> bool:
        """Whether the table has the columns of the checklist."""
        return content.has("url", "python", *_TICKS)

    def looks(self, content: Content) -> Iterator[Look]:
        """One look for each repository, which existed when it was labelled, in March 2020."""
        for row in content.rows:
            yield Look(row["url"], "2020-03-01", answered=True, outcome="present", published="2019")

    def derived(self, content: Content, _tools: Tools) -> Iterator[Derived]:
        """The share of repositories with each item, and the share of those in Python with four or five items."""
        rows = content.rows
        for column, name in _TICKS.items():
            share = wilson(sum(row[column] == "1" for row in rows), len(rows))
            yield Derived(f"{NAME}.{name}", "official repositories of NeurIPS 2019", f"{name}, by hand", share)
        python = [row for row in rows if row["python"] == "1"]
        many = wilson(sum(sum(row[one] == "1" for one in _TICKS) >= _MOST for row in python), len(python))
        yield Derived(f"{NAME}.ticks4", "those in Python", "four or five of the items, by hand", many)
