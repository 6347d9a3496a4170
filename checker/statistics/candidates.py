"""
Candidates of a report: repositories, models and pages that a service names for a paper, beyond what the paper prints.
They count in no rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import Reason
from checker.model.candidates import AddedBy, CheckOutcome
from checker.model.paper_ids import arxiv_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model.rows import CandidateRow, CandidateSummary, PaperRow

#: Outcome of the look-up of a paper that claims or promises a release and prints no link → its meaning.
MEANING: dict[str, str] = {
    CheckOutcome.NAMED: "the service names at least one candidate",
    CheckOutcome.NOTHING: "the service knows the paper and names nothing",
    CheckOutcome.NOT_INDEXED: "the service does not know the paper",
    CheckOutcome.UNKNOWN: "the look-up failed and is due again",
    "not_asked": "not looked up yet (--cross-check)",
    "no_arxiv_id": "no arXiv number, so it can't be looked up",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate, with its availability, or why that was not checked, as `standing`."""

    row: CandidateRow
    standing: str


@dataclass(frozen=True, slots=True)
class CrossChecked:
    """
    The candidates of a report.

    `outcomes` counts the look-ups of papers that claim or promise a release and print no link; `candidates` are what
    was named for these papers. `others` are GitHub repositories named for papers that print another one. `agreeing`
    counts papers that print what is named, `dropped` names that are not valid addresses.
    """

    outcomes: dict[str, int]
    candidates: tuple[Named, ...]
    others: tuple[Named, ...]
    agreeing: int
    dropped: int


def cross_checked(crossed: CandidateSummary, claims: Sequence[PaperRow]) -> CrossChecked:
    """The candidates of a report; `claims` are all papers that claim or promise a release and print no link."""
    outcomes = {str(outcome): crossed.outcomes.get(outcome, 0) for outcome in CheckOutcome}
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
    return "listed by the Hub" if row.added_by == AddedBy.TAG else "not checked"
