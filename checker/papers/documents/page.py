"""
A web page about one paper: its meta tags (Highwire's `citation_…`, Dublin Core, Open Graph), its text, and the
addresses of its links. Navigation, scripts and comments are not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.papers.documents.document import Document, records, whole
from checker.papers.lists.addresses import Role, paper_id, role_of
from checker.papers.lists.labels import is_label
from checker.papers.lists.markup.blocks import Form
from checker.papers.lists.markup.html import fed, html_blocks
from checker.papers.lists.markup.locating import Locator
from checker.papers.lists.readers import is_page
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.dates import written_date
from checker.papers.records.paper import one_line
from checker.papers.streams.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from checker.papers.lists.markup.blocks import Block, Run
    from checker.papers.protocol import Record

_HEAD = 2**19  # characters in which the meta tags stand
_CITATION = re.compile(
    r"<meta[^>]{0,200}\bname\s*=\s*[\"']?(?:citation_title|dc\.title|dcterms\.title|eprints\.title)\b", re.IGNORECASE
)
_TITLES = ("citation_title", "dc.title", "dcterms.title", "eprints.title", "og:title", "twitter:title")
_IDS = (
    "citation_arxiv_id",
    "citation_doi",
    "dc.identifier",
    "dc.identifier.doi",
    "prism.doi",
    "bepress_citation_doi",
)
_DATES = (
    *(
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "dc.date",
        "dcterms.date",
        "dc.date.issued",
    ),
    *("article:published_time", "citation_year"),
)
_ABSTRACTS = ("citation_abstract", "dcterms.abstract", "dc.description", "og:description", "description")
_FEW = 200  # characters; a page with less text is built by scripts, and the abstract is in its meta tags


class Page:
    """The reader of pages of one paper."""

    name = "html"
    what = (
        "meta tags `citation_…`, `dc.…`, `og:…`: title, DOI or arXiv number, date; the page's text, and where its "
        "words lead"
    )
    how = "the page of an article, or of a project, saved in a browser"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for a page with meta tags about a paper, `SHAPE` for any other page."""
        text = decoded(head)
        if not is_page(text):
            return Evidence.NONE
        return Evidence.MARK if _CITATION.search(text) else Evidence.SHAPE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """The one paper of the page; all of its text is read."""
        yield from records(_document(decoded(whole(stream, source))), source, Reading(part="all"))


class _Head:
    """Collects the title, the meta tags and the first heading of a page; a target of lxml's parser."""

    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.texts = {"title": "", "h1": ""}
        self._open = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        if tag == "meta":
            name = attributes.get("name") or attributes.get("property") or ""
            self.meta.setdefault(name.lower(), attributes.get("content") or "")
        elif tag in self.texts and not self.texts[tag]:
            self._open = tag

    def end(self, tag: str) -> None:
        """A tag closes."""
        if tag == self._open:
            self._open = ""

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._open:
            self.texts[self._open] += text

    def comment(self, text: str) -> None:
        """Comments are dropped."""

    def close(self) -> None:
        """The page ends."""

    def first(self, names: tuple[str, ...]) -> str:
        """The content of the first of these meta tags that is not empty, on one line."""
        return next((one_line(self.meta[name]) for name in names if self.meta.get(name, "").strip()), "")


def _document(text: str) -> Document:
    head = _head(text)
    blocks = list(html_blocks(text, Locator(text)))
    title = head.first(_TITLES) or one_line(head.texts["h1"]) or one_line(head.texts["title"])
    body = "\n".join(_block_text(block) for block in blocks if not _is_title(block, title))
    if len(body) < _FEW and (described := head.first(_ABSTRACTS)):
        body = f"{described}\n{body}".strip()
    return Document(
        title=title,
        abstract=body,
        paper_id=paper_id(head.first(_IDS)) or head.first(("citation_arxiv_id",)),
        published=written_date(head.first(_DATES)),
    )


def _head(text: str) -> _Head:
    head = _Head()
    for _ in fed(text[:_HEAD], head):
        pass
    return head


def _is_title(block: Block, title: str) -> bool:
    return block.form is Form.HEADING and " ".join("".join(run.text for run in block.runs).split()) == title


def _block_text(block: Block) -> str:
    cells = [runs for _, runs in block.cells] or [block.runs]
    return " ".join("".join(_words(run) for runs in cells for run in runs).split())


def _words(run: Run) -> str:
    """The words of a run, and its address in brackets if it may be an artifact's."""
    if not run.address or run.text.strip() == run.address:
        return run.text
    role = role_of(run.address, run.text)
    counts = role is Role.ARTIFACT or (role is Role.PAGE and is_label(run.text))
    return f"{run.text} ({run.address}) " if counts else run.text


PAGE = Page()
