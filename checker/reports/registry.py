"""All forms of the availability report by name, and the file endings that select them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reports.protocol import Format

ENDINGS = {
    ".md": "markdown",
    ".txt": "text",
    ".html": "html",
    ".json": "json",
    ".csv": "csv",
    ".xml": "junit",
    ".sarif": "sarif",
    ".atom": "atom",
    ".svg": "badge-svg",
}
#: The forms that are one text; and all forms: letters are a folder of files.
TEXTS = (*ENDINGS.values(), "badge")
FORMS = (*TEXTS, "letters")

#: Forms that print figures by group.
TABULAR = ("markdown", "text", "html", "json", "csv")


def forms() -> dict[str, Format]:
    """The forms that are one text, by name; they are imported on first use, because some load slowly."""
    from checker.reports.forms.as_csv import Csv
    from checker.reports.forms.as_json import Json
    from checker.reports.forms.atom import Atom
    from checker.reports.forms.badge import ShieldsBadge, SvgBadge
    from checker.reports.forms.html import Html
    from checker.reports.forms.junit import JUnit
    from checker.reports.forms.markdown.report import Markdown
    from checker.reports.forms.sarif import Sarif
    from checker.reports.forms.text.form import TextForm

    every: tuple[Format, ...] = (
        *(TextForm(), Markdown(), Html(), Json(), Csv()),
        *(JUnit(), Sarif(), Atom(), ShieldsBadge(), SvgBadge()),
    )
    return {one.name: one for one in every}
