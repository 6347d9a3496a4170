"""
NASA ADS: answers of its search API (`response.docs`), whose titles and DOIs are lists.

Source: https://ui.adsabs.harvard.edu/help/api/api-docs.html, search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.model.paper_ids import arxiv_number, doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.fields import first, text, texts
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made, one_line
from checker.papers.streams.markup import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


#: Fields in which no links are looked for: read already, or other papers.
_NOT_LINKS = ("title", "abstract", "identifier", "bibcode", "reference", "citation")


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=_id(record),
            title=one_line(plain(first(record, "title"))),
            abstract=plain(first(record, "abstract")),
            published=written_date(text(record, "pubdate", "date", "year")),
            fields=addresses(record, _NOT_LINKS, artifact=text(record, "doctype") in ("software", "dataset")),
        )
    )


def _id(record: Mapping[str, Any]) -> str:
    """The arXiv id, else the DOI, else the bibcode."""
    known = (*texts(record, "identifier"), *texts(record, "doi"))
    arxiv = next(filter(None, map(arxiv_number, known)), "")
    return arxiv or next(filter(None, map(doi_in, reversed(known))), "") or text(record, "bibcode")


ADS = JsonFormat(
    "ads",
    _paper,
    (("bibcode", "title"), ("bibcode", "abstract")),
    lists=("docs",),
    places=(("response.docs.item", ("bibcode",)),),
    what="arXiv id, DOI or `bibcode`; `pubdate`; links in every field but those of references",
    how="api.adsabs.harvard.edu/v1/search/query?fl=bibcode,title,abstract,doi,identifier,pubdate",
)
