"""What a report says of candidates: what services name for papers beside what these print. It counts in no rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import Reason
from checker.model.candidates import AddedBy, CheckOutcome
from checker.model.paper_ids import arxiv_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.rows import CandidateRow, Crossed, PaperRow

#: What became of a paper that claims or promises a release and prints no link: word → what it means.
MEANING: dict[str, str] = {
    CheckOutcome.NAMED: "something is named for it",
    CheckOutcome.NOTHING: "known there, and nothing is named for it",
    CheckOutcome.NOT_INDEXED: "not known there",
    CheckOutcome.UNKNOWN: "could not be asked about: due again",
    "not_asked": "not asked about yet (--cross-check)",
    "no_arxiv_id": "has no arXiv number, and can't be asked about",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody names for a paper, and what is known of it itself: an availability, or whether anybody looked."""

    row: CandidateRow
    standing: str


@dataclass(frozen=True, slots=True)
class CrossChecked:
    """
    `outcomes` are of the papers that claim or promise a release and print no link, `candidates` what is named for
    these; `others` what is named in the place of a printed repository; `agreeing` counts papers that print what is
    named, `dropped` names that are no address of anything.
    """

    outcomes: dict[str, int]
    candidates: tuple[Named, ...]
    others: tuple[Named, ...]
    agreeing: int
    dropped: int


def cross_checked(crossed: Crossed, claims: Sequence[PaperRow]) -> CrossChecked:
    """What a report says; `claims` are all papers that claim or promise a release and print no link."""
    outcomes = {str(told): crossed.outcomes.get(told, 0) for told in CheckOutcome}
    numberless = sum(not arxiv_number(paper.paper_id) for paper in claims)
    outcomes |= {"not_asked": len(claims) - numberless - sum(outcomes.values()), "no_arxiv_id": numberless}
    return CrossChecked(
        outcomes=outcomes,
        candidates=tuple(Named(row, _standing(row)) for row in crossed.claims),
        others=tuple(Named(row, _standing(row)) for row in crossed.others),
        agreeing=crossed.agreeing,
        dropped=crossed.dropped,
    )


def _standing(row: CandidateRow) -> str:
    if row.reason != Reason.NOT_CHECKED:
        return row.availability
    return "listed there" if row.added_by == AddedBy.TAG else "not checked"
