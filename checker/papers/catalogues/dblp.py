"""
DBLP: answers of its search API in JSON and XML (`hit`, `info`), and its data set `dblp.xml`. There are no abstracts.
The addresses of the electronic edition (`ee`) count as links only on a forge, the Hub or an archive.

Source: https://dblp.org/faq/How+to+use+the+dblp+search+API.html, and https://dblp.org/xml/docu/dblpxml.pdf.
"""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.model.paper_ids import arxiv_number, doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import date_of
from checker.papers.records.fields import first, part, text, texts
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import Shown, made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, child_text, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping


_ENTRIES = (
    *("article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "data"),
    *("info", "www"),  # `info`: a hit of a search; `www`: the page of a person, not a paper
)
_ARTIFACTS = frozenset({"data", "software"})


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    info = part(record, "info") or record
    title = info.get("title")
    editions = texts(info, "ee")
    return made(
        Paper(
            source=source,
            id=_id(first(info, "doi"), editions, text(info, "key")),
            title=one_line(unescape(text(title, "text") if isinstance(title, dict) else first(info, "title"))),
            abstract="",
            published=date_of((first(info, "year"), first(info, "month"))),
            fields=addresses({"ee": editions}, artifact=text(info, "type").startswith("Data")),
        )
    )


def _entry(entry: Element, source: str) -> Paper | None:
    if entry.tag == "www":
        return None
    editions = [text_of(one) for one in entry.iterfind("ee")]
    return made(
        Paper(
            source=source,
            id=_id(child_text(entry, "doi"), editions, entry.get("key") or child_text(entry, "key")),
            title=one_line(child_text(entry, "title")),
            abstract="",
            published=date_of((child_text(entry, "year"), child_text(entry, "month"))),
            fields=addresses({"ee": editions}, artifact=entry.tag == "data" or entry.get("publtype") in _ARTIFACTS),
        )
    )


def _id(doi: str, editions: list[str], key: str) -> str:
    """The arXiv id, else the DOI (either may be in the address of an electronic edition), else DBLP's own key."""
    known = [doi, *editions]
    return next(filter(None, map(arxiv_number, known)), "") or next(filter(None, map(doi_in, known)), "") or key


DBLP = JsonFormat(
    "dblp",
    _paper,
    (("info.title", "info.key"), ("info.title", "info.venue")),
    lists=("result.hits.hit",),
    places=(("result.hits.hit.item", ("info.title",)),),
    what="arXiv id, DOI or `key`; `year`; links in `ee`. There are no abstracts",
    how="dblp.org/search/publ/api?q=…&format=json",
)
_ENTRY = Shows("author", ("journal", "booktitle"))
_HIT = Shows("authors/author", ("venue",))


def _shown(entry: Element) -> Shown:
    """Authors and venue of an entry of the data set, or of a hit of a search."""
    return (_HIT if entry.tag == "info" else _ENTRY).of(entry)


DBLP_XML = XmlFormat(
    "dblp-xml",
    _ENTRIES,
    (("dblp",), ("dblpperson",), ("result", "hits", "completions")),
    _entry,
    what="the same, from its XML",
    how="the same with `format=xml`, a person's or venue's `.xml`, or dblp.org/xml/dblp.xml.gz",
    shown=_shown,
)
