"""All forms of the availability report by name, and the file suffixes that select them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reports.protocol import Format

ENDINGS = {".md": "markdown", ".json": "json", ".csv": "csv", ".html": "html"}
FORMS = tuple(ENDINGS.values())


def forms() -> dict[str, Format]:
    """The forms by name, imported on first use because some load slowly."""
    from checker.reports.forms.as_csv import Csv
    from checker.reports.forms.as_json import Json
    from checker.reports.forms.html import Html
    from checker.reports.forms.markdown import Markdown

    return {one.name: one for one in (Markdown(), Json(), Csv(), Html())}
