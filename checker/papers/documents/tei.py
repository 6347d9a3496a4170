"""TEI, above all as GROBID writes it from PDFs (grobid.readthedocs.io); one or many papers a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.papers.documents.document import Document
from checker.papers.documents.xml import documents, first, text_with_links
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.dates import written_date
from checker.papers.records.paper import one_line
from checker.papers.records.xml import names, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.documents.xml import Element
    from checker.papers.protocol import Record

_TEI = "{http://www.tei-c.org/ns/1.0}"
_UNREAD = frozenset({"listBibl", "teiHeader"})
_IDS = ("DOI", "arXiv", "PMID", "PMCID")


class Tei:
    """The reader of TEI."""

    name = "tei"
    what = "title, `abstract` (the rest with `--part all`), date of publication; DOI or arXiv number as id"
    how = "GROBID's `processFulltextDocument`; `.tei.xml`"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for XML with the element `teiHeader`."""
        return Evidence.MARK if f"{_TEI}teiHeader" in names(head) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each element `TEI`."""
        return documents(stream, source, f"{_TEI}TEI", _document, reading)


def _document(tei: Element) -> Document:
    header = first(tei, "{*}teiHeader")
    title = first(
        header, ".//{*}titleStmt/{*}title[@type='main']", ".//{*}titleStmt/{*}title", ".//{*}analytic/{*}title"
    )
    return Document(
        title=one_line(text_of(title)),
        abstract=text_with_links(first(header, ".//{*}abstract")),
        rest=text_with_links(first(tei, "{*}text"), _UNREAD),
        paper_id=_id(header),
        published=_date(header),
    )


def _id(header: Element | None) -> str:
    found = [] if header is None else list(header.iter("{*}idno"))
    ids = {one.get("type", "").casefold(): text_of(one).strip() for one in reversed(found)}
    return next((ids[kind.casefold()] for kind in _IDS if ids.get(kind.casefold())), "")


def _date(header: Element | None) -> str:
    date = first(header, ".//{*}publicationStmt/{*}date", ".//{*}imprint/{*}date")
    return "" if date is None else written_date(date.get("when") or text_of(date))


TEI = Tei()
