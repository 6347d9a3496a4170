"""
RSS feeds (2.0, and 1.0 in RDF) of arXiv, bioRxiv and publishers. The description of an item is the paper's abstract.

Sources: https://info.arxiv.org/help/rss.html, https://www.rssboard.org/rss-specification.
"""

from __future__ import annotations

import re

from checker.model import Paper
from checker.model.paper_ids import arxiv_number, doi_in
from checker.papers.records.dates import mail_date, written_date
from checker.papers.records.paper import made, one_line
from checker.papers.records.people import Shows
from checker.papers.records.xml import Element, XmlFormat, child_text
from checker.papers.streams.markup import plain

_RSS1 = "{http://purl.org/rss/1.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = "{http://prismstandard.org/namespaces/basic/2.0/}"
_ANNOUNCED = re.compile(r"\s*arXiv:\S+ Announce Type: \S+\s+(?:Abstract: )?")
_OLD_ENDING = re.compile(r"\s*\(arXiv:\S+ \[[^\]]*\](?: UPDATED)?\)\s*$")  # of titles in arXiv's feeds until 2024


def without_announcement(text: str) -> str:
    """An abstract without the line that arXiv's feeds put before it."""
    return _ANNOUNCED.sub("", text, count=1)


def _item(item: Element, source: str) -> Paper:
    space = _RSS1 if item.tag.startswith(_RSS1) else ""
    return made(
        Paper(
            source=source,
            id=_id(item, space),
            title=one_line(_OLD_ENDING.sub("", plain(child_text(item, f"{space}title")))),
            abstract=plain(without_announcement(child_text(item, f"{space}description"))),
            published=_published(item),
        )
    )


def _id(item: Element, space: str) -> str:
    """The arXiv id, else the DOI, else the address that the item links to."""
    link = child_text(item, f"{space}link").strip()
    names = ("guid", f"{_DC}identifier", f"{_PRISM}doi", f"{space}link")
    known = [child_text(item, name).strip() for name in names]
    return next(filter(None, map(arxiv_number, known)), "") or next(filter(None, map(doi_in, known)), "") or link


def _published(item: Element) -> str:
    day = child_text(item, f"{_DC}date").strip()
    return written_date(day) or mail_date(child_text(item, "pubDate").strip())


RSS = XmlFormat(
    "rss",
    ("item", f"{_RSS1}item"),
    (("rss", "channel"), (f"{_RSS1}channel",)),
    _item,
    what="arXiv id, DOI or `link`; `pubDate` or `dc:date`; `description` without its tags",
    how="rss.arxiv.org/rss/cs.SE, connect.biorxiv.org, feeds of journals",
    shown=Shows("{*}creator", ("{*}publicationName",)).of,
)
