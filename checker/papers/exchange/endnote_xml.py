"""
EndNote's XML export: `<xml><records><record>`. Texts consist of `<style>` elements.

Source: the DTD that EndNote installs (RSXML.dtd).
"""

from __future__ import annotations

from checker.model import Paper
from checker.model.paper_ids import doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, child_text, text_of

_ARTIFACTS = frozenset({"computer program", "dataset", "online database"})
_FIELDS = (
    "notes",
    "research-notes",
    "urls",
    *(f"custom{number}" for number in range(1, 8)),
    "electronic-resource-num",
)


def _record(record: Element, source: str) -> Paper:
    kind = record.find("ref-type")
    return made(
        Paper(
            source=source,
            id=doi_in(child_text(record, "electronic-resource-num")) or child_text(record, "accession-num").strip(),
            title=one_line(child_text(record, "titles/title")),
            abstract=child_text(record, "abstract"),
            published=written_date(child_text(record, "dates/pub-dates/date"), child_text(record, "dates/year")),
            fields=addresses(
                {path: texts for name in _FIELDS for path, texts in _texts(record, name)},
                artifact=kind is not None and kind.get("name", "").lower() in _ARTIFACTS,
            ),
        )
    )


def _texts(record: Element, name: str) -> list[tuple[str, list[str]]]:
    """(name, texts) of a field; for `urls`, one pair for each kind of address (`urls.pdf-urls`)."""
    found = record.find(name)
    if found is None:
        return []
    if name == "urls":
        return [(f"urls.{kind.tag}", [text_of(one) for one in kind]) for kind in found.iterchildren("*")]
    return [(name, [text_of(found)])]


ENDNOTE_XML = XmlFormat(
    "endnote-xml",
    "record",
    (("xml", "records"),),
    _record,
    what="`electronic-resource-num` or `accession-num`, `pub-dates` or `year`; links in `urls`, notes, custom fields",
    how="EndNote: File, Export, XML",
    shown=Shows("contributors/authors/author", ("periodical/full-title", "titles/secondary-title")).of,
)
