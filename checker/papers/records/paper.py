"""Making a paper of the fields of a record, and the error for a record that gives none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.paper_ids import canonical_id, title_id

if TYPE_CHECKING:
    from checker.model import Paper


@dataclass(frozen=True, slots=True)
class Shown:
    """What a record says of a paper and nothing is extracted from: for display, or kept because the user asks."""

    authors: str = ""
    venue: str = ""
    kept: tuple[tuple[str, str], ...] = ()

    def on(self, paper: Paper) -> Paper:
        """The paper with this beside what is extracted from."""
        if not (self.authors or self.venue or self.kept):
            return paper
        authors, venue = self.authors or paper.authors, self.venue or paper.venue
        return paper._replace(authors=authors, venue=venue, kept=self.kept)


class Unreadable(ValueError):  # noqa: N818  (says of a record what it is)
    """The error for a record that gives no paper; readers turn it into a BadRecord."""


def made(paper: Paper) -> Paper:
    """
    The paper of a record's fields, its id in the one form that ids have, made from its title where it has none;
    Unreadable if nothing is to be read in it.
    """
    if not (paper.title.strip() or paper.abstract.strip() or paper.comments or paper.fields):
        raise Unreadable("neither title nor abstract")
    known = canonical_id(paper.id) or title_id(paper.title or paper.abstract or paper.fields[0][1])
    return paper if known == paper.id else paper._replace(id=known)


def one_line(text: str) -> str:
    """The text with every run of blanks and line ends as one blank: for titles that were wrapped."""
    return " ".join(text.split())


def beside(*links: str) -> str:
    """Links that a source gives beside the abstract, a blank line between, each once: what `comments` then holds."""
    return "\n\n".join(dict.fromkeys(filter(None, map(str.strip, links))))
