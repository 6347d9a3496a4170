"""
PubMed's citations (baseline files, update files, EFetch): `<PubmedArticleSet>`. The id is the PMID.

A structured abstract becomes one text with a line for each part, which begins with its label (`METHODS: …`), as
PubMed prints it. Tags inside are dropped, their text is kept.

Source: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import date_of, written_date
from checker.papers.records.paper import made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, child_text, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator


_NUMBERS = "MedlineCitation/Article/DataBankList/DataBank/AccessionNumberList/AccessionNumber"
_DATES = ("MedlineCitation/Article/ArticleDate", "MedlineCitation/Article/Journal/JournalIssue/PubDate")


def _article(article: Element, source: str) -> Paper:
    pmid = child_text(article, "MedlineCitation/PMID").strip()
    return made(
        Paper(
            source=source,
            id=f"pmid:{pmid}" if pmid else "",
            title=one_line(child_text(article, "MedlineCitation/Article/ArticleTitle")),
            abstract="\n".join(_parts(article)),
            published=next(filter(None, (_date(article.find(path)) for path in _DATES)), ""),
            fields=addresses({"AccessionNumber": [text_of(one) for one in article.iterfind(_NUMBERS)]}),
        )
    )


def _parts(article: Element) -> Iterator[str]:
    for part in article.iterfind("MedlineCitation/Article/Abstract/AbstractText"):
        label, text = part.get("Label", ""), text_of(part)
        yield f"{label}: {text}" if label and text else text


def _date(date: Element | None) -> str:
    if date is None:
        return ""
    exact = date_of(child_text(date, name) for name in ("Year", "Month", "Day"))
    return exact or written_date(child_text(date, "MedlineDate"))


PUBMED = XmlFormat(
    "pubmed",
    "PubmedArticle",
    (("PubmedArticleSet",), ("PubmedArticle",)),
    _article,
    what="`pmid:N`, the article's date or the issue's; structured abstracts, a labelled part a line",
    how="EFetch or the baseline: pubmed.ncbi.nlm.nih.gov/download",
    shown=Shows("MedlineCitation/Article/AuthorList/Author", ("MedlineCitation/Article/Journal/Title",)).of,
)
