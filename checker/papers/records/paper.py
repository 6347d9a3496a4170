"""Making a paper of the fields of a record, and the error for a record that gives none."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Paper
from checker.model.paper_ids import canonical_id, title_id


@dataclass(frozen=True, slots=True)
class Shown:
    """What a record says of a paper and nothing is extracted from: for display, or kept because the user asks."""

    authors: str = ""
    venue: str = ""
    kept: tuple[tuple[str, str], ...] = ()


NOTHING = Shown()


class Unreadable(ValueError):  # noqa: N818  (says of a record what it is)
    """The error for a record that gives no paper; readers turn it into a BadRecord."""


def made(
    source: str,
    *,
    paper_id: str = "",
    title: str = "",
    abstract: str = "",
    comments: str = "",
    published: str = "",
    fields: tuple[tuple[str, str], ...] = (),
    shown: Shown = NOTHING,
) -> Paper:
    """
    A paper, its id in the one form that ids have, made from its title where it has none; Unreadable if nothing is to
    be read in it. `shown` is what nothing is extracted from.
    """
    if not (title.strip() or abstract.strip() or comments or fields):
        raise Unreadable("neither title nor abstract")
    known = canonical_id(paper_id) or title_id(title or abstract or fields[0][1])
    return Paper(
        *(known, title, abstract, comments, published, source, fields),
        authors=shown.authors,
        venue=shown.venue,
        kept=shown.kept,
    )


def one_line(text: str) -> str:
    """The text with every run of blanks and line ends as one blank: for titles that were wrapped."""
    return " ".join(text.split())


def beside(*links: str) -> str:
    """Links that a source gives beside the abstract, a blank line between, each once: what `comments` then holds."""
    return "\n\n".join(dict.fromkeys(filter(None, map(str.strip, links))))
