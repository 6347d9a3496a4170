"""
refer and EndNote's tags (`.enw`): `%0 Journal Article`, `%T`, `%X`, `%D`. Records of refer have no `%0` and are
separated by blank lines.

Source: the manual of refer(1), and EndNote's "EndNote Import" style.
"""

from __future__ import annotations

import re

from checker.model import Paper
from checker.model.paper_ids import doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import made
from checker.papers.tagged.lines import Shape, TaggedFormat, Tags

_ARTIFACTS = frozenset({"computer program", "dataset", "online database"})
_NOT_LINKS = ("T", "X", "0")
_KNOWN = re.compile(r"%0 \S|%[A-Z] \S.*\n(?:.*\n){0,20}?%[TAD] \S")
_LINE = re.compile(r"%([0-9A-Z@!$&()*+>?^~#<:\[=`\]])(?: (.*)|[ \n]*$)")


def _paper(tags: Tags, source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=doi_in(tags.first("R")) or tags.first("R", "M", "F"),
            title=tags.first("T", "B"),
            abstract=tags.first("X"),
            published=written_date(tags.first("8"), tags.first("D")),
            fields=addresses(tags, _NOT_LINKS, artifact=tags.first("0").lower() in _ARTIFACTS),
            authors=tags.people("A"),
            venue=tags.first("J", "B") if tags.first("T") else "",
        )
    )


REFER = TaggedFormat(
    "refer",
    _KNOWN,
    Shape(_LINE, "0", blank=True),
    _paper,
    what="records from `%0`, or after a blank line: `%R`, `%M` or `%F`; `%8` with `%D`; links in every tag",
    how="EndNote (.enw), the ACL Anthology, refer(1)",
)
