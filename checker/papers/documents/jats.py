"""JATS (NISO Z39.96, jats.nlm.nih.gov), from PubMed Central and publishers; one or many articles a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.papers.documents.document import Document
from checker.papers.documents.xml import documents, first, local, text_with_links
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.dates import date_of
from checker.papers.records.paper import one_line
from checker.papers.records.xml import names, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.documents.xml import Element
    from checker.papers.protocol import Record

#: Elements that are left out of the rest: the abstract, and what is not text of the paper itself.
_UNREAD = frozenset(
    {"ref-list", "sub-article", "response", "journal-meta", "article-id", "abstract", "trans-abstract"}
)
_NO_ABSTRACT = frozenset({"graphical", "teaser", "toc", "key-points", "highlights", "video", "web-summary"})
_IDS = (("doi", ""), ("arxiv", ""), ("pmid", "pmid:"), ("pmcid", ""), ("pmc", "PMC"))


class Jats:
    """The reader of JATS."""

    name = "jats"
    what = "title, `abstract` (the rest with `--part all`), `pub-date`; DOI, PubMed's or PMC's number as id"
    how = "PubMed Central's Open Access set, Europe PMC's full text, publishers; `.nxml`"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for XML with the elements `article` and `front`."""
        known = {name.rpartition("}")[2] for name in names(head)}
        return Evidence.MARK if {"article", "front"} <= known else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each article."""
        return documents(stream, source, "{*}article", _document, reading)


def _document(article: Element) -> Document:
    meta = first(article, "{*}front/{*}article-meta")
    return Document(
        title=one_line(_title(meta)),
        abstract=text_with_links(_abstract(meta)),
        rest=text_with_links(article, _UNREAD),
        paper_id=_id(meta),
        published=_date(meta),
    )


def _title(meta: Element | None) -> str:
    title = first(meta, "{*}title-group/{*}article-title")
    return "" if title is None else text_with_links(title, {"xref", "fn"})


def _abstract(meta: Element | None) -> Element | None:
    found = [] if meta is None else meta.findall("{*}abstract")
    plain = [one for one in found if one.get("abstract-type") not in _NO_ABSTRACT]
    return next(iter(plain or found), None)


def _id(meta: Element | None) -> str:
    ids = (
        {}
        if meta is None
        else {one.get("pub-id-type", ""): text_of(one).strip() for one in meta.findall("{*}article-id")}
    )
    return next((prefix + ids[kind].removeprefix(prefix) for kind, prefix in _IDS if ids.get(kind)), "")


def _date(meta: Element | None) -> str:
    """The most exact date of publication; of equals, the electronic one."""
    dates = [] if meta is None else [one for one in meta.iter("{*}pub-date") if local(one)]
    electronic = sorted(dates, key=lambda one: not {"epub", "electronic"} & set(one.attrib.values()))
    found = [_parts(one) for one in electronic]
    return max(found, key=len, default="")


def _parts(date: Element) -> str:
    parts = [text_of(first(date, f"{{*}}{part}")).strip() for part in ("year", "month", "day")]
    return date_of(parts) or (date.get("iso-8601-date") or "")[:10]


JATS = Jats()
