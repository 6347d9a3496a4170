"""A paper → its links and its claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.links.addresses.find import find_links
from checker.links.claims.claims import claim_in
from checker.links.claims.ownership import owner_of
from checker.model import Claim, Kind

if TYPE_CHECKING:
    from checker.model import Link, Paper


_JUDGED = 200  # links whose sentence is looked at: no paper has more, and hostile text must not hold up the rest
SENTENCE = 400  # characters of a sentence that are kept


class Extraction(NamedTuple):
    """
    What a paper's own words say: links in order of appearance, and its claim.

    `evidence` is the sentence of the abstract that makes a claim without a link, on one line, at most 400 characters.
    """

    links: tuple[Link, ...]
    claim: Claim
    evidence: str = ""


def extract(paper: Paper) -> Extraction:
    """Links of the abstract and of the comments, and what the paper claims."""
    links = find_links(paper.abstract)
    if paper.comments:
        links += find_links(paper.comments, "comments")
    if links:
        judged = (*(_owned(paper, link) for link in links[:_JUDGED]), *links[_JUDGED:])
        if not all(link.kind is Kind.PAPER for link in links):
            return Extraction(judged, Claim.LINKED)
        links = list(judged)
    claim, span = claim_in(paper.abstract, title=paper.title)
    return Extraction(tuple(links), claim, _sentence(paper.abstract, *span) if span else "")


def _owned(paper: Paper, link: Link) -> Link:
    text = paper.abstract if link.field == "abstract" else paper.comments
    ownership, span = owner_of(text, link.start, link.end, title=paper.title, target=link.target)
    return link._replace(ownership=ownership, evidence=_sentence(text, *span))


def _sentence(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())[:SENTENCE]
