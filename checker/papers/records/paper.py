"""Makes a paper of the fields of a record, and the error for a record that gives none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.paper_ids import canonical_id, title_id

if TYPE_CHECKING:
    from checker.model import Paper


@dataclass(frozen=True, slots=True)
class Shown:
    """Fields of a paper in which no links are looked for: for display, or kept because the user asked for them."""

    authors: str = ""
    venue: str = ""
    kept: tuple[tuple[str, str], ...] = ()

    def on(self, paper: Paper) -> Paper:
        """The paper with these fields added."""
        if not (self.authors or self.venue or self.kept):
            return paper
        authors, venue = self.authors or paper.authors, self.venue or paper.venue
        return paper._replace(authors=authors, venue=venue, kept=self.kept)


class Unreadable(ValueError):  # noqa: N818  (says of a record what it is)
    """The error for a record that gives no paper; readers turn it into a BadRecord."""


def made(paper: Paper) -> Paper:
    """
    The paper with its id in canonical form, or with an id made from its title if it has none. Raises Unreadable if it
    has neither title nor abstract nor any other text.
    """
    if not (paper.title.strip() or paper.abstract.strip() or paper.comments or paper.fields):
        raise Unreadable("neither title nor abstract")
    known = canonical_id(paper.id) or title_id(paper.title or paper.abstract or paper.fields[0][1])
    return paper if known == paper.id else paper._replace(id=known)


def one_line(text: str) -> str:
    """The text with every run of white space as one blank: for titles that were wrapped."""
    return " ".join(text.split())


def beside(*links: str) -> str:
    """The different links that a source gives beside the abstract, as one text with a blank line between them."""
    return "\n\n".join(dict.fromkeys(filter(None, map(str.strip, links))))
