"""
Zotero's RDF export: items of many types, among them journals and attachments, which are not papers.

The DOI of an article is one of its own fields or a field of its journal. The journal stands inside the article, or
after it if it has an ISSN: then the article refers to it by `rdf:resource`.

Source: https://github.com/zotero/translators/blob/master/Zotero%20RDF.js, which writes this format.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord, Paper
from checker.model.paper_ids import doi_in
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import Unreadable, made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, child_text, elements, names, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.papers.protocol import Record

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_Z = "{http://www.zotero.org/namespaces/export#}"
_BIB = "{http://purl.org/net/biblio#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_TYPES = (
    *("Article", "Book", "BookSection", "Document", "Illustration", "Image", "Interview", "Journal", "Legislation"),
    *("Letter", "Manuscript", "Memo", "MotionPicture", "Patent", "Periodical", "Proceedings", "Recording", "Report"),
    *("Series", "Thesis"),
)
_ITEMS = (*(f"{_BIB}{name}" for name in _TYPES), f"{_RDF}Description", f"{_Z}Attachment", f"{_Z}Collection")
_IDENTIFIERS = (f"{_DC}identifier", f"{_TERMS}isPartOf/*/{_DC}identifier")
_SHOWS = Shows(
    f"{_BIB}authors/{_RDF}Seq/{_RDF}li/*", (f"{_TERMS}isPartOf/*/{_DC}title", f"{_BIB}presentedAt/*/{_DC}title")
)
_MOST = 1_000  # items that are held back
_ARTIFACTS = frozenset({"computerProgram", "dataset"})
_NO_PAPERS = frozenset({"", "attachment", "note"})


@dataclass(slots=True)
class _Item:
    """An item of the library. `part_of` is the reference to its journal, until that has been read."""

    paper: Paper
    kind: str
    about: str
    identifiers: list[str]
    extra: str
    part_of: str = ""
    line: int = 0

    def record(self) -> Paper | BadRecord:
        """The paper, whose DOI may be a field of its journal; a BadRecord if it is empty."""
        pages = [one for one in (*self.identifiers, self.about) if "://" in one]
        dois = [one for one in self.identifiers if one.startswith("DOI ")]
        fields = {"url": list(dict.fromkeys(pages)), "doi": dois, "extra": self.extra}
        try:
            return made(
                self.paper._replace(
                    id=next(filter(None, map(doi_in, self.identifiers)), ""),
                    fields=addresses(fields, artifact=self.kind in _ARTIFACTS),
                )
            )
        except Unreadable as error:
            return BadRecord(self.paper.source, self.line, str(error))


@dataclass(slots=True)
class _Queue:
    """Items in the order of the file, held back while the first of them waits for its journal."""

    waiting: deque[_Item | BadRecord] = field(default_factory=deque)
    by_part: dict[str, list[_Item]] = field(default_factory=dict)

    def add(self, item: _Item | BadRecord) -> None:
        """Add the next item."""
        self.waiting.append(item)
        if isinstance(item, _Item) and item.part_of:
            self.by_part.setdefault(item.part_of, []).append(item)

    def complete(self, journal: Element) -> None:
        """Give the items that wait for this journal its name, and its DOI if there is only one such item."""
        items = self.by_part.pop(journal.get(f"{_RDF}about", ""), [])
        for item in items:
            item.part_of = ""
            item.paper = item.paper._replace(venue=one_line(child_text(journal, f"{_DC}title")))
        if len(items) == 1:
            items[0].identifiers += _texts(journal, f"{_DC}identifier")

    def ready(self, most: int = _MOST) -> Iterator[Record]:
        """The records up to the first that waits for its journal; at most `most` are held back."""
        while self.waiting and (len(self.waiting) > most or not getattr(self.waiting[0], "part_of", "")):
            one = self.waiting.popleft()
            yield one.record() if isinstance(one, _Item) else one


class ZoteroRdf:
    """The reader of Zotero's RDF."""

    name = "zotero-rdf"
    record = _ITEMS  # the names of elements that are records
    what = "items with `z:itemType`: DOI, `dc:date`, `dcterms:abstract`; links in `dc:identifier` and extra"
    how = "Zotero: Export Library, Zotero RDF"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for RDF with Zotero's item types."""
        return Evidence.MARK if names(head).issuperset((f"{_RDF}RDF", f"{_Z}itemType")) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each item, in order."""
        queue = _Queue()
        for element in elements(stream, source, _ITEMS):
            if not isinstance(element, BadRecord):
                queue.complete(element)
            if item := element if isinstance(element, BadRecord) else _item(element, source):
                queue.add(item)
            yield from queue.ready()
        yield from queue.ready(most=0)


def _item(item: Element, source: str) -> _Item | None:
    kind = child_text(item, f"{_Z}itemType").strip()
    if kind in _NO_PAPERS:
        return None
    journal = item.find(f"{_TERMS}isPartOf")
    paper = Paper(
        id="",
        source=source,
        title=one_line(child_text(item, f"{_DC}title")),
        abstract=child_text(item, f"{_TERMS}abstract"),
        published=written_date(child_text(item, f"{_DC}date")),
    )
    return _Item(
        _SHOWS.of(item).on(paper),
        kind,
        item.get(f"{_RDF}about", ""),
        [text for path in _IDENTIFIERS for text in _texts(item, path)],
        child_text(item, f"{_DC}description"),
        part_of="" if journal is None else journal.get(f"{_RDF}resource", ""),
        line=item.sourceline or 0,
    )


def _texts(element: Element, path: str) -> list[str]:
    return [text_of(one).strip() for one in element.iterfind(path)]


ZOTERO_RDF = ZoteroRdf()
