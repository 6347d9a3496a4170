"""
CITATION.cff, by PyYAML, every value as the text that it is: one record of software or data.

Source: https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.model import BadRecord
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.fields import first
from checker.papers.records.ids import doi_in
from checker.papers.records.paper import Unreadable, made, one_line
from checker.papers.streams.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.model import Paper
    from checker.papers.protocol import Record

_LONGEST = 2**20  # bytes
_DEEPEST = 20  # levels
_KNOWN = re.compile(r"^cff-version[ \t]*:", re.MULTILINE)
_SEEN = frozenset(
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
        """The key that every such file has."""
        return Evidence.MARK if _KNOWN.search(decoded(head)) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """The one paper; a BadRecord if it is no YAML, or too long or too deep for such a file."""
        content = stream.read(_LONGEST + 1)
        if len(content) > _LONGEST:
            yield BadRecord(source, 0, f"longer than {_LONGEST} bytes")
            return
        try:
            yield _paper(_loaded(decoded(content)), source)
        except Unreadable as error:
            yield BadRecord(source, 1, str(error))


def _loaded(text: str) -> Mapping[str, Any]:
    import yaml  # noqa: PLC0415  (no other reader needs it)

    try:
        _check(yaml.parse(text, Loader=yaml.CSafeLoader))
        found = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  (it makes texts, lists and dicts alone)
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(f"no YAML: {one_line(str(error))[:200]}") from error
    if not isinstance(found, dict):
        raise Unreadable("YAML, but no object")
    return found


def _check(events: Iterable[Any]) -> None:
    """Raise Unreadable for what would take memory without end once it is loaded: great depth, aliases of aliases."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > _DEEPEST or kind == "AliasEvent":
            raise Unreadable(f"YAML with aliases, or deeper than {_DEEPEST} levels")


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    identifiers = addresses({"doi": record.get("doi"), "identifiers": record.get("identifiers")})
    return made(
        source,
        paper_id=next(filter(None, (doi_in(text) for _, text in identifiers)), ""),
        title=one_line(first(record, "title")),
        abstract=first(record, "abstract"),
        published=written_date(first(record, "date-released")),
        fields=addresses(record, _SEEN, artifact=True),
    )
