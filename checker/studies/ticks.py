"""
The ML code completeness checklist by hand: repositories of NeurIPS 2019 with the five ticks of Papers with Code
(paperswithcode/releasing-research-code), labelled early in 2020.
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
    """The labelled repositories."""

    name = NAME

    def recognises(self, content: Content) -> bool:
        """By its columns."""
        return content.has("url", "python", *_TICKS)

    def looks(self, content: Content) -> Iterator[Look]:
        """Each repository was there when somebody looked into it, in March 2020."""
        for row in content.rows:
            yield Look(row["url"], "2020-03-01", answered=True, outcome="present", published="2019")

    def derived(self, content: Content, _tools: Tools) -> Iterator[Derived]:
        """How many show each item; and of those in Python four or five."""
        rows = content.rows
        for column, name in _TICKS.items():
            there = wilson(sum(row[column] == "1" for row in rows), len(rows))
            yield Derived(f"{NAME}.{name}", "official repositories of NeurIPS 2019", f"{name}, by hand", there)
        python = [row for row in rows if row["python"] == "1"]
        many = wilson(sum(sum(row[one] == "1" for one in _TICKS) >= _MOST for row in python), len(python))
        yield Derived(f"{NAME}.ticks4", "those in Python", "four or five of the items, by hand", many)
