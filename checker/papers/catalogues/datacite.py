"""
DataCite: answers of its REST API (`data[].attributes`), DataCite JSON (the same without `attributes`), and the XML
that its members deposit (`<resource>`, alone or in OAI-PMH).

Source: https://support.datacite.org/docs/api, and https://schema.datacite.org.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Paper
from checker.model.paper_ids import doi_in
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.fields import objects, part, text
from checker.papers.records.json import JsonFormat
from checker.papers.records.paper import made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, text_of
from checker.papers.streams.markup import plain

if TYPE_CHECKING:
    from collections.abc import Mapping


#: Types of resources that are papers; all others are artifacts.
_PAPERS = frozenset({"", "text", "journalarticle", "preprint", "conferencepaper", "report", "dissertation", "book"})
#: Fields in which no links are looked for.
_NOT_LINKS = (
    "titles",
    "descriptions",
    "creators",
    "contributors",
    "publisher",
    "subjects",
    "fundingReferences",
    "xml",
)
_NAMESPACES = tuple(f"{{http://datacite.org/schema/kernel-{version}}}" for version in ("4", "3", "2.2", "2.1"))


def _paper(record: Mapping[str, Any], source: str) -> Paper:
    resource = part(record, "attributes") or record
    described = {text(one, "descriptionType"): text(one, "description") for one in objects(resource, "descriptions")}
    dates = {text(one, "dateType"): text(one, "date") for one in objects(resource, "dates")}
    kind = text(part(resource, "types"), "resourceTypeGeneral")
    return made(
        Paper(
            source=source,
            id=text(resource, "doi").lower() or doi_in(text(record, "id")),
            title=one_line(plain(next((text(one, "title") for one in objects(resource, "titles")), ""))),
            abstract=plain(described.get("Abstract") or next(iter(described.values()), "")),
            published=written_date(dates.get("Issued", "")) or written_date(text(resource, "publicationYear")),
            fields=addresses(resource, _NOT_LINKS, artifact=kind.lower() not in _PAPERS),
        )
    )


def _resource(resource: Element, source: str) -> Paper:
    space = resource.tag.rpartition("}")[0] + "}"
    described = _by(resource, f"{space}descriptions/{space}description", "descriptionType")
    dates = _by(resource, f"{space}dates/{space}date", "dateType")
    kind = resource.find(f"{space}resourceType")
    related = [text_of(one) for one in resource.iterfind(f"{space}relatedIdentifiers/{space}relatedIdentifier")]
    doi = text_of(resource.find(f"{space}identifier"))
    return made(
        Paper(
            source=source,
            id=doi_in(doi),
            title=one_line(text_of(resource.find(f"{space}titles/{space}title"))),
            abstract=plain(described.get("Abstract") or next(iter(described.values()), "")),
            published=written_date(dates.get("Issued", ""))
            or written_date(text_of(resource.find(f"{space}publicationYear"))),
            fields=addresses(
                {"relatedIdentifiers": related, "doi": doi},
                artifact=kind is not None and kind.get("resourceTypeGeneral", "").lower() not in _PAPERS,
            ),
        )
    )


def _by(resource: Element, path: str, attribute: str) -> dict[str, str]:
    """Value of the attribute → text, for the elements at this path."""
    return {one.get(attribute, ""): text_of(one) for one in resource.iterfind(path)}


DATACITE = JsonFormat(
    "datacite",
    _paper,
    (("attributes.titles",), ("titles", "publicationYear", "creators"), ("titles", "doi", "relatedIdentifiers")),
    lists=("data",),
    places=(("data.item", ("attributes.titles",)), ("data", ("attributes.titles",))),
    what="`doi`, date `Issued` or `publicationYear`, description `Abstract`; links in `relatedIdentifiers` and more",
    how="api.datacite.org/dois?query=… (also one), or its public data file",
)
DATACITE_XML = XmlFormat(
    "datacite-xml",
    tuple(f"{space}resource" for space in _NAMESPACES),
    tuple((f"{space}resource",) for space in _NAMESPACES),
    _resource,
    what="the same, from its XML",
    how="content negotiation (`application/vnd.datacite.datacite+xml`), oai.datacite.org",
    shown=Shows("{*}creators/{*}creator").of,
)
