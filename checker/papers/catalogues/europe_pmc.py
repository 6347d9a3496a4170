"""
Europe PMC: answers of its search (`resultList.result`) in JSON and XML. Only those with `resultType=core` have
abstracts.

Source: https://europepmc.org/RestfulWebService.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.fields import text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, child_text
from checker.papers.streams.markup import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


#: Fields in which no links are looked for.
_NOT_LINKS = ("title", "abstractText", "authorList", "fullTextUrlList", "grantsList", "commentCorrectionList")
_DATES = ("firstPublicationDate", "electronicPublicationDate", "pubYear")


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=_id(text(record, "pmid"), text(record, "doi"), text(record, "id")),
            title=one_line(plain(text(record, "title"))),
            abstract=plain(text(record, "abstractText")),
            published=written_date(text(record, *_DATES)),
            fields=addresses(record, _NOT_LINKS),
        )
    )


def _result(result: Element, source: str) -> Paper:
    found = {name: child_text(result, name).strip() for name in ("pmid", "doi", "id", "title", "abstractText")}
    dates = (written_date(child_text(result, name).strip()) for name in _DATES)
    return made(
        Paper(
            source=source,
            id=_id(found["pmid"], found["doi"], found["id"]),
            title=one_line(plain(found["title"])),
            abstract=plain(found["abstractText"]),
            published=next(filter(None, dates), ""),
        )
    )


def _id(pmid: str, doi: str, other: str) -> str:
    """The PMID in the form of PubMed's own formats, else the DOI (preprints), else Europe PMC's own number."""
    return f"pmid:{pmid}" if pmid else doi.lower() or other


EUROPE_PMC = JsonFormat(
    "europe-pmc",
    _paper,
    (("abstractText", "title", "pubYear"), ("title", "pubYear", "source", "id")),
    lists=("resultList.result", "result"),
    places=(("resultList.result.item", ("id", "title")),),
    what="PMID, DOI or `id`; `firstPublicationDate` or `pubYear`; `abstractText` without its tags",
    how="www.ebi.ac.uk/europepmc/webservices/rest/search?query=…&format=json&resultType=core",
)
EUROPE_PMC_XML = XmlFormat(
    "europe-pmc-xml",
    "result",
    (("responseWrapper", "resultList"), ("responseWrapper", "result")),
    _result,
    what="the same, from its XML",
    how="the same with `format=xml`",
    shown=Shows("authorString", ("journalInfo/journal/title", "journalTitle")).of,
)
