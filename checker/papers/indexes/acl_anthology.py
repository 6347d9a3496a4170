"""
The ACL Anthology's XML: `<collection><volume><paper>`. Tags inside titles and abstracts (`<fixed-case>`,
`<tex-math>`, `<url>`) are dropped, their text is kept. Code that the Anthology links (`<pwccode>`) is a field of that
name.

Source: https://github.com/acl-org/acl-anthology, data/xml/schema.rnc.
"""

from __future__ import annotations

from checker.model import Paper
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import date_of
from checker.papers.records.paper import made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, child_text


def _paper(paper: Element, source: str) -> Paper:
    return made(
        Paper(
            source=source,
            id=_id(paper),
            title=one_line(child_text(paper, "title")),
            abstract=child_text(paper, "abstract"),
            fields=addresses({"pwccode": [code.get("url") for code in paper.iterfind("pwccode")]}),
            published=_year(paper),
        )
    )


def _id(paper: Element) -> str:
    """The Anthology's id: its `url` if it is not an address, else the ids of collection, volume and paper."""
    if (url := child_text(paper, "url").strip()) and "://" not in url:
        return url
    volume = paper.getparent()
    collection = None if volume is None else volume.getparent()
    if volume is None or collection is None:
        return ""
    first, second, third = (one.get("id", "") for one in (collection, volume, paper))
    if "." in first:
        return f"{first}-{second}.{third}"
    width = 2 if first.startswith("W") else 1  # digits of the volume, of four for volume and paper; W: workshops
    return f"{first}-{second.zfill(width)}{third.zfill(4 - width)}"


def _year(paper: Element) -> str:
    volume = paper.getparent()
    return "" if volume is None else date_of((child_text(volume, "meta/year").strip(),))


ACL_ANTHOLOGY = XmlFormat(
    "acl-anthology",
    "paper",
    (("collection", "volume"),),
    _paper,
    what="the Anthology's id, the volume's year; links in `abstract` and `pwccode`",
    how="github.com/acl-org/acl-anthology, data/xml",
    shown=Shows("author").of,
)
