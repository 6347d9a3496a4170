"""The availability report as Markdown."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment

from checker.reports.escaping import address, markdown
from checker.statistics.advice import PRESERVATION
from checker.statistics.candidates import MEANING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template

    from checker.model.rows import LinkRow
    from checker.statistics.intervals import Share
    from checker.statistics.summary import Report


class Markdown:
    """The report as Markdown tables; text from papers and services is escaped."""

    name = "markdown"

    def render(self, report: Report, links: Iterable[LinkRow]) -> str:  # noqa: ARG002  (figures suffice)
        """The report as Markdown."""
        return _template().render(report=report, meaning=PRESERVATION, outcome_meaning=MEANING)


@cache
def _template() -> Template:
    text = resources.files("checker").joinpath("reports/templates/availability.md.j2").read_text("utf-8")
    # The output is Markdown: the filter `md` escapes for it, in place of HTML escaping.
    environment = Environment(autoescape=False, keep_trailing_newline=True)  # noqa: S701  (as said above)
    environment.filters |= {"md": markdown, "share": share, "address": address}
    return environment.from_string(text)


def share(value: Share) -> str:
    """A share as `17 of 20 (85.0 %, 64.0 to 94.8)`."""
    if value.percent is None or value.interval is None:
        return "none known"
    low, high = value.interval
    return f"{value.part} of {value.whole} ({value.percent:.1f} %, {low:.1f} to {high:.1f})"
