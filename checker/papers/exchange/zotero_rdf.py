"""
Zotero's RDF export: items of many types side by side, journals and attachments among them, which are no papers.

Source: https://github.com/zotero/translators/blob/master/Zotero%20RDF.js, which says what it writes.
"""

from __future__ import annotations

from checker.model import Paper
from checker.model.paper_ids import doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import made, one_line
from checker.papers.records.xml import Element, XmlFormat, child_text, text_of

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
#: Zotero writes an article's DOI beside its title or in the journal that it is part of.
_IDENTIFIERS = (f"{_DC}identifier", f"{_TERMS}isPartOf/*/{_DC}identifier")
_ARTIFACTS = frozenset({"computerProgram", "dataset"})
_NO_PAPERS = frozenset({"", "attachment", "note"})


def _item(item: Element, source: str) -> Paper | None:
    kind = child_text(item, f"{_Z}itemType").strip()
    if kind in _NO_PAPERS:
        return None
    identifiers = [text_of(one).strip() for path in _IDENTIFIERS for one in item.iterfind(path)]
    pages = [one for one in (*identifiers, item.get(f"{_RDF}about", "")) if "://" in one]
    return made(
        Paper(
            source=source,
            id=next(filter(None, map(doi_in, identifiers)), ""),
            title=one_line(child_text(item, f"{_DC}title")),
            abstract=child_text(item, f"{_TERMS}abstract"),
            published=written_date(child_text(item, f"{_DC}date")),
            fields=addresses(
                {
                    "url": list(dict.fromkeys(pages)),
                    "doi": [one for one in identifiers if one.startswith("DOI ")],
                    "extra": child_text(item, f"{_DC}description"),
                },
                artifact=kind in _ARTIFACTS,
            ),
        )
    )


ZOTERO_RDF = XmlFormat(
    "zotero-rdf",
    _ITEMS,
    ((f"{_RDF}RDF", f"{_Z}itemType"),),
    _item,
    what="items with `z:itemType`: DOI, `dc:date`, `dcterms:abstract`; links in `dc:identifier` and extra",
    how="Zotero: Export Library, Zotero RDF",
)
