"""Whether a page is a list of papers or of artifacts: by the share of its text in entries that name them."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from checker.papers.lists.columns import is_named
from checker.papers.lists.entries import names_artifact, names_paper
from checker.papers.lists.groups import groups
from checker.papers.lists.markup.blocks import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.papers.lists.groups import Group
    from checker.papers.lists.markup.blocks import Block


class Content(Enum):
    """What a page holds."""

    PAPERS = auto()
    ARTIFACTS = auto()  # entries that name repositories, models or data sets
    PROSE = auto()


_MANY = 10  # entries, for which a smaller share of the text is enough
_SURE = 2  # the least number of entries with a link to their paper
_ARTIFACTS = 5  # the least number of entries of artifacts: a project links to some of its own, too
_WORDS = 5  # items with more words count as text
#: Shares of the text of a page that entries must have: many or few with links to papers, without, artifacts.
_OF_MANY, _OF_FEW, _OF_UNSURE, _OF_ARTIFACTS = 1 / 4, 1 / 2, 4 / 5, 2 / 3


def content_of(blocks: Iterable[Block]) -> Content:
    """
    What a page holds, judged by the blocks at its beginning.

    It is a list of papers if at least two entries link to a paper and the entries that name papers have half of its
    text; a quarter is enough for ten entries. With fewer links to papers, three entries must have four fifths of the
    text; in a table with a column for titles or papers, one row. A list of artifacts has at least five entries with
    two thirds of the text.
    """
    found = list(groups(blocks))
    sure = [one for one in found if names_paper(one) and one.leads_to_paper()]
    papers = [one for one in found if names_paper(one)]
    share = _share(papers, found)
    if len(sure) >= _SURE and share >= (_OF_MANY if len(papers) >= _MANY else _OF_FEW):
        return Content.PAPERS
    if (len(papers) > _SURE or _in_table(papers)) and share >= _OF_UNSURE:
        return Content.PAPERS
    artifacts = [one for one in found if names_artifact(one) and one.blocks[0].form in {Form.ITEM, Form.ROW}]
    if len(artifacts) >= _ARTIFACTS and _share(artifacts, found) >= _OF_ARTIFACTS:
        return Content.ARTIFACTS
    return Content.PROSE


def _in_table(papers: list[Group]) -> bool:
    """Whether all papers stand in a table with a column for titles or papers."""
    heads = [one.blocks[0] for one in papers]
    return bool(heads) and all(head.form is Form.ROW and is_named(head.cells) for head in heads)


def _share(entries: list[Group], found: list[Group]) -> float:
    """The share of a page's text in these entries; headings and short items are not counted."""
    inside = sum(len(one.text()) for one in entries)
    chosen = set(map(id, entries))
    outside = sum(len(one.text()) for one in found if id(one) not in chosen and _counts(one))
    return inside / max(1, inside + outside)


def _counts(group: Group) -> bool:
    """Whether a group that is not an entry counts as text of the page."""
    head = group.blocks[0]
    return head.form in {Form.TEXT, Form.OTHER} or (
        head.form is Form.ITEM and (bool(group.links) or _is_prose(group))
    )


def _is_prose(group: Group) -> bool:
    return len(group.text().split()) > _WORDS
