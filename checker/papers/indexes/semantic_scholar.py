"""
Semantic Scholar: the `abstracts` and `papers` data sets (JSON Lines keyed by `corpusid`), and pages of its graph
API (`{"data": […]}` of papers with `paperId`).

Source: https://api.semanticscholar.org/api-docs/datasets and /graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.fields import part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import Unreadable, made

if TYPE_CHECKING:
    from collections.abc import Mapping


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    record = part(record, "citingPaper") or part(record, "citedPaper") or record
    title, abstract = text(record, "title"), text(record, "abstract")
    if "openaccessinfo" in record and not abstract:
        raise Unreadable("no abstract")
    known = part(record, "externalIds") or part(record, "externalids")
    known = known or part(part(record, "openaccessinfo"), "externalids")
    corpus = text(record, "corpusid", "corpusId")
    return made(
        Paper(
            source=source,
            id=text(known, "ArXiv") or (f"CorpusId:{corpus}" if corpus else text(record, "paperId")),
            title=title,
            abstract=abstract,
            published=text(record, "publicationDate", "publicationdate", "year"),
            fields=addresses({name: record.get(name) for name in ("url", "openAccessPdf", "openaccessinfo")}),
        )
    )


SEMANTIC_SCHOLAR = JsonFormat(
    "semantic-scholar",
    _paper,
    (("corpusid",), ("paperId",), ("citingPaper.paperId",), ("citedPaper.paperId",)),
    lists=("data", "papers"),
    what="arXiv id, `CorpusId:N` or `paperId`; `publicationDate` or `year`",
    how="api.semanticscholar.org/api-docs: graph API, data sets `papers`, `abstracts`",
)
