"""
CSL-JSON, as Zotero, Crossref and citeproc write it: an array of items with `type`, `title`, `abstract`, `issued`.

Source: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html, and the schema of CSL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import date_of, written_date
from checker.papers.records.fields import part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made

if TYPE_CHECKING:
    from collections.abc import Mapping


_ARTIFACTS = frozenset({"software", "dataset"})
#: Fields in which no links are looked for: read already, people, other works, addresses of the paper itself
#: (Crossref).
_NOT_LINKS = frozenset(
    {
        *("title", "abstract", "issued", "author", "editor", "reference", "funder", "assertion", "link", "resource"),
        "license",
    }
)


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=text(record, "DOI", "id"),
            title=text(record, "title"),
            abstract=text(record, "abstract"),
            published=_issued(part(record, "issued")),
            fields=addresses(record, _NOT_LINKS, artifact=text(record, "type") in _ARTIFACTS),
        )
    )


def _issued(issued: Mapping[str, Any]) -> str:
    match issued.get("date-parts"):
        case [[*parts], *_]:
            return date_of(parts)
        case _:
            return written_date(text(issued, "raw", "literal"))


CSL_JSON = JsonFormat(
    "csl-json",
    _paper,
    (
        ("type", "title", "issued"),
        ("type", "title", "container-title"),
        ("type", "title", "DOI"),
        ("type", "title", "id", "author.item.family"),
    ),
    lists=("items",),
    lines=False,  # records on lines come from other programs: `json` reads them, and takes their own id
    without=("abstract_inverted_index",),
    what="`DOI` or `id`, `issued`; links in `abstract`, `note` and every other field",
    how="exported by Zotero, citeproc",
)
