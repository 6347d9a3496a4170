"""The availability report as one self-contained HTML file without scripts."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

from checker.reports.escaping import address, plain
from checker.statistics.advice import PRESERVATION
from checker.statistics.candidates import MEANING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template

    from checker.reports.protocol import Account
    from checker.statistics.intervals import Share


class Html:
    """
    The report as HTML. All text is escaped, and a content security policy (W3C, CSP Level 3) allows nothing but the
    one style sheet, by its hash: no script, no image, no request.
    """

    name = "html"

    def render(self, account: Account) -> Iterator[str]:
        """The report as an HTML document."""
        style = _read("availability.css")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        yield _template().render(
            report=replace(account.report, attention=tuple(account.rows.attention())),
            meaning=PRESERVATION,
            outcome_meaning=MEANING,
            style=Markup(style),  # noqa: S704  (our own file)
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )


def share(value: Share) -> str:
    """A share as `17 of 20 (85.0 %, 64.0 to 94.8)`."""
    if value.percent is None or value.interval is None:
        return "none known"
    low, high = value.interval
    return f"{value.part} of {value.whole} ({value.percent:.1f} %, {low:.1f} to {high:.1f})"


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"share": share, "address": address, "plain": plain}
    return environment.from_string(_read("availability.html.j2"))


def _read(name: str) -> str:
    return resources.files("checker").joinpath("reports/templates", name).read_text("utf-8")
