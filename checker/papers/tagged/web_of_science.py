"""
Web of Science as plain text (`PT J … ER`) and as its tab-delimited table, whose columns are named by the same tags.

Source: the list of field tags in the help of Web of Science, Core Collection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.papers.records.dates import written_date
from checker.papers.records.ids import doi_in
from checker.papers.records.paper import made
from checker.papers.tagged.lines import Shape, TaggedFormat, Tags

if TYPE_CHECKING:
    from checker.model import Paper

_KNOWN = re.compile(r"FN .+\n+VR \d|(?:.*\n){0,5}?PT [A-Z][ ]*\n[A-Z][A-Z0-9] \S")
_LINE = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|[ \n]*$)")  # what goes on is indented


def paper_of(tags: Tags, source: str) -> Paper:
    """The paper of one record, from a text or a row."""
    return made(
        source,
        paper_id=doi_in(tags.first("DI", "D2")) or tags.first("UT"),
        title=tags.first("TI"),
        abstract=tags.first("AB"),
        published=_published(tags),
        fields=(),
    )


def _published(tags: Tags) -> str:
    """The day of its issue; of what has none yet, the month of early access."""
    year = tags.first("PY")
    return written_date(tags.first("PD"), year) or written_date(year) or written_date(tags.first("EA"))


WEB_OF_SCIENCE = TaggedFormat("web-of-science", _KNOWN, Shape(_LINE, "PT", "ER"), paper_of, "", "")
