"""All forms of the availability report, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reports.protocol import Format


def formats() -> dict[str, Format]:
    """The forms of the availability report, by name."""
    from checker.reports.forms.as_csv import Csv
    from checker.reports.forms.as_json import Json
    from checker.reports.forms.html import Html
    from checker.reports.forms.markdown import Markdown

    return {one.name: one for one in (Markdown(), Json(), Csv(), Html())}
