"""The availability report as one self-contained HTML file without scripts."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

from checker.reports.escaping import address, plain
from checker.reports.forms.markdown import share
from checker.statistics.advice import PRESERVATION
from checker.statistics.candidates import MEANING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template

    from checker.model.rows import LinkRow
    from checker.statistics.summary import Report


class Html:
    """
    The report as HTML. All text is escaped, and a content security policy (W3C, CSP Level 3) allows nothing but the
    one style sheet, by its hash: no script, no image, no request.
    """

    name = "html"

    def render(self, report: Report, links: Iterable[LinkRow]) -> str:  # noqa: ARG002  (figures suffice)
        """The report as an HTML document."""
        style = _read("availability.css")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        return _template().render(
            report=report,
            meaning=PRESERVATION,
            outcome_meaning=MEANING,
            style=Markup(style),  # noqa: S704  (our own file)
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"share": share, "address": address, "plain": plain}
    return environment.from_string(_read("availability.html.j2"))


def _read(name: str) -> str:
    return resources.files("checker").joinpath("reports/templates", name).read_text("utf-8")
