"""A paper → its links and its claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.links.addresses.find import find_links
from checker.links.claims.claims import claim_in
from checker.links.claims.ownership import owner_of
from checker.model import Claim, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Link, Paper


_JUDGED = 200  # links whose sentence is looked at: no paper has more, and hostile text must not hold up the rest
SENTENCE = 400  # characters of a sentence that are kept
#: The end of an address of a PDF or a picture: where a record holds it in a field of its own, it is no artifact.
_PAGES_OR_PICTURE = re.compile(r"\.(?:pdf|png|jpe?g|gif|svg|webp|bmp|tiff?|ico)(?:[?#].*)?$", re.IGNORECASE)


class Extraction(NamedTuple):
    """
    What a paper's own words say: links in order of appearance, and its claim.

    `evidence` is the sentence of the abstract that makes a claim without a link, on one line, at most 400 characters.
    """

    links: tuple[Link, ...]
    claim: Claim
    evidence: str = ""


_NOTHING = Extraction((), Claim.NONE)  # what nearly all papers say, made once


def extract(paper: Paper) -> Extraction:
    """Links of the abstract, of the comments and of the record's other fields, and what the paper claims."""
    links = find_links(paper.abstract)
    if paper.comments:
        links += find_links(paper.comments, "comments")
    for name, text in paper.fields:
        links += [link for link in find_links(text, name) if not _PAGES_OR_PICTURE.search(link.raw)]
    if links:
        judged = (*(_owned(paper, link) for link in links[:_JUDGED]), *links[_JUDGED:])
        if not all(link.kind is Kind.PAPER for link in links):
            return Extraction(judged, Claim.LINKED)
        links = list(judged)
    claim, span = claim_in(paper.abstract, title=paper.title)
    if span or links:
        return Extraction(tuple(links), claim, _sentence(paper.abstract, *span) if span else "")
    return _NOTHING


def _owned(paper: Paper, link: Link) -> Link:
    text = _text(paper, link.field)
    ownership, span = owner_of(text, link.start, link.end, title=paper.title, target=link.target)
    found = link._replace(ownership=ownership, evidence=_sentence(text, *span))
    return _placed(found, text, paper.places) if paper.places else found


def _text(paper: Paper, field: str) -> str:
    if field == "abstract":
        return paper.abstract
    return paper.comments if field == "comments" else dict(paper.fields)[field]


def _placed(link: Link, text: str, places: Sequence[tuple[str, int, int]]) -> Link:
    """The link with its line and column, where the place of its text is known."""
    for field, line, column in places:
        if field == link.field:
            above = text.count("\n", 0, link.start)
            before = link.start - (text.rfind("\n", 0, link.start) + 1)
            return link._replace(line=line + above, column=before + (1 if above else column))
    return link


def _sentence(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())[:SENTENCE]
