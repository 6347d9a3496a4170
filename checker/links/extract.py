"""From a paper to its links, with their ownership, and its claim."""

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


_MOST_JUDGED = 200  # links whose sentence is read: papers have fewer, and hostile text must not delay other papers
SENTENCE = 400  # characters of a sentence that are kept as evidence
#: The end of the URL of a PDF or a picture: in a further field of a record, such a URL is not an artifact.
_PDF_OR_PICTURE = re.compile(r"\.(?:pdf|png|jpe?g|gif|svg|webp|bmp|tiff?|ico)(?:[?#].*)?$", re.IGNORECASE)


class Extraction(NamedTuple):
    """
    What a paper says: its links in order of appearance, and its claim.

    `evidence` is the sentence of the abstract that makes the claim, for a paper without a link to an artifact; it is
    on one line, of at most 400 characters, and empty otherwise.
    """

    links: tuple[Link, ...]
    claim: Claim
    evidence: str = ""


_NOTHING = Extraction((), Claim.NONE)  # the result for nearly all papers, made once


def extract(paper: Paper) -> Extraction:
    """The links of a paper in its abstract, its comments and the other fields of its record, and its claim."""
    links = find_links(paper.abstract)
    if paper.comments:
        links += find_links(paper.comments, "comments")
    for name, text in paper.fields:
        links += [link for link in find_links(text, name) if not _PDF_OR_PICTURE.search(link.raw)]
    if links:
        judged = (*(_with_ownership(paper, link) for link in links[:_MOST_JUDGED]), *links[_MOST_JUDGED:])
        if not all(link.kind is Kind.PAPER for link in links):
            return Extraction(judged, Claim.LINKED)
        links = list(judged)
    claim, span = claim_in(paper.abstract, title=paper.title)
    if span or links:
        return Extraction(tuple(links), claim, _as_evidence(paper.abstract, *span) if span else "")
    return _NOTHING


def _with_ownership(paper: Paper, link: Link) -> Link:
    """The link with its ownership, the sentence for it, and its position in the file, if that is known."""
    text = _text_of(paper, link.field)
    ownership, span = owner_of(text, link.start, link.end, title=paper.title, target=link.target)
    found = link._replace(ownership=ownership, evidence=_as_evidence(text, *span))
    return _with_position(found, text, paper.places) if paper.places else found


def _text_of(paper: Paper, field: str) -> str:
    if field == "abstract":
        return paper.abstract
    return paper.comments if field == "comments" else dict(paper.fields)[field]


def _with_position(link: Link, text: str, places: Sequence[tuple[str, int, int]]) -> Link:
    """The link with its line and column in the file, if `places` has the position of the field that it is in."""
    for field, line, column in places:
        if field == link.field:
            above = text.count("\n", 0, link.start)
            before = link.start - (text.rfind("\n", 0, link.start) + 1)
            return link._replace(line=line + above, column=before + (1 if above else column))
    return link


def _as_evidence(text: str, start: int, end: int) -> str:
    """`text[start:end]` on one line, cut to the length of evidence."""
    return " ".join(text[start:end].split())[:SENTENCE]
