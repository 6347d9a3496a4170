"""
Crossref's works: answers of its REST API (`message.items`, `message`), its public data file (`items`), and works one
a line. Titles are lists; abstracts are JATS, whose tags are dropped.

Source: https://api.crossref.org/swagger-ui, and https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import date_of
from checker.papers.records.fields import first, part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made, one_line
from checker.papers.streams.markup import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


_DATES = ("issued", "published", "published-online", "published-print", "posted", "created")
_ARTIFACTS = frozenset({"dataset", "database", "component", "software"})
#: Fields in which no links are looked for: read already, other works, people, and addresses of the paper itself.
_NOT_LINKS = frozenset(
    {
        *("title", "abstract", "reference", "author", "editor", "funder", "assertion", "institution", "publisher"),
        *("link", "resource", "license", "update-policy", "indexed", "container-title"),
    }
)


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=text(record, "DOI").lower(),
            title=one_line(plain(first(record, "title"))),
            abstract=plain(first(record, "abstract")).removeprefix("Abstract\n"),
            published=next(filter(None, (_date(part(record, name)) for name in _DATES)), ""),
            fields=addresses(record, _NOT_LINKS, artifact=text(record, "type") in _ARTIFACTS),
        )
    )


def _date(date: Mapping[str, Any]) -> str:
    match date.get("date-parts"):
        case [[*parts], *_]:
            return date_of(parts)
        case _:
            return ""


CROSSREF = JsonFormat(
    "crossref",
    _paper,
    (
        ("DOI", "title", "indexed"),
        ("DOI", "title", "member"),
        ("DOI", "title", "reference-count"),
        ("DOI", "title", "is-referenced-by-count"),
    ),
    lists=("items",),
    places=(("message.items.item", ("DOI",)), ("message", ("DOI",))),
    what="`DOI`, `issued`; `abstract` without its JATS tags; links in every field but `reference`",
    how="api.crossref.org/works?query=… (also one work), lines of its public data file",
)
