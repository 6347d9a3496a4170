"""
CITATION.cff: one record of software or data, in YAML.

Source: https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.model import BadRecord, Paper
from checker.model.paper_ids import doi_in
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.fields import text
from checker.papers.records.paper import Unreadable, made, one_line
from checker.papers.shapes.front_matter import yaml_mapping
from checker.papers.shapes.shown import shown
from checker.papers.streams.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.papers.protocol import Record

_LONGEST = 2**20  # bytes
_KNOWN = re.compile(r"^cff-version[ \t]*:", re.MULTILINE)
#: Fields in which no links are looked for.
_NOT_LINKS = frozenset(
    (
        "title",
        "abstract",
        "authors",
        "contact",
        "license",
        "license-url",
        "references",
        "preferred-citation",
        "message",
    )
)


class CitationCff:
    """The reader of CITATION.cff."""

    name = "citation-cff"
    what = "`doi`, `date-released`, `abstract`; links in `repository-code`, `doi`, `identifiers`, `url`…"
    how = "the file of that name in a repository"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for the key `cff-version`, which every such file has."""
        return Evidence.MARK if _KNOWN.search(decoded(head)) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """The one paper; a BadRecord if the file is not YAML, is too long or is nested too deeply."""
        content = stream.read(_LONGEST + 1)
        record = yaml_mapping(decoded(content)) if len(content) <= _LONGEST else {}
        try:
            yield shown(record, ()).on(_paper(record, source))
        except Unreadable as error:
            why = str(error) if record else f"not YAML, or nested too deeply, or longer than {_LONGEST} bytes"
            yield BadRecord(source, 1, why)


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    identifiers = addresses({"doi": record.get("doi"), "identifiers": record.get("identifiers")})
    return made(
        Paper(
            source=source,
            id=next(filter(None, (doi_in(one) for _, one in identifiers)), ""),
            title=one_line(text(record, "title")),
            abstract=text(record, "abstract"),
            published=written_date(str(record.get("date-released") or "")),
            fields=addresses(record, _NOT_LINKS, artifact=True),
        )
    )
