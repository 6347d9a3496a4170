"""Sentences of reports about one thing are in the singular, about several in the plural."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from checker.model.rows import AlarmRow, ConditionMatches, LossRow
from checker.reports.conditions import lines
from checker.reports.contents.figures.trend import trend
from checker.reports.contents.headline import headline
from checker.reports.forms.issue import rolling
from checker.statistics.intervals import Share

LOSS = LossRow(
    incident=1,
    kind="github_repo",
    target="lab/moths",
    url="https://github.com/lab/moths",
    availability="gone",
    reason="not_found_or_private",
    opened_at=datetime(2026, 10, 5, tzinfo=UTC),
    confirmed=True,
    last_good_at=None,
    closed_at=None,
)


@pytest.mark.parametrize(
    ("number", "sentence"), [(1, "1 link of papers is lost."), (2, "2 links of papers are lost.")]
)
def test_an_issue_says_how_many_links_are_lost(number: int, sentence: str) -> None:
    assert rolling([replace(LOSS, incident=one) for one in range(number)])[1].startswith(sentence)


@pytest.mark.parametrize(("papers", "ending"), [(2, "On moths and 1 more paper"), (3, "On moths and 2 more papers")])
def test_an_alarm_says_how_many_more_papers_name_the_artifact(papers: int, ending: str) -> None:
    alarm = AlarmRow(None, "github_repo", "lab/moths", "gone", ("On moths",), papers)
    assert list(lines({"gone": ConditionMatches(1, [alarm])}))[1].endswith(ending)


def counted(state: str, artifacts: int) -> dict[str, Any]:
    return {"state": state, "artifacts": artifacts, "counted": True, "seen_once": 0}


@pytest.mark.parametrize(
    ("usable", "sentence", "of"),
    [
        (1, "Of the papers' own links that are known, 1 of 3 is usable.", "of the papers' own links is usable"),
        (2, "Of the papers' own links that are known, 2 of 3 are usable.", "of the papers' own links are usable"),
    ],
)
def test_a_headline_of_few_links_agrees_with_its_count(usable: int, sentence: str, of: str) -> None:
    rows = [counted("available", usable), counted("gone", 3 - usable)]
    shares = {"usable": Share(usable, 3), "there": Share(usable, 3), "third_party": Share(0, 0)}
    found = headline(rows, shares, Share(0, 0), own=True)
    assert (found.sentence, found.of) == (sentence, of)


@pytest.mark.parametrize(("links", "known"), [(1, "only 1 link is known"), (7, "only 7 links are known")])
def test_a_trend_of_few_links_says_why_its_band_is_wide(links: int, known: str) -> None:
    moves = [{"run_id": 1, "state": "usable", "change": links, "first": links}]
    found = trend(moves, [{"id": 1, "ended_at": "2026-11-30T12:00:00Z"}], own=True)
    assert found.sentence.endswith(f"interval, which is wide because {known}.")
