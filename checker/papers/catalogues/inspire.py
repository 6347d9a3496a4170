"""
INSPIRE: answers of its REST API (`hits.hits[].metadata`). Of several titles the first counts.

Source: https://github.com/inspirehep/rest-api-doc, and https://inspire-schemas.readthedocs.io.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.fields import objects, part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made, one_line
from checker.papers.streams.markup import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


_READ = ("urls", "public_notes", "dois")  # other fields have addresses of INSPIRE's own records


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    found = part(record, "metadata") or record
    return made(
        Paper(
            source=source,
            id=_value(found, "arxiv_eprints") or _value(found, "dois").lower() or _number(found),
            title=one_line(plain(_value(found, "titles", "title"))),
            abstract=plain(_value(found, "abstracts")),
            published=written_date(text(found, "earliest_date", "preprint_date", "legacy_creation_date")),
            fields=addresses({name: found.get(name) for name in _READ}, artifact="data" in _types(found)),
        )
    )


def _value(record: Mapping[str, Any], name: str, inside: str = "value") -> str:
    return next((text(one, inside) for one in objects(record, name)), "")


def _number(record: Mapping[str, Any]) -> str:
    number = text(record, "control_number")
    return f"inspire:{number}" if number else ""


def _types(record: Mapping[str, Any]) -> list[Any]:
    types = record.get("document_type")
    return types if isinstance(types, list) else []


INSPIRE = JsonFormat(
    "inspire",
    _paper,
    (("metadata.titles",), ("metadata.control_number",), ("titles", "control_number")),
    lists=("hits.hits",),
    places=(("hits.hits.item", ("metadata.titles",)),),
    what="arXiv id, DOI or `inspire:N`; `earliest_date`; links in `urls`, `public_notes`, `dois`",
    how="inspirehep.net/api/literature?q=…",
)
